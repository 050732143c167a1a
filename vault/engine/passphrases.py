"""Use cases of passphrases that are not yet any volume's."""

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases


class Passphrases(UseCases):
    """Passphrases, made and estimated."""

    def passphrase_generate(self, words: int | None = None, separator: str = " ") -> given.NewPassphrase:
        """A passphrase of random words, which the caller wipes. Raises UsageError."""
        from vault import passphrases

        return passphrases.generate(passphrases.WORDS if words is None else words, separator)

    def passphrase_estimate(self, credential: given.CredentialSource) -> given.PassphraseStrength:
        """How hard the passphrase is to guess."""
        from vault import passphrases

        with obtain(credential, self._prompt, "Passphrase") as passphrase:
            return passphrases.estimate(passphrase)
