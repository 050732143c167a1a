"""When an open volume is closed by itself: its policy, the part of one that somebody gave, and both as text.

References: spec/policy.md
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from vault.options.durations import format_duration, parse_duration

Action = Literal["dismount", "suspend", "nothing"]
"""What is done with a volume: closed, or kept mounted with its key wiped (dm-crypt only), or left as it is."""
Trigger = Literal["lock", "sleep", "idle", "logout", "shutdown", "usb"]
"""What happened: each is the name of the member of Policy that says what is done then."""
Busy = Literal["wait", "ask", "force"]
"""What is done about a volume that programs use: wait for them, tell the user, or take it away from them."""
Origin = Literal["default", "file", "volume", "option"]
"""Where a member comes from: nobody, the settings' ``[policy]`` or ``[volume."ID"]``, or the command that opened it."""

ACTIONS: tuple[Action, ...] = get_args(Action)
TRIGGERS: tuple[Trigger, ...] = get_args(Trigger)
BUSY: tuple[Busy, ...] = get_args(Busy)
NEVER = "never"
_USB_DEVICE = re.compile(r"(?P<numbers>[0-9a-fA-F]{4}:[0-9a-fA-F]{4})(?P<serial>:[!-~]{1,126})?")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is done with a volume at each trigger, and how.

    ``grace_s`` passes after a lock before anything is done, and an unlock meanwhile cancels it; the other triggers have
    none. ``idle_after_s`` is how long without input and output makes the volume idle, None: only the login session's
    own hint does. A volume in use is taken away from its users ``force_after_s`` later where ``busy`` is "force".
    ``usb_device`` is "VID:PID" or "VID:PID:SERIAL", whose removal is the trigger ``usb``; empty: none is.
    """

    lock: Action = "dismount"
    sleep: Action = "dismount"
    idle: Action = "nothing"
    logout: Action = "dismount"
    shutdown: Action = "dismount"
    usb: Action = "nothing"
    grace_s: int = 0
    idle_after_s: int | None = None
    busy: Busy = "ask"
    force_after_s: int = 20
    usb_device: str = ""

    def action(self, trigger: Trigger) -> Action:
        """What is done at the trigger."""
        return cast(Action, getattr(self, trigger))


@dataclass(frozen=True, slots=True)
class PolicyPart:
    """The members of a policy that somebody gave, None where nothing was said; ``idle_after_s`` 0 is "never"."""

    lock: Action | None = None
    sleep: Action | None = None
    idle: Action | None = None
    logout: Action | None = None
    shutdown: Action | None = None
    usb: Action | None = None
    grace_s: int | None = None
    idle_after_s: int | None = None
    busy: Busy | None = None
    force_after_s: int | None = None
    usb_device: str | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What was said, by the member's name."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in found.items() if value is not None}

    def over(self, policy: Policy) -> Policy:
        """The policy with what this says in place of what it said."""
        given = self.given
        if given.get("idle_after_s") == 0:
            given["idle_after_s"] = None
        return replace(policy, **given)


@dataclass(frozen=True, slots=True)
class PolicyMember:
    """A member of an effective policy, by its key in the settings and as its text there, and where it comes from."""

    key: str
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PolicyInfo:
    """The effective policy of a volume, and in ``notes`` sentences about what in it has no effect.

    ``volume`` is its session's name, empty when it is not open; ``id`` names it in the settings, and is empty for the
    default. ``file`` is where the settings are, or would be.
    """

    volume: str
    id: str
    file: Path
    members: tuple[PolicyMember, ...]
    notes: tuple[str, ...]


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"{text!a:.80} is none of {', '.join(words)}")
        return text

    return parse


def _idle_after(text: str) -> int:
    return 0 if text == NEVER else parse_duration(text)


def _usb_device(text: str) -> str:
    found = _USB_DEVICE.fullmatch(text)
    if text and not found:
        raise ValueError(f"{text!a:.80} is no USB device such as 1050:0407 or 1050:0407:SERIAL")
    return found["numbers"].lower() + (found["serial"] or "") if found else ""


_PARSERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(TRIGGERS, _one_of(ACTIONS)),
    "grace_s": lambda text: parse_duration(text, least_s=0),
    "idle_after_s": _idle_after,
    "busy": _one_of(BUSY),
    "force_after_s": lambda text: parse_duration(text, least_s=0),
    "usb_device": _usb_device,
}
KEYS: Mapping[str, str] = MappingProxyType({name.removesuffix("_s").replace("_", "-"): name for name in _PARSERS})
"""The keys of the settings, and the members that they are."""


def parse_part(texts: Mapping[str, object]) -> PolicyPart:
    """What these keys of the settings say.

    Raises KeyError for what is no key, ValueError that names the key for what is no value of it.
    """
    values: dict[str, Any] = {}
    for key, text in texts.items():
        name = KEYS[key]
        if not isinstance(text, str):
            raise ValueError(f"{key} is a text in quotation marks, not {text!a:.80}")
        try:
            values[name] = _PARSERS[name](text)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from error
    return PolicyPart(**values)


def text_of(key: str, value: object) -> str:
    """A member's value as the settings have it; ``parse_part`` takes it back."""
    name = KEYS[key]
    if name == "idle_after_s" and not value:
        return NEVER
    return format_duration(cast(int, value)) if name.endswith("_s") else str(value)
