"""Headers as a whole: saved, compared, restored, kept before they are changed, checked and repaired."""

from vault.headers.restore import restore_luks
from vault.headers.saved import backup

__all__ = ["backup", "restore_luks"]
