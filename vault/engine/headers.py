"""Use cases of the header as a whole."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vault import options as given
from vault.credentials import obtain
from vault.engine.base import UseCases
from vault.errors import Cancelled, DamagedHeader
from vault.events import Warned

if TYPE_CHECKING:
    from vault.container import Container
    from vault.crypto.secret import Secret
    from vault.headers.repair import Repair

Shown = TypeVar("Shown")
Agree = Callable[[Shown], bool]
"""Is shown what a use case is about to write, under the container's lock, and says whether it may."""


class Headers(UseCases):
    """Headers: saved, compared, restored, kept, checked and repaired."""

    def header_backup(
        self,
        container: Path,
        file: Path,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        credential: given.CredentialSource | None = None,
    ) -> given.HeaderBackup:
        """Save the header with its keyslots in a new file, and read it back; a ``credential`` has to open it."""
        from vault import headers
        from vault.volume import Volume

        opening = opening or given.OpenOptions()
        with self._access.container(container, header, read_only=True) as opened:
            volume = Volume.open(opened, opening)
            ask = None if credential is None else partial(self._ask, container, credential, opening)
            return headers.backup(volume, file, ask, on_event=self._on_event)

    def header_compare(self, container: Path, file: Path, header: Path | None = None) -> given.HeaderComparison:
        """What restoring the backup ``file`` would change. Nothing is written, and the volume may be open."""
        from vault.container import Container
        from vault.headers.compare import compare
        from vault.headers.saved import read_backup

        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            return compare(opened, read_backup(file), Path(os.path.abspath(file)))

    def header_restore(
        self,
        container: Path,
        file: Path | None,
        credential: given.CredentialSource,
        *,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        force: bool = False,
        backup: bool = True,
        agree: Agree[given.HeaderComparison | None] | None = None,
    ) -> given.HeaderRestored:
        """Write a header back from a backup: a file, or with None the one at the end of a VeraCrypt container.

        What it replaces is kept as an automatic backup, unless ``backup`` is false. The credential is only asked for
        with VeraCrypt, whose header it has to open. ``force`` takes a LUKS header that is not known to be of this
        container.
        ``agree`` is shown first what differs, None without a file. Raises Cancelled when it does not.
        """
        from vault.headers import restore
        from vault.headers.compare import compare
        from vault.headers.kept import tidy
        from vault.headers.saved import holds_luks, read_backup

        where = None if file is None else Path(os.path.abspath(file))
        data = None if where is None else read_backup(where)
        opening = opening or given.OpenOptions()
        with self._access.container(container, header) as opened:
            luks = data is not None and holds_luks(data)
            if data is not None and luks:
                found = restore.fitting(
                    opened.header_device, opened.device, data, opening, force=force, on_event=self._on_event
                )
            else:
                locked = restore.veracrypt(opened, opening, by_file=data is not None)
            shown = None if data is None or where is None else compare(opened, data, where)
            if agree is not None and not agree(shown):
                raise Cancelled(f"the header of {container} is kept")
            if data is not None and luks:
                name = found.kind.name
                kept = restore.keep_replaced(opened, data, found, self._on_event) if backup else None
                restore.write_luks(opened.header_device, data, found, self._on_event)
            else:
                name = "veracrypt"
                ask = partial(self._ask, container, credential, locked.options)
                kept = restore.restore_veracrypt(locked, opened, data, ask, self._on_event, keep=backup)
            tidy(kept, where, self._on_event)
            return given.HeaderRestored(opened.path, header, where, name, len(data or b""), kept, shown)

    def header_check(
        self,
        container: Path,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        credential: given.CredentialSource | None = None,
    ) -> given.HeaderCheck:
        """What of the header is whole, and what is lost; a ``credential`` is tried on all of it, and may be wrong.

        Nothing is written, and the volume may be open.
        """
        from vault.container import Container

        with Container.open(container, read_only=True, header=header, locked=False) as opened, ExitStack() as stack:
            return self._check(opened, stack, opening or given.OpenOptions(), credential)

    def _check(
        self,
        opened: "Container",
        stack: ExitStack,
        opening: given.OpenOptions,
        credential: given.CredentialSource | None,
    ) -> given.HeaderCheck:
        from vault.formats.checks import check_options
        from vault.headers.answers import token_checks
        from vault.headers.check import check_luks
        from vault.headers.check_veracrypt import check_veracrypt
        from vault.headers.remains import luks_of
        from vault.headers.restore import veracrypt
        from vault.tokens.registry import token_types

        kind = luks_of(opened, opening)
        ask = None if credential is None else partial(self._ask, opened.path, credential, opening)
        if kind is None:
            locked = veracrypt(opened, opening, by_file=False)
            return check_veracrypt(locked, opened, ask, self._on_event, guessed=opening.format is None)
        check_options(opening, kind)
        tokens = partial(token_checks, types=token_types(self._prompt, self._on_event))
        secret = None if ask is None else stack.enter_context(ask())
        return check_luks(opened, kind, tokens, secret, self._on_event)

    def header_repair_plan(
        self,
        container: Path,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        credential: given.CredentialSource | None = None,
    ) -> given.HeaderRepairPlan:
        """What ``header_repair`` would write; nothing is written. Only VeraCrypt needs the credential."""
        with self._access.container(container, header, read_only=True) as opened, ExitStack() as stack:
            return self._repair(opened, stack, opening, credential or given.Ask()).plan

    def header_repair(
        self,
        container: Path,
        header: Path | None = None,
        opening: given.OpenOptions | None = None,
        credential: given.CredentialSource | None = None,
        *,
        backup: bool = True,
        agree: Agree[given.HeaderRepairPlan] | None = None,
    ) -> given.HeaderRepaired:
        """Mend what can be mended of a damaged header, after an automatic backup of it unless ``backup`` is false.

        ``agree`` is shown the plan first. Raises Cancelled when it does not, and DamagedHeader when the header is
        damaged and nothing can be mended, saying what else can be done.
        """
        from vault.headers.kept import tidy

        with self._access.container(container, header) as opened, ExitStack() as stack:
            repair = self._repair(opened, stack, opening, credential or given.Ask())
            plan = repair.plan
            if not plan.steps and plan.left:
                raise DamagedHeader(plan.left[0], hint="; ".join(plan.left[1:]))
            kept = None
            if plan.steps:
                if agree is not None and not agree(plan):
                    raise Cancelled(f"the header of {container} is as it was")
                kept = repair.keep(self._on_event) if backup else None
                repair.write(self._on_event)
                tidy(kept, None, self._on_event)
            return given.HeaderRepaired(plan.container, plan.header, plan.format, plan.steps, plan.left, kept)

    def _repair(
        self,
        opened: "Container",
        stack: ExitStack,
        opening: given.OpenOptions | None,
        credential: given.CredentialSource,
    ) -> "Repair":
        from vault.formats.checks import check_options
        from vault.headers.remains import GUESS, GUESS_HINT, luks_of
        from vault.headers.repair import repair_luks, repair_veracrypt
        from vault.headers.restore import veracrypt

        opening = opening or given.OpenOptions()
        kind = luks_of(opened, opening)
        if kind is not None:
            check_options(opening, kind)
            return repair_luks(opened, kind)
        locked = veracrypt(opened, opening, by_file=False)
        if opening.format is None:
            self._on_event(Warned(GUESS, hint=GUESS_HINT))
        secret = stack.enter_context(self._ask(opened.path, credential, opening))
        return repair_veracrypt(locked, opened, secret, self._on_event)

    def header_backups(self, container: Path | None = None, header: Path | None = None) -> list[given.KeptHeader]:
        """The automatic backups of a container's header, or of all, newest first."""
        from vault.container import Container
        from vault.headers.kept import kept

        if container is None:
            return list(kept())
        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            return list(kept(opened))

    def header_backups_remove(
        self,
        which: str,
        container: Path | None = None,
        header: Path | None = None,
        *,
        agree: Agree[list[given.KeptHeader]] | None = None,
    ) -> list[given.KeptHeader]:
        """Overwrite and remove automatic backups: ``all``, or one by its file's name or path; those that were removed.

        ``agree`` is shown them first, if there are any. Raises Cancelled when it does not.
        """
        from vault.headers.shelf import destroy, named

        chosen = named(tuple(self.header_backups(container, header)), which)
        if chosen and agree is not None and not agree(list(chosen)):
            raise Cancelled("the backups are kept")
        destroy(chosen)
        return list(chosen)

    def _ask(self, container: Path, source: given.CredentialSource, opening: given.OpenOptions) -> "Secret":
        question = f"Passphrase for {container.name}"
        return obtain(source, self._prompt, question, may_be_empty=bool(opening.keyfiles))
