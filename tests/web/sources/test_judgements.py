"""Judgements that words may carry: every one of a case takes a piece of evidence, and nothing else of it changes."""

from __future__ import annotations

from comity.case.evidence import noted
from comity.live import Live
from comity.web.sources.judgements import carried, choices, tied, untied
from dam import written


def opened(tmp_path):
    live = Live.open(written(tmp_path) / "dam" / "case.yaml")
    case = live.checked.case
    assert case is not None
    return live, case


def test_every_judgement_takes_evidence_and_gives_it_back(tmp_path):
    live, case = opened(tmp_path)
    piece = noted("letter", case.texts["letter"], (0, 28))
    judgements = carried(case, live)
    assert len({each.at for each in judgements}) == len(judgements) > 15
    for judgement in judgements:
        after = tied(judgement, piece, "A letter").made(live)
        assert after.checked.errors == ()
        known = after.checked.case
        assert known is not None
        now = next(each for each in carried(known, after) if each.at == judgement.at)
        assert now.evidence == (*judgement.evidence, piece)
        assert tied(now, piece, "A letter").made(after).text == after.text  # once is enough
        again = untied(now, piece, "A letter").made(after).checked.case
        assert again is not None
        assert (again.interests, again.red_lines, again.linkages) == (case.interests, case.red_lines, case.linkages)


NUMBERS = ("rapport", "best", "turns")
TIED = "measures/line/ties/uplands/lowlands/rapport"


def test_what_is_said_of_the_course_of_talks_takes_evidence_too(tmp_path):
    live = Live.open(talks_case(tmp_path))
    judgements = {each.at.partition("~")[0]: each for each in carried(live.checked.case, live)}
    assert {at: (each.says, each.party) for at, each in judgements.items()} == {
        "issues/dam/today": ("What holds today on “The dam”", ""),
        "issues/water/today": ("What holds today on “The water”", ""),
        "preconditions/0": ("Precondition of Uplands: “The dam” before “The water”", "uplands"),
        "measures/line": ("Measure: A hotline", "uplands"),
        "measures/line/cost": ("Measure: A hotline, its cost", "uplands"),
        "measures/line/ties/uplands/lowlands": ("Measure: A hotline, the tie from Uplands to Lowlands", "uplands"),
        "measures/line/ties/uplands/lowlands/rapport": (
            "Measure: A hotline, the tie from Uplands to Lowlands, its rapport",
            "uplands",
        ),
        "ties/0": ("Tie from Uplands to Lowlands", "lowlands"),
        **{f"ties/0/{name}": (f"Tie from Uplands to Lowlands, its {name}", "lowlands") for name in NUMBERS},
    } | {at: (each.says, each.party) for at, each in judgements.items() if at.startswith("talks")}
    assert {each.says for at, each in judgements.items() if at.startswith("talks/")} >= {
        "Rounds of talks: The dam, formats, plain, cost"
    }
    piece = noted("letter", "They hold the line.", (0, 19))
    for at in ("issues/dam/today", "issues/water/today", "preconditions/0", "measures/line/cost", TIED):
        after = tied(judgements[at], piece, "A letter").made(live)
        assert after.checked.errors == ()
        now = next(each for each in carried(after.checked.case, after) if each.at == judgements[at].at)
        assert now.evidence == (piece,)
        assert after.checked.case.issues["dam"].today.option == "high"


def talks_case(folder):
    (folder / "letter.txt").write_text("They hold the line.", encoding="utf-8")
    file = folder / "case.yaml"
    file.write_text(
        """comity: 1
title: A case
sources: {letter: {file: letter.txt}}
parties: {uplands: Uplands, lowlands: Lowlands}
issues:
  dam: {name: The dam, options: {high: High, low: Low}, today: high}
  water: {name: The water, options: {all: All, half: Half}, today: {option: half, because: So it is.}}
preconditions: [{party: uplands, first: dam, then: water}]
talks: {issues: {dam: {formats: {plain: {cost: 1, success: 50}}}}}
ties: [{from: uplands, to: lowlands, rapport: 20, best: 100, turns: 150}]
measures: {line: {name: A hotline, by: uplands, cost: 1..2, ties: {uplands: {lowlands: {rapport: 30}}}}}
""",
        encoding="utf-8",
    )
    return file


def test_what_is_nearest_is_offered_first(tmp_path):
    live, case = opened(tmp_path)
    judgements = carried(case, live)
    named = dict(choices(judgements, "lowlands", "dam"))
    near = {each.at for each in named["On this issue"]}
    assert {"interests/lowlands/dam", "interests/lowlands/dam/high", "red_lines/lowlands-high"} <= near
    assert not {at for at in near if "uplands" in at or "water" in at.split("/")}
    offered = [each.at for group in named.values() for each in group]
    assert len(offered) == len(set(offered))
    assert "interests/uplands/dam/high" not in offered  # of others, whole judgements only
    assert "On this issue" not in dict(choices(judgements, "", ""))


def test_a_red_line_says_unless_what_it_does_not_hold(tmp_path):
    live, _ = opened(tmp_path)
    plain = next(each.says for each in carried(live.checked.case, live) if each.at == "red_lines/lowlands-high")
    assert plain == "Red line: Lowlands will not sign “How high the dam is: A high dam”"
    lifted = live.rewritten(live.text.replace("never: {dam: high}", "never: {dam: high}\n    unless: {water: first}"))
    says = next(each.says for each in carried(lifted.checked.case, lifted) if each.at == "red_lines/lowlands-high")
    assert says == f"{plain}, unless “Who gets the water: Lowlands first”"


def test_another_one_in_the_place_of_one_without_a_name_is_not_taken_for_it(tmp_path):
    live, case = opened(tmp_path)
    at = {each.at for each in carried(case, live) if each.at.startswith("linkages/0")}
    first = "linkages:\n  - {party: uplands, when: {dam: high, water: first}, adds: 5, because: Said.}\n"
    other = live.rewritten(live.text.replace("linkages:\n", first, 1))
    shifted = [each for each in carried(other.checked.case, other) if each.at.startswith("linkages/0")]
    assert len(at) == 2  # itself and its points
    assert not at & {each.at for each in shifted}
