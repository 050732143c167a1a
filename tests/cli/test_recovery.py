"""``vault recovery`` and ``vault passphrase``, in pipes and on a terminal."""

import json
import os
import re
import shlex
import termios
from pathlib import Path

import pexpect
import pytest

from vault.testing.volumes import write_volume

PASSPHRASE = b"correct horse"
KEY = re.compile(r"(?:[cbdefghijklnrtuv]{8}-){7}[cbdefghijklnrtuv]{8}")
FD = ("--passphrase-fd", "0")
SPEC = (Path(__file__).resolve().parents[2] / "spec" / "cli.md").read_text()


def documented(heading: str) -> set[str]:
    """The JSON keys that the specification names below a heading."""
    section = SPEC.split(f"### {heading}\n")[1].split("\n#")[0]
    return set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) | {"version", "command"}


@pytest.fixture
def secret(work: Path) -> Path:
    write_volume(work / "secret.vol", PASSPHRASE, size=2 << 20)
    return work / "secret.vol"


@pytest.fixture
def key(vault, secret: Path) -> str:
    """A recovery key of the volume."""
    done = vault("recovery", "create", secret, *FD, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def keyslots(vault, path: Path) -> list[int]:
    found = json.loads(vault("keyslot", "list", path, "--json").stdout)["keyslots"]
    return [each["number"] for each in found]


def test_the_key_alone_is_on_standard_output(vault, secret: Path) -> None:
    done = vault("recovery", "create", "secret.vol", *FD, data=PASSPHRASE)
    assert done.returncode == 0
    assert KEY.fullmatch(done.stdout.removesuffix("\n"))
    assert done.stdout.strip() not in done.stderr
    assert "keyslot 1 opens with this recovery key" in done.stderr
    assert "vault recovery test" in done.stderr
    assert "█" not in done.stderr
    typed = done.stdout.upper().replace("-", "\n").encode()
    tested = vault("recovery", "test", "secret.vol", *FD, data=typed)
    assert (tested.returncode, tested.stdout) == (0, "keyslot 1 opens with this recovery key\n")


def test_json_has_the_documented_keys(vault, secret: Path, work: Path) -> None:
    pages = ("--svg", "key.svg", "--pdf", "key.pdf", "--title", "My key")
    done = vault("recovery", "create", secret, "--json", "--qr", *pages, *FD, data=PASSPHRASE)
    answer = json.loads(done.stdout)
    assert set(answer) == documented("`recovery create`")
    assert KEY.fullmatch(answer["recovery_key"])
    assert (answer["keyslot"], answer["svg"], answer["pdf"]) == (1, str(work / "key.svg"), str(work / "key.pdf"))
    assert "█" in done.stderr
    assert ">My key<" in (work / "key.svg").read_text()
    tested = vault("recovery", "test", secret, "--json", *FD, data=answer["recovery_key"].encode())
    answer = json.loads(tested.stdout)
    assert (set(answer), answer["keyslot"]) == (documented("`recovery test`"), 1)


def test_what_is_to_be_typed_next_is_quoted_and_has_the_detached_header(vault, work: Path) -> None:
    path, header = work / "Mein Tresor & <b> 'quotes'.vol", work / "its head"
    cheap = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
    made = vault(
        "create", path, "--header", header, "--size", "1M", "--filesystem", "none", *cheap, *FD, data=PASSPHRASE
    )
    assert made.returncode == 0, made.stderr
    done = vault("recovery", "create", path, "--header", header, *FD, data=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    (hint,) = re.findall("hint: (.*) proves that", done.stderr)
    program, *words = shlex.split(hint)
    assert (program, words) == ("vault", ["recovery", "test", str(path), "--header", str(header)])
    tested = vault(*words, *FD, data=done.stdout.encode())
    assert tested.returncode == 0, tested.stderr


def test_a_page_that_cannot_be_made_is_told_before_the_passphrase_is_asked_for(
    terminal, end_code, secret: Path
) -> None:
    code, text = end_code(terminal("recovery", "create", secret, "--pdf", "none/key.pdf"))
    assert code == 2, text
    assert "there is no folder" in text
    assert "Passphrase" not in text


@pytest.mark.parametrize(("sink", "code"), [("/dev/full", 1), ("/dev/null", 2)])
def test_a_key_that_nobody_sees_is_not_made(vault, secret: Path, work: Path, sink: str, code: int) -> None:
    page = () if sink == "/dev/null" else ("--pdf", "key.pdf")
    with Path(sink).open("wb") as stdout:
        done = vault("recovery", "create", secret, *page, *FD, data=PASSPHRASE, stdout=stdout)
    assert done.returncode == code, done.stderr
    assert keyslots(vault, secret) == [0]
    assert not (work / "key.pdf").exists()


def test_a_reader_that_went_away_gets_no_key(vault, secret: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = vault("recovery", "create", secret, *FD, data=PASSPHRASE, stdout=writer)
    os.close(writer)
    assert done.returncode == 141, done.stderr
    assert keyslots(vault, secret) == [0]


def test_an_existing_file_is_never_overwritten(vault, secret: Path, work: Path) -> None:
    (work / "key.pdf").write_bytes(b"mine")
    done = vault("recovery", "create", secret, "--pdf", "key.pdf", *FD, data=PASSPHRASE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "exists already" in done.stderr
    assert (work / "key.pdf").read_bytes() == b"mine"
    assert keyslots(vault, secret) == [0]


def test_the_key_is_shown_as_a_code_on_a_terminal(terminal, end_code, secret: Path) -> None:
    child = terminal("recovery", "create", secret)
    child.expect_exact("Passphrase for secret.vol: ")
    child.sendline(PASSPHRASE.decode())
    code, text = end_code(child)
    assert code == 0, text
    assert KEY.search(text)
    assert text.count("█") > 100
    assert "vault recovery test" in text


def test_no_code_is_drawn_where_it_is_not_wanted(terminal, end_code, secret: Path) -> None:
    child = terminal("recovery", "create", secret, "--no-qr")
    child.expect_exact("Passphrase for secret.vol: ")
    child.sendline(PASSPHRASE.decode())
    code, text = end_code(child)
    assert code == 0, text
    assert KEY.search(text)
    assert "█" not in text


@pytest.mark.parametrize("echo", [False, True])
def test_a_mistake_in_typing_is_told_and_asked_again(terminal, end_code, secret: Path, key: str, echo: bool) -> None:
    child: pexpect.spawn = terminal("recovery", "test", secret, *["--echo"] * echo)
    child.expect_exact("Recovery key for secret.vol: ")
    assert bool(termios.tcgetattr(child.child_fd)[3] & termios.ECHO) == echo
    child.sendline(key.replace(key[20], "x", 1))
    child.expect(r"letter \d of group \d is none of a recovery key's letters")
    child.expect_exact("Recovery key for secret.vol: ")
    child.sendline(key.replace("-", " ").upper())
    code, text = end_code(child)
    assert code == 0, text
    assert (key.replace("-", " ").upper() in text) == echo
    assert "keyslot 1 opens with this recovery key" in text


def test_a_key_that_is_too_short_says_by_how_much(vault, secret: Path, key: str) -> None:
    done = vault("recovery", "test", secret, *FD, data=key[:40].encode())
    assert done.returncode == 3
    assert "too short by 28 letters" in done.stderr
    assert key[:8] not in done.stderr


def test_a_passphrase_is_generated(vault) -> None:
    done = vault("passphrase", "generate")
    assert done.returncode == 0
    assert re.fullmatch(r"[a-z-]{3,9}( [a-z-]{3,9}){5}\n", done.stdout)
    assert done.stderr == "6 words, 77.5 bits\n"
    few = vault("passphrase", "generate", "--words", "3", "--separator", ".", "--json")
    answer = json.loads(few.stdout)
    assert set(answer) == documented("`passphrase generate`")
    assert (len(answer["passphrase"].split(".")), answer["words"], answer["entropy_bits"]) == (3, 3, 38.8)
    assert "take more words" in few.stderr


def test_a_passphrase_is_estimated(vault) -> None:
    done = vault("passphrase", "estimate", *FD, data=b"password\n")
    assert done.returncode == 0
    assert done.stdout.startswith("Strength: very weak")
    answer = json.loads(vault("passphrase", "estimate", *FD, "--json", data=b"password\n").stdout)
    assert set(answer) == documented("`passphrase estimate`")
    assert (answer["score"], answer["strength"]) == (0, "very weak")


def test_a_passphrase_is_estimated_unseen_and_never_taken_as_an_argument(vault, terminal, end_code) -> None:
    assert vault("passphrase", "estimate", "password").returncode == 2
    child = terminal("passphrase", "estimate")
    child.expect_exact("Passphrase: ")
    child.sendline("wolkig Tretboot 71 nagen Zwirn quer")
    code, text = end_code(child)
    assert code == 0
    assert "Strength: strong" in text
    assert "wolkig" not in text


def test_the_generator_is_offered_only_where_a_passphrase_is_weak(terminal, work: Path) -> None:
    child = terminal("create", "new.vol", "--size", "3M", "--luks2-keyslots-size", "1M", "--filesystem", "none")
    question = "Passphrase for the new volume new.vol: "
    for typed, offered in (("password", True), ("wolkig Tretboot 71 nagen Zwirn quer", False)):
        child.expect_exact(question)
        child.sendline(typed)
        child.expect_exact("new.vol again: ")
        assert ("vault passphrase generate" in child.before) == offered
        child.sendline("another")
        child.expect_exact("differ")
    child.expect_exact(question)
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    assert not (work / "new.vol").exists()
