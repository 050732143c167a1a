"""Recovery keys of a volume: made together with the keyslot that they open and the page to print, and proved.

A page that opens nothing, or a keyslot whose key nobody has seen, would be found out when it is too late: so the page
is written first, and all is taken back when a later step fails, the showing of the key included.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.blockdev.newfile import new_file, remove, write_new
from vault.errors import (
    BackendError,
    KeyslotError,
    TokenUnavailable,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.events import OnEvent, Warned
from vault.keys import enrol, forget_token
from vault.keys.hints import typed
from vault.options import RecoveryKey, RecoveryRequest
from vault.sheets.page import Sheet
from vault.tokens.base import Enrolled, Whose
from vault.tokens.recovery import RecoveryKeys, canonical, recovery_slots
from vault.volume import UnlockedVolume, Volume

if TYPE_CHECKING:
    from vault.crypto.secret import Secret

Draw = Callable[[Sheet], bytes]


class PrintedKeys(RecoveryKeys):
    """Recovery keys whose pages are what is kept outside of the header: written first, and removed when it fails."""

    name = "the page of the recovery key"

    def __init__(self, volume: Volume, request: RecoveryRequest) -> None:
        """For the pages that are asked for. Raises UsageError where a file exists already, BackendError where none can
        be made.
        """
        super().__init__(None)
        self._volume = volume
        self._title, self._texts = request.title, request.texts
        self._pages = _pages(request)
        self._written: list[Path] = []
        self._has_page = request.page
        self.page: Secret | None = None
        """The page as SVG, where it is asked for; whoever takes it wipes it."""

    def enrol(self, whose: Whose) -> Enrolled:
        """A new key, on all its pages. Raises UsageError, BackendError."""
        enrolled = super().enrol(whose)
        try:
            for path, draw in self._pages.items():
                self._written.append(write_new(path, draw(self._sheet(enrolled.secret, whose))))
            if self._has_page:
                self.page = _drawn(self._sheet(enrolled.secret, whose))
        except BaseException:
            enrolled.secret.wipe()
            self.forget(enrolled.members, whose)
            raise
        return enrolled

    def forget(self, members: Mapping[str, Any], whose: Whose) -> None:
        """Remove the pages that were written."""
        del members, whose
        while self._written:
            try:
                remove(self._written.pop())
            except BackendError as error:
                raise TokenUnavailable(str(error)) from error

    def _sheet(self, key: "Secret", whose: Whose) -> Sheet:
        """What is on the page; as text the key is beyond wiping, like the page itself."""
        container = self._volume.container
        return Sheet(
            key=str(key.view(), "ascii"),
            volume=container.path.name,
            label=self._volume.luks.header.label,
            uuid=whose.uuid,
            keyslot=whose.slot,
            created=date.today(),
            title=self._title,
            header=container.header_path.name if container.header_path else "",
            texts=self._texts,
        )


def printed_keys(volume: Volume, request: RecoveryRequest) -> PrintedKeys:
    """What makes the key. Raises what can be told before a credential is asked for: UnsupportedFeature, UsageError,
    KeyslotError, BackendError.
    """
    _check_format(volume)
    volume.luks.keyslots.free_slot(volume.luks.header, request.change.new_slot)
    return PrintedKeys(volume, request)


def create(
    unlocked: UnlockedVolume,
    kind: PrintedKeys,
    request: RecoveryRequest,
    show: Callable[[RecoveryKey], None],
    on_event: OnEvent,
) -> int:
    """The number of the keyslot that the new recovery key opens. ``show`` gets the key, which is wiped afterwards.

    When anything fails, ``show`` too, neither keyslot nor page is left. Raises what ``show`` does, UsageError,
    KeyslotError, LimitExceeded, BackendError.
    """
    volume = unlocked.volume
    slot, enrolled = enrol(unlocked, kind, request.change, on_event)
    with enrolled.secret as key, kind.page or nullcontext():
        try:
            show(
                RecoveryKey(
                    container=volume.container.path,
                    header=volume.container.header_path,
                    uuid=volume.uuid,
                    keyslot=slot,
                    key=key,
                    svg=request.svg and _absolute(request.svg),
                    pdf=request.pdf and _absolute(request.pdf),
                    page=kind.page,
                )
            )
        except BaseException:
            _take_back(volume, kind, slot, on_event)
            raise
    return slot


def prove(volume: Volume, ask: "Callable[[], Secret]", on_event: OnEvent) -> int:
    """The number of the keyslot of a recovery key that what ``ask`` gives opens; no other keyslot is tried.

    Raises WrongCredential, which tells where a key that has not the right form is mistyped, KeyslotError when the
    volume has no recovery key, UnsupportedFeature.
    """
    _check_format(volume)
    slots = recovery_slots(volume.luks.header.tokens)
    if not slots:
        raise KeyslotError("the volume has no recovery key", hint=f"vault recovery create {typed(volume)} makes one")
    with ask() as answer, canonical(answer) as key:
        for slot in slots:
            try:
                volume.unlock(key, key_slot=slot, on_event=on_event).close()
            except WrongCredential:
                continue
            return slot
    raise WrongCredential(
        "no keyslot opens with this recovery key",
        attempts=len(slots),
        hint="it has the right form: compare each letter, and whether the page is of this volume",
    )


def _check_format(volume: Volume) -> None:
    """Raise UnsupportedFeature for a format without tokens."""
    if volume.format != "luks2":
        raise UnsupportedFeature(
            f"a {volume.format} volume has no recovery keys",
            hint="vault passphrase generate makes a passphrase that can be written down",
        )


def _pages(request: RecoveryRequest) -> dict[Path, Draw]:
    """What draws each page that is asked for. Raises UsageError for a file that is there, or named twice, BackendError
    where no file can be made.
    """
    found: dict[Path, Draw] = {}
    if request.svg is not None:
        from vault.sheets.svg import svg

        found[_absolute(request.svg)] = svg
    if request.pdf is not None:
        from vault.sheets.pdf import pdf

        if _absolute(request.pdf) in found:
            raise UsageError("the SVG and the PDF cannot be the same file")
        found[_absolute(request.pdf)] = pdf
    for path in found:
        if os.path.lexists(path):
            raise UsageError(f"{path} exists already", hint="choose another name: it is never overwritten")
        _try(path)
    return found


def _drawn(sheet: Sheet) -> "Secret":
    from vault.crypto.secret import Secret
    from vault.sheets.svg import svg

    return Secret(bytearray(svg(sheet)), wipe_source=True)


class _EnoughError(Exception):
    """That a file could be made."""


def _try(path: Path) -> None:
    """Begin a file there and leave nothing of it. Raises UsageError, BackendError, as it would when it counts."""
    with suppress(_EnoughError), new_file(path, 0, sparse=True) as fd:
        os.close(fd)
        raise _EnoughError


def _take_back(volume: Volume, kind: PrintedKeys, slot: int, on_event: OnEvent) -> None:
    """Remove the keyslot whose key was not shown, and its pages; where that fails it is told."""
    try:
        forget_token(Volume.open(volume.container), kind, slot, on_event)
    except VaultError as error:
        on_event(
            Warned(
                f"keyslot {slot} has a key that nobody has seen, and could not be removed: {error}",
                hint=f"vault keyslot remove {typed(volume)} {slot}",
            )
        )


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))
