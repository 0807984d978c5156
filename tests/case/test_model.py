"""The parts of a case: who inherits what, how rules are named, what the file format is as a schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from ruamel.yaml import YAML

import comity
from comity.case.check import check
from comity.case.judgement import Evidence
from comity.case.model import Case
from comity.case.schema import FILE, schema_text
from comity.case.text import Document
from strategies import case_text, cases

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "comity"
EXAMPLES = [ROOT / "examples" / "washington-2025" / "case.yaml", *sorted((PACKAGE / "catalog").glob("*/case.yaml"))]

CASE = Case.model_validate(
    {
        "title": "A group with members",
        "parties": {
            "league": {
                "name": "League",
                "signs": "yes",
                "members": {"big": {"name": "Big", "signs": "yes"}, "small": "Small", "odd": "Odd"},
            },
            "rival": "Rival",
        },
        "issues": {
            "land": {"name": "Land", "options": {"all": "All", "none": "None"}},
            "water": {"name": "Water", "options": {"open": "Open", "shut": "Shut"}},
        },
        "conditions": [
            {"if": {"land": "all"}, "then": {"water": "open"}},
            {"id": "dry", "if": {"land": "none"}, "then": {"water": "shut"}},
            {"if": {"water": "open"}, "then": {"land": "all"}},
        ],
        "interests": {
            "league": {
                "no_deal": "40",
                "land": {"weight": "2", "all": "100", "none": "0"},
                "water": {"weight": "1", "open": "0", "shut": "100"},
            },
            "small": {"no_deal": "20..30", "water": {"weight": "4", "open": "60", "shut": "0"}},
            "odd": {"scale": "points", "land": {"all": "7", "none": "1"}},
        },
        "linkages": [
            {"party": "league", "when": {"land": "all"}, "adds": "5"},
            {"party": "small", "when": {"water": ["open", "shut"]}, "adds": "-3"},
        ],
        "red_lines": [
            {"party": "league", "never": {"land": "none"}, "firmness": "declared"},
            {"party": "rival", "never": {"land": "all"}, "firmness": "declared"},
            {"party": "league", "never": {"water": "shut"}, "firmness": "preferred"},
            {"id": "own", "party": "small", "never": {"water": "open"}, "firmness": "preferred"},
        ],
    }
)


def test_who_takes_part_and_who_signs() -> None:
    assert list(CASE.everyone()) == ["league", "big", "small", "odd", "rival"]
    assert CASE.signers() == ("league", "big")
    assert CASE.groups_of("small") == ("league",)
    assert CASE.groups_of("league") == CASE.groups_of("nobody") == ()


def test_a_member_inherits_issue_by_issue_what_it_does_not_state() -> None:
    small, big = CASE.interest_of("small"), CASE.interest_of("big")
    assert big == CASE.interests["league"]
    assert small.no_deal is not None
    assert small.no_deal.words() == "20..30"
    assert small.issues["land"] == CASE.interests["league"].issues["land"]
    assert small.issues["water"] == CASE.interests["small"].issues["water"]


def test_a_member_on_another_scale_inherits_nothing() -> None:
    odd = CASE.interest_of("odd")
    assert list(odd.issues) == ["land"]
    assert odd.no_deal is None
    assert CASE.interest_of("rival").issues == {}


def test_a_scale_that_is_not_stated_is_that_of_the_group() -> None:
    """A group counts in points; its members state only what no deal is worth to them, or an issue, or a scale."""
    names = ("mute", "own", "odd", "inner")
    members: dict[str, Any] = {name: {"name": name.title()} for name in names}
    members["inner"]["members"] = {"deep": {"name": "Deep"}}
    content = {
        "title": "Points",
        "parties": {"g": {"name": "Group", "signs": "yes", "members": members}, "alone": {"name": "Alone"}},
        "issues": {name: {"name": name, "options": {"l": "l", "r": "r"}} for name in ("x", "y")},
        "interests": {
            "g": {"scale": "points", "no_deal": 20, "x": {"l": 0, "r": 50}, "y": {"l": 40, "r": 0}},
            "mute": {"no_deal": 60},
            "own": {"y": {"l": 10, "r": 5}},
            "odd": {"scale": "weights", "x": {"weight": 1, "l": 100, "r": 0}},
            "deep": {"no_deal": 7},
        },
    }
    case = Case.model_validate(content)
    scales = {name: case.scale_of(name) for name in case.everyone()}
    assert scales == {
        **dict.fromkeys(("g", "mute", "own", "inner", "deep"), "points"),
        "odd": "weights",
        "alone": "weights",
    }
    assert {name: case.interest_of(name).scale for name in case.everyone()} == scales
    mute, own, deep = (case.interest_of(name) for name in ("mute", "own", "deep"))
    assert mute.no_deal is not None
    assert deep.no_deal is not None
    assert own.no_deal is not None
    assert (mute.no_deal.low, own.no_deal.low, deep.no_deal.low) == (60, 20, 7)
    assert mute.issues == deep.issues == case.interests["g"].issues
    assert own.issues["x"] == case.interests["g"].issues["x"]
    assert own.issues["y"].ratings["l"].low == 10
    assert list(case.interest_of("odd").issues) == ["x"]


def test_linkages_and_red_lines_reach_the_members() -> None:
    assert CASE.linkages_of("small") == CASE.linkages
    assert CASE.linkages_of("league") == CASE.linkages_of("big") == CASE.linkages[:1]
    assert list(CASE.red_lines_of("small")) == ["league-red-line-1", "league-red-line-2", "own"]
    assert list(CASE.red_lines_of("rival")) == ["rival-red-line-1"]


def test_rules_without_a_name_are_numbered() -> None:
    assert list(CASE.named_conditions()) == ["condition-1", "dry", "condition-3"]
    assert list(CASE.named_red_lines()) == ["league-red-line-1", "rival-red-line-1", "league-red-line-2", "own"]


def test_evidence_is_a_span_of_characters() -> None:
    read = Evidence.model_validate("leaders:4-9")
    assert (read.source, read.start, read.end, str(read)) == ("leaders", 4, 9, "leaders:4-9")
    assert CASE.quote(read) is None
    assert CASE.with_texts({"leaders": "A brief – text"}).quote(read) == "ief –"
    assert CASE.texts == {}
    for wrong in ("leaders", "leaders:9-4", "leaders:4-4", "leaders:-4-9", "two words:1-2", "leaders:1-99999999999"):
        with pytest.raises(ValidationError):
            Evidence.model_validate(wrong)


def test_a_case_cannot_be_changed_and_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        CASE.title = "another"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Case.model_validate(CASE.model_dump(by_alias=True) | {"titel": "x"})


def test_the_package_offers_the_case_and_how_to_read_one() -> None:
    assert comity.Case is Case
    assert comity.read_case(EXAMPLES[0]).title.startswith("Talks")
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = comity.nothing_such


@settings(max_examples=60)
@given(cases())
def test_what_is_written_down_is_read_back(case: Case) -> None:
    assert Case.model_validate(case.model_dump(by_alias=True)) == case
    assert Case.model_validate_json(case.model_dump_json(by_alias=True)) == case


# The schema


def test_the_schema_that_editors_use_is_the_one_of_the_code() -> None:
    assert (PACKAGE / "case" / FILE).read_text("utf-8") == schema_text(), (
        f"write it anew: comity schema > src/comity/case/{FILE}"
    )


def as_editors_read(text: str) -> Any:
    """The file as YAML 1.2 with numbers, as an editor's language server sees it: `yes` is a word, a date is one."""

    def plain(node: Any) -> Any:
        if isinstance(node, dict):
            return {str(name): plain(each) for name, each in node.items()}
        if isinstance(node, list):
            return [plain(each) for each in node]
        return node if isinstance(node, str | int | float | bool | None) else str(node)

    return plain(YAML(typ="safe", pure=True).load(text))


class Schema:
    """Enough of JSON Schema to hold a file against ours; a keyword that is not known here is an error."""

    NOTES = frozenset({"$schema", "$defs", "title", "description", "default"})
    TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "number": int | float, "integer": int}

    def __init__(self, text: str) -> None:
        self.root = json.loads(text)

    def faults(self, value: Any, schema: Any = None, at: str = "") -> list[str]:
        schema = self.root if schema is None else schema
        if schema is True:
            return []
        if schema is False:
            return [f"{at}: not allowed"]
        return [fault for word, rule in schema.items() for fault in self._faults(word, rule, value, schema, at)]

    def _faults(self, word: str, rule: Any, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        if word in self.NOTES:
            return []
        if word == "$ref":
            return self.faults(value, self.root["$defs"][rule.removeprefix("#/$defs/")], at)
        if word == "type":
            fits = value is None if rule == "null" else isinstance(value, self.TYPES[rule])
            fits = fits and not (isinstance(value, bool) and rule in ("number", "integer"))
            return [] if fits else [f"{at}: {value!r} is no {rule}"]
        if word == "anyOf":
            tried = [self.faults(value, each, at) for each in rule]
            return [] if not all(tried) else min(tried, key=len)
        if word in ("enum", "const"):
            return [] if value in (rule if word == "enum" else [rule]) else [f"{at}: {value!r} is none of {rule}"]
        if word == "pattern":
            return [] if not isinstance(value, str) or re.search(rule, value) else [f"{at}: {value!r} against {rule}"]
        if word in ("minItems", "minProperties"):
            return [] if not isinstance(value, dict | list) or len(value) >= rule else [f"{at}: too short"]
        if word in ("minimum", "exclusiveMinimum"):
            low = not isinstance(value, int | float) or value > rule or (word == "minimum" and value == rule)
            return [] if low else [f"{at}: {value!r} is too small"]
        if word == "maximum":
            return [] if not isinstance(value, int | float) or value <= rule else [f"{at}: {value!r} is too large"]
        if word == "format":
            return [] if rule != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else [f"{at}: no date"]
        if word == "items":
            each = enumerate(value) if isinstance(value, list) else ()
            return [fault for i, item in each for fault in self.faults(item, rule, f"{at}/{i}")]
        if word not in ("properties", "required", "additionalProperties"):
            raise NotImplementedError(word)
        if not isinstance(value, dict):
            return []
        if word == "required":
            return [f"{at}: {name} is missing" for name in rule if name not in value]
        named = schema.get("properties", {})
        if word == "properties":
            inside = [(name, item, rule[name]) for name, item in value.items() if name in rule]
        else:
            inside = [(name, item, rule) for name, item in value.items() if name not in named]
        return [fault for name, item, under in inside for fault in self.faults(item, under, f"{at}/{name}")]


SCHEMA = Schema(schema_text())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_editors_find_no_fault_with_the_examples(example: Path) -> None:
    assert SCHEMA.faults(as_editors_read(example.read_text("utf-8"))) == []


@settings(max_examples=60)
@given(cases())
def test_editors_find_no_fault_with_any_case_that_is_fit_for_use(case: Case) -> None:
    assert SCHEMA.faults(Document(case_text(case), "case.yaml").plain()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title:", "titel:"),
        ("illustrative: yes", "illustrative: perhaps"),
        ("firmness: constitutional", "firmness: firm"),
        ("confidence: low", "confidence: lowish"),
        ("frozen: 45..65", "frozen: middling"),
        ('["alaska:889-933', '["alaska 889-933'),
        ("adds: 4..10", "add: 4..10"),
        ("as_of: 2025-08-18", "as_of: a Monday"),
    ],
)
def test_editors_find_what_check_finds(old: str, new: str, tmp_path: Path) -> None:
    """Which also shows that the schema and this reading of it can say no."""
    text = EXAMPLES[0].read_text("utf-8")
    assert old in text
    wrong = text.replace(old, new, 1)
    assert SCHEMA.faults(as_editors_read(wrong)) != []
    (tmp_path / "case.yaml").write_text(wrong, "utf-8")
    assert check(tmp_path / "case.yaml").errors


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_name_a_schema_that_is_there(example: Path) -> None:
    first = example.read_text("utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert named != first
    # An entry of the catalog is copied together with the schema.
    assert (example.parent / named).resolve() == PACKAGE / "case" / FILE or named == FILE


def test_work_on_a_case_is_done_once_and_again_where_what_it_rests_on_is_another() -> None:
    done: list[int] = []

    def counted(case: Case) -> int:
        def work() -> int:
            done.append(len(case.red_lines))
            return len(case.red_lines)

        return case.kept.of("number", case.red_lines, work)

    case = CASE.model_copy()
    before = len(CASE.red_lines)
    assert [counted(case), counted(case), counted(case.model_copy()), counted(case.with_texts({}))] == [before] * 4
    assert done == [before]
    none = case.altered((), (), red_lines=())
    assert [counted(none), counted(case), counted(none), counted(case)] == [0, before, 0, before]
    assert done == [before, 0]
    assert case == CASE


@given(cases(), cases())
@settings(max_examples=20)
def test_names_of_red_lines_are_those_of_the_copy_that_is_asked(case: Case, other: Case) -> None:
    case.named_red_lines()
    changed = case.model_copy(update={"red_lines": other.red_lines})
    assert changed.named_red_lines() == dict(zip(changed.red_line_names(), other.red_lines, strict=True))
    assert case.named_red_lines() == dict(zip(case.red_line_names(), case.red_lines, strict=True))
