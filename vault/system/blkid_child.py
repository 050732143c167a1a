"""The process that runs libblkid on what its standard input is open on; a program of its own, of the standard library.

Before the first byte is looked at it gives up what it does not need: root, groups, further processes, new rights,
core dumps, most memory, time and room to write. What it finds is on standard output: of each signature the
``VALUES``, each ended by a zero byte.

References: util-linux, libblkid/src/blkid.h.in (low-level probing); setresuid(2), getrlimit(2), prctl(2)
"""

import ctypes
import os
import resource

LIBRARY = "libblkid.so.1"
UNAVAILABLE, FAILED = 69, 74
"""Exit codes: no library, or no confinement; libblkid reports an error."""
ANSWER_LIMIT = 1 << 16
MEMORY_LIMIT = 1 << 28
CPU_LIMIT_S = 10
MOST_SIGNATURES = 16
VALUES = ("TYPE", "USAGE", "LABEL", "UUID", "PTTYPE", "PTUUID", "SBMAGIC_OFFSET")
LIMITS = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NPROC: 0,
    resource.RLIMIT_NOFILE: 16,
    resource.RLIMIT_FSIZE: ANSWER_LIMIT,
    resource.RLIMIT_AS: MEMORY_LIMIT,
    resource.RLIMIT_CPU: CPU_LIMIT_S,
}

_NOBODY = 65534  # the kernel's own number for it, the same everywhere
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_LABEL, _UUID, _TYPE, _USAGE, _MAGIC = 1 << 1, 1 << 3, 1 << 5, 1 << 7, 1 << 9
_NOTHING, _AMBIVALENT = 1, -2


def load() -> ctypes.CDLL:
    """The library with its prototypes. Raises OSError, or AttributeError for one that is too old."""
    library = ctypes.CDLL(LIBRARY, use_errno=True)
    probe, number, large, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
    for name, result, arguments in (
        ("blkid_new_probe", probe, ()),
        ("blkid_probe_set_device", number, (probe, number, large, large)),
        ("blkid_probe_enable_superblocks", number, (probe, number)),
        ("blkid_probe_set_superblocks_flags", number, (probe, number)),
        ("blkid_probe_enable_partitions", number, (probe, number)),
        ("blkid_do_safeprobe", number, (probe,)),
        ("blkid_do_probe", number, (probe,)),
        ("blkid_reset_probe", None, (probe,)),
        ("blkid_probe_lookup_value", number, (probe, text, ctypes.POINTER(text), ctypes.POINTER(ctypes.c_size_t))),
        ("blkid_probe_get_partitions", probe, (probe,)),
        ("blkid_partlist_get_table", probe, (probe,)),
        ("blkid_parttable_get_type", text, (probe,)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def confine() -> None:
    """Stay with standard input and output and what little ``LIMITS`` leaves. Raises OSError, ValueError."""
    for limit, value in LIMITS.items():
        hard = resource.getrlimit(limit)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (least, least))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in ((_PR_SET_DUMPABLE, 0), (_PR_SET_NO_NEW_PRIVS, 1)):
        if libc.prctl(option, value, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


def signatures(library: ctypes.CDLL, fd: int) -> list[dict[str, bytes]]:
    """What libblkid recognises; several when they contradict each other. Raises OSError when it reports an error."""
    probe = library.blkid_new_probe()
    if not probe or library.blkid_probe_set_device(probe, fd, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "blkid_probe_set_device")
    library.blkid_probe_enable_superblocks(probe, 1)
    library.blkid_probe_set_superblocks_flags(probe, _LABEL | _UUID | _TYPE | _USAGE | _MAGIC)
    library.blkid_probe_enable_partitions(probe, 1)
    code = library.blkid_do_safeprobe(probe)
    if code == 0:
        return [_values(library, probe)]
    if code == _NOTHING:
        return _table_of_slices(library, probe)
    if code != _AMBIVALENT:
        raise OSError(ctypes.get_errno(), "blkid_do_safeprobe")
    library.blkid_reset_probe(probe)
    found: list[dict[str, bytes]] = []
    while len(found) < MOST_SIGNATURES and library.blkid_do_probe(probe) == 0:
        found.append(_values(library, probe))
    return found


def _values(library: ctypes.CDLL, probe: int) -> dict[str, bytes]:
    found = {}
    for name in VALUES:
        value = ctypes.c_char_p()
        if library.blkid_probe_lookup_value(probe, name.encode(), ctypes.byref(value), None) == 0 and value.value:
            found[name] = value.value
    return found


def _table_of_slices(library: ctypes.CDLL, probe: int) -> list[dict[str, bytes]]:
    """A table that has no type of its own for safe probing, as that of BSD on a whole disk."""
    partitions = library.blkid_probe_get_partitions(probe)
    table = library.blkid_partlist_get_table(partitions) if partitions else None
    kind = library.blkid_parttable_get_type(table) if table else None
    return [{"PTTYPE": kind}] if kind else []


def main() -> int:
    """Do the work; the exit code."""
    try:
        library = load()
        confine()
    except (OSError, ValueError, AttributeError):
        return UNAVAILABLE
    try:
        found = signatures(library, 0)
    except OSError:
        return FAILED
    answer = b"".join(signature.get(name, b"") + b"\0" for signature in found for name in VALUES)
    return 0 if os.write(1, answer) == len(answer) else FAILED


if __name__ == "__main__":
    os._exit(main())  # nothing is left to be tidied up by whatever was read
