"""A parsed case file turned into a case: what cannot be read is reported in an analyst's words and left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity.case import model
from comity.case.contest import Contest, Effect
from comity.case.judgement import Judgement
from comity.case.model import Case
from comity.case.text import Document
from comity.case.tree import Path
from comity.problem import Problem, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LISTS = ("conditions", "linkages", "red_lines", "developments")


class Readable:
    """A document turned into a case; parts that cannot be read are reported and left out, so that the rest of the
    file can still be checked in the same run.

    case: None where too much is missing; left_out: the paths of what was left out; original: for each list, the
    numbers in the file of the items that are left.
    """

    def __init__(self, document: Document) -> None:
        from pydantic import ValidationError

        self.document = document
        self.problems: list[Problem] = []
        self.case: Case | None = None
        self.left_out: set[Path] = set()
        self._data = document.plain()
        self.original = {
            name: list(range(len(items))) for name in LISTS if isinstance(items := self._data.get(name), list)
        }
        while self.case is None:
            try:
                self.case = Case.model_validate(self._data)
            except ValidationError as error:
                if not self._leave_out(error.errors()):
                    return

    def path(self, loc: Iterable[str | int]) -> Path:
        """The path in the file of a place in the case: without the levels that the file does not spell out."""
        path = [step for step in loc if step != "[key]"]
        if path and path[0] == "interests":
            path = [step for at, step in enumerate(path) if (at, step) not in ((2, "issues"), (4, "ratings"))]
        if len(path) > 1 and path[0] in self.original and isinstance(path[1], int):
            path[1] = self.original[str(path[0])][path[1]]
        return tuple(path)

    def _leave_out(self, errors: list[ErrorDetails]) -> bool:
        """Report what cannot be read and cut it out of the data; False where nothing would be left to check."""
        cuts: set[Path] = set()
        for error in errors:
            path = self.path(error["loc"])
            if not any(cut[: len(path)] == path for cut in self.left_out):  # else it is a consequence
                what, fix = _wording(error, path)
                self.problems.append(Problem(self.document.place(path), what, fix))
            cuts.add(self._cut(error, [step for step in error["loc"] if step != "[key]"]))
        if () in cuts:
            return False
        for cut in sorted(cuts, key=lambda cut: [str(step).rjust(9, "0") for step in cut], reverse=True):
            self._remove(cut)
        return True

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
        return loc

    def _remove(self, cut: Path) -> None:
        if cut == ("title",) and self._data.get("title") == "untitled":
            return
        self.left_out.add(self.path(cut))
        node: Any = self._data
        for step in cut[:-1]:
            if step not in node and not isinstance(node, list):
                return  # a larger part around it is already gone
            node = node[step]
        if isinstance(node, list):
            del node[int(cut[-1])]
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
}


def _wording(error: ErrorDetails, path: Path) -> tuple[str, str]:
    """A validation error in an analyst's words, and the nearest fix."""
    named = [str(step) for step in path if isinstance(step, str)]
    field = f"'{named[-1]}'" if named else "the file"
    given = str(error.get("input", ""))[:60]
    if error["type"] == "extra_forbidden":
        return f"unknown field {field}", nearest(named[-1], _fields_at(path[:-1]))
    if error["type"] == "missing" and len(named) > 1:
        field += f" of {named[-2]}"
    pattern = _FIELDS.get(error["type"])
    if pattern is None:
        return f"{field}: {error['msg']}", ""
    expected = error.get("ctx", {}).get("expected", "").replace("'", "")
    fix = nearest(given, expected.replace(" or ", ", ").split(", ")) if error["type"] == "literal_error" else ""
    fix = fix if fix.startswith("did") else ""
    return pattern.format(field=field, given=given, expected=expected), fix


def _fields_at(path: Path) -> list[str]:
    """The fields that may stand at a path, from the schema."""

    homes: dict[str, Any] = {
        "sources": model.Source,
        "parties": model.Party,
        "issues": model.Issue,
        "conditions": model.Condition,
        "linkages": model.Linkage,
        "red_lines": model.RedLine,
        "developments": model.Development,
    }
    homes["contest"] = Effect if len(path) == 4 else Contest
    home = homes.get(str(path[0]), Judgement) if path else Case
    return [field.alias or name for name, field in home.model_fields.items()]
