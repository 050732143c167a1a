"""What stays outside of a volume after it was locked: found, told, and cleaned on request.

References: spec/leaks.md
"""

from vault.leaks.cleaning import clean
from vault.leaks.finding import find

__all__ = ["clean", "find"]
