"""Keys from credentials: Argon2 and PBKDF2, and costs that take a wanted time on this machine.

The libraries work on the secrets where they are: no copies of them stay behind.

References: RFC 9106; RFC 8018, 5.2
"""

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from vault.crypto.digest import pbkdf2_into
from vault.crypto.secret import Bytes, Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature, UsageError
from vault.system.background import in_background

ARGON2ID = "argon2id"
ARGON2I = "argon2i"
PBKDF2 = "pbkdf2"
KINDS = (ARGON2ID, ARGON2I, PBKDF2)

MIN_TIME = 4
MIN_MEMORY_KIB = 64 * 1024
"""Calibration goes no lower, unless it is told to."""
MIN_MEMORY_PER_LANE_KIB = 8
MIN_ITERATIONS = 1000
MAX_LANES = 4
LIMIT_U32 = 2**32 - 1

POLL_S = 0.003
"""How often a derivation is looked at for what is there already."""

_WRITTEN = 4
"""Bytes that are not all zero once a key is there up to their end, and lie in one block of PBKDF2 with every hash."""
_LOWEST_PRIORITY = 19
_SALT = bytes(32)
_MEMORY_ERROR = -22
_THREAD_ERROR = -33


@dataclass(frozen=True, slots=True)
class Pbkdf2Cost:
    """What PBKDF2 costs: a hash by the name that cryptsetup gives it, and how often it is iterated."""

    hash: str
    iterations: int

    @property
    def kind(self) -> str:
        """The KDF's name."""
        return PBKDF2


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What Argon2 costs: ``kind`` is argon2id or argon2i, ``time`` the number of passes, ``lanes`` the threads."""

    kind: str
    time: int
    memory_kib: int
    lanes: int


Cost = Pbkdf2Cost | Argon2Cost


def derive(cost: Cost, credential: Secret, salt: Bytes, length: int) -> Secret:
    """A key of ``length`` bytes. Takes as long as the cost says; other threads run on, and a signal's exception leaves.

    Raises UnsupportedFeature for an unknown KDF or hash, DamagedHeader when the cost or salt is not allowed for it, and
    BackendError when there is too little memory.
    """
    from vault.crypto import selftest  # here, because it uses this module

    selftest.check_kdf(cost.kind, cost.hash if isinstance(cost, Pbkdf2Cost) else "")
    return in_background(lambda: derive_untested(cost, credential, salt, length))


def derive_untested(cost: Cost, credential: Secret, salt: Bytes, length: int) -> Secret:
    """``derive`` without the self-test, for the self-test."""
    key = Secret.zeros(length)
    _derive_into(key, cost, credential, salt)
    return key


class Derivation:
    """A key that a thread derives; its beginning can be used while the rest is still computed. A context manager.

    PBKDF2 computes a key block by block, and libgcrypt writes each where it belongs at once. What is there early is the
    better guess only: whoever does not find it right looks again when all is there.

    Nothing stops a library that computes. A derivation that is left goes on at the lowest priority, and its key is
    wiped at its end.
    """

    def __init__(self, cost: Cost, credential: Secret, salt: Bytes, length: int) -> None:
        """Start it; ``credential`` may be wiped at once. Raises BackendError when the self-test fails."""
        from vault.crypto import selftest  # here, because it uses this module

        selftest.check_kdf(cost.kind, cost.hash if isinstance(cost, Pbkdf2Cost) else "")
        self.key = Secret.zeros(length)
        self._error: BaseException | None = None
        work = (cost, Secret(credential.view()), salt)
        self._thread = threading.Thread(target=self._run, args=work, name="vault-derivation", daemon=True)
        self._thread.start()

    def _run(self, cost: Cost, credential: Secret, salt: Bytes) -> None:
        try:
            with credential:
                _derive_into(self.key, cost, credential, salt)
        except BaseException as error:  # noqa: BLE001 - handed to who waits, whatever it is
            self._error = error

    @property
    def done(self) -> bool:
        """Whether all of the key is there."""
        return not self._thread.is_alive()

    def wait(self, length: int, cancelled: threading.Event) -> None:
        """Return when the first ``length`` bytes of ``key`` are there, 4 at least, or when it is cancelled.

        Raises what ``derive`` does.
        """
        last = self.key.view()[length - _WRITTEN : length]
        while not (self.done or cancelled.is_set() or (length < len(self.key) and any(last))):
            self._thread.join(POLL_S)
        if self.done and self._error is not None:
            raise self._error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.done:
            self.key.wipe()
        else:
            with suppress(OSError):  # it has just ended
                os.setpriority(os.PRIO_PROCESS, self._thread.native_id or 0, _LOWEST_PRIORITY)


def _derive_into(key: Secret, cost: Cost, credential: Secret, salt: Bytes) -> None:
    if isinstance(cost, Argon2Cost):
        _argon2(key, cost, credential, salt)
    elif 1 <= cost.iterations <= LIMIT_U32:
        pbkdf2_into(key, cost.hash, credential, salt, cost.iterations)
    else:
        raise DamagedHeader(f"{cost.iterations} iterations are not possible for PBKDF2")


def _argon2(key: Secret, cost: Argon2Cost, credential: Secret, salt: Bytes) -> None:
    """libargon2 reads the credential and writes the key where they are, so no copies of them stay behind."""
    from argon2 import low_level

    types = {ARGON2ID: low_level.Type.ID, ARGON2I: low_level.Type.I}
    if cost.kind not in types:
        raise UnsupportedFeature(
            f"the KDF {cost.kind!a:.80} is not supported", hint=f"supported are {', '.join(KINDS)}"
        )
    if not all(0 < number <= LIMIT_U32 for number in (cost.time, cost.memory_kib, cost.lanes)):
        raise DamagedHeader("the costs of Argon2 are out of range")
    _check_memory(cost.memory_kib)
    ffi = low_level.ffi
    with credential.view()[:] as password, key.view()[:] as out:
        buffers = [ffi.from_buffer("uint8_t[]", buffer) for buffer in (out, password, salt)]
        context = ffi.new(
            "argon2_context *",
            {
                "version": low_level.ARGON2_VERSION,
                "out": buffers[0],
                "outlen": len(key),
                "pwd": buffers[1],
                "pwdlen": len(credential),
                "salt": buffers[2],
                "saltlen": len(salt),
                "t_cost": cost.time,
                "m_cost": cost.memory_kib,
                "lanes": cost.lanes,
                "threads": cost.lanes,
                "allocate_cbk": ffi.NULL,
                "free_cbk": ffi.NULL,
            },
        )
        code = low_level.core(context, types[cost.kind].value)
        for buffer in buffers:
            ffi.release(buffer)
    if code != 0:
        raise _argon2_error(code, low_level.error_to_str(code), cost)


def _argon2_error(code: int, text: str, cost: Argon2Cost) -> BackendError | DamagedHeader:
    if code == _MEMORY_ERROR:
        return _too_little_memory(cost.memory_kib)
    if code == _THREAD_ERROR:
        return BackendError(f"cannot start the {cost.lanes} threads that Argon2 needs")
    return DamagedHeader(f"Argon2 refuses its parameters: {text.lower()}")


def _check_memory(needed_kib: int) -> None:
    """Memory that is only promised would have the kernel kill somebody later, so ask what there is."""
    numbers = _memory_kib()
    if numbers and needed_kib > numbers["MemAvailable"] + numbers["SwapFree"]:
        raise _too_little_memory(needed_kib)


def _too_little_memory(needed_kib: int) -> BackendError:
    return BackendError(
        f"deriving the key needs {-(-needed_kib // 1024)} MiB of memory, which is more than is free",
        hint="close other programs, or use a machine with more memory",
        memory_kib=needed_kib,
    )


def _memory_kib() -> dict[str, int]:
    """The kernel's own count of memory, or nothing where it does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return {}
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}


def calibrate(
    kind: str,
    *,
    iter_time_ms: int = 2000,
    memory_kib: int = 1024 * 1024,
    lanes: int | None = None,
    hash_: str = "sha256",
    key_size: int = 64,
) -> Cost:
    """The cost at which deriving ``key_size`` bytes takes about ``iter_time_ms`` here; takes about as long itself.

    Argon2 gets memory first, at most ``memory_kib`` and half of what is free, then passes. ``lanes`` is by default the
    number of processors, at most 4; ``hash_`` is for PBKDF2 only. Raises UsageError for an unknown KDF.
    """
    if kind not in KINDS:
        raise UsageError(f"the KDF {kind!a:.80} is not supported", hint=f"supported are {', '.join(KINDS)}")
    if kind == PBKDF2:
        return _calibrate_pbkdf2(iter_time_ms, hash_, key_size)
    count = lanes or min(MAX_LANES, len(os.sched_getaffinity(0)))
    free = _memory_kib().get("MemAvailable", 2 * memory_kib)
    cap = max(min(memory_kib, free // 2), MIN_MEMORY_PER_LANE_KIB * count)
    cost = Argon2Cost(kind, MIN_TIME, min(cap, MIN_MEMORY_KIB), count)
    # The first run is far from the target, and the speed of large memory is not that of small.
    for share in (0.25, 1.0):
        cost = scale_argon2(cost, _took_ms(cost, key_size), iter_time_ms * share, cap)
    return cost


def scale_argon2(cost: Argon2Cost, took_ms: float, target_ms: float, cap_kib: int) -> Argon2Cost:
    """The cost that takes ``target_ms`` when ``cost`` took ``took_ms``: memory up to the cap first, then passes."""
    work = cost.time * cost.memory_kib * target_ms / took_ms
    memory = int(min(max(work / MIN_TIME, MIN_MEMORY_KIB), cap_kib))
    return Argon2Cost(cost.kind, max(MIN_TIME, int(work / memory)), memory, cost.lanes)


def _calibrate_pbkdf2(target_ms: float, hash_: str, key_size: int) -> Pbkdf2Cost:
    cost = Pbkdf2Cost(hash_, MIN_ITERATIONS)
    for share in (0.02, 0.25, 1.0):
        cost = scale_pbkdf2(cost, _took_ms(cost, key_size), target_ms * share)
    return cost


def scale_pbkdf2(cost: Pbkdf2Cost, took_ms: float, target_ms: float) -> Pbkdf2Cost:
    """The cost that takes ``target_ms`` when ``cost`` took ``took_ms``."""
    iterations = int(cost.iterations * target_ms / took_ms)
    return Pbkdf2Cost(cost.hash, min(max(iterations, MIN_ITERATIONS), LIMIT_U32))


def _took_ms(cost: Cost, key_size: int) -> float:
    """Milliseconds that deriving takes, never zero."""
    with Secret(b"a passphrase of usual length") as credential:
        begin = time.perf_counter_ns()
        derive(cost, credential, _SALT, key_size).wipe()
        return max((time.perf_counter_ns() - begin) / 1e6, 0.001)
