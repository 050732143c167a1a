"""Use cases of the desktop: making a program known to it."""

from collections.abc import Mapping, Sequence

from vault.engine.base import UseCases
from vault.options.desktop import DesktopFiles


class Desktop(UseCases):
    """Entries, icons and types of files, of this user."""

    def desktop_install(self, files: Mapping[str, str], program: str, command: Sequence[str]) -> DesktopFiles:
        """The files that were written to the user's folder for data; the paths in ``files`` are relative to that.

        In entries of applications ``command`` takes the place of ``program``. Files that vault wrote before are
        replaced. Raises UsageError for one that somebody changed or made, and nothing is written then; BackendError.
        """
        from vault.system.desktopfiles import install, quoted, value

        words = " ".join(quoted(word) for word in command)
        entries = {name: text for name, text in files.items() if name.endswith(".desktop")}
        for name, text in entries.items():
            started = text.replace(f"\nExec={program}", f"\nExec={words}")
            entries[name] = started.replace(f"\nTryExec={program}", f"\nTryExec={value(command[0])}")
        written, notes = install({**files, **entries})
        return DesktopFiles(tuple(written), tuple(notes))

    def desktop_uninstall(self, *, force: bool = False) -> DesktopFiles:
        """The files of ``desktop_install`` that were removed; ``force`` removes changed ones as well.

        Raises UsageError for a changed one, and nothing is removed then; BackendError.
        """
        from vault.system.desktopfiles import uninstall

        removed, notes = uninstall(force=force)
        return DesktopFiles(tuple(removed), tuple(notes))
