"""Starting the helper and asking it for one thing, for a command that runs without root."""

import functools
import os
import socket
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vault.errors import BackendError, NotAvailable, VaultError, from_os
from vault.privileged.protocol import MESSAGE_LIMIT, Answer, Attach, Hello, Keep, Mount, Request, encode
from vault.system.programs import ENVIRONMENT, find

HELPER = Path("/usr/libexec/vault/vault-helper")
INTERPRETER = Path("/usr/bin/python3")
ACTION = "io.github.vault.helper"
POLKIT_S = 3.0
ANSWER_S = 600.0
"""How long the helper may take: a mount may have to replay a long journal."""
HELLO_S = 20.0
END_S = 30.0
REFUSALS = ("password is required", "not allowed", "Not authorized")
"""What sudo and pkexec say when they do not start it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the helper becomes root: the words before its path."""

    name: str
    words: tuple[str, ...]


def ask(request: Request, descriptors: Sequence[int] = ()) -> Answer:
    """The helper's answer to a request, which is done when this returns.

    Raises the helper's own refusal, or NotAvailable or BackendError; then nothing was done, or it was undone.
    """
    if isinstance(way := _way(), VaultError):
        raise way
    return _ask(way, request, descriptors, ANSWER_S)


def way() -> Way:
    """How the helper can be started without asking for a password. Raises NotAvailable with the reason."""
    found = _way()
    if isinstance(found, VaultError):
        raise found
    return found


@functools.cache
def _way() -> Way | VaultError:
    try:
        check_trust(HELPER)
        check_trust(INTERPRETER)
    except NotAvailable as error:
        return error
    reasons = []
    for kind in (_sudo, _pkexec):
        try:
            return kind()
        except VaultError as error:
            reasons.append(str(error))
    hint = "share/sudoers and share/polkit of vault show how root can allow it"
    return NotAvailable(f"the helper may not be started without a password: {'; '.join(reasons)}", hint=hint)


def check_trust(program: Path) -> None:
    """Raises NotAvailable unless the program and all folders above it belong to root and only root can change them."""
    if not program.exists():
        raise NotAvailable(f"{program} is not installed", hint="root can install it: make install-helper")
    path = Path(os.path.realpath(program))
    for part in (path, *path.parents):
        found = part.lstat()
        if found.st_uid != 0 or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise NotAvailable(f"{program} is not used, because others than root can change {part}")


def _sudo() -> Way:
    """Sudo, if it starts the helper without a password: it is tried, since the list alone does not tell."""
    program = find("sudo")
    if program is None:
        raise NotAvailable("sudo is not installed")
    listed = subprocess.run(
        [program, "-n", "-l", HELPER],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
        check=False,
    )
    if listed.returncode != 0:
        raise NotAvailable("sudo does not allow it")
    found = Way("sudo", (str(program), "-n", "--"))
    _ask(found, Hello(), (), HELLO_S)
    return found


def _pkexec() -> Way:
    """Pkexec, if polkit would not ask; asks nobody."""
    program = find("pkexec")
    if program is None:
        raise NotAvailable("pkexec is not installed")
    from vault.system.bus import Bus
    from vault.system.polkit import not_allowed

    with Bus.connect(timeout_s=POLKIT_S) as bus:
        if not_allowed(bus, (ACTION,), timeout_s=POLKIT_S) is not None:
            raise NotAvailable("polkit would ask for an administrator's password")
    return Way("pkexec", (str(program), "--disable-internal-agent"))


def _ask(way: Way, request: Request, descriptors: Sequence[int], timeout_s: float) -> Answer:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, tempfile.TemporaryFile() as log:
        ours.settimeout(timeout_s)
        with theirs:
            process = _start(way, theirs, log.fileno())
        try:
            answer = _exchange(ours, request, descriptors)
        except (OSError, EOFError) as error:
            raise _failure(way, error, os.pread(log.fileno(), 1 << 12, 0)) from error
        finally:
            ours.close()
            _wait(process)
        return answer


def _start(way: Way, channel: socket.socket, log: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [*way.words, HELPER],
            stdin=channel.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=log,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,  # a key pressed at the terminal must not stop it half way
        )
    except OSError as error:
        raise from_os(error, f"{way.name} cannot be started") from error


def _exchange(channel: socket.socket, request: Request, descriptors: Sequence[int]) -> Answer:
    """The answer, taken, so that what was done stays. Raises the refusal in it, EOFError and OSError."""
    with encode(request) as packet:
        socket.send_fds(channel, [packet.view()], list(descriptors))
    data = channel.recv(MESSAGE_LIMIT)
    if not data:
        raise EOFError
    answer = Answer.decode(data)
    answer.check()
    if isinstance(request, Attach | Mount):
        with encode(Keep()) as packet:
            channel.send(packet.view())
    return answer


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Until the helper has ended, or as long as it can be waited for: it is root's and cannot be killed."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_S)


def _failure(way: Way, error: Exception, log: bytes) -> VaultError:
    lines = log.decode("utf-8", "replace").strip().splitlines()
    reason = lines[-1].strip() if lines else "it gave no reason"
    if isinstance(error, TimeoutError):
        return BackendError(f"the helper does not answer: {reason}")
    if any(words in reason for words in REFUSALS):
        return NotAvailable(f"{way.name} does not start the helper: {reason.removeprefix('sudo: ')}")
    return BackendError(f"the helper ended without an answer: {reason}", hint="the system's log may say why")
