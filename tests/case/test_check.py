"""Every kind of problem a case file can have, each with its place and the nearest fix, and all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from comity.agreements.worth import Payoff
from comity.case.check import check, check_document, read_case
from comity.case.model import Case
from comity.case.text import Document
from comity.case.wording import standing_caveats
from comity.problem import Problems
from strategies import case_text, cases

BASE = """\
comity: 1
title: Talks
sources:
  report: {file: report.md, date: 2025-08-18}
parties:
  north: {name: North, signs: yes}
  south:
    name: South
    signs: yes
    members: {east: East}
  guest: Guest
issues:
  land: {name: Land, options: {all: All of it, half: Half, none: None of it}}
  water: {name: Water, decided_by: south, options: {open: Open, shut: Shut}}
conditions:
  - {if: {land: all}, then: {water: [open]}, because: No land without water.}
interests:
  north:
    no_deal: 30..45
    land: {weight: 3, all: 100, half: 60, none: 0}
    water: {weight: 1, open: 100, shut: 0}
  south:
    scale: points
    no_deal: 10
    land: {all: 0, half: 20, none: 40}
    water: {open: 0, shut: 15}
linkages:
  - {party: north, when: {land: half, water: open}, adds: 5}
red_lines:
  - {id: all-or-some, party: north, never: {land: none}, firmness: declared, evidence: [report:5-10]}
developments:
  - {date: 2025-08-17, what: A first meeting.}
"""
REPORT = "0123 words\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the source of the case."""
    home = tmp_path / "talks"
    home.mkdir()
    (home / "report.md").write_text(REPORT, "utf-8")
    (home / "latin.md").write_bytes("für".encode("latin-1"))
    (tmp_path / "report.md").write_text("outside", "utf-8")
    return home


def problems(folder: Path, content: str) -> list[str]:
    """The problems of a case file, without its name."""
    path = folder / "case.yaml"
    path.write_text(content, "utf-8")
    return [str(problem).removeprefix(f"{path}:").strip() for problem in check(path).problems]


def test_the_base_has_no_problem(folder: Path) -> None:
    assert problems(folder, BASE) == []


# What is changed in the base, and the problems it must then have. "@..." stands for the line and column of these words
# in the changed file.
SCHEMA_PROBLEMS = [
    ("title: Talks", "title: [Talks]", ["@title: error: 'title' must be a phrase"]),
    ("title: Talks", "title:", ["@title: error: 'title' must be a phrase"]),
    ("title: Talks\n", "", ["1:1: error: 'title' is missing"]),
    (
        "title: Talks",
        "titel: Talks",
        ["@titel: error: unknown field 'titel'; did you mean title?"],
    ),
    ("comity: 1", "comity: 2", ["@comity: error: 'comity' must be 1, not '2'"]),
    (
        "2025-08-18",
        "yesterday",
        ["@date: yesterday: error: 'date' must be a date such as 2025-08-18, not 'yesterday'"],
    ),
    (
        "2025-08-17",
        "2025-02-30",
        ["@date: 2025-02-30: error: 'date' must be a date such as 2025-08-18, not '2025-02-30'"],
    ),
    (
        "2025-08-17",
        "2025-08-17T11:00",
        ["@date: 2025-08-17T11: error: 'date' must be a date such as 2025-08-18, not '2025-08-17T11:00'"],
    ),
    ("{name: North, signs: yes}", "[North]", ["@north: [: error: 'north' must hold named entries"]),
    ("{name: North, signs: yes}", "", ["6:3: error: 'north' must hold named entries"]),
    ("name: Land, ", "", ["@land: {opt: error: 'name' of land is missing"]),
    (", firmness: declared", "", ["@{id: error: 'firmness' of red_lines is missing"]),
    (
        "firmness: declared",
        "firmness: declred",
        [
            "@firmness: error: 'firmness' must be constitutional, declared or preferred, not 'declred'; "
            "did you mean declared?"
        ],
    ),
    (
        "no_deal: 10",
        "no_deal: {value: 10, confidence: sure}",
        ["@confidence: error: 'confidence' must be low, medium or high, not 'sure'"],
    ),
    ("never: {land: none}", "never: {}", ["@never: error: 'never' is empty"]),
    ("never: {land: none}", "never: [land]", ["@never: error: 'never' must hold named entries"]),
    (
        "issues:\n",
        "issues:\n  fish: {name: Fish, options: {}}\n",
        ["@options: {}: error: 'options' is empty"],
    ),
    ("conditions:\n  - ", "conditions:\n  ", ["@conditions: error: 'conditions' must be a list"]),
    ("  - {date", "  - hello\n  - {date", ["@hello: error: 'developments' must hold named entries"]),
    (
        "weight: 3",
        "wieght: 3",
        ["@wieght: error: unknown field 'wieght'; did you mean weight?"],
    ),
    (
        "30..45",
        "{value: 30..45, becuse: of costs}",
        ["@becuse: error: unknown field 'becuse'; did you mean because?"],
    ),
    ("parties:", "party:", ["@party: error: unknown field 'party'; did you mean parties?"]),
]

NAME_PROBLEMS = [
    (
        "  guest: Guest",
        "  the guest: Guest",
        ["@the guest: error: 'the guest' cannot be a name here: use letters, digits, _ - . only; write the-guest"],
    ),
    (
        "  guest: Guest",
        '  "": Guest',
        ["@\"\": error: '' cannot be a name here: use letters, digits, _ - . only"],
    ),
    (
        "{all: All of it, ",
        "{all: All of it, weight: Some, ",
        ["@options: error: 'options': an option cannot be named 'weight', which has another meaning in interests"],
    ),
    (
        "issues:\n",
        "issues:\n  scale: {name: Scale, options: {a: A}}\n",
        ["@issues: error: 'issues': an issue cannot be named 'scale', which has another meaning in interests"],
    ),
    (
        "title: Talks",
        "title: Talks\ntitle: More",
        ["3:1: error: 'title' stands here a second time; it was first given"],
    ),
    ("title: Talks", "title: !x Talks", ["@!x: error: the tag !x has no meaning here; delete it"]),
    (
        "  north:\n    no_deal",
        "  north:\n    <<: {scale: weights}\n    no_deal",
        ["@<<: error: YAML 1.2 has no merge key <<; write the entries out"],
    ),
    ("party: north, when", "party: nort, when", ["@party: nort: error: unknown party 'nort'; did you mean north?"]),
    (
        "party: north, never",
        "party: nort, never",
        ["@party: nort, never: error: unknown party 'nort'; did you mean north?"],
    ),
    ("decided_by: south", "decided_by: soth", ["@decided_by: error: unknown party 'soth'; did you mean south?"]),
    (
        "interests:\n",
        "interests:\n  gest: {land: {weight: 1, all: 1, half: 1, none: 1}}\n",
        ["@gest: error: unknown party"],
    ),
    (
        "{east: East}",
        "{guest: East}",
        ["@guest: Guest: error: 'guest' names two parties; give each party and member a name of its own"],
    ),
    ("when: {land: half", "when: {lnd: half", ["@lnd: error: unknown issue 'lnd'; did you mean land?"]),
    ("never: {land: none}", "never: {lnd: none}", ["@lnd: error: unknown issue 'lnd'; did you mean land?"]),
    ("if: {land: all}", "if: {river: all}", ["@river: error: unknown issue 'river'; known: land, water"]),
    (
        "    water: {weight",
        "    watr: {weight",
        ["@watr: error: unknown issue 'watr'; did you mean water?"],
    ),
    (
        "never: {land: none}",
        "never: {land: [non]}",
        ["@non]: error: unknown option 'non' of issue land; did you mean none?"],
    ),
    (
        "land: {weight: 3, all: 100, half",
        "land: {weight: 3, all: 100, helf",
        ["@helf: error: unknown option 'helf' of issue land; did you mean half?"],
    ),
    (
        "then: {water: [open]",
        "then: {water: [opened]",
        ["@opened: error: unknown option 'opened' of issue water; did you"],
    ),
    (
        "conditions:\n",
        "conditions:\n  - {id: all-or-some, if: {land: all}, then: {water: open}}\n",
        ["@id: all-or-some, party: error: the id 'all-or-some' is used twice; give each its own"],
    ),
]

NUMBER_PROBLEMS = [
    ("30..45", "about 30", ["@no_deal: error: 'no_deal': must be a number or a range such as 30..45, not 'about 30'"]),
    ("30..45", "[30]", ["@no_deal: error: 'no_deal': must be a number or a range such as 30..45, not '['30']'"]),
    ("30..45", "45..30", ["@no_deal: error: 'no_deal': the range 45..30 runs backwards; write 30..45"]),
    ("30..45", "1e12", ["@no_deal: error: 'no_deal': 1e12 is too large to be meant"]),
    (
        "30..45",
        "{because: of costs}",
        ["@no_deal: error: 'no_deal': an estimate needs its number: {value: 30..45, ...}"],
    ),
    ("weight: 3", "weight: -1", ["@weight: error: the weight of land is below 0; weights are 0 or more"]),
    (
        "half: 60",
        "half: 160",
        [
            "@half: 160: error: the rating 160 of land=half lies outside 0..100; "
            "rate the best option 100 and the worst 0 or above"
        ],
    ),
    ("none: 0}", "none: -1..5}", ["@none: -1: error: the rating -1..5 of land=none lies outside 0..100; rate"]),
]

MISSING_JUDGEMENTS = [
    (
        "weight: 3, ",
        "",
        [
            "@land: {all: 100: error: north gives issue land no weight; "
            "say how much the issue matters, or write `scale: points` for a score sheet"
        ],
    ),
    (
        "land: {all: 0",
        "land: {weight: 2, all: 0",
        [
            "@weight: 2: error: south counts in points, so land has no weight; "
            "leave the weight out, or leave `scale: points` out and rate options 0..100"
        ],
    ),
    (
        "half: 60, ",
        "",
        [
            "@land: {weight: error: north does not rate half of issue land; "
            "rate every option, with a wide range where in doubt"
        ],
    ),
    (
        "    no_deal: 10\n",
        "",
        [
            "@south:\n    scale: error: south signs but has no `no_deal`; "
            "say what no agreement is worth to it, 0..100, with a range where in doubt"
        ],
    ),
    ("30..45", "", ["@north:\n: error: north signs but has no `no_deal`; say what"]),
    (
        "    water: {open: 0, shut: 15}\n",
        "",
        ["@south:\n    scale: warning: south states no interest in water: it counts as indifferent"],
    ),
    (
        "  guest: Guest",
        "  guest: {name: Guest, signs: yes}",
        [
            "@guest: error: guest signs but has no interests; "
            "add interests: guest: with a weight and ratings for the issues that matter to it"
        ],
    ),
    (
        "interests:\n",
        "interests:\n  guest: {land: {weight: 0, all: 1, half: 1, none: 1}}\n",
        [
            "@guest: {land: error: the weights of guest do not add up to anything; "
            "give at least one issue a weight above 0"
        ],
    ),
    (
        "adds: 5",
        "adds: {value: 5, draft: yes}",
        [
            "warning: 1 judgement is still a draft that nobody has confirmed; "
            "correct each, then delete its `draft: yes`",
        ],
    ),
]

CONTRADICTIONS = [
    (
        "never: {land: none}",
        "never: {land: [all, half, none]}",
        [
            "@land: [all, half: error: north's red lines rule out every option of issue land; "
            "leave at least one option that it would sign"
        ],
    ),
    (
        "developments:\n",
        "  - {party: north, never: {land: [all, half]}, firmness: preferred}\ndevelopments:\n",
        ["@land: [all, half: error: north's red lines rule out every option of issue land; leave at least one"],
    ),
    (
        "then: {water: [open]}",
        "then: {land: half}",
        [
            "@land: half}, because: warning: this condition can only hold where land is none of all; "
            "is another issue meant?"
        ],
    ),
    (
        "party: north, never",
        "party: guest, never",
        [
            "@party: guest: warning: guest does not sign, so its red line rules nothing out; "
            "it is shown as an objection without a veto"
        ],
    ),
]

SOURCE_PROBLEMS = [
    (
        "file: report.md",
        "file: raport.md",
        ["@file: error: source 'report': there is no such file (raport.md); check the path"],
    ),
    ("file: report.md", "file: .", ["@file: error: source 'report': cannot be read: "]),
    (
        "file: report.md",
        "file: ../report.md",
        ["@file: error: the file of source 'report' lies outside the case's folder; copy it beside the case"],
    ),
    (
        "file: report.md",
        "file: latin.md",
        ["@file: error: source 'report': the file is not UTF-8 text (byte 2) (latin.md); save it again as UTF-8"],
    ),
    (
        "[report:5-10]",
        "report 5",
        ["@evidence: error: 'evidence': must read source:start-end, for example leaders:1203-1299, not 'report 5'"],
    ),
    ("[report:5-10]", "report:9-5", ["@evidence: error: 'evidence': must end after it starts: 'report:9-5'"]),
    ("report:5-10", "raport:5-9", ["@raport: error: evidence from an unknown source 'raport'; did you mean report?"]),
    (
        "report:5-10",
        "report:5-12",
        [
            "@report:5: error: evidence report:5-12 points past the end of report.md (11 characters); "
            "write the words alone: `report: the words`"
        ],
    ),
    ("report:5-10", "report:4-5", ["@report:4: error: evidence report:4-5 points at blank space"]),
    (
        "what: A first meeting.",
        "what: A first meeting., evidence: [report:0-4, report:0-99]",
        ["@report:0-99: error: evidence report:0-99 points past the end of report.md (11 characters)"],
    ),
]


def at(content: str, said: str) -> str:
    """An expected problem with the words after @ turned into their line and column."""
    if not said.startswith("@"):
        return said
    words, kind, rest = said[1:].partition(": error: ") if ": error: " in said else said[1:].partition(": warning: ")
    start = content.index(words)
    return f"{content.count(chr(10), 0, start) + 1}:{start - content.rfind(chr(10), 0, start)}{kind}{rest}"


EVERY = [
    *SCHEMA_PROBLEMS,
    *NAME_PROBLEMS,
    *NUMBER_PROBLEMS,
    *MISSING_JUDGEMENTS,
    *CONTRADICTIONS,
    *SOURCE_PROBLEMS,
]


@pytest.mark.parametrize(("old", "new", "expected"), EVERY, ids=[f"{old}>{new}"[:60] for old, new, _ in EVERY])
def test_a_problem_has_its_place_and_its_fix(folder: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in BASE
    content = BASE.replace(old, new, 1)
    found = problems(folder, content)
    assert len(found) == len(expected), found
    for each, said in zip(found, expected, strict=True):
        assert each.startswith(at(content, said))
        assert not re.search(r"; (write [^;]+); \1", each)


def test_nobody_signs(folder: Path) -> None:
    found = problems(folder, BASE.replace("signs: yes", "signs: no"))
    assert found[0] == (
        "5:1: warning: no party signs, so none can refuse; "
        "mark those whose consent an agreement needs with `signs: yes`"
    )


WITH_CONSEQUENCES = [
    ("signs: yes}", "signs: maybe}", "@signs: maybe: error: 'signs': must be yes or no, not 'maybe'"),
    ("scale: points", "scale: marks", "@scale: error: 'scale' must be weights or points, not 'marks'"),
    ("never: {land: none}", "never: {land: []}", "@land: []: error: 'land' is empty"),
]


@pytest.mark.parametrize(("old", "new", "expected"), WITH_CONSEQUENCES)
def test_a_mistake_with_consequences_is_reported(folder: Path, old: str, new: str, expected: str) -> None:
    content = BASE.replace(old, new, 1)
    assert at(content, expected) in problems(folder, content)


@pytest.mark.parametrize(("old", "new", "expected"), WITH_CONSEQUENCES)
def test_its_consequences_are_not(folder: Path, old: str, new: str, expected: str) -> None:
    content = BASE.replace(old, new, 1)
    assert problems(folder, content) == [at(content, expected)]


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(folder: Path) -> None:
    content = BASE
    changes = [
        ("title: Talks", "titel: Talks"),
        ("decided_by: south", "decided_by: soth"),
        ("30..45", "45..30"),
        ("half: 60", "half: 160"),
        ("firmness: declared", "firmness: declred"),
        ("2025-08-17", "yesterday"),
        ("adds: 5", "adds: much"),
    ]
    for old, new in changes:
        content = content.replace(old, new, 1)
    found = problems(folder, content)
    assert [each.split(":")[0] for each in found] == ["2", "14", "19", "20", "28", "30", "32"]
    path = folder / "case.yaml"
    checked = check(path)
    assert checked.case is None
    assert checked.warnings == ()
    assert len(checked.errors) == 7
    with pytest.raises(Problems) as raised:
        read_case(path)
    assert raised.value.problems == checked.errors


def test_a_case_with_nothing_but_warnings_is_fit_for_use(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(BASE.replace("    water: {open: 0, shut: 15}\n", ""), "utf-8")
    checked = check(str(path))
    assert checked.case is not None
    assert len(checked.warnings) == 1
    assert checked.errors == ()
    assert read_case(str(path)) == checked.case
    assert checked.case.texts == {"report": REPORT}


def test_a_file_that_cannot_be_read_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    checked = check(tmp_path / "nothing.yaml")
    assert checked.case is None
    assert [problem.what for problem in checked.problems] == ["there is no such file"]


@pytest.mark.parametrize("name", ['"a\\0b"', '"a\\ud800b"'])
def test_an_impossible_path_of_a_source_is_a_problem(folder: Path, name: str) -> None:
    found = problems(folder, BASE.replace("file: report.md", f"file: {name}"))
    assert found
    assert all(each.startswith("4:") for each in found)


def test_a_chosen_name_and_an_automatic_one_do_not_collide(folder: Path) -> None:
    added = "  - {id: north-red-line-3, party: north, never: {water: shut}, firmness: declared}\n"
    added += "  - {party: north, never: {land: half}, firmness: declared}\n"
    found = problems(folder, BASE.replace("developments:\n", f"{added}developments:\n"))
    case = check(folder / "case.yaml").case
    assert found or (case is not None and len(case.named_red_lines()) == 3)


def test_a_member_may_care_nothing_for_an_issue_of_its_group(folder: Path) -> None:
    content = BASE.replace("{name: North, signs: yes}", "{name: North, signs: yes, members: {coast: Coast}}").replace(
        "  south:\n    scale", "  coast: {land: {weight: 0, all: 1, half: 1, none: 1}}\n  south:\n    scale"
    )
    assert problems(folder, content) == []


@pytest.mark.parametrize(("name", "instead"), [("land", "issues"), ("half", "ratings")])
def test_names_with_another_meaning_in_interests_are_refused(folder: Path, name: str, instead: str) -> None:
    found = problems(folder, BASE.replace(f"{name}:", f"{instead}:").replace(f": {name}", f": {instead}"))
    assert any(f"cannot be named '{instead}'" in each for each in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("if: {land: all}", "if_: {land: all}"),
        ("30..45", "{low: 45, high: 30}"),
        ("[report:5-10]", "[{source: report, start: 5, end: 9}]"),
    ],
)
def test_only_what_the_reference_describes_is_accepted(folder: Path, old: str, new: str) -> None:
    assert problems(folder, BASE.replace(old, new)) != []


NARROW = """\
title: Talks
parties:
  north: {name: North, signs: yes}
  guest: Guest
issues:
  land: {name: Land, options: {all: All, half: Half, none: None}}
  water: {name: Water, options: {open: Open, shut: Shut}}
"""


@settings(max_examples=150)
@given(cases())
def test_a_case_that_is_written_down_is_read_back(case: Case) -> None:
    checked = check_document(Document(case_text(case), "case.yaml"))
    assert checked.errors == ()
    assert checked.case == case


def test_nothing_drafted_counts_until_it_is_confirmed(folder: Path) -> None:
    path = folder / "case.yaml"
    line = "  - {id: drafted, party: north, never: {water: shut}, firmness: declared, draft: yes}\n"
    path.write_text(BASE.replace("red_lines:\n", f"red_lines:\n{line}", 1), "utf-8")
    checked, read = check(path).case, read_case(path)
    assert checked is not None
    assert "drafted" in checked.named_red_lines()
    assert "drafted" not in read.named_red_lines()
    assert read.drafts_left_out == 1
    assert standing_caveats(read)[0] == "1 judgement is left out, a draft that nobody has confirmed."
    assert read.texts == checked.texts


def test_a_signer_of_whom_all_is_drafted_cannot_be_asked_about(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(BASE.replace("interests:\n  north:\n", "interests:\n  north:\n    draft: yes\n", 1), "utf-8")
    assert check(path).case is not None
    with pytest.raises(Problems, match="north signs, but its interests are still a draft"):
        read_case(path)


def test_what_is_left_beside_drafts_must_weigh_something(folder: Path) -> None:
    path = folder / "case.yaml"
    for party, signs in (("north", True), ("guest", False)):
        drafted = f"  {party}: {{no_deal: 30, land: {{weight: 3, draft: yes, all: 100, half: 60, none: 0}}"
        stated = f"{drafted}, water: {{weight: 0, open: 100, shut: 0}}}}\n"
        others = "" if signs else "  north: {no_deal: 30, land: {weight: 3, all: 100, half: 60, none: 0}}\n"
        path.write_text(f"{NARROW}interests:\n{stated}{others}", "utf-8")
        assert check(path).case is not None
        if signs:
            with pytest.raises(Problems, match="north signs, but its interests are still a draft"):
                read_case(path)
        else:
            assert list(Payoff.of(read_case(path)).worths) == ["north"]


def test_a_party_that_does_not_sign_may_refuse_everything(folder: Path) -> None:
    content = BASE.replace("party: north, never: {land: none}", "party: guest, never: {land: [all, half, none]}")
    (found,) = problems(folder, content)
    assert found.endswith(
        "warning: guest does not sign, so its red line rules nothing out; it is shown as an objection without a veto"
    )
