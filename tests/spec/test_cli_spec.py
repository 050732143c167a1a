"""The tables of spec/cli.md are those of the program: exit codes, error codes, sizes, limits and JSON keys."""

import re
import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from vault import credentials, errors, options
from vault.cli import main, prompts
from vault.cli.text import parse_size
from vault.options import lockdown, watching

TEXT = (Path(__file__).resolve().parents[2] / "spec" / "cli.md").read_text()


def section(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, cells without backticks."""
    rows = re.findall(r"^\| (.*) \|$", section(heading), re.MULTILINE)
    return [[cell.strip().strip("`") for cell in row.split(" | ")] for row in rows[2:]]


def all_errors(kind: type[errors.VaultError] = errors.VaultError) -> list[type[errors.VaultError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in all_errors(child))]


def test_the_error_codes_and_their_exit_codes() -> None:
    assert {row[0]: int(row[1]) for row in table("Error codes")} == {
        kind.code: kind.exit_code for kind in all_errors() if kind.__module__.startswith("vault.")
    }


def test_every_error_class_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in all_errors() if kind.__module__ == errors.__name__]  # others are kinds of these
    assert len(codes) == len(set(codes))


def test_the_exit_codes() -> None:
    signals = {128 + number for number in (1, 2, 15)}
    assert {int(row[0]) for row in table("Exit codes")} == {
        0,
        main.BROKEN_PIPE,
        *signals,
        *(kind.exit_code for kind in all_errors()),
    }


@pytest.mark.parametrize(("text", "size"), table("Sizes"))
def test_a_size(text: str, size: str) -> None:
    assert parse_size(text) == int(size)


NO_SIZES = re.findall(r"`([^`]+)`", section("Sizes").split("These are no sizes:")[1])


@pytest.mark.parametrize("text", ["", *NO_SIZES])
def test_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is"):
        parse_size(text)


def test_the_limits_of_credentials() -> None:
    limits = [int(row[2]) for row in table("Credentials") if len(row) == 3 and row[2].isdecimal()]
    assert limits == [prompts.MAX_TYPED, credentials.PASSPHRASE_LIMIT, credentials.KEY_FILE_LIMIT]


TYPES: dict[Any, str] = {str: "string", Path: "string", int: "number", float: "number", bool: "boolean"}


def json_type(hint: Any) -> str:
    """The specification's word for a type."""
    if isinstance(hint, types.UnionType):
        return " or ".join(json_type(part) if part is not types.NoneType else "null" for part in get_args(hint))
    if get_origin(hint) is tuple:
        return "array"
    if get_origin(hint) is Literal:
        return "string"
    return "object" if is_dataclass(hint) else TYPES[hint]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("`create`", options.CreateResult),
        ("`convert`", options.ConvertResult),
        ("`convert` in place", options.ConvertedHeader),
        ("`attach`, `mount`, session", options.SessionRecord),
        ("`policy`", options.Policy),
        ("`status`", watching.Status),
        ("`agent`", watching.AgentStatus),
        ("`policy show`, `policy set`, `policy unset`", options.PolicyInfo),
        ("`policy member`", options.PolicyMember),
        ("`mount --plan`", options.MountPlan),
        ("`inspect`", options.Inspection),
        ("`header copy`", options.HeaderCopy),
        ("`keyslot`", options.KeyslotInfo),
        ("`digest`", options.DigestInfo),
        ("`token`", options.TokenInfo),
        ("`keyring status`", options.KeyringStatus),
        ("`keyring token`", options.KeyringToken),
        ("`keyring forget`", options.Forgotten),
        ("`security key`", options.SecurityKey),
        ("`security-key status`", options.SecurityKeyStatus),
        ("`security key token`", options.SecurityKeyToken),
        ("`header backup`", options.HeaderBackup),
        ("`header restore`", options.HeaderRestored),
        ("`header comparison`", options.HeaderComparison),
        ("`header difference`", options.HeaderDifference),
        ("`keyslot difference`", options.KeyslotDifference),
        ("`header check`", options.HeaderCheck),
        ("`copy check`", options.CopyCheck),
        ("`keyslot check`", options.KeyslotCheck),
        ("`overwritten`", options.Overwritten),
        ("`token check`", options.TokenCheck),
        ("`foreign signature`", options.ForeignSignature),
        ("`header repair`", options.HeaderRepaired),
        ("`repair step`", options.RepairStep),
        ("`kept header`", options.KeptHeader),
        ("`passphrase estimate`", options.PassphraseStrength),
        ("`agent install`, `agent uninstall`", lockdown.AgentFiles),
        ("`lock-all`", lockdown.LockedDown),
        ("`closing`", lockdown.Closing),
        ("`stopped command`", lockdown.Stopped),
        ("`benchmark`", options.Benchmark),
        ("`cipher speed`", options.CipherSpeed),
        ("`KDF speed`", options.KdfSpeed),
    ],
)
def test_the_json_keys_and_their_types(heading: str, kind: type) -> None:
    hints = get_type_hints(kind)
    assert [(row[0], row[1]) for row in table(heading)] == [
        (field.name, json_type(hints[field.name])) for field in fields(kind)
    ]


def test_the_version_of_the_objects_is_the_documented_one() -> None:
    from vault.cli.console import JSON_VERSION

    assert JSON_VERSION == 1
