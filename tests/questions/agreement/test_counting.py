"""The funnel equals what looking at every agreement by itself gives, in fractions and without arrays."""

from __future__ import annotations

import random
import time
from itertools import product
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements import space as spaces
from comity.agreements.space import Agreement, Space
from comity.case.model import Case
from comity.finding import Band
from comity.questions.agreement import tallies
from comity.questions.agreement.counting import funnel_of
from comity.questions.agreement.funnel import AgreementLeft, Onlooker, Refusal
from enumerated import Enumerated
from strategies import cases
from talks import TALKS


@settings(max_examples=500)
@given(case=cases(), block=st.sampled_from((1, 6, 1 << 16)), together=st.sampled_from((1, 9, 1 << 14)))
def test_the_funnel_is_what_looking_at_every_agreement_gives(case: Case, block: int, together: int) -> None:
    # So that some cases are counted in several blocks, and some rules in several groups.
    with mock.patch.object(spaces, "BLOCK", block), mock.patch.object(tallies, "TOGETHER", together):
        found = funnel_of(case)
    plain = Enumerated(case)
    left = plain.left()
    assert found.all == len(plain.deals)
    assert found.coherent == sum(not each for each in plain.broken)
    assert found.red_lines == sum(not (a or b) for a, b in zip(plain.broken, plain.crossed, strict=True))
    assert found.zopa == len(left)
    assert (found.zopa_low, found.zopa_high) == (plain.left_at(0), plain.left_at(1))
    assert [(each.removes, each.removes_alone, each.would_open) for each in found.conditions] == plain.conditions()
    names = list(case.named_red_lines())
    lines = {names.index(each.name): (each.removes, each.removes_alone, each.would_open) for each in found.lines}
    assert lines == plain.lines()
    assert list(found.signers) == plain.refusals()
    assert [dict(each.agreement.options) for each in found.left] == [plain.deals[at] for at in left]
    for each, at in zip(found.left, left, strict=True):
        assert each.gains == pytest.approx({name: float(gain) for name, gain in plain.gains[at].items()}, abs=1e-9)
    assert list(found.onlookers) == plain.onlookers()


@given(case=cases(), keep=st.integers(0, 3), block=st.sampled_from((6, 64)))
@settings(max_examples=100)
def test_the_best_that_are_kept_do_not_depend_on_how_many_are_asked_for(case: Case, keep: int, block: int) -> None:
    whole = funnel_of(case)
    with mock.patch.object(spaces, "BLOCK", block):
        few = funnel_of(case, show=0, keep=keep)
    assert few.left == whole.left[:keep]
    assert few.zopa == whole.zopa


def test_by_hand() -> None:
    """Worths of pp, pq, qp, qq: 100, 75, 25, 0 to A (no deal 40); 0, 25, 50, 75 to B (no deal 20..30)."""
    found = funnel_of(Case.model_validate(TALKS))
    assert (found.all, found.coherent, found.red_lines, found.zopa) == (4, 4, 4, 1)
    assert (found.zopa_low, found.zopa_high) == (1, 0)
    assert found.left == (AgreementLeft(Agreement({"x": "p", "y": "q"}), {"a": 35.0, "b": 0.0}),)
    assert found.signers == (Refusal("a", Band(40, 40, 40), 2, 2), Refusal("b", Band(20, 25, 30), 1, 1))
    assert found.onlookers == (Onlooker("c", None, 10.0, 10.0),)


def test_a_worth_that_equals_no_deal_is_accepted_however_the_decimals_round() -> None:
    """A tenth and two tenths make three tenths exactly, unlike in binary floating point."""
    case = Case.model_validate(
        TALKS
        | {
            "interests": {
                "a": {
                    "scale": "points",
                    "no_deal": "0.3",
                    "x": {"p": "0.1", "q": "0"},
                    "y": {"p": "0.2", "q": "0"},
                },
                "b": {"no_deal": "0", "x": {"weight": "1", "p": "0", "q": "100"}},
            }
        }
    )
    found = funnel_of(case)
    assert found.zopa == 1
    assert found.left[0].gains["a"] == 0


def test_progress_is_told_after_each_block_and_can_end_the_count() -> None:
    case = Case.model_validate(TALKS)
    told: list[float] = []
    with mock.patch.object(spaces, "BLOCK", 1):
        funnel_of(case, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        funnel_of(case, progress=stop)


def test_without_signers_every_coherent_agreement_is_left() -> None:
    silent = {name: {"name": name} for name in ("a", "b")}
    case = Case.model_validate(TALKS | {"parties": silent, "interests": {}})
    found = funnel_of(case)
    assert (found.zopa, found.zopa_low, found.zopa_high) == (4, 4, 4)
    assert [tuple(each.agreement.options.values()) for each in found.left] == list(product("pq", "pq"))
    assert Space.of(case).count == 4


def test_thousands_of_red_lines_are_looked_at_together() -> None:
    """Rules over the same issues are one matter: what each removes is told, in no more time for there being many."""
    draw = random.Random(0)
    issues = {f"i{at}": [f"o{o}" for o in range(5)] for at in range(8)}
    lines = [
        {"party": "a", "never": {issue: draw.choice(issues[issue]) for issue in draw.sample(list(issues), 3)}}
        for _ in range(3000)
    ]
    case = Case.model_validate({
        "title": "Lines",
        "parties": {"a": {"name": "A", "signs": "yes"}},
        "issues": {issue: {"name": issue, "options": {o: o for o in options}} for issue, options in issues.items()},
        "interests": {"a": {"no_deal": 0, "i0": {"weight": 1, **dict.fromkeys(issues["i0"], 50)}}},
        "red_lines": [{**each, "firmness": "declared"} for each in lines],
    })  # fmt: skip
    before = time.process_time()
    funnel = funnel_of(case)
    assert time.process_time() - before < 8
    assert {removal.removes for removal in funnel.lines} == {5**5}
    assert (funnel.all, funnel.coherent, funnel.red_lines) == (5**8, 5**8, funnel.zopa)
