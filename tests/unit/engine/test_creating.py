"""New volumes of each format, as the engine makes them: they open, look like noise, and ignore no option."""

import os
from pathlib import Path
from typing import Any

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.engine import Engine
from vault.errors import CredentialError, LimitExceeded, UnsupportedFeature, UsageError, VaultError
from vault.events import Event, Progress, Warned
from vault.formats.registry import shown
from vault.options import CreateOptions, KeyFile, OpenOptions
from vault.volume import Volume

KEY = b"a passphrase of more than twenty bytes"
MIB = 1 << 20
CHEAP: dict[str, dict[str, Any]] = {
    "luks2": {"pbkdf": "pbkdf2", "pbkdf_iterations": 1000, "keyslots_size": 1 << 18},
    "luks1": {"pbkdf_iterations": 1000},
    "veracrypt": {"pim": 1, "prf": "sha256"},
}
OPENING = {"veracrypt": OpenOptions(format="veracrypt", pim=1, prf="sha256")}
SIZES = {"luks2": 2 * MIB, "luks1": 3 * MIB, "veracrypt": MIB}
formats = pytest.mark.parametrize("name", CHEAP)


@pytest.fixture
def key(tmp_path: Path) -> KeyFile:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "key").write_bytes(KEY)
    return KeyFile(folder / "key")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    made.mkdir()
    return made


def make(path: Path, key: KeyFile, name: str = "veracrypt", events: list[Event] | None = None, **more: Any) -> Any:
    options = {"size": SIZES[name], "filesystem": None, "format": name, **CHEAP[name], **more}
    on_event = (lambda _: None) if events is None else events.append
    return Engine(on_event).create(CreateOptions(path, **options), key)


def looks_random(data: bytes) -> bool:
    """Bounds so wide that random sectors fail one in more than 10**12 times; what is no noise fails by far."""
    sectors = [data[at : at + 512] for at in range(0, len(data), 512)]
    alike = len(set(sectors)) != len(sectors)
    return not alike and all(
        1792 < int.from_bytes(each, "big").bit_count() < 2304 and len(set(each)) > 150 for each in sectors
    )


@formats
def test_a_new_volume_of_each_format_opens_and_is_what_was_said(folder: Path, key: KeyFile, name: str) -> None:
    made = make(folder / "new", key, name)
    assert (made.format, made.size, made.filesystem) == (name, SIZES[name], None)
    with (
        Volume.open(Container.open(folder / "new"), OPENING.get(name, OpenOptions())) as volume,
        Secret(KEY) as credential,
        volume.unlock(credential) as unlocked,
    ):
        assert unlocked.volume.segment is not None
        assert (unlocked.volume.format, unlocked.volume.size) == (name, made.volume_size)
        assert (str(unlocked.volume.segment.cipher), unlocked.volume.uuid) == (made.cipher, made.uuid)
    assert os.listdir(folder) == ["new"]


@pytest.mark.parametrize("cipher", ["aes", "serpent-twofish-aes"])
def test_every_sector_of_a_veracrypt_volume_looks_random(folder: Path, key: KeyFile, cipher: str) -> None:
    made = make(folder / "new", key, cipher=cipher)
    assert (made.cipher, made.kdf, made.sector_size) == (f"{cipher}-xts-plain64", "sha256", 512)
    assert looks_random((folder / "new").read_bytes())


def test_a_quick_one_says_what_shows_and_one_that_is_not_shows_nothing(folder: Path, key: KeyFile) -> None:
    events: list[Event] = []
    make(folder / "new", key, events=events)
    assert not any(isinstance(event, Warned) for event in events)
    make(folder / "quick", key, events=events, quick=True)
    warnings = [event.message for event in events if isinstance(event, Warned)]
    assert len(warnings) == 1 and "holds zeros" in warnings[0]
    assert not any((folder / "quick").read_bytes()[1 << 17 : -(1 << 17)])


@pytest.mark.parametrize("old", ["luks2", "luks1"])
def test_nothing_is_left_of_the_header_that_a_quick_one_overwrites(folder: Path, key: KeyFile, old: str) -> None:
    make(folder / "old", key, old)
    make(folder / "old", key, size=None, quick=True, force=True)
    with Container.open(folder / "old") as container:
        assert shown(container.device) is None


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_cancelled_filling_leaves_nothing(folder: Path, key: KeyFile, stop: type[BaseException]) -> None:
    seen: list[int] = []

    def on_event(event: Event) -> None:
        if isinstance(event, Progress):
            seen.append(event.done)
            if len(seen) == 2:
                raise stop

    options = CreateOptions(folder / "new", 4 * MIB, None, format="veracrypt", pim=1, prf="sha256")
    with pytest.raises(stop):
        Engine(on_event).create(options, key)
    assert seen == [MIB, 2 * MIB]
    assert os.listdir(folder) == []


def test_keyfiles_need_no_passphrase(folder: Path, key: KeyFile) -> None:
    class Nothing:
        def passphrase(self, question: str, *, confirm: bool, may_be_empty: bool) -> Secret:
            assert confirm and may_be_empty and "new" in question
            return Secret(b"")

    from vault.options import Ask

    options = CreateOptions(folder / "new", MIB, None, format="veracrypt", pim=1, prf="sha256", keyfiles=(key.path,))
    Engine(prompt=Nothing()).create(options, Ask(confirm=True))
    opening = OpenOptions(format="veracrypt", pim=1, prf="sha256", keyfiles=(key.path,))
    with Volume.open(Container.open(folder / "new"), opening) as volume, Secret(b"") as nothing:
        volume.unlock(nothing).close()


REFUSED = [
    ("luks2", {"pim": 5}, "option pim"),
    ("luks2", {"keyfiles": (Path("x"),)}, "option keyfile"),
    ("luks2", {"prf": "sha512"}, "option prf"),
    ("luks2", {"quick": True}, "option quick"),
    ("luks1", {"metadata_size": 16384}, "option luks2-metadata-size"),
    ("luks1", {"pbkdf_memory_kib": 32}, "option pbkdf-memory"),
    ("luks1", {"pbkdf": "argon2id"}, "knows no argon2id"),
    ("luks1", {"sector_size": 4096}, "sectors of 512"),
    ("luks1", {"label": "x"}, "no label"),
    ("veracrypt", {"pbkdf": "argon2id"}, "option pbkdf"),
    ("veracrypt", {"iter_time_ms": 100}, "option iter-time"),
    ("veracrypt", {"key_size": 256}, "option key-size"),
    ("veracrypt", {"sparse": True}, "option sparse"),
    ("veracrypt", {"header": Path("x")}, "option header"),
    ("veracrypt", {"label": "x"}, "no label"),
    ("veracrypt", {"sector_size": 768}, "not a sector size"),
    ("veracrypt", {"prf": "ripemd160"}, "no volumes with the PRF"),
    ("veracrypt", {"pim": 0}, "PIM"),
    ("veracrypt", {"cipher": "aes-cbc-essiv"}, "no cipher"),
    ("veracrypt", {"cipher": "cast5-cbc"}, "no volumes with"),
    ("veracrypt", {"size": 200 * 1024}, "header alone takes 262144"),
    ("veracrypt", {"filesystem": "exfat", "size": MIB}, "needs at least"),
    ("bitlocker", {}, "no volumes of the format"),
]


@pytest.mark.parametrize(("name", "option", "message"), REFUSED, ids=[f"{n} {o}" for n, o, _ in REFUSED])
def test_what_means_nothing_to_the_format_is_refused_before_anything_is_asked(
    folder: Path, name: str, option: dict[str, Any], message: str
) -> None:
    cheap = CHEAP.get(name, {})
    options = {"size": SIZES.get(name, MIB), "filesystem": None, "format": name, **cheap, **option}
    with pytest.raises((UsageError, UnsupportedFeature), match=message):
        Engine().create(CreateOptions(folder / "new", **options), KeyFile(folder / "there is none"))
    assert os.listdir(folder) == []


@pytest.mark.parametrize(
    ("passphrase", "keyfile", "error"),
    [(b"p" * 129, None, LimitExceeded), (b"p" * 30, b"", CredentialError)],
    ids=["passphrase too long", "empty keyfile"],
)
def test_a_credential_that_cannot_be_leaves_nothing(
    folder: Path, key: KeyFile, passphrase: bytes, keyfile: bytes | None, error: type[VaultError]
) -> None:
    key.path.write_bytes(passphrase)
    more: dict[str, Any] = {}
    if keyfile is not None:
        (key.path.parent / "keyfile").write_bytes(keyfile)
        more["keyfiles"] = (key.path.parent / "keyfile",)
    with pytest.raises(error):
        make(folder / "new", key, **more)
    assert os.listdir(folder) == []
