"""Use cases of the header as a whole."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases

if TYPE_CHECKING:
    pass


class Headers(UseCases):
    """Headers, saved and restored."""

    def header_backup(
        self, container: Path, file: Path, header: Path | None = None, opening: given.OpenOptions | None = None
    ) -> given.HeaderBackup:
        """Save the header with its keyslots in a new file; needs no credential."""
        from vault import headers
        from vault.volume import Volume

        with self._access.container(container, header, read_only=True) as opened:
            return headers.backup(Volume.open(opened, opening or given.OpenOptions()), file)

    def header_restore(
        self,
        container: Path,
        file: Path | None,
        credential: given.CredentialSource,
        *,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        force: bool = False,
    ) -> given.HeaderBackup:
        """Write a header back from a backup: a file, or with None the one at the end of a VeraCrypt container.

        The credential is only asked for with VeraCrypt, whose header it has to open. ``force`` takes a LUKS header
        that is not known to be of this container.
        """
        from vault import headers

        data = None if file is None else headers.read_backup(file)
        opening = opening or given.OpenOptions()
        with self._access.container(container, header) as opened:
            if data is not None and headers.holds_luks(data):
                name = headers.restore_luks(
                    opened.header_device, opened.device, data, opening, force=force, on_event=self._on_event
                )
            else:
                locked = headers.veracrypt(opened, opening, by_file=data is not None)
                question = f"Passphrase for {container.name}"
                ask = partial(obtain, credential, self._prompt, question, may_be_empty=bool(locked.options.keyfiles))
                name = headers.restore_veracrypt(locked, data, ask, self._on_event)
            size = 0 if data is None else len(data)
            return given.HeaderBackup(opened.path, header, file and Path(os.path.abspath(file)), name, size)
