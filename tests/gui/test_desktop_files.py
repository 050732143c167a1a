"""What makes the window known to the desktop is as the desktop's programs want it, and comes and goes as a whole."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.gui.programs import PROGRAM
from vault import CreateOptions, Engine
from vault.errors import UsageError
from vault.gui.install import PLACES, command
from vault.system import desktopfiles

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "gui" / "desktop"
NAME = "io.github.vault.Gui"
ENTRY = f"applications/{NAME}.desktop"


def checked(*words: str | Path) -> str:
    """What a program of the desktop says of it."""
    if not Path(words[0]).exists():
        pytest.skip(f"there is no {words[0]}")
    done = subprocess.run([*words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def install(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], env=dict(os.environ), capture_output=True, text=True, check=False)


def test_the_entry_is_one() -> None:
    assert checked("/usr/bin/desktop-file-validate", HERE / f"{NAME}.desktop") == ""


def test_the_metadata_are_such() -> None:
    checked("/usr/bin/appstreamcli", "validate", "--no-net", HERE / f"{NAME}.metainfo.xml")


def test_types_are_the_same_in_all_files() -> None:
    entry = (HERE / f"{NAME}.desktop").read_text()
    (line,) = [line for line in entry.splitlines() if line.startswith("MimeType=")]
    types = set(line.removeprefix("MimeType=").rstrip(";").split(";"))
    made = ElementTree.parse(HERE / f"{NAME}.mime.xml").getroot()
    assert types == {each.attrib["type"] for each in made}
    metadata = ElementTree.parse(HERE / f"{NAME}.metainfo.xml").getroot()
    assert types == {each.text for each in metadata.iter("mediatype")}


def test_every_drawing_is_one() -> None:
    for path in [*HERE.glob("*.svg"), *(ROOT / "gui/icons").glob("*.svg")]:
        assert ElementTree.parse(path).getroot().tag == "{http://www.w3.org/2000/svg}svg", path


def test_it_comes_and_goes_as_a_whole(data: Path) -> None:
    done = install("install-desktop")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(data / place) for place in PLACES.values()]
    entry = (data / ENTRY).read_text()
    (line, lock) = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    assert shlex.split(line) == [*command(), "%F"] and shlex.split(lock) == [*command(), "--lock-all"]
    assert Path(shlex.split(line)[0]).is_absolute()
    again = install("install-desktop")
    assert (again.returncode, again.stdout) == (0, done.stdout)
    gone = install("uninstall-desktop")
    assert (gone.returncode, sorted(gone.stdout.split())) == (0, sorted(done.stdout.split()))
    assert not list(data.rglob("*")) and "failed" not in gone.stderr


def test_what_somebody_changed_stays(data: Path) -> None:
    assert install("install-desktop").returncode == 0
    (data / ENTRY).write_text("mine")
    for words in (["install-desktop"], ["uninstall-desktop"]):
        done = install(*words)
        assert done.returncode == 1 and str(data / ENTRY) in done.stderr
        assert (data / ENTRY).read_text() == "mine" and (data / "mime/packages" / f"{NAME}.xml").exists()
    assert install("uninstall-desktop", "--force").returncode == 0
    assert not (data / ENTRY).exists()


def test_what_is_there_already_is_not_written_over(data: Path, tmp_path: Path) -> None:
    (data / "applications").mkdir(parents=True)
    (tmp_path / "mine").write_text("text")
    (data / ENTRY).symlink_to(tmp_path / "mine")
    with pytest.raises(UsageError, match="is there already"):
        desktopfiles.install({"other/a": "a", ENTRY: "text"})
    assert (tmp_path / "mine").read_text() == "text" and not (data / "other").exists()
    assert desktopfiles.uninstall() == ([], [])


def test_a_list_that_somebody_made_leads_nowhere_else(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("text")
    digest = desktopfiles._sum(other)
    (data / "vault").mkdir(parents=True)
    (data / desktopfiles.LIST).write_text(f"{digest}  ../other\n{digest}  {other}\nnonsense\n")
    assert desktopfiles.uninstall(force=True) == ([], [])
    assert other.exists()


def test_a_container_is_known_by_what_it_holds(data: Path, tmp_path: Path) -> None:
    if not Path("/usr/bin/update-mime-database").exists():
        pytest.skip("there is no /usr/bin/update-mime-database")
    assert install("install-desktop").stderr.count("update-mime-database") == 0
    from tests.gui.conftest import passphrase_fd

    container = tmp_path / "container"
    with passphrase_fd() as source:
        options = CreateOptions(
            container, 32 << 20, pbkdf="pbkdf2", pbkdf_iterations=1000, sparse=True, filesystem=None
        )
        Engine().create(options, source)
    (tmp_path / "disk").write_bytes(b"\xeb\x58\x90-FVE-FS-" + bytes(501))
    types = {"container": "x-luks", "disk": "x-bitlocker"}
    for name, kind in (("a.hc", "x-veracrypt-volume"), ("a.tc", "x-truecrypt-volume"), ("a.vol", "x-encrypted-volume")):
        (tmp_path / name).write_bytes(os.urandom(512))
        types[name] = kind
    for name, kind in types.items():
        said = checked("/usr/bin/gio", "info", "-a", "standard::content-type", tmp_path / name)
        assert f"standard::content-type: application/{kind}\n" in said, name


def test_the_entry_starts_a_program_whose_path_has_anything_in_it(data: Path) -> None:
    words = ["/a b/50%/$x/vault-gui"]
    Engine().desktop_install({ENTRY: (HERE / f"{NAME}.desktop").read_text()}, "vault-gui", words)
    text = (data / ENTRY).read_text()
    assert 'Exec="/a b/50%%/\\\\$x/vault-gui" %F\n' in text and "TryExec=/a b/50%/$x/vault-gui\n" in text
