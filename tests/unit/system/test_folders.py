import os
from pathlib import Path

import pytest

from vault.errors import BackendError
from vault.system import folders


def test_the_runtime_folder_is_private_and_made_when_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = folders.runtime()
    assert folder == tmp_path / "vault"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_runtime_folder_that_others_may_read_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert tmp_path not in folders.runtime().parents


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "vault").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackendError, match="not a private folder"):
        folders.runtime()


def test_the_home_is_the_user_data_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    assert folders.home() != Path("/nowhere")
    assert os.access(folders.home(), os.F_OK)
