"""What holds of every kind of paper: no order of the file changes what it says, and no short name stands in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comity.case.model import Case
from comity.papers import PAPERS, registered
from comity.papers.document import Paper
from comity.show.terminal import text
from talks import TALKS, line

ASKED = {"party": {"party": "b"}, "non-paper": {"agreement": "x=p"}, "options": {"packages": True}}
LINES = [{**line(party, **never), "because": "So."} for party, never in (("b", {"y": "p"}), ("a", {"x": "q"}))]


def written(kind: str, content: dict[str, Any]) -> Paper:
    return registered(kind).write(Case.model_validate(content), **ASKED.get(kind, {}))


def in_no_order(value: Any) -> Any:
    """A value whose lists are sorted: what is told, in whatever order."""
    if isinstance(value, dict):
        return {name: in_no_order(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((in_no_order(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


@pytest.mark.parametrize("kind", PAPERS)
def test_no_order_of_parties_changes_a_number(kind: str) -> None:
    one = {**TALKS, "red_lines": LINES}
    other = {
        **one,
        "parties": dict(reversed(TALKS["parties"].items())),
        "interests": dict(reversed(TALKS["interests"].items())),
        "red_lines": LINES[::-1],
    }
    numbers, others = (in_no_order(json.loads(written(kind, content).json())["data"]) for content in (one, other))
    assert numbers == others


def renamed(value: Any) -> Any:
    """The talks with short names that nobody would write in a sentence."""
    names = {"x": "xqx", "y": "yqy", "p": "pzp", "q": "qzq", "a": "aja", "b": "bjb", "c": "cjc"}
    if isinstance(value, dict):
        return {names.get(key, key): renamed(each) for key, each in value.items()}
    return [renamed(each) for each in value] if isinstance(value, list) else names.get(value, value)


@pytest.mark.parametrize("kind", PAPERS)
def test_no_short_name_stands_in_a_paper(kind: str) -> None:
    asked = {"party": {"party": "bjb"}, "non-paper": {"agreement": "xqx=pzp"}}.get(kind, ASKED.get(kind, {}))
    for lines in ([], LINES):
        content = renamed({**TALKS, "red_lines": lines})
        shown = text(registered(kind).write(Case.model_validate(content), **asked), 400)
        for name in ("xqx", "yqy", "pzp", "qzq", "aja", "bjb", "cjc"):
            assert name not in shown
