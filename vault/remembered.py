"""Credentials that the kernel keeps for a while, so that they are not asked for again before the screen is locked.

Each is a key in the user keyring with a time-out. The agent drops them all when the screen is locked; a key until
logout is only lent, and the agent renews the loan, so that without an agent it does not last either.

References: user-keyring(7); spec/runtime.md
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vault.errors import BackendError, NotAvailable, VaultError
from vault.events import OnEvent, Warned, ignore
from vault.system import agent, keyring

if TYPE_CHECKING:
    from vault.crypto.secret import Secret
    from vault.volume import Volume

PREFIX = "vault:remembered:"
LOGIN = f"{PREFIX}login:"
"""What is kept until logout."""
LEASE_S = 600
"""How long that lasts without an agent."""


def forget_all() -> int:
    """How many credentials were dropped: all that are kept. Raises BackendError when one could not be, after all."""
    dropped, failure = 0, None
    for description in keyring.user_keys(PREFIX):
        try:
            dropped += keyring.drop_user_key(description)
        except BackendError as error:
            failure = error
    if failure is not None:
        raise failure
    return dropped


def renew() -> float | None:
    """Renew what is kept until logout; in how many seconds to do so, or to look, again; None when nothing is kept.

    Raises BackendError.
    """
    kept = keyring.user_keys(PREFIX)
    lent = [description for description in kept if description.startswith(LOGIN)]
    for description in lent:
        keyring.renew_user_key(description, LEASE_S)
    if not kept:
        return None
    left_s = keyring.longest_left_s(PREFIX)
    return LEASE_S / 2 if lent or left_s is None else left_s + 1


class Remembered:
    """What is kept of this user's credentials; ``on_event`` hears of what is kept with less protection."""

    def __init__(self, on_event: OnEvent = ignore, *, watcher: Callable[[], agent.Status] = agent.ensure) -> None:
        self._on_event = on_event
        self._watcher = watcher

    def keep(self, volume: "Volume", credential: "Secret", raw: bool, for_s: int | None) -> None:
        """Keep the credential, which ``raw`` says is a key file's, for so many seconds, or None: until logout.

        It is dropped earlier when the screen is locked; where nothing tells of that, it is not kept until logout, and
        for a time with a warning. Raises NotAvailable, BackendError; nothing is kept then.
        """
        self.forget(volume)
        name = (LOGIN if for_s is None else PREFIX) + _name(volume)
        _put(name, credential, raw, LEASE_S if for_s is None else for_s)
        try:
            watched = self._watched()  # which looks at what is kept, so that comes first
            if not watched and for_s is None:
                raise NotAvailable(
                    "nothing tells of a locked screen here, so the credential is not kept until logout",
                    hint="--remember with a time, such as 10m, keeps it that long",
                )
        except BaseException:
            keyring.drop_user_key(name)
            raise
        if not watched:
            self._on_event(Warned("nothing tells of a locked screen here: the credential is kept until it times out"))

    def recall(self, volume: "Volume") -> "tuple[Secret, bool] | None":
        """The credential, which the caller wipes, and whether it is a key file's; None when there is none."""
        from vault.crypto.secret import Secret

        name = _name(volume)
        for description in (PREFIX + name, LOGIN + name):
            try:
                payload = keyring.read_user_key(description, Secret.zeros)
            except NotAvailable:
                continue
            with payload:
                if payload:
                    return Secret(payload.view()[1:]), payload.view()[0] == 1
        return None

    def forget(self, volume: "Volume") -> bool:
        """Whether a credential was kept, which is dropped. Raises BackendError."""
        name = _name(volume)
        try:
            return sum(keyring.drop_user_key(prefix + name) for prefix in (PREFIX, LOGIN)) > 0
        except NotAvailable:  # without keyrings nothing is kept
            return False

    def forget_all(self) -> int:
        """As the function, and the agent need not stay for them."""
        try:
            return forget_all()
        finally:
            agent.nudge()

    def _watched(self) -> bool:
        try:
            return bool(self._watcher().watching)
        except VaultError as error:
            self._on_event(Warned(f"no agent watches for a locked screen: {error}", error.hint))
            return False


def _put(description: str, credential: "Secret", raw: bool, timeout_s: int) -> None:
    from vault.crypto.secret import Secret

    if len(credential) >= keyring.MOST_BYTES:
        raise NotAvailable(f"a credential of more than {keyring.MOST_BYTES - 1} bytes cannot be remembered")
    with Secret.zeros(1 + len(credential)) as payload:
        payload.view()[0] = raw
        payload.view()[1:] = credential.view()
        keyring.put_user_key(description, payload.view(), timeout_s)


def _name(volume: "Volume") -> str:
    """The volume's name, which tells nothing: of its volume key where the header has one that names it."""
    from hashlib import sha256  # here, because it loads libcrypto, which the agent has no use for

    return sha256("\0".join(_named(volume)).encode()).hexdigest()[:32]


def _named(volume: "Volume") -> tuple[str, ...]:
    from vault.formats.luks import LuksLocked
    from vault.formats.veracrypt.format import VeraCryptLocked
    from vault.opening import key_digest

    if isinstance(volume.locked, LuksLocked):  # nobody who swaps the header is offered the credential
        return "luks", volume.uuid, key_digest(volume)
    where = (*volume.container.identity, volume.container.device.size)
    hidden = isinstance(volume.locked, VeraCryptLocked) and volume.locked.options.hidden
    return volume.kind.name, volume.uuid, str(hidden), *map(str, where)
