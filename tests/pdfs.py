"""A small writer of PDF files for tests: lines of Helvetica at given places, nothing else."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

from pdfminer.fontmetrics import FONT_METRICS

WIDTHS = FONT_METRICS["Helvetica"][1]


@dataclass(frozen=True)
class Words:
    """Words on a page, from their left lower corner, in points; the page is 595 wide and 842 high."""

    x: float
    y: float
    text: str
    size: float = 10


def width(text: str, size: float = 10) -> float:
    """How wide a text is in Helvetica."""
    return sum(WIDTHS.get(letter, 556) for letter in text) * size / 1000


def column(text: str, x: float, top: float, wide: float, size: float = 10, gap: float = 6) -> list[Words]:
    """Paragraphs (parted by line breaks) set in a column, from its top down; a hyphen is broken after."""
    lines: list[Words] = []
    y = top
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.replace("-", "-\u00a0").replace(" ", " \u00a0").split("\u00a0"):
            if line and width((line + word).rstrip(), size) > wide:
                lines.append(Words(x, y, line.rstrip(), size))
                y -= 1.2 * size
                line = ""
            line += word
        lines.append(Words(x, y, line.rstrip(), size))
        y -= 1.2 * size + gap
    return lines


def pdf(*pages: list[Words], title: str = "", by_rows: bool = False, pack: bool = True) -> bytes:
    """A PDF of these pages. by_rows: what stands at the same height is drawn together, as some programs do."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    kids = []
    for page in pages:
        words = sorted(page, key=lambda w: (-w.y, w.x)) if by_rows else page
        stream = "\n".join(f"BT /F1 {w.size} Tf {w.x} {w.y} Td ({_escaped(w.text)}) Tj ET" for w in words)
        data = stream.encode("cp1252")
        packed = zlib.compress(data) if pack else data
        kind = b"/Filter /FlateDecode " if pack else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(packed), packed))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) >>" % _escaped(title).encode("cp1252"))
    return _file(objects)


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects)))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()
