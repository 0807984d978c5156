"""Taking in sources: files of several kinds, or folders of them, as texts with a title and a date.

Each kind of file is a module here that says how its files' names end and makes a document of their bytes; KINDS is the
only list of them. What is left out of a file is said in a remark: nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from comity.case.files import REPORT_BYTES, read_bytes
from comity.problem import Place, Problem, Problems
from comity.reading.english.dates import date_in
from comity.reading.english.language import foreign_language
from comity.reading.english.nouns import slug
from comity.reading.intake import folder, html, mail, opendocument, pdf, plain, word
from comity.reading.intake.letters import control_signs, stored
from comity.reading.intake.source import Change, Document, Intake, Remark, Source, Unreadable, counted

__all__ = ["KINDS", "SUFFIXES", "Change", "Intake", "Source", "take_in"]

KINDS = (plain, html, word, opendocument, pdf, mail)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.SUFFIXES)
LARGEST_TEXT = 1_000_000
"""So many characters a source has at most: a book of 350 pages. A minute is needed to read it."""
ALL_TEXT = 10_000_000
"""So many characters are taken in at once."""

_OFFICE = "open it in Word or LibreOffice and save it as .docx"
_REMEDIES = {
    **dict.fromkeys((".doc", ".rtf", ".wpd", ".wps", ".pages", ".dot", ".fodt", ".tex"), _OFFICE),
    **dict.fromkeys((".xlsx", ".xls", ".ods", ".csv", ".tsv"), "copy the text that matters into a .txt or .docx file"),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), "save its text as .pdf or .docx"),
    **dict.fromkeys((".epub", ".mobi", ".azw3"), "convert it to .docx, .html or .txt"),
    **dict.fromkeys((".msg", ".mbox", ".emlx", ".pst"), "save each mail from the mail program as .eml"),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), "open it in a browser and save the page as .html"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar", ".tar"), "unpack it, and name the folder"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic"), "recognise its text, and save that as .txt"),
}


def take_in(paths: Iterable[Path], stored_sources: Iterable[Source] = ()) -> Intake:
    """Which texts do these files and folders hold?

    Folders are searched through; files of other kinds in them, and links that lead out of them, are passed over with a
    warning. A file that cannot be read, holds no text or is not in English becomes a problem with its remedy, and the
    others are read all the same; what was left out of a file becomes a warning. A file whose text is among the
    `stored_sources`, or was met already, is not taken in again.
    """
    sources: list[Source] = []
    known = list(stored_sources)
    texts = {stored(source.text) for source in known}
    taken = {source.id for source in known}
    problems: list[Problem] = []
    room = ALL_TEXT
    for path in folder.files([Path(p) for p in paths], SUFFIXES, problems):
        try:
            document = _document(path, room)
        except Unreadable as error:
            problems.append(Problem(Place(str(path)), error.what, error.fix))
            continue
        except Problems as error:
            problems += error.problems
            continue
        source = _source(document, path, taken)
        if source.text not in texts:
            remarks = (Problem(_place(path, r), r.what, r.fix, severity="warning") for r in document.remarks)
            problems += remarks
            sources.append(source)
            texts.add(source.text)
            taken.add(source.id)
            room -= len(source.text)
    return Intake(tuple(sources), tuple(problems))


def _place(path: Path, remark: Remark) -> Place:
    return Place(str(path), remark.line, 1) if remark.line else Place(str(path))


def _document(path: Path, room: int) -> Document:
    """What a file holds, its text in the form that is stored. Raises Unreadable or Problems."""
    suffix = path.suffix.lower()
    kind = next((kind for kind in KINDS if suffix in kind.SUFFIXES), None)
    if kind is None:
        what = f"files of kind {suffix or 'without ending'} cannot be read"
        raise Unreadable(what, _REMEDIES.get(suffix, f"save it as one of {', '.join(SUFFIXES)}"))
    data = read_bytes(path, REPORT_BYTES, "save its text alone, or split it")
    if kind is plain and len(data) > 4 * LARGEST_TEXT:
        raise _too_long(f"{len(data) / 1e6:,.0f} MB")
    try:
        document: Document = kind.read(data)
    except Unreadable:
        raise
    except Exception as error:  # a damaged file makes parsers fail in every way; the other files are read all the same
        why = f"{type(error).__name__}{': ' if str(error) else ''}{str(error)[:200]}"
        raise Unreadable(f"the {kind.NAME} cannot be read ({why})", "save it anew, or as plain text") from None
    text = stored(document.text)
    if not text.strip():
        fix = "if it is a scan, recognise its text first, or paste the text into a .txt file"
        raise Unreadable("the file holds no text", fix)
    if len(text) > LARGEST_TEXT:
        raise _too_long(f"{len(text):,} characters")
    if len(text) > room:
        what = f"with it the files hold more than {ALL_TEXT:,} characters; so many are read at once"
        raise Unreadable(what, "read the files in several goes into the same folder")
    language = foreign_language(text)
    if language is not None:
        what = f"the text seems to be in {language}; the reader understands English only"
        raise Unreadable(what, "translate it, and read the translation")
    remarks = document.remarks
    if signs := control_signs(document.text):
        remarks = (*remarks, Remark(f"{counted(signs, 'control character')} in the text are stored as blanks"))
    return replace(document, text=text, remarks=remarks)


def _too_long(length: str) -> Unreadable:
    what = f"the text is too long ({length}); at most {LARGEST_TEXT:,} characters are read from one file"
    return Unreadable(what, "split it into files, by day or by chapter")


def _source(document: Document, path: Path, taken: set[str]) -> Source:
    identifier = base = slug(path.stem)
    number = 2
    while identifier in taken:
        identifier, number = f"{base}_{number}", number + 1
    text = document.text
    start = "\n".join(text.strip().split("\n")[:4])[:600]
    return Source(
        id=identifier,
        title=stored(document.title or "").strip() or _title(text) or path.stem,
        date=document.date or date_in(path.stem.replace("_", "-")) or date_in(start),
        publisher=stored(document.publisher or "").strip() or None,
        text=text,
        suffix=".md" if path.suffix.lower() in (".md", ".markdown") else ".txt",
        origin=str(path),
        changes=document.changes,
        author=stored(document.author or "").strip() or None,
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
