import os
from pathlib import Path

import pytest

from vault import credentials
from vault.errors import CredentialError, LimitExceeded, NoCredential, UsageError, VaultError
from vault.options import Ask, KeyFile, PassphraseFd


def from_pipe(data: bytes) -> bytes:
    """What a passphrase descriptor yields that has ``data`` to its end."""
    reader, writer = os.pipe()
    try:
        with os.fdopen(writer, "wb") as stream:
            stream.write(data)
        with credentials.obtain(PassphraseFd(reader), None, "?") as secret:
            return bytes(secret.view())
    finally:
        os.close(reader)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (b"pass", b"pass"),
        (b"pass\n", b"pass"),
        (b"pass\n\n", b"pass\n"),
        (b"two\nlines\n", b"two\nlines"),
        (b"nul\0inside", b"nul\0inside"),
        ("ü".encode(), "ü".encode()),
        (b"pass\r\n", b"pass\r"),
        (b"x" * 512, b"x" * 512),
        (b"x" * 512 + b"\n", b"x" * 512),
    ],
)
@pytest.mark.attack(49)
def test_a_descriptor_gives_its_bytes_without_one_trailing_newline(given: bytes, kept: bytes) -> None:
    assert from_pipe(given) == kept


@pytest.mark.parametrize(("given", "kind"), [(b"", NoCredential), (b"\n", NoCredential), (b"x" * 513, LimitExceeded)])
def test_nothing_and_too_much_are_refused(given: bytes, kind: type[VaultError]) -> None:
    with pytest.raises(kind):
        from_pipe(given)


def test_a_descriptor_that_is_not_open_is_told() -> None:
    with pytest.raises(UsageError, match="descriptor 987"):
        credentials.obtain(PassphraseFd(987), None, "?")


def test_a_key_file_gives_all_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"\0raw\n")
    with credentials.obtain(KeyFile(path), None, "?") as secret:
        assert secret.view() == b"\0raw\n"
    with credentials.obtain(KeyFile(path, offset=1, size=3), None, "?") as secret:
        assert secret.view() == b"raw"


def test_key_files_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    short = tmp_path / "short"
    short.write_bytes(b"abc")
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(credentials.KEY_FILE_LIMIT + 1)
    for source, kind, words in (
        (KeyFile(tmp_path), CredentialError, "is a folder"),
        (KeyFile(tmp_path / "none"), CredentialError, "no such file"),
        (KeyFile(empty), CredentialError, "is empty"),
        (KeyFile(short, offset=3), CredentialError, "is empty"),
        (KeyFile(short, size=4), CredentialError, "no 4 bytes"),
        (KeyFile(large), LimitExceeded, "larger than"),
    ):
        with pytest.raises(kind, match=words):
            credentials.obtain(source, None, "?")


def test_with_nobody_to_ask_the_ways_are_named() -> None:
    with pytest.raises(NoCredential) as caught:
        credentials.obtain(Ask(), None, "?")
    assert "--passphrase-fd" in caught.value.hint
