"""The members of a policy in plain words, and what may be chosen of each."""

from PyQt6.QtCore import QCoreApplication

from vault.options.durations import format_duration, parse_duration
from vault.options.policy import NEVER, TRIGGERS, PolicyMember

TIMES = {
    "grace": ("0s", "10s", "30s", "1m", "5m", "15m"),
    "idle-after": (NEVER, "5m", "10m", "30m", "1h", "4h"),
    "force-after": ("5s", "20s", "1m", "5m"),
}
"""Lengths of time that are offered, as the settings have them; another one is shown as well where it is set."""


def label(key: str) -> str:
    """What stands before the field."""
    return {
        "lock": QCoreApplication.translate("text", "When the screen is &locked:"),
        "sleep": QCoreApplication.translate("text", "When the computer &sleeps:"),
        "idle": QCoreApplication.translate("text", "When it is &unused:"),
        "logout": QCoreApplication.translate("text", "When I log &out:"),
        "shutdown": QCoreApplication.translate("text", "When it is shut do&wn:"),
        "usb": QCoreApplication.translate("text", "When a USB device is &removed:"),
        "grace": QCoreApplication.translate("text", "After a lock, wa&it:"),
        "idle-after": QCoreApplication.translate("text", "Unused &for:"),
        "busy": QCoreApplication.translate("text", "If &programs use it:"),
        "force-after": QCoreApplication.translate("text", "&Take it away after:"),
        "usb-device": QCoreApplication.translate("text", "That USB &device:"),
    }[key]


def choices(key: str, now: str) -> list[tuple[str, object]]:
    """What may be chosen, as text and as the settings have it, with what is so now."""
    if key in TRIGGERS:
        return [
            (QCoreApplication.translate("text", "Close the volume"), "dismount"),
            (QCoreApplication.translate("text", "Forget its key, and keep it mounted"), "suspend"),
            (QCoreApplication.translate("text", "Leave it open"), "nothing"),
        ]
    if key == "busy":
        return [
            (QCoreApplication.translate("text", "Wait for them"), "wait"),
            (QCoreApplication.translate("text", "Ask me"), "ask"),
            (QCoreApplication.translate("text", "Take it away from them"), "force"),
        ]
    times = {*TIMES[key], now}
    return [(duration(key, text), text) for text in sorted(times, key=_seconds)]


def duration(key: str, text: str) -> str:
    """A length of time of the settings, in words."""
    if text == NEVER:
        return QCoreApplication.translate("text", "The desktop decides")
    seconds = parse_duration(text, least_s=0)
    if not seconds:
        return QCoreApplication.translate("text", "Not at all") if key == "grace" else format_duration(0)
    for unit, length in (("h", 3600), ("m", 60), ("s", 1)):
        if seconds % length == 0:
            said = {
                "h": QCoreApplication.translate("text", "{count} h"),
                "m": QCoreApplication.translate("text", "{count} min"),
                "s": QCoreApplication.translate("text", "{count} s"),
            }[unit]
            return said.format(count=seconds // length)
    raise AssertionError(seconds)


def origin(member: PolicyMember) -> str:
    """Where it comes from, in words."""
    return {
        "default": QCoreApplication.translate("text", "Nobody said otherwise."),
        "file": QCoreApplication.translate("text", "Set for all volumes."),
        "volume": QCoreApplication.translate("text", "Set for this volume."),
        "option": QCoreApplication.translate(
            "text", "Said when the volume was opened; it holds until the volume is closed."
        ),
    }[member.origin]


def _seconds(text: str) -> int:
    return -1 if text == NEVER else parse_duration(text, least_s=0)
