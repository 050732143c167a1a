"""The security key in software, asked by Yubico's own library and report by report."""

import os
import select
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

pytest.importorskip("fido2", reason="the package fido2 is not installed")

from fido2.ctap import CtapError
from fido2.ctap2 import ClientPin, Ctap2
from fido2.ctap2.base import AttestationResponse
from fido2.ctap2.pin import PinProtocolV1, PinProtocolV2
from fido2.hid import CTAPHID, CtapHidDevice
from fido2.hid.base import HidDescriptor
from fido2.hid.linux import LinuxCtapHidConnection

from vault.testing.authenticator import (
    FAULTS,
    Authenticator,
    Ctap,
    Fault,
    Person,
    Plugged,
    Touch,
    Traits,
    plugged_in,
    separate_key,
)

ERR = CtapError.ERR
PIN, SALT = "1234", b"salt" * 8
RP = "io.systemd.cryptsetup"
DIGEST = bytes(range(32))
HANG_S = 60.0
BROADCAST = 0xFFFFFFFF
MAKE, ASSERT = ClientPin.PERMISSION.MAKE_CREDENTIAL, ClientPin.PERMISSION.GET_ASSERTION
PROTOCOLS = {1: PinProtocolV1, 2: PinProtocolV2}
AS_OF = {"2.1": Traits(), "2.0": Traits(permissions=False, protocols=(1,))}


class Connection(LinuxCtapHidConnection):
    """Never takes the terminal as the process's own."""

    def __init__(self, descriptor: HidDescriptor) -> None:
        self.handle = os.open(descriptor.path, os.O_RDWR | os.O_NOCTTY)
        self.descriptor = descriptor


class Host:
    """A program that uses the key through Yubico's library, with one of the protocols."""

    def __init__(self, device: CtapHidDevice, protocol: int) -> None:
        self.device = device
        self.ctap = Ctap2(device)
        self.pins = ClientPin(self.ctap, PROTOCOLS[protocol]())

    def token(self, permission: ClientPin.PERMISSION, pin: str = PIN, rp: str = RP) -> bytes:
        return self.pins.get_pin_token(pin, permission, rp)

    def signed(self, token: bytes | None) -> dict[str, Any]:
        """The arguments that show the token."""
        if token is None:
            return {}
        protocol = self.pins.protocol
        return {"pin_uv_param": protocol.authenticate(token, DIGEST), "pin_uv_protocol": protocol.VERSION}

    def make(self, token: bytes | None = None, **more: Any) -> AttestationResponse:
        more = {"extensions": {"hmac-secret": True}, **more}
        parameters = [{"alg": -7, "type": "public-key"}]
        return self.ctap.make_credential(
            DIGEST, {"id": RP, "name": RP}, {"id": b"u", "name": "u"}, parameters, **self.signed(token), **more
        )

    def credential(self, pin: str | None = None, **more: Any) -> bytes:
        """The identifier of a new one."""
        data = self.make(self.token(MAKE, pin) if pin else None, **more).auth_data.credential_data
        assert data is not None
        return bytes(data.credential_id)

    def secret(self, credential: bytes, salt: bytes = SALT, token: bytes | None = None, **more: Any) -> bytes | None:
        """What hmac-secret gives."""
        protocol = self.pins.protocol
        agreed, shared = self.pins._get_shared_secret()
        sealed = protocol.encrypt(shared, salt)
        wanted = {1: agreed, 2: sealed, 3: protocol.authenticate(shared, sealed), 4: protocol.VERSION}
        wanted.update(more.pop("wrong", {}))
        allowed = [{"id": credential, "type": "public-key"}]
        answer = self.ctap.get_assertion(
            more.pop("rp", RP), DIGEST, allowed, {"hmac-secret": wanted}, **self.signed(token), **more
        )
        given = (answer.auth_data.extensions or {}).get("hmac-secret")
        return None if given is None else protocol.decrypt(shared, given)


@contextmanager
def opened(path: Path) -> Iterator[CtapHidDevice]:
    descriptor = HidDescriptor(str(path), 0, 0, 64, 64, None, None)
    connection = Connection(descriptor)
    try:
        yield CtapHidDevice(descriptor, connection)
    finally:
        connection.close()


@contextmanager
def hosted(key: Authenticator, protocol: int | None = None) -> Iterator[Host]:
    with plugged_in(key) as slot, opened(slot.path) as device:
        yield Host(device, protocol or key.traits.protocols[0])


@contextmanager
def refused(*codes: int) -> Iterator[None]:
    with pytest.raises(CtapError) as caught:
        yield
    assert caught.value.code in codes


class Raw:
    """A program that writes and reads reports."""

    def __init__(self, slot: Plugged) -> None:
        self.file = os.open(slot.path, os.O_RDWR | os.O_NOCTTY)
        self.channel = BROADCAST

    def init(self) -> None:
        self.write(0x86, b"\0\x08" + b"nonce...", BROADCAST)
        while not (reply := self.read()).startswith(b"\xff" * 4):
            pass
        assert reply[7:15] == b"nonce..."
        (self.channel,) = struct.unpack_from(">I", reply, 15)

    def write(self, command: int, rest: bytes, channel: int | None = None) -> None:
        report = struct.pack(">IB", self.channel if channel is None else channel, command) + rest
        assert os.write(self.file, b"\0" + report.ljust(64, b"\0")) == 65

    def read(self) -> bytes:
        assert select.select([self.file], [], [], HANG_S)[0], "the key says nothing"
        return os.read(self.file, 64)

    def error(self) -> int:
        """The next report, which is an error."""
        reply = self.read()
        assert reply[4:7] == b"\xbf\0\x01"
        return reply[7]


@pytest.fixture
def raw() -> Iterator[Callable[[Plugged], Raw]]:
    """Opens keys."""
    with ExitStack() as stack:

        def open_raw(slot: Plugged) -> Raw:
            made = Raw(slot)
            stack.callback(os.close, made.file)
            return made

        yield open_raw


@pytest.mark.parametrize("size", [0, 1, 57, 58, 116, 117, 1024, 7609])
def test_what_is_sent_comes_back_at_every_length(size: int) -> None:
    data = os.urandom(size)
    with plugged_in(Authenticator()) as slot, opened(slot.path) as device:
        assert device.ping(data) == data
        assert device.call(CTAPHID.WINK) == b""


@pytest.mark.parametrize(
    ("command", "rest", "channel", "error"),
    [
        (0x90, b"\0\x01\x04", 77, ERR.INVALID_CHANNEL),
        (0x90, b"\0\x01\x04", 0, ERR.INVALID_CHANNEL),
        (0x81, b"\0\x01x", BROADCAST, ERR.INVALID_CHANNEL),
        (0x83, b"\0\0", None, ERR.INVALID_COMMAND),
        (0x90, b"\0\0", None, ERR.INVALID_LENGTH),
        (0x81, b"\xff\xff", None, ERR.INVALID_LENGTH),
        (0x86, b"\0\x03abc", None, ERR.INVALID_LENGTH),
    ],
)
def test_a_report_that_makes_no_sense_is_answered_with_its_error(
    raw: Callable[[Plugged], Raw], command: int, rest: bytes, channel: int | None, error: int
) -> None:
    with plugged_in(Authenticator()) as slot:
        host = raw(slot)
        host.init()
        host.write(command, rest, channel)
        assert host.error() == error
        host.write(0x81, b"\0\x01x")
        assert host.read()[4:8] == b"\x81\0\x01x"


def test_reports_out_of_order_end_a_message(raw: Callable[[Plugged], Raw]) -> None:
    with plugged_in(Authenticator()) as slot:
        host = raw(slot)
        host.init()
        host.write(0, b"of no message")
        host.write(0x81, b"\x01\x00" + bytes(57))
        host.write(1, bytes(59))
        assert host.error() == ERR.INVALID_SEQ


def test_what_an_earlier_host_left_unread_does_not_keep_the_next_from_working(raw: Callable[[Plugged], Raw]) -> None:
    with plugged_in(Authenticator()) as slot:
        first, second = raw(slot), raw(slot)
        first.init()
        first.write(0x81, struct.pack(">H", 2000) + bytes(57))
        for number in range(33):
            first.write(number, bytes(59))
        assert select.select([first.file], [], [], HANG_S)[0]
        second.init()
        assert second.channel != first.channel
        second.write(0x81, b"\0\x01x")
        assert second.read()[4:8] == b"\x81\0\x01x"


def test_a_host_that_never_reads_does_not_stop_it_from_being_pulled_out(raw: Callable[[Plugged], Raw]) -> None:
    with plugged_in(Authenticator()) as slot:
        host = raw(slot)
        host.init()
        for _ in range(5):
            host.write(0x81, struct.pack(">H", 700) + bytes(57))
            for number in range(11):
                host.write(number, bytes(59))
        slot.unplug()
        while host.read():
            pass


def test_another_host_is_told_that_it_is_busy_while_it_waits_and_may_say_hello(
    raw: Callable[[Plugged], Raw],
) -> None:
    key = Authenticator(person=Person(Touch.WHEN_TOLD))
    with plugged_in(key) as slot:
        host = raw(slot)
        host.init()
        first = host.channel
        host.write(0x90, b"\0\x01\x0b")
        assert key.person.waiting.wait(HANG_S)
        host.init()
        second = host.channel
        assert second not in (0, first)
        host.write(0x90, b"\0\x01\x04", second)
        while (reply := host.read())[4] == 0xBB:
            assert reply[:8] == struct.pack(">IBHB", first, 0xBB, 1, 2)
        assert reply[:8] == struct.pack(">IBHB", second, 0xBF, 1, ERR.CHANNEL_BUSY)
        key.person.touch()
        while (reply := host.read())[4] == 0xBB:
            pass
        assert reply[:8] == struct.pack(">IBHB", first, 0x90, 1, 0)


def test_cancelling_ends_the_wait_for_a_touch_and_the_key_goes_on() -> None:
    key = Authenticator(person=Person(Touch.WHEN_TOLD))
    with hosted(key) as host:
        seen, cancel = [], Event()

        def on_keepalive(status: int) -> None:
            seen.append(status)
            cancel.set()

        with refused(ERR.KEEPALIVE_CANCEL):
            host.ctap.selection(event=cancel, on_keepalive=on_keepalive)
        assert seen == [2] and not key.person.waiting.is_set()
        key.person.does = Touch.AT_ONCE
        assert host.secret(host.credential())


def test_it_is_touched_when_told() -> None:
    key = Authenticator(person=Person(Touch.WHEN_TOLD))
    with hosted(key) as host:

        def touch() -> None:
            assert key.person.waiting.wait(HANG_S)
            key.person.touch()

        thread = Thread(target=touch)
        thread.start()
        host.ctap.selection()
        thread.join()
        assert key.person.asked == 1


def test_a_host_sees_it_go_while_it_waits(raw: Callable[[Plugged], Raw]) -> None:
    key = Authenticator(person=Person(Touch.WHEN_TOLD))
    with plugged_in(key) as slot:
        host = raw(slot)
        host.init()
        host.write(0x90, b"\0\x01\x0b")
        assert key.person.waiting.wait(HANG_S)
        slot.unplug()
        while host.read():
            pass
        with pytest.raises(OSError, match="Input/output"):
            host.write(0x90, b"\0\x01\x04")
        assert not key.person.waiting.is_set()


@pytest.mark.parametrize(
    ("does", "error"), [(Touch.REFUSED, ERR.OPERATION_DENIED), (Touch.TIMEOUT, ERR.USER_ACTION_TIMEOUT)]
)
def test_a_person_may_not_want_to(does: Touch, error: int) -> None:
    key = Authenticator(person=Person(does, keepalives=3))
    with hosted(key) as host, refused(error):
        host.credential()


@pytest.mark.parametrize("version", AS_OF)
@pytest.mark.parametrize("protocol", [1, 2])
def test_a_secret_is_the_same_each_time_and_another_for_a_verified_user(version: str, protocol: int) -> None:
    traits = Traits(protocols=(protocol,), permissions=AS_OF[version].permissions)
    key = Authenticator(traits, pin=PIN)
    with hosted(key) as host:
        credential = host.credential(PIN)
        plain = host.secret(credential)
        assert plain and len(plain) == 32
        assert host.secret(credential) == host.secret(credential, options={"up": False}) == plain
        verified = host.secret(credential, token=host.token(ASSERT))
        assert verified == host.secret(credential, token=host.token(ASSERT)) != plain
        both = host.secret(credential, SALT + bytes(32))
        assert both == plain + (host.secret(credential, bytes(32)) or b"")
        assert host.secret(host.credential(PIN)) != plain
        asked = key.person.asked
        host.secret(credential, options={"up": False})
        assert key.person.asked == asked


def test_the_signatures_are_right() -> None:
    with hosted(Authenticator()) as host:
        made = host.make()
        data = made.auth_data.credential_data
        assert data is not None
        data.public_key.verify(bytes(made.auth_data) + DIGEST, made.att_stmt["sig"])
        answer = host.ctap.get_assertion(RP, DIGEST, [{"id": data.credential_id, "type": "public-key"}])
        answer.verify(DIGEST, data.public_key)
        assert answer.auth_data.counter > made.auth_data.counter


def test_a_credential_is_known_to_its_own_key_and_relying_party_only() -> None:
    with hosted(Authenticator(seed="a")) as host:
        credential = host.credential()
        secret = host.secret(credential)
        with refused(ERR.NO_CREDENTIALS):
            host.secret(credential, rp="another.example")
        with refused(ERR.CREDENTIAL_EXCLUDED):
            host.make(exclude_list=[{"id": credential, "type": "public-key"}])
    with hosted(Authenticator(seed="a")) as host:
        assert host.secret(credential) == secret
    other = Authenticator(seed="b")
    with hosted(other) as host:
        for unknown in (credential, b"", b"x", credential[:-1], bytes(200)):
            with refused(ERR.NO_CREDENTIALS):
                host.secret(unknown)
        assert not other.person.asked


def test_what_it_keeps_outlasts_being_pulled_out_but_not_a_reset() -> None:
    key = Authenticator(pin=PIN)
    with hosted(key) as host:
        credential = host.credential()
        secret = host.secret(credential)
    with hosted(key) as host:
        assert host.secret(credential) == secret
        host.ctap.reset()
        with refused(ERR.NO_CREDENTIALS):
            host.secret(credential)
        assert host.ctap.get_info().options["clientPin"] is False


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({3: bytes(32)}, ERR.PIN_AUTH_INVALID),
        ({1: {1: 2, 3: -25, -1: 1, -2: bytes(32), -3: b"\1" * 32}}, ERR.INVALID_PARAMETER),
        ({1: {}}, ERR.INVALID_PARAMETER),
        ({1: 5}, ERR.CBOR_UNEXPECTED_TYPE),
        ({2: 5}, ERR.CBOR_UNEXPECTED_TYPE),
        ({4: 3}, ERR.INVALID_PARAMETER),
    ],
)
def test_a_wrong_request_for_a_secret_is_refused_without_a_touch(wrong: dict[int, Any], error: int) -> None:
    key = Authenticator()
    with hosted(key) as host:
        credential = host.credential()
        asked = key.person.asked
        with refused(error):
            host.secret(credential, wrong=wrong)
        assert key.person.asked == asked


def test_salts_have_their_length() -> None:
    with hosted(Authenticator()) as host:
        credential = host.credential()
        for size in (0, 16, 48, 80):
            with refused(ERR.INVALID_LENGTH):
                host.secret(credential, bytes(size))


@pytest.mark.parametrize("protocol", [1, 2])
def test_wrong_pins_are_counted_until_it_is_put_in_again_and_until_it_is_reset(protocol: int) -> None:
    key = Authenticator(pin=PIN)
    expected = [ERR.PIN_INVALID, ERR.PIN_INVALID, ERR.PIN_AUTH_BLOCKED, ERR.PIN_AUTH_BLOCKED]
    for left in (8, 5):
        with hosted(key, protocol) as host:
            for number, error in enumerate(expected):
                assert host.pins.get_pin_retries() == (max(left - number, left - 3), number == 3)
                with refused(error):
                    host.token(ASSERT, "4321")
            with refused(ERR.PIN_AUTH_BLOCKED):
                host.token(ASSERT)
    with hosted(key, protocol) as host:
        with refused(ERR.PIN_INVALID):
            host.token(ASSERT, "4321")
        with refused(ERR.PIN_BLOCKED):
            host.token(ASSERT, "4321")
        with refused(ERR.PIN_BLOCKED):
            host.token(ASSERT)
        host.ctap.reset()
        host.pins.set_pin(PIN)
        host.token(ASSERT)


def test_the_right_pin_gives_all_tries_back() -> None:
    key = Authenticator(pin=PIN)
    with hosted(key) as host:
        for _ in range(2):
            for _ in range(2):
                with refused(ERR.PIN_INVALID):
                    host.token(ASSERT, "4321")
            assert key.pin.tries == 6
            host.token(ASSERT)
            assert key.pin.tries == 8


@pytest.mark.parametrize("protocol", [1, 2])
def test_a_pin_can_be_set_once_and_changed_by_who_knows_it(protocol: int) -> None:
    key = Authenticator()
    with hosted(key, protocol) as host:
        with refused(ERR.PIN_NOT_SET):
            host.token(ASSERT)
        host.pins.set_pin(PIN)
        with refused(ERR.PIN_AUTH_INVALID):
            host.pins.set_pin("9999")
        with refused(ERR.PIN_INVALID):
            host.pins.change_pin("9999", "8888")
        host.pins.change_pin(PIN, "ä€😀x")
        host.token(ASSERT, "ä€😀x")
        with refused(ERR.PIN_INVALID):
            host.token(ASSERT)


def test_a_token_is_for_one_use_one_purpose_and_one_relying_party() -> None:
    key = Authenticator(pin=PIN)
    with hosted(key) as host:
        credential = host.credential(PIN)
        token = host.token(ASSERT)
        assert host.secret(credential, token=token, options={"up": False})
        assert host.secret(credential, token=token)
        for spent in (token, host.token(MAKE), host.token(ASSERT, rp="another.example"), os.urandom(32)):
            with refused(ERR.PIN_AUTH_INVALID):
                host.secret(credential, token=spent)


def test_a_token_of_an_older_key_is_good_until_the_power_is_off() -> None:
    key = Authenticator(AS_OF["2.0"], pin=PIN)
    with hosted(key) as host:
        token = host.token(ASSERT)
        credential = host.make(token).auth_data.credential_data
        assert credential is not None
        assert host.secret(credential.credential_id, token=token) == host.secret(credential.credential_id, token=token)
    with hosted(key) as host, refused(ERR.PIN_AUTH_INVALID):
        host.secret(credential.credential_id, token=token)


NEEDED = {
    "an older key": Traits(permissions=False, protocols=(1,)),
    "always": Traits(always_uv=True),
    "for new ones": Traits(pin_for_new=True),
    "a usual key": Traits(),
}


@pytest.mark.parametrize("name", NEEDED)
def test_keys_need_the_pin_for_different_things(name: str) -> None:
    traits = NEEDED[name]
    with hosted(Authenticator(traits, pin=PIN)) as host:
        if name == "a usual key":
            host.credential()
        else:
            with refused(ERR.PUAT_REQUIRED):
                host.credential()
        credential = host.credential(PIN)
        host.secret(credential, options={"up": False})
        if name == "always":
            with refused(ERR.PUAT_REQUIRED):
                host.secret(credential)
        else:
            host.secret(credential)
        host.secret(credential, token=host.token(ASSERT))


def test_a_credential_for_verified_users_is_not_there_for_others() -> None:
    with hosted(Authenticator(pin=PIN)) as host:
        credential = host.credential(PIN, extensions={"hmac-secret": True, "credProtect": 3})
        with refused(ERR.NO_CREDENTIALS):
            host.secret(credential, options={"up": False})
        assert host.secret(credential, token=host.token(ASSERT))


def test_keys_without_something_say_so() -> None:
    with hosted(Authenticator(Traits(hmac_secret=False))) as host:
        assert "hmac-secret" not in host.ctap.info.extensions
        assert not host.make().auth_data.extensions
        assert host.secret(host.credential()) is None
    with hosted(Authenticator(Traits(silent_secrets=False))) as host:
        credential = host.credential()
        with refused(ERR.UNSUPPORTED_OPTION):
            host.secret(credential, options={"up": False})
        host.ctap.get_assertion(RP, DIGEST, [{"id": credential, "type": "public-key"}], options={"up": False})
    silent = Authenticator(Traits(presence=False))
    with hosted(silent) as host:
        assert host.secret(host.credential()) and not silent.person.asked
    with hosted(Authenticator(Traits(pins=False))) as host:
        assert "clientPin" not in host.ctap.info.options and host.secret(host.credential())
    with hosted(Authenticator()) as host:
        with refused(ERR.UNSUPPORTED_OPTION):
            host.make(options={"rk": True})
        with refused(ERR.INVALID_OPTION):
            host.make(options={"uv": True})
        with refused(ERR.UNSUPPORTED_ALGORITHM):
            host.ctap.make_credential(DIGEST, {"id": RP}, {"id": b"u"}, [{"alg": -8, "type": "public-key"}])


def test_a_finger_verifies_with_one_touch_and_has_tries_of_its_own() -> None:
    key = Authenticator(Traits(fingerprints=True, pin_for_new=True))
    with hosted(key) as host:
        credential = host.credential(options={"uv": True})
        assert key.person.asked == 1
        verified = host.secret(credential, options={"uv": True})
        token = host.pins.get_uv_token(ASSERT, RP)
        assert host.secret(credential, token=token) == verified and key.person.asked == 3
        key.person.finger_fits = False
        with refused(ERR.OPERATION_DENIED):
            host.secret(credential, options={"uv": True})
        with refused(ERR.UV_INVALID):
            host.pins.get_uv_token(ASSERT, RP)
        assert host.pins.get_uv_retries() == 1
        for _ in range(2):
            with refused(ERR.UV_BLOCKED):
                host.pins.get_uv_token(ASSERT, RP)


def test_a_host_that_lets_a_person_choose_a_key_learns_only_that_it_was_touched() -> None:
    for pin, error in ((None, ERR.PIN_NOT_SET), (PIN, ERR.PIN_INVALID)):
        key = Authenticator(pin=pin)
        with hosted(key) as host, refused(error):
            host.make(pin_uv_param=b"", pin_uv_protocol=2)
        assert key.person.asked == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\x40", ERR.INVALID_COMMAND),
        (b"\x02\xa1", ERR.INVALID_CBOR),
        (b"\x02\x01", ERR.CBOR_UNEXPECTED_TYPE),
        (b"\x02\xa0", ERR.MISSING_PARAMETER),
        (b"\x06\xa1\x02\x18\x63", ERR.INVALID_SUBCOMMAND),
        (b"\x06\xa1\x02\x02", ERR.MISSING_PARAMETER),
    ],
)
def test_a_wrong_request_has_its_error(data: bytes, error: int) -> None:
    with plugged_in(Authenticator()) as slot, opened(slot.path) as device:
        assert device.call(CTAPHID.CBOR, data) == bytes([error])


SEEN = {
    "empty": IndexError,
    "garbage": ValueError,
    "type": TypeError,
    "map": TypeError,
    "status": CtapError,
    "sequence": Exception,
    "channel": Exception,
    "command": CtapError,
    "unplug": Exception,
}


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_happens_once_when_it_is_asked_for_once(what: str, raw: Callable[[Plugged], Raw]) -> None:
    key = Authenticator(faults=(Fault.parse(f"get-assertion:{what}:2"),))
    with plugged_in(key) as slot, opened(slot.path) as device:
        host = Host(device, 2)
        credential = host.credential()
        secret = host.secret(credential)
        if what in ("silence", "endless"):
            with opened(slot.path) as other:
                request = b"\x02\xa2\x01\x61a\x02\x40"
                other._connection.write_packet(
                    struct.pack(">IBH", other._channel_id, 0x90, len(request)) + request.ljust(57, b"\0")
                )
                if what == "endless":
                    assert other._connection.read_packet()[4:7] == b"\x90" + struct.pack(">H", 7609)
                other.ping()
        elif what.endswith("secret"):
            wrong = host.secret(credential)
            assert wrong != secret and len(wrong or b"") == {"no-secret": 0, "short-secret": 16}.get(what, 32)
        else:
            with pytest.raises(SEEN[what]):
                host.secret(credential)
        assert key.served[Ctap.GET_ASSERTION] == 2
    with hosted(key) as host:
        assert host.secret(credential) == secret


@pytest.mark.parametrize("text", ["get-assertion", "get-assertion:silence:1:2", "get-assertion:dance", "dance:silence"])
def test_a_fault_that_there_is_not_cannot_be_asked_for(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Fault.parse(text)


def test_one_in_a_process_of_its_own_is_touched_and_pulled_out_from_here() -> None:
    options = ("--pin", PIN, "--seed", "a", "--touch", "when-told", "--pin-for-new", "--protocol", "1")
    with separate_key(*options, "--fault", "get-info:status:3") as key:
        with opened(key.path) as device:
            host = Host(device, 1)
            assert host.ctap.info.pin_uv_protocols == [1] and host.ctap.info.options["makeCredUvNotRqd"] is False
            toucher = Thread(target=lambda: (key.wait_until_asked(), key.touch()))
            toucher.start()
            credential = host.credential(PIN)
            toucher.join()
            host.ctap.get_info()
            with refused(0xF1):
                host.ctap.get_info()
        with hosted(Authenticator(seed="a")) as host:
            assert host.secret(credential)
        key.unplug()
        assert key.process.returncode == 0


def test_one_in_a_process_of_its_own_ends_with_who_started_it() -> None:
    with separate_key() as key:
        assert key.path.is_char_device()
    assert key.process.returncode == 0
