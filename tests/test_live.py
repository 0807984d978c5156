"""A live case finds, after any changes, what a file that is read for the first time would show, to the letter."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import comity
from comity.case.check import Checked, check_document, confirmed
from comity.case.model import Case
from comity.case.text import Document
from comity.case.tree import Mapping, Node, Scalar, Sequence
from comity.finding import Finding
from comity.live import Live
from comity.problem import Problems
from damage import FULL, JUNK, damaged, token_spans
from strategies import case_text, cases, content_text, contested_cases

TRIED = int(os.environ.get("COMITY_CASES", "15"))
FILE = "case.yaml"

VALUES = (
    *("0", "35", "50", "100", "20..60", "55..55", "0..100", "12.5", "1e1", "-5", "140", "60..40", "nonsense", "", "~"),
    *("yes", "no", "points", "weights", "constitutional", "preferred", "a", "b-2", "land", "on", "north", "x", "A: b"),
)


def cold(text: str) -> tuple[Checked, Case | None]:
    """What a check of the text finds, and the case to ask, both without anything known before."""
    try:
        checked = check_document(Document.recovered(Path(FILE), text))
    except Problems as unusable:
        return Checked(FILE, unusable.problems, None), None
    try:
        return checked, confirmed(checked)
    except Problems:
        return checked, None


def told(finding: Finding[Any]) -> str:
    """Everything that a finding says, in numbers, words, tables and figures."""
    figures = {name: (figure.title, figure.alt, figure.spec) for name, figure in finding.figures.items()}
    notes = {name: (table.title, table.note, table.anchors) for name, table in finding.tables.items()}
    shown = {name: [list(map(str, row)) for row in table.rows] for name, table in finding.tables.items()}
    return finding.json() + json.dumps([figures, notes, shown], default=str)


def asked(case: Case, **more: Any) -> list[str]:
    """All that is found out of a case."""
    findings: list[Finding[Any]] = [comity.agreement(case, **more), comity.frontier(case, **more)]
    if case.signers():
        findings += [comity.bargaining(case, **more), comity.deadlock(case, work=20_000, **more)]
    if case.contest is not None:
        findings.append(comity.durability(case, draws=20, **more))
    return [told(finding) for finding in findings]


def hold_to_a_cold_run(live: Live) -> None:
    checked, case = cold(live.text)
    assert live.problems == checked.problems
    if case is None:
        with pytest.raises(Problems):
            assert live.case
        return
    assert live.case == case
    assert live.case.model_dump_json() == case.model_dump_json()
    assert asked(live.case) == asked(case)


def steps(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Node]]:
    """Every place of a tree, with what stands there."""
    inside: list[tuple[str | int, Node]] = []
    if isinstance(node, Mapping):
        inside = list(node.values.items())
    elif isinstance(node, Sequence):
        inside = list(enumerate(node.items))
    return [((*path, step), each) for step, each in inside] + [
        place for step, each in inside for place in steps(each, (*path, step))
    ]


def without(content: Any, path: tuple[str | int, ...]) -> Any:
    """Plain content without what stands at a path."""
    first, *rest = path
    if isinstance(content, list):
        return [
            without(each, tuple(rest)) if at == first else each
            for at, each in enumerate(content)
            if rest or at != first
        ]
    return {
        name: without(each, tuple(rest)) if name == first else each
        for name, each in content.items()
        if rest or name != first
    }


def turned(content: Any, path: tuple[str | int, ...]) -> Any:
    """Plain content with the order of what stands at a path turned round."""
    if not path:
        return dict(reversed(content.items())) if isinstance(content, dict) else content[::-1]
    first, *rest = path
    inside = content.items() if isinstance(content, dict) else enumerate(content)
    made = {name: turned(each, tuple(rest)) if name == first else each for name, each in inside}
    return made if isinstance(content, dict) else list(made.values())


@st.composite
def changes(draw: st.DrawFn, live: Live) -> Live:
    """Another state of a live case: a value, an entry or an order changed, a name, a rule, the text; often a slip."""
    kind = draw(st.sampled_from(("value", "value", "value", "value", "rule", "drop", "order", "name", "junk")))
    text = live.text
    if kind == "junk" or not isinstance(live._document, Document) or live._document.problems:
        where, junk = draw(st.integers(0, 999)), draw(st.sampled_from(JUNK))
        damage = ("replace", token_spans, where, 0, junk)
        return live.rewritten(damaged(text, damage))
    places = steps(live.document.root)
    if kind == "value":
        path = draw(st.sampled_from([path for path, node in places if isinstance(node, Scalar)]))
        return live.changed(path, draw(st.sampled_from(VALUES)))
    content = live.document.plain()
    if kind == "drop":
        return live.rewritten(content_text(without(content, draw(st.sampled_from(places))[0])))
    if kind == "order":
        several = [path for path, node in places if not isinstance(node, Scalar)]
        return live.rewritten(content_text(turned(content, draw(st.sampled_from(several)))))
    if kind == "name":
        names = sorted({str(path[-1]) for path, _ in places if isinstance(path[-1], str)})
        name = re.escape(draw(st.sampled_from(names)))
        return live.rewritten(re.sub(rf"(?<![\w.-]){name}(?![\w.-])", "renamed", text))
    options = [path for path, _ in places if len(path) == 4 and (path[0], path[2]) == ("issues", "options")]
    parties = [path[1] for path, _ in places if len(path) == 2 and path[0] == "parties"]
    if not options or not parties:
        return live.rewritten(FULL)
    _, issue, _, option = draw(st.sampled_from(options))
    line = {"party": draw(st.sampled_from(parties)), "never": {issue: option}, "firmness": "declared"}
    return live.added([(("red_lines", "+"), line)])


def sequence(data: st.DataObject, first: Live, most: int) -> None:
    """A row of changes, some taken back, each state held to a cold run."""
    states = [first]
    for number in range(data.draw(st.integers(1, most))):
        if number and data.draw(st.integers(0, 4)) == 0:
            states.append(data.draw(st.sampled_from(states)))  # undone
        else:
            try:
                states.append(data.draw(changes(states[-1])))
            except Problems:
                continue  # such a change is refused
        if data.draw(st.booleans()):
            hold_to_a_cold_run(states[-1])
    hold_to_a_cold_run(states[-1])


@given(st.data())
@settings(max_examples=TRIED)
def test_whatever_is_changed_the_findings_are_those_of_a_cold_run(data: st.DataObject) -> None:
    live = Live.of(case_text(data.draw(cases())), FILE)
    hold_to_a_cold_run(live)
    sequence(data, live, 5)


@given(st.data())
@settings(max_examples=max(TRIED // 4, 1))
def test_so_are_those_of_a_case_with_a_contest(data: st.DataObject) -> None:
    live = Live.of(case_text(data.draw(contested_cases())), FILE)
    hold_to_a_cold_run(live)
    sequence(data, live, 2)


@given(st.data())
@settings(max_examples=TRIED)
def test_so_are_those_of_a_file_in_which_everything_stands(data: st.DataObject) -> None:
    sequence(data, Live.of(FULL, FILE), 5)
