"""A YAML text read as a tree, and everything that is wrong with it."""

from __future__ import annotations

import re

from comity.case.clean import clean
from comity.case.copy import Copy
from comity.case.slip import DECEIVING
from comity.case.tree import Parsed
from comity.problem import Place, Problem, Problems

MAX_LINES = 50_000
MAX_MARK = 500  # letters of a tag, an anchor or a reference; the careful parser takes minutes over long ones

_LONG_MARK = re.compile(rf"(?<![^\s\[{{,])[!&*%][^\s,\[\]{{}}]{{{MAX_MARK},}}")
_MARKS = {"!": "tag", "&": "name for references", "*": "reference", "%": "directive"}


def parse(text: str, file: str) -> Parsed:
    """The entries of a YAML text, and everything that is wrong with it.

    What is written amiss is mended in a copy and read on, so that every problem is found at once; what no mend is known
    for is passed over. file: the name to call it by. Raises Problems, with those found until then, where nothing of the
    text can be used, or where it would cost too much.
    """
    _refuse_what_costs_too_much(text, file)
    parsed = None if DECEIVING.search(text) else clean(text, file)
    if parsed is None:
        from comity.case.recovery import recovered  # most texts need none of it

        parsed = recovered(text, file)
    return parsed


def _refuse_what_costs_too_much(text: str, file: str) -> None:
    if text.count("\n") > MAX_LINES:
        what = f"more than {MAX_LINES:,} lines"
        raise Problems([Problem(Place(file, MAX_LINES, 1), what, "split the case or shorten it")])
    if long := _LONG_MARK.search(text):
        line, column = Copy(text, ()).line_and_column(long.start())
        what = f"a {_MARKS[text[long.start()]]} of more than {MAX_MARK} letters"
        raise Problems([Problem(Place(file, line, column), what, "delete it, or put the text in quotes")])
