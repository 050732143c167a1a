"""Keyslots and tokens: all that is done with them, for who opens and changes volumes."""

from vault.formats.luks2.areas import plan_keyslot, wipe_area, write_area
from vault.formats.luks2.changes import (
    add_keyslot,
    add_unbound,
    change_keyslot,
    convert_keyslot,
    remove_keyslot,
    set_priority,
)
from vault.formats.luks2.documents import edited, keyslot_json
from vault.formats.luks2.lookup import free_slot
from vault.formats.luks2.opening import open_keyslot, open_unbound, unlock
from vault.formats.luks2.tokens import add_token, name_of, remove_token, set_name

__all__ = [
    "add_keyslot",
    "add_token",
    "add_unbound",
    "change_keyslot",
    "convert_keyslot",
    "edited",
    "free_slot",
    "keyslot_json",
    "name_of",
    "open_keyslot",
    "open_unbound",
    "plan_keyslot",
    "remove_keyslot",
    "remove_token",
    "set_name",
    "set_priority",
    "unlock",
    "wipe_area",
    "write_area",
]
