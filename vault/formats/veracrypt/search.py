"""The search for what a header was encrypted with: each key derivation is run once, each cipher chain tried on it.

Nothing in a header says how it was encrypted. Derivations are what costs, so they run in parallel, and chains of fewer
ciphers are tried while PBKDF2 still computes the keys of longer ones.
"""

import os
import queue
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vault.crypto.kdf import Cost, Derivation
from vault.crypto.secret import Secret
from vault.errors import BackendError, DamagedHeader, UnsupportedFeature, WrongCredential
from vault.events import KdfStarted, KeyslotTried, OnEvent, ignore
from vault.formats.veracrypt.chains import Chain
from vault.formats.veracrypt.crypt import decrypt_area
from vault.formats.veracrypt.layout import SALT_SIZE, Kind, Location, decode, header_crc_fits, keys_crc_fits
from vault.formats.veracrypt.prf import Prf, derived_size

LISTEN_S = 0.2
"""A signal that comes just before a wait is only noticed after it, so waits are short."""
FIRST_VERSION_WITH_CRC = 4
MAY_HELP = (
    "name its PIM and keyfiles if it has any, --backup-header if its header is damaged, "
    "or its format if it is a plain or FreeOTFE volume"
)
"""What else may be the matter when nothing opens."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One derivation, from the salt at ``location``, and the chains to try with what it gives."""

    kind: Kind
    location: Location
    prf: Prf
    cost: Cost
    chains: tuple[Chain, ...]

    @property
    def length(self) -> int:
        """Bytes to derive."""
        return derived_size(self.cost, max(chain.keys_size for chain in self.chains))


@dataclass(frozen=True, slots=True)
class Hit:
    """The candidate and the chain that decrypt the header, and the ``AREA_SIZE`` decrypted bytes."""

    candidate: Candidate
    chain: Chain
    area: Secret


@dataclass(slots=True)
class _Outcome:
    """What trying a candidate gave: a hit, an error, what is wrong with a header that decrypts, chains left out."""

    candidate: Candidate
    hit: Hit | None = None
    flaw: str = ""
    error: BaseException | None = None
    left_out: list[str] = field(default_factory=list)


def search(
    headers: Mapping[Location, bytes | bytearray],
    candidates: Iterable[Candidate],
    credential: Secret,
    *,
    workers: int | None = None,
    on_event: OnEvent = ignore,
) -> Hit:
    """A candidate that opens the header at its location; the hit's ``area`` is the caller's to wipe.

    Candidates are started in their order, ``workers`` at a time, by default one on each processor. An exception that a
    signal handler raises leaves at once. Raises WrongCredential when no candidate opens, DamagedHeader when one does
    but the header's checksums or its magic are not what they should be, and UnsupportedFeature or BackendError when
    none can be tried here.
    """
    waiting = list(candidates)
    count = workers or processors()
    outcomes: queue.SimpleQueue[_Outcome] = queue.SimpleQueue()
    cancelled = threading.Event()
    done: list[_Outcome] = []
    running: list[Candidate] = []
    try:
        while waiting or running:
            while waiting and len(running) < count:
                running.append(waiting.pop(0))
                _start(running[-1], headers, credential, cancelled, outcomes, on_event)
            outcome = _next(outcomes)
            running.remove(outcome.candidate)
            done.append(outcome)
            on_event(KeyslotTried(outcome.candidate.location.slot, opened=outcome.hit is not None))
            if outcome.hit:
                return outcome.hit
            if outcome.error and not isinstance(outcome.error, UnsupportedFeature | BackendError):
                raise outcome.error
    finally:
        cancelled.set()
    raise _failure(done)


def processors() -> int:
    """How many derivations this process can run at a time."""
    return len(os.sched_getaffinity(0))


def _next(outcomes: "queue.SimpleQueue[_Outcome]") -> _Outcome:
    while True:
        try:
            return outcomes.get(timeout=LISTEN_S)
        except queue.Empty:
            continue


def _start(
    candidate: Candidate,
    headers: Mapping[Location, bytes | bytearray],
    credential: Secret,
    cancelled: threading.Event,
    outcomes: "queue.SimpleQueue[_Outcome]",
    on_event: OnEvent,
) -> None:
    """Try the candidate in a thread; one that is cancelled meanwhile lets go of what it derives and says nothing."""
    header = headers[candidate.location]
    passphrase = Secret(credential.view())  # its own, since the caller may wipe his before the thread has begun

    def work() -> None:
        outcome = _Outcome(candidate)
        try:
            with passphrase:
                derivation = Derivation(candidate.cost, passphrase, bytes(header[:SALT_SIZE]), candidate.length)
            with derivation:
                _try(outcome, derivation, header[SALT_SIZE:], cancelled)
        except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
            outcome.error = error
        if cancelled.is_set() and outcome.hit:
            outcome.hit.area.wipe()
        outcomes.put(outcome)

    on_event(KdfStarted(candidate.location.slot, candidate.prf.name))
    threading.Thread(target=work, name="vault-search", daemon=True).start()


def _try(outcome: _Outcome, derivation: Derivation, ciphertext: bytes | bytearray, cancelled: threading.Event) -> None:
    """Each chain as soon as its keys are there, and all chains when all keys are."""
    chains = outcome.candidate.chains
    for size in sorted({chain.keys_size for chain in chains}):
        derivation.wait(size, cancelled)
        if not derivation.done and not cancelled.is_set():
            _try_chains(outcome, [each for each in chains if each.keys_size == size], derivation.key, ciphertext)
        if outcome.hit:
            return
    derivation.wait(len(derivation.key), cancelled)
    if not cancelled.is_set():
        _try_chains(outcome, chains, derivation.key, ciphertext)


def _try_chains(outcome: _Outcome, chains: Sequence[Chain], key: Secret, ciphertext: bytes | bytearray) -> None:
    for chain in chains:
        try:
            area = decrypt_area(chain, key, ciphertext)
        except UnsupportedFeature as error:
            if len(outcome.candidate.chains) == 1:
                raise
            outcome.left_out.append(f"{chain} was not tried: {error}")
            continue
        flaw = _flaw(outcome.candidate.kind, area)
        if flaw == "":
            outcome.hit = Hit(outcome.candidate, chain, area)
            return
        area.wipe()
        outcome.flaw = flaw or outcome.flaw


def _flaw(kind: Kind, area: Secret) -> str | None:
    """Nothing for a header that was decrypted well, None for noise, else what is wrong with it."""
    with memoryview(area.view()) as view:
        magic = bytes(view[:4])
        if magic not in (each.value for each in Kind):
            return None
        keys_fit = keys_crc_fits(view)
        fields_fit = decode(view).version < FIRST_VERSION_WITH_CRC or header_crc_fits(view)
    if magic != kind.value:
        # Four bytes alone come up by chance; a header of the other program has its checksums right too.
        return f"the header says {magic.decode()} but its key was derived as {kind}'s" if keys_fit else None
    if keys_fit and fields_fit:
        return ""
    return f"the checksum of the header's {'fields' if keys_fit else 'keys'} is wrong"


def _failure(done: Sequence[_Outcome]) -> Exception:
    for outcome in done:
        if outcome.flaw:
            return DamagedHeader(outcome.flaw, hint="try the backup header")
    errors = [outcome.error for outcome in done if isinstance(outcome.error, Exception)]
    if errors and len(errors) == len(done):
        return errors[0]
    notes = [f"{outcome.candidate.prf.name} was not tried: {outcome.error}" for outcome in done if outcome.error]
    notes += [note for outcome in done for note in outcome.left_out]
    return WrongCredential(
        "no header opens with this passphrase, PIM and these keyfiles",
        attempts=len(done) - len(errors),
        hint="; ".join(dict.fromkeys(notes)) or MAY_HELP,
    )
