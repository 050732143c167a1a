"""The policy that holds for a volume: the defaults, the settings and what it was opened with, one over the other.

References: spec/policy.md
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vault import config
from vault.config import Config
from vault.options.policy import KEYS, TRIGGERS, Origin, Policy, PolicyInfo, PolicyMember, PolicyPart, text_of
from vault.session import Session

if TYPE_CHECKING:
    from vault.volume import Volume

SUSPENDS = "devmapper"
"""The one way of attaching that can take a volume's key away and keep it mounted."""


@dataclass(frozen=True, slots=True)
class Whose:
    """A volume that has a policy: the ``name`` of its session, its ``id`` in the settings, and what it was opened with.

    Without a name it is not open, and without an ID it is every volume.
    """

    name: str = ""
    id: str = ""
    given: PolicyPart = PolicyPart()
    can_suspend: bool = True

    @classmethod
    def of(cls, session: Session) -> "Whose":
        """The volume of a session; only what can come back with its own key can be suspended."""
        can_suspend = session.attachment.way == SUSPENDS and bool(session.key_digest)
        return cls(session.name, session.volume_id or session.uuid.lower(), session.policy, can_suspend)


def effective(session: Session, settings: Config) -> Policy:
    """What is done with an open volume, and when; "suspend" is "dismount" where it cannot be suspended."""
    whose = Whose.of(session)
    return _possible(_wanted(whose, settings), whose)


def notes(session: Session, settings: Config) -> tuple[str, ...]:
    """Sentences about what in the policy of an open volume has no effect."""
    whose = Whose.of(session)
    return tuple(_notes(_wanted(whose, settings), whose))


def explained(whose: Whose, settings: Config) -> PolicyInfo:
    """What holds for the volume, and where each member comes from."""
    wanted = _wanted(whose, settings)
    policy = _possible(wanted, whose)
    origins: dict[str, Origin] = {name: origin for origin, part in _parts(whose, settings) for name in part.given}
    members = tuple(
        PolicyMember(key, text_of(key, getattr(policy, name)), origins.get(name, "default"))
        for key, name in KEYS.items()
    )
    return PolicyInfo(whose.name, whose.id, config.path(), members, tuple(_notes(wanted, whose)))


def volume_id(volume: "Volume") -> str:
    """What names a volume in the settings, wherever it lies: its UUID, or a hash of its header's first bytes.

    Empty for a plain volume, whose first bytes are its file system's. Raises BackendError.
    """
    if volume.uuid:
        return volume.uuid.lower()
    return "" if volume.format == "plain" else volume.fingerprint()


def _parts(whose: Whose, settings: Config) -> tuple[tuple[Origin, PolicyPart], ...]:
    """What the policy is made of, the later over the earlier, and where each comes from."""
    named = settings.volumes.get(whose.id, PolicyPart())
    return ("file", settings.policy), ("volume", named), ("option", whose.given)


def _wanted(whose: Whose, settings: Config) -> Policy:
    policy = Policy()
    for _origin, part in _parts(whose, settings):
        policy = part.over(policy)
    return policy


def _possible(policy: Policy, whose: Whose) -> Policy:
    """The policy as it can be carried out."""
    instead: dict[str, Any] = {} if whose.can_suspend else dict.fromkeys(_suspended_at(policy), "dismount")
    return replace(policy, **instead)


def _notes(policy: Policy, whose: Whose) -> Iterator[str]:
    suspended = _suspended_at(policy)
    if suspended and not whose.can_suspend:
        yield f"{whose.name} cannot be suspended as it is attached, so it is dismounted ({', '.join(suspended)})"
    if policy.idle == "nothing" and policy.idle_after_s is not None:
        yield "idle-after has no effect while idle is nothing"
    if policy.usb == "nothing" and policy.usb_device:
        yield "usb-device has no effect while usb is nothing"
    if policy.usb != "nothing" and not policy.usb_device:
        yield "usb has no effect without usb-device"


def _suspended_at(policy: Policy) -> list[str]:
    return [trigger for trigger in TRIGGERS if policy.action(trigger) == "suspend"]
