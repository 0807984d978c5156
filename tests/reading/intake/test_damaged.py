"""Damaged sources of every kind: never a traceback, always a text or a problem, and the files beside are read."""

from __future__ import annotations

import datetime as dt
import io
import random
import unicodedata
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from accidents import befallen, bytes_befallen, tried, within_limits
from comity.reading.intake import SUFFIXES, Intake, take_in
from documents import opendocument, p, r, table, word, zipped
from pdfs import Words, column, pdf

SAID = (
    "Geneva, 3 May 2025\n\nNorway rejects the offer of a ceasefire. Finland insists on the lifting of sanctions.\n\n"
    "“We will never accept foreign troops,” said Türkiye’s minister; long-term talks go on in Côte d’Ivoire.\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks</title>'
    '<meta property="article:published_time" content="2025-05-03T10:00:00Z"><style>p { color: red }</style>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks"}</script></head><body>'
    "<nav><a href=x>Home</a></nav><article><h1>Talks</h1><p>Norway <del>accepts</del> <ins>rejects</ins> the offer of "
    "a ceasefire, the office of the mediator said in a statement to the press on Saturday.</p>"
    "<table><tr><td>Finland<td>insists on the lifting of sanctions</table><p hidden>Nothing.</p>"
    "<blockquote><p>“Never,” said the minister.<br>Twice.</blockquote><ul><li>One<li>Two</ul></article></body></html>"
)
CHANGED = (
    p(r("Eastland "), '<w:ins w:id="1" w:author="A" w:date="2025-01-01T00:00:00Z">' + r("rejects") + "</w:ins>",
      '<w:del w:id="2" w:author="A"><w:r><w:delText>accepts</w:delText></w:r></w:del>', r(" the troops."))
    + table(["Position", "Reason"], ["Norway rejects it", "the law"])
    + '<w:sdt><w:sdtContent>' + p("A content control.") + "</w:sdtContent></w:sdt>"
    + p(r("hidden", "<w:vanish/>"), r("struck", "<w:strike/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
)  # fmt: skip


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Desk <desk@example.org>", "Talks"
    message["Date"] = "Sat, 03 May 2025 23:30:00 -0500"
    message.set_content(SAID, charset="utf-8", cte="quoted-printable")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="draft.pdf")
    inner = EmailMessage()
    inner.set_content("Finland agrees.\n")
    message.add_attachment(inner)
    return message.as_bytes()


def _pages() -> bytes:
    left, right = column(SAID[20:100], 50, 760, 200), column(SAID[100:220].replace("\n", " "), 320, 760, 200)
    head = [Words(50, 810, "S/2025/117", 8)]
    return pdf(
        [*head, *left, *right], [*head, *column(SAID[20:], 50, 760, 480)], title="Talks", by_rows=True, pack=False
    )


FILES = {
    "report.txt": SAID.encode(),
    "western.txt": SAID.encode("cp1252"),
    "wide.md": SAID.encode("utf-16"),
    "page.html": PAGE.encode(),
    "talks.docx": word(CHANGED, footnotes='<w:footnote w:id="2">' + p("A note.") + "</w:footnote>"),
    "talks.odt": opendocument(
        '<text:h text:outline-level="1">Talks</text:h><text:p text:style-name="P1">Norway rejects the offer.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Finland</text:p></table:table-cell></table:table-row>"
        "</table:table><text:p>A note<text:note><text:note-body><text:p>Below.</text:p></text:note-body></text:note>"
        '<text:s text:c="3"/><text:tab/>end.</text:p>',
        '<style:style style:name="P1" style:family="paragraph"/>',
    ),
    "talks.pdf": _pages(),
    "packed.pdf": pdf(column(SAID[20:], 50, 760, 480), title="Talks"),
    "talks.eml": _mail(),
    "table.csv": b"position;party\nrejects;Norway\n",
}
GOOD = "The delegation of Finland said on Monday that it insists on the lifting of all sanctions.\n"
NAMES = tuple(FILES)


def accident(name: str, draw: random.Random) -> bytes:
    """A file of this name that something befell: its bytes, its words, or a part of it that is zipped."""
    data = FILES[name]
    times = draw.choice((1, 1, 1, 2, 5))
    if zipfile.is_zipfile(io.BytesIO(data)) and draw.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
        hurt = draw.choice(tuple(parts))
        text = bytes(parts[hurt]).decode()  # type: ignore[arg-type]
        for _ in range(times):
            text = befallen(text, draw)
        parts[hurt] = text.encode("utf-8", "surrogatepass")
        return zipped(parts)
    if name.endswith((".html", ".eml", ".pdf", ".txt")) and draw.random() < 0.6:
        text = data.decode("latin-1")
        for _ in range(times):
            text = befallen(text, draw)
        return text.encode(draw.choice(("latin-1", "latin-1", "utf-8", "utf-16")), "replace")
    for _ in range(times):
        data = bytes_befallen(data, draw)
    return data


def assert_taken_in(found: Intake, folder: Path) -> None:
    """What an intake gives is fit to be stored, and what it says is fit for a reader."""
    for source in found.sources:
        assert source.text.strip()
        assert not [c for c in source.text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
        assert source.title.strip()
        assert source.date is None or dt.date.fromisoformat(source.date)
        assert source.text.encode("utf-8").decode("utf-8") == source.text
    for problem in found.problems:
        assert problem.place.file.startswith(str(folder))
        assert problem.what
        assert "MemoryError" not in problem.what
        assert "RecursionError" not in problem.what
        assert len(problem.what) + len(problem.fix) <= 2_000


@pytest.mark.parametrize("part", range(2))
def test_damaged_files_are_taken_in_or_refused_and_stop_no_others(part: int, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(GOOD, "utf-8")
    number = tried(160)
    for seed in range(part * number // 2, (part + 1) * number // 2):
        draw = random.Random(seed)
        path = tmp_path / draw.choice(NAMES)
        path.write_bytes(accident(path.name, draw))
        with within_limits(f"seed {seed}, {path.name}"):
            found = take_in([path, good])
            assert_taken_in(found, tmp_path)
            assert GOOD in [source.text for source in found.sources]
        path.unlink()


def test_the_files_are_taken_in_before_they_are_damaged(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        found = take_in([tmp_path / name])
        assert_taken_in(found, tmp_path)
        assert len(found.sources) == (name != "table.csv")
    assert {Path(name).suffix for name in FILES} >= {".txt", ".md", ".html", ".docx", ".odt", ".pdf", ".eml"}
    assert {Path(name).suffix for name in FILES} - set(SUFFIXES) == {".csv"}
