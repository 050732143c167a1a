"""Known answers: our own vectors, made without our code, and those that other projects publish."""

import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.crypto.afsplit import merge
from vault.crypto.ciphers import PACKAGES, SECTOR_SIZES, CipherSpec, sector_cipher
from vault.crypto.kdf import Argon2Cost, Pbkdf2Cost, derive
from vault.crypto.secret import Secret
from vault.errors import UnsupportedFeature

OWN = json.loads((Path(__file__).parents[2] / "spec" / "vectors" / "ciphers.json").read_text())


def stream(label, length):
    return hashlib.shake_256(label.encode()).digest(length)


def keyed(known, sector_size=512, large=False):
    """The cipher, or a skip where this machine lacks one that may be missing."""
    spec = CipherSpec.parse(known["cipher"])
    try:
        return sector_cipher(spec, Secret(bytes.fromhex(known["key"])), sector_size, iv_large_sectors=large)
    except UnsupportedFeature as error:
        if error.hint in [f"install the package {package}" for package in PACKAGES.values()]:
            pytest.skip(str(error))
        raise


@pytest.mark.parametrize("known", OWN["sectors"], ids=lambda k: f"{k['cipher']}-{k['sector_size']}-{k['sector']}")
def test_own_sectors(known):
    cipher = keyed(known, known["sector_size"], known["iv_large_sectors"])
    plain = stream("data", known["length"])
    data = bytearray(plain)
    cipher.encrypt(known["sector"], data)
    assert hashlib.sha256(data).hexdigest() == known["ciphertext_sha256"]
    cipher.decrypt(known["sector"], data)
    assert data == plain


@pytest.mark.parametrize("known", OWN["read_only"], ids=lambda k: f"{k['cipher']}-{k['sector']}")
def test_own_sectors_of_old_volumes(known):
    cipher = keyed(known)
    data = bytearray(stream("data", known["length"]))
    cipher.decrypt(known["sector"], data)
    assert hashlib.sha256(data).hexdigest() == known["plaintext_sha256"]
    with pytest.raises(UnsupportedFeature, match="only read"):
        cipher.encrypt(known["sector"], data)


@pytest.mark.parametrize("known", OWN["splits"], ids=lambda k: f"{k['hash']}-{k['key_size']}-{k['stripes']}")
def test_own_split_keys(known):
    name, size, stripes = known["hash"], known["key_size"], known["stripes"]
    data = Secret(stream(f"stripes {name} {size}", size * stripes))
    assert merge(data, size, stripes, name).view().hex() == known["key"]


@pytest.mark.parametrize("known", OWN["keys"], ids=lambda k: f"{k['kdf']}-{k.get('hash', k.get('memory_kib'))}")
def test_own_derived_keys(known):
    if known["kdf"] == "pbkdf2":
        cost = Pbkdf2Cost(known["hash"], known["iterations"])
    else:
        cost = Argon2Cost(known["kdf"], known["time"], known["memory_kib"], known["lanes"])
    credential, salt = Secret(known["credential"].encode()), bytes.fromhex(known["salt"])
    assert derive(cost, credential, salt, len(known["key"]) // 2).view().hex() == known["key"]


def botan(path: Path, last: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Section and fields of each test in a file of Botan's, of which the field ``last`` is the last one."""
    section, fields = "", {}
    for line in lzma.decompress(path.read_bytes()).decode().splitlines():
        if line.startswith("["):
            section = line.strip()[1:-1]
        elif "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            fields[name.strip()] = value.strip()
            if name.strip() == last:
                yield section, fields
                fields = {}


def test_published_xts_sectors(corpus):
    count = 0
    for section, known in botan(corpus / "vectors" / "botan" / "modes_xts.vec.xz", "Out"):
        data, number = bytearray.fromhex(known["In"]), int.from_bytes(bytes.fromhex(known["Nonce"]), "little")
        if not section.startswith("AES-") or len(data) not in SECTOR_SIZES or number >= 2**64:
            continue
        key = Secret(bytes.fromhex(known["Key"]))
        cipher = sector_cipher(CipherSpec(), key, len(data))
        cipher.encrypt(number, data)
        assert data.hex() == known["Out"].lower()
        count += 1
    assert count >= 10


PBKDF2_HASHES = {"SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


def test_published_pbkdf2_keys(corpus):
    count = 0
    for section, known in botan(corpus / "vectors" / "botan" / "pbkdf_pbkdf2.vec.xz", "Output"):
        name = PBKDF2_HASHES.get(section.removeprefix("PBKDF2(HMAC(").removesuffix("))"))
        if name is None:
            continue
        cost = Pbkdf2Cost(name, int(known["Iterations"]))
        wanted = known["Output"].lower()
        key = derive(cost, Secret(known["Passphrase"].encode()), bytes.fromhex(known["Salt"]), len(wanted) // 2)
        assert key.view().hex() == wanted
        count += 1
    assert count >= 10


def test_published_argon2_keys(corpus):
    count = 0
    for section, known in botan(corpus / "vectors" / "botan" / "argon2.vec.xz", "Output"):
        if section == "Argon2d" or known.get("AD") or known.get("Secret"):
            continue
        cost = Argon2Cost(section.lower(), int(known["T"]), int(known["M"]), int(known["P"]))
        wanted = known["Output"].lower()
        credential = Secret(bytes.fromhex(known["Passphrase"]))
        key = derive(cost, credential, bytes.fromhex(known["Salt"]), len(wanted) // 2)
        assert key.view().hex() == wanted
        count += 1
    assert count >= 10
