"""Names, tokens, priorities, unbound and converted keyslots go both ways between vault, cryptsetup and systemd."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import KeyslotError
from vault.formats.luks2 import keyslots
from vault.formats.luks2.model import PRIORITY_IGNORE, PRIORITY_PREFER, Header
from vault.testing.volumes import CHEAP_ARGON2, CHEAP_PBKDF2, small_options, write_volume
from vault.volume import Volume

PROGRAM = Path("/usr/sbin/cryptsetup")
CRYPTENROLL = Path("/usr/bin/systemd-cryptenroll")
DEADLINE_S = 120
PBKDF2 = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
NOT_OPENED = (1, 2)
"""Codes for no keyslot to try, and none that opens."""
OWN_KEY = b"twenty bytes of key!"
TOKEN = {"type": "vault-keyring", "id": "0123456789abcdef" * 2}
RECOVERY = {"type": "systemd-recovery"}

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="cryptsetup is not installed")


class Both:
    """A volume whose keyslot 0 opens with ``zero``, for both programs; passphrases go in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.image = folder / "volume"
        write_volume(self.image, b"zero", size=3 << 20, options=small_options(keyslots=5))

    def file(self, content: bytes) -> Path:
        path = self.folder / content.hex()
        path.write_bytes(content)
        return path

    def run(self, *words: object, codes: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            [PROGRAM, "--batch-mode", *map(str, words)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
            env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin"},
        )
        assert done.returncode in codes, done.stderr
        return done.stdout

    def tests(self, credential: bytes, slot: int | None = None, *, opens: bool = True, unbound: bool = False) -> None:
        """Have cryptsetup try the credential."""
        where = () if slot is None else ("--key-slot", slot)
        kind = ("--unbound",) if unbound else ()
        words = ("--test-passphrase", *kind, "--key-file", self.file(credential), *where)
        self.run("open", *words, self.image, codes=(0,) if opens else NOT_OPENED)

    def exported(self, number: int) -> bytes:
        """A token as cryptsetup has it."""
        out = self.folder / "token"
        out.unlink(missing_ok=True)
        self.run("token", "export", "--token-id", number, "--json-file", out, self.image)
        return out.read_bytes()

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("luksDump", "--dump-json-metadata", self.image))
        return found

    @property
    def header(self) -> Header:
        with Volume.open(Container.open(self.image, read_only=True)) as volume:
            return volume.luks.header

    def ours(self, act: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """What ``act`` gives for the header, the device and the rest."""
        with Volume.open(Container.open(self.image)) as volume:
            return act(volume.luks.header, volume.container.header_device, *arguments, **options)

    def add(self, credential: bytes, **options: Any) -> int:
        with Volume.open(Container.open(self.image)) as volume, Secret(b"zero") as zero, volume.unlock(zero) as found:
            new, device = Secret(credential), volume.container.header_device
            added = keyslots.add_keyslot(volume.luks.header, device, found.volume_key, new, CHEAP_PBKDF2, **options)
            return added[1]


@pytest.fixture
def both(tmp_path: Path) -> Both:
    return Both(tmp_path)


def test_what_we_make_of_keyslots_is_listed_and_opens_in_cryptsetup(both: Both) -> None:
    assert both.add(b"one", name="Küche", priority=PRIORITY_PREFER) == 1
    assert both.add(b"two", token=TOKEN, name="two") == 2
    both.ours(keyslots.convert_keyslot, 0, Secret(b"zero"), CHEAP_ARGON2)
    both.ours(keyslots.set_priority, 2, PRIORITY_IGNORE)
    assert both.document == both.header.document
    assert json.loads(both.run("token", "export", "--token-id", 0, both.image)) == {
        "type": "vault-name",
        "keyslots": ["1"],
        "name": "Küche",
    }
    assert json.loads(both.run("token", "export", "--token-id", 1, both.image)) == {**TOKEN, "keyslots": ["2"]}
    for slot, credential in enumerate((b"zero", b"one", b"two")):
        both.tests(credential, slot)
    both.tests(b"two", opens=False)
    dump = both.run("luksDump", both.image)
    for line in (
        "\tPBKDF:      argon2id\n",
        "\tPriority:   preferred\n",
        "\tPriority:   ignored\n",
        "  1: vault-keyring\n",
    ):
        assert line in dump


ODD = {
    "a fraction": "1.50",
    "an exponent": "-1.5E+3",
    "a long fraction": "3.14159265358979323846264338327950288",
    "a NUL": '"a\\u0000b"',
    "no number": "[NaN,-Infinity]",
    "no UTF-8": '"\udcff\udcfe"',
}


def test_what_cryptsetup_keeps_for_others_is_kept_by_us(both: Both) -> None:
    exported = {}
    for number, value in enumerate(ODD.values()):
        text = f'{{"type":"x","keyslots":[],"value":{value}}}'
        file = both.file(text.encode(errors="surrogateescape"))
        both.run("token", "import", "--token-id", number, "--json-file", file, both.image)
        exported[number] = both.exported(number)
        assert exported[number] == file.read_bytes()
    both.tests(b"zero")
    assert both.add(b"one", name="one") == 1
    both.ours(keyslots.remove_keyslot, 1)
    assert {number: both.exported(number) for number in exported} == exported
    both.tests(b"zero")


def test_an_unbound_key_of_ours_is_one_to_cryptsetup(both: Both) -> None:
    add = both.ours(keyslots.add_unbound, Secret(OWN_KEY), Secret(b"own"), CHEAP_PBKDF2, slot=5, name="own")
    assert add[1] == 5
    assert "  5: luks2 (unbound)\n\tKey:        160 bits\n" in both.run("luksDump", both.image)
    out = both.folder / "key"
    words = ("--unbound", "--key-slot", 5, "--key-file", both.file(b"own"), "--volume-key-file", out)
    both.run("luksDump", *words, both.image)
    assert out.read_bytes() == OWN_KEY
    both.tests(b"own", 5, unbound=True)
    both.tests(b"own", opens=False)
    both.tests(b"zero")
    both.run("luksKillSlot", "--key-file", both.file(b"zero"), both.image, 5)
    header = both.header
    assert (list(header.keyslots), list(header.digests)) == ([0], [0])
    assert keyslots.name_of(header, 5) == ""


def test_an_unbound_key_of_cryptsetup_is_one_to_us(both: Both) -> None:
    key = both.file(OWN_KEY)
    both.run(
        "luksAddKey", "--unbound", "--volume-key-file", key, "--key-size", 160, *PBKDF2, both.image, both.file(b"own")
    )
    with both.ours(keyslots.open_unbound, 1, Secret(b"own")) as found:
        assert bytes(found.view()) == OWN_KEY
    both.ours(keyslots.convert_keyslot, 1, Secret(b"own"), CHEAP_ARGON2)
    both.tests(b"own", 1, unbound=True)
    both.ours(keyslots.set_name, 1, "theirs")
    both.ours(keyslots.remove_keyslot, 1)
    assert both.document["tokens"] == {}
    assert list(both.document["digests"]) == ["0"]
    both.tests(b"zero")


def test_what_cryptsetup_makes_of_our_keyslots_is_read_by_us(both: Both) -> None:
    both.add(b"one", name="one")
    both.run("config", "--priority", "ignore", "--key-slot", 1, both.image)
    both.run(
        "luksConvertKey", *PBKDF2, "--hash", "sha512", "--key-slot", 1, "--key-file", both.file(b"one"), both.image
    )
    token = both.file(b'{"type":"vault-name","keyslots":["0"],"name":"of theirs"}')
    both.run("token", "import", "--json-file", token, both.image)
    header = both.header
    assert header.keyslots[1].priority == PRIORITY_IGNORE
    assert header.keyslots[1].kdf.cost.hash == "sha512"  # type: ignore[union-attr]
    assert [keyslots.name_of(header, slot) for slot in (0, 1)] == ["of theirs", "one"]
    _, key = both.ours(keyslots.unlock, Secret(b"one"), slot=1)
    key.wipe()
    both.run("luksChangeKey", *PBKDF2, "--key-file", both.file(b"zero"), "--key-slot", 0, both.image, both.file(b"0"))
    assert keyslots.name_of(both.header, 0) == "of theirs"
    both.run("token", "remove", "--token-id", 0, both.image)
    assert keyslots.name_of(both.header, 1) == ""


def test_a_keyslot_that_cryptsetup_removed_has_lost_its_name_and_its_token_can_go(both: Both) -> None:
    assert both.add(b"one", token=TOKEN, name="one") == 1
    both.run("luksKillSlot", "--key-file", both.file(b"zero"), both.image, 1)
    header = both.header
    assert {number: token["keyslots"] for number, token in header.tokens.items()} == {0: [], 1: []}
    assert keyslots.name_of(header, 1) == ""
    assert header.warnings == ()
    assert both.add(b"again") == 1
    assert keyslots.name_of(both.header, 1) == ""
    with pytest.raises(KeyslotError, match="no token 2"):
        both.ours(keyslots.remove_token, 2)
    for number in (1, 0):
        both.ours(keyslots.remove_token, number)
    assert both.document["tokens"] == {}
    both.tests(b"again", 1)


@pytest.mark.skipif(not CRYPTENROLL.exists(), reason="systemd-cryptenroll is not installed")
def test_systemd_lists_what_we_enrolled(both: Both) -> None:
    """Every token counts there: a name makes a passphrase ``other``, and is one token too many beside another."""
    both.add(b"one", token=RECOVERY)
    both.add(b"two", token=TOKEN)
    both.add(b"three", name="three")
    done = subprocess.run([CRYPTENROLL, both.image], capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == 0, done.stderr
    listed = dict(line.split() for line in done.stdout.splitlines()[1:])
    assert listed == {"0": "password", "1": "recovery", "2": "other", "3": "other"}
