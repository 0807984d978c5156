"""A parsed case file turned into a case: what cannot be read is reported in an analyst's words and left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from comity.case import meant
from comity.case.earlier import Earlier
from comity.case.fields import fields_at, like, mend, misnamed
from comity.case.model import Case
from comity.case.names import Names
from comity.case.names_written import Written
from comity.case.text import Document
from comity.case.tree import Path
from comity.problem import MOST, Place, Problem, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LISTS = ("conditions", "linkages", "red_lines", "messages", "ties", "developments", "preconditions")


class Readable:
    """A document turned into a case; parts that cannot be read are reported and left out, so that the rest of the
    file can still be checked in the same run.

    case: None where too much is missing; left_out: the paths of what was left out; original: for each list, the
    numbers in the file of the items that are left; misshapen: the problems of parts that are no entries or list where
    they must be, so that nothing can be added to them.
    """

    def __init__(self, document: Document, before: Earlier | None = None) -> None:
        """Read a document; before: an earlier state of it, of which is taken over what is the same."""
        from pydantic import ValidationError

        self.document = document
        self.problems: list[Problem] = []
        self.misshapen: list[Problem] = []
        self.case: Case | None = None
        self.left_out: set[Path] = set()
        self._around: set[Path] = set()  # what encloses something that was left out
        self._data = document.plain()
        written = self._rename_fields(before.stated_in(self._data) if before else frozenset())
        self.original = {
            name: list(range(len(items))) for name in LISTS if isinstance(items := self._data.get(name), list)
        }
        unsure = set(document.unsure)
        if document.cut_off:
            unsure |= {section for section in fields_at(()) if section not in self._data}
        self._unread = unsure
        for section in unsure:
            self._note_left_out((section,))
        self._names = Names(self._data, document.place, unsure, written)
        self.problems += self._names.problems
        self._remove_all(set(self._names.left_out))
        while self.case is None:
            try:
                self.case = Case.model_validate(before.into(self._data) if before else self._data)
            except ValidationError as error:
                if not self._leave_out(error.errors(include_url=False)):
                    return

        if before is not None:
            self.case = self.case.sharing(before.case)

    def earlier(self, case: Case) -> Earlier | None:
        """What later states of the document can take over; None where something was left out.

        case: the case that was read, as it is used from now on.
        """
        return None if self.left_out else Earlier.of(case, self._data)

    def place(self, path: Path) -> Place:
        """Where a path of the case stands in the file, whatever name the file writes there."""
        return self.document.place(self._names.written.path(path))

    def whole(self, path: Path) -> bool:
        """Whether nothing at or below a path had to be left out, so that what is missing there is truly missing."""
        return path not in self._around and not any(path[:at] in self.left_out for at in range(1, len(path) + 1))

    def path(self, loc: Iterable[str | int]) -> Path:
        """The path in the file of a place in the case: without the levels that the file does not spell out."""
        path = [step for step in loc if step != "[key]"]
        path = self._spelled(path)
        if len(path) > 1 and path[0] in self.original and isinstance(path[1], int):
            path[1] = self.original[str(path[0])][path[1]]
        return tuple(path)

    def _rename_fields(self, known: Collection[int]) -> Written:
        """Give unknown fields the name that was probably meant; what the file writes there.

        known: the ids of entries in which there are none.
        """
        written = Written()
        for path, holder, name in misnamed(self._data, known):
            place = self.document.place(written.path(path))
            self.problems.append(Problem(place, f"unknown field '{path[-1]}'", mend(str(path[-1]), name)))
            holder[name] = holder.pop(str(path[-1]))
            written.note(path, name)
        return written

    def _leave_out(self, errors: list[ErrorDetails]) -> bool:
        """Report what cannot be read and cut it out of the data; False where nothing would be left to check."""
        cuts: set[Path] = set()
        for error in errors:
            path = self.path(error["loc"])
            if error["type"] == "missing" and path[0] in self._unread:
                cuts.add(self._cut(error, list(error["loc"])))
                continue
            if not self._follows(error, path):
                what, fix = _wording(error, path) if len(self.problems) <= MOST else (error["msg"], "")
                self.problems.append(Problem(self.place(path), what, fix))
                if error["type"] in _SHAPES and error.get("input") is not None:
                    self.misshapen.append(self.problems[-1])
            cuts.add(self._cut(error, [step for step in error["loc"] if step != "[key]"]))
        if () in cuts:
            return False
        self._remove_all(cuts)
        return True

    def _follows(self, error: ErrorDetails, path: Path) -> bool:
        """Whether an error is a consequence of what was left out."""
        of_amount = error["type"] == "missing" and path[-1] == "options" and (*path[:-1], "amount") in self.left_out
        return of_amount or path in self._around

    def _remove_all(self, cuts: set[Path]) -> None:
        for cut in sorted(cuts, key=lambda cut: [str(step).rjust(9, "0") for step in cut], reverse=True):
            self._remove(cut)

    def _note_left_out(self, path: Path) -> None:
        self.left_out.add(path)
        self._around |= {path[:at] for at in range(len(path) + 1)}

    def _cut(self, error: ErrorDetails, loc: list[str | int]) -> Path:
        if error["type"] == "missing" and loc == ["title"]:
            self._data["title"] = "untitled"
            return ("title",)
        if error["type"] == "missing":
            loc = loc[:-1]
        node: Any = self._data
        cut: list[str | int] = []
        for at, step in enumerate(self._spelled(loc)):
            inside = step in node if isinstance(node, dict) else isinstance(node, list) and at == 1
            if not inside:
                break
            cut.append(step)
            node = node[step]
        return tuple(cut)

    def _spelled(self, loc: list[str | int]) -> list[str | int]:
        if loc and loc[0] == "interests":
            return [step for at, step in enumerate(loc) if (at, step) not in ((2, "issues"), (4, "ratings"))]
        if loc and loc[0] == "parties":  # (names stand at odd places, so this is the field `listens`)
            return [step for at, step in enumerate(loc) if (at % 2, loc[at - 1], step) != (1, "listens", "members")]
        return loc

    def _remove(self, cut: Path) -> None:
        if cut == ("title",) and self._data.get("title") == "untitled":
            return
        self._note_left_out(self.path(cut))
        node: Any = self._data
        for step in cut[:-1]:
            if isinstance(node, list):
                node = node[int(step)]
            elif isinstance(node, dict) and step in node:
                node = node[step]
            else:
                return  # a larger part around it is already gone
        if isinstance(node, list):
            del node[int(cut[-1])]
            if len(cut) == 2:  # else an item of a list within an entry
                del self.original[str(cut[0])][int(cut[-1])]
        else:
            node.pop(cut[-1], None)


_FIELDS = {
    "missing": "{field} is missing",
    "string_type": "{field} must be a phrase",
    "dict_type": "{field} must hold named entries",
    "model_type": "{field} must hold named entries",
    "model_attributes_type": "{field} must hold named entries",
    "tuple_type": "{field} must be a list",
    "too_short": "{field} is empty",
    "date_from_datetime_parsing": "{field} must be a date such as 2025-08-18, not '{given}'",
    "date_parsing": "{field} must be a date such as 2025-08-18, not '{given}'",
    "date_from_datetime_inexact": "{field} must be a date such as 2025-08-18, not '{given}'",
    "literal_error": "{field} must be {expected}, not '{given}'",
    "greater_than": "{field} must be more than {gt:g}, not {given}",
    "greater_than_equal": "{field} must be {ge:g} or more, not {given}",
    "less_than": "{field} must be less than {lt:g}, not {given}",
    "less_than_equal": "{field} must be at most {le:g}, not {given}",
    "float_parsing": "{field} must be one number, not '{given}'",
    "float_type": "{field} must be one number, not '{given}'",
    "int_parsing": "{field} must be a whole number, not '{given}'",
    "int_type": "{field} must be a whole number, not '{given}'",
}


_SHAPES = ("dict_type", "model_type", "model_attributes_type", "tuple_type")
_MEANT: dict[str, Callable[[str], str | None]] = {
    "estimate": meant.number,
    "yes_no": meant.yes_or_no,
    "name": meant.name,
    "date_from_datetime_parsing": meant.date,
    "date_parsing": meant.date,
    "date_from_datetime_inexact": meant.date,
    "tuple_type": meant.items,
    "float_parsing": meant.one_number,
}


def _wording(error: ErrorDetails, path: Path) -> tuple[str, str]:
    """A validation error in an analyst's words, and the nearest fix."""
    named = [str(step) for step in path if isinstance(step, str)]
    field = f"'{named[-1]}'" if named else "the file"
    given = str(error.get("ctx", {}).get("given") or error.get("input", ""))[:60]
    if error["type"] == "extra_forbidden":
        return f"unknown field {field}", nearest(named[-1], fields_at(path[:-1]))
    if error["type"] == "missing" and len(named) > 1:
        field += f" of {named[-2]}"
    meaning = _MEANT.get(error["type"])
    if error["type"] in ("dict_type", "model_type", "model_attributes_type"):
        meaning = meant.entry
    instead = meaning(given) if meaning else None
    fix = f"write {instead}" if instead else ""
    pattern = _FIELDS.get(error["type"])
    if pattern is None:
        return f"{field}: {error['msg']}", "" if fix and error["msg"].endswith(fix) else fix
    bounds = error.get("ctx", {})
    expected = bounds.get("expected", "").replace("'", "")
    if error["type"] == "literal_error":
        choices = expected.replace(" or ", ", ").split(", ")
        word = like(given, choices)
        fix = mend(given, word) if word else ""
    return pattern.format(**{**bounds, "field": field, "given": given, "expected": expected}), fix
