"""The wheel and the sdist are complete: they build, install into an empty environment, and run there."""

import ast
import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def packages_on_disk() -> set[str]:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "vault").rglob("__init__.py")
        if not path.parent.is_symlink()
    }
    for name in ("crypto", "cli", "gui"):
        for path in (ROOT / name).rglob("__init__.py"):
            found.add(".".join(("vault", *path.parent.relative_to(ROOT).parts)))
    return found


def test_every_package_on_disk_is_installed_and_no_other() -> None:
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == packages_on_disk()


def test_the_links_inside_the_package_are_relative() -> None:
    assert {name: (ROOT / "vault" / name).readlink() for name in ("crypto", "cli", "gui")} == {
        "crypto": Path("../crypto"),
        "cli": Path("../cli"),
        "gui": Path("../gui"),
    }


def test_every_library_of_the_build_has_a_system_package() -> None:
    texts = {
        node.value
        for node in ast.walk(ast.parse((ROOT / "setup.py").read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    words = ["/usr/bin/pkg-config", "--variable=pcfiledir"]
    libraries = {}
    for name in texts:
        found = subprocess.run([*words, name], capture_output=True, text=True, check=False).stdout.strip()
        if found:
            libraries[name] = f"{found}/{name}.pc"
    assert {"libcrypto", "libgcrypt", "fuse3"} <= libraries.keys()
    listed = [line.split("\t") for line in (ROOT / "scripts/packages.tsv").read_text().splitlines()]
    installed = {line[2] for line in listed if line[0] == "run"}
    for name, file in libraries.items():
        owner = subprocess.run(["/usr/bin/dpkg", "-S", file], capture_output=True, text=True, check=True).stdout
        assert owner.split(":")[0] in installed, name


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    tracked = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    source = folder / "source"
    for name in filter(None, tracked):
        path, target = ROOT / name, source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            target.symlink_to(path.readlink())
        elif path.is_file():
            target.write_bytes(path.read_bytes())
            target.chmod(path.stat().st_mode & 0o777)
    quick = folder / "cc"  # whether all is there is asked, not how fast it is: the last of the options holds
    quick.write_text('#!/bin/sh\nexec cc "$@" -O0 -U_FORTIFY_SOURCE\n')
    quick.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "out", source],
        capture_output=True, text=True, timeout=280, check=False, env={**os.environ, "CC": str(quick)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder / "out"


def test_the_wheel_holds_only_vault(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name and ".data/" not in name}
    assert tops == {"vault"}
    assert any(name.startswith("vault/crypto/_sectors.") and name.endswith(".so") for name in names)
    assert "vault/cli/main.py" in names
    assert not [name for name in names if name.endswith((".pyx", ".c"))]


def test_the_sdist_holds_what_a_build_needs(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {"/".join(name.split("/")[1:]) for name in sdist.getnames()}
    assert {
        "crypto/_sectors.pyx",
        "crypto/sectors.h",
        "setup.py",
        "LICENSE",
        "README.md",
        "scripts/packages.tsv",
    } <= names


def test_the_sdists_wheel_runs_in_an_empty_environment(built: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    venv.create(empty)
    python = empty / "bin" / "python"
    wheel = next(built.glob("*.whl"))
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*install, wheel], capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    run = subprocess.run(
        [empty / "bin" / "vault", "version"], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    check = "from vault.crypto.ciphers import CipherSpec; print(CipherSpec.parse('aes-xts-plain64'))"
    run = subprocess.run(
        [python, "-c", check], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert run.stdout.strip() == "aes-xts-plain64", run.stderr


def test_without_the_compiled_part_the_program_refuses(tmp_path: Path) -> None:
    package = tmp_path / "vault"
    for path in (ROOT / "vault").rglob("*.py"):
        target = package / path.relative_to(ROOT / "vault")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for name in ("crypto", "cli", "gui"):
        for path in (ROOT / name).rglob("*.py"):
            target = package / name / path.relative_to(ROOT / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "vault", "benchmark"], capture_output=True, text=True, env=environment, cwd=tmp_path,
        check=False,
    )  # fmt: skip
    assert run.returncode == 6
    assert "the compiled part of vault is missing" in run.stderr
    assert "Traceback" not in run.stderr
