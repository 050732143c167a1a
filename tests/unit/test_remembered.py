"""What the session cache keeps, for which volumes, and what it refuses to keep."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from vault import remembered
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import BackendError, NotAvailable
from vault.events import Event, Warned
from vault.options import OpenOptions
from vault.remembered import LEASE_S, Remembered
from vault.system import keyring
from vault.system.agent import Status
from vault.testing.veracrypt import noise
from vault.testing.volumes import small_options, write_volume
from vault.volume import ANY_FORMAT, Volume

PASSPHRASE = b"never-to-be-listed"
WATCHED, UNWATCHED = Status(1, 1, ("systemd-logind",)), Status(1, 1)


@pytest.fixture(autouse=True)
def _own_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys that only this test has, so that it drops nobody else's."""
    prefix = f"vault:test:{uuid4().hex}:"
    monkeypatch.setattr(remembered, "PREFIX", prefix)
    monkeypatch.setattr(remembered, "LOGIN", f"{prefix}login:")
    try:
        keyring.user_keys(prefix)
    except BackendError as error:
        pytest.skip(f"no keyring here: {error}")
    yield
    for description in keyring.user_keys(prefix):
        keyring.drop_user_key(description)


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def cache(told: list[Event]) -> Remembered:
    return Remembered(told.append, watcher=lambda: WATCHED)


@pytest.fixture
def unwatched(told: list[Event]) -> Remembered:
    return Remembered(told.append, watcher=lambda: UNWATCHED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_volume(tmp_path / "readable-name.vol", PASSPHRASE, size=2 << 20)
    return tmp_path / "readable-name.vol"


def volume(path: Path, options: OpenOptions = ANY_FORMAT) -> Volume:
    return Volume.open(Container.open(path, read_only=True), options)


def keep(cache: Remembered, path: Path, secret: bytes, *, raw: bool = False, for_s: int | None = 600) -> None:
    with volume(path) as opened, Secret(secret) as credential:
        cache.keep(opened, credential, raw, for_s)


def recalled(cache: Remembered, path: Path, options: OpenOptions = ANY_FORMAT) -> tuple[bytes, bool] | None:
    with volume(path, options) as opened:
        found = cache.recall(opened)
    if found is None:
        return None
    with found[0] as secret:
        return bytes(secret.view()), found[1]


def kept() -> list[str]:
    return keyring.user_keys(remembered.PREFIX)


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("for_s", [600, None], ids=["time", "login"])
def test_what_is_kept_is_recalled_and_forgotten(cache: Remembered, path: Path, raw: bool, for_s: int | None) -> None:
    assert recalled(cache, path) is None
    keep(cache, path, PASSPHRASE, raw=raw, for_s=for_s)
    assert recalled(cache, path) == (PASSPHRASE, raw)
    with volume(path) as opened:
        assert cache.forget(opened)
        assert not cache.forget(opened)
    assert recalled(cache, path) is None


def test_an_empty_credential_is_one(cache: Remembered, path: Path) -> None:
    keep(cache, path, b"")
    assert recalled(cache, path) == (b"", False)


def test_the_last_one_is_the_one_that_is_kept(cache: Remembered, path: Path) -> None:
    keep(cache, path, b"until logout", for_s=None)
    keep(cache, path, b"for a time", raw=True)
    assert recalled(cache, path) == (b"for a time", True)
    keep(cache, path, b"until logout", for_s=None)
    assert recalled(cache, path) == (b"until logout", False)
    assert len(kept()) == 1


@pytest.mark.attack(47)
def test_nothing_readable_is_in_the_list_of_keys(cache: Remembered, path: Path) -> None:
    keep(cache, path, PASSPHRASE)
    with volume(path) as opened:
        uuid = opened.uuid
    (line,) = [line for line in Path("/proc/keys").read_text().splitlines() if remembered.PREFIX in line]
    assert PASSPHRASE.decode() not in line
    assert path.stem not in line
    assert uuid not in line


def test_a_volume_is_known_wherever_it_lies(cache: Remembered, path: Path) -> None:
    keep(cache, path, PASSPHRASE)
    moved = path.with_name("other")
    shutil.copy(path, moved)
    assert recalled(cache, moved) == (PASSPHRASE, False)


def test_a_swapped_header_is_offered_nothing(cache: Remembered, path: Path) -> None:
    keep(cache, path, PASSPHRASE)
    with volume(path) as opened:
        uuid = opened.uuid
    path.unlink()
    write_volume(path, PASSPHRASE, size=2 << 20, options=small_options(uuid=uuid))
    assert recalled(cache, path) is None


def test_a_volume_without_uuid_is_known_by_its_file(cache: Remembered, tmp_path: Path) -> None:
    path = tmp_path / "container"
    path.write_bytes(noise(2 << 20))
    veracrypt = OpenOptions(format="veracrypt")
    with volume(path, veracrypt) as opened, Secret(PASSPHRASE) as credential:
        cache.keep(opened, credential, False, 600)
    assert recalled(cache, path, veracrypt) == (PASSPHRASE, False)
    assert recalled(cache, path, OpenOptions(format="veracrypt", hidden=True)) is None
    path.write_bytes(path.read_bytes() + bytes(512))
    assert recalled(cache, path, veracrypt) is None


def test_until_logout_is_a_loan_that_is_renewed(cache: Remembered, path: Path) -> None:
    assert remembered.renew() is None
    keep(cache, path, PASSPHRASE, for_s=None)
    (name,) = kept()
    keyring.renew_user_key(name, 30)
    assert remembered.renew() == LEASE_S / 2
    left_s = keyring.longest_left_s(name)
    assert left_s is not None
    assert LEASE_S - 120 <= left_s <= LEASE_S


def test_for_a_time_is_not_renewed(cache: Remembered, path: Path) -> None:
    keep(cache, path, PASSPHRASE, for_s=3000)
    look_s = remembered.renew()
    assert look_s is not None
    assert 2000 < look_s <= 3001


def test_all_are_forgotten_at_once(cache: Remembered, path: Path, tmp_path: Path) -> None:
    write_volume(tmp_path / "second", PASSPHRASE, size=2 << 20)
    keep(cache, path, PASSPHRASE)
    keep(cache, tmp_path / "second", PASSPHRASE, for_s=None)
    assert remembered.forget_all() == 2
    assert remembered.forget_all() == 0
    assert recalled(cache, path) is None


@pytest.mark.parametrize("for_s", [600, None], ids=["time", "login"])
def test_where_nothing_tells_of_a_lock(unwatched: Remembered, told: list[Event], path: Path, for_s: int | None) -> None:
    if for_s is None:
        with pytest.raises(NotAvailable, match="nothing tells of a locked screen here") as caught:
            keep(unwatched, path, PASSPHRASE, for_s=None)
        assert "10m" in caught.value.hint
        assert (kept(), told) == ([], [])
    else:
        keep(unwatched, path, PASSPHRASE, for_s=for_s)
        text = "nothing tells of a locked screen here: the credential is kept until it times out"
        assert told == [Warned(text)]
        assert recalled(unwatched, path) == (PASSPHRASE, False)


def test_without_an_agent_the_reason_is_told(told: list[Event], path: Path) -> None:
    def fail() -> Status:
        raise BackendError("cannot start the agent: no memory")

    keep(Remembered(told.append, watcher=fail), path, PASSPHRASE)
    assert str(told[0]).count("no memory") == 1
    with pytest.raises(NotAvailable):
        keep(Remembered(told.append, watcher=fail), path, PASSPHRASE, for_s=None)
    assert kept() == []


def test_an_interruption_leaves_nothing_kept(path: Path) -> None:
    def interrupt() -> Status:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(Remembered(watcher=interrupt), path, PASSPHRASE)
    assert kept() == []


def test_what_is_too_long_is_not_kept(cache: Remembered, path: Path) -> None:
    keep(cache, path, PASSPHRASE)
    with pytest.raises(NotAvailable, match="32766 bytes"):
        keep(cache, path, bytes(keyring.MOST_BYTES), raw=True)
    assert kept() == []


def test_the_agent_has_looked_when_it_is_kept(told: list[Event], path: Path) -> None:
    """The agent ends when it finds nothing, so what is kept is there before it is asked."""
    seen: list[str] = []

    def look() -> Status:
        seen.extend(kept())
        return WATCHED

    keep(Remembered(told.append, watcher=look), path, PASSPHRASE)
    assert len(seen) == 1
    assert told == []
