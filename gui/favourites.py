"""The user's favourites: volumes that are always shown, each with its own way of being opened; no secrets."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from vault.config import folder
from vault.errors import BackendError, UsageError, VaultError, from_os
from vault.gui import kept
from vault.gui.favourites_file import LARGEST, MOST, from_json, to_json
from vault.options import MountRequest, PolicyInfo, SessionRecord

if TYPE_CHECKING:
    from vault.gui.app import App


@dataclass(frozen=True, slots=True)
class Favourite:
    """A volume by ``id``, its UUID or a hash of its header's first bytes, and how it is mounted.

    ``request`` has where it was last, and its own options. Until the engine has told the ID it is empty, and for a
    volume without any it stays so; where the container lies then tells the favourite.
    """

    request: MountRequest
    name: str = ""
    id: str = ""

    @property
    def container(self) -> Path:
        """Where it was last."""
        return self.request.container

    @property
    def header(self) -> Path | None:
        """Where its detached header was last."""
        return self.request.header

    @property
    def shown_name(self) -> str:
        """The name that the user gave it, or its container's."""
        return self.name or self.container.name


class Favourites(QObject):
    """The list, kept in ``favourites.json``, which may also be changed by another window of the program.

    ``changed`` is emitted after each change. ``failed`` carries the error of one that could not be kept, which is not
    made then. A damaged file is told by ``damage`` and stays as it is: it gets another name before a new one is
    written.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, app: "App") -> None:
        super().__init__(app)
        self._app = app
        self.path = folder() / "favourites.json"
        self.damage: VaultError | None = None
        self._may_set_aside = False
        self.list: tuple[Favourite, ...] = ()
        self._read()

    def find(self, container: Path) -> Favourite | None:
        """The favourite whose container was last there."""
        return next((each for each in self.list if each.container == container), None)

    def named(self, id_: str) -> Favourite | None:
        """The favourite with this ID, wherever its container was last."""
        return next((each for each in self.list if id_ and each.id == id_), None)

    def of(self, record: SessionRecord) -> Favourite | None:
        """The favourite that is open, wherever its container lies now."""
        return self.find(record.container) or self.named(record.uuid.lower())

    def add(self, favourite: Favourite) -> None:
        """Keep it, in the place of the one with the same container; its ID is asked of the engine."""
        self._change(lambda now: _with(now, favourite))
        self._ask_id(favourite)

    def remove(self, container: Path) -> None:
        """Forget the favourite whose container was last there, with its options."""
        self._change(lambda now: [each for each in now if each.container != container])

    def rename(self, container: Path, name: str) -> None:
        """Show it by this name; an empty one is its container's."""
        self._replace(container, lambda each: replace(each, name=name.strip()))

    def move(self, container: Path, to: Path) -> None:
        """Its container lies elsewhere now."""
        self._replace(container, lambda each: replace(each, request=replace(each.request, container=to)))

    def found(self, favourite: Favourite, to: Path) -> None:
        """The user says that it lies there now; another one that lies there takes its options."""
        moved = replace(favourite, request=replace(favourite.request, container=to), id="")
        self._change(lambda now: _with([each for each in now if each.container != to], moved, favourite.container))
        self._ask_id(moved)

    def _ask_id(self, favourite: Favourite) -> None:
        if not favourite.id and self.find(favourite.container) is not None:
            name = str(favourite.container)
            self._app.tasks.run("policy", name, favourite.header, then=lambda info: self._learn(favourite, info))

    def _learn(self, favourite: Favourite, info: PolicyInfo) -> None:
        if info.id:
            self._replace(favourite.container, lambda each: replace(each, id=info.id))

    def _replace(self, container: Path, by: Callable[[Favourite], Favourite]) -> None:
        self._change(lambda now: [by(each) if each.container == container else each for each in now])

    def _change(self, change: "Callable[[list[Favourite]], list[Favourite]]") -> None:
        """Make a change to what is in the file now, and keep it."""
        self._read()
        if self.damage is not None and not self._may_set_aside:
            self.failed.emit(self.damage)
            return
        before = self.list
        after = tuple(change(list(before)))
        if after == before:
            return
        try:
            if self.damage is not None:
                self._set_aside()
            self._write(after)
        except OSError as error:
            self.failed.emit(from_os(error, f"{self.path} cannot be written"))
        except VaultError as error:
            self.failed.emit(error)
        else:
            self.list, self.damage = after, None
            self.changed.emit()

    def _read(self) -> None:
        self.damage, self._may_set_aside = None, False
        try:
            data = kept.read(self.path, LARGEST)
            self.list = tuple(Favourite(request, name, id_) for request, name, id_ in from_json(data))
        except FileNotFoundError:
            self.list = ()
        except OSError as error:
            self.damage = from_os(error, f"{self.path} cannot be read")
        except BackendError as error:
            self.damage = error
        except ValueError as error:
            self.list, self._may_set_aside = (), True
            hint = "it stays as it is, and gets another name when a favourite is added"
            self.damage = BackendError(f"{self.path} is damaged: {error}", hint=hint)

    def _set_aside(self) -> None:
        """Give the damaged file a name at which nothing is. Raises OSError."""
        names = (self.path.with_name(f"{self.path.name}.damaged-{number}") for number in range(1, 1000))
        free = next(name for name in names if not os.path.lexists(name))
        self.path.rename(free)

    def _write(self, favourites: tuple[Favourite, ...]) -> None:
        """Write the file as a whole, or leave it as it was. Raises OSError, BackendError."""
        if len(favourites) > MOST:
            raise UsageError(f"there are {MOST} favourites already, which is as many as are kept")
        data = to_json((each.request, each.name, each.id) for each in favourites)
        if len(data) > LARGEST:
            raise UsageError(f"{self.path} would be larger than is read again")
        kept.write(self.path, data)


def _with(now: list[Favourite], favourite: Favourite, before: Path | None = None) -> list[Favourite]:
    """The list with this one: where the one with its container was, or that which lay at ``before``, or at the end."""
    containers = [each.container for each in now]
    where = before or favourite.container
    if where not in containers:
        return [*now, favourite]
    place = containers.index(where)
    is_same = now[place].request.header == favourite.request.header and before is None
    known = replace(favourite, id=now[place].id) if is_same and not favourite.id else favourite
    return [*now[:place], known, *now[place + 1 :]]
