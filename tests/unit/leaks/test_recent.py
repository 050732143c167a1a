"""Lists of recent files lose the entries of a volume and not one byte more."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.errors import BusyError
from vault.leaks import clean, find, recentlyused
from vault.leaks.places import Places
from vault.leaks.scope import Scope
from vault.leaks.xbel import NotXbel, bookmarks, without

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0"
      xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
      xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info"
>
"""
ENTRY = """  <bookmark href="{}" added="2026-11-21T10:00:00.0Z" modified="2026-11-21T10:00:00.0Z">
    <info>
      <metadata owner="http://freedesktop.org">
        <mime:mime-type type="text/plain"/>
        <bookmark:applications>
          <bookmark:application name="Editor" exec="&apos;editor %u&apos;" modified="2026-11-21T10:00:00.0Z" count="1"/>
        </bookmark:applications>
      </metadata>
    </info>
  </bookmark>
"""
TAIL = "</xbel>"


def xbel(*hrefs: str) -> str:
    return HEAD + "".join(ENTRY.format(href) for href in hrefs) + TAIL


def put(places: Places, content: str) -> Path:
    places.data.mkdir(parents=True, exist_ok=True)
    path = places.data / "recently-used.xbel"
    path.write_text(content)
    return path


def test_the_entries_of_the_volume_go_and_all_else_stays_byte_by_byte(places: Places, point: Path) -> None:
    mine = [f"file://{quote(str(point / name))}" for name in ("x.txt", "Ü & <b>.txt")]
    others = ["file:///etc/motd", f"file://{point}b/x.txt", "https://example.org/?a=1&amp;b=2"]
    path = put(places, xbel(others[0], mine[0], others[1], mine[1], mine[0], others[2]))
    path.chmod(0o640)
    leaks = find([point], places=places)
    assert [(leak.kind, leak.path, leak.file, leak.can_clean) for leak in leaks] == [
        ("recent", path, point / name, True) for name in ("x.txt", "Ü & <b>.txt")
    ]
    done = clean(leaks, [point], places=places)
    assert (done.removed, done.left) == (leaks, ())
    assert path.read_text() == xbel(*others)
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(places.data) == [path.name]


def test_only_what_was_agreed_on_is_removed(places: Places, point: Path) -> None:
    hrefs = [f"file://{point}/{name}" for name in ("x", "y")]
    path = put(places, xbel(*hrefs))
    clean([leak for leak in find([point], places=places) if leak.file == point / "x"], [point], places=places)
    assert path.read_text() == xbel(hrefs[1])


def test_the_lists_of_sandboxed_programs_count(places: Places, point: Path) -> None:
    data = places.home / ".var/app/org.example.Editor/data"
    data.mkdir(parents=True)
    (data / "recently-used.xbel").write_text(xbel(f"file://{point}/x"))
    assert [leak.path for leak in find([point], places=places)] == [data / "recently-used.xbel"]


PIECES = st.sampled_from(
    [
        (b'<bookmark href="file:///v/a">\n<x>&amp;</x></bookmark >', True),
        (b"<bookmark href='file:///v/a?>' title='a>b'/>", True),
        (b'<bookmark\n  href="file:///v/&#97;"></bookmark>', True),
        (b'<bookmark href="file:///v/\xc3\xa4"><![CDATA[</bookmark>]]></bookmark>', True),
        (b'<bookmark href="/v/a" title="&lt;"><info/></bookmark\n>', True),
        (b'<bookmark href="file:///other"/>', False),
        (b"<bookmark/>", False),
        (b"<bookmark></bookmark>", False),
        (b'<!-- <bookmark href="file:///v/a"/> -->', False),
        (b"<bookmark:x/><b>\xc3\xa4</b>", False),
        (b'<?pi <bookmark href="file:///v/a"/> ?>', False),
        (b"text \xe2\x82\xac", False),
    ]
)


@given(st.lists(PIECES, max_size=8), st.sampled_from([b"", b"\n", b"\r\n", b"  "]))
def test_cutting_is_exact(pieces: list[tuple[bytes, bool]], end: bytes) -> None:
    scope = Scope((b"/v",))
    data = b"<xbel>\n" + b"".join(piece + end for piece, _ in pieces) + b"</xbel>"
    # on a line of its own the whole line goes, else the element alone
    left = b"".join(b"" if mine and b"\n" in end else end if mine else piece + end for piece, mine in pieces)
    found = [each for each in bookmarks(data) if scope.file_of(each.href)]
    assert len(found) == sum(mine for _, mine in pieces)
    assert without(data, found) == b"<xbel>\n" + left + b"</xbel>"


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (b"<xbel><bookmark href='/v'/></xbel>", b"<xbel></xbel>"),
        (b"<xbel><bookmark href='/v'/><bookmark:x/></xbel>", b"<xbel><bookmark:x/></xbel>"),
        (b"<xbel>\n<bookmark href='/v'/></xbel>", b"<xbel>\n</xbel>"),
        (b"<xbel>\n <b/><bookmark href='/v'/>\n</xbel>", b"<xbel>\n <b/>\n</xbel>"),
        (b"<xbel>\n\t <bookmark href='/v'/> \r\n</xbel>", b"<xbel>\n</xbel>"),
        (b"<xbel>\n<bookmark href='/v'/> <b/>\n</xbel>", b"<xbel>\n <b/>\n</xbel>"),
    ],
)
def test_only_a_line_with_nothing_else_goes(data: bytes, left: bytes) -> None:
    assert without(data, bookmarks(data)) == left


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><xbel>&b;</xbel>'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<xbel>",
        "<html/>",
        "no xml",
        BOMB,
        '<!DOCTYPE xbel SYSTEM "file:///etc/passwd"><xbel/>',
        '<xbel><bookmark href="a"><bookmark href="b"/></bookmark></xbel>',
        "<xbel>&unknown;</xbel>",
        "<xbel/><xbel/>",
    ],
)
def test_what_is_no_list_is_told_and_left_alone(places: Places, point: Path, content: str) -> None:
    with pytest.raises(NotXbel):
        bookmarks(content.encode())
    path = put(places, content)
    (leak,) = find([point], places=places)
    assert (leak.kind, leak.path, leak.can_clean) == ("unread", path, False)
    assert path.read_text() == content


def test_data_in_another_encoding_is_refused() -> None:
    with pytest.raises(NotXbel):
        bookmarks('<?xml version="1.0" encoding="UTF-16"?><xbel/>'.encode("utf-16"))


def test_a_list_that_is_a_link_is_not_followed(places: Places, point: Path, tmp_path: Path) -> None:
    outside = tmp_path / "list"
    outside.write_text(xbel(f"file://{point}/x"))
    places.data.mkdir(parents=True)
    (places.data / "recently-used.xbel").symlink_to(outside)
    assert [(leak.kind, leak.tells) for leak in find([point], places=places)] == [
        ("unread", "could not be looked into: it is a link")
    ]


def changed_while_written(monkeypatch: pytest.MonkeyPatch, path: Path, contents: list[str]) -> None:
    """Let another program replace the list each time just before the new one is put in its place."""
    fsync = os.fsync

    def other(descriptor: int) -> None:
        fsync(descriptor)
        if contents:
            path.write_text(contents.pop(0))

    monkeypatch.setattr(os, "fsync", other)


def test_an_entry_that_another_program_adds_meanwhile_is_kept(
    places: Places, point: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, new = f"file://{point}/x", "file:///new"
    path = put(places, xbel(mine))
    leaks = find([point], places=places)
    changed_while_written(monkeypatch, path, [xbel(mine, new)])
    assert clean(leaks, [point], places=places).removed == leaks
    assert path.read_text() == xbel(new)


def test_a_list_that_others_go_on_changing_is_left_to_them(
    places: Places, point: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = f"file://{point}/x"
    path = put(places, xbel(mine))
    leaks = find([point], places=places)
    last = xbel(mine, *(f"file:///{number}" for number in range(recentlyused.TRIES)))
    versions = [xbel(mine, *(f"file:///{n}" for n in range(number + 1))) for number in range(recentlyused.TRIES)]
    changed_while_written(monkeypatch, path, versions)
    with pytest.raises(BusyError):
        clean(leaks, [point], places=places)
    assert path.read_text() == last
    assert os.listdir(places.data) == [path.name]


def link(places: Places, name: str, line: str) -> Path:
    folder = places.data / "RecentDocuments"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(
        b"[Desktop Entry]\nIcon=text-plain\nType=Link\n" + os.fsencode(line) + b"\nX-KDE-LastOpenedWith=e\n"
    )
    return path


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("URL=file://{home}/Vaults/a/x.txt", "x.txt"),
        ("URL[$e]=file://$HOME/Vaults/a/x.txt", "x.txt"),
        ("URL[$e]=file:$HOME/Vaults/a/x%20y.txt", "x y.txt"),
        ("URL[$e]=$HOME/Vaults/a/x.txt", "x.txt"),
        ("URL[$e] = ${{HOME}}/Vaults/a/a$$b.txt", "a$b.txt"),
        ("URL[$e]=file://$HOME/Vaults/a/a\\sb\\x41\\\\.txt", "a bA\\.txt"),
        ("URL[$e]=file://$HOME/Vaults/a/Größe\udcff.txt", "Größe\udcff.txt"),
    ],
)
def test_a_link_to_a_recent_document_is_found_and_removed(places: Places, point: Path, line: str, name: str) -> None:
    path = link(places, "x.desktop", line.format(home=places.home))
    other = link(places, "y.desktop", "URL[$e]=file://$HOME/Vaults/ab/x.txt")
    leaks = find([point], places=places)
    assert [(leak.path, leak.file) for leak in leaks] == [(path, point / name)]
    assert clean(leaks, [point], places=places).removed == leaks
    assert (path.exists(), other.exists()) == (False, True)


@pytest.mark.parametrize(
    "line", ["URL=$HOME/Vaults/a/x", "URL[$e]=$HOMER/Vaults/a/x", "XURL={home}/Vaults/a/x", "URL="]
)
def test_a_link_to_something_else_is_none(places: Places, point: Path, line: str) -> None:
    link(places, "x.desktop", line.format(home=places.home))
    link(places, "x.txt", f"URL=file://{point}/x")
    assert find([point], places=places) == ()
