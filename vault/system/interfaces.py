"""What an object on a D-Bus offers, and its description in XML.

References: D-Bus Specification 0.43 (introspection data format, org.freedesktop.DBus.Property.EmitsChangedSignal)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vault.system.listening import DBUS

DOCTYPE = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"\n'
    ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n'
)

Values = tuple[Any, ...]
Parameters = tuple[tuple[str, str], ...]
"""Names and D-Bus types."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what it takes, what it gives, and what does it, in a thread of its own unless it is ``quick``.

    ``work`` returns the values or raises VaultError, or Unanswerable where it is quick.
    """

    name: str
    takes: Parameters
    gives: Parameters
    work: Callable[..., Values]
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A property that never changes."""

    name: str
    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Interface:
    """What can be asked of an object under this name, and what it tells: signals with their parameters."""

    name: str
    methods: tuple[Method, ...] = ()
    signals: tuple[tuple[str, Parameters], ...] = ()
    properties: tuple[Property, ...] = ()


def error_name(prefix: str, code: str) -> str:
    """D-Bus's name for the errors with this code: ``PREFIX.NoSpace`` for ``no-space``."""
    return f"{prefix}.{''.join(part.capitalize() for part in code.split('-'))}"


def signature(parameters: Parameters) -> str:
    """The D-Bus types of parameters, one after the other."""
    return "".join(kind for _, kind in parameters)


def described(interface: Interface) -> str:
    """The interface in the introspection format, without the object around it."""
    lines = [f' <interface name="{interface.name}">']
    for method in interface.methods:
        arguments = [
            f'   <arg name="{name}" type="{kind}" direction="{way}"/>'
            for way, parameters in (("in", method.takes), ("out", method.gives))
            for name, kind in parameters
        ]
        lines += _element("method", method.name, arguments)
    for name, parameters in interface.signals:
        lines += _element("signal", name, [f'   <arg name="{arg}" type="{kind}"/>' for arg, kind in parameters])
    for found in interface.properties:
        constant = f'   <annotation name="{DBUS}.Property.EmitsChangedSignal" value="const"/>'
        lines += [
            f'  <property name="{found.name}" type="{found.kind}" access="read">',
            constant,
            "  </property>",
        ]
    return "\n".join([*lines, " </interface>\n"])


def _element(kind: str, name: str, inner: list[str]) -> list[str]:
    if not inner:
        return [f'  <{kind} name="{name}"/>']
    return [f'  <{kind} name="{name}">', *inner, f"  </{kind}>"]
