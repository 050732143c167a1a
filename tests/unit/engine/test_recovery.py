"""A recovery key comes with its keyslot, its token and its page, or nothing of it is left."""

import shlex
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import (
    BackendError,
    KeyslotError,
    LimitExceeded,
    NoCredential,
    UnsupportedFeature,
    UsageError,
    VaultError,
    WrongCredential,
)
from vault.events import Event, Warned
from vault.formats.luks2.model import Header
from vault.options import Ask, CreateOptions, KeyFile, KeyslotChange, RecoveryKey, RecoveryRequest
from vault.testing.volumes import small_options, write_volume
from vault.volume import Volume

PASSPHRASE = b"correct horse"
SIZE = 2 << 20


class Shown:
    """What was shown, kept longer than it should be."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error
        self.text = ""
        self.key: RecoveryKey | None = None

    def __call__(self, made: RecoveryKey) -> None:
        self.key, self.text = made, bytes(made.key.view()).decode()
        if self.error is not None:
            raise self.error


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    write_volume(tmp_path / "secret.vol", PASSPHRASE, size=SIZE)
    return tmp_path / "secret.vol"


@pytest.fixture
def passphrase(tmp_path: Path) -> KeyFile:
    return key_file(tmp_path / "passphrase", PASSPHRASE)


def key_file(path: Path, data: bytes | str) -> KeyFile:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return KeyFile(path)


def header(path: Path) -> Header:
    with Volume.open(Container.open(path, read_only=True)) as found:
        assert isinstance(found.luks.header, Header)
        return found.luks.header


def kept(path: Path) -> list[str]:
    """What automatic backups of the header were made before."""
    return [each.what for each in Engine().header_backups(path)]


def request(path: Path, **more: object) -> RecoveryRequest:
    return RecoveryRequest(KeyslotChange(path), **more)  # type: ignore[arg-type]


def test_the_key_opens_the_volume_and_is_wiped_when_it_was_shown(volume: Path, passphrase: KeyFile) -> None:
    show = Shown()
    assert Engine().recovery_create(request(volume), passphrase, show) == 1
    made = show.key
    assert made is not None
    assert (made.container, made.keyslot, made.svg, made.pdf) == (volume, 1, None, None)
    with pytest.raises(ValueError, match="wiped"):
        made.key.view()
    found = header(volume)
    assert made.uuid == found.uuid
    assert dict(found.tokens) == {0: {"type": "systemd-recovery", "keyslots": ["1"]}}
    assert (found.keyslots[1].kdf.cost.kind, found.keyslots[1].kdf.cost.hash) == ("pbkdf2", "sha512")  # type: ignore[union-attr]
    with Volume.open(Container.open(volume)) as opened, Secret(show.text.encode()) as key:
        opened.unlock(key, key_slot=1).close()


def test_the_pages_are_private_and_hold_the_key(volume: Path, passphrase: KeyFile, tmp_path: Path) -> None:
    show = Shown()
    pages = {"svg": tmp_path / "key.svg", "pdf": tmp_path / "key.pdf"}
    Engine().recovery_create(request(volume, **pages, title="My key"), passphrase, show)
    assert {stat.S_IMODE(path.stat().st_mode) for path in pages.values()} == {0o600}
    text = pages["svg"].read_text()
    for shown in (show.text[:36], show.text[36:], "My key", "secret.vol", header(volume).uuid):
        assert f">{shown}<" in text
    assert pages["pdf"].read_bytes().startswith(b"%PDF-")


def test_a_second_key_is_another_one_and_both_open(volume: Path, passphrase: KeyFile, tmp_path: Path) -> None:
    first, second = Shown(), Shown()
    assert Engine().recovery_create(request(volume), passphrase, first) == 1
    with_slot = RecoveryRequest(KeyslotChange(volume, new_slot=7))
    assert Engine().recovery_create(with_slot, passphrase, second) == 7
    assert first.text != second.text
    for number, shown in ((1, first), (7, second)):
        typed = key_file(tmp_path / "typed", f"{shown.text.upper().replace('-', ' ')}\n")
        assert Engine().recovery_test(volume, None, typed) == number


@pytest.mark.parametrize(
    "error", [BackendError("the printer burns"), BrokenPipeError(), KeyboardInterrupt()], ids=lambda e: type(e).__name__
)
def test_a_key_that_could_not_be_shown_is_taken_back(
    volume: Path, passphrase: KeyFile, tmp_path: Path, error: BaseException
) -> None:
    show = Shown(error)
    page = tmp_path / "key.svg"
    with pytest.raises(type(error)):
        Engine().recovery_create(request(volume, svg=page), passphrase, show)
    found = header(volume)
    assert (list(found.keyslots), dict(found.tokens)) == ([0], {})
    assert not page.exists()
    assert show.key is not None
    with pytest.raises(ValueError, match="wiped"):
        show.key.key.view()


def test_what_cannot_be_taken_back_is_told(volume: Path, passphrase: KeyFile) -> None:
    """As after another program wrote over the header meanwhile."""
    heard: list[Event] = []

    def show(_made: RecoveryKey) -> None:
        with volume.open("r+b") as file:
            file.write(bytes(1 << 16))
        raise BackendError("the printer burns")

    with pytest.raises(BackendError, match="burns"):
        Engine(heard.append).recovery_create(request(volume), passphrase, show)
    told = [event for event in heard if isinstance(event, Warned)][-1]
    assert "keyslot 1 has a key that nobody has seen, and could not be removed" in told.message
    assert shlex.split(told.hint) == ["vault", "keyslot", "remove", str(volume), "1"]


def refused_slot(path: Path, tmp_path: Path) -> RecoveryRequest:
    return RecoveryRequest(KeyslotChange(path, new_slot=0), svg=tmp_path / "new.svg")


def existing_page(path: Path, tmp_path: Path) -> RecoveryRequest:
    (tmp_path / "old.pdf").write_bytes(b"old")
    return request(path, svg=tmp_path / "new.svg", pdf=tmp_path / "old.pdf")


def dangling_link(path: Path, tmp_path: Path) -> RecoveryRequest:
    (tmp_path / "old.pdf").symlink_to(tmp_path / "elsewhere")
    return request(path, svg=tmp_path / "new.svg", pdf=tmp_path / "old.pdf")


def no_folder(path: Path, tmp_path: Path) -> RecoveryRequest:
    return request(path, svg=tmp_path / "new.svg", pdf=tmp_path / "none" / "key.pdf")


def same_file(path: Path, tmp_path: Path) -> RecoveryRequest:
    return request(path, svg=tmp_path / "new.svg", pdf=tmp_path / "x" / ".." / "new.svg")


def no_file_can_be_made(path: Path, tmp_path: Path) -> RecoveryRequest:
    (tmp_path / "file").touch()
    return request(path, svg=tmp_path / "new.svg", pdf=tmp_path / "file" / "key.pdf")


def no_place_for_files(path: Path, tmp_path: Path) -> RecoveryRequest:
    return request(path, svg=tmp_path / "new.svg", pdf=Path("/proc/key.pdf"))


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (refused_slot, KeyslotError),
        (existing_page, UsageError),
        (dangling_link, UsageError),
        (no_folder, UsageError),
        (no_file_can_be_made, UsageError),
        (same_file, UsageError),
        (no_place_for_files, BackendError),
    ],
)
def test_what_cannot_be_done_is_told_before_the_passphrase_and_leaves_the_volume_as_it_was(
    volume: Path,
    tmp_path: Path,
    make: Callable[[Path, Path], RecoveryRequest],
    kind: type[VaultError],
) -> None:
    before, show = volume.read_bytes(), Shown()
    wanted = make(volume, tmp_path)
    with pytest.raises(kind) as caught:
        Engine().recovery_create(wanted, KeyFile(tmp_path / "not looked for"), show)
    assert "not looked for" not in str(caught.value)
    assert (volume.read_bytes(), show.key, kept(volume)) == (before, None, [])
    assert not (tmp_path / "new.svg").exists()
    assert not (tmp_path / "elsewhere").exists()


def test_a_keyslot_that_cannot_be_added_leaves_no_page(tmp_path: Path, passphrase: KeyFile) -> None:
    path = tmp_path / "small.vol"
    write_volume(path, PASSPHRASE, size=SIZE, options=small_options(keyslots=1))
    before = path.read_bytes()
    with pytest.raises((KeyslotError, LimitExceeded)):
        Engine().recovery_create(request(path, svg=tmp_path / "new.svg"), passphrase, Shown())
    assert path.read_bytes() == before
    assert not (tmp_path / "new.svg").exists()


def test_a_wrong_passphrase_makes_nothing(volume: Path, tmp_path: Path) -> None:
    before = volume.read_bytes()
    wrong = key_file(tmp_path / "wrong", b"wrong")
    with pytest.raises(WrongCredential):
        Engine().recovery_create(request(volume, svg=tmp_path / "new.svg"), wrong, Shown())
    assert volume.read_bytes() == before
    assert not (tmp_path / "new.svg").exists()
    assert kept(volume) == []


def test_the_header_is_kept_as_it_was_unless_that_is_not_wanted(volume: Path, passphrase: KeyFile) -> None:
    before = header(volume)
    Engine().recovery_create(RecoveryRequest(KeyslotChange(volume, backup=False)), passphrase, Shown())
    assert kept(volume) == []
    Engine().recovery_create(request(volume, title="second"), passphrase, Shown())
    assert kept(volume) == ["recovery create"]
    (copy,) = Engine().header_backups(volume)
    with Volume.open(Container.open(volume, read_only=True, header=copy.file)) as found:
        assert list(found.luks.header.keyslots) == [*before.keyslots, 1]


def test_a_header_that_cannot_be_kept_is_not_changed(
    volume: Path, passphrase: KeyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    before, page = volume.read_bytes(), tmp_path / "key.svg"
    with pytest.raises(VaultError, match="no backup of the header can be kept"):
        Engine().recovery_create(request(volume, svg=page), passphrase, Shown())
    assert (volume.read_bytes(), page.exists()) == (before, False)


def test_a_detached_header_is_on_the_page_and_in_the_hints(tmp_path: Path, passphrase: KeyFile) -> None:
    path, apart, page = tmp_path / "it's.vol", tmp_path / "its head", tmp_path / "key.svg"
    options = {"size": 3 << 20, "filesystem": None, "pbkdf": "pbkdf2", "pbkdf_iterations": 1000}
    Engine().create(CreateOptions(path, header=apart, **options), passphrase)  # type: ignore[arg-type]
    with pytest.raises(KeyslotError) as caught:
        Engine().recovery_test(path, apart, passphrase)
    command = caught.value.hint.removesuffix(" makes one")
    assert shlex.split(command) == ["vault", "recovery", "create", str(path), "--header", str(apart)]
    show = Shown()
    Engine().recovery_create(RecoveryRequest(KeyslotChange(path, apart), svg=page), passphrase, show)
    assert ">its head<" in page.read_text()
    assert "--header 'its head'" in page.read_text()
    assert Engine().recovery_test(path, apart, key_file(tmp_path / "key", show.text)) == 1


def test_a_format_without_tokens_has_no_recovery_keys(tmp_path: Path, passphrase: KeyFile) -> None:
    path = tmp_path / "old.vol"
    options = CreateOptions(path, size=3 << 20, filesystem=None, format="luks1", pbkdf="pbkdf2", pbkdf_iterations=1000)
    Engine().create(options, passphrase)
    with pytest.raises(UnsupportedFeature, match="luks1"):
        Engine().recovery_create(request(path), KeyFile(tmp_path / "not looked for"), Shown())
    with pytest.raises(UnsupportedFeature, match="luks1"):
        Engine().recovery_test(path, None, KeyFile(tmp_path / "not looked for"))


def test_testing_tries_no_other_keyslot_and_changes_nothing(volume: Path, passphrase: KeyFile, tmp_path: Path) -> None:
    with pytest.raises(KeyslotError, match="no recovery key"):
        Engine().recovery_test(volume, None, passphrase)
    show = Shown()
    Engine().recovery_create(request(volume), passphrase, show)
    before = volume.read_bytes()
    with pytest.raises(WrongCredential, match="group 1"):
        Engine().recovery_test(volume, None, passphrase)
    other = "cbdefghi-jklnrtuv-vutrnlkj-ihgfedbc-cccccccc-vvvvvvvv-cvcvcvcv-bdbdbdbd"
    with pytest.raises(WrongCredential, match="no keyslot opens") as caught:
        Engine().recovery_test(volume, None, key_file(tmp_path / "other", other))
    assert caught.value.attempts == 1
    volume.chmod(0o400)
    assert Engine().recovery_test(volume, None, key_file(tmp_path / "key", show.text)) == 1
    assert volume.read_bytes() == before


def test_a_recovery_key_stands_in_for_the_passphrase(volume: Path, passphrase: KeyFile) -> None:
    """However it is typed."""

    class Typist:
        def __init__(self, text: str) -> None:
            self.text = text

        def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
            del question, confirm, may_be_empty
            return Secret(self.text.encode())

    show, again = Shown(), Shown()
    Engine().recovery_create(request(volume), passphrase, show)
    typed = show.text.upper().replace("-", " ")
    assert Engine(prompt=Typist(typed)).recovery_create(request(volume), Ask(), again) == 2
    with pytest.raises(NoCredential):
        Engine().recovery_create(request(volume), Ask(), Shown())


def test_the_page_is_handed_over_without_a_file(volume: Path, passphrase: KeyFile, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    pages: list[bytes] = []

    def show(made: RecoveryKey) -> None:
        assert made.page is not None
        pages.append(bytes(made.page.view()))
        assert bytes(made.key.view()).split(b"-")[0] in pages[0]

    Engine().recovery_create(request(volume, page=True), passphrase, show)
    assert b"<svg" in pages[0]
    assert {path.name for path in set(tmp_path.iterdir()) - before} <= {"state"}
