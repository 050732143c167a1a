"""A command that changes a header keeps it as it was before; one that is refused keeps nothing and evicts nothing."""

from pathlib import Path

import pytest

from vault.engine import Engine
from vault.errors import BackendError, VaultError
from vault.headers import kept as keeping
from vault.options import KeyFile, KeyslotChange
from vault.testing.volumes import write_volume

CHEAP = {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000}


@pytest.fixture
def container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(name.encode())
    write_volume(tmp_path / "secret.vol", b"one", size=2 << 20)
    return tmp_path / "secret.vol"


def kept(container: Path) -> list[str]:
    return [each.what for each in Engine().header_backups(container)]


def key(container: Path, name: str) -> KeyFile:
    return KeyFile(container.parent / name)


def test_each_change_is_kept_before_it_is_made(container: Path) -> None:
    engine, before = Engine(), container.read_bytes()
    engine.keyslot_add(KeyslotChange(container, **CHEAP), key(container, "one"), key(container, "two"))
    (backup,) = engine.header_backups(container)
    saved = backup.file.read_bytes()
    assert before.startswith(saved) and not container.read_bytes().startswith(saved)
    assert backup.file.stat().st_mode & 0o777 == 0o600


def test_a_command_that_is_refused_keeps_nothing(container: Path) -> None:
    engine = Engine()
    refused = (
        lambda: engine.keyslot_priority(container, None, 9, "prefer"),
        lambda: engine.keyslot_name(container, None, 9, "x"),
        lambda: engine.keyslot_remove(container, None, 0, key(container, "one")),
        lambda: engine.keyslot_remove(container, None, 9, None, force=True),
        lambda: engine.keyslot_change(KeyslotChange(container, **CHEAP), key(container, "two"), key(container, "one")),
        lambda: engine.keyring_forget(container),
    )
    for command in refused:
        with pytest.raises(VaultError):
            command()
    assert not kept(container)


def test_without_a_backup_where_none_is_wanted(container: Path) -> None:
    Engine().keyslot_name(container, None, 0, "main", backup=False)
    assert not kept(container)


def test_what_cannot_be_kept_is_not_changed(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = container.read_bytes()
    monkeypatch.setenv("XDG_STATE_HOME", str(container.parent / "one"))  # a file
    with pytest.raises(VaultError) as failed:
        Engine().keyslot_name(container, None, 0, "main")
    assert isinstance(failed.value, BackendError) and "--no-backup" in failed.value.hint
    assert container.read_bytes() == before


def test_most_of_a_kept_header_is_a_hole(container: Path) -> None:
    Engine().keyslot_name(container, None, 0, "main")
    (backup,) = keeping.kept()
    found = backup.file.stat()
    assert found.st_blocks * 512 < found.st_size
