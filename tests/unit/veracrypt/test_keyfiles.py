"""Keyfiles are mixed into passphrases as VeraCrypt does it, and what is no keyfile is refused (attacks 23, 49)."""

import os
import zlib
from pathlib import Path

import pytest

from vault.crypto.secret import Secret
from vault.errors import CredentialError, LimitExceeded
from vault.formats.veracrypt.keyfiles import KEYFILE_LIMIT, mixed
from vault.testing.veracrypt import noise


def slowly(passphrase: bytes, *files: bytes) -> bytes:
    """The rule of VeraCrypt's documentation, byte by byte."""
    size = 64 if len(passphrase) <= 64 else 128
    pool = [0] * size
    for data in files:
        crc, position = 0, 0
        for octet in data[:KEYFILE_LIMIT]:
            crc = zlib.crc32(bytes([octet]), crc)
            for value in (crc ^ 0xFFFFFFFF).to_bytes(4, "big"):
                pool[position] = (pool[position] + value) % 256
                position = (position + 1) % size
    for index, octet in enumerate(passphrase):
        pool[index] = (pool[index] + octet) % 256
    return bytes(pool)


def mix(passphrase: bytes, *paths: Path) -> bytes:
    with Secret(passphrase) as secret, mixed(secret, paths) as result:
        return bytes(result.view())


@pytest.mark.parametrize("passphrase", [b"", b"short", b"y" * 64, b"y" * 65, b"\xff" * 128], ids=len)
@pytest.mark.parametrize("sizes", [(1,), (15, 16, 17), (1000, 4096)])
def test_the_pool_is_the_documented_sum(tmp_path: Path, passphrase: bytes, sizes: tuple[int, ...]) -> None:
    paths = []
    for number, size in enumerate(sizes):
        paths.append(tmp_path / f"key{number}")
        paths[-1].write_bytes(noise(size, number))
    wanted = slowly(passphrase, *(path.read_bytes() for path in paths))
    assert mix(passphrase, *paths) == wanted
    assert mix(passphrase, *reversed(paths)) == wanted
    assert mix(passphrase, tmp_path) == wanted


def test_without_keyfiles_the_passphrase_is_used_as_it_is() -> None:
    assert mix(b"a passphrase") == b"a passphrase"


def test_only_the_first_mebibyte_counts(tmp_path: Path) -> None:
    long, longer = tmp_path / "long", tmp_path / "longer"
    long.write_bytes(noise(KEYFILE_LIMIT))
    longer.write_bytes(noise(KEYFILE_LIMIT) + b"more")
    assert mix(b"", long) == mix(b"", longer) == slowly(b"", long.read_bytes())


def test_files_of_a_folder_whose_name_begins_with_a_dot_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"key")
    alone = mix(b"", tmp_path)
    (tmp_path / ".directory").write_bytes(b"made by a file manager")
    assert mix(b"", tmp_path) == alone == mix(b"", tmp_path / "key")


@pytest.mark.attack(23)
@pytest.mark.parametrize(
    "what", ["missing", "empty", "device", "fifo", "folder without files", "folder in a folder", "name too long"]
)
def test_what_is_no_keyfile_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "keyfile"
    match what:
        case "empty":
            path.touch()
        case "device":
            path = Path("/dev/zero")
        case "fifo":
            os.mkfifo(path)
        case "folder without files":
            path.mkdir()
        case "folder in a folder":
            (path / "deeper").mkdir(parents=True)
        case "name too long":
            path = tmp_path / ("x" * 256)
    with pytest.raises(CredentialError) as raised:
        mix(b"a passphrase", path)
    assert type(raised.value) is CredentialError


def test_an_empty_file_in_a_folder_of_keyfiles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").write_bytes(b"full")
    (tmp_path / "empty").touch()
    with pytest.raises(CredentialError, match="empty"):
        mix(b"", tmp_path)


def test_a_passphrase_of_more_than_128_bytes_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        mix(b"x" * 129)
