"""Volumes of other formats than LUKS2 through dm-crypt: the same plaintext as cryptsetup maps, read and written."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kernel.guest.devices import overwrite
from vault.attach.base import AttachOptions
from vault.attach.devmapper.attacher import DeviceMapper
from vault.blockdev.image import ImageFile
from vault.container import Container
from vault.crypto.secret import Secret
from vault.errors import NotAvailable
from vault.events import ignore
from vault.formats.veracrypt.create import create, create_hidden
from vault.formats.veracrypt.seal import Recipe
from vault.options import OpenOptions
from vault.testing.veracrypt import noise
from vault.volume import UnlockedVolume, Volume

pytestmark = pytest.mark.usefixtures("nothing_stays_of_all")

CRYPTSETUP = "/usr/sbin/cryptsetup"
PASSPHRASE = b"a passphrase"
HIDDEN = b"a hidden passphrase"
NAME = "judged-format"
SIZE = 1 << 20
CHEAP = Recipe("sha512", pim=1)


@dataclass(frozen=True)
class Case:
    """How we are told to open a volume, and how cryptsetup is; what names the mapping's kind in its UUID."""

    options: OpenOptions
    words: tuple[str, ...]
    mapping: str
    passphrase: bytes = PASSPHRASE


CASES = {
    "plain": Case(
        OpenOptions(format="plain", cipher="aes-cbc-essiv:sha256", key_size=256, hash="sha256"),
        ("--type", "plain", "--cipher", "aes-cbc-essiv:sha256", "--key-size", "256", "--hash", "sha256"),
        "CRYPT-PLAIN-",
    ),
    "plain, offset": Case(
        OpenOptions(
            format="plain",
            cipher="serpent-xts-plain64",
            key_size=512,
            hash="sha512",
            offset=8 * 512,
            skip=16,
            size=65536,
        ),
        (
            *("--type", "plain", "--cipher", "serpent-xts-plain64", "--key-size", "512", "--hash", "sha512"),
            *("--offset", "8", "--skip", "16", "--size", "128"),
        ),
        "CRYPT-PLAIN-",
    ),
    "veracrypt": Case(
        OpenOptions(pim=1, prf="sha512"),
        ("--type", "tcrypt", "--veracrypt", "--veracrypt-pim", "1"),
        "CRYPT-TCRYPT-",
    ),
    "veracrypt, hidden": Case(
        OpenOptions(pim=1, prf="sha512", hidden=True),
        ("--type", "tcrypt", "--veracrypt", "--veracrypt-pim", "1", "--tcrypt-hidden"),
        "CRYPT-TCRYPT-",
        HIDDEN,
    ),
    "luks1": Case(OpenOptions(), ("--type", "luks1"), "CRYPT-LUKS1-"),
}


def cryptsetup(*words: str, data: bytes = PASSPHRASE) -> None:
    done = subprocess.run([CRYPTSETUP, "-q", *words], input=data, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def make(path: Path, name: str, cipher: str = "aes") -> None:
    with path.open("wb") as file:
        file.truncate(SIZE if name != "luks1" else 4 * SIZE)
    if name == "luks1":
        cryptsetup("luksFormat", "--type", "luks1", "--pbkdf-force-iterations", "1000", str(path))
    if name.startswith("veracrypt"):
        with closing(ImageFile.open(path, read_only=False)) as device, Secret(PASSPHRASE) as passphrase:
            outer = create(device, passphrase, recipe=CHEAP, cipher=cipher)
            if name.endswith("hidden"):
                with Secret(HIDDEN) as hidden:
                    create_hidden(device, hidden, 131072, outer=outer, recipe=CHEAP)


@contextmanager
def unlocked(path: Path, case: Case) -> Iterator[UnlockedVolume]:
    with (
        Container.open(path) as container,
        Secret(case.passphrase) as passphrase,
        Volume.open(container, case.options).unlock(passphrase) as volume,
    ):
        yield volume


@pytest.mark.parametrize("name", CASES)
def test_the_same_plaintext_as_cryptsetup_maps(tmp_path: Path, name: str) -> None:
    path, case = tmp_path / "volume", CASES[name]
    make(path, name)
    with unlocked(path, case) as volume:
        size = volume.volume.size
        attachment = DeviceMapper().attach(volume, AttachOptions(), ignore)
    try:
        assert attachment.mapping.startswith(case.mapping)
        plaintext = noise(size, 1)
        overwrite(attachment.path, 0, plaintext)
        assert attachment.path.read_bytes() == plaintext
    finally:
        DeviceMapper().detach(attachment, timeout_s=60)
    cryptsetup("open", *case.words, str(path), NAME, data=case.passphrase)
    try:
        assert Path("/dev/mapper", NAME).read_bytes() == plaintext
        overwrite(Path("/dev/mapper", NAME), size - 4096, bytes(4096))
    finally:
        cryptsetup("close", NAME)
    with unlocked(path, case) as volume, closing(volume.device()) as ours:
        assert ours.read(0, size) == plaintext[: size - 4096] + bytes(4096)


def test_a_cascade_is_left_to_user_space(tmp_path: Path) -> None:
    path, case = tmp_path / "volume", CASES["veracrypt"]
    make(path, "veracrypt", "aes-twofish")
    with unlocked(path, case) as volume:
        assert "one cipher" in DeviceMapper().probe(volume.volume, AttachOptions()).reason
        with pytest.raises(NotAvailable):
            DeviceMapper().attach(volume, AttachOptions(), ignore)
