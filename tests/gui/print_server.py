"""A print server with one printer, as far as Qt asks for it.

References: RFC 8010 (encoding); RFC 8011, 4 (operations) and B (status codes)
"""

from __future__ import annotations

import struct
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingUnixStreamServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CREATE_JOB, SEND_DOCUMENT = 5, 6
REFUSED = 0x0400
OPERATION, JOB, PRINTER, END = b"\1", b"\2", b"\4", b"\3"
INTEGER, BOOLEAN, ENUM, NAME, URI, CHARSET, LANGUAGE = 0x21, 0x22, 0x23, 0x42, 0x45, 0x47, 0x48


def attribute(kind: int, name: bytes, value: bytes | int) -> bytes:
    data = value if isinstance(value, bytes) else struct.pack(">I", value)
    return struct.pack(">BH", kind, len(name)) + name + struct.pack(">H", len(data)) + data


HEAD = OPERATION + attribute(CHARSET, b"attributes-charset", b"utf-8")
HEAD += attribute(LANGUAGE, b"attributes-natural-language", b"en")
ABOUT_PRINTER = PRINTER + attribute(NAME, b"printer-name", b"paper") + attribute(ENUM, b"printer-state", 3)
ABOUT_PRINTER += attribute(URI, b"printer-uri-supported", b"ipp://localhost/printers/paper")
ABOUT_PRINTER += attribute(ENUM, b"printer-type", 4) + attribute(BOOLEAN, b"printer-is-accepting-jobs", b"\1")
ABOUT_JOB = JOB + attribute(INTEGER, b"job-id", 7)


class PrintServer(ThreadingUnixStreamServer):
    """Listens at ``path``; takes jobs, refuses them, or does not answer them. ``asked`` is set once there is one."""

    daemon_threads = True

    def __init__(self, path: Path, jobs: str) -> None:
        super().__init__(str(path), _Handler)
        self.jobs = jobs
        self.asked, self.ended = Event(), Event()
        self.documents: list[bytes] = []
        self._thread = Thread(target=self.serve_forever, args=[0.01])
        self._thread.start()

    def get_request(self) -> tuple[Any, Any]:
        return super().get_request()[0], ("local", 0)

    def close(self) -> None:
        self.ended.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PrintServer

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.send_error(404)

    def do_POST(self) -> None:
        data = self._body()
        operation = struct.unpack(">H", data[2:4])[0]
        status, about = 0, ABOUT_PRINTER
        if operation == CREATE_JOB:
            self.server.asked.set()
            if self.server.jobs == "deaf":
                self.server.ended.wait()
                self.close_connection = True
                return
            status, about = REFUSED if self.server.jobs == "refuses" else 0, ABOUT_JOB
        elif operation == SEND_DOCUMENT:
            about = ABOUT_JOB
            self.server.documents.append(data[data.index(b"%PDF") :])
        answer = struct.pack(">BBH", 2, 0, status) + data[4:8] + HEAD + about + END
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _body(self) -> bytes:
        if length := self.headers.get("Content-Length"):
            return self.rfile.read(int(length))
        data = b""
        while length := int(self.rfile.readline(), 16):
            data += self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()
        return data
