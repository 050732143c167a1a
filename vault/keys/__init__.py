"""Keyslots of a volume, a function for each use case: what it costs, what is proved before, the tokens with it."""

from vault.keys.costs import cost, cost_in
from vault.keys.keyslots import (
    add,
    change,
    check_keyslot,
    check_new,
    convert,
    extract,
    remove,
    set_name,
    set_priority,
    test,
)
from vault.keys.tokens import enrol, forget_dangling, forget_token, is_dangling, tokens_of_type
from vault.keys.veracrypt import change_veracrypt, check_without_keyslots

__all__ = [
    "add",
    "change",
    "change_veracrypt",
    "check_keyslot",
    "check_new",
    "check_without_keyslots",
    "convert",
    "cost",
    "cost_in",
    "enrol",
    "extract",
    "forget_dangling",
    "forget_token",
    "is_dangling",
    "remove",
    "set_name",
    "set_priority",
    "test",
    "tokens_of_type",
]
