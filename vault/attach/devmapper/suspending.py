"""Holding a mapping's input and output while its key is not in the kernel.

References: Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst, messages; dmsetup(8), suspend
"""

import errno
import os

from vault.attach.base import Attachment
from vault.attach.devmapper import libdm
from vault.attach.devmapper.attacher import key_description
from vault.errors import BackendError, NotAvailable, from_os, os_reason
from vault.system.keyring import logon_key
from vault.system.mappings import Mapping, mapping
from vault.volume import UnlockedVolume

KEY_WIPE = "key wipe"


def suspend(attachment: Attachment) -> None:
    """Write back, freeze the file system, hold all input and output, and wipe the key from the kernel.

    Raises BackendError: it goes on as before then, unless the error says otherwise.
    """
    name = _found(attachment).name
    try:
        _hold(name)
        try:
            libdm.message(name, KEY_WIPE)
        except BaseException:
            _resume_with_its_key(name)
            raise
    except OSError as error:
        raise from_os(error, f"{attachment.path} cannot be suspended") from error


def resume(attachment: Attachment, unlocked: UnlockedVolume) -> None:
    """Give the kernel the key again and let input and output go on. Raises BackendError: it is still suspended then."""
    name = _found(attachment).name
    try:
        with logon_key(key_description(unlocked.volume), unlocked.volume_key.view()) as key:
            libdm.message(name, f"key set {key}")
        try:
            libdm.resume(name)
        except BaseException:
            libdm.message(name, KEY_WIPE)
            raise
    except OSError as error:
        raise from_os(error, f"{attachment.path} cannot be resumed") from error


def cut_off(attachment: Attachment) -> None:
    """Let what waits for a suspended mapping fail, so that it can be taken down: all access is an error from now on.

    What was written before it was suspended is in the container. Raises BackendError.
    """
    found = _found(attachment)
    try:
        libdm.load(found.name, f"0 {attachment.size // 512} error ")
        libdm.resume(found.name)
    except OSError as error:
        raise from_os(error, f"{attachment.path} cannot be cut off") from error


def drop(attachment: Attachment) -> None:
    """Take away what was cut off, at the latest when its last user lets go. Raises BackendError."""
    for uuid in attachment.mappings:
        found = mapping(uuid)
        if found is None:
            continue
        try:
            libdm.remove(found.name, deferred=True)
        except OSError as error:
            raise from_os(error, f"{attachment.path} cannot be taken away") from error


def _hold(name: str) -> None:
    """Hold input and output; of a file system that somebody else has frozen nothing is left to be written."""
    try:
        libdm.suspend(name)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        libdm.suspend(name, freeze=False)


def _resume_with_its_key(name: str) -> None:
    """Undo a suspension whose key could not be wiped. Raises BackendError that says in what state it is."""
    try:
        libdm.resume(name)
    except OSError as error:
        raise BackendError(
            f"{name} is suspended but its key may still be in the kernel: {os_reason(error)}",
            hint="resume it, or dismount it with --force",
        ) from error


def _found(attachment: Attachment) -> Mapping:
    """The mapping as it is now. Raises NotAvailable or BackendError."""
    if os.geteuid() != 0:
        raise NotAvailable("only root may suspend and resume what device-mapper shows")
    found = mapping(attachment.mapping)
    if found is None:
        raise BackendError(f"{attachment.path} is gone")
    return found
