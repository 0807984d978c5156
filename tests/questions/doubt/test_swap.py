"""Two parties exchange their names: every number is the mirror image, and one that were not would be told."""

from __future__ import annotations

import pytest

from comity.case.check import read_case
from comity.problem import Problems
from comity.questions.doubt import swap
from comity.questions.doubt.swap import Swapped, Unlike, exchanged, swapped
from comity.questions.doubt.words import judgement
from doubted import TRIED, doubtful
from material import WASHINGTON
from talks import talks


def test_washington() -> None:
    finding = swapped(read_case(WASHINGTON), "ukraine", "russia", draws=500)
    assert finding.result.unlike == ()
    assert finding.result.compared > 3000
    assert finding.answer == (
        f"When Ukraine and Russia exchange their names, every number is the mirror image: {finding.result.compared:,} "
        "were compared."
    )
    assert ("interests.russia.no_deal", "interests.ukraine.no_deal", (1058, 326, 42), (1058, 326, 42)) in (
        finding.result.judgements
    )


def test_names_change_and_judgements_stay() -> None:
    case = talks(red_lines=[{"party": "a", "never": {"x": "q"}, "firmness": "declared"}])
    other = exchanged(case, "a", "b")
    assert [(name, party.name) for name, party in other.parties.items()] == [
        ("b", "Beta"),
        ("a", "Alpha"),
        ("c", "Gamma"),
    ]
    assert other.interests["b"].no_deal == case.interests["a"].no_deal
    assert other.interests["a"].issues == case.interests["b"].issues
    assert other.red_lines[0].party == "b"
    assert exchanged(other, "a", "b").model_dump(exclude={"red_lines"}) == case.model_dump(exclude={"red_lines"})
    assert judgement(other, "interests.a.no_deal") == "the no-deal value (Alpha)"


def test_random_cases() -> None:
    for seed in range(0, TRIED, 5):
        case = doubtful(seed)
        one, other, *_ = [*case.parties, "none"]
        if other != "none" and case.signers():
            assert swapped(case, one, other, draws=60).result.unlike == (), seed


def test_a_number_that_hangs_on_a_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that favours whoever is called a: the audit must say so."""
    real = swap.agreement

    def biased(case):  # type: ignore[no-untyped-def]
        finding = real(case)
        found = dict(finding.data)
        found["favoured"] = [{"party": party, "extra": 7 if party == "a" else 1} for party in ("a", "b")]

        class Biased:
            data = found

        return Biased()

    monkeypatch.setattr(swap, "agreement", biased)
    finding = swapped(talks(), "a", "b", draws=60)
    # The party called a has 7 before and after; in the mirror it would be the one called b.
    assert finding.result.unlike == (
        Unlike("agreement.favoured[0].party", "a", "b"), Unlike("agreement.favoured[1].party", "b", "a"),
    )  # fmt: skip
    assert "2 are not the mirror image" in finding.answer


@pytest.mark.parametrize(
    ("unlike", "said"),
    [
        ((Unlike("p.q", 1, 2),), "When Alpha and Beta exchange their names, 1 is not the mirror image of 9 numbers; "
         "the first is p.q."),
        ((Unlike("p.q", 1, 2), Unlike("r", 1, None)), "When Alpha and Beta exchange their names, 2 are not the mirror "
         "image of 9 numbers; the first is p.q."),
    ],
)  # fmt: skip
def test_what_is_said_of_differences(unlike: tuple[Unlike, ...], said: str) -> None:
    assert swap._answer(talks(), Swapped(("a", "b"), 9, unlike, ())) == said


def test_who_is_not_there() -> None:
    with pytest.raises(Problems) as found:
        swapped(talks(), "a", "zz")
    assert [problem.what for problem in found.value.problems] == ["'zz' is no party of the case"]
    with pytest.raises(Problems, match="'a' cannot change names with itself"):
        swapped(talks(), "a", "a")
