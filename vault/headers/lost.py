"""What a volume that does not open is told of automatic backups, in case its header is lost.

References: spec/header-safety.md, "Lost headers"
"""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vault.container import Container
from vault.errors import UnknownFormat, VaultError, WrongCredential
from vault.headers.kept import kept, to_restore, typed
from vault.headers.remains import uuid_of


@contextmanager
def telling_of_kept(container: Path, header: Path | None) -> Iterator[None]:
    """Within it an error of a container that shows no header has a hint at what was kept of the one that was there."""
    try:
        yield
    except (WrongCredential, UnknownFormat) as error:
        with suppress(VaultError):  # what is raised is the error, whatever becomes of the search
            error.hint = _hint(container, header, error.hint)
        raise


def _hint(container: Path, header: Path | None, hint: str) -> str:
    with Container.open(container, read_only=True, header=header, locked=False) as opened:
        if uuid_of(opened.header_device) is not None or not kept(opened):
            return hint
        words, found = typed(container, header), to_restore(opened)
        if found is None:
            return f"{hint}; vault header backups {words} lists what was kept of its header"
        restore = f"vault header restore {words} {shlex.quote(str(found.file))}"
        return f"{hint}; if its header was overwritten, {restore} brings it back"
