"""Use cases of containers: making, looking at and converting them."""

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vault import options as given
from vault.access import NO_KEYSLOTS, limits
from vault.credentials import obtain
from vault.engine.base import UseCases
from vault.errors import UnknownFormat
from vault.ways import attachers, mounters

if TYPE_CHECKING:
    from vault.crypto.secret import Secret


class Containers(UseCases):
    """Containers that are made, looked at and converted."""

    def create(self, options: given.CreateOptions, credential: given.CredentialSource) -> given.CreateResult:
        """A new container with a new volume and, unless ``filesystem`` is None, a file system in it.

        Until it is complete it has no name: a failure or a cancellation leaves nothing behind. With ``outer`` it is a
        hidden volume in a container that is there. What locks everything stops it by SIGTERM, a locked screen does not.
        """
        from vault.system import commands

        _check_ways(options)
        with commands.recorded("create"):
            return self._create(options, credential)

    def _create(self, options: given.CreateOptions, credential: given.CredentialSource) -> given.CreateResult:
        from vault.create import Around, create
        from vault.opening import shown

        def ask(source: given.CredentialSource, what: str, keyfiles: tuple[Path, ...]) -> "Secret":
            question = f"Passphrase for the {what} volume {options.container.name}"
            return obtain(source, self._prompt, question, may_be_empty=bool(keyfiles))

        around = Around(attachers(), partial(shown, self._store, on_event=self._on_event), self._on_event)
        if options.outer is None:
            return create(options, partial(ask, credential, "new", options.keyfiles), around)
        from vault import hidden

        hidden.check(options)
        outer = partial(ask, options.outer.credential, "outer", options.outer.opening.keyfiles)
        with self._access.container(options.container, None) as container:
            return hidden.create(
                options, container, outer, partial(ask, credential, "new hidden", options.keyfiles), around
            )

    def create_check(self, options: given.CreateOptions) -> None:
        """Raise what ``create`` would raise at once, before it wants any credential; nothing is made.

        Raises UsageError, BusyError, UnsupportedFeature, NotAvailable and other BackendErrors.
        """
        _check_ways(options)
        if options.outer is None:
            from vault.create import check

            check(options)
        else:
            from vault import hidden

            hidden.check(options)

    def place(self, container: Path) -> given.Place:
        """What is at the place where a container is to be made, and how much room there is. Raises BackendError."""
        from vault.newplace import place

        return place(container)

    def make_folder(self, folder: Path) -> None:
        """Make a folder for a container, and those above it that are missing. Raises BackendError."""
        from vault.newplace import make_folder

        make_folder(folder)

    def filesystems(self) -> tuple[given.NewFileSystem, ...]:
        """The file systems that can be made on this machine, the default first, and where each can be mounted here.

        Changes nothing and asks nobody; it is only foreseen, since the volume is not there yet.
        """
        from vault.filesystem.make import creatable
        from vault.plan import mountable

        made = creatable()
        found = mountable(attachers(), mounters(), [each.name for each in made], given.NEW_FORMATS)
        return tuple(replace(each, mountable=found[each.name]) for each in made)

    def hidden_room(self, container: Path, outer: given.Outer) -> given.HiddenRoom:
        """How large a hidden volume can be in the VeraCrypt volume in ``container``, which is unlocked for that.

        Nothing is changed. Raises UsageError, CredentialError, BusyError and other BackendErrors.
        """
        from vault import hidden

        question, may_be_empty = f"Passphrase for the outer volume {container.name}", bool(outer.opening.keyfiles)
        with (
            self._access.container(container, None, read_only=True) as opened,
            obtain(outer.credential, self._prompt, question, may_be_empty=may_be_empty) as credential,
        ):
            return hidden.room(opened.device, outer, credential, self._on_event)
        raise AssertionError("the stack swallows nothing")

    def inspect(
        self, container: Path, header: Path | None = None, opening: given.OpenOptions | None = None
    ) -> given.Inspection:
        """What a container says of itself, or what else it holds; needs no credential and changes nothing.

        It may be in use meanwhile.
        """
        from vault.container import Container
        from vault.volume import Volume

        with Container.open(container, read_only=True, header=header, locked=False) as opened:
            found = Volume.describe(opened, opening or given.OpenOptions())
            sessions = (each.name for each in self._store.all() if each.identity == opened.identity)
            return replace(found, open_as=next(sessions, ""))

    def keyslots(self, container: Path, header: Path | None = None) -> list[given.KeyslotInfo]:
        """The keyslots of a container, in order of number. Raises UnknownFormat when no format is recognised."""
        found = self.inspect(container, header)
        if not found.format:
            raise UnknownFormat(f"{container} has no header with keyslots: {found.holds}", hint=NO_KEYSLOTS)
        return list(found.keyslots)

    def convert(
        self, request: given.ConvertRequest, credential: given.CredentialSource, new_credential: given.CredentialSource
    ) -> given.ConvertResult:
        """Copy what a volume of any format holds into a new container, and compare both.

        What was copied when it fails or is interrupted is kept, and the same request with ``resume`` goes on with it.
        So it is stopped, by SIGTERM, when the screen is locked and the policy of the volume closes that.
        """
        from vault import converting
        from vault.volume import Volume

        converting.check(request)
        with (
            self._access.container(request.container, request.header, read_only=True) as container,
            ExitStack() as stack,
        ):
            bounds = limits(request.raise_kdf_limit)
            volume = stack.enter_context(Volume.open(container, request.opening, limits=bounds))
            stack.enter_context(self._have_stopped(volume))
            unlocked = self._access.unlock(stack, volume, credential, request.key_slot, request.opening)
            question, may_be_empty = f"Passphrase for the new {request.new.name}", bool(request.recipe.keyfiles)
            with obtain(new_credential, self._prompt, question, may_be_empty=may_be_empty) as new:
                raw = isinstance(new_credential, given.KeyFile)
                return converting.convert(unlocked, request, new, raw=raw, on_event=self._on_event)
        raise AssertionError("the stack swallows nothing")

    def convert_header(
        self,
        container: Path,
        header: Path | None,
        to: str,
        *,
        backup: Path | None = None,
        raise_kdf_limit: bool = False,
    ) -> given.ConvertedHeader:
        """Convert a LUKS header in place, to ``luks1`` or ``luks2``; ``backup`` is a new file that gets a copy first.

        Without one it is kept as an automatic backup. Needs no credential.
        """
        from vault.inplace import convert_header
        from vault.volume import Volume

        with (
            self._access.container(container, header) as opened,
            Volume.open(opened, limits=limits(raise_kdf_limit)) as volume,
        ):
            kept = self._keep(volume, "convert", wanted=backup is None)
            done = convert_header(volume, to, backup=backup, on_event=self._on_event)
            return replace(done, backup=done.backup or kept.file)

    def benchmark(self, *, seconds: float = 1.0) -> given.Benchmark:
        """What ciphers and KDFs cost on this machine; each is measured for about that long."""
        from vault.benchmark import measure

        return measure(seconds)


def _check_ways(options: given.CreateOptions) -> None:
    """Raise NotAvailable when a file system is asked for, and no volume can be attached here to make it in."""
    if options.filesystem is not None:
        from vault.plan import check_here

        check_here(attachers())
