"""Creating a hidden volume in an outer one, where the outer one's files do not lie.

References: VeraCrypt documentation, "Hidden Volume"
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from vault.container import Container
from vault.create import Around, check_filesystem, make_filesystem, result
from vault.crypto.random import random_bytes
from vault.crypto.secret import Secret
from vault.errors import UsageError, from_os
from vault.events import OnEvent, Settled, Warned, ignore
from vault.filesystem.detect import detect
from vault.filesystem.occupied import used_end
from vault.formats.veracrypt.create import MIN_VOLUME_SIZE, create_hidden
from vault.formats.veracrypt.header import DATA_UNIT
from vault.formats.veracrypt.layout import HEADER_SIZE, Kind, Location
from vault.formats.veracrypt.new import NewVeraCrypt
from vault.formats.veracrypt.open import VeraCryptUnlocked, unlock
from vault.formats.veracrypt.seal import store
from vault.newvolume import new_volume, recipe
from vault.options import CreateOptions, CreateResult, HiddenRoom, OpenOptions, Outer, filesystem_name
from vault.volume import UnlockedVolume, Volume

if TYPE_CHECKING:
    from vault.blockdev.base import BlockDevice

SAMPLES = 256


def check(options: CreateOptions) -> None:
    """Raise UsageError, UnsupportedFeature or NotAvailable when there can be no such hidden volume."""
    new_volume(options)
    if options.size is None:
        raise UsageError("a hidden volume needs a size", hint="say how large it is to be: --size 20M")
    assert options.outer is not None, "not a hidden volume"
    check_filesystem(options, options.size, options.sector_size or DATA_UNIT)
    _check_outer(options.outer)


def _check_outer(outer: Outer) -> None:
    given = outer.opening
    if given != OpenOptions(pim=given.pim, keyfiles=given.keyfiles, prf=given.prf, cipher=given.cipher):
        raise UsageError("an outer volume is opened by its own header", hint="give its PIM, keyfiles and PRF only")


def room(device: "BlockDevice", given: Outer, credential: Secret, on_event: OnEvent = ignore) -> HiddenRoom:
    """How large a hidden volume can be in the container. Raises UsageError, CredentialError, BackendError."""
    _check_outer(given)
    outer = _outer(device, credential, given, on_event)
    with outer.volume_key:
        largest, used, name = _free(device, outer)
        area = outer.header.area_offset + outer.header.area_size
        is_covered = not largest or not _shows_zeros(device, area - largest, largest)
        return HiddenRoom(largest, outer.header.area_size, name, bool(used), is_covered)


def create(
    options: CreateOptions,
    container: Container,
    ask_outer: Callable[[], Secret],
    ask: Callable[[], Secret],
    around: Around,
) -> CreateResult:
    """What was created in the container, which nobody else has open. Both credentials are asked for by the functions.

    A failure leaves no hidden volume, and none of an earlier one either once the place was overwritten. Raises
    UsageError, with the ``largest`` size that is possible, when the outer volume's files are in the way;
    WrongCredential and other CredentialErrors, BackendError.
    """
    check(options)
    new = new_volume(options)
    assert isinstance(new, NewVeraCrypt) and options.size is not None
    device = container.device
    with ExitStack() as stack:
        outer_credential = stack.enter_context(ask_outer())
        assert options.outer is not None
        outer = _outer(device, outer_credential, options.outer, around.on_event)
        stack.enter_context(outer.volume_key)
        sector_size = outer.header.sector_size
        if options.sector_size not in (None, sector_size):
            raise UsageError(f"the outer volume has sectors of {sector_size} bytes, and so has a hidden one in it")
        size = -(-options.size // sector_size) * sector_size
        check_filesystem(options, size, sector_size)
        _check_place(device, outer, size, options, around)
        credential = stack.enter_context(ask())
        if credential == outer_credential and _same_recipe(options, outer):
            raise UsageError(
                "the hidden volume is to have the credential of the outer one, which would always open instead",
                hint="give it another passphrase, PIM, PRF or keyfiles",
            )
        made = create_hidden(
            device,
            credential,
            size,
            outer=outer,
            recipe=recipe(options),
            cipher=new.cipher,
            quick=options.quick,
            on_event=around.on_event,
        )
    with made.volume_key:
        try:
            volume = Volume.open(container, OpenOptions(format="veracrypt", hidden=True))
            unlocked = UnlockedVolume(replace(volume, plaintext=made.plaintext), made.slot, made.volume_key)
            make_filesystem(unlocked, options, sector_size, around)
            around.on_event(Settled())
        except BaseException:
            for place in (Location.HIDDEN, Location.HIDDEN_BACKUP):
                store(device, place, random_bytes(HEADER_SIZE))
            raise
        around.on_event(
            Warned(
                "what is written to the outer volume may overwrite the hidden one from now on",
                hint="mount the outer volume with --protect-hidden, or read-only",
            )
        )
        return result(unlocked, options, sector_size, made.found.prf)


def _same_recipe(options: CreateOptions, outer: VeraCryptUnlocked) -> bool:
    """Whether what goes with the two passphrases is the same."""
    assert options.outer is not None
    given = options.outer.opening
    same = (given.pim, set(given.keyfiles)) == (options.pim, set(options.keyfiles))
    return same and recipe(options).derivation().name == outer.found.prf


def _outer(device: "BlockDevice", credential: Secret, outer: Outer, on_event: OnEvent) -> VeraCryptUnlocked:
    given = outer.opening
    return unlock(
        device,
        credential,
        kind=Kind.VERACRYPT,
        hidden=False,
        pim=given.pim,
        prf=given.prf,
        cipher=given.cipher,
        keyfiles=given.keyfiles,
        on_event=on_event,
    )


def _check_place(
    device: "BlockDevice", outer: VeraCryptUnlocked, size: int, options: CreateOptions, around: Around
) -> None:
    """Raise UsageError when the outer volume's files lie at its end, or nobody can tell that they do not."""
    largest, used, name = _free(device, outer)
    if size > largest:
        raise UsageError(
            f"the hidden volume may have {largest} bytes at most, and is to have {size}",
            hint="the rest holds files of the outer volume" if used else "the outer volume is no larger",
            largest=largest,
        )
    held = filesystem_name(name or "") or "no known file system"
    doubts = [] if used else [f"nobody can tell that no files of the outer volume lie there: it holds {held}"]
    if _shows_zeros(device, outer.header.area_offset + outer.header.area_size - size, size):
        doubts.append("the outer volume was not filled with random data, so it shows that there is a hidden one")
    for doubt in doubts:
        if not options.force:
            raise UsageError(doubt, hint="FAT or exFAT in an outer volume that was not made --quick is sure")
        around.on_event(Warned(doubt))


def _free(device: "BlockDevice", outer: VeraCryptUnlocked) -> tuple[int, int | None, str]:
    """The bytes behind the outer volume's files, where those end if that is known, and its file system's name."""
    try:
        plain = outer.plaintext.device(device, outer.volume_key)
        found = detect(plain)
        used = None if found is None else used_end(plain, found)
    except OSError as error:
        raise from_os(error, "cannot read the outer volume") from error
    largest = outer.header.area_size - max(used or 0, MIN_VOLUME_SIZE)
    largest -= largest % outer.header.sector_size
    return max(largest, 0), used, "" if found is None else found.name


def _shows_zeros(device: "BlockDevice", start: int, size: int) -> bool:
    """Whether one of some sectors there is all zeros, which ciphertext never is."""
    step = max(size // SAMPLES, 4096) // 4096 * 4096
    return any(not any(device.read(start + at, 512)) for at in range(0, size - 511, step))
