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
