"""The page as PDF, with the fonts that every reader has; letters that these lack are printed as question marks.

References: ISO 32000-1, 9.6.2.2 (standard fonts) and annex D (WinAnsiEncoding)
"""

from io import BytesIO

import pydyf

from vault.sheets.page import HEIGHT, WIDTH, Boxes, Font, Sheet, Text, marks, title_of

ENCODING = "cp1252"
NAMES = {font: f"F{number}" for number, font in enumerate(Font)}


def pdf(sheet: Sheet) -> bytes:
    """The page as a file."""
    document, drawing = pydyf.PDF(), pydyf.Stream()
    for mark in marks(sheet):
        if isinstance(mark, Text):
            _text(drawing, mark)
        else:
            _boxes(drawing, mark)
    document.info["Title"] = pydyf.String(title_of(sheet))
    document.add_object(drawing)
    document.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": document.pages.reference,
                "MediaBox": pydyf.Array([0, 0, WIDTH, HEIGHT]),
                "Contents": drawing.reference,
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary(dict(map(_font, Font)))}),
            }
        )
    )
    file = BytesIO()
    document.write(file, version=b"1.4")
    return file.getvalue()


def _font(font: Font) -> tuple[str, pydyf.Dictionary]:
    description = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{font}", "Encoding": "/WinAnsiEncoding"}
    return NAMES[font], pydyf.Dictionary(description)


def _text(drawing: pydyf.Stream, text: Text) -> None:
    drawing.begin_text()
    drawing.set_font_size(NAMES[text.font], text.size)
    drawing.set_text_matrix(1, 0, 0, 1, float(text.x), float(HEIGHT - text.y))
    # in hexadecimal, since pydyf's own strings are those of metadata: ASCII or UTF-16
    drawing.stream.append(b"<" + text.text.encode(ENCODING, "replace").hex().encode() + b"> Tj")
    drawing.end_text()


def _boxes(drawing: pydyf.Stream, boxes: Boxes) -> None:
    drawing.set_color_rgb(boxes.shade, boxes.shade, boxes.shade)
    for x, y, width, height in boxes.boxes:
        drawing.rectangle(float(x), float(HEIGHT - y - height), float(width), float(height))
    drawing.fill()
    drawing.set_color_rgb(0, 0, 0)
