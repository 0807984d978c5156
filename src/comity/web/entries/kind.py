"""One kind of entry of a case: how it is listed, its form, and the edits that write it and take it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from comity.case.model import Case
from comity.case.tree import Path, Sequence
from comity.live import Live
from comity.problem import Place, Problem, Problems
from comity.web.edits import Edit, stands
from comity.web.entries.confirmed import with_number
from comity.web.forms import Field, Form, Sent
from comity.web.ordinal import ordinal

CONFIDENCES = (("", "not said"), ("low", "low"), ("medium", "medium"), ("high", "high"))
_SAID = {"yes": ("yes", "true"), "no": ("no", "false")}


@dataclass(frozen=True)
class Line:
    """An entry as it is listed: which one it is, what it says, what stands beside it in a word each, its reason, and
    whether it is a draft; within: whether it is indented; adds: the words of the link that adds one within it; counts:
    whether it is one of those that are counted, and not only a place where something could be said; formed:
    whether it has a form, and is not only to be changed in the file."""

    at: str
    says: str
    notes: tuple[str, ...] = ()
    because: str = ""
    draft: bool = False
    within: bool = False
    adds: str = ""
    counts: bool = True
    formed: bool = True


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    name: in addresses; title, about: what stands above its list; adds: the words of the link that adds one, empty where
    none is added so; listed: what there is; form: its form, for an `at` that is not in the case None, for "" an empty
    one; where: its path in the file; edit: the edit that writes what was sent, raising Problems for what is missing;
    taken_out: the edit that takes it out; none: what is said where there is none; question: which one rests on it, by
    name, where that is one alone; once: whether a case says it once at most.
    """

    name: str
    title: str
    about: str
    adds: str
    listed: Callable[[Case], tuple[Line, ...]]
    form: Callable[[Live, Case, str], Form | None]
    where: Callable[[Live, Case, str, Sent], Path]
    edit: Callable[[Live, Case, str, Sent], Edit]
    taken_out: Callable[[Live, Case, str], Edit | None]
    none: str = "None yet."
    question: str = ""
    once: bool = False

    def judged(self, case: Case) -> int:
        """How much of it is judged."""
        return sum(line.counts for line in self.listed(case))


class Missing(Problems):
    """What must be filled in a form and is not: by the name of the field."""

    def __init__(self, file: str, fields: dict[str, str]) -> None:
        super().__init__([Problem(Place(file), what) for what in fields.values()])
        self.fields = fields


def place_now(live: Live, kind: str, at: str, seen: str) -> str:
    """Where in its list an entry stands now that was seen at a place: others may have been taken out before it.

    seen: what stood there, on one line; where that stands nowhere any more, and outside of lists, the place itself.
    """
    entries, number = live.document.node((kind,)), ordinal(at)
    if not seen or number is None or not isinstance(entries, Sequence):
        return at
    standing = [stands(live, (kind, place)) for place in range(len(entries.items))]
    if seen not in standing or standing[number : number + 1] == [seen]:
        return at
    return str(standing.index(seen))


def because_field(because: str | None, path: Path = ("because",)) -> Field:
    """The field for a reason."""
    return Field("because", "Why", because or "", "area", path=path)


def put(entry: dict[str, Any], name: str, said: Any) -> None:
    """State something in an entry, or state it no more where it is empty; what says the same stays as it is written."""
    if said in ("", None, {}, []):
        entry.pop(name, None)
    elif not (name in entry and isinstance(said, str) and " ".join(str(entry[name]).split()) == said):
        entry[name] = said


def put_yes_no(entry: dict[str, Any], name: str, said: str) -> None:
    """State yes or no, which is no where it is not stated; what says the same stays as it is written."""
    before = str(entry.get(name, "no")).lower()
    if before not in _SAID.get(said, (before,)):
        entry[name] = said


def put_number(entry: dict[str, Any], name: str, said: str) -> None:
    """State a number; one with a reason of its own keeps it."""
    before = entry.get(name)
    if isinstance(before, dict) and said:
        entry[name] = with_number(before, said)
    else:
        put(entry, name, said)


def named(entry: Any) -> dict[str, Any]:
    """An entry that may be written as its name alone, with its fields."""
    return dict(entry) if isinstance(entry, dict) else {"name": entry}


def name_for(words: str, taken: object, none: str) -> str:
    """A short name for something new, out of its name in words; none: where that has no letters."""
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    base = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:40].strip("-") or none
    if base.isdigit():
        base = f"{none}-{base}"
    assert hasattr(taken, "__contains__")
    number, name = 2, base
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
