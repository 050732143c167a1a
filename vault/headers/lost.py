"""What a volume that does not open is told of automatic backups, in case its header is lost.

References: spec/header-safety.md, "Lost headers"
"""

import shlex
from pathlib import Path

from vault.container import Container, typed
from vault.headers.kept import kept, to_restore
from vault.headers.remains import uuid_of


def hint_at_kept(container: Path, header: Path | None, hint: str) -> str:
    """The hint, and what was kept of a header that the container does not show any more. Raises VaultError."""
    with Container.open(container, read_only=True, header=header, locked=False) as opened:
        if uuid_of(opened.header_device) is not None or not kept(opened):
            return hint
        words, found = typed(container, header), to_restore(opened)
        if found is None:
            return f"{hint}; vault header backups {words} lists what was kept of its header"
        restore = f"vault header restore {words} {shlex.quote(str(found.file))}"
        return f"{hint}; if its header was overwritten, {restore} brings it back"
