"""The page as SVG.

References: SVG 1.1
"""

from xml.etree import ElementTree

from vault.sheets.page import HEIGHT, WIDTH, Boxes, Font, Sheet, Text, marks, title_of

NAMESPACE = "http://www.w3.org/2000/svg"
FAMILIES = {Font.PLAIN: "sans-serif", Font.BOLD: "sans-serif", Font.TYPED: "monospace", Font.TYPED_BOLD: "monospace"}
"""One name each: not every reader knows lists, and with another font nothing would stand where it has to."""


def svg(sheet: Sheet) -> bytes:
    """The page as a file."""
    size = {"width": f"{WIDTH}pt", "height": f"{HEIGHT}pt", "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    root = ElementTree.Element("svg", {"xmlns": NAMESPACE, "version": "1.1", **size})
    ElementTree.SubElement(root, "title").text = title_of(sheet)
    ElementTree.SubElement(root, "path", {"d": f"M0 0h{WIDTH}v{HEIGHT}H0z", "fill": "white"})
    for mark in marks(sheet):
        if isinstance(mark, Text):
            _text(root, mark)
        else:
            _boxes(root, mark)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _text(root: ElementTree.Element, text: Text) -> None:
    style = {"font-family": FAMILIES[text.font], "font-size": _number(text.size)}
    if text.font in (Font.BOLD, Font.TYPED_BOLD):
        style["font-weight"] = "bold"
    ElementTree.SubElement(root, "text", {"x": _number(text.x), "y": _number(text.y), **style}).text = text.text


def _boxes(root: ElementTree.Element, boxes: Boxes) -> None:
    path = "".join(
        f"M{_number(x)} {_number(y)}h{_number(width)}v{_number(height)}h-{_number(width)}z"
        for x, y, width, height in boxes.boxes
    )
    grey = "#" + f"{round(boxes.shade * 255):02x}" * 3
    edges = {"shape-rendering": "crispEdges"} if len(boxes.boxes) > 1 else {}  # which could make a thin rule vanish
    ElementTree.SubElement(root, "path", {"d": path, "fill": grey, **edges})


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
