"""What libblkid says of a file or block device, asked in a short-lived process of its own.

The library is C that parses bytes which anybody may have written, so it never runs in this process, and never as
root: see ``blkid_child`` for what that process gives up before it looks.

References: util-linux, libblkid (low-level probing)
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BackendError, NotAvailable, os_reason
from vault.system import blkid_child
from vault.system.programs import ENVIRONMENT

PACKAGE = "libblkid1"
TIMEOUT_S = 60.0
"""For media that are slow; loops end earlier, by the child's limit on processor time."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What was recognised, in blkid's words; all empty but those of ``table`` where only a partition table was.

    ``usage`` is ``filesystem``, ``raid``, ``crypto`` or ``other``, ``table`` the type of the partition table,
    ``magic_offset`` where the mark of ``type`` lies in bytes, -1 when it has none.
    """

    type: str
    usage: str
    label: str
    uuid: str
    table: str
    table_uuid: str
    magic_offset: int


def probe(fd: int) -> tuple[Signature, ...]:
    """What is recognised in what ``fd`` is open on: one, none, or several that contradict each other.

    Raises NotAvailable when there is no libblkid here or its process cannot be started or confined, BackendError when
    that process did not end well, be it for an error of the medium or for what it read.
    """
    code, answer = _run(fd)
    if code == blkid_child.UNAVAILABLE:
        raise NotAvailable(f"{blkid_child.LIBRARY} cannot be used here", hint=f"install the package {PACKAGE}")
    if code != 0:
        raise BackendError("libblkid could not look at the container", status=code)
    *values, rest = answer.split(b"\0")
    width = len(blkid_child.VALUES)
    if rest or len(values) % width:
        raise BackendError("the process that runs libblkid gave no sound answer")
    return tuple(_signature(values[start : start + width]) for start in range(0, len(values), width))


def _run(fd: int) -> tuple[int, bytes]:
    """Exit code of the child (negative: the signal that ended it) and what it wrote."""
    if not sys.executable:
        raise NotAvailable("the Python interpreter does not know its own path, so libblkid cannot be asked")
    try:
        # opened anew: read only whatever fd is, and with a file offset of its own
        container = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise NotAvailable(f"libblkid cannot be given the container: {os_reason(error)}") from error
    with os.fdopen(container, "rb"), os.fdopen(os.memfd_create("vault-blkid"), "r+b") as answer:
        try:
            child = subprocess.Popen(
                [sys.executable, "-I", "-S", str(Path(blkid_child.__file__))],
                stdin=container,
                stdout=answer.fileno(),
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd="/",
            )
        except OSError as error:
            raise NotAvailable(f"libblkid cannot be run: {os_reason(error)}") from error
        with child:
            try:
                code = child.wait(TIMEOUT_S)
            except BaseException as error:
                child.kill()
                if isinstance(error, subprocess.TimeoutExpired):
                    raise BackendError(f"libblkid took more than {TIMEOUT_S:.0f} seconds") from error
                raise
        return code, os.pread(answer.fileno(), blkid_child.ANSWER_LIMIT, 0)


def _signature(values: list[bytes]) -> Signature:
    """One of the child's answers; each value on one line, whatever the container says its label is."""
    kind, usage, label, uuid, table, table_uuid, offset = (
        "".join(character if character.isprintable() else "?" for character in value.decode("utf-8", "replace")).strip()
        for value in values
    )
    return Signature(kind, usage, label, uuid, table, table_uuid, int(offset) if offset.isdecimal() else -1)
