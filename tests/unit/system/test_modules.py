"""What the kernel has or could load, from its own tables."""

import platform
from pathlib import Path

import pytest

from vault.system import modules


@pytest.fixture(autouse=True)
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "modules" / platform.release()
    folder.mkdir(parents=True)
    (folder / "modules.dep").write_text(
        "kernel/drivers/md/dm-crypt.ko.xz: kernel/drivers/md/dm-mod.ko.xz\nkernel/crypto/xts.ko:\n"
    )
    (folder / "modules.builtin").write_text("kernel/fs/ext4/ext4.ko\nkernel/crypto/aes_generic.ko\n")
    (folder / "modules.alias").write_text("alias crypto-serpent serpent_generic\nalias pci:v0 something\n")
    (tmp_path / "loaded" / "loop").mkdir(parents=True)
    crypto = "name         : xts(aes)\ndriver       : xts-aes-aesni\n\nname         : sha256\ndriver       : x\n"
    (tmp_path / "crypto").write_text(crypto)
    monkeypatch.setattr(modules, "FOLDER", tmp_path / "modules")
    monkeypatch.setattr(modules, "LOADED", tmp_path / "loaded")
    monkeypatch.setattr(modules, "CRYPTO", tmp_path / "crypto")


@pytest.mark.parametrize("name", ["dm_crypt", "dm-crypt", "ext4", "loop"])
def test_a_module_that_is_loaded_built_in_or_loadable_is_had(name: str) -> None:
    assert modules.has_module(name)


@pytest.mark.parametrize("name", ["dm_mod", "crypt", "xfs", "ext"])
def test_another_is_not(name: str) -> None:
    assert not modules.has_module(name)


@pytest.mark.parametrize("name", ["aes", "xts", "sha256", "serpent"])
def test_a_cipher_in_use_built_in_or_loadable_is_had(name: str) -> None:
    assert modules.has_cipher(name)


@pytest.mark.parametrize("name", ["twofish", "serp", "cbc"])
def test_another_cipher_is_not(name: str) -> None:
    assert not modules.has_cipher(name)


def test_without_any_table_nothing_is_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "FOLDER", tmp_path / "nowhere")
    monkeypatch.setattr(modules, "CRYPTO", tmp_path / "nowhere")
    assert not modules.has_module("ext4")
    assert not modules.has_cipher("aes")
