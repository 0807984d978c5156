"""Before and after a supposition: the agreements that stay, come and fall away are those of plain enumeration."""

from __future__ import annotations

import random

import pytest

from brute import Deal, Oracle, random_case
from comity.agreements.nearest import Counted
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.questions import QUESTIONS, possible, registered
from comity.questions.agreement.answer import agreement
from comity.questions.possible import possible_choices
from comity.questions.what_if import WhatIf, before_and_after, came_and_went, each_alone, what_if
from consents import ruled_case
from talks import TALKS, line, talks

CASE = talks(red_lines=[line("a", x="q") | {"id": "ban"}])
"""Of pp, pq, qp, qq Alpha accepts pp and pq, Beta pq, qp and qq: pq alone is possible."""


def ranked(oracle: Oracle, deals: list[Deal]) -> list[Deal]:
    """Agreements by the least gain, then the sum of gains, then in the order of their options."""
    signers = oracle.case.signers()

    def order(deal: Deal) -> tuple[object, ...]:
        gains = [oracle.worth(each, deal) - oracle.no_deal(each) for each in signers]
        return -min(gains), -sum(gains), oracle.deals.index(deal)

    return sorted(deals, key=order)


def test_they_are_those_of_all_agreements() -> None:
    came = went = 0
    for seed in range(200):
        case, draw = random_case(seed), random.Random(seed)
        if not case.signers():
            continue
        party = draw.choice(case.signers())
        issue, stated = draw.choice(list(case.issues.items()))
        said = draw.choice(
            [f"{party}: no_deal={draw.randint(0, 60)}", f"{party}: never {issue}={next(iter(stated.options))}"]
        )
        lines = case.red_line_names()
        changed = supposed(case, lines[:1] if draw.random() < 0.5 else (), [said])
        before, after = Oracle(case), Oracle(changed)
        found = what_if(case, changed, shown=3)
        assert found is not None
        was, now = before.zopa(), after.zopa()
        assert (found.before, found.after) == (len(was), len(now))
        assert found.stay == sum(deal in now for deal in was)
        new, gone = ([deal for deal in one if deal not in other] for one, other in ((now, was), (was, now)))
        assert [dict(each.agreement.options) for each in found.came] == ranked(after, new)[:3]
        assert [dict(each.agreement.options) for each in found.went] == ranked(before, gone)[:3]
        for oracle, exchanged in ((after, found.came), (before, found.went)):
            for each in exchanged:
                deal = dict(each.agreement.options)
                assert each.gains == pytest.approx(
                    {name: float(oracle.worth(name, deal) - oracle.no_deal(name)) for name in oracle.case.signers()}
                )
        came, went = came + bool(found.came), went + bool(found.went)
    assert came > 15
    assert went > 15


def test_where_a_rule_decides_they_are_those_that_pass() -> None:
    for seed in range(20):
        case = ruled_case(seed)
        changed = supposed(case, (), ["ash: no_deal=0"])
        found = what_if(case, changed)
        before, after = agreement(case).result.possible, agreement(changed).result.possible
        assert found is not None
        assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_shows_it(name: str) -> None:
    options = {option.name: () if option.many else option.default for option in registered(name).options}
    changed = supposed(CASE, ["ban"], ["b: no_deal=26"])
    finding = registered(name).ask(changed, progress=None, **options)
    assert next(iter(finding.tables)) == "what_if"
    assert finding.tables["what_if"].rows == (
        ("possible as in the file", 1), ("fall away", 1), ("come in addition", 0), ("possible so", 0),
        ("possible on both sides", 0),
    )  # fmt: skip
    assert finding.tables["each_alone"].rows == (
        ("without ban", 1, 0), ("b: no_deal=26", 0, -1), ("all together", 0, -1),
    )  # fmt: skip
    exchanged = finding.tables["came_and_went"]
    assert exchanged.title == "Agreements that change: 1 falls away"
    assert exchanged.columns == ("", "a", "b")
    assert list(map(str, exchanged.rows[0])) == ["falls away", "+35.0", "+0.0"]
    assert exchanged.note == (
        "Its terms: x=p, y=q. Under a signer stand the points it gains over no deal, on the side on which the "
        "agreement is possible."
    )
    assert finding.data["what_if"] == {
        "before": 1, "after": 0, "more": -1, "stay": 0, "come": 0, "fall_away": 1, "came": [],
        "went": [{"number": 1, "agreement": {"x": "p", "y": "q"}, "gains": {"a": 35.0, "b": 0.0}}],
        "came_shown": 0, "went_shown": 1,
        "alone": [
            {"supposed": "ban", "leaves_out": True, "after": 1, "more": 0},
            {"supposed": "b: no_deal=26", "leaves_out": False, "after": 0, "more": -1},
        ],
    }  # fmt: skip
    plain = registered(name).ask(CASE, progress=None, **options)
    assert "what_if" not in plain.tables
    assert "what_if" not in plain.data


def told(suppose: list[str]) -> WhatIf:
    found = what_if(talks(), supposed(talks(), (), suppose))
    assert found is not None
    return found


def test_what_comes_and_what_falls_away_in_one_table() -> None:
    found = told(["a: no_deal=20", "b: no_deal=30..70"])
    table = came_and_went(talks(), found)
    assert table is not None
    assert table.title == "Agreements that change: 1 comes, 1 falls away"
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["comes", "+5.0", "+0.0", "q", "p"], ["falls away", "+35.0", "+0.0", "p", "q"],
    ]  # fmt: skip
    assert table.note.startswith("Under a signer")


def test_several_of_which_some_are_shown() -> None:
    found = what_if(talks(), supposed(talks(), (), ["a: no_deal=0", "b: no_deal=0"]), shown=2)
    assert found is not None
    table = came_and_went(talks(), found)
    assert table is not None
    assert table.title == "Agreements that change: 3 come (2 shown)"
    assert table.note.startswith("All of these have y=p. Under a signer")
    assert before_and_after(found).rows[1:3] == (("fall away", 0), ("come in addition", 3))


def test_nothing_changes() -> None:
    found = told(["b: no_deal=24"])
    assert (found.before, found.after, found.stay) == (1, 1, 1)
    assert came_and_went(talks(), found) is None
    finding = agreement(talks(), suppose=["b: no_deal=24"])
    assert "what_if" in finding.tables
    assert "came_and_went" not in finding.tables


def test_where_they_cannot_be_listed_the_counts_alone_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible, "COUNTED", 1)
    monkeypatch.setattr("comity.agreements.nearest.CHUNK", 1)
    assert possible_choices(talks()) is None
    finding = agreement(talks(), suppose=["b: no_deal=24"])
    assert "what_if" not in finding.tables
    assert not finding.data["supposed"]["so_exact"]
    interests = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": None}}
    assert possible_choices(talks(interests=interests)) is None


def test_cases_with_other_options_are_not_compared() -> None:
    other: Case = talks(issues={**TALKS["issues"], "z": {"name": "Z", "options": {"p": "P"}}})
    assert what_if(talks(), other) is None


def test_one_supposition_has_no_table_of_each_alone() -> None:
    found = told(["b: no_deal=24"])
    assert found.alone == ()
    assert each_alone(found) is None


def test_what_says_nothing_without_another_supposition_is_left_out_alone() -> None:
    """The second changes the red line that the first draws, which then has that name."""
    found = told(["a: never x=q", "supposed-1: x=p", "b: no_deal=0"])
    assert [(each.words, each.number) for each in found.alone] == [("a: never x=q", 1), ("b: no_deal=0", 2)]
    assert found.after == 0


def test_each_alone_is_counted_as_if_it_were_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(40):
        case = random_case(seed)
        if len(case.signers()) < 2:
            continue
        one, other = (f"{party}: no_deal={seed}" for party in case.signers()[:2])
        found = what_if(case, supposed(case, (), [one, other]))
        assert found is not None
        numbers = [len(Oracle(supposed(case, (), [words])).zopa()) for words in (one, other)]
        assert [each.number for each in found.alone] == numbers
    monkeypatch.setattr("comity.questions.what_if.possible", lambda case: Counted(3, False))
    found = told(["b: no_deal=24", "a: no_deal=0"])
    assert [each.number for each in found.alone] == [None, None]
    table = each_alone(found)
    assert table is not None
    assert table.rows[0] == ("b: no_deal=24", None, None)
