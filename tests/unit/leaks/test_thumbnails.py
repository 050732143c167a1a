"""Thumbnails are found by what they say they show, in every kind of text that PNG has."""

import errno
import hashlib
import os
import struct
import zlib
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from vault.errors import BackendError
from vault.leaks import clean, find
from vault.leaks.places import Places
from vault.leaks.png import LONGEST_CHUNK, LONGEST_TEXT, SIGNATURE


def chunk(kind: bytes, data: bytes, *, length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return struct.pack(">I", size) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def uri_of(file: Path) -> bytes:
    return b"file://" + quote_from_bytes(os.fsencode(file)).encode()


def text(uri: bytes) -> bytes:
    return chunk(b"tEXt", b"Thumb::URI\0" + uri)


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"".join((SIGNATURE, head, *chunks, chunk(b"IDAT", zlib.compress(bytes(4))), chunk(b"IEND", b"")))


def put(folder: Path, uri: bytes, content: bytes | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.md5(uri).hexdigest()}.png"
    path.write_bytes(png(text(uri)) if content is None else content)
    return path


@pytest.mark.parametrize(
    "folder",
    [
        ".cache/thumbnails/normal",
        ".cache/thumbnails/large",
        ".cache/thumbnails/x-large",
        ".cache/thumbnails/xx-large",
        ".cache/thumbnails/fail/gnome-thumbnail-factory",
        ".thumbnails/normal",
        ".var/app/org.example.Viewer/cache/thumbnails/large",
    ],
)
def test_a_thumbnail_is_found_in_each_folder(places: Places, point: Path, folder: str) -> None:
    file = point / "Ferien 2026" / "\udcff.jpg"
    path = put(places.home / folder, uri_of(file))
    (leak,) = find([point], places=places)
    assert (leak.kind, leak.path, leak.file, leak.can_clean) == ("thumbnail", path, file, True)


def test_a_thumbnail_of_another_file_is_not_found_and_stays(places: Places, point: Path) -> None:
    normal = places.cache / "thumbnails/normal"
    other = put(normal, uri_of(point.with_name("ab") / "x.jpg"))
    mine = put(normal, uri_of(point / "x.jpg"))
    leaks = find([point], places=places)
    assert [leak.path for leak in leaks] == [mine]
    assert clean(leaks, [point], places=places).removed == leaks
    assert (other.exists(), mine.exists()) == (True, False)


URI = b"file:///home/u/Vaults/a/x.jpg"


@pytest.mark.parametrize(
    "content",
    [
        text(URI),
        chunk(b"tEXt", b"Software\0Thumb::URI") + text(URI),
        text(b"file:///elsewhere") + text(URI),
        chunk(b"zTXt", b"Thumb::URI\0\0" + zlib.compress(URI)),
        chunk(b"iTXt", b"Thumb::URI\0\0\0en\0Ort\0" + URI),
        chunk(b"iTXt", b"Thumb::URI\0\1\0\0\0" + zlib.compress(URI)),
        text(URI)[:-4] + b"oops",
        chunk(b"prVt", bytes(100_000)) + text(URI),
    ],
)
def test_each_kind_of_text_is_read(places: Places, content: bytes) -> None:
    put(places.cache / "thumbnails/normal", URI, png(content))
    assert [leak.file for leak in find([Path("/home/u/Vaults/a")], places=places)] == [Path("/home/u/Vaults/a/x.jpg")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SIGNATURE,
        SIGNATURE[:4],
        b"GIF89a" + text(URI),
        png()[:-12] + chunk(b"IEND", b"") + text(URI),
        png(text(URI))[:60],
        png(chunk(b"tEXt", URI)),
        png(chunk(b"tEXt", b"thumb::uri\0" + URI)),
        png(chunk(b"zTXt", b"Thumb::URI\0\1" + zlib.compress(URI))),
        png(chunk(b"zTXt", b"Thumb::URI\0\0" + URI)),
        png(chunk(b"zTXt", b"Thumb::URI\0\0" + zlib.compress(URI + bytes(LONGEST_TEXT)))),
        png(chunk(b"iTXt", b"Thumb::URI\0\1\1\0\0" + zlib.compress(URI))),
        png(chunk(b"iTXt", b"Thumb::URI\0\0\0")),
        png(text(URI + bytes(LONGEST_CHUNK))),
        SIGNATURE + chunk(b"IHDR", b"", length=0xFFFFFFFF) + text(URI),
        SIGNATURE + chunk(b"prVt", b"") * 5000 + text(URI),
    ],
)
def test_what_is_no_thumbnail_is_passed_over(places: Places, content: bytes) -> None:
    put(places.cache / "thumbnails/normal", URI, content)
    assert find([Path("/home/u/Vaults/a")], places=places) == ()


def test_a_thumbnail_that_shows_something_else_by_now_stays(places: Places, point: Path) -> None:
    path = put(places.cache / "thumbnails/normal", uri_of(point / "x.jpg"))
    leaks = find([point], places=places)
    path.write_bytes(png(text(b"file:///other")))
    assert clean(leaks, [point], places=places).left == leaks
    assert path.exists()


def test_links_and_pipes_are_not_followed(places: Places, point: Path, tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", uri_of(point / "x.jpg"))
    normal = places.cache / "thumbnails/normal"
    normal.mkdir(parents=True)
    (normal / "link.png").symlink_to(outside)
    os.mkfifo(normal / "pipe.png")
    (places.cache / "thumbnails/large").symlink_to(outside.parent)
    (leak,) = find([point], places=places)
    assert (leak.kind, leak.path, leak.can_clean) == ("unread", places.cache / "thumbnails/large", False)
    assert outside.exists()


def test_one_that_cannot_be_removed_does_not_save_the_others(
    places: Places, point: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted(put(places.cache / "thumbnails/normal", uri_of(point / name)) for name in ("x", "y"))
    leaks = find([point], places=places)
    unlink = os.unlink

    def broken(path: str, *, dir_fd: int | None = None) -> None:
        if path == first.name:
            raise OSError(errno.EROFS, "read-only")
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", broken)
    with pytest.raises(BackendError, match="read-only file system"):
        clean(leaks, [point], places=places)
    assert (first.exists(), second.exists()) == (True, False)
