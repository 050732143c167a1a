"""``vault security-key``: volumes that a FIDO2 key opens."""

from pathlib import Path
from typing import Any

import click

from vault.cli.app import App
from vault.cli.console import plain
from vault.cli.credentials import takes_credential, tries_option, with_tries
from vault.cli.params import (
    HEADER,
    backup_option,
    container_argument,
    header_option,
    json_option,
    kdf_limit_option,
    new_slot_option,
    opened_slot_option,
    pass_app,
)
from vault.cli.root import Command, Group
from vault.cli.text import columns, escape
from vault.options import (
    CredentialSource,
    KeyslotChange,
    SecurityKey,
    SecurityKeyRequest,
    SecurityKeyStatus,
    SecurityKeyToken,
)


@click.group(
    cls=Group,
    examples=("vault security-key list", "vault security-key enroll secret.vol", "vault mount secret.vol"),
)
def command() -> None:
    """Let security keys (FIDO2) open volumes.

    A key gets a keyslot of its own, whose secret only the key can compute, from its PIN and a touch. It is enrolled as
    systemd-cryptenroll does, and each opens what the other enrolled. "vault keyslot remove" takes it away again.
    """


@command.command("list", cls=Command, examples=("vault security-key list",))
@json_option
@pass_app
def list_keys(app: App) -> None:
    """List the security keys that are plugged in.

    None is asked for a touch.
    """
    found = app.engine().security_keys()
    app.show(_keys(found) if found else "no security key is plugged in", {"keys": plain(found)})


@command.command("status", cls=Command, examples=("vault security-key status secret.vol",))
@container_argument
@header_option
@json_option
@pass_app
def status(app: App, *, container: Path, header: Path | None) -> None:
    """Tell which security keys open CONTAINER.

    Needs no credential; no key is asked for a touch.
    """
    found = app.engine().security_key_status(container, header)
    app.show("\n\n".join(_report(found)), plain(found))


@command.command(
    "enroll",
    cls=Command,
    examples=("vault security-key enroll secret.vol", "vault security-key enroll secret.vol --no-pin"),
)
@container_argument
@header_option
@opened_slot_option
@new_slot_option
@click.option("--device", type=HEADER, metavar="PATH", help="Enroll the security key at this device.")
@click.option("--no-pin", "pin", is_flag=True, flag_value=False, default=True, help="Open it without the key's PIN.")
@click.option("--no-touch", "touch", is_flag=True, flag_value=False, default=True, help="Open it without a touch.")
@click.option("--verify", is_flag=True, help="Let the key recognise its user, by a finger, in place of the PIN.")
@takes_credential(tokens="named")
@tries_option
@kdf_limit_option
@backup_option
@json_option
@pass_app
def enroll(
    app: App,
    credential: CredentialSource,
    *,
    container: Path,
    tries: int,
    device: Path | None,
    pin: bool,
    touch: bool,
    verify: bool,
    **values: Any,
) -> None:
    """Let a security key open CONTAINER from now on.

    It asks for the key's PIN, and to be touched up to three times: to make the secret, to have it, and to prove that it
    comes again. The present credentials stay.
    """
    change = KeyslotChange(container, **values)
    request = SecurityKeyRequest(device, pin, touch, verify)
    engine = app.engine()
    number = with_tries(app, credential, tries, lambda given: engine.security_key_enroll(change, given, request))
    app.show(f"keyslot {number} is opened by the security key", {"keyslot": number})


def _report(found: SecurityKeyStatus) -> list[str]:
    blocks = [_tokens(found.tokens) if found.tokens else "no security key opens it"]
    if found.keys:
        blocks.append(_keys(found.keys))
    elif found.reason:
        blocks.append(escape(found.reason))
    elif found.tokens:
        blocks.append("no security key is plugged in")
    return blocks


def _tokens(tokens: tuple[SecurityKeyToken, ...]) -> str:
    rows = [(each.number, each.slot, _yes(each.needs_pin), _yes(each.needs_touch)) for each in tokens]
    return columns(("TOKEN", "KEYSLOT", "PIN", "TOUCH"), rows)


def _keys(keys: tuple[SecurityKey, ...]) -> str:
    rows = [(each.path, each.name, _yes(each.has_pin), each.reason or "ready") for each in keys]
    return columns(("DEVICE", "NAME", "PIN", "STATE"), rows)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
