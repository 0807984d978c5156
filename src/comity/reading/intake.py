"""Taking in sources: plain text, Markdown, HTML, Word and PDF files, or folders of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from comity.problem import Place, Problem
from comity.reading.english.dates import date_in
from comity.reading.english.language import foreign_language
from comity.reading.english.nouns import slug

PLAIN = (".txt", ".md", ".markdown", ".text")
WEB = (".html", ".htm", ".xhtml")
SUFFIXES = (*PLAIN, *WEB, ".docx", ".pdf")


@dataclass(frozen=True)
class Source:
    """A report as stored: every offset of a statement counts code points of `text`.

    `suffix` is that of the stored copy, `.md` or `.txt`; `origin` is the file that was read.
    """

    id: str
    title: str
    date: str | None
    publisher: str | None
    text: str
    suffix: str = ".txt"
    origin: str = ""

    @property
    def file(self) -> str:
        """Where the stored copy stands, from the case file."""
        return f"sources/{self.id}{self.suffix}"


@dataclass(frozen=True)
class Intake:
    """The sources that could be read, and what was wrong with the others."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Document:
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    suffix: str = ".txt"


class _Unreadable(Exception):
    def __init__(self, what: str, fix: str) -> None:
        self.what, self.fix = what, fix


def take_in(paths: Iterable[Path], stored: Iterable[Source] = ()) -> Intake:
    """Which texts do these files and folders hold?

    Folders are searched through; files of other kinds in them are passed over. A file that cannot be read, holds no
    text or is not in English becomes a problem with its remedy, and the others are read all the same. A file whose
    text is among the `stored` sources, or was met already, is not taken in again.
    """
    sources: list[Source] = []
    texts = {s.text for s in stored}
    taken = {s.id for s in stored}
    problems: list[Problem] = []
    for path in _files([Path(p) for p in paths], problems):
        place = Place(str(path))
        try:
            document = _read(path)
        except _Unreadable as error:
            problems.append(Problem(place, error.what, error.fix))
            continue
        if not document.text.strip():
            problems.append(
                Problem(
                    place,
                    "the file holds no text",
                    "if it is a scan, recognise its text first, or paste the text into a .txt file",
                )
            )
            continue
        language = foreign_language(document.text)
        if language is not None:
            problems.append(
                Problem(
                    place,
                    f"the text seems to be in {language}; the reader understands English only",
                    "translate it, and read the translation",
                )
            )
            continue
        source = _source(document, path, taken)
        if source.text not in texts:
            sources.append(source)
            texts.add(source.text)
            taken.add(source.id)
    return Intake(tuple(sources), tuple(problems))


def _files(paths: list[Path], problems: list[Problem]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in SUFFIXES and not p.name.startswith(".")
            )
            if not inside:
                problems.append(
                    Problem(Place(str(path)), "no readable file in this folder", f"readable are {', '.join(SUFFIXES)}")
                )
            files += inside
        elif not path.exists():
            problems.append(Problem(Place(str(path)), "there is no such file", "check the path"))
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def _read(path: Path) -> _Document:
    suffix = path.suffix.lower()
    if suffix in PLAIN:
        return _Document(_decoded(path), suffix=".md" if suffix in (".md", ".markdown") else ".txt")
    if suffix in WEB:
        return _html(path)
    if suffix == ".docx":
        return _word(path)
    if suffix == ".pdf":
        return _pdf(path)
    raise _Unreadable(
        f"files of kind {suffix or 'without ending'} cannot be read", f"save it as one of {', '.join(SUFFIXES)}"
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _Unreadable(f"the file cannot be opened: {error.strerror}", "check its permissions") from None


def _decoded(path: Path) -> str:
    data = _bytes(path)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable("this is not a text file", "export it as plain text")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            # Line ends are stored as one character, so that offsets are the same on every machine.
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise _Unreadable("the text's encoding is not recognised", "save it as UTF-8")


def _html(path: Path) -> _Document:
    import trafilatura

    page = _bytes(path)
    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    if not text:
        raise _Unreadable("no article text was found in this page", "copy the article into a .txt file")
    meta = trafilatura.extract_metadata(page)
    return _Document(text, title=meta.title or None, date=meta.date or None, publisher=meta.sitename or None)


def _word(path: Path) -> _Document:
    import io

    import docx

    data = _bytes(path)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets errors of zip, XML and its own through
        raise _Unreadable(f"this is not a Word document: {error}", "open it in Word and save it as .docx") from None
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    return _Document("\n".join(lines), title=document.core_properties.title or None)


def _pdf(path: Path) -> _Document:
    import io
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    data = _bytes(path)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _Unreadable("the PDF is protected by a password", "save an unprotected copy")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except _Unreadable:
        raise
    except Exception as error:  # pypdf raises many kinds on broken files
        raise _Unreadable(f"the PDF cannot be read: {error}", "save it again as PDF, or as text") from None
    return _Document("\n".join(_unwrapped(page) for page in pages), title=title or None)


def _unwrapped(page: str) -> str:
    """A page's lines joined into paragraphs: a line that ends a sentence well before the margin ends a paragraph."""
    lines = [line.rstrip() for line in page.split("\n")]
    width = max((len(line) for line in lines), default=0)
    text = ""
    for line in lines:
        if not line.strip():
            text += "\n"
        elif line.endswith("-") and line[-2:-1].isalpha():
            text += line[:-1]
        elif len(line) < 0.75 * width or (line[-1] in '.!?"”:' and len(line) < 0.92 * width):
            text += line + "\n"
        else:
            text += line + " "
    return re.sub(r"\n{3,}", "\n\n", text)


def _source(document: _Document, path: Path, taken: set[str]) -> Source:
    identifier = base = slug(path.stem)
    number = 2
    while identifier in taken:
        identifier, number = f"{base}_{number}", number + 1
    # A lone half of a surrogate pair cannot be stored; it becomes the replacement character, one for one.
    text = document.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start = "\n".join(text.strip().split("\n")[:4])[:600]
    return Source(
        id=identifier,
        title=document.title or _title(text) or path.stem,
        date=document.date or date_in(path.stem.replace("_", "-")) or date_in(start),
        publisher=document.publisher,
        text=text,
        suffix=document.suffix,
        origin=str(path),
    )


def _title(text: str) -> str | None:
    """The heading, or a short first line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[:4]:
        if line.startswith("#") or (
            line.startswith("**") and line.endswith("**") and not line.rstrip("*").endswith(".")
        ):
            return line.strip("#* ")
    first = lines[0].strip("#* ") if lines else ""
    return first if 0 < len(first) <= 120 else None
