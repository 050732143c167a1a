"""Both servers of the FUSE file run for tests in a process of their own, without the attacher around them.

``python -m vault.testing.served`` is that process: it reads its order from standard input, writes ``ready`` or the
error to standard output, and ends with its mount.
"""

import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vault.attach.fusefile.request import ServeRequest
from vault.attach.fusefile.unmount import unmount
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.errors import VaultError
from vault.formats.base import Segment
from vault.system.mounts import mount_at

KEY = bytes(range(64))
DEADLINE_S = 120.0
FILE_NAME = "plain"


class Served:
    """A served file: its ``path`` in ``folder``, and the process behind it."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.process = process

    def finish(self) -> str:
        """Unmount if that was not done, wait for the end, and return the error with which serving ended, or ''."""
        if mount_at(self.folder) is not None:
            unmount(self.folder)
        return self.wait()

    def wait(self) -> str:
        """Wait for the end and return the error with which serving ended, or ''."""
        return self.process.communicate(timeout=DEADLINE_S)[0].strip()


@contextmanager
def served(
    container: Path,
    folder: Path,
    *,
    server: str = "native",
    key: bytes = KEY,
    busy: bool = False,
    wrapper: Sequence[str] = (),
    environment: dict[str, str] | None = None,
    **changes: Any,
) -> Iterator[Served]:
    """``container`` served on ``folder``, gone afterwards whatever happens.

    ``changes`` are fields of the request; the size is that of the container unless given. ``busy`` keeps a Python
    thread of the server computing. ``wrapper`` is put before the command line. Raises VaultError when serving fails.
    """
    request = serve_request(**{**_defaults(container, folder, changes), **changes})
    order = {
        "server": server,
        "container": str(container),
        "key": key.hex(),
        "busy": busy,
        "request": request.to_json(),
    }
    process = subprocess.Popen(
        [*wrapper, sys.executable, "-m", "vault.testing.served"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        print(json.dumps(order), file=process.stdin, flush=True)
        answer = process.stdout.readline().strip()
        if answer != "ready":
            raise VaultError(answer or "the server died")
        yield Served(folder, process)
    except BaseException:
        process.kill()  # a test that failed may still have the file open
        raise
    finally:
        if mount_at(folder) is not None:
            unmount(folder, lazy=True)
        try:
            process.communicate(timeout=DEADLINE_S)
        finally:
            process.kill()
            process.wait()


def _defaults(container: Path, folder: Path, changes: dict[str, Any]) -> dict[str, Any]:
    sector_size = changes.get("sector_size", 4096)
    size = container.stat().st_size - changes.get("segment_offset", 0)
    return {
        "folder": str(folder),
        "file_name": FILE_NAME,
        "size": size // sector_size * sector_size,
        "read_only": False,
        "allow_discards": False,
        "consumer": "any",
        "owner_uid": os.getuid(),
        "owner_gid": os.getgid(),
    }


def serve_request(**values: Any) -> ServeRequest:
    """The request with these members, those of its segment among them (``offset`` as ``segment_offset``).

    The cipher may be a text, or a spec that no text gives.
    """
    cipher = values.pop("cipher", "aes-xts-plain64")
    segment = Segment(
        offset=values.pop("segment_offset", 0),
        length=values["size"],
        cipher=CipherSpec.parse(cipher) if isinstance(cipher, str) else cipher,
        key_size=len(KEY),
        sector_size=values.pop("sector_size", 4096),
        iv_offset=values.pop("iv_offset", 0),
        iv_large_sectors=values.pop("iv_large_sectors", False),
    )
    return ServeRequest(**{"plaintext": segment, **values})


def main() -> int:
    """Serve one order; 1 when it ended with an error, which is on standard output."""
    order = json.loads(sys.stdin.readline())
    request = ServeRequest.from_json(order["request"])
    flags = os.O_RDONLY if request.read_only else os.O_RDWR
    container_fd = os.open(order["container"], flags | os.O_CLOEXEC)
    if order["busy"]:
        threading.Thread(target=_compute, daemon=True).start()
    serve = importlib.import_module(f"vault.attach.fusefile.{order['server']}").serve
    try:
        serve(request, container_fd, Secret(bytes.fromhex(order["key"])), lambda: print("ready", flush=True))
    except VaultError as error:
        print(f"{error.code}: {error}", flush=True)
        return 1
    return 0


def _compute() -> None:
    while True:
        pass


if __name__ == "__main__":
    sys.exit(main())
