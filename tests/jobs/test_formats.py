"""Volumes that other programs made, attached by one command, give the plaintext that the kernel gives."""

import errno
import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from vault.testing import freeotfe
from vault.testing.veracrypt import CHEAP, PASSPHRASE, small_volume

DEADLINE_S = 240
STEP = 1 << 20
READ_ONLY = "--read-only"
PARTITION = "2048"
"""The sector of the drive with system encryption where its one partition begins."""
NTFS, FAT = b"\xeb\x52\x90NTFS    ", b"\xeb\x3c\x90MSDOS5.0"
RECOVERY = "235818-357951-253979-013365-241120-245575-342914-591910"
CRYPTOLOOP = ("--format", "plain", "--hash", "ripemd160", "--key-size", "192", "--cipher")
BOTH_KEYFILES = ("--keyfile", "/tcrypt/keyfile2", "--keyfile", "/tcrypt/keyfile1")


@dataclass(frozen=True)
class Case:
    """An image of the corpus, what opens it, and what its session says.

    An option that begins with a slash is a file of the corpus. ``magic`` is how the plaintext begins where nobody
    published a digest of it.
    """

    format: str
    image: str
    options: tuple[str, ...] = ()
    passphrase: str | None = "aaaaaaaaaaaa"
    hidden: bool = False
    magic: bytes = b""


CASES = {
    "luks1": Case("luks1", "luks1_old/compatimage.img", (), "compatkey"),
    "luks1 serpent": Case(
        "luks1", "luks1/luks1_serpent-xts-plain64-sha256.img", ("--key-file", "/luks1/keyfile1"), None
    ),
    "luks1 lrw": Case(
        "luks1", "luks1/luks1_aes-lrw-plain64-sha1.img", ("--key-file", "/luks1/keyfile1", READ_ONLY), None
    ),
    "luks2": Case("luks2", "luks2_mda/test_image_16", (), "Qx3qn46vq0v"),
    "truecrypt": Case("truecrypt", "tcrypt/tc_5-sha512-xts-aes"),
    "truecrypt cascade": Case("truecrypt", "tcrypt/tc_4-sha512-xts-serpent-twofish-aes", ("--format", "truecrypt")),
    "truecrypt backup": Case("truecrypt", "tcrypt/tc_5-ripemd160-xts-aes", ("--backup-header", "--prf", "ripemd160")),
    "truecrypt lrw": Case("truecrypt", "tcrypt/tc_2-ripemd160-lrw-serpent", ("--format", "truecrypt", READ_ONLY)),
    "truecrypt cbc": Case("truecrypt", "tcrypt/tc_2-ripemd160-cbc-aes", ("--format", "truecrypt", READ_ONLY)),
    "truecrypt-hidden": Case(
        "truecrypt",
        "tcrypt/tc_5-sha512-xts-serpent-twofish-aes-hidden",
        ("--format", "truecrypt", "--prf", "sha512", "--hidden", "--cipher", "serpent-twofish-aes"),
        "bbbbbbbbbbbb",
        hidden=True,
    ),
    "veracrypt": Case("veracrypt", "tcrypt/vck_1_nopw-blake2s-xts-aes", ("--prf", "blake2s", *BOTH_KEYFILES), ""),
    "veracrypt-hidden": Case(
        "veracrypt", "tcrypt/vc_1-sha512-xts-aes-hidden", ("--prf", "sha512", "--hidden"), "bbbbbbbbbbbb", hidden=True
    ),
    "system": Case(
        "veracrypt",
        "tcrypt/sys_vc_1_mbr_part-sha256-xts-aes",
        ("--system", "--prf", "sha256", "--offset", PARTITION),
        magic=FAT,
    ),
    "bitlk": Case("bitlocker", "bitlk/bitlk-aes-xts-128-crc.img", (READ_ONLY,), "anaconda"),
    "bitlk recovery password": Case("bitlocker", "bitlk/bitlk-aes-xts-128-crc.img", (READ_ONLY,), RECOVERY),
    "bitlk clear key": Case("bitlocker", "bitlk/bitlk-aes-xts-128-clearkey-only.img", (READ_ONLY,), None),
    "bitlk startup key": Case(
        "bitlocker",
        "bitlk_dissect/startup_key.bin",
        (READ_ONLY, "--key-file", "/bitlk_dissect/startup_key.bek"),
        None,
        magic=NTFS,
    ),
    "fvault2": Case("fvault2", "fvault2/small", (READ_ONLY,), "heslo123"),
    "freeotfe": Case("freeotfe", "freeotfe/a.box", ("--format", "freeotfe", READ_ONLY), "password", magic=b"\xeb"),
    "cryptoloop": Case("plain", "hashcat_cl/hashcat_ripemd160_aes_192.img", (*CRYPTOLOOP, "aes-cbc-plain"), "hashcat"),
    "cryptoloop serpent": Case(
        "plain", "hashcat_cl/hashcat_ripemd160_serpent_192.img", (*CRYPTOLOOP, "serpent-cbc-plain"), "hashcat"
    ),
}


@pytest.fixture(scope="module")
def manifest(corpus: Path) -> list[dict[str, Any]]:
    return json.loads((corpus / "manifest.json").read_text())


def row(manifest: list[dict[str, Any]], case: Case) -> dict[str, Any]:
    """The case's row of the manifest."""
    (found,) = (
        row for row in manifest if row["path"] == f"{case.image}.xz" and row["kind"].endswith("-hidden") == case.hidden
    )
    return found


@pytest.fixture(scope="module")
def image(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Case], Path]]:
    """A case's image, unpacked once and with holes where it has zeros; nobody writes to it."""
    folder = tmp_path_factory.mktemp("images")
    unpacked: dict[str, Path] = {}

    def unpack(case: Case) -> Path:
        if case.image not in unpacked:
            path = folder / f"{len(unpacked)}.vol"
            with lzma.open(corpus / f"{case.image}.xz") as packed, path.open("wb") as file:
                while block := packed.read(STEP):
                    file.seek(len(block), 1) if not any(block) else file.write(block)
                file.truncate()
            unpacked[case.image] = path
        return unpacked[case.image]

    yield unpack
    shutil.rmtree(folder)


class Owner:
    """Commands of whoever runs the tests, with folders of their own for what is kept."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self._environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_STATE_HOME": str(self.state),
        }

    def run(self, *arguments: Any, passphrase: str | None = None, **more: Any) -> dict[str, Any]:
        """What the command answers as JSON, and its exit code as ``exit``; there is no terminal to ask on."""
        source = () if passphrase is None else ("--passphrase-fd", 0)
        done = subprocess.run(
            [sys.executable, "-m", "vault", *map(str, (*arguments, *source)), "--json"],
            input=(passphrase or "").encode(),
            capture_output=True,
            env=self._environment,
            timeout=DEADLINE_S,
            start_new_session=True,
            check=False,
            **more,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return {**json.loads(done.stdout), "exit": done.returncode}

    @contextmanager
    def attached(self, container: Path, *options: Any, passphrase: str | None, **more: Any) -> Iterator[dict[str, Any]]:
        """The session of an attached container, its ``path`` a Path; detached afterwards."""
        session = self.run("attach", container, *options, passphrase=passphrase, **more)
        assert session["exit"] == 0, session
        try:
            yield {**session, "path": Path(session["path"])}
        finally:
            ended = self.run("detach", container)
        assert ended["exit"] == 0, ended


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse cannot be opened by this user")
    return Owner(tmp_path)


def options(corpus: Path, case: Case) -> tuple[str, ...]:
    """The options, files of the corpus with their whole paths."""
    return tuple(str(corpus / word[1:]) if word.startswith("/") else word for word in case.options)


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(STEP):
            found.update(block)
    return found.hexdigest()


OTHERWISE = {"luks1 serpent", "luks1 lrw", "truecrypt cascade", "truecrypt cbc", "cryptoloop serpent"}
"""What other tests here open, or other ciphers of what is opened anyway."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] if name in OTHERWISE else []) for name in CASES]
)
def test_the_plaintext_is_the_one_that_others_read(
    owner: Owner, corpus: Path, manifest: list[dict[str, Any]], image: Callable[[Case], Path], name: str
) -> None:
    case = CASES[name]
    known = row(manifest, case)
    golden = known.get("golden") or {}
    expected = golden.get("plain_sha256") or known.get("plain_sha256_upstream")
    assert bool(expected) != bool(case.magic), "one of both"
    with owner.attached(image(case), *options(corpus, case), passphrase=case.passphrase) as session:
        path = session["path"]
        assert (session["format"], session["read_only"]) == (case.format, READ_ONLY in case.options)
        assert session["size"] == path.stat().st_size == golden.get("plain_size", session["size"])
        if expected:
            assert digest(path) == expected
        else:
            with path.open("rb") as file:
                assert file.read(len(case.magic)) == case.magic


WRONG = {
    "luks1": (), "luks2": (), "bitlk": (), "fvault2": (), "freeotfe": (), "truecrypt cascade": ("--prf", "sha512"),
    "veracrypt": ("--pim", "1"),
}  # fmt: skip
"""Where trying costs little, and the options that make it so."""


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_passphrase_opens_nothing(owner: Owner, corpus: Path, image: Callable[[Case], Path], name: str) -> None:
    case = CASES[name]
    found = owner.run("attach", image(case), *options(corpus, case), *WRONG[name], passphrase="wrong")
    assert (found["exit"], found["error"]["code"]) == (3, "wrong-credential")
    assert owner.run("list")["sessions"] == []


@pytest.mark.parametrize("name", ["luks1 lrw", "truecrypt lrw", "truecrypt cbc", "bitlk", "fvault2", "freeotfe"])
def test_what_is_only_read_is_not_opened_for_writing(
    owner: Owner, corpus: Path, image: Callable[[Case], Path], name: str
) -> None:
    case = replace(CASES[name], options=tuple(word for word in CASES[name].options if word != READ_ONLY))
    found = owner.run("attach", image(case), *options(corpus, case), passphrase=case.passphrase)
    assert (found["exit"], found["error"]["code"]) == (4, "unsupported")
    assert "only read" in found["error"]["message"]
    assert found["error"]["hint"] == "open it with --read-only"


@pytest.mark.parametrize("name", ["truecrypt", "truecrypt cascade", "cryptoloop serpent"])
def test_what_is_written_is_there_the_next_time(
    owner: Owner, tmp_path: Path, image: Callable[[Case], Path], name: str
) -> None:
    case = CASES[name]
    container = Path(shutil.copy(image(case), tmp_path / "copy.vol"))
    with owner.attached(container, *case.options, passphrase=case.passphrase) as session:
        plaintext = bytearray(session["path"].read_bytes())
        plaintext[700:1300] = bytes(range(200)) * 3
        with session["path"].open("r+b", buffering=0) as file:
            file.seek(700)
            file.write(plaintext[700:1300])
    with owner.attached(container, *case.options, READ_ONLY, passphrase=case.passphrase) as session:
        assert session["path"].read_bytes() == plaintext


@pytest.mark.attack(23)
def test_a_protected_hidden_volume_is_not_written_to(
    owner: Owner, tmp_path: Path, image: Callable[[Case], Path], manifest: list[dict[str, Any]]
) -> None:
    hidden = CASES["truecrypt-hidden"]
    container = Path(shutil.copy(image(hidden), tmp_path / "both.vol"))
    narrowed = ("--format", "truecrypt", "--prf", "sha512")
    (tmp_path / "hidden.key").write_bytes(b"bbbbbbbbbbbb")
    protecting = ("--protect-hidden", "--protect-prf", "sha512", "--protect-key-file", tmp_path / "hidden.key")
    with (
        owner.attached(container, *narrowed, *protecting, passphrase="aaaaaaaaaaaa") as session,
        session["path"].open("r+b", buffering=0) as file,
    ):
        file.write(b"an outer file")
        for offset in (session["size"] - 8192, 0):
            file.seek(offset)
            with pytest.raises(OSError, match="Read-only") as caught:
                file.write(b"too much")
            assert caught.value.errno == errno.EROFS
        assert [each["state"] for each in owner.run("list")["sessions"]] == ["protected"]
        file.seek(0)
        assert file.read(13) == b"an outer file"
    with owner.attached(container, *hidden.options, passphrase=hidden.passphrase) as session:
        assert digest(session["path"]) == row(manifest, hidden)["golden"]["plain_sha256"]


def test_how_it_was_found_is_remembered_unless_it_is_hidden_or_not_wished(
    owner: Owner, image: Callable[[Case], Path]
) -> None:
    hidden = CASES["truecrypt-hidden"]
    outer = replace(hidden, options=("--format", "truecrypt"), passphrase="aaaaaaaaaaaa")
    trails = owner.state / "vault" / "trails.json"
    with owner.attached(image(hidden), *hidden.options, passphrase=hidden.passphrase):
        assert not trails.exists()
    with owner.attached(image(outer), *outer.options, passphrase=outer.passphrase):
        known = trails.read_bytes()
        assert len(json.loads(known)) == 2
    with owner.attached(image(hidden), *hidden.options, passphrase=hidden.passphrase):
        assert trails.read_bytes() == known
    with owner.attached(image(outer), *outer.options, "--no-remember", passphrase=outer.passphrase):
        assert len(json.loads(trails.read_text())) == 1


def test_an_ordinary_user_attaches_what_only_the_slower_server_serves(
    desk: Any, image: Callable[[Case], Path], manifest: list[dict[str, Any]]
) -> None:
    case = CASES["truecrypt cascade"]
    shutil.copy(image(case), desk.container)
    shutil.chown(desk.container, desk.user.uid, desk.user.gid)
    words = ("attach", desk.container, *case.options, "--passphrase-fd", 0, "--json")
    path = json.loads(desk.vault(*words, data=b"aaaaaaaaaaaa").stdout)["path"]
    found = desk.user.run(path, program="/usr/bin/sha256sum").stdout.split()[0].decode()
    assert found == row(manifest, case)["golden"]["plain_sha256"]
    desk.vault("detach", desk.container)


def test_freeotfe_with_its_header_in_a_file(owner: Owner, tmp_path: Path) -> None:
    volume = freeotfe.Volume(iterations=2048)
    (tmp_path / "header").write_bytes(volume.block())
    (tmp_path / "data.vol").write_bytes(bytes(volume.image())[512:])
    words = (tmp_path / "data.vol", "--format", "freeotfe", READ_ONLY)
    with owner.attached(*words, "--header", tmp_path / "header", passphrase=freeotfe.PASSPHRASE.decode()) as session:
        assert session["path"].read_bytes() == volume.plaintext()
        assert session["header"] == str(tmp_path / "header")
    found = owner.run("attach", *words, passphrase=freeotfe.PASSPHRASE.decode())
    assert (found["exit"], found["error"]["code"]) == (3, "wrong-credential")


def test_a_folder_of_keyfiles_stands_for_all_in_it(owner: Owner, tmp_path: Path) -> None:
    folder = tmp_path / "keyfiles"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / name).write_bytes(name.encode())
    keyfiles = tuple(sorted(folder.iterdir()))
    device, outer = small_volume(recipe=replace(CHEAP, keyfiles=keyfiles))
    with outer.volume_key as key:
        outer.plaintext.device(device, key).write(0, b"text" * 128)
    (tmp_path / "own.vol").write_bytes(device.data)
    words = (tmp_path / "own.vol", "--format", "veracrypt", "--prf", CHEAP.prf, "--pim", CHEAP.pim, "--keyfile")
    with owner.attached(*words, folder, passphrase=PASSPHRASE.decode()) as session:
        assert session["path"].read_bytes()[:512] == b"text" * 128
    found = owner.run("attach", *words, keyfiles[0], passphrase=PASSPHRASE.decode())
    assert (found["exit"], found["error"]["code"]) == (3, "wrong-credential")
