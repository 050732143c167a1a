"""The page of a recovery key: what is on it, in both file types, and that it is read back from the printed picture."""

import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vault.options import PageTexts
from vault.sheets import page, qr
from vault.sheets.page import HEIGHT, LEFT, RIGHT, WIDTH, Boxes, Font, Sheet, Text
from vault.sheets.pdf import pdf
from vault.sheets.svg import NAMESPACE, svg

KEY = "cbdefghi-jklnrtuv-vutrnlkj-ihgfedbc-cccccccc-vvvvvvvv-cvcvcvcv-bdbdbdbd"
SHEET = Sheet(KEY, "secret.vol", "Laptop", "12345678-1234-1234-1234-123456789abc", 3, date(2026, 11, 22))
ODD = replace(
    SHEET,
    volume="$(reboot)\n`id` \udcff" * 9,
    label="\x1b[31m <b>&amp; ]]> \\ ) Tj ( \u202e日本 Grüße €",
    title="Schlüssel & <i>日本</i> \0" * 5,
)
PIXELS = 4
"""Of each square of the code, where a test draws it."""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(*words: object) -> str:
    done = subprocess.run([*map(str, words)], capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def decoded(picture: Path) -> str:
    return run(program("zbarimg"), "--quiet", "--raw", picture).strip()


def texts(sheet: Sheet) -> list[str]:
    return [mark.text for mark in page.marks(sheet) if isinstance(mark, Text)]


def test_all_that_is_needed_is_on_it() -> None:
    found = texts(SHEET)
    assert found[0] == "Recovery key"
    for value in ("secret.vol", "Laptop", SHEET.uuid, "3", "2026-11-22"):
        assert value in found
    assert [line for line in found if re.fullmatch("[cbdefghijklnrtuv-]{30,}", line)] == [KEY[:36], KEY[36:]]
    assert [line for line in found if re.fullmatch("[1-8]", line)] == ["3", *"12345678"]
    assert "vault recovery test secret.vol" in found
    assert "vault mount secret.vol" in found
    assert "cryptsetup open secret.vol volume" in found
    assert "vault keyslot remove secret.vol 3" in found
    assert "or in a backup of the header." in " ".join(found)
    assert "Header" not in found
    assert not any("needs the header too" in line for line in found)
    assert not any("CONTAINER" in line for line in found)


def commands(sheet: Sheet) -> list[list[str]]:
    """What a shell makes of each command, typed from the paper."""
    typed = [mark.text for mark in page.marks(sheet) if isinstance(mark, Text) and mark.size == page.COMMAND_SIZE]
    assert all(len(line) <= page.COMMAND_LIMIT for line in typed)
    return [shlex.split(line) for line in "\n".join(typed).replace("\\\n", " ").splitlines()]


@pytest.mark.parametrize("header", ["x.head", "a & b.head", "h" * page.NAME_LIMIT])
@pytest.mark.parametrize("volume", ["x.vol", "Mein Tresor & <b> 'quotes'.vol", "v" * page.NAME_LIMIT])
def test_every_command_has_the_detached_header(volume: str, header: str) -> None:
    sheet = replace(SHEET, volume=volume, header=header)
    assert commands(sheet) == [
        ["vault", "recovery", "test", volume, "--header", header],
        ["vault", "mount", volume, "--header", header],
        ["cryptsetup", "open", "--header", header, volume, "volume"],
        ["vault", "keyslot", "remove", volume, "3", "--header", header],
    ]
    found = texts(sheet)
    assert found[found.index("Header") + 1] == header
    assert any("needs the header too" in line for line in found)


def test_the_key_is_as_wide_as_the_page_and_its_groups_are_numbered_legibly() -> None:
    found = [mark for mark in page.marks(SHEET) if isinstance(mark, Text)]
    (first,) = (mark for mark in found if mark.text == KEY[:36])
    assert 0.9 * (RIGHT - LEFT) < len(first.text) * first.size * page.COURIER_WIDTH <= RIGHT - LEFT
    assert {mark.size for mark in found if re.fullmatch("[1-8]", mark.text) and mark.font == Font.PLAIN} == {11}


def test_texts_of_another_language_are_wrapped_and_commands_can_be_left_out() -> None:
    long = "Wer dieses Blatt und eine Kopie des Containers hat, liest alles. " * 4
    texts_ = PageTexts(
        title="Wiederherstellungsschlüssel",
        about=long,
        keyslot="Schlüsselplatz",
        how_to_store=2 * long,
        has_commands=False,
    )
    sheet = replace(SHEET, texts=texts_)
    found = texts(sheet)
    assert found[0] == texts_.title
    assert long.strip() in " ".join(found)
    assert commands(sheet) == [["cryptsetup", "open", "secret.vol", "volume"]]
    (name,) = (mark for mark in page.marks(sheet) if isinstance(mark, Text) and mark.text == "Schlüsselplatz")
    (value,) = (mark for mark in page.marks(sheet) if isinstance(mark, Text) and mark.text == "secret.vol")
    assert value.x > name.x + 6 * len(name.text)
    assert texts(replace(sheet, title="Laptop"))[0] == "Laptop"
    last = max(mark.y for mark in page.marks(sheet) if isinstance(mark, Text))
    assert page.storing_at(texts_) < page.storing_at(page.ENGLISH) < last <= page.BOTTOM


def test_what_is_empty_has_no_line() -> None:
    assert "Label" in texts(SHEET)
    assert "Label" not in texts(replace(SHEET, label=""))


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET,
        ODD,
        replace(SHEET, volume="W" * 300, label="W" * 300, title="W" * 300, header="W" * 300),
        replace(SHEET, volume="W" * page.NAME_LIMIT, header="&" * (page.NAME_LIMIT - 2)),
    ],
    ids=["plain", "odd", "cut", "wide"],
)
def test_everything_lies_within_the_margins(sheet: Sheet, tmp_path: Path) -> None:
    for mark in page.marks(sheet):
        if isinstance(mark, Boxes):
            for x, y, width, height in mark.boxes:
                assert LEFT - 1e-6 <= x <= x + width <= RIGHT + 1e-6
                assert 54 <= y <= y + height <= HEIGHT - 54
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf(sheet))
    box = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">')
    words = [tuple(map(float, found)) for found in box.findall(run(program("pdftotext"), "-bbox", file, "-"))]
    assert len(words) > 100
    assert min(word[0] for word in words) >= LEFT
    assert min(word[1] for word in words) >= 50
    assert max(word[2] for word in words) <= RIGHT
    assert max(word[3] for word in words) <= HEIGHT - 54
    assert (WIDTH, HEIGHT) == (595, 792)


def test_the_longest_page_has_no_lines_on_each_other() -> None:
    sheet = replace(SHEET, volume="W" * page.NAME_LIMIT, header="&" * (page.NAME_LIMIT - 2))
    found = [(mark.y, mark.x) for mark in page.marks(sheet) if isinstance(mark, Text) and mark.text]
    column = [y for y, x in found if x > LEFT + page.CODE_SIZE and y > 380 and y < page.storing_at(sheet.texts)]
    assert len(column) > 15
    assert column == sorted(column)
    assert (
        min(later - one for one, later in zip(column, [*column[1:], page.storing_at(sheet.texts)], strict=True)) >= 12
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("tab\ta\nline", "tab\ufffda\ufffdline"),
        ("\x1b[31m\u202e\udcff", "\ufffd[31m\ufffd\ufffd"),
        ("0123456789", "0123456789"),
        ("0123456789x", "012345678…"),
        ("日本語日本", "日本語日本"),
        ("日本語日本語", "日本語日…"),
        ("", ""),
    ],
)
def test_names_are_printable_and_not_too_wide(text: str, shown: str) -> None:
    assert page.printable(text, 10) == shown


@pytest.mark.parametrize("name", ["a b", "-rf", "$(id)", "a;b", "it's", "Mein Tresor & <b>.vol", "x" * 40, "#x", "~x"])
def test_a_name_that_a_shell_could_take_for_more_is_quoted(name: str) -> None:
    typed = f"./{name}" if name.startswith("-") else name
    assert ["vault", "mount", typed] in commands(replace(SHEET, volume=name))
    assert ["vault", "keyslot", "remove", typed, "3"] in commands(replace(SHEET, volume=name))


@pytest.mark.parametrize("name", ["x" * 47, "'" * 12, "ü", "a\nb", "\x1b[31m", "\udcff"])
@pytest.mark.parametrize(("member", "word"), [("volume", "CONTAINER"), ("header", "HEADER")])
def test_a_name_that_cannot_be_typed_is_in_no_command_and_what_is_there_is_explained(
    name: str, member: str, word: str
) -> None:
    sheet = replace(SHEET, **{member: name})
    assert all(word in command for command in commands(sheet))
    assert len([line for line in texts(sheet) if line.startswith(f"{word} is the path of the ")]) == 1


@pytest.mark.parametrize("sheet", [SHEET, ODD])
def test_the_svg_says_what_the_page_says(sheet: Sheet) -> None:
    root = ElementTree.fromstring(svg(sheet))
    assert [element.text for element in root.iter(f"{{{NAMESPACE}}}text")] == texts(sheet)
    assert {element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()} == {"svg", "title", "path", "text"}
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("595pt", "792pt", "0 0 595 792")


def test_the_code_in_the_svg_is_the_key(tmp_path: Path) -> None:
    root = ElementTree.fromstring(svg(SHEET))
    code = max((element.get("d") or "" for element in root.iter(f"{{{NAMESPACE}}}path")), key=len)
    boxes = [tuple(map(float, box)) for box in re.findall(r"M(\S+) (\S+)h(\S+)v(\S+)h-\S+z", code)]
    left, top = (min(box[at] for box in boxes) for at in (0, 1))
    unit = min(box[3] for box in boxes)
    count = round(max(box[1] - top for box in boxes) / unit) + 1
    side = (count + 8) * PIXELS
    image = bytearray(b"\xff" * side * side)
    for x, y, width, height in boxes:
        begin = (round((x - left) / unit) + 4) * PIXELS
        for row in range(round(height / unit) * PIXELS):
            at = ((round((y - top) / unit) + 4) * PIXELS + row) * side + begin
            image[at : at + round(width / unit) * PIXELS] = bytes(round(width / unit) * PIXELS)
    picture = tmp_path / "code.pgm"
    picture.write_bytes(b"P5 %d %d 255\n" % (side, side) + image)
    assert decoded(picture) == KEY


@pytest.mark.parametrize("sheet", [SHEET, ODD], ids=["plain", "odd"])
def test_the_printed_pdf_has_the_key_as_text_and_as_code(sheet: Sheet, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf(sheet))
    found = run(program("pdftotext"), "-layout", file, "-")
    assert KEY[:36] in found
    assert KEY[36:] in found
    if sheet is ODD:
        assert "<b>&amp; ]]> \\ ) Tj ( ??? Grüße €" in found
        assert "Schlüssel & <i>??</i>" in found
    else:
        assert [line for line in texts(sheet) if line not in found] == []
    run(program("pdftoppm"), "-r", "100", "-gray", file, tmp_path / "page")
    pictures = sorted(tmp_path.glob("page*.pgm"))
    assert len(pictures) == 1
    assert decoded(pictures[0]) == KEY


def test_the_pdf_needs_no_font_of_its_own(tmp_path: Path) -> None:
    data = pdf(SHEET)
    assert set(re.findall(rb"/BaseFont /([\w-]+)", data)) == {str(font).encode() for font in Font}
    assert b"FontFile" not in data
    assert data == pdf(SHEET)


def test_the_code_on_the_terminal_is_black_on_white_whatever_the_colours_are() -> None:
    text, columns = qr.for_terminal(KEY, unicode=True)
    lines = text.splitlines()
    count, black = qr.squares(KEY)
    assert columns == count
    drawn = set()
    for number, line in enumerate(lines):
        assert line.startswith(qr.WHITE_ON_BLACK)
        assert line.endswith(qr.RESET)
        for column, letter in enumerate(line.removeprefix(qr.WHITE_ON_BLACK).removesuffix(qr.RESET)):
            upper, lower = {" ": (1, 1), "▀": (0, 1), "▄": (1, 0), "█": (0, 0)}[letter]
            drawn |= {(column, 2 * number)} if upper else set()
            drawn |= {(column, 2 * number + 1)} if lower else set()
    wanted = {(column + step, row) for column, row, length in black for step in range(length)}
    assert {place for place in drawn if place[1] < count} == wanted


def test_without_unicode_the_code_is_ascii() -> None:
    text, columns = qr.for_terminal(KEY, unicode=False)
    assert text.isascii()
    assert len(text.splitlines()) == qr.squares(KEY)[0]
    assert {len(re.sub(r"\x1b\[\d+m", "", line)) for line in text.splitlines()} == {columns}


def test_a_mark_is_a_text_or_boxes() -> None:
    assert {type(mark) for mark in page.marks(SHEET)} == {Text, Boxes}
