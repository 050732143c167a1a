"""Copying a volume into a new container: what is refused, what is left after a failure, and how it is gone on with."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from vault import converting
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError, BusyError, FormatError, NotAvailable, UsageError, VaultError, WrongCredential
from vault.events import Event, Progress, Warned, ignore
from vault.newcopy import Places, opening
from vault.options import ConvertRequest, ConvertResult, OpenOptions
from vault.system import loopdev
from vault.testing.volumes import small_options, write_volume
from vault.volume import Volume

SIZE = 3 << 20
OLD, NEW = b"old passphrase", b"new passphrase"
BLAKE = OpenOptions(prf="blake2s256", pim=1)
TO = {"luks2": OpenOptions(), "veracrypt": BLAKE}


class Files:
    """A small LUKS2 volume of random plaintext, and the way to a copy of it."""

    def __init__(self, folder: Path, sector_size: int = 512) -> None:
        self.old, self.new = folder / "old.vol", folder / "new.vol"
        self.partial, self.journal = folder / "new.vol.partial", folder / "new.vol.partial.journal"
        options = small_options(keyslots=1, key_size=32, sector_size=sector_size)
        self.plaintext = write_volume(self.old, OLD, size=SIZE, options=options)

    def request(self, to: str = "luks2", **more: object) -> ConvertRequest:
        cheap: dict[str, object] = {"recipe": TO[to], "to": to, "key_size": 256}
        if to == "luks2":
            cheap |= {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000}
        return ConvertRequest(**{"container": self.old, "new": self.new, **cheap, **more})  # type: ignore[arg-type]

    def convert(
        self,
        request: ConvertRequest,
        *,
        credential: bytes = NEW,
        on_event: Callable[[Event], None] = ignore,
    ) -> ConvertResult:
        converting.check(request)
        with (
            Container.open(request.container, read_only=True) as container,
            Volume.open(container) as volume,
            volume.unlock(Secret(OLD)) as source,
            Secret(credential) as secret,
        ):
            return converting.convert(source, request, secret, raw=False, on_event=on_event)

    def copied(self, request: ConvertRequest) -> bytes:
        """The plaintext of the new volume."""
        with (
            Container.open(self.new) as container,
            Volume.open(container, opening(request)) as volume,
            volume.unlock(Secret(NEW)) as unlocked,
        ):
            device = unlocked.device()
            try:
                return bytes(device.read(0, device.size))
            finally:
                device.close()

    def names(self) -> set[str]:
        return set(os.listdir(self.old.parent))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


class Stop(Exception):
    """What ends a conversion in the middle of its work."""


def stop_at(what: str) -> Callable[[Event], None]:
    def on_event(event: Event) -> None:
        if isinstance(event, Progress) and event.what == what:
            raise Stop

    return on_event


@pytest.mark.parametrize("to", TO)
def test_the_new_volume_holds_what_the_old_one_does_and_nothing_else_is_left(files: Files, to: str) -> None:
    before = (files.old.read_bytes(), files.old.stat().st_mtime_ns)
    result = files.convert(files.request(to))
    assert files.copied(files.request(to)) == files.plaintext
    assert result.sha256 == hashlib.sha256(files.plaintext).hexdigest()
    assert (result.format, result.new, result.volume_size) == (to, files.new, len(files.plaintext))
    assert (result.sector_size, result.container_format) == (512, "luks2")
    assert (files.old.read_bytes(), files.old.stat().st_mtime_ns) == before
    assert files.names() == {"old.vol", "new.vol"}
    assert files.new.stat().st_mode & 0o777 == 0o600


def test_the_sector_size_is_that_of_the_old_volume_unless_asked(tmp_path: Path) -> None:
    files = Files(tmp_path, sector_size=4096)
    assert files.convert(files.request()).sector_size == 4096


def test_larger_sectors_are_warned_of_and_the_rest_of_the_last_is_zeros(files: Files) -> None:
    with files.old.open("r+b") as file:
        file.truncate(SIZE - 512)
    seen: list[Event] = []
    request = files.request(sector_size=4096)
    assert files.convert(request, on_event=seen.append).sector_size == 4096
    assert any(isinstance(event, Warned) and "4096" in event.message for event in seen)
    assert files.copied(request) == files.plaintext[:-512] + bytes(512)


@pytest.mark.parametrize("to", TO)
@pytest.mark.parametrize("what", ["copying", "verifying"])
def test_an_interrupted_conversion_has_another_name_and_is_gone_on_with(files: Files, to: str, what: str) -> None:
    with pytest.raises(Stop):
        files.convert(files.request(to), on_event=stop_at(what))
    assert files.names() == {"old.vol", "new.vol.partial", "new.vol.partial.journal"}
    with pytest.raises(UsageError, match="was begun and has not ended") as caught:
        files.convert(files.request(to))
    assert "--resume" in caught.value.hint
    other = next(name for name in TO if name != to)
    with pytest.raises(UsageError, match=f"begun to {to}, not to {other}"):
        files.convert(files.request(other, resume=True))
    files.convert(files.request(to, resume=True))
    assert files.copied(files.request(to)) == files.plaintext
    assert files.names() == {"old.vol", "new.vol"}


def test_an_interruption_after_the_naming_is_gone_on_from(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_path: Path) -> None:
        raise Stop

    with monkeypatch.context() as patch, pytest.raises(Stop):  # noqa: PT012
        patch.setattr("vault.newcopy.remove", stop)
        files.convert(files.request())
    assert files.names() == {"old.vol", "new.vol", "new.vol.partial.journal"}
    files.convert(files.request(resume=True))
    assert files.names() == {"old.vol", "new.vol"}


def test_what_is_left_is_told(files: Files) -> None:
    seen: list[Event] = []

    def interrupt(event: Event) -> None:
        seen.append(event)
        if isinstance(event, Progress) and event.what == "copying":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.convert(files.request(), on_event=interrupt)
    told = [event for event in seen if isinstance(event, Warned) and str(files.partial) in event.message]
    assert len(told) == 1
    assert "--resume" in told[0].hint

    def damage(event: Event) -> None:
        if isinstance(event, Progress) and event.what == "copying":
            with files.partial.open("r+b") as file:
                file.seek(-512, os.SEEK_END)
                file.write(bytes(512))

    with pytest.raises(BackendError, match="differs") as caught:
        files.convert(files.request(resume=True), on_event=damage)
    assert "--resume" in caught.value.hint
    assert not files.new.exists()
    files.convert(files.request(resume=True))
    assert files.copied(files.request()) == files.plaintext


def interrupted(files: Files) -> None:
    with pytest.raises(Stop):
        files.convert(files.request(), on_event=stop_at("copying"))


def written_to(files: Files) -> None:
    found = files.old.stat()
    os.utime(files.old, ns=(found.st_atime_ns, found.st_mtime_ns + 1))


def another_source(files: Files) -> None:
    found = files.old.stat()
    files.old.unlink()
    write_volume(files.old, OLD, size=SIZE, options=small_options(keyslots=1, key_size=32))
    os.utime(files.old, ns=(found.st_atime_ns, found.st_mtime_ns))


def longer(files: Files) -> None:
    found = files.old.stat()
    os.truncate(files.old, SIZE + 512)
    os.utime(files.old, ns=(found.st_atime_ns, found.st_mtime_ns))


def another_target(files: Files) -> None:
    size = files.partial.stat().st_size
    files.partial.unlink()
    write_volume(files.partial, NEW, size=size, options=small_options(keyslots=1, key_size=32))


def no_journal(files: Files) -> None:
    files.journal.write_bytes(b"\n" * 8192)


@pytest.mark.parametrize("change", [written_to, another_source, longer, another_target, no_journal])
def test_a_conversion_that_cannot_be_gone_on_with_is_refused(files: Files, change: Callable[[Files], None]) -> None:
    interrupted(files)
    change(files)
    before = files.partial.read_bytes()
    with pytest.raises(FormatError):
        files.convert(files.request(resume=True))
    assert files.partial.read_bytes() == before
    assert not files.new.exists()


def test_the_other_credential_is_told_from_the_first_when_it_is_wrong(files: Files) -> None:
    interrupted(files)
    with pytest.raises(WrongCredential, match=r"new\.vol\.partial"):
        files.convert(files.request(resume=True), credential=OLD)


@pytest.mark.parametrize(
    ("prepare", "more", "kind", "message"),
    [
        (lambda files: files.new.touch(), {}, UsageError, "exists already"),
        (lambda files: files.new.touch(), {"force": True}, UsageError, "exists already"),
        (lambda files: files.partial.touch(), {}, UsageError, "was begun"),
        (lambda files: files.journal.touch(), {}, UsageError, "was begun"),
        (lambda files: None, {"resume": True}, UsageError, "go on with"),
        (lambda files: files.journal.touch(), {"resume": True}, UsageError, "go on with"),
        (lambda files: files.partial.touch(), {"resume": True}, UsageError, "go on with"),
        (lambda files: None, {"new": Path("/", "x" * 256)}, BackendError, "cannot create"),
        (lambda files: None, {"to": "luks1"}, UsageError, "luks1"),
        (lambda files: None, {"cipher": "none"}, VaultError, "none"),
        (
            lambda files: None,
            {"to": "veracrypt", "recipe": OpenOptions(prf="md5"), "pbkdf": None, "pbkdf_iterations": None},
            UsageError,
            "md5",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_once(
    files: Files, prepare: Callable[[Files], None], more: dict[str, object], kind: type[VaultError], message: str
) -> None:
    prepare(files)
    before = files.names()
    with pytest.raises(kind, match=message):
        converting.check(replace(files.request(), **more))
    assert files.names() == before


def test_nothing_is_left_when_the_new_container_cannot_be_made(files: Files) -> None:
    with pytest.raises(UsageError):
        files.convert(files.request("veracrypt", recipe=OpenOptions(prf="blake2s256", pim=1 << 40)))
    assert files.names() == {"old.vol"}


def test_a_name_that_is_taken_meanwhile_is_kept(files: Files) -> None:
    def take(event: Event) -> None:
        if isinstance(event, Progress) and event.what == "verifying":
            files.new.write_bytes(b"somebody else's")

    with pytest.raises(UsageError, match="exists already"):
        files.convert(files.request(), on_event=take)
    assert files.new.read_bytes() == b"somebody else's"
    files.new.unlink()
    files.convert(files.request(resume=True))
    assert files.copied(files.request()) == files.plaintext


def test_the_old_volume_is_shared_and_the_new_one_is_not(files: Files) -> None:
    seen = 0

    def look(event: Event) -> None:
        nonlocal seen
        if isinstance(event, Progress) and event.what == "copying":
            seen += 1
            Container.open(files.old, read_only=True).close()
            for path in (files.old, files.partial):
                with pytest.raises(BusyError):
                    Container.open(path)

    files.convert(files.request(), on_event=look)
    assert seen


def test_the_journal_may_be_kept_elsewhere_and_holds_no_key(files: Files, tmp_path: Path) -> None:
    journal = tmp_path / "elsewhere"
    request = files.request(journal=journal)
    with pytest.raises(Stop):
        files.convert(request, on_event=stop_at("verifying"))
    assert Places.of(request).journal == journal
    assert files.names() == {"old.vol", "new.vol.partial", "elsewhere"}
    assert journal.stat().st_mode & 0o777 == 0o600
    record = journal.read_bytes()
    with Container.open(files.old) as container, Volume.open(container) as volume:
        key = bytes(volume.unlock(Secret(OLD)).volume_key.view())
    assert key not in record
    assert key.hex().encode() not in record
    files.convert(replace(request, resume=True))
    assert files.names() == {"old.vol", "new.vol"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A block device of 24 MiB that holds something."""
    image = tmp_path / "disk"
    image.write_bytes(b"\xff" * (24 << 20))
    try:
        loop = loopdev.attach(image, read_only=False, sector_size=512)
    except NotAvailable as error:
        pytest.skip(f"no loop devices: {error}")
    yield loop.path
    loop.close()


def test_a_device_is_overwritten_when_forced_and_has_its_journal_elsewhere(files: Files, disk: Path) -> None:
    request = files.request(new=disk)
    with pytest.raises(UsageError, match="journal"):
        converting.check(request)
    request = replace(request, journal=files.journal)
    with pytest.raises(UsageError, match="exists already"):
        converting.check(request)
    files.new, request = disk, replace(request, force=True)
    with pytest.raises(Stop):
        files.convert(request, on_event=stop_at("verifying"))
    files.convert(replace(request, resume=True))
    copied = files.copied(request)
    assert copied == files.plaintext.ljust(len(copied), b"\0")
    assert not files.journal.exists()


def test_a_device_that_is_too_small_is_kept(files: Files, disk: Path) -> None:
    write_volume(files.old.with_name("large"), OLD, size=24 << 20, options=small_options(keyslots=1, key_size=32))
    request = files.request(new=disk, container=files.old.with_name("large"), journal=files.journal, force=True)
    with pytest.raises(UsageError, match="needs"):
        files.convert(request)
    with disk.open("rb") as device:
        assert device.read(1 << 20) == b"\xff" * (1 << 20)
    assert not files.journal.exists()


@pytest.mark.parametrize("times", [1, 2])
def test_a_device_that_shows_the_old_container_is_no_place_for_the_copy(files: Files, times: int) -> None:
    before = files.old.read_bytes()
    shown = files.old
    with ExitStack() as loops:
        for _ in range(times):
            try:
                loop = loopdev.attach(shown, read_only=False, sector_size=512)
            except NotAvailable as error:
                pytest.skip(f"no loop devices: {error}")
            loops.callback(loop.close)
            shown = loop.path
        with pytest.raises(UsageError, match="same medium"):
            converting.check(files.request(new=shown, journal=files.journal, force=True))
    assert files.old.read_bytes() == before


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("name", ["old.vol", "new.vol", "new.vol.partial", "folder", "pipe"])
def test_a_journal_is_never_another_file_and_nobody_is_told_to_remove_that(
    files: Files, name: str, resume: bool
) -> None:
    folder = files.old.parent
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    if resume:
        files.partial.touch()
    with pytest.raises(UsageError, match=r"cannot be kept in|is no journal") as caught:
        converting.check(files.request(journal=folder / name, resume=resume))
    assert "remove" not in caught.value.hint
