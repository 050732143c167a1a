"""Headers that cryptsetup makes are read as cryptsetup reads them, and are the same bytes when sealed again."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from vault.blockdev.image import ImageFile
from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost
from vault.errors import DamagedHeader, KeyslotError, UnknownFormat, UnsupportedFeature
from vault.formats.luks2.header import probe, read_header
from vault.formats.luks2.jsontext import decode, encode
from vault.formats.luks2.layout import BINARY_HEADER_SIZE, pack, seal, unpack
from vault.formats.luks2.model import BOTH_GOOD, Header
from vault.formats.luks2.validate import check_openable, check_placement

CRYPTSETUP = Path("/usr/sbin/cryptsetup")
PBKDF2 = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
CONTAINER = 20 << 20

pytestmark = pytest.mark.skipif(not CRYPTSETUP.exists(), reason="cryptsetup is not installed")


def cryptsetup(*arguments: str | Path, data: bytes = b"passphrase") -> bytes:
    """What it prints; the data is the passphrase, or what a command reads."""
    command = [CRYPTSETUP, "--batch-mode", *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    path = tmp_path / "volume"
    with path.open("wb") as file:
        file.truncate(CONTAINER)
    return path


def make(path: Path, *options: str | Path) -> Path:
    kdf = () if "--pbkdf" in options else PBKDF2
    cryptsetup("luksFormat", "--type", "luks2", "--key-file", "-", path, *kdf, *options)
    return path


def read(path: Path) -> Header:
    device = ImageFile.open(path, read_only=True)
    try:
        return read_header(device)
    finally:
        device.close()


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--label", "ein größeres Schild", "--subsystem", "sub", "--hash", "sha512", "--sector-size", "512"),
        ("--luks2-metadata-size", "64k", "--luks2-keyslots-size", "1m", "-c", "aes-cbc-essiv:sha256", "-s", "256"),
        ("--luks2-metadata-size", "4m", "--offset", "32768", "--key-size", "256", "--sector-size", "1024"),
        ("--pbkdf", "argon2id", "--pbkdf-memory", "32", "--pbkdf-parallel", "1", "--pbkdf-force-iterations", "4"),
        ("--pbkdf", "argon2i", "--pbkdf-memory", "64", "--pbkdf-parallel", "2", "--pbkdf-force-iterations", "5"),
        ("--uuid", "123E4567-e89b-42d3-a456-426614174000"),
    ],
    ids=lambda options: "-".join(options) or "defaults",
)
def test_a_new_header_is_read_as_cryptsetup_reads_it(volume: Path, options: tuple[str, ...]) -> None:
    make(volume, *options)
    header = read(volume)
    assert header.document == json.loads(cryptsetup("luksDump", "--dump-json-metadata", volume))
    assert header.uuid == cryptsetup("luksUUID", volume).decode().strip()
    assert (header.copies, header.warnings) == (BOTH_GOOD, ())
    check_openable(header)
    check_placement(header, detached=False)
    text = cryptsetup("luksDump", volume).decode()
    for line in (
        f"Epoch:         \t{header.sequence_id}\n",
        f"Metadata area: \t{header.metadata_size} [bytes]\n",
        f"Keyslots area: \t{header.keyslots_size} [bytes]\n",
        f"Label:         \t{header.label or '(no label)'}\n",
        f"Subsystem:     \t{header.subsystem or '(no subsystem)'}\n",
        f"\toffset: {header.segment().offset} [bytes]\n",
        f"\tcipher: {header.segment().cipher}\n",
        f"\tsector: {header.segment().sector_size} [bytes]\n",
        f"\tKey:        {header.segment().key_size * 8} bits\n",
    ):
        assert line in text
    cost = header.keyslots[0].kdf.cost
    if isinstance(cost, Pbkdf2Cost):
        assert f"\tIterations: {cost.iterations}\n" in text
    else:
        assert isinstance(cost, Argon2Cost)
        assert f"\tTime cost:  {cost.time}\n\tMemory:     {cost.memory_kib}\n\tThreads:    {cost.lanes}\n" in text


def test_both_copies_are_the_same_bytes_when_sealed_again(volume: Path) -> None:
    make(volume, "--label", "größer")
    cryptsetup("token", "import", volume, data=b'{"type":"x/y","keyslots":["0"],"text":"a\\"\\u00e4/\\n"}')
    data = volume.read_bytes()
    size = read(volume).metadata_size
    for offset in (0, size):
        whole = data[offset : offset + size]
        block, area = whole[:BINARY_HEADER_SIZE], whole[BINARY_HEADER_SIZE:]
        header = unpack(block, offset=offset)
        assert pack(header) == block
        assert encode(decode(area), len(area)) == area
        assert seal(replace(header, csum=bytes(64)), area) == whole


def test_priorities_tokens_flags_and_keys_of_something_else_are_read(volume: Path, tmp_path: Path) -> None:
    make(volume)
    new = tmp_path / "new"
    new.write_bytes(b"another")
    key = ("--unbound", "--key-size", "160", "--key-slot", "5")
    cryptsetup("luksAddKey", *key, *PBKDF2, volume, new)
    cryptsetup("config", "--priority", "prefer", "--key-slot", "0", volume)
    cryptsetup("config", "--priority", "ignore", "--key-slot", "5", volume)
    cryptsetup("token", "add", "--key-description", "name:with:colons", "--token-id", "9", volume)
    header = read(volume)
    assert {number: slot.priority for number, slot in header.keyslots.items()} == {0: 2, 5: 0}
    assert header.keyslots[5].key_size == 20
    assert header.digest_of_segment().keyslots == (0,)
    assert header.tokens[9]["key_description"] == "name:with:colons"
    check_openable(header)


@pytest.mark.attack(5)
def test_a_volume_in_re_encryption_is_shown_and_not_opened(volume: Path) -> None:
    make(volume)
    cryptsetup("reencrypt", "--init-only", "--key-file", "-", *PBKDF2, volume)
    header = read(volume)
    (requirement,) = header.requirements
    assert requirement.startswith("online-reencrypt")
    with pytest.raises(UnsupportedFeature, match="re-encryption") as caught:
        check_openable(header)
    assert "cryptsetup reencrypt --resume-only" in caught.value.hint


def test_an_erased_volume_is_shown_and_has_nothing_to_open_it(volume: Path) -> None:
    make(volume)
    cryptsetup("luksErase", volume)
    header = read(volume)
    assert header.keyslots == {}
    with pytest.raises(KeyslotError, match="no keyslot left"):
        check_openable(header)


def test_a_detached_header_and_a_backup_are_headers(volume: Path, tmp_path: Path) -> None:
    detached, backup = tmp_path / "detached", tmp_path / "backup"
    make(volume, "--header", detached)
    header = read(detached)
    assert header.segment().offset == 0
    check_placement(header, detached=True)
    with pytest.raises(DamagedHeader, match="inside the header"):
        check_placement(header, detached=False)
    cryptsetup("luksHeaderBackup", "--header-backup-file", backup, detached)
    assert read(backup).document == header.document


def test_what_else_cryptsetup_makes_is_not_taken_for_luks2(volume: Path) -> None:
    cryptsetup("luksFormat", "--type", "luks1", "--key-file", "-", "--pbkdf-force-iterations", "1000", volume)
    device = ImageFile.open(volume, read_only=True)
    try:
        assert not probe(device)
        with pytest.raises(UnknownFormat):
            read_header(device)
    finally:
        device.close()
