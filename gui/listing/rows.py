"""The rows of the list: favourites, what else is open, and what was open lately, each volume once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vault.gui.volumes import Closing
from vault.options import MountRequest, Policy, SessionRecord

if TYPE_CHECKING:
    from vault.gui.favourites import Favourite


@dataclass(frozen=True, slots=True)
class Row:
    """A volume, and what is known of it.

    ``problem`` is why its container cannot be opened where it was, None as long as that is not known, and ``is_silent``
    says that the answer is late. ``free`` is in bytes, None when it is not known. ``closing`` says how this program is
    closing it. ``is_heard``: somebody hears what the policy closes it at.
    """

    container: Path
    header: Path | None = None
    record: SessionRecord | None = None
    favourite: "Favourite | None" = None
    policy: Policy | None = None
    problem: str | None = None
    is_silent: bool = False
    free: int | None = None
    closing: Closing | None = None
    is_heard: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What the row is known by, whatever becomes of the volume."""
        return str(self.container), "" if self.record is None or self.favourite else self.record.name

    @property
    def name(self) -> str:
        """What it is called."""
        return self.favourite.shown_name if self.favourite else self.container.name or str(self.container)

    @property
    def is_missing(self) -> bool:
        """Whether its container is not where it was; what is open is there in any case."""
        return self.record is None and bool(self.problem)

    @property
    def request(self) -> MountRequest:
        """How it is to be mounted."""
        return self.favourite.request if self.favourite else MountRequest(self.container, header=self.header)


@dataclass(slots=True)
class Known:
    """What is known of volumes beside their records."""

    policies: dict[str, Policy]
    free: dict[str, int | None]
    problems: dict[Path, str]
    silent: set[Path]
    closing: Callable[[SessionRecord], Closing | None]
    is_heard: bool = True


def rows(
    favourites: Iterable["Favourite"],
    records: Iterable[SessionRecord],
    recents: Iterable[Path],
    of: "Callable[[SessionRecord], Favourite | None]",
    known: Known,
) -> list[Row]:
    """All rows: favourites as they were added, then what is open, the oldest first, then recents."""
    return list(_rows(tuple(favourites), sorted(records, key=lambda each: each.started), recents, of, known))


def _rows(
    favourites: tuple["Favourite", ...],
    records: list[SessionRecord],
    recents: Iterable[Path],
    of: "Callable[[SessionRecord], Favourite | None]",
    known: Known,
) -> Iterator[Row]:
    opened: dict[Path, SessionRecord] = {}
    others = []
    for record in records:
        favourite = of(record)
        if favourite is None or favourite.container in opened:
            others.append(record)
        else:
            opened[favourite.container] = record
    shown = {each.container for each in favourites} | {record.container for record in records}
    for favourite in favourites:
        yield _row(favourite.container, favourite.header, opened.get(favourite.container), favourite, known)
    for record in others:
        yield _row(record.container, record.header, record, None, known)
    for container in recents:
        if container not in shown:
            yield _row(container, None, None, None, known)


def _row(
    container: Path, header: Path | None, record: SessionRecord | None, favourite: "Favourite | None", known: Known
) -> Row:
    problem, is_silent = known.problems.get(container), container in known.silent
    if record is None:
        return Row(container, header, None, favourite, problem=problem, is_silent=is_silent)
    name = record.name
    return Row(
        container,
        header,
        record,
        favourite,
        known.policies.get(name),
        problem,
        is_silent,
        known.free.get(name),
        known.closing(record),
        known.is_heard,
    )
