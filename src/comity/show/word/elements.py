"""Elements of a Word file that python-docx has no words for: fields, bookmarks, links within the file."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from comity.show.word.letters import plain


def element(tag: str, *inner: Any, **attributes: str | int) -> Any:
    """An element with attributes and what stands in it: element("w:tblW", w=5000, type="dxa")."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(inner)
    return made


def run(text: str, style: str = "") -> Any:
    """A run of text, in a character style where one is named by its identifier; line breaks stay."""
    made = element("w:r")
    if style:
        made.append(element("w:rPr", element("w:rStyle", val=style)))
    for number, line in enumerate(plain(text).split("\n")):
        if number:
            made.append(element("w:br"))
        words = element("w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def field(code: str, shown: str) -> list[Any]:
    """What Word works out when it lays out a page, as PAGE or NUMPAGES; shown: what stands there before it does."""
    begin, between, end = (
        element("w:r", element("w:fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")
    )
    instruction = element("w:instrText")
    instruction.text = code
    return [begin, element("w:r", instruction), between, run(shown), end]


def link(to: str, *runs: Any) -> Any:
    """A link to a bookmark of the same file."""
    return element("w:hyperlink", *runs, anchor=to, history=1)


def bookmark(number: int, name: str) -> tuple[Any, Any]:
    """A place that links lead to: its beginning and its end. The number is the file's own, no two alike."""
    return element("w:bookmarkStart", id=number, name=name), element("w:bookmarkEnd", id=number)
