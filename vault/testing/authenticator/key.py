"""The security key itself: what it answers to each command.

It keeps credentials that are not discoverable, on P-256, with hmac-secret and credProtect.

References: FIDO CTAP 2.1, 6.1, 6.2, 6.4, 6.6, 6.9 (authenticator API), 12.1 (credProtect), 12.5 (hmac-secret)
"""

import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from typing import Any

from fido2 import cbor
from fido2.ctap import CtapError

from vault.testing.authenticator.clientpin import ClientPin
from vault.testing.authenticator.credentials import (
    AAGUID,
    ES256,
    UV_REQUIRED,
    Credential,
    Flag,
    authenticator_data,
    known_credential,
    new_credential,
)
from vault.testing.authenticator.ctaphid import MAX_MESSAGE, SPOILERS, Answer, Waiter
from vault.testing.authenticator.person import UV_TRIES, Person
from vault.testing.authenticator.pins import MIN_PIN, Permission, Pin
from vault.testing.authenticator.traits import WRONG_REPLIES, WRONG_SECRETS, Ctap, Fault, Request, Traits, need, part

ERR = CtapError.ERR
HMAC_SECRET, CRED_PROTECT = "hmac-secret", "credProtect"
MAX_IDENTIFIER, MAX_LIST = 128, 8


class Authenticator:
    """The key, with all that it keeps while it is pulled out; ``plugged_in`` puts it in.

    ``person`` has it in hand; ``faults`` go wrong, and can be changed at any time; ``served`` counts the commands.
    Keys of the same ``seed`` know each other's credentials.
    """

    def __init__(
        self,
        traits: Traits | None = None,
        *,
        pin: str | None = None,
        person: Person | None = None,
        seed: str | None = None,
        faults: tuple[Fault, ...] = (),
    ) -> None:
        self.traits = traits or Traits()
        self.person = person or Person()
        self.faults = faults
        self.served: Counter[Ctap] = Counter()
        self._master = os.urandom(32) if seed is None else hashlib.sha256(seed.encode()).digest()
        self._count = 0
        self._client_pin = ClientPin(self.traits, pin, self.person)

    @property
    def pin(self) -> Pin:
        """Its PIN, or that there is none."""
        return self._client_pin.pin

    def power_on(self) -> None:
        """What is lost without power is new."""
        self._client_pin.power_on()

    def answer(self, request: bytes, wait: Waiter) -> Answer:
        """The reply to a request."""
        try:
            command = Ctap(request[0])
        except ValueError:
            return Answer(bytes([ERR.INVALID_COMMAND]))
        self.served[command] += 1
        fault = self._fault(command)
        try:
            reply = self._command(command, _decoded(request[1:]), wait, fault)
        except CtapError as error:
            data = bytes([error.code])
        else:
            data = b"\0" + (cbor.encode(reply) if reply else b"")
        return Answer(WRONG_REPLIES.get(fault, data), fault if fault in SPOILERS else "")

    def _fault(self, command: Ctap) -> str:
        """What goes wrong this time, or ''."""
        for fault in self.faults:
            if fault.command is command and fault.nth in (None, self.served[command]):
                return fault.what
        return ""

    def _command(self, command: Ctap, request: Request, wait: Waiter, fault: str) -> dict[int, Any]:
        """The reply, which may have nothing in it. Raises CtapError."""
        if command is Ctap.GET_INFO:
            return self.info()
        if command is Ctap.CLIENT_PIN:
            return self._client_pin.answer(request, wait)
        if command is Ctap.MAKE_CREDENTIAL:
            return self._make_credential(request, wait)
        if command is Ctap.GET_ASSERTION:
            return self._get_assertion(request, wait, fault)
        self.person.wait_for_touch(wait)
        if command is Ctap.RESET:
            self._master = os.urandom(32)
            self._client_pin = ClientPin(self.traits, None, self.person)
            self.person.finger_tries = UV_TRIES
        return {}

    def info(self) -> dict[int, Any]:
        """What it says of itself."""
        traits = self.traits
        options = {
            "rk": False,
            "up": traits.presence,
            "plat": False,
            **({"clientPin": self.pin.is_set} if traits.pins else {}),
            **({"uv": True} if traits.fingerprints else {}),
        }
        said: dict[int, Any] = {
            1: ["FIDO_2_0"],
            2: self._extensions(),
            3: AAGUID,
            4: options,
            5: MAX_MESSAGE,
            6: [*traits.protocols],
        }
        if not traits.permissions:
            return said
        options["pinUvAuthToken"] = True
        options["alwaysUv"] = traits.always_uv
        options["makeCredUvNotRqd"] = not self._verified_for_new
        algorithms = [{"alg": ES256, "type": "public-key"}]
        return said | {
            1: ["FIDO_2_0", "FIDO_2_1"],
            7: MAX_LIST,
            8: MAX_IDENTIFIER,
            9: ["usb"],
            10: algorithms,
            13: MIN_PIN,
        }

    def _extensions(self) -> list[str]:
        has = {HMAC_SECRET: self.traits.hmac_secret, CRED_PROTECT: self.traits.cred_protect}
        return [name for name, there in has.items() if there]

    @property
    def _verified_for_new(self) -> bool:
        """Whether credentials are made for verified users only, where there is a way to verify them."""
        return self.traits.pin_for_new or self.traits.always_uv or not self.traits.permissions

    def _make_credential(self, request: Request, wait: Waiter) -> dict[int, Any]:
        digest, algorithms = need(request, 1, bytes), need(request, 4, list)
        relying_party = need(need(request, 2, dict), "id", str)
        need(need(request, 3, dict), "id", bytes)
        if not any(each.get("alg") == ES256 for each in algorithms):
            raise CtapError(ERR.UNSUPPORTED_ALGORITHM)
        options, wanted = part(request, 7), part(request, 6)
        if options.get("rk"):
            raise CtapError(ERR.UNSUPPORTED_OPTION)
        if options.get("up") is False:
            raise CtapError(ERR.INVALID_OPTION)
        user = self._user(request, Permission.MAKE_CREDENTIAL, relying_party, wait)
        protected = self.pin.is_set or self.traits.fingerprints
        if not user & Flag.VERIFIED and (self.traits.always_uv or (protected and self._verified_for_new)):
            raise CtapError(ERR.PUAT_REQUIRED)
        user |= self._presence(user, wait)
        if any(self._known(relying_party, each) for each in request.get(5, ())):
            raise CtapError(ERR.CREDENTIAL_EXCLUDED)
        done = {name: wanted[name] for name in self._extensions() if wanted.get(name)}
        credential = new_credential(
            self._master, relying_party, secret=HMAC_SECRET in done, protection=done.get(CRED_PROTECT, 1)
        )
        data = self._data(relying_party, user, done, credential.attested())
        return {1: "packed", 2: data, 3: {"alg": ES256, "sig": credential.sign(data + digest)}}

    def _get_assertion(self, request: Request, wait: Waiter, fault: str) -> dict[int, Any]:
        relying_party, digest = need(request, 1, str), need(request, 2, bytes)
        options, wanted = part(request, 5), part(request, 4)
        if "rk" in options or ("up" in options and not self.traits.presence):
            raise CtapError(ERR.UNSUPPORTED_OPTION)
        present = options.get("up", self.traits.presence)
        user = self._user(request, Permission.GET_ASSERTION, relying_party, wait)
        if self.traits.always_uv and present and not user & Flag.VERIFIED:
            raise CtapError(ERR.PUAT_REQUIRED)
        credential = self._allowed(request, relying_party, user)
        extensions = {}
        if HMAC_SECRET in wanted and self.traits.hmac_secret and credential.secret:
            if self.traits.presence and not present and not self.traits.silent_secrets:
                raise CtapError(ERR.UNSUPPORTED_OPTION)
            extensions = self._secret(credential, need(wanted, HMAC_SECRET, dict), user, fault)
        if present:
            user |= self._presence(user, wait)
        data = self._data(relying_party, user, extensions)
        return {1: {"id": credential.identifier, "type": "public-key"}, 2: data, 3: credential.sign(data + digest)}

    def _allowed(self, request: Request, relying_party: str, user: Flag) -> Credential:
        """The first of the list that is the key's own and open to this user. Raises CtapError."""
        for each in request.get(3, ()):
            credential = self._known(relying_party, each)
            if credential is not None and (user & Flag.VERIFIED or credential.protection < UV_REQUIRED):
                return credential
        raise CtapError(ERR.NO_CREDENTIALS)

    def _known(self, relying_party: str, descriptor: Mapping[Any, Any]) -> Credential | None:
        return known_credential(self._master, relying_party, need(descriptor, "id", bytes))

    def _data(self, relying_party: str, user: Flag, extensions: dict[str, Any], attested: bytes = b"") -> bytes:
        self._count += 1
        return authenticator_data(relying_party, user, self._count, extensions, attested)

    def _secret(self, credential: Credential, wanted: Request, user: Flag, fault: str) -> dict[str, Any]:
        """The output of hmac-secret. Raises CtapError."""
        shared = self._client_pin.shared(wanted.get(4, 1), wanted.get(1))
        sealed = need(wanted, 2, bytes)
        shared.check(sealed, need(wanted, 3, bytes))
        salts = shared.decrypt(sealed)
        if len(salts) not in (32, 64):
            raise CtapError(ERR.INVALID_LENGTH)
        secrets = credential.secrets(salts, verified=bool(user & Flag.VERIFIED))
        if fault in WRONG_SECRETS:
            secrets = {"short-secret": secrets[:16], "other-secret": os.urandom(len(secrets))}.get(fault, b"")
        return {HMAC_SECRET: shared.encrypt(secrets)} if secrets else {}

    def _user(self, request: Request, permission: Permission, relying_party: str, wait: Waiter) -> Flag:
        """What is known of the user by a token or a finger. Raises CtapError."""
        keys = (1, 7, 8, 9) if permission is Permission.MAKE_CREDENTIAL else (2, 5, 6, 7)
        signature, protocol = request.get(keys[2]), request.get(keys[3])
        if signature is None:
            if not part(request, keys[1]).get("uv"):
                return Flag(0)
            if not self.traits.fingerprints:
                raise CtapError(ERR.INVALID_OPTION)
            self.person.show_finger(wait, ERR.OPERATION_DENIED)
            return Flag.VERIFIED | Flag.PRESENT
        if not signature:  # a host that lets a person choose among keys
            self.person.wait_for_touch(wait)
            raise CtapError(ERR.PIN_INVALID if self.pin.is_set else ERR.PIN_NOT_SET)
        token, digest = self._client_pin.token, need(request, keys[0], bytes)
        token.check(self._client_pin.protocol(protocol), digest, signature, permission, relying_party)
        return Flag.VERIFIED | (Flag.PRESENT if token.touched else Flag(0))

    def _presence(self, user: Flag, wait: Waiter) -> Flag:
        """That the user is there, asking for a touch where that is not known. Raises CtapError."""
        if not self.traits.presence:
            return Flag(0)
        if not user & Flag.PRESENT:
            self.person.wait_for_touch(wait)
        if self.traits.permissions:
            self._client_pin.token.spend()
        return Flag.PRESENT


def _decoded(data: bytes) -> Request:
    """A request's parameters. Raises CtapError."""
    try:
        request = cbor.decode(data) if data else {}
    except (ValueError, IndexError, KeyError) as error:
        raise CtapError(ERR.INVALID_CBOR) from error
    if not isinstance(request, Mapping):
        raise CtapError(ERR.CBOR_UNEXPECTED_TYPE)
    return request
