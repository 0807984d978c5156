"""What stands in a cell: how a value of the case file is shown there, and read again.

A cell counts as edited where what it shows differs from what the case's value is shown as. So what is shown need not
hold everything that the file can say of a value; what nobody touched stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from fractions import Fraction
from typing import Any, Literal

from comity.case.amount import numeral, value_of
from comity.case.insert import flow
from comity.case.text import Document
from comity.problem import Problems

Kind = Literal["text", "name", "names", "number", "date", "amount", "yes_no", "terms", "moves", "evidence", "entry"]
"""text; one name; names with commas between; a number or range; a day; what an amount is made of, a number or a day;
yes or no; terms as issue=option|option, of amounts also issue>300; what a message moves as issue/option=number; pieces
of evidence, one a line; any other text, or a list or named entries in brackets or braces as the case file has them."""

Shown = str | int | float | dt.date | None
"""What is put into a cell."""

LONGEST = 32_767
"""Letters that a cell holds at most."""

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
_RANGE = re.compile(rf"{_NUMBER.pattern}(?:\s*\.\.\s*{_NUMBER.pattern})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = ("[", "{", '"')
_COMPARES = ("<", ">", "≤", "≥")
_TERM = re.compile(r"([^=<>≤≥]+)(?:=|(?=[<>≤≥]))(.+)", re.DOTALL)
_SIGN = re.compile(r"^([<>]=?|[≤≥])\s+")
_OPTION = re.compile(r"(?:[<>]=?|[≤≥])?[^=<>≤≥]+")
_MOVED = re.compile(r"([^=/]+)(?:/([^=/]+))?=([^=]+)")
_YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


class Unclear(Exception):
    """What is wrong with a cell, and what mends it."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


def shown(value: Any, kind: Kind) -> Shown:
    """A value of the case file, as `Document.plain` gives it, in a cell."""
    text = _text(value, kind)
    if text is None:
        return None
    if kind == "number" and _NUMBER.fullmatch(text):
        number = float(text)
        return int(number) if number == int(number) and abs(number) < 1e15 else number
    if kind == "amount" and isinstance(value := value_of(text), Fraction):
        number = float(value)
        if Fraction(repr(number)) != value:
            return text  # of more digits than a cell keeps of a number
        return int(number) if value.denominator == 1 else number
    if kind in ("date", "amount") and _DAY.fullmatch(text):
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return text
        return day if day.year >= 1901 else text  # before that, programs count days in two ways
    return text


def told(cell: Any, kind: Kind) -> str | None:
    """What a cell says, whichever type a program gave it, in one form; None for an empty one.

    Raises Unclear where a program made something else of what was typed.
    """
    if cell is None:
        return None
    if isinstance(cell, bool):
        if kind == "yes_no":
            return "yes" if cell else "no"
        raise Unclear(f"the program took what was typed for {str(cell).upper()}", "format the cell as text, type again")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    elif isinstance(cell, dt.datetime) and kind in ("date", "amount"):
        raise Unclear(f"this is a day with a time of it, {cell:%Y-%m-%d %H:%M}", "write the day alone")
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        if kind in ("date", "amount") and type(cell) is dt.date:
            return cell.isoformat()
        raise Unclear("the program took what was typed for a date or a time", "format the cell as text, type again")
    if isinstance(cell, int | float):
        return numeral(Fraction(repr(cell))) if kind == "amount" else _short(float(cell))
    text = _clean(str(cell))
    if kind == "number" and _RANGE.fullmatch(text):
        text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    if kind == "yes_no":
        text = _YES_NO.get(text.lower(), text)
    return text or None


def read(text: str, kind: Kind) -> Any:
    """The value that a cell's text means, as a case file has it; raises Unclear where it means none."""
    if kind == "names":
        return _one_or_list([name.strip() for name in re.split(r"[,;\n]", text) if name.strip()], text)
    if kind == "evidence":
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if kind == "terms":
        return _terms(text)
    if kind == "moves":
        return _moves(text)
    if kind == "entry":
        return _entry(text)
    return text


def _text(value: Any, kind: Kind) -> str | None:
    if value is None or value == "":
        return None
    if kind == "terms" and isinstance(value, dict):
        said = "; ".join(_term(issue, [str(option) for option in _listed(options)]) for issue, options in value.items())
    elif kind == "moves" and (moved := _moved(value)):
        said = moved
    elif kind == "evidence":
        said = "\n".join(_piece(piece) for piece in _listed(value))
    elif kind == "names" and isinstance(value, list) and all(isinstance(name, str) for name in value):
        said = ", ".join(value)
    elif isinstance(value, str):
        said = _YES_NO.get(value.lower(), value) if kind == "yes_no" else value
        if kind == "entry" and said.startswith(_MARKS):
            said = flow(said)
    else:
        said = flow(value)
    return _clean(said) or None


def _clean(text: str) -> str:
    """A text as cells have it: without what a workbook cannot hold and blanks at its ends."""
    plain = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_XML.sub("\ufffd", plain).strip()


def _short(number: float) -> str:
    short = f"{number:.12g}"
    return short if float(short) == number else repr(number)


def same(first: str | None, second: str | None, kind: Kind) -> bool:
    """Whether two cells say the same: of numbers, whichever way they are written."""
    if first == second or first is None or second is None or kind not in ("number", "amount"):
        return first == second
    if kind == "amount":
        return value_of(first) is not None and value_of(first) == value_of(second)
    return bool(_NUMBER.fullmatch(first) and _NUMBER.fullmatch(second) and float(first) == float(second))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _piece(piece: Any) -> str:
    if isinstance(piece, dict) and len(piece) == 1:
        ((source, words),) = piece.items()
        return f"{source}: {' '.join(str(words).split())}"
    return " ".join(piece.split()) if isinstance(piece, str) else flow(piece)


def _one_or_list(names: list[str], text: str) -> Any:
    if not names:
        raise Unclear(f"'{text[:40]}' names nothing")
    return names[0] if len(names) == 1 else names


def _term(issue: str, options: list[str]) -> str:
    """The options of an issue as one term: land=all|half; of amounts price>300, price=100..200."""
    sign = "" if options and options[0].startswith(_COMPARES) else "="
    return f"{issue}{sign}{'|'.join(options)}"


def parted(term: str) -> tuple[str, list[str]]:
    """The issue of a term, and its options; raises Unclear where it is none."""
    match = _TERM.fullmatch(term)
    issue = match[1].strip() if match else ""
    options = [_SIGN.sub(r"\1", option.strip()) for option in match[2].split("|") if option.strip()] if match else []
    if not match or not options or not all(map(_OPTION.fullmatch, options)):
        fix = "write issue=option, several options with | between them, several issues with ;"
        raise Unclear(f"'{term[:60]}' is no term of an agreement", fix)
    if match[0][match.start(2) - 1] == "=" and (sign := options[0][0]) in _COMPARES:
        bound = options[0].lstrip("<>=≤≥ ")
        fix = f"write {issue}{sign}{bound} or {issue}{sign}={bound}" if sign in "<>" else f"write {issue}{sign}{bound}"
        raise Unclear(f"'{term[:60]}' may mean two things", fix)
    return issue, options


def _terms(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for term in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        issue, options = parted(term)
        if issue in found:
            raise Unclear(f"'{issue}' stands here twice", "write all its options with | between them")
        found[issue] = options[0] if len(options) == 1 else options
    if not found:
        raise Unclear(f"'{text[:40]}' holds no terms")
    return found


def _moved(value: Any) -> str | None:
    """What a message moves, where that is one judgement; None where it is something else."""
    path: list[str] = []
    while isinstance(value, dict) and len(value) == 1 and len(path) < 2:
        ((name, value),) = value.items()
        path.append(str(name))
    return f"{'/'.join(path)}={value}" if path and isinstance(value, str) else None


def _moves(text: str) -> Any:
    if text.startswith(_MARKS):
        return _entry(text)
    match = _MOVED.fullmatch(text)
    if not match or not all(part is None or part.strip() for part in match.groups()):
        fix = "write no_deal=46, issue/option=60 or issue/weight=25"
        raise Unclear(f"'{text[:60]}' is no judgement that a message moves", fix)
    first, entry, limit = (part and part.strip() for part in match.groups())
    return {first: {entry: limit} if entry else limit}


def _entry(text: str) -> Any:
    """A text, or, where it begins as one, a list, named entries or a text in quotes."""
    if not text.startswith(_MARKS):
        return text
    line = " ".join(text.split())
    try:
        document = Document(f"entry: {line}\n", "cell")
    except Problems as unreadable:
        raise Unclear(f"this cannot be read: {unreadable.problems[0].what}", unreadable.problems[0].fix) from None
    if document.problems or document.remarks or document.names != ("entry",):
        wrong = next(iter([*document.problems, *document.remarks]), None)
        raise Unclear(f"this cannot be read: {wrong.what if wrong else 'it is no value'}", wrong.fix if wrong else "")
    return document.plain()["entry"]
