"""Slips in the tags of an XML file: what each is, what to write instead, and how a copy is mended to read on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.entities import name2codepoint

from comity.case.copy import Edit
from comity.case.letters import QUOTES
from comity.exchange.naming import shown

MAX_SLIPS = 5_000
"""How many are mended; a file of more is not what it seems."""

_MARKUP = re.compile(r"<!--|<!\[CDATA\[|<\?|(?P<tag></?(?=[\w:]))|[<&]")
_REFERENCE = re.compile(r"&(?:(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);|([A-Za-z]\w*);)?")
_NAME = re.compile(r"\s*([\w:.-]+)(\s*=\s*)?")
_GOES_ON = re.compile(r"""\s*/?>|\s+[\w:.-]+\s*=\s*["']""")  # what stands behind a value
_UNQUOTED = re.compile(r"""[^\s"'<>=]+""")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_CURLY = "".join(letter for letter, straight in QUOTES.items() if straight == '"')

_AMPERSAND = ("an & stands bare", "write &amp; for &")
_LESS = ("a < stands bare", "write &lt; for <")
_BLANK = ("no blank stands between two attributes", "put one there")
_UNQUOTED_VALUE = ("a value stands without quotation marks", 'write name="value"')
_CURLY_QUOTES = ("curly quotation marks stand around a value", 'write straight ones: "value"')


@dataclass
class Slips:
    """What was found: the edits that mend a copy; what was read nevertheless, each with its fix and its places; and
    what is unclear, each with its place and its fix."""

    edits: list[Edit] = field(default_factory=list)
    read: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    unclear: list[tuple[int, str, str]] = field(default_factory=list)

    def mend(self, said: tuple[str, str], *edits: Edit) -> None:
        """A slip whose meaning is clear."""
        self.edits += edits
        self.read.setdefault(said, []).append(edits[0].start)


def slips(text: str) -> Slips:
    """The slips of an XML text that are known; what else is wrong with it is the parser's to say."""
    found = Slips()
    at = 0
    while match := _MARKUP.search(text, at):
        if len(found.edits) > MAX_SLIPS:
            fix = "is this XML, and saved whole? Correct it from here on"
            found.unclear.append((match.start(), f"more than {MAX_SLIPS:,} slips stand before this", fix))
            break
        start, opening = match.start(), match[0]
        if opening in _ENDS:
            end = text.find(_ENDS[opening], match.end())
            if end < 0:
                break
            inner = text[match.end() : end]
            if opening == "<!--" and ("--" in inner or inner.endswith("-")):  # which comments must not hold
                found.edits.append(Edit(match.end(), end, re.sub(r"[^\n]", " ", inner)))
            at = end + len(_ENDS[opening])
        elif opening == "&":
            at = _ampersand(text, start, found)
        elif match["tag"] is None:
            if not text.startswith("<!", start):
                found.mend(_LESS, Edit(start, start + 1, "&lt;"))
            at = start + 1
        else:
            at = _tag(text, match.end(), found)
    return found


def _ampersand(text: str, at: int, found: Slips) -> int:
    """An & and what it begins; where that ends."""
    match = _REFERENCE.match(text, at)
    assert match is not None
    if match[0] == "&":
        found.mend(_AMPERSAND, Edit(at, at + 1, "&amp;"))
    elif match[1] in name2codepoint:
        said = (f"{match[0]} is no entity of XML", "write the letter itself")
        found.mend(said, Edit(at, match.end(), f"&#{name2codepoint[match[1]]};"))
    elif match[1]:
        fix = f"write &amp;{shown(match[1])}; if these letters are meant"
        found.unclear.append((at, f"the entity {shown(match[0])} is defined nowhere", fix))
    return match.end()


def _tag(text: str, at: int, found: Slips) -> int:
    """The attributes of a tag, from its name on; where they end, or where nothing is known any more."""
    name = re.compile(r"[\w:.-]*").match(text, at)
    at = name.end() if name else at
    while match := _NAME.match(text, at):
        at = match.end()
        if match[2] is None:
            return at
        mark = text[at : at + 1]
        if mark in ("'", '"'):
            end = text.find(mark, at + 1)
            if end < 0 or not _value(text, at + 1, end, found):
                fix = (
                    f"write {match[1][:40]}={mark}{shown(re.split(r'[<>]', text[at + 1 : at + 200])[0].strip())}{mark}"
                )
                found.unclear.append(
                    (at, "the quotation mark that stands here is not closed", fix.replace("/" + mark, mark))
                )
                return len(text)
            at = end + 1
            if re.compile(r"[\w:.-]").match(text, at):
                found.mend(_BLANK, Edit(at, at, " "))
        elif mark and mark in _CURLY:
            closing = re.compile(f'[^<>\n"]*?[{_CURLY}](?=[\\s/>])').match(text, at + 1)
            if not closing:
                return at
            found.mend(_CURLY_QUOTES, Edit(at, at + 1, '"'), Edit(closing.end() - 1, closing.end(), '"'))
            at = closing.end()
        elif value := _UNQUOTED.match(text, at):
            end = value.end() - (value[0].endswith("/") and text.startswith(">", value.end()))
            found.mend(_UNQUOTED_VALUE, Edit(at, at, '"'), Edit(end, end, '"'))
            at = end
        else:
            return at
    return at


def _value(text: str, start: int, end: int, found: Slips) -> bool:
    """What stands in the quotation marks of a value; whether it is one, rather than the text up to the next mark."""
    inside = [match.start() for match in re.compile("[<&]").finditer(text, start, end)]
    tags = any(text[at] == "<" and re.compile(r"</?[\w:]|<!").match(text, at) for at in inside)
    if tags and (text[start:end].rstrip().endswith("=") or not _GOES_ON.match(text, end + 1)):
        return False
    for at in inside:
        if text[at] == "&":
            _ampersand(text, at, found)
        else:
            found.mend(_LESS, Edit(at, at + 1, "&lt;"))
    return True
