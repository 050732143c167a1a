"""The values of messages as JSON and back: those of the public interface, by the names of their classes, and no others.

Nothing in it is called but the constructors of frozen dataclasses, of errors and of paths.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import vault.options
from vault.crypto.secret import Secret
from vault.errors import VaultError
from vault.gui.parsed import parsed

Beside = Callable[[object], int]
"""Takes a secret, or what stands for this process, and gives the number of its descriptor."""
Taken = Callable[[str, int], object]
"""Gives what the descriptor of this kind and number stands for."""


class BadMessage(Exception):
    """What came is no message of ours: whoever sent it is not to be heard any more."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A passphrase that was typed; where the engine takes a credential it arrives as one to be read."""

    passphrase: Secret


@dataclass(frozen=True, slots=True)
class Seen:
    """For ``agree`` of a use case: the user agreed to exactly this, and to nothing else."""

    shown: object


@dataclass(frozen=True, slots=True)
class Myself:
    """The process that sends it; it arrives as a ``Process``."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process, by a descriptor (pidfd) that cannot come to mean another one; its taker closes it."""

    descriptor: int


def pack(value: object, beside: Beside) -> bytes:
    """The message; secrets go where ``beside`` puts them. Raises TypeError for what is no value of the interface."""
    return json.dumps(_plain(value, beside)).encode()


def unpack(data: bytes, taken: Taken) -> Any:
    """What ``pack`` was given. Raises BadMessage."""
    try:
        return _value(parsed(data), taken)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise BadMessage(f"it holds what is no value: {type(error).__name__}") from error


def _plain(value: object, beside: Beside) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple() | set() | frozenset():
            return {type(value).__name__: [_plain(each, beside) for each in value]}
        case dict():
            return {"dict": [[_plain(key, beside), _plain(each, beside)] for key, each in value.items()]}
        case Path():
            return {"path": str(value)}
        case bytes():
            return {"bytes": value.hex()}
        case Typed():
            return {"typed": beside(value)}
        case Secret():
            return {"secret": beside(value)}
        case Myself():
            return {"process": beside(value)}
        case VaultError():
            kind = next(each for each in type(value).__mro__ if _errors().get(each.__name__) is each)
            more = {name: _plain(getattr(value, name), beside) for name in vars(kind(""))}
            return {"error": [kind.__name__, str(value), more]}
    name = type(value).__name__
    if is_dataclass(value) and _classes().get(name) is type(value):
        return {"of": [name, *(_plain(getattr(value, each.name), beside) for each in fields(value))]}
    raise TypeError(f"no message holds a {name}")


_SEQUENCES: dict[str, Callable[[Any], object]] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


def _value(plain: Any, taken: Taken) -> object:
    if not isinstance(plain, dict):
        if isinstance(plain, list):
            raise BadMessage("it has a list without a name")
        return plain
    ((kind, inner),) = plain.items()
    if kind in _SEQUENCES:
        return _SEQUENCES[kind](_value(each, taken) for each in inner)
    match kind:
        case "dict":
            return {_value(key, taken): _value(each, taken) for key, each in inner}
        case "path":
            return Path(inner)
        case "bytes":
            return bytes.fromhex(inner)
        case "typed" | "secret" | "process":
            return taken(kind, inner)
        case "error":
            name, message, more = inner
            return _error(name, message, more, taken)
        case "of":
            return _classes()[inner[0]](*(_value(each, taken) for each in inner[1:]))
    raise BadMessage("it holds something of an unknown kind")


def _error(name: str, message: str, more: dict[str, Any], taken: Taken) -> VaultError:
    error = _errors()[name](str(message))
    for member in vars(error):
        setattr(error, member, _value(more[member], taken))
    error.hint = str(error.hint)
    return error


@cache
def _classes() -> dict[str, Any]:
    """The dataclasses that messages hold, by name."""
    modules = [import_module(f"vault.options.{each.name}") for each in iter_modules(vault.options.__path__)]
    found: dict[str, Any] = {"Seen": Seen}
    for module in (*modules, import_module("vault.events")):
        for name, each in vars(module).items():
            if is_dataclass(each) and isinstance(each, type) and each.__module__ == module.__name__:
                assert name not in found, f"two classes are called {name}"
                found[name] = each
    return found


@cache
def _errors() -> dict[str, type[VaultError]]:
    found = {VaultError.__name__: VaultError}
    wanted = [VaultError]
    while wanted:
        for each in wanted.pop().__subclasses__():
            if each.__module__ == VaultError.__module__:
                found[each.__name__] = each
                wanted.append(each)
    return found
