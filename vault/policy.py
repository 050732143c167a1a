"""The policy that holds for a volume: the defaults, the settings and what it was opened with, one over the other.

References: spec/policy.md
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, get_args

from vault import config
from vault.config import Config
from vault.errors import VaultError
from vault.events import OnEvent, Warned
from vault.options import SessionRecord
from vault.options.policy import KEYS, TRIGGERS, Origin, Policy, PolicyInfo, PolicyMember, PolicyPart, text_of
from vault.options.watching import OpenVolume
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


def of_volume(volume_id: str, settings: Config) -> Policy:
    """What is done with a volume that is not open but whose key is at work, which cannot be suspended."""
    whose = Whose(id=volume_id, can_suspend=False)
    return _possible(_wanted(whose, settings), whose)


def settings(on_event: OnEvent) -> Config:
    """The user's settings; where they cannot be read, the defaults, by which volumes are closed, and a warning."""
    try:
        return config.read()
    except VaultError as error:
        on_event(Warned(f"{error}; the defaults hold", error.hint))
        return Config()


def with_policies(sessions: Iterable[Session], on_event: OnEvent) -> list[OpenVolume]:
    """The records of open volumes with their policies, by the settings as they are now."""
    found = settings(on_event)
    return [_with_policy(session.record(), effective(session, found)) for session in sessions]


def _with_policy(record: SessionRecord, policy: Policy) -> OpenVolume:
    return OpenVolume(**{field.name: getattr(record, field.name) for field in fields(record)}, policy=policy)


def notes(session: Session, settings: Config) -> tuple[str, ...]:
    """Sentences about what in the policy of an open volume has no effect."""
    return tuple(_notes(Whose.of(session), settings))


def explained(whose: Whose, settings: Config) -> PolicyInfo:
    """What holds for the volume as it was said, and where each member comes from."""
    wanted, origins = _wanted(whose, settings), _origins(whose, settings)
    members = tuple(PolicyMember(key, text_of(key, getattr(wanted, name)), origins[name]) for key, name in KEYS.items())
    return PolicyInfo(whose.name, whose.id, config.path(), members, tuple(_notes(whose, settings)))


def hidden(whose: Whose, settings: Config, keys: Iterable[str]) -> tuple[str, ...]:
    """Sentences about what the settings say of the volume, and does not hold as long as it is open."""
    part = settings.volumes.get(whose.id, PolicyPart()) if whose.id else settings.policy
    said = {key: part.given.get(KEYS[key]) for key in keys}
    return tuple(
        f"{key} is {text_of(key, whose.given.given[KEYS[key]])} until {whose.name} is closed: it was opened with that"
        for key, value in said.items()
        if whose.given.given.get(KEYS[key], value) != value
    )


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


def _origins(whose: Whose, settings: Config) -> dict[str, Origin]:
    """Where each member comes from."""
    origins: dict[str, Origin] = dict.fromkeys(KEYS.values(), "default")
    return origins | {name: origin for origin, part in _parts(whose, settings) for name in part.given}


def _wanted(whose: Whose, settings: Config) -> Policy:
    policy = Policy()
    for _origin, part in _parts(whose, settings):
        policy = part.over(policy)
    return policy


def _possible(policy: Policy, whose: Whose) -> Policy:
    """The policy as it can be carried out."""
    instead: dict[str, Any] = {} if whose.can_suspend else dict.fromkeys(_suspended_at(policy), "dismount")
    return replace(policy, **instead)


def _notes(whose: Whose, settings: Config) -> Iterator[str]:
    """What cannot be done as it was said, or was said in vain by whoever said what makes it so, or later."""
    policy, origins = _wanted(whose, settings), _origins(whose, settings)
    suspended = _suspended_at(policy)
    if suspended and not whose.can_suspend:
        when = ", ".join(suspended)
        yield f"{whose.name} cannot be suspended as it is attached: it will be dismounted instead ({when})"
    for key, (switch, is_off, said) in _SWITCHES.items():
        late = _ORIGINS.index(origins[KEYS[key]]) >= _ORIGINS.index(origins[switch])
        if said(policy) and is_off(policy) and late and origins[KEYS[key]] != "default":
            yield f"{key} has no effect while {switch} is {getattr(policy, switch)}"
    if policy.usb != "nothing" and not policy.usb_device:
        yield "usb has no effect without usb-device"


_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_SWITCHES: dict[str, tuple[str, Callable[[Policy], bool], Callable[[Policy], object]]] = {
    "idle-after": ("idle", lambda policy: policy.idle == "nothing", lambda policy: policy.idle_after_s),
    "grace": ("lock", lambda policy: policy.lock == "nothing", lambda policy: policy.grace_s),
    "force-after": ("busy", lambda policy: policy.busy != "force", lambda policy: True),
    "usb-device": ("usb", lambda policy: policy.usb == "nothing", lambda policy: policy.usb_device),
}
"""Keys that have an effect only with what another one says: its name, when there is none, and when one was wanted."""


def _suspended_at(policy: Policy) -> list[str]:
    return [trigger for trigger in TRIGGERS if policy.action(trigger) == "suspend"]
