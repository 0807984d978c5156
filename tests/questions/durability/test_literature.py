"""What has been published: the numbers as printed, and the sentences that warn of reading too much into them."""

from __future__ import annotations

import pytest

from comity.questions.durability.literature import BASE_RATES, HONESTY, HONOURED, METHOD, PROMISES, RISKS


def test_what_every_finding_on_durability_warns_of() -> None:
    assert HONESTY == (
        "A model of this kind orders agreements and shows what matters to them; it does not forecast wars. Published "
        "models of renewed fighting tell a pair of cases apart correctly 55 to 70 times in a hundred (concordance .55 "
        "to .70); tossing a coin does so 50 times.",
        "What moves the parties beyond the odds, costs and promises judged here counts as noise. Both sides are taken "
        "to know the odds, the challenger to want no more than the stake, and a war to be for all of it.",
        "Security guarantees go to hard cases. That agreements with them are seen to last no longer does not show that "
        "they do not help, and a model in which they help does not show that they do.",
    )
    assert METHOD.startswith("Each agreement is a game over the years in which the challenger, then the defender, may")


@pytest.mark.parametrize(
    ("row", "seen", "after", "cases", "held"),
    [
        (0, "no fatal clash since the last (57 pairs)", 1945, 57, {1: 0.77, 5: 0.47, 10: 0.38, 20: 0.29}),
        (1, "The same: no renewed interstate war", 1945, 57, {1: 1.0, 5: 0.93, 10: 0.8, 20: 0.7}),
        (2, "the same parties not at war again (369; UCDP)", 1975, 369, {1: 0.79, 5: 0.68, 10: 0.65}),
    ],
)
def test_base_rates(row: int, seen: str, after: int, cases: int, held: dict[int, float]) -> None:
    rate = BASE_RATES[row]
    assert rate.seen.endswith(seen)
    assert (rate.after, rate.cases, rate.held) == (after, cases, held)
    assert rate.json()["held"] == [{"years": years, "part": part} for years, part in held.items()]


def test_promises_kept_and_risks_of_renewed_war() -> None:
    assert [(rate.what, rate.value.mid, rate.source) for rate in HONOURED] == [
        ("alliances, when called upon", 0.745, "Leeds, Long & Mitchell 2000"),
        ("alliances over all years", 0.5, "Berkemeier & Fuhrmann 2018"),
        ("alliances after 1945", 0.22, "Berkemeier & Fuhrmann 2018"),
        ("defence pacts", 0.41, "Berkemeier & Fuhrmann 2018"),
    ]
    assert [(risk.what, risk.value.low, risk.value.mid, risk.value.high, risk.source) for risk in RISKS] == [
        ("full agreements", 0.24, 0.41, 0.72, "UCDP"),
        ("those with a ceasefire clause alone", 1.2, 2.1, 3.66, "UCDP"),
        ("those with a security guarantee", 0.81, 1.4, 2.41, "UCDP"),
    ]
    assert PROMISES == (
        "Alliances honoured when called upon: 74.5 of 100 (Leeds, Long & Mitchell 2000); 50 over all years and 22 "
        "after 1945, defence pacts 41 (Berkemeier & Fuhrmann 2018). Risk of renewed war beside other agreements: full "
        "agreements .41 times (.24 to .72), those with a ceasefire clause alone 2.10 times (1.20 to 3.66), those with "
        "a security guarantee 1.40 times (.81 to 2.41). These are no estimates for this case: they say what has been "
        "seen elsewhere."
    )
