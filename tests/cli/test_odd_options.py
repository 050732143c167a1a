"""Options and containers that cannot be meant are told with their exit code, before anything costly is done."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.cli.main import run
from vault.testing import bitlocker, freeotfe, fvault2
from vault.testing.veracrypt import PASSPHRASE, noise, small_volume
from vault.testing.volumes import write_volume

SIZE = 1 << 20
CHEAP = "--format veracrypt --pim 1 --prf sha256"
Told = tuple[int, str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of containers, keyfiles and what is neither."""
    folder = tmp_path_factory.mktemp("odd")
    device, outer = small_volume()
    outer.volume_key.wipe()
    write_volume(folder / "luks2", PASSPHRASE, size=2 * SIZE)
    contents = {
        "noise": noise(SIZE),
        "nothing": b"",
        "sector": noise(512),
        "few": noise(100),
        "zeros": bytes(SIZE),
        "veracrypt": bytes(device.data),
        "veracrypt-cut": bytes(device.data[: 300 * 1024]),
        "veracrypt-header": bytes(device.data[:512]),
        "luks2-cut": (folder / "luks2").read_bytes()[: SIZE // 4],
        "luks2-torn": (folder / "luks2").read_bytes()[:600],
        "bitlocker": bytes(bitlocker.Volume().image()),
        "bitlocker-cut": bytes(bitlocker.Volume().image()[: 65 * 1024]),
        "fvault2": bytes(fvault2.Volume().image()),
        "fvault2-cut": bytes(fvault2.Volume().image()[: 70 * 1024]),
        "freeotfe": bytes(freeotfe.Volume(iterations=2048).image()),
        "freeotfe-cut": bytes(freeotfe.Volume(iterations=2048).image()[:1024]),
        "passphrase": PASSPHRASE,
        "long": b"x" * 129,
        "otfe": freeotfe.PASSPHRASE,
        "hidden-file/.hidden": b"x",
    }
    for name in ("empty-folder", "nested/folder", "hidden-file"):
        (folder / name).mkdir(parents=True)
    os.mkfifo(folder / "pipe")
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def told(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Told]:
    """What a command line that has to fail says: exit code, error code, and sentence with hint."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user, which is told before the rest")
    monkeypatch.setattr("vault.system.processes.forbid_core_dumps", lambda: None)  # this process has more to do
    monkeypatch.chdir(made)
    for name in ("XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        (tmp_path / name).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / name))

    def tell(line: str, *more: str) -> Told:
        code = run([*line.split(), *more, "--json"])
        printed = capsys.readouterr()
        error = json.loads(printed.out)["error"]
        assert "Traceback" not in printed.err
        for sentence in (error["message"], error["hint"]):
            assert sentence.isprintable()
        assert len(error["message"]) < 300
        return code, error["code"], f"{error['message']} {error['hint']}"

    return tell


USAGE, CREDENTIAL, WRONG = (2, "usage"), (3, "credential"), (3, "wrong-credential")
UNKNOWN, UNSUPPORTED = (4, "unknown-format"), (4, "unsupported")
DAMAGED, LIMIT = (4, "damaged-header"), (4, "limit")
ROWS = [
    # --- VeraCrypt ---
    ("noise --pim 0", USAGE, "0 is no PIM"),
    ("noise --pim -1", USAGE, "-1 is no PIM"),
    ("noise --pim 2147469", USAGE, "from 1 to 2147468"),
    ("noise --pim 99999999999999999999999", USAGE, "is no PIM"),
    ("noise --pim 1.5", USAGE, "1.5"),
    ("noise --pim 65536 --system", USAGE, "from 1 to 65535"),
    ("noise --prf nonsense", USAGE, "there are: "),
    ("noise --prf \x1b[31m", USAGE, "\\x1b"),
    ("noise --prf argon2id --system", USAGE, "Argon2id"),
    ("noise --pim 1 --format truecrypt", USAGE, "knows no PIM"),
    ("noise --cipher rot13", USAGE, "rot13"),
    ("noise --cipher aes-aes", USAGE, "aes-aes"),
    ("noise --system --hidden", USAGE, "neither hidden nor backup"),
    ("noise --system --backup-header", USAGE, "neither hidden nor backup"),
    ("noise --offset 8", USAGE, "fills its container"),
    ("noise --offset -1", USAGE, "no number of sectors"),
    ("noise --offset 8K", USAGE, "no number of sectors"),
    ("noise --offset 9999999999999999999999", USAGE, "no number of sectors"),
    ("noise --system --pim 1 --prf sha256 --offset 99999999", USAGE, "no partition begins"),
    ("noise --header sector", UNKNOWN, "sector is no detached header"),
    ("noise --header sector --format veracrypt", USAGE, "no detached header"),
    (f"noise {CHEAP} --key-slot 0", USAGE, "no keyslots"),
    (f"noise {CHEAP}", WRONG, ""),
    (f"noise {CHEAP} --protect-pim 1", USAGE, "without --protect-hidden"),
    (f"veracrypt {CHEAP} --protect-hidden --protect-key-file otfe --protect-pim 0", USAGE, "0 is no PIM"),
    (f"veracrypt {CHEAP} --read-only --hidden", WRONG, ""),
    ("noise --format veracrypt --key-size 256", USAGE, "key-size means nothing"),
    ("noise --format nonsense", USAGE, "nonsense"),
    # --- keyfiles ---
    (f"noise {CHEAP} --keyfile nothing", CREDENTIAL, "is empty"),
    (f"noise {CHEAP} --keyfile missing", CREDENTIAL, "no such file"),
    (f"noise {CHEAP} --keyfile /dev/null", CREDENTIAL, "not a regular file"),
    (f"noise {CHEAP} --keyfile /dev/zero", CREDENTIAL, "not a regular file"),
    (f"noise {CHEAP} --keyfile pipe", CREDENTIAL, "not a regular file"),
    (f"noise {CHEAP} --keyfile empty-folder", CREDENTIAL, "has no files"),
    (f"noise {CHEAP} --keyfile hidden-file", CREDENTIAL, "has no files"),
    (f"noise {CHEAP} --keyfile nested", CREDENTIAL, "not a regular file"),
    ("luks2 --keyfile passphrase", USAGE, "keyfile means nothing to a luks2"),
    # --- LUKS ---
    ("luks2 --offset 8", USAGE, "offset means nothing to a luks2"),
    ("luks2 --pim 1", USAGE, "name the format"),
    ("luks2 --format luks1", UNKNOWN, "no LUKS1 header"),
    ("luks2 --protect-hidden --protect-key-file otfe --protect-pim 1", USAGE, "a luks2 volume has no hidden volume"),
    ("luks2-cut", DAMAGED, ""),
    ("luks2-torn", UNKNOWN, "no known format"),
    # --- plain ---
    ("noise --format plain --key-size 7", USAGE, "7"),
    ("noise --format plain --key-size 12", USAGE, "no whole number of bytes"),
    ("noise --format plain --key-size 264", USAGE, "takes no key of 264 bits"),
    ("noise --format plain --key-size 99999999999999999999", USAGE, "99999999999999999999"),
    ("noise --format plain", CREDENTIAL, "has 12 bytes, the key needs 32"),
    ("noise --format plain --cipher nonsense", UNSUPPORTED, "nonsense"),
    ("noise --format plain --sector-size 513", USAGE, "513"),
    ("noise --format plain --skip -1", USAGE, "-1"),
    ("noise --format plain --skip 99999999999999999999", USAGE, "out of range"),
    ("noise --format plain --skip 1 --sector-size 4096", USAGE, "not whole encryption sectors"),
    ("noise --format plain --volume-size 0", USAGE, "the size is out of range"),
    ("noise --format plain --volume-size 1 --sector-size 4096", USAGE, "not whole sectors"),
    ("noise --format plain --volume-size 99999999", USAGE, "1048576 bytes"),
    ("noise --format plain --offset 99999999", USAGE, "is to reach"),
    ("noise --format plain --hidden", USAGE, "hidden means nothing"),
    ("noise --format plain --header zeros", USAGE, "no detached header"),
    ("nothing --format plain", USAGE, "is to reach"),
    # --- the others, and containers cut short ---
    ("bitlocker --read-only --header zeros --format bitlocker", USAGE, "no detached header"),
    ("bitlocker --read-only --pim 1", USAGE, "pim means nothing to a bitlocker"),
    ("bitlocker-cut --read-only", DAMAGED, ""),
    ("fvault2-cut --read-only", DAMAGED, ""),
    ("freeotfe --format freeotfe --read-only --offset 99999999", UNKNOWN, "too short"),
    ("few --format freeotfe --read-only", UNKNOWN, "too short"),
    ("freeotfe --format freeotfe --read-only --header zeros", DAMAGED, ""),
    ("noise --format luks2", UNKNOWN, ""),
    ("noise --format bitlocker --read-only", UNKNOWN, ""),
    ("nothing", UNKNOWN, "it is empty"),
    ("zeros", UNKNOWN, "it is empty"),
    ("few", UNKNOWN, "no known format"),
    ("few --format veracrypt", UNKNOWN, "no room"),
    ("veracrypt-cut --pim 1 --prf sha256 --format veracrypt", DAMAGED, ""),
    ("veracrypt-header --pim 1 --prf sha256 --format veracrypt", DAMAGED, ""),
]


@pytest.mark.parametrize(
    ("line", "expected", "words"), ROWS, ids=[row[0].encode("unicode_escape").decode() for row in ROWS]
)
def test_what_cannot_be_meant_is_told(
    told: Callable[..., Told], line: str, expected: tuple[int, str], words: str
) -> None:
    code, name, sentence = told(f"attach {line} --key-file passphrase")
    assert ((code, name), words in sentence) == (expected, True), sentence


@pytest.mark.parametrize(
    ("value", "expected", "words"),
    [("nonsense", UNSUPPORTED, "nonsense"), ("sha256:99", USAGE, "length of the hash"), ("", UNSUPPORTED, "")],
)
def test_a_hash_of_a_plain_volume_is_looked_at_when_there_is_a_passphrase(
    told: Callable[..., Told], descriptor: Callable[[bytes], int], value: str, expected: tuple[int, str], words: str
) -> None:
    line = f"attach noise --format plain --passphrase-fd {descriptor(b'x')}"
    code, name, sentence = told(line, "--hash", value)
    assert ((code, name), words in sentence) == (expected, True), sentence


def test_a_passphrase_that_no_volume_can_have_is_told(told: Callable[..., Told]) -> None:
    assert told(f"attach noise {CHEAP} --key-file long")[:2] == LIMIT
    assert told("attach noise --format truecrypt --key-file long")[:2] == LIMIT


def test_a_volume_that_ends_before_its_plaintext_is_told(told: Callable[..., Told]) -> None:
    assert told("attach freeotfe-cut --format freeotfe --read-only --key-file otfe")[:2] == DAMAGED


def test_inspecting_refuses_the_same_options(told: Callable[..., Told]) -> None:
    for line in ("noise --format veracrypt --pim 0", "luks2 --offset 8", "noise --format plain --key-size 7"):
        assert told(f"inspect {line}")[:2] == USAGE
    assert told("inspect luks2 --no-remember")[:2] == USAGE
