"""Where proposals stand: as by looking at every agreement of their terms; whole and partial, open and ruled out."""

from __future__ import annotations

import random
from typing import Any

import pytest

from brute import Oracle, coherent, feasible, random_case
from comity.agreements.completions import completing
from comity.agreements.worth import Payoff
from comity.case.model import Proposal
from comity.case.remarks import remarks
from comity.questions.agreement import proposals as mathematics
from comity.questions.agreement import terms_tables
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import bounds_of
from comity.questions.agreement.proposals import proposals_of, stands
from comity.questions.agreement.stands import Left
from comity.questions.agreement.terms_words import outcome_remarks, proposal_answer
from consents import ruled_case
from talks import line, talks


def test_each_stage_leaves_what_plain_enumeration_leaves() -> None:
    stopped: dict[str | None, int] = {}
    for seed in range(150):
        case, draw = random_case(seed), random.Random(seed)
        if not case.signers():
            continue
        oracle = Oracle(case)
        deal, issues = draw.choice(oracle.deals), list(case.issues)
        terms = {issue: deal[issue] for issue in draw.sample(issues, draw.randint(1, len(issues)))}
        case = case.model_copy(update={"proposals": {"text": Proposal.model_validate({"terms": terms})}})
        found = stands(case, "text")
        every = [each for each in oracle.deals if terms.items() <= each.items()]
        fitting = [each for each in every if coherent(case, each)]
        counts = {
            "all": len(every),
            "coherent": len(fitting),
            "red_lines": sum(feasible(case, each) for each in every),
            "zopa": sum(each in oracle.zopa() for each in every),
        }
        assert found.stages == tuple(Left(stage, count, count) for stage, count in counts.items())
        assert found.stops_at == next((stage for stage, count in counts.items() if not count), None)
        assert found.open == tuple(issue for issue in issues if issue not in terms)
        assert all(each.removes for each in found.removed)
        assert bool(found.removed) == (found.stops_at is not None and _reaches(counts, found.stops_at))
        stopped[found.stops_at] = stopped.get(found.stops_at, 0) + 1
        for gain in found.gains:
            gains = [oracle.worth(gain.party, each) - oracle.no_deal(gain.party) for each in fitting or every]
            assert (gain.gain.least, gain.gain.most) == (min(gains), max(gains))
            assert (gain.ranged is None) == bool(found.open)
            assert gain.signs == case.everyone()[gain.party].signs
        assert [gain.party for gain in found.gains] == [
            party for party in Payoff.of(case).worths if case.interest_of(party).no_deal is not None
        ]
    assert all(stopped[stage] > 3 for stage in (None, "coherent", "red_lines", "zopa"))


def _reaches(counts: dict[str, int], stage: str) -> bool:
    names = list(counts)
    return counts[names[names.index(stage) - 1]] > 0


WHOLE = {"whole": {"name": "The text", "by": "a", "terms": {"x": "p", "y": "q"}}}
PARTS = {"part": {"terms": {"x": "q"}}}


@pytest.mark.parametrize(
    ("proposals", "changed", "said"),
    [
        (WHOLE, {}, "The proposal “The text” passes every stage of the funnel."),
        (
            WHOLE,
            {"conditions": [{"if": {"x": "p"}, "then": {"y": "p"}}]},
            "The proposal “The text” stops at the stage “coherent”, removed by the condition that x=p needs y=p.",
        ),
        (
            WHOLE,
            {"red_lines": [line("a", x="p"), line("b", x="p"), line("b", y="q"), line("a", y="q")]},
            "The proposal “The text” stops at the stage “no red line crossed”, removed by the red line of Alpha on "
            "x=p, the red line of Alpha on y=q, the red line of Beta on x=p and 1 more.",
        ),
        (
            {"whole": {"terms": {"x": "q", "y": "q"}}},
            {},
            "The proposal “whole” stops at the stage “worth at least no deal (ZOPA)”, removed by Alpha, to which no "
            "deal is worth more.",
        ),
        (
            PARTS,
            {},
            "The proposal “part” leaves 1 issue open: none of the 2 agreements with its terms is possible; the last "
            "stop at the stage “worth at least no deal (ZOPA)”, removed by Alpha, to which no deal is worth more.",
        ),
        (
            {"part": {"terms": {"y": "q"}}},
            {},
            "The proposal “part” leaves 1 issue open: 1 of the 2 agreements with its terms is possible.",
        ),
        (
            {"part": {"terms": {"y": "q"}}},
            {"consent": {"at_least": 1}},
            "The proposal “part” leaves 1 issue open: 2 of the 2 agreements with its terms are possible.",
        ),
    ],
)
def test_where_a_proposal_stands_in_words(proposals: dict[str, Any], changed: dict[str, Any], said: str) -> None:
    case = talks(proposals=proposals, **changed)
    (found,) = proposals_of(case)
    assert proposal_answer(case, found) == said


def test_too_many_agreements_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mathematics, "COUNTABLE", 1)
    part = {"part": {"terms": {"y": "q"}}}
    (found,) = proposals_of(talks(proposals=part))
    bounds = bounds_of(completing(talks(), {"y": "q"}), show=0).stages
    assert found.stages == tuple(Left(stage, each.low, each.high) for stage, each in bounds.items())
    assert (found.stops_at, found.removed) == (None, ())
    (ruled,) = proposals_of(talks(proposals=part, consent={"at_least": 1}))
    assert ruled.stages[1:] == (Left("coherent", 2, 2), Left("red_lines", 0, 2), Left("zopa", 0, 2))
    assert proposal_answer(talks(proposals=part), ruled) == (
        "The proposal “part” leaves 1 issue open: between 0 and 2 of the 2 agreements with its terms are possible."
    )
    table = terms_tables.proposals(talks(proposals=part), [ruled])
    assert table is not None
    assert list(map(str, table.rows[0])) == ["part", "", "1", "2", "2", "0 to 2", "0 to 2", ""]


def test_the_question_shows_them() -> None:
    finding = agreement(talks(proposals={**WHOLE, **PARTS}, outcome="whole"))
    assert [[str(cell) for cell in row] for row in finding.tables["proposals"].rows] == [
        ["The text", "Alpha", "0", "1", "1", "1", "1", ""],
        ["part", "", "1", "2", "2", "2", "0", "Alpha, to which no deal is worth more"],
    ]
    gains = finding.tables["proposal_gains"]
    assert gains.columns == ("party", "role", "The text", "part")
    assert [[str(cell) for cell in row] for row in gains.rows] == [
        ["Alpha", "signs", "+35.0", "-40.0 to -15.0"],
        ["Beta", "signs", "+0.0 (-5.0 to +5.0)", "25.0 to 50.0"],
    ]
    whole, part = finding.data["proposals"]
    assert (whole["agreed"], whole["stops_at"], part["stops_at"]) == (True, None, "zopa")
    assert part["removed_by"][0]["party"] == "a"
    assert "proposals" not in agreement(talks()).data
    assert "proposals" not in agreement(talks()).tables


def test_bodies_at_home_and_spoilers_count() -> None:
    seen = set()
    for seed in range(60):
        case = ruled_case(seed)
        terms = {issue: next(iter(stated.options)) for issue, stated in case.issues.items()}
        case = case.model_copy(update={"proposals": {"text": Proposal.model_validate({"terms": terms})}})
        (found,) = proposals_of(case)
        whole = agreement(case, show=1000).result
        listed = terms in [dict(each.agreement.options) for each in whole.left]
        assert (found.stops_at is None) == listed
        seen.add(found.stops_at)
    assert None in seen
    assert len(seen) > 2


def test_an_outcome_that_the_judgements_rule_out_is_remarked_upon() -> None:
    case = talks(proposals=WHOLE, outcome="whole", red_lines=[line("b", x="p")])
    said = (
        "The case says that “The text” was agreed, while by these judgements it stops at the stage “no red line "
        "crossed”, removed by the red line of Beta on x=p: check these judgements first."
    )
    assert outcome_remarks(case, proposals_of(case)) == (said,)
    assert agreement(case).caveats[0] == said
    for other in (talks(proposals=WHOLE, outcome="whole"), case.model_copy(update={"outcome": "none"})):
        assert outcome_remarks(other, proposals_of(other)) == ()


def test_possible_agreements_that_nobody_agreed_on_are_remarked_upon() -> None:
    def said(**changed: Any) -> bool:
        return any("A possible agreement is not an agreed one" in each for each in agreement(talks(**changed)).caveats)

    apart = {"about": "They parted without an agreement.", "proposals": WHOLE}
    assert said(**apart)
    assert not said(**apart, outcome="whole")
    assert said(outcome="none")
    assert not said()
    (caveat,) = agreement(talks(outcome="none")).caveats
    assert "the case says that the parties have not agreed (its outcome is none)." in caveat


def test_a_proposal_after_the_day_of_the_case_is_remarked_upon() -> None:
    def told(date: str) -> list[str]:
        case = talks(as_of="2025-08-18", proposals={"text": {"date": date, "terms": {"x": "p"}}})
        return [each.what for each in remarks(case) if "proposal" in each.what]

    assert told("2025-08-18") == []
    assert told("2025-08-19") == [
        "proposal text is dated 2025-08-19, after the day that the case describes (2025-08-18)"
    ]
