"""What this kernel has or could load, found out without loading anything.

References: modules.dep(5); modprobe(8); proc(5), /proc/crypto
"""

import platform
import re
from pathlib import Path

CRYPTO = Path("/proc/crypto")
LOADED = Path("/sys/module")
FOLDER = Path("/lib/modules")


def has_module(name: str) -> bool:
    """Whether the module is loaded, built in, or there to be loaded; ``-`` and ``_`` are the same."""
    name = name.replace("-", "_")
    return LOADED.joinpath(name).is_dir() or name in _listed("modules.dep") | _listed("modules.builtin")


def has_cipher(name: str) -> bool:
    """Whether the kernel's crypto interface has the cipher or mode of this name, such as ``aes`` or ``xts``."""
    used = re.compile(rf"^name +: (.*\b)?{re.escape(name)}\b", re.MULTILINE)
    if used.search(_read(CRYPTO)):
        return True
    aliases = _read(FOLDER / platform.release() / "modules.alias")
    return f"alias crypto-{name} " in aliases or any(has_module(f"{name}{ending}") for ending in ("", "_generic"))


def _listed(table: str) -> set[str]:
    """The names of the modules in a table with one path in each line, up to a colon."""
    lines = _read(FOLDER / platform.release() / table).splitlines()
    return {Path(line.partition(":")[0]).name.split(".ko")[0].replace("-", "_") for line in lines}


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
