"""The printable page of a recovery key: laid out once, drawn as SVG and as PDF."""
