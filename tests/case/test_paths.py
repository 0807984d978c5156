from pathlib import Path

from comity.case.check import check_document
from comity.case.paths import evidence_paths, judgement_paths
from comity.case.text import Document

TEXT = """\
comity: 1
title: Talks
sources:
  report: {file: report.md}
parties:
  north: {name: North, signs: yes}
  south: {name: South, signs: yes}
issues:
  land: {name: Land, options: {all: All of it, half: Half}}
conditions:
  - {if: {land: all}, then: {land: [all]}}
interests:
  north:
    no_deal: 30..45
    land: {weight: 3, all: 100, half: 60}
  south:
    scale: points
    no_deal: {from: contest, nothing: 0, everything: 100}
    land: {all: 0, half: {value: 20, evidence: [report:0-4, report:5-9]}}
linkages:
  - {party: north, when: {land: half}, adds: 5}
red_lines:
  - {party: north, never: {land: half}, firmness: declared, evidence: [report:5-9]}
contest:
  challenger: north
  defender: south
  stake: the land
  held: 20
  victory: 50
  land: 55
  arms: 60
  first_strike: {challenger: 55, defender: 55}
  cost: {challenger: 2, defender: 3}
  discount: 90
  noise: 1
  accident: 1
  rebuilding: {years: 5, challenger: 3, defender: 2}
  effects:
    land:
      all: {share: 30, because: The line moves.}
      half: {share: 25}
developments:
  - {date: 2025-08-17, what: A first meeting., evidence: [report:0-4]}
"""


def test_every_judgement_stands_at_its_path_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("0123 words\n", "utf-8")
    document = Document(TEXT, str(tmp_path / "case.yaml"))
    case = check_document(document).case
    assert case is not None
    judged = dict(judgement_paths(case))
    assert all(document.node(path) is not None for path in judged)
    assert judged["interests", "south", "land", "half"] is case.interests["south"].issues["land"].ratings["half"]
    beside_the_contest = [path for path in judged if path[0] != "contest"]
    assert beside_the_contest == [
        ("conditions", 0),
        ("interests", "north"),
        ("interests", "north", "no_deal"),
        ("interests", "north", "land"),
        ("interests", "north", "land", "weight"),
        ("interests", "north", "land", "all"),
        ("interests", "north", "land", "half"),
        ("interests", "south"),
        ("interests", "south", "no_deal"),
        ("interests", "south", "land"),
        ("interests", "south", "land", "all"),
        ("interests", "south", "land", "half"),
        ("linkages", 0),
        ("linkages", 0, "adds"),
        ("red_lines", 0),
    ]
    assert {("contest",), ("contest", "cost", "defender"), ("contest", "effects", "land", "all")} <= judged.keys()
    half = case.interests["south"].issues["land"].ratings["half"]
    assert list(evidence_paths(case)) == [
        (("interests", "south", "land", "half", "evidence", 0), half.evidence[0]),
        (("interests", "south", "land", "half", "evidence", 1), half.evidence[1]),
        (("red_lines", 0, "evidence", 0), case.red_lines[0].evidence[0]),
        (("developments", 0, "evidence", 0), case.developments[0].evidence[0]),
    ]
