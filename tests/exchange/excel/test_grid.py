"""A case as rows: every value of it stands in one cell, and comes back out of the cells alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from comity.case.check import check_document
from comity.case.contest import WarValue
from comity.case.fields import fields_at
from comity.case.model import Case
from comity.case.points import Between
from comity.case.rewrite import rewritten
from comity.case.text import Document
from comity.exchange.excel.book import read_book
from comity.exchange.excel.edits import edited
from comity.exchange.excel.grid import grid
from comity.exchange.excel.sheets import CASE_FIELDS, SHEETS
from comity.exchange.excel.writing import workbook_of
from strategies import case_text, cases, contested_cases, talked_cases

EVERYTHING = """\
comity: 1
title: "=Talks"
as_of: 2025-08-18
about: What was known.
author: A desk
marking: For the team
illustrative: yes
widening: 5
consent: {quota: 4, by: seats, of: signers, including: [a]}
payments: {from: [a], to: [b], at_most: 20, because: It pays., confidence: low, evidence: [paper: words], draft: yes}
outcome: draft
sources: {paper: {file: paper.md, title: A paper, date: 2025-08-16, publisher: Press}}
origin:
  format: genius
  definitions: {nash: as they say}
  parties: {a: {file: a.xml, scale: 100, discount: 0.9, stand_in: 0}}
  issues: {x: integer}
parties:
  a: {name: A, signs: yes, about: The first., votes: {seats: 3}, ratified_by: [house]}
  b:
    name: B
    signs: yes
    decides: {any: [b-1, {all: [b-2, {at_least: 1, of: [b-1, b-2], or_blocked_by_fewer_than: 2}]}]}
    ratified_by: {weight: 60, by: {b-1: 2, b-2: 1}, of: members}
    votes: {seats: 2}
    members: {b-1: {name: B one, members: {b-3: B three}}, b-2: B two}
    listens: {b-1: {b-2: 30}, because: They meet., confidence: low, evidence: [paper: it], draft: yes}
  c: {name: C, decides: {share: 50}, ratified_by: {party: house}, members: {c-1: C one}}
  house: {name: The house, passes: {value: 40..60, because: A guess., before: {met: {value: 30, draft: yes}}}}
issues:
  x:
    name: The X
    ordered: yes
    options: {"8": {name: eight, short: few, says: There are eight., since: met}, "012": "- twelve"}
    needs: {"8": [a, b]}
    today: {option: "012", because: So it is., confidence: low, evidence: [paper: it], draft: yes}
    reversible: yes
  y:
    {name: The Y, decided_by: a, about: Either way., today: q,
     options: {p: {name: P, until: met, verified_by: [c, house], breach: It is void.}, q: {name: Q, verified_by: c}}}
  z:
    name: The Z
    amount: {from: 100, to: 500, step: 10, unit: million euro, short: "a price of {}", says: "{} are paid."}
    needs: {">450": [a]}
  d: {name: When, amount: {from: 2026-01-01, to: 2026-10-01, step: 3 months}}
conditions:
  - {id: both, if: {x: "8"}, then: {y: p}, since: met, until: left, because: So., confidence: high,
     evidence: [paper: it], draft: yes}
interests:
  a:
    because: As its paper says.
    evidence: [paper: words of it]
    confidence: low
    no_deal:
      value: 30
      per_month: {value: -2..-1, because: Fatigue.}
      like: {x: "8", y: p}
      because: So it is.
      confidence: high
      evidence: [paper: words]
      before: {met: {value: 35..40, because: It was hopeful.}, left: 20}
    x:
      because: Both.
      evidence: [paper: of it]
      confidence: high
      draft: yes
      weight: {value: 3, because: It says so., before: {met: 2}}
      "8": {value: 100, evidence: ["paper:0-5"], confidence: low, before: {met: {value: 80, because: Once.}}}
      "012": 0
    y: {weight: 1, p: 100, q: 0}
    z: {weight: 1, 100: 100, 250: {value: 60..70, because: It bends., before: {met: 50}}, 500: 0}
    d: {weight: 1, 2026-01-01: 0, 2026-10-01: 100}
  b:
    no_deal:
      {from: contest, nothing: 0, everything: {value: 90..100, because: All of it.}, like: {x: "8"}, confidence: low,
       because: "They fight.", evidence: [paper: words], draft: yes, before: {met: 20}}
    x: {weight: 1, "8": 0, "012": 100}
    y: {weight: 1, p: 0, q: 100}
  c:
    scale: points
    draft: yes
    no_deal:
      {like: {x: "8", y: p}, per_month: 1, because: As before., confidence: low, evidence: [paper: it],
       before: {met: 4}}
    y: {p: 0, q: 9}
linkages:
  - {party: a, when: {x: "8", y: q}, adds: {value: 4..8, because: Both., before: {left: 3}}, since: met, until: left,
     because: So., confidence: high, evidence: [paper: it], draft: yes}
red_lines:
  - {party: a, never: {z: [">300", "100..120"], d: "<2026-04-01"}, unless: {z: ">=490"}, firmness: preferred}
  - {id: no-q, party: a, never: {y: q}, unless: {x: "8"}, since: met, until: left, firmness: declared,
     confidence: medium, because: So., evidence: [paper: it], draft: yes,
     or_reads: [{never: {y: q, x: "8"}, unless: {x: "012"}, because: As read., confidence: low,
     evidence: [paper: of it], draft: yes}]}
contest:
  because: Both arm.
  confidence: low
  evidence: [paper: words]
  draft: yes
  challenger: a
  defender: b
  stake: the land
  held: {value: 20, because: The map., before: {met: 25}}
  victory: 60..70
  land: 55
  arms: 70
  first_strike: {challenger: 60, defender: 55}
  cost: {challenger: 2, defender: 3}
  discount: 90
  noise: 0.5
  accident: 1
  rebuilding: {years: 10, challenger: 5, defender: 4}
  fatigue: {challenger: 3, defender: 5}
  guarantor:
    {party: c, rescue: 30, punishment: 2, wavers: 5, recovers: 20,
     incentive: {defeat: 10, reputation: 5, fighting: 8, noise: 2}}
  cheating: {arms: 120, begins: 5, found: 50}
  effects:
    x:
      "8":
        {share: 20, guarantee: {chance: 70, decay: 3, wavering: 40}, odds: 45, rebuilding: {challenger: 2, defender: 1},
         limit: {challenger: 80, defender: 90}, flow: {challenger: 2, defender: 3}, first_strike: 50, accident: 40,
         found: 60, because: So., confidence: low, evidence: [paper: it], draft: yes}
      "012": {share: 60}
messengers: {desk: {name: The desk, about: Of both.}}
messages:
  - {id: less, to: a, says: Less is to be had, moves: {x: {"8": 40}}, since: met, until: left, because: So.,
     confidence: low, evidence: [paper: it], draft: yes}
  - {to: a, shifts: {from: x, to: y, weight: 1}}
  - {to: b, moves: {no_deal: 46}}
  - {to: a, moves: {y: {weight: 2.5}}}
ties:
  - {from: desk, to: a, rapport: {value: 50..70, because: They meet., before: {met: 20}}, best: 80..100,
     turns: 160..190, since: met, until: left, because: So., confidence: low, evidence: [paper: it], draft: yes}
developments:
  - {id: met, date: 2025-08-17, what: They met., evidence: [paper: words of it]}
  - {id: left, date: 2025-08-18, what: They left.}
proposals:
  draft:
    {name: A draft, by: a, date: 2025-08-18, terms: {x: "8", y: p}, about: A first one., evidence: "paper: words of it"}
preconditions:
  - {id: x-first, party: a, first: x, then: y, firmness: preferred, since: met, until: left, because: So.,
     confidence: low, evidence: [paper: it], draft: yes}
  - {party: b, first: y, then: x}
talks:
  patience: {value: 90..95, because: Nobody hurries., before: {met: 80}}
  waiting: 1
  worth: 40
  because: As the desk sees it.
  confidence: low
  evidence: [paper: words]
  draft: yes
  issues:
    x:
      because: Two ways.
      confidence: high
      evidence: [paper: of it]
      draft: yes
      formats:
        summit:
          {name: A summit, cost: 5, success: {value: 40..60, because: A guess., before: {met: 20}}, ends_talks: 10,
           because: They like summits., confidence: low, evidence: [paper: it], draft: yes}
        desk: {cost: 1, success: 20}
      easier_after: {y: {value: 10..20, because: Less is left., confidence: low, evidence: [paper: it], draft: yes,
                     before: {met: 5}}}
    y: {formats: {desk: {cost: 0, success: 50}}}
measures:
  hotline:
    {name: A hotline, by: a, reversible: yes, cost: {value: 2, because: Little.},
     moves: {a: {no_deal: {value: 25..28, because: It trusts more., before: {met: 29}}}, b: {no_deal: 50}},
     ties: {desk: {a: {rapport: {value: 70, because: They meet., before: {met: 60}}, best: 90..95, turns: 170..180,
       because: So., confidence: low, evidence: [paper: it], draft: yes}}},
     since: met, until: left, because: So., confidence: low, evidence: [paper: it], draft: yes}
  prisoners: {name: Prisoners are exchanged}
"""


def out_of_the_cells(document: Document, path: Path) -> Document:
    """The case file that is made of a workbook's cells alone."""
    path.write_bytes(workbook_of(document))
    found = edited(read_book(path), {}, {"comity": "1"})
    assert found.problems == []
    return rewritten(Document("comity: 1\n", document.file), found.plain)


def test_everything_a_case_can_say_has_a_cell(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("words of it", "utf-8")
    document = Document(EVERYTHING, str(tmp_path / "case.yaml"))
    checked = check_document(document)
    assert checked.case is not None, checked.problems
    back = check_document(out_of_the_cells(document, tmp_path / "case.xlsx"))
    assert back.case is not None, back.problems
    assert back.case.model_dump() == checked.case.model_dump()
    before = [("a", "", "", "met"), ("a", "", "", "left"), ("a", "x", "", "met"), ("a", "x", "8", "met")]
    before.append(("a", "z", "250", "met"))
    assert list(grid(document.plain())["Before"]) == [*before, ("b", "", "", "met"), ("c", "", "", "met")]
    assert [key for (key,) in grid(document.plain())["Other"] if not key.startswith("origin / ")] == [
        "parties / b / listens",
        "parties / b / listens / b-1 / b-2",
        "parties / house / passes",
        "parties / house / passes / before / met",
        "issues / z / amount / short",
        "issues / z / amount / says",
        "issues / z / needs / >450",
        "interests / a / no_deal / per_month",
        "interests / a / x / weight",
        "interests / b / no_deal / everything",
        "linkages / 1 / adds",
        "linkages / 1 / adds / before / left",
        "red_lines / 2 / or_reads",
        "contest",
        "ties / 1 / rapport",
        "ties / 1 / rapport / before / met",
        "talks / patience",
        "talks / patience / before / met",
        "talks / issues / x / formats / summit / success",
        "talks / issues / x / formats / summit / success / before / met",
        "talks / issues / x / easier_after / y / before / met",
        "measures / hotline / cost",
        "measures / hotline / moves / a / no_deal / before / met",
        "measures / hotline / ties / desk / a / rapport",
        "measures / hotline / ties / desk / a / rapport / before / met",
    ]


def test_that_case_says_everything_a_case_can_say(tmp_path: Path) -> None:
    """A field that is added to the case file is added to EVERYTHING, and so to the test above."""
    (tmp_path / "paper.md").write_text("words of it", "utf-8")
    case = check_document(Document(EVERYTHING, str(tmp_path / "case.yaml"))).case
    assert case is not None
    stated: dict[type[BaseModel], set[str]] = {model: set() for model in models(Case)}
    note_stated([case, *map(case.stated, case.interests)], stated)
    for model, names in stated.items():
        # (What evidence and estimates are made of is one text in the file.)
        unsaid = set(model.model_fields) - names - {"start", "end", "digest", "low", "high"}
        assert unsaid == UNSAID.get(model, set()), model


UNSAID: dict[type[BaseModel], set[str]] = {
    WarValue: {"per_month"},
    Between: {"before", "because", "confidence", "draft", "evidence"},
}
"""What no case file can say: how a value drifts that follows from the contest, and what lies between two points."""


def models(kind: Any) -> set[type[BaseModel]]:
    """Every kind of part that may stand in one."""
    found: set[type[BaseModel]] = set()
    left = [kind]
    while left:
        kind = left.pop()
        left += get_args(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
            found.add(kind)
            left += [*kind.__subclasses__(), *(field.annotation for field in kind.model_fields.values())]
    return found


def note_stated(part: Any, stated: dict[type[BaseModel], set[str]]) -> None:
    """By its kind, which fields of any part are filled in somewhere."""
    if isinstance(part, BaseModel):
        filled = {name: getattr(part, name) for name in type(part).model_fields}
        stated.setdefault(type(part), set()).update(name for name, each in filled.items() if each not in (None, (), {}))
        part = filled
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ():
        note_stated(each, stated)


@settings(max_examples=10)
@given(case=cases() | contested_cases() | talked_cases())
def test_any_case_comes_back_out_of_the_cells(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cells") / "case.xlsx"
    document = Document(case_text(case), str(path.with_suffix(".yaml")))
    back, was = out_of_the_cells(document, path).plain(), document.plain()
    assert Case.model_validate(back).model_dump() == Case.model_validate(was).model_dump()


def test_every_section_has_a_sheet_or_a_row_and_each_value_one_cell() -> None:
    shown = {sheet.section for sheet in SHEETS} | set(CASE_FIELDS)
    rest = set(fields_at(())) - shown - {"comity"}
    # Where an imported case came from: rows of the sheet Other.
    assert rest == {"origin"}
    for sheet in SHEETS:
        assert len(set(sheet.headings)) == len(sheet.headings)
