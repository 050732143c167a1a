"""Recovery keys go both ways between vault, systemd-cryptenroll and cryptsetup."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from vault.container import Container
from vault.engine import Engine
from vault.errors import KeyslotError, VaultError
from vault.options import KeyFile, KeyslotChange, RecoveryRequest
from vault.volume import Volume

WHERE = "/usr/sbin:/sbin:/usr/bin:/bin"
CRYPTSETUP = shutil.which("cryptsetup", path=WHERE)
CRYPTENROLL = shutil.which("systemd-cryptenroll", path=WHERE)

needs_cryptsetup = pytest.mark.skipif(CRYPTSETUP is None, reason="cryptsetup is not installed")
needs_systemd = pytest.mark.skipif(CRYPTENROLL is None, reason="systemd-cryptenroll is not installed")


def run(program: str | None, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"LC_ALL": "C", "PATH": WHERE},
    )


def cryptenroll(*arguments: object) -> str:
    """What it prints on standard output."""
    done = run(CRYPTENROLL, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def slots(path: Path) -> list[str]:
    """The keyslots and their types as systemd sees them."""
    return [" ".join(line.split()) for line in cryptenroll(path).splitlines()[1:]]


def create(path: Path, passphrase: Path) -> str:
    """A recovery key that vault made."""
    shown = []
    request = RecoveryRequest(KeyslotChange(path))
    Engine().recovery_create(request, KeyFile(passphrase), lambda made: shown.append(bytes(made.key.view()).decode()))
    return shown[0]


def opens(path: Path, folder: Path, typed: str) -> int | str:
    """The keyslot that vault finds for what was typed, or the code of the error."""
    (folder / "typed").write_text(typed)
    try:
        return Engine().recovery_test(path, None, KeyFile(folder / "typed"))
    except VaultError as error:
        return error.code


@needs_systemd
def test_a_key_of_systemd_opens_in_all_its_spellings(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    key = cryptenroll("--recovery-key", f"--unlock-key-file={passphrase}", volume).strip()
    letters = key.replace("-", "")
    spellings = (
        key,
        letters,
        key.upper(),
        letters.upper(),
        key.title(),
        f"{key[:36]}\n{key[36:]}\n",
        " ".join(letters),
    )
    assert [opens(volume, tmp_path, typed) for typed in spellings] == [1] * len(spellings)
    assert opens(volume, tmp_path, key[::-1]) == "wrong-credential"


@needs_systemd
@needs_cryptsetup
def test_a_key_of_vault_is_a_recovery_key_for_the_others(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    key = create(volume, passphrase)
    assert slots(volume) == ["0 password", "1 recovery"]
    for typed, code in ((key, 0), (key.replace("-", ""), 2)):
        (tmp_path / "key").write_text(typed)
        done = run(CRYPTSETUP, "open", "--test-passphrase", "--key-slot", 1, "--key-file", tmp_path / "key", volume)
        assert done.returncode == code, done.stderr


@needs_systemd
def test_systemd_unlocks_with_a_key_of_vault(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.touch(0o600)
    key.write_text(create(volume, passphrase))
    other = cryptenroll("--recovery-key", f"--unlock-key-file={key}", volume).strip()
    assert slots(volume) == ["0 password", "1 recovery", "2 recovery"]
    assert (opens(volume, tmp_path, key.read_text()), opens(volume, tmp_path, other)) == (1, 2)


@needs_systemd
def test_systemd_removes_a_key_of_vault_cleanly(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    key = create(volume, passphrase)
    cryptenroll("--wipe-slot=recovery", volume)
    assert slots(volume) == ["0 password"]
    with Volume.open(Container.open(volume, read_only=True)) as found:
        assert (list(found.luks.header.keyslots), dict(found.luks.header.tokens)) == ([0], {})
        assert not found.luks.header.warnings
    assert opens(volume, tmp_path, key) == KeyslotError.code
    assert create(volume, passphrase) != key


def documented() -> dict[str, tuple[str, str]]:
    """What the specification says that systemd-cryptenroll sees without and with a name, for each kind of keyslot."""
    text = (Path(__file__).resolve().parents[2] / "spec" / "tokens.md").read_text()
    table = text.split("| Keyslot | Without a name |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| `(\w+)` \| `(\w+)` \|", table, re.MULTILINE)
    return {kind: (without, with_name) for kind, without, with_name in rows}


@needs_systemd
def test_a_name_changes_what_systemd_sees_as_documented_and_no_more(
    volume: Path, passphrase: Path, tmp_path: Path
) -> None:
    key = create(volume, passphrase)
    (tmp_path / "second").write_bytes(b"second")
    change = KeyslotChange(volume, pbkdf="pbkdf2", pbkdf_iterations=1000)
    Engine().keyslot_add(change, KeyFile(passphrase), KeyFile(tmp_path / "second"))
    kinds = documented()
    words = [kinds["passphrase or key file"], kinds["recovery key"]]
    assert slots(volume) == ["0 password", f"1 {words[1][0]}", f"2 {words[0][0]}"]
    for slot in (1, 2):
        Engine().keyslot_name(volume, None, slot, f"name {slot}")
    assert slots(volume) == ["0 password", f"1 {words[1][1]}", f"2 {words[0][1]}"]
    copies = {what: tmp_path / f"{what}.vol" for what in ("password", "recovery", "2")}
    for what, copy in copies.items():
        shutil.copy(volume, copy)
        cryptenroll(f"--wipe-slot={what}", copy)
    left = {what: [line.split()[0] for line in slots(copy)] for what, copy in copies.items()}
    assert left == {"password": ["1", "2"], "recovery": ["0", "2"], "2": ["0", "1"]}
    assert opens(copies["password"], tmp_path, key) == 1
    for slot in (1, 2):
        Engine().keyslot_name(volume, None, slot, "")
    assert slots(volume) == ["0 password", f"1 {words[1][0]}", f"2 {words[0][0]}"]


@needs_systemd
def test_vault_removes_a_key_of_systemd_cleanly(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    key = cryptenroll("--recovery-key", f"--unlock-key-file={passphrase}", volume).strip()
    Engine().keyslot_remove(volume, None, 1, KeyFile(passphrase))
    assert slots(volume) == ["0 password"]
    assert opens(volume, tmp_path, key) == KeyslotError.code


@needs_cryptsetup
def test_a_key_that_lost_its_keyslot_to_cryptsetup_is_told(volume: Path, passphrase: Path, tmp_path: Path) -> None:
    """cryptsetup leaves the token without a keyslot, which must not be taken for a way in."""
    key = create(volume, passphrase)
    done = run(CRYPTSETUP, "luksKillSlot", "--batch-mode", "--key-file", passphrase, volume, 1)
    assert done.returncode == 0, done.stderr
    assert opens(volume, tmp_path, key) == KeyslotError.code
    again = create(volume, passphrase)
    assert opens(volume, tmp_path, again) == 1
