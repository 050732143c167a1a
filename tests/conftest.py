"""What all tests share: an ordinary user with an installation, the corpus, and a process with default signals."""

import compileall
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
FUSE = Path("/dev/fuse")
NO_KERNEL = "NO KERNEL TESTED"
WORKER = "PYTEST_XDIST_WORKER" in os.environ  # whether this process is one of several that share the tests
TOGETHER = ("tests/kernel/",), ("tests/fault/", "tests/gui/", "tests/interop/", "tests/jobs/")
"""What one of two processes runs by itself, in this order, before they share the other files.

First what waits for the guests, so that never more than one process runs beside them; then all that takes a screen, an
ordinary user, or much of the machine.
"""

settings.register_profile(
    "vault", deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("vault")


def pytest_configure(config: pytest.Config) -> None:
    """A parent may have left signals ignored (nohup, a shell's background job); tests begin with the defaults."""
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGPIPE else signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(0o022)
    if WORKER:  # gw1 writes into its folder 1: names of sockets are short
        folder = Path(config.option.basetemp)
        config.option.basetemp = str(folder.with_name(folder.name.removeprefix("popen-gw")))
    if FUSE.exists() and config.getoption("dist", "no") != "no":  # of several processes, the one that outlives them
        config.add_cleanup(partial(_set_mode, FUSE, _mode(FUSE)))


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _set_mode(path: Path, mode: int) -> None:
    """Change what is allowed, where it is not so already: that takes root."""
    if _mode(path) != mode:
        path.chmod(mode)


def _unit(name: str) -> tuple[int, str]:
    """The rank and name of what a test is handed out with: its file, or all that is to stay together."""
    for rank, folders in enumerate(TOGETHER):
        if name.startswith(folders):
            return rank, folders[0]
    return len(TOGETHER), name.split("::", maxsplit=1)[0]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One of two processes hands its tests out by their rank."""
    if WORKER:
        items.sort(key=lambda item: _unit(item.nodeid)[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadScopeScheduling":
    """How the tests are shared among processes."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _unit(nodeid)[1]

    config.option.loadscopereorder = False
    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly what was not tested."""
    skipped = [r.longrepr[2] for r in terminalreporter.stats.get("skipped", []) if NO_KERNEL in str(r.longrepr)]
    if skipped:
        terminalreporter.section(NO_KERNEL, sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests need a real kernel and were skipped. {skipped[0]}")


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the tests goes into the state or comes from the settings of the user who runs them."""
    for name in ("STATE", "CONFIG"):
        os.environ[f"XDG_{name}_HOME"] = str(tmp_path_factory.mktemp(name.lower(), numbered=False))
    if WORKER:  # what another process has open is none of ours
        os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime", numbered=False))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real volumes made by other programs; it lies beside the checkout where there is one."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of other programs' volumes is not beside the checkout")
    return folder


@dataclass(frozen=True)
class Ordinary:
    """An ordinary user, a home, and an installation of vault that this user can reach.

    ``run`` and ``popen`` start ``vault`` (or any program, with ``program=``) as that user with a clean environment,
    standard input empty unless given.
    """

    name: str
    uid: int
    gid: int
    home: Path
    python: Path

    @property
    def environment(self) -> dict[str, str]:
        """HOME, PATH, LANG and a private XDG_RUNTIME_DIR."""
        return {
            "HOME": str(self.home),
            "PATH": f"{self.python.parent}:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.home / "run"),
        }

    def command(self, arguments: tuple[Any, ...], program: str | None = None) -> list[str]:
        """The whole command line that runs as this user."""
        words = [program] if program else [str(self.python), "-m", "vault"]
        words += [str(argument) for argument in arguments]
        if os.getuid() == 0:
            drop = ["/usr/bin/setpriv", "--reuid", str(self.uid), "--regid", str(self.gid), "--clear-groups"]
            return [*drop, *words]
        return words

    def run(
        self, *arguments: Any, program: str | None = None, data: bytes = b"", **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run to the end, capturing both streams; the caller looks at the exit code."""
        return subprocess.run(
            self.command(arguments, program),
            input=data,
            capture_output=True,
            env=self.environment,
            cwd=self.home,
            timeout=240,
            check=False,
            **more,
        )

    def popen(self, *arguments: Any, program: str | None = None, **more: Any) -> subprocess.Popen[bytes]:
        """Start and return the process."""
        more = {"stdin": subprocess.DEVNULL, "cwd": self.home, **more}
        return subprocess.Popen(self.command(arguments, program), env=self.environment, **more)


def _installation(folder: Path) -> Path:
    """A copy of this environment that holds the package itself, for users who cannot reach the checkout.

    All of it is compiled, since those who use it may not write into it: else each of their commands would do it anew.
    """
    venv = folder / "venv"
    shutil.copytree(sys.prefix, venv, symlinks=True, ignore=shutil.ignore_patterns("pip", "mypy*", "ruff*", "PyQt6*"))
    site = venv / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    for hook in [*site.glob("__editable__*"), *site.glob("_vault*"), *site.glob("vault")]:
        shutil.rmtree(hook) if hook.is_dir() else hook.unlink()
    package = Path(__import__("vault").__file__ or "").parent
    shutil.copytree(package, site / "vault", ignore=shutil.ignore_patterns("__pycache__", "*.c", "*.pyx"))
    compileall.compile_dir(site / "vault", quiet=1)
    for path in (venv, *venv.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
    return venv / "bin" / "python"


@pytest.fixture(scope="session")
def ordinary() -> Iterator[Ordinary]:
    """An ordinary user of this machine: one made for the tests when they run as root, else the one who runs them."""
    if os.getuid() != 0:
        user = pwd.getpwuid(os.getuid())
        home = Path(tempfile.mkdtemp(prefix="vault-home-"))
        (home / "run").mkdir(mode=0o700)
        yield Ordinary(user.pw_name, user.pw_uid, user.pw_gid, home, Path(sys.executable))
        shutil.rmtree(home)
        return
    mode = _mode(FUSE) if FUSE.exists() else None
    if mode is not None:
        FUSE.chmod(0o666)
    base = Path(tempfile.mkdtemp(prefix="vault-tests-", dir="/var/tmp"))
    base.chmod(0o755)
    name = base.name.replace("_", "-").lower()
    home = base / "home"
    subprocess.run(["/usr/sbin/useradd", "--create-home", "--home-dir", home, "--shell", "/bin/bash", name], check=True)
    user = pwd.getpwnam(name)
    run = home / "run"
    run.mkdir(mode=0o700)
    os.chown(run, user.pw_uid, user.pw_gid)
    try:
        yield Ordinary(name, user.pw_uid, user.pw_gid, home, _installation(base))
    finally:
        subprocess.run(["/usr/sbin/userdel", name], check=False, capture_output=True)
        if mode is not None and not WORKER:  # another process may need it still
            FUSE.chmod(mode)
        shutil.rmtree(base, ignore_errors=True)
