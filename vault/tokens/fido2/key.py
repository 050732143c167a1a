"""A security key that is plugged in: what it can do, whether it knows a credential, and what it computes.

Two secrets of a key belong to each credential: one for when it has verified its user, by PIN or by itself, and one for
when it has not. So what it is asked for has to be the same each time, and a touch makes no difference.

The package fido2 hands on the secret, as it is computed, in ``bytes``, which nobody can wipe.

References: FIDO CTAP 2.1, 6.1, 6.2, 6.5 and 12.5 (hmac-secret)
"""

import binascii
import hashlib
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from vault.crypto.secret import Secret
from vault.errors import NotAvailable, TokenUnavailable
from vault.events import OnEvent, Touch
from vault.options import SecurityKey
from vault.system.hid import LOOK_S, TOUCH_S, HidConnection, HidDevice, fido_devices
from vault.tokens.fido2.package import (
    INVALID_CREDENTIAL,
    NO_CREDENTIALS,
    PIN_AUTH_BLOCKED,
    PIN_BLOCKED,
    PIN_INVALID,
    REQUEST_TOO_LARGE,
    answering,
    check_package,
    lost,
    refused,
    status_of,
)
from vault.tokens.fido2.record import MOST_CREDENTIAL, RELYING_PARTY, Record

if TYPE_CHECKING:
    from fido2.ctap2.base import Info

EXTENSION = "hmac-secret"
CLIENT_DATA = bytes(32)
"""What a key signs, as systemd has it: nobody looks at the signature."""
MAKE_CREDENTIAL, GET_ASSERTION = 0x01, 0x02
"""What a PIN, or a finger, may allow."""
GET_RETRIES, GET_KEY_AGREEMENT, GET_TOKEN, GET_TOKEN_WITH_PERMISSIONS = 0x01, 0x02, 0x05, 0x09
ES256, EDDSA = -7, -8
LEAST_PIN, MOST_PIN = 4, 63
"""Bytes that a PIN can have."""


class Key:
    """An open security key, closed at the end of a ``with`` block; every method raises TokenUnavailable."""

    def __init__(self, device: HidDevice, on_event: OnEvent) -> None:
        """Open it and ask what it can do."""
        check_package()
        from fido2.ctap2.base import Ctap2
        from fido2.ctap2.pin import PinProtocolV1, PinProtocolV2
        from fido2.hid import CAPABILITY, CtapHidDevice
        from fido2.hid.base import HidDescriptor

        self.name = device.name
        self._on_event = on_event
        try:
            self._connection = HidConnection(device)
        except NotAvailable as error:
            raise TokenUnavailable(str(error), hint=error.hint) from error
        try:
            with answering(self.name):
                about = HidDescriptor(str(device.path), 0, 0, device.report_in, device.report_out, device.name, None)
                channel = CtapHidDevice(about, self._connection)  # type: ignore[arg-type] # it is one without its class
                if not channel.capabilities & CAPABILITY.CBOR:
                    raise TokenUnavailable(
                        f"{self.name} is a security key of the first kind (U2F), which has no secrets"
                    )
                self._ctap = Ctap2(channel, strict_cbor=False)
                self._pins: Any = PinProtocolV2() if 2 in self._ctap.info.pin_uv_protocols else PinProtocolV1()
                self._take(self._ctap.info)
        except BaseException:
            self._connection.close()
            raise

    def _take(self, info: "Info") -> None:
        options = dict(info.options)
        self.has_pin = options.get("clientPin") is True
        self.can_verify = options.get("uv") is True
        self.has_touch = options.get("up", True) is True
        self._has_permissions = options.get("pinUvAuthToken") is True
        self._has_secrets = EXTENSION in list(info.extensions)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    def check(self) -> None:
        """Raise TokenUnavailable for one that computes no secrets."""
        if not self._has_secrets:
            raise TokenUnavailable(f"{self.name} computes no secrets: it lacks the extension {EXTENSION}")

    def knows(self, record: Record) -> bool | None:
        """Whether the credential is one of its own, without a touch; None where it does not tell."""
        options = {"up": False} if self.has_touch else {}
        self._connection.allow(LOOK_S)
        try:
            with answering(self.name):
                self._ctap.get_assertion(
                    RELYING_PARTY, CLIENT_DATA, _allowed(record), options=options, on_keepalive=self._kept_alive
                )
        except TokenUnavailable as error:
            if lost(error):
                raise
            status = status_of(error)
            if status == NO_CREDENTIALS and record.verify:
                return None  # one that is for a verified user only is not told of before
            return False if status in (NO_CREDENTIALS, INVALID_CREDENTIAL, REQUEST_TOO_LARGE) else None
        return True

    def tries(self) -> int | None:
        """How many wrong PINs it still takes, or None. Raises TokenUnavailable where it takes none now."""
        self._connection.allow(LOOK_S)
        with answering(self.name):
            reply = self._client_pin(GET_RETRIES)
            found = reply.get(3)
            if found == 0:
                raise refused(self.name, PIN_BLOCKED)
            if reply.get(4) is True:
                raise refused(self.name, PIN_AUTH_BLOCKED)
        return found if type(found) is int and 0 <= found <= 255 else None

    def pin_token(self, pin: Secret, permission: int) -> bytes | None:
        """What allows one further request, or None when the PIN is wrong."""
        if not LEAST_PIN <= len(pin) <= MOST_PIN:
            return None  # it cannot be right, and costs no try
        self._connection.allow(LOOK_S)
        try:
            with answering(self.name):
                agreement, shared = self._agree()
                hashed = self._pins.encrypt(shared, hashlib.sha256(pin.view()).digest()[:16])
                command, more = GET_TOKEN, {}
                if self._has_permissions:
                    command = GET_TOKEN_WITH_PERMISSIONS
                    more = {"permissions": permission, "permissions_rpid": RELYING_PARTY}
                reply = self._client_pin(command, key_agreement=agreement, pin_hash_enc=hashed, **more)
                return bytes(self._pins.validate_token(self._pins.decrypt(shared, reply[2])))
        except TokenUnavailable as error:
            if status_of(error) == PIN_INVALID:
                return None
            raise

    def secret(self, record: Record, token: bytes | None, *, touch: bool, verify: bool) -> Secret:
        """The credential of the keyslot, in base64; ``token`` is what the PIN allowed.

        With ``touch`` it waits to be touched, with ``verify`` it recognises its user itself.
        """
        self._connection.allow(TOUCH_S)
        with answering(self.name):
            options, authorised = self._authorised(token, GET_ASSERTION, verify=verify)
            if not touch and self.has_touch:
                options["up"] = False
            agreement, shared = self._agree()
            salt = self._pins.encrypt(shared, record.salt)
            wanted = {1: agreement, 2: salt, 3: self._pins.authenticate(shared, salt)}
            if self._pins.VERSION != 1:
                wanted[4] = self._pins.VERSION
            reply = self._ctap.get_assertion(
                RELYING_PARTY,
                CLIENT_DATA,
                _allowed(record),
                {EXTENSION: wanted},
                options or None,
                *authorised,
                on_keepalive=self._kept_alive,
            )
            output = self._pins.decrypt(shared, (reply.auth_data.extensions or {})[EXTENSION])
            if len(output) != len(record.salt):
                raise ValueError("a secret of another size")
            return Secret(binascii.b2a_base64(output, newline=False))

    def new_credential(self, user: str, token: bytes | None, *, verify: bool) -> bytes:
        """The id of a new credential, of which the key keeps nothing; always waits to be touched."""
        self._connection.allow(TOUCH_S)
        with answering(self.name):
            options, authorised = self._authorised(token, MAKE_CREDENTIAL, verify=verify)
            reply = self._ctap.make_credential(
                CLIENT_DATA,
                {"id": RELYING_PARTY, "name": "Encrypted Volume"},
                {"id": user.encode(), "name": user, "displayName": user},
                [{"type": "public-key", "alg": each} for each in (ES256, EDDSA)],
                None,
                {EXTENSION: True},
                options or None,
                *authorised,
                on_keepalive=self._kept_alive,
            )
            made, extensions = reply.auth_data.credential_data, reply.auth_data.extensions or {}
            if made is None or not 0 < len(made.credential_id) <= MOST_CREDENTIAL or not extensions.get(EXTENSION):
                raise ValueError("a credential of no use")
            return bytes(made.credential_id)

    def _authorised(
        self, token: bytes | None, permission: int, *, verify: bool
    ) -> tuple[dict[str, Any], tuple[bytes | None, int | None]]:
        """The options, and the proof that its user is there with the protocol's number."""
        if token is None and verify and self._has_permissions:
            from fido2.ctap2.pin import ClientPin

            client = ClientPin(self._ctap, self._pins)
            allowed = ClientPin.PERMISSION(permission)
            token = client.get_uv_token(allowed, RELYING_PARTY, on_keepalive=self._kept_alive)
        if token is None:
            return {"uv": True} if verify else {}, (None, None)
        return {}, (self._pins.authenticate(token, CLIENT_DATA), self._pins.VERSION)

    def _agree(self) -> tuple[Mapping[int, Any], bytes]:
        """A public key for the security key, and the secret that both know then."""
        agreement, shared = self._pins.encapsulate(self._client_pin(GET_KEY_AGREEMENT)[1])
        return agreement, shared

    def _client_pin(self, command: int, **values: Any) -> Mapping[int, Any]:
        return self._ctap.client_pin(self._pins.VERSION, command, **values)

    def _kept_alive(self, status: int) -> None:
        from fido2.ctap import STATUS

        if status == STATUS.UPNEEDED:
            self._on_event(Touch(self.name))


def plugged_in(on_event: OnEvent, records: Sequence[Record] | None = None) -> tuple[SecurityKey, ...]:
    """All security keys that are plugged in, of use for one of ``records`` unless that is None; asks for no touch.

    Raises TokenUnavailable where the package is missing and a key is not.
    """
    return tuple(_looked_at(device, on_event, records) for device in fido_devices())


def _looked_at(device: HidDevice, on_event: OnEvent, records: Sequence[Record] | None) -> SecurityKey:
    check_package()
    has_pin = False
    try:
        with Key(device, on_event) as key:
            has_pin = key.has_pin
            key.check()
            if records is not None and all(key.knows(record) is False for record in records):
                raise TokenUnavailable("it opens no keyslot of this volume")
    except TokenUnavailable as error:
        return SecurityKey(device.path, device.name, has_pin, usable=False, reason=str(error))
    return SecurityKey(device.path, device.name, has_pin, usable=True)


def _allowed(record: Record) -> list[Mapping[str, Any]]:
    return [{"type": "public-key", "id": record.credential}]
