"""The user's own folders: settings, run time state and the place where volumes are mounted."""

import os
import pwd
import stat
from pathlib import Path

from vault.errors import BackendError, from_os

PRIVATE = 0o700
OF_LOGIN = "/run/user/{uid}/vault"
"""Where a login session has ``$XDG_RUNTIME_DIR``; pam_systemd(8)."""
OF_ROOT, OF_OTHERS = "/run/vault", "/tmp/vault-{uid}"  # noqa: S108 - checked to be ours
"""Where that variable is not set."""


def home() -> Path:
    """The home folder of the user who runs this process, as the user data base has it."""
    return Path(pwd.getpwuid(os.getuid()).pw_dir)


def runtime() -> Path:
    """The folder for what is open now: private, owned by the user, emptied at the latest by a restart.

    ``$XDG_RUNTIME_DIR/vault`` where that variable names a folder of this user alone, else ``/run/vault`` for root and
    ``/tmp/vault-UID`` for others. Raises BackendError when somebody else owns the place.
    """
    uid = os.getuid()
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    if base and _is_private(Path(base), uid):
        return _private(Path(base, "vault"), uid)
    return _private(_without_variable(uid), uid)


def other_runtimes() -> list[Path]:
    """Folders for what is open now that this user's other processes have, whose environment names another one.

    A desktop's programs have ``$XDG_RUNTIME_DIR``, which is ``/run/user/UID``, and what su, sudo or cron starts has
    not. Where the variable names any other folder, that stands alone. Raises BackendError as ``runtime`` does.
    """
    uid = os.getuid()
    known = [Path(OF_LOGIN.format(uid=uid)), _without_variable(uid)]
    own = runtime()
    return [folder for folder in known if folder != own and own in known and _is_private(folder, uid)]


def settings() -> Path:
    """The folder for the user's settings of all programs: ``$XDG_CONFIG_HOME`` or ``~/.config``; it may not exist."""
    base = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    return base if base.is_absolute() else home() / ".config"


def state() -> Path:
    """The folder for what may be kept from one run to the next: ``$XDG_STATE_HOME/vault`` or ``~/.local/state/vault``.

    It may not exist.
    """
    base = Path(os.environ.get("XDG_STATE_HOME") or "")
    return (base if base.is_absolute() else home() / ".local" / "state") / "vault"


def default_mount_root() -> Path:
    """The folder in which volumes are mounted when no mount point is given."""
    return home() / "Vaults"


def _without_variable(uid: int) -> Path:
    return Path((OF_OTHERS if uid else OF_ROOT).format(uid=uid))


def _is_private(folder: Path, uid: int) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and not found.st_mode & 0o077


def _private(folder: Path, uid: int) -> Path:
    """The folder, made when missing; somebody else's folder or link in its place is refused."""
    try:
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    except OSError as error:
        raise from_os(error, f"cannot make {folder}") from error
    if not _is_private(folder, uid):
        raise BackendError(
            f"{folder} is not a private folder of this user",
            hint="remove it, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700",
        )
    return folder
