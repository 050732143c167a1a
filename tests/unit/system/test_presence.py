"""Files are looked for all at once, and each is told as it is."""

from pathlib import Path

import pytest

from vault import Engine
from vault.options.watching import Presence


def test_each_is_told_once(tmp_path: Path) -> None:
    there, gone = tmp_path / "there", tmp_path / "gone"
    there.touch()
    found = set(Engine().presence([there, gone, tmp_path, there]))
    assert found == {
        Presence(there, ""),
        Presence(gone, "no such file or directory"),
        Presence(tmp_path, "it is no file and no block device"),
    }


@pytest.mark.parametrize("name", ["n" * 300, "loop"])
def test_what_cannot_be_looked_at_has_a_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "loop":
        path.symlink_to(path)
    [found] = Engine().presence([path])
    assert found.problem
