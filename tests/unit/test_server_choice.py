import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.attach.base import AttachOptions
from vault.attach.fusefile import attacher as module
from vault.attach.fusefile import serving
from vault.attach.fusefile.attacher import FuseFile
from vault.crypto.ciphers import CipherSpec
from vault.errors import BackendError, NotAvailable, UsageError
from vault.events import ignore
from vault.formats.base import Plaintext, Segment
from vault.formats.readonly import ReadOnlySegment
from vault.formats.veracrypt.protect import ProtectedSegment
from vault.testing.attach_contract import SIZE, Opened, WithVolumes


def segment(cipher: str) -> Segment:
    return Segment(0, SIZE, CipherSpec.parse(cipher), 64, 512)


@pytest.mark.parametrize(
    ("plaintext", "server"),
    [
        (segment("aes-xts-plain64"), "native"),
        (segment("aes-xts-plain"), "native"),
        (segment("aes-cbc-essiv:sha256"), "native"),
        (segment("aes-cbc-plain64be"), "native"),
        (None, "native"),
        (segment("serpent-xts-plain64"), "native"),
        (segment("aes-twofish-xts-plain64"), "native"),
        (segment("aes-lrw-benbi"), "composed"),
        (ReadOnlySegment(segment("aes-xts-plain64"), "only read"), "composed"),
        (ProtectedSegment(segment("aes-xts-plain64"), 512, 1024), "composed"),
    ],
    ids=repr,
)
def test_the_native_server_is_taken_wherever_it_applies(plaintext: Plaintext | None, server: str) -> None:
    assert serving.preferred(plaintext) == server


def test_no_other_server_stands_in_for_a_missing_compiled_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vault.attach.fusefile._native", None)
    assert serving.preferred(segment("aes-xts-plain64")) == "native"
    with pytest.raises(NotAvailable, match="native") as caught:
        serving.load("native")
    assert caught.value.hint


@pytest.mark.parametrize("call", [serving.load, lambda name: serving.check(name, allow_discards=False)])
def test_an_unknown_server_is_refused(call: Callable[[str], object]) -> None:
    with pytest.raises(UsageError):
        call("other")


def test_discards_are_refused_where_they_cannot_be_passed_on() -> None:
    serving.check("native", allow_discards=True)
    with pytest.raises(NotAvailable, match="discards"):
        serving.check("composed", allow_discards=True)


class TestWhatIsMissing(WithVolumes):
    @pytest.fixture
    def attacher(self) -> FuseFile:
        return FuseFile()

    def check(self, opened: Opened, attacher: FuseFile, runtime: Path, reason: str) -> None:
        with opened.unlocked() as unlocked:
            found = attacher.probe(unlocked.volume, AttachOptions())
            assert not found.ok
            assert reason in found.reason
            with pytest.raises(NotAvailable, match=reason):
                attacher.attach(unlocked, AttachOptions(), ignore)
        assert list(runtime.rglob("*")) == []

    def test_fuse_itself(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(module, "FUSE", tmp_path / "fuse")
        self.check(opened, attacher, runtime, "is missing")

    def test_the_compiled_part(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "vault.attach.fusefile._native", None)
        self.check(opened, attacher, runtime, "native server cannot be loaded")

    def test_fusermount_for_an_ordinary_user(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        monkeypatch.setattr("vault.system.programs.FOLDERS", ())
        self.check(opened, attacher, runtime, "fusermount3 is not installed")

    def test_the_table_of_mounts_for_an_ordinary_user(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        monkeypatch.setattr("vault.system.programs.need", lambda _name: None)
        monkeypatch.setattr(module, "MTAB", tmp_path / "mtab")
        self.check(opened, attacher, runtime, "mtab is missing")

    def test_the_interpreter(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for path, reason in ((str(tmp_path / "python"), "cannot start the server process"), ("", "its own path")):
            monkeypatch.setattr(sys, "executable", path)
            with opened.unlocked() as unlocked, pytest.raises(BackendError, match=reason):
                attacher.attach(unlocked, AttachOptions(), ignore)
            assert list((runtime / "vault" / "attached").iterdir()) == []

    def test_a_server_that_dies_before_it_speaks(
        self, opened: Opened, attacher: FuseFile, runtime: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        script = tmp_path / "python"
        script.write_text("#!/bin/sh\necho one >&2\necho the last word >&2\nexit 3\n")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))
        with opened.unlocked() as unlocked, pytest.raises(BackendError, match="ready: the last word"):
            attacher.attach(unlocked, AttachOptions(), ignore)
        assert list((runtime / "vault" / "attached").iterdir()) == []
