"""What is open: one record per attached or mounted volume, kept where it ends with the computer's run.

A record is a hint; the mount table and the process table are the truth, and a record is held against them each time
it is read, so that a crash leaves no ghosts. References: spec/runtime.md
"""

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from fcntl import LOCK_EX, flock
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.attach.base import Attachment, has_rest, is_shown
from vault.errors import BackendError, BusyError, FormatError, UsageError, VaultError, from_os
from vault.filesystem.base import Mounted
from vault.options import SessionRecord, SessionState
from vault.options.policy import PolicyPart
from vault.system import folders
from vault.system.mappings import mapping
from vault.system.mounts import mount_at
from vault.system.processes import start_time

if TYPE_CHECKING:
    from vault.container import Container

VERSION = 1
NAME_LIMIT = 60
"""Characters of a session's name."""
WITH_KEYSLOTS = ("luks2", "luks1")
"""Formats whose headers can be changed while the volume is open."""
UNFINISHED_S = 10.0
"""How long what a killed command had begun may take to go."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open volume with all that closing it needs. ``name`` is unique; ``made_mount_point`` says who removes it."""

    name: str
    container: Path
    identity: tuple[int, int]
    """Device and inode of the container, so that it is found under any of its paths."""
    header: Path | None
    format: str
    uuid: str
    attachment: Attachment
    server_start: int
    mounted: Mounted | None
    made_mount_point: bool
    started: int
    key_digest: str = ""
    """What names the volume key without telling it, so that it cannot come back as another one."""
    opener: int = 0
    """The process that is just bringing it up, 0 once it is there; with its start time."""
    opener_start: int = 0
    protects: bool = False
    """Whether a hidden volume in it is kept from being written to."""
    policy: PolicyPart = PolicyPart()
    """What it was opened with says when it is closed by itself."""
    volume_id: str = ""
    """What names the volume in the settings."""

    @property
    def is_coming(self) -> bool:
        """Whether the process that brings it up still does."""
        return self.opener != 0 and start_time(self.opener) == self.opener_start

    @property
    def state(self) -> SessionState:
        """Whether it is mounted, attached, protected, suspended (its key is wiped, input and output held), or dead.

        Protected: a write towards its hidden volume was refused, and all others are since. Dead: its server, driver or
        mapping is gone and something of it still there.
        """
        if self.has_died:
            return "dead"
        if self.attachment.mapping and (found := mapping(self.attachment.mapping)) and found.suspended:
            return "suspended"
        if self.protects and _takes_no_writes(self.attachment.path):
            return "protected"
        return "mounted" if self.is_mounted else "attached"

    @property
    def is_mounted(self) -> bool:
        """Whether its file system is mounted; what somebody else mounted on the folder does not count."""
        mounted = self.mounted
        mount = mount_at(mounted.mount_point) if mounted else None
        if mounted is None or mount is None:
            return False
        return mounted.way != "kernel" or mount.source == mounted.device

    @property
    def has_died(self) -> bool:
        """Whether its server, its mapping, or the driver of a mount that is still there, ended by itself."""
        if self.is_coming:
            return False
        if self.attachment.server and start_time(self.attachment.server) != self.server_start:
            return True
        if self.attachment.mapping and not is_shown(self.attachment):
            return True
        mounted = self.mounted
        if mounted is None or not mounted.driver or start_time(mounted.driver):
            return False
        return self.is_mounted

    @property
    def holds_container(self) -> bool:
        """Whether what shows it has the container's lock, alone, so that nobody else writes to that."""
        return not self.attachment.read_only and not self.has_died and is_shown(self.attachment)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is left: no server, no mapping, no mount, and nobody who is bringing it up."""
        if self.is_coming:
            return False
        serving = self.attachment.server and start_time(self.attachment.server) == self.server_start
        shown = is_shown(self.attachment) or has_rest(self.attachment)
        return not (serving or shown or self.is_mounted)

    def record(self) -> SessionRecord:
        """What a frontend may know of it."""
        state = self.state
        mounted = self.mounted if state != "attached" else None  # it may be gone before the rest is
        return SessionRecord(
            name=self.name,
            container=self.container,
            header=self.header,
            format=self.format,
            uuid=self.uuid,
            attach_way=self.attachment.way,
            path=self.attachment.path,
            mount_point=mounted.mount_point if mounted else None,
            mount_way=mounted.way if mounted else None,
            filesystem=self.mounted.filesystem if self.mounted else None,
            read_only=self.attachment.read_only,
            size=self.attachment.size,
            started=self.started,
            server=self.attachment.server,
            state=state,
            protects=self.protects,
        )


class SessionStore:
    """The records of one user, a JSON file each, in a private folder.

    What the user opened with another folder for that is found as well, and its record stays there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder

    @property
    def folder(self) -> Path:
        """Where the records are."""
        folder = self._given or folders.runtime() / "sessions"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def path(self, name: str) -> Path:
        """Where the record of the session with this name is, or would be."""
        paths = [folder / f"{name}.json" for folder in self._folders()]
        return next((path for path in paths if path.exists()), paths[0])

    def _folders(self) -> list[Path]:
        """Where records are, this one first."""
        others = [] if self._given else [other / "sessions" for other in folders.other_runtimes()]
        return [self.folder, *(folder for folder in others if folder.is_dir())]

    def add(self, session: Session) -> Session:
        """The session under a name that nobody else has, recorded."""
        with self._lock():
            name, number = session.name, 1
            while self.path(name).exists():
                number += 1
                name = f"{session.name}-{number}"
            session = replace(session, name=name)
            self._write(session)
        return session

    def update(self, session: Session) -> Session:
        """The session, recorded in place of the one with its name. Raises BackendError when that was closed already."""
        with self._lock():
            if not self.path(session.name).exists():
                raise BackendError(f"{session.name} was closed while it was being opened")
            self._write(session)
        return session

    def settle(self, session: Session) -> None:
        """Nobody brings it up any more: from now on what is left of it decides whether its record stays."""
        with self._lock():
            recorded = _read(path) if (path := self.path(session.name)).exists() else None
            if recorded is not None:  # it may tell of a mount by now
                self._write(replace(recorded, opener=0, opener_start=0))

    def _write(self, session: Session) -> None:
        path = self.path(session.name)
        temporary = path.with_name(f".{session.name}.new")
        try:
            temporary.write_text(json.dumps(_to_json(session), indent=1))
            temporary.chmod(0o600)
            temporary.replace(path)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise from_os(error, f"cannot record the volume in {path.parent}") from error

    def remove(self, session: Session) -> None:
        """Forget it; it may be forgotten already."""
        with self._lock():
            self.path(session.name).unlink(missing_ok=True)

    def all(self) -> list[Session]:
        """What is open, oldest first; records of what is gone are dropped, with the empty folders it left."""
        found = []
        for path in sorted(path for folder in self._folders() for path in folder.glob("*.json")):
            session = _read(path)
            if session is None:
                continue
            if session.is_gone:
                with self._lock():
                    path.unlink(missing_ok=True)
                clean_up(session)
            else:
                found.append(session)
        return sorted(found, key=lambda session: session.started)

    def find(self, name: str) -> Session:
        """The session with this name, container or mount point. Raises UsageError when there is none or no only one."""
        sessions = self.all()
        path = Path(os.path.abspath(name))  # no link is followed: a dead mount must not be touched
        for test in (
            lambda session: session.name == name,
            lambda session: session.mounted is not None and session.mounted.mount_point == path,
            lambda session: path in (session.container, session.attachment.path, session.attachment.folder),
            lambda session: session.identity == _identity(path),
        ):
            matches = [session for session in sessions if test(session)]
            if len(matches) == 1:
                return matches[0]
            if matches:
                names = ", ".join(session.name for session in matches)
                raise UsageError(f"{name} is open more than once", hint=f"name one of {names}")
        hint = "vault list shows what is open" if sessions else "nothing is open"
        raise UsageError(f"{name} is not open", hint=hint)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Nobody else changes a record during the block, in any of the folders; all take them in the same order."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        with ExitStack() as held:
            for folder in sorted(self._folders()):
                descriptor = os.open(folder / ".lock", flags, 0o600)
                held.callback(os.close, descriptor)
                flock(descriptor, LOCK_EX)
            yield


def open_header(session: Session, header: Path | None = None) -> "Container":
    """The container of an open volume, for changes of its LUKS header only; ``header`` is where it is thought to be.

    Raises BusyError when the volume has to be closed for that, or when others go on changing the header, and as
    opening a container does.
    """
    from vault.container import Container

    action = "dismount" if session.mounted else "detach"
    busy = partial(BusyError, hint=f"vault {action} {session.name} closes it")
    if session.format not in WITH_KEYSLOTS:
        raise busy(f"the header of a {session.format} volume cannot be changed while it is open")
    if session.attachment.read_only:
        raise busy(f"{session.name} is open read-only, so its header is not changed")
    if _identities(header) != _identities(session.header):
        raise busy(f"{session.name} was opened with another header")
    container = Container.open_header(session.container, header=header, in_use=lambda: session.holds_container)
    if container.identity != session.identity:
        container.close()
        raise FormatError(f"{session.container} is another file now than the one that is open")
    return container


def name_for(container: Path) -> str:
    """A short name made of a container's: letters, digits and ``._-`` only, never hidden, never empty."""
    name = re.sub(r"[^\w.-]+", "_", container.stem).strip("._-")[:NAME_LIMIT]
    return name or "volume"


def clean_up(session: Session) -> None:
    """Remove the folders that were made for it, when they are empty, and what a killed command had only begun."""
    if session.opener and session.attachment.way == "devmapper":
        from vault.attach.devmapper.attacher import DeviceMapper

        with suppress(VaultError):  # it is empty: no reason why the others should not be listed
            DeviceMapper().detach(session.attachment, timeout_s=UNFINISHED_S)
    places = [session.attachment.folder] if session.attachment.folder else []
    if session.mounted and session.made_mount_point:
        places.append(session.mounted.mount_point)
    for folder in places:
        if mount_at(folder) is None:
            try:
                folder.rmdir()
            except OSError:
                continue  # not empty, or gone: it is not ours to judge


def _takes_no_writes(path: Path) -> bool:
    """Whether the server took the owner's right to write away."""
    try:
        return not path.stat().st_mode & stat.S_IWUSR
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a path, unless it lies in a mount that does not answer."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _identities(header: Path | None) -> tuple[tuple[int, int] | None, ...]:
    """What tells whether two detached headers, or none, are the same."""
    return () if header is None else (_identity(header),)


def _to_json(session: Session) -> dict[str, Any]:
    return {"version": VERSION, **json.loads(json.dumps(asdict(session), default=str))}


def _read(path: Path) -> Session | None:
    """The session of a record, or None for a record of another version or one that was cut short."""
    try:
        value = json.loads(path.read_text())
        if value.pop("version") != VERSION:
            return None
        attachment, mounted = value.pop("attachment"), value.pop("mounted")
        header, policy = value.pop("header"), value.pop("policy", {})
        folder = Path(attachment["folder"]) if attachment["folder"] else None
        return Session(
            container=Path(value.pop("container")),
            identity=tuple(value.pop("identity")),
            header=Path(header) if header else None,
            attachment=Attachment(**{**attachment, "path": Path(attachment["path"]), "folder": folder}),
            mounted=Mounted(**{**mounted, "mount_point": Path(mounted["mount_point"])}) if mounted else None,
            policy=PolicyPart(**policy),
            **value,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
