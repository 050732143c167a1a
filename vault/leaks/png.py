"""The texts of a PNG file, without decoding any picture.

References: Portable Network Graphics (W3C, third edition), sections 5.3 and 11.3.3 (tEXt, zTXt, iTXt)
"""

import os
import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 4096
LONGEST_CHUNK = 64 * 1024
"""Bytes of a chunk of text that is looked at; longer ones are passed over."""
LONGEST_TEXT = 32 * 1024
"""Bytes that a compressed text may have."""
HEAD = struct.Struct(">I4s")
CHECKSUM = 4


def texts(descriptor: int, keyword: bytes) -> Iterator[bytes]:
    """Each text with this keyword, as bytes; nothing for what is no PNG. A wrong checksum hides no text.

    Programs that use Qt compress a text of 40 characters, so all three kinds of chunks count.
    """
    offset = len(SIGNATURE)
    if os.pread(descriptor, offset, 0) != SIGNATURE:
        return
    for _ in range(MOST_CHUNKS):
        head = os.pread(descriptor, HEAD.size, offset)
        if len(head) < HEAD.size:
            return
        length, kind = HEAD.unpack(head)
        if kind in KINDS and length <= LONGEST_CHUNK:
            name, found, value = os.pread(descriptor, length, offset + HEAD.size).partition(b"\0")
            if found and name == keyword and (text := KINDS[kind](value)) is not None:
                yield text
        offset += HEAD.size + length + CHECKSUM
        if kind == b"IEND":
            return


def _plain(value: bytes) -> bytes | None:
    return value


def _compressed(value: bytes) -> bytes | None:
    return _inflated(value[1:]) if value[:1] == b"\0" else None


def _international(value: bytes) -> bytes | None:
    flag, method, rest = value[:1], value[1:2], value[2:].split(b"\0", 2)
    if len(rest) < 3 or (flag == b"\x01" and method != b"\0"):
        return None
    return _inflated(rest[2]) if flag == b"\x01" else rest[2]


def _inflated(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, LONGEST_TEXT)
    except zlib.error:
        return None


KINDS = {b"tEXt": _plain, b"zTXt": _compressed, b"iTXt": _international}
