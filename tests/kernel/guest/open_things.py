"""What is open in a guest, to be compared before and after: mappings, loop devices, mounts, keys, sessions."""

import re
import subprocess
from pathlib import Path

from vault.session import SessionStore
from vault.system.mounts import mounts

SYSFS = Path("/sys/block")
LOGON = re.compile(r"^\w+ [I-]-\S+ .* logon +(\S+)", re.MULTILINE)
"""Keys that were not revoked (R): those are wiped, and stay in the list until the kernel tidies up."""


def open_things() -> set[str]:
    """A line for each thing; a mount that was there before the tests is one as well."""
    # Not from sysfs, which shows no mapping without a table.
    listed = subprocess.run(["/usr/sbin/dmsetup", "ls"], capture_output=True, text=True, check=True).stdout
    mappings = (line.split()[0] for line in listed.splitlines() if "\t" in line)
    loops = SYSFS.glob("loop*/loop/backing_file")
    return {
        *(f"mapping {name}" for name in mappings),
        *(f"loop device over {path.read_text().strip()}" for path in loops),
        *(f"mount on {mount.mount_point}" for mount in mounts()),
        *(f"key {description}" for description in LOGON.findall(Path("/proc/keys").read_text())),
        *(f"record {path.name}" for path in SessionStore().folder.glob("*.json")),
    }
