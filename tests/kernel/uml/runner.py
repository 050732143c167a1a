"""Boots a guest for one command and tells how it ended."""

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
KERNEL = "/usr/bin/linux.uml"
TIMED_OUT, NO_RESULT = 124, 125
SCRATCH = Path("/var/tmp")  # the guest does not hide it
HIDDEN = tuple(Path(folder) for folder in ("/tmp", "/run", "/dev/shm"))  # the guest has fresh ones
UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True)
class Job:
    """What to run: ``seconds`` is the limit on the whole guest, ``memory`` its size as the kernel writes it."""

    command: Sequence[str]
    directory: Path = field(default_factory=Path.cwd)
    variant: str = "plain"
    seconds: float = 600
    memory: str = "2G"
    arguments: Sequence[str] = ()


@dataclass(frozen=True)
class Result:
    """The command's exit code, or 124 (time out) or 125 (no result) with the end of the kernel's log."""

    code: int
    log: str = ""


def memory_folder(memory: str) -> Path:
    """Where the guest's memory is kept as a file: the first folder that has room for all of it and may hold programs.

    Raises OSError if there is none.
    """
    need = int(memory[:-1]) * UNITS[memory[-1].upper()]
    for folder in (Path("/dev/shm"), SCRATCH, Path(tempfile.gettempdir())):
        if not os.access(folder, os.W_OK | os.X_OK):
            continue
        room = os.statvfs(folder)
        if room.f_bavail * room.f_frsize >= need and not room.f_flag & os.ST_NOEXEC:
            return folder
    raise OSError(f"no folder has room for {memory} of guest memory")


def _shown(folders: Sequence[Path]) -> list[str]:
    """Those of the folders that the guest would hide, outermost first and without what lies inside another."""
    hidden = {path for path in folders if any(path.is_relative_to(top) for top in HIDDEN)}
    return sorted(str(path) for path in hidden if not hidden.intersection(path.parents))


def _prepare(folder: Path, job: Job) -> None:
    """Write what the guest reads: the scripts, the settings and the quoted command."""
    directory = job.directory.resolve()
    reached = [ROOT, Path(sys.prefix).resolve()]
    settings = {
        "job": str(folder),
        "reached": "\n".join(map(str, reached)),
        "shown": "\n".join(_shown([*reached, directory, folder])),
        "variant": job.variant,
    }
    (folder / "settings").write_text("".join(f"{name}={shlex.quote(text)}\n" for name, text in settings.items()))
    (folder / "command").write_text(f"cd {shlex.quote(str(directory))} || exit\nexec {shlex.join(job.command)}\n")
    (folder / "out").mkdir()
    for script in HERE.glob("*.sh"):
        shutil.copy(script, folder)
    (folder / "init.sh").chmod(0o755)


def _preloaded(folder: Path) -> Path:
    """Compile the library without which the kernel does not run on every processor."""
    library = folder / "preload.so"
    words = ["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "preload.c")]
    done = subprocess.run(words, env={"PATH": os.defpath}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"what the kernel needs was not compiled: {done.stderr}")
    return library


def _kernel(folder: Path, job: Job) -> list[str]:
    """The command line of the kernel: console 0 is the log on standard error, console 1 the command's output."""
    return [
        KERNEL,
        f"mem={job.memory}",
        *("rootfstype=hostfs", "root=/dev/root", "rootflags=/", "ro"),
        f"init={folder}/init.sh",
        *(f"uml_dir={folder}", "umid=vm"),
        *("con=null", "con0=null,fd:2", "con1=null,fd:1", "ssl=null", "pty.legacy_count=0"),
        *("panic=1", "quiet"),
        *job.arguments,
    ]


def _boot(folder: Path, job: Job, output: BinaryIO) -> bool:
    """Run the kernel to its end, copying the command's output; False if the time was over before."""
    environment = {"TMPDIR": str(memory_folder(job.memory)), "LD_PRELOAD": str(_preloaded(folder))}
    with (folder / "klog").open("wb") as log:
        process = subprocess.Popen(
            _kernel(folder, job),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    assert process.stdout is not None
    copying = threading.Thread(target=_copy, args=(process.stdout, output))
    copying.start()
    try:
        process.wait(job.seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
        copying.join()
        process.stdout.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the kernel; its processes are in a group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _copy(source: BinaryIO, sink: BinaryIO) -> None:
    while part := os.read(source.fileno(), 1 << 16):
        sink.write(part)
        sink.flush()


def run(job: Job, output: BinaryIO, artefacts: Path | None = None) -> Result:
    """Boot, run, power off. ``output`` gets the command's output, ``artefacts`` what the guest left in its out folder.

    Raises OSError if there is no such kernel, no compiler, or no room for its memory.
    """
    folder = Path(tempfile.mkdtemp(prefix="vault-uml-", dir=SCRATCH)).resolve()
    try:
        _prepare(folder, job)
        in_time = _boot(folder, job, output)
        if artefacts is not None:
            shutil.copytree(folder / "out", artefacts, dirs_exist_ok=True)
        code = folder / "out" / "rc"
        if code.exists() and code.read_text().strip():
            return Result(int(code.read_text()))
        log = (folder / "klog").read_text(errors="replace")[-4000:]
        return Result(NO_RESULT if in_time else TIMED_OUT, log or "(the kernel wrote nothing)")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
