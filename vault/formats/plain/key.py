"""The key of a plain volume from a passphrase or a key file, as cryptsetup makes it.

References: cryptsetup(8), "Passphrase processing for PLAIN mode"; spec/plain-format.md, "Key".
"""

from itertools import count

from vault.crypto.ciphers import CipherSpec, sector_cipher
from vault.crypto.digest import hash_bytes
from vault.crypto.secret import Secret, wipe
from vault.errors import CredentialError, DamagedHeader
from vault.events import OnEvent, Step, ignore
from vault.formats.base import Plaintext, Unlocked
from vault.formats.plain.options import NO_HASH, PlainOptions, hashed_size
from vault.formats.readonly import ReadOnlySegment

ROUND_PREFIX = b"A"


def unlock(
    options: PlainOptions, credential: Secret, *, key_file: bool = False, on_event: OnEvent = ignore
) -> Unlocked:
    """The volume that the options and the credential say there is; no credential is wrong, it only gives other bytes.

    ``key_file`` tells that the credential is the content of a key file, which is the key and is not hashed. Raises
    UsageError for impossible options, CredentialError when the credential cannot make a key of that size,
    UnsupportedFeature.
    """
    options.check(key_file=key_file)
    segment = options.segment()
    on_event(Step("making the key"))
    key = volume_key(options, credential, key_file=key_file)
    try:
        sector_cipher(segment.cipher, key, segment.sector_size).close()
    except DamagedHeader as error:
        key.wipe()
        raise CredentialError(f"the credential makes no usable key: {error}") from error
    except BaseException:
        key.wipe()
        raise
    return Unlocked(0, key, plaintext(options))


def plaintext(options: PlainOptions) -> Plaintext:
    """The segment, without its writes where the cipher is one of another age; raises UsageError."""
    segment, reason = options.segment(), read_only_reason(options.cipher)
    return ReadOnlySegment(segment, reason) if reason else segment


def read_only_reason(cipher: CipherSpec) -> str:
    """Why volumes with this cipher are never written to, or nothing."""
    return f"{cipher} is only read, never written" if cipher.legacy else ""


def volume_key(options: PlainOptions, credential: Secret, *, key_file: bool = False) -> Secret:
    """The key of ``options.key_size`` bytes; see ``unlock``."""
    if key_file:
        return _beginning(credential, options.key_size, options.key_size, "the key file")
    name, size = hashed_size(options.hash, options.key_size)
    if name == NO_HASH:
        least = size if ":" in options.hash else 0
        return _beginning(credential, options.key_size, least, "the passphrase", size)
    key = Secret.zeros(options.key_size)
    _fill(key.view()[:size], name, credential)
    return key


def _beginning(credential: Secret, key_size: int, least: int, what: str, size: int | None = None) -> Secret:
    """The first bytes of the credential, filled up with zeros."""
    if len(credential) < least:
        raise CredentialError(f"{what} has {len(credential)} bytes, the key needs {least}")
    used = min(len(credential), key_size if size is None else size)
    key = Secret.zeros(key_size)
    key.view()[:used] = credential.view()[:used]
    return key


def _fill(target: memoryview, name: str, credential: Secret) -> None:
    """Hash upon hash until the target is full, the n-th of n times A and the credential."""
    filled = 0
    for number in count():
        with Secret.zeros(number + len(credential)) as text:
            text.view()[:number] = ROUND_PREFIX * number
            text.view()[number:] = credential.view()
            block = bytearray(hash_bytes(name, bytes(text.view())))
        part = min(len(block), len(target) - filled)
        target[filled : filled + part] = block[:part]
        wipe(block)
        filled += part
        if filled == len(target):
            return
