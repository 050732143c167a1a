"""The time to unlock against cryptsetup with the same Argon2 cost, and from the command to mounted without the KDF."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import folders, peers, reference
from bench.figures import Column, Section
from bench.machine import User, needs, user, vault
from bench.mounts import CHEAP, PASSPHRASE, create, mounted, ours_missing
from bench.run import Run
from bench.targets import Target
from vault.crypto.kdf import Argon2Cost, derive
from vault.crypto.secret import Secret

TIME = Column("time", "s", more_is_better=False)
COST = Argon2Cost("argon2id", 4, 256 << 10, 2)
CRYPTSETUP, LIBRARY = "cryptsetup open --test-passphrase", "vault, a process that unlocks"
SCRIPT = """
import sys
from vault.crypto.secret import Secret
from vault.container import Container
from vault.volume import Volume
with Secret(sys.stdin.buffer.read()) as secret, Container.open(sys.argv[1], read_only=True) as container:
    Volume.open(container).unlock(secret).close()
"""
TARGETS = (Target("same Argon2 cost", LIBRARY, ("time",), 0.9, (CRYPTSETUP,)),)

Timer = Callable[[User, Path], float]


def measure(run: Run) -> list[Section]:
    """Both sections."""
    return [same_cost(run), command_to_mounted(run)]


def same_cost(run: Run) -> Section:
    """Each a process of its own, start included; the KDF alone for comparison."""
    cost = Argon2Cost(COST.kind, COST.time, 32 << 10, COST.lanes) if run.quick else COST
    note = f"{same_cost.__doc__} {cost.memory_kib >> 10} MiB, {cost.time} passes, {cost.lanes} lanes."
    section = Section("Unlock, the same Argon2id cost", (TIME,), note, {CRYPTSETUP})
    rows: dict[str, Timer] = {
        LIBRARY: lambda someone, path: someone.timed(sys.executable, "-c", SCRIPT, path, data=PASSPHRASE),
        CRYPTSETUP: lambda someone, path: someone.timed(
            "cryptsetup", "open", "--test-passphrase", "--type", "luks2", "--key-file", "-", path, data=PASSPHRASE
        ),
        "the KDF alone": lambda _someone, _path: kdf_time(cost),
    }
    chosen = [row for row in rows if run.wants(row, needs("cryptsetup") if row == CRYPTSETUP else "")]
    container = run.folder / "container"
    words = ("--pbkdf-memory", cost.memory_kib, "--pbkdf-force-iterations", cost.time, "--pbkdf-parallel", cost.lanes)
    with user(root=os.geteuid() == 0) as someone:
        command = vault("create", container, "--size", "32M", "--filesystem", "none", *map(str, words), *CHEAP[-2:])
        someone.run(*command, "--yes", data=PASSPHRASE)
        try:
            for row in run.interleaved(chosen, str):
                with run.attempt(section, row):
                    section.add(row, TIME.name, rows[row](someone, container))
        finally:
            container.unlink()
    return section


def kdf_time(cost: Argon2Cost) -> float:
    with Secret(PASSPHRASE) as secret:
        begin = time.monotonic()
        derive(cost, secret, bytes(16), 64).wipe()
        return time.monotonic() - begin


def command_to_mounted(run: Run) -> Section:
    """From the start of the command until the files, or the plaintext as a file, are there; KDFs as cheap as can be."""
    section = Section("From command to mounted", (TIME,), f"{command_to_mounted.__doc__}")
    with user() as someone, user(root=True) as owner:
        rows: list[tuple[str, User, str, Timer]] = [
            ("vault mount, without root", someone, ours_missing(someone), partial(mount_time, way="userspace")),
            ("vault mount, root", owner, needs("mke2fs", root=True), partial(mount_time, way="kernel")),
            ("vault attach", someone, ours_missing(someone), attach_time),
            ("C libfuse3 server: a file", owner, reference.missing(), reference_time),
        ]
        rows += [(kind.name, someone, kind.missing(), partial(folder_time, kind)) for kind in folders.FOLDERS]
        chosen = [row for row in rows if run.wants(row[0], row[2])]
        section.others = {row[0] for row in chosen} & {kind.name for kind in folders.FOLDERS}
        for name, who, _, timer in run.interleaved(chosen, lambda row: row[0]):
            with run.attempt(section, name), who.scratch(run.folder) as top:
                section.add(name, TIME.name, timer(who, top))
    return section


def mount_time(someone: User, top: Path, *, way: str) -> float:
    create(someone, top / "container", 64 << 20)
    begin = time.monotonic()
    with mounted(someone, top / "container", "--mount", way):
        return time.monotonic() - begin


def attach_time(someone: User, top: Path) -> float:
    container = top / "container"
    create(someone, container, 64 << 20, "--filesystem", "none")
    taken = someone.timed(*vault("attach", container, "--passphrase-fd", "0"), data=PASSPHRASE)
    someone.run(*vault("detach", container))
    return taken


def reference_time(someone: User, top: Path) -> float:
    peers.fill(top / "container", 1 << 20)
    folder = someone.folder(top / "attached")
    reference.build(top)
    begin = time.monotonic()
    with reference.served(top / "container", folder, 4096):
        return time.monotonic() - begin


def folder_time(kind: folders.Folder, someone: User, top: Path) -> float:
    with folders.mounted(kind, someone, top) as (_, taken):
        return taken
