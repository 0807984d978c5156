"""Doubt where a rule of consent decides: one agreement in every reading, red lines dropped, and what is said of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from comity.agreements.draws import Draws
from comity.case.model import Case
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.red_lines import red_lines
from comity.questions.sureness import sureness
from consents import Consents
from doubted import passing, ruled_doubtful
from talks import TALKS, talks

CASES = range(8)


@pytest.mark.parametrize("seed", CASES)
def test_everything_that_doubt_tells_follows_the_rule(seed: int) -> None:
    case = ruled_doubtful(seed)
    consents = Consents(case)
    coherent = consents.stages()["coherent"]
    deal = coherent[seed % len(coherent)]
    finding = doubt(case, agreement=", ".join(f"{issue}={option}" for issue, option in deal.items()), draws=64)
    readings = Draws.of(case).readings
    paths = [number.path for number in readings.judged.numbers]
    left = [
        passing(case, {path: Fraction(float(value)) for path, value in zip(paths, row, strict=True)})
        for row in readings.values(0, 64)
    ]
    result = finding.result
    assert result.named is not None
    assert result.named.share == pytest.approx(sum(deal in each for each in left) / 64)
    assert result.sureness.least == sum(map(bool, left)) / 64
    for shared in result.agreements[:5]:
        assert shared.feasible == pytest.approx(sum(dict(shared.agreement.options) in each for each in left) / 64)


@pytest.mark.parametrize("seed", CASES)
def test_red_lines_dropped_one_after_another(seed: int) -> None:
    case = ruled_doubtful(seed)
    consents = Consents(case)
    coherent = consents.stages()["coherent"]
    for line in red_lines(case):
        dropped = [deal for deal in coherent if consents.passes(deal, consents.says(deal, {line.name}))]
        assert (line.dropped.number, line.dropped.complete) == (len(dropped), True)
        assert line.stands.number == len(consents.stages()["spoilers"])


def test_a_headline_says_how_sure_it_is_by_the_rule() -> None:
    """Beta alone suffices: it accepts qp and qq in every reading, pq in half of them."""
    case = talks(consent={"any": ["a", "b"]})
    assert sureness(case, 64).necessary == 4  # type: ignore[union-attr]
    alone = talks(consent="b")
    found = sureness(alone, 64)
    assert found is not None
    assert (found.necessary, found.possible) == (2, 3)
    assert "By the case's own rule" not in doubt(alone).answer
    assert any(caveat.startswith("Sought among the agreements that pass") for caveat in doubt(alone).caveats)


def test_who_would_have_to_be_judged() -> None:
    from comity.problem import Problems

    parties = {**TALKS["parties"], "a": {**TALKS["parties"]["a"], "ratified_by": "c"}}
    case = Case.model_validate(TALKS | {"parties": parties})
    with pytest.raises(Problems) as caught:
        doubt(case)
    assert "c is asked, but has no interests or no `no_deal`" in str(caught.value)
