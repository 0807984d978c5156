"""What is said of the agreements that are possible, on both sides of every turn of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.agreements.space import Agreement
from comity.finding import Band
from comity.questions.agreement import words
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds, Interval
from comity.questions.agreement.funnel import AgreementLeft, Funnel, Refusal
from comity.questions.agreement.views import Objections, View
from talks import TALKS, line, talks

NONE = Funnel(4, 4, 4, 0, 0, 0, (), (), (), (), ())
BOUNDS = Bounds(2**31, Interval(9, 9), Interval(7, 7), Interval(2, 5), {})
SOME = (AgreementLeft(Agreement({"x": "p", "y": "p"}), {"a": 1.5, "b": 2.0}),) * 2


def refusals(**removes: int) -> tuple[Refusal, ...]:
    return tuple(Refusal(party, Band(40, 40, 40), number, 0) for party, number in removes.items())


@pytest.mark.parametrize(
    ("funnel", "said"),
    [
        (
            replace(NONE, all=233280, zopa=2000),
            "2,000 of 233,280 possible agreements are coherent, cross no red line and are worth at least no deal to "
            "every signer.",
        ),
        (
            replace(NONE, zopa=2),
            "2 of 4 possible agreements are coherent, cross no red line and are worth at least no deal to every "
            "signer.",
        ),
        (
            replace(NONE, zopa=1),
            "1 of 4 possible agreements is coherent, crosses no red line and is worth at least no deal to every "
            "signer.",
        ),
        (
            replace(NONE, all=1, zopa=1),
            "1 of 1 possible agreement is coherent, crosses no red line and is worth at least no deal to every signer.",
        ),
        (
            replace(NONE, coherent=0, red_lines=0),
            "None of 4 possible agreements is coherent: the conditions exclude each other.",
        ),
        (
            replace(NONE, coherent=1, red_lines=0),
            "There is no agreement: 1 of 4 possible agreements is coherent, but it crosses at least one red line.",
        ),
        (
            replace(NONE, coherent=2, red_lines=0),
            "There is no agreement: 2 of 4 possible agreements are coherent, but each crosses at least one red line.",
        ),
        (
            replace(NONE, coherent=1, red_lines=1, signers=refusals(a=1, b=0)),
            "There is no agreement: 1 of 4 possible agreements is coherent and crosses no red line, but it is not "
            "worth at least no deal to every signer. Alpha alone would refuse it.",
        ),
        (
            replace(NONE, red_lines=1, signers=refusals(a=1, b=1)),
            "There is no agreement: 1 of 4 possible agreements is coherent and crosses no red line, but it is not "
            "worth at least no deal to every signer. Alpha and Beta would each refuse it.",
        ),
        (
            replace(NONE, red_lines=2, signers=refusals(a=1, b=1)),
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is worth "
            "at least no deal to every signer.",
        ),
        (
            replace(NONE, red_lines=2, signers=refusals(a=1, b=2)),
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is worth "
            "at least no deal to every signer. Beta alone would refuse them all.",
        ),
        (
            replace(NONE, red_lines=2, signers=refusals(a=2, b=2)),
            "There is no agreement: 2 of 4 possible agreements are coherent and cross no red line, but none is worth "
            "at least no deal to every signer. Alpha and Beta would each refuse them all.",
        ),
    ],
)
def test_how_many_are_possible_or_where_the_last_are_lost(funnel: Funnel, said: str) -> None:
    assert words.answer(talks(), funnel) == said


@pytest.mark.parametrize(
    ("zopa", "said"),
    [
        (
            Interval(2, 5),
            "Between 2 and 5 of 2,147,483,648 possible agreements are coherent, cross no red line and are worth at "
            "least no deal to every signer.",
        ),
        (
            Interval(5, 5),
            "5 of 2,147,483,648 possible agreements are coherent, cross no red line and are worth at least no deal to "
            "every signer.",
        ),
        (
            Interval(1234, 56789),
            "Between 1,234 and 56,789 of 2,147,483,648 possible agreements are coherent, cross no red line and are "
            "worth at least no deal to every signer.",
        ),
        (
            Interval(1, 1),
            "1 of 2,147,483,648 possible agreements is coherent, crosses no red line and is worth at least no deal to "
            "every signer.",
        ),
        (
            Interval(0, 0),
            "None of 2,147,483,648 possible agreements is coherent, crosses no red line and is worth at least no deal "
            "to every signer.",
        ),
    ],
)
def test_of_a_large_space_an_interval_or_the_number(zopa: Interval, said: str) -> None:
    assert words.bounded_answer(talks(), replace(BOUNDS, zopa=zopa)) == said


def test_how_many_agreements_in_words() -> None:
    assert [words.agreements(number) for number in (0, 1, 2000)] == ["0 agreements", "1 agreement", "2,000 agreements"]
    assert words.agreements(1, "coherent") == "1 coherent agreement"
    assert words.agreements(2, "coherent") == "2 coherent agreements"


def test_a_finding_without_anything_to_beware_of_says_nothing() -> None:
    # Gamma does not sign, so that it says nothing on the issue y matters to nobody.
    assert words.caveats(talks(), NONE) == ()


def test_a_signer_that_is_silent_on_issues_counts_as_indifferent() -> None:
    only_x = {"no_deal": "40", "x": {"weight": "1", "p": "100", "q": "0"}}
    case = talks(interests=TALKS["interests"] | {"a": only_x})
    assert words.caveats(case, NONE) == ("Alpha states no interest in The Y and counts as indifferent there.",)
    extra = TALKS["issues"] | {"z": {"name": "The Z", "options": {"p": "P", "q": "Q"}}}
    assert words.caveats(talks(issues=extra, interests=TALKS["interests"] | {"a": only_x}), NONE) == (
        "Alpha states no interest in The Y and The Z and counts as indifferent there.",
        "Beta states no interest in The Z and counts as indifferent there.",
    )


def test_whose_judgements_are_rounded_is_said_of_both_results() -> None:
    rounded = (
        "The judgements of Alpha and Gamma have too many digits to be added without rounding; "
        "worths within 1e-9 of the scale count as equal."
    )
    assert words.caveats(talks(), replace(NONE, rounded=("a", "c"))) == (rounded,)
    assert words.caveats(talks(), replace(BOUNDS, rounded=("a", "c")))[0] == rounded


def test_a_large_space_says_that_nothing_was_sampled() -> None:
    unless = "or as many as is asked for with `count`"
    looked = f"2,147,483,648 agreements were not looked at one by one (up to 100,000,000 are, {unless})"
    assert words.caveats(talks(), BOUNDS) == (f"{looked}, and the last stage is an interval. Nothing was sampled.",)
    some = replace(BOUNDS, left=SOME)
    assert words.caveats(talks(), some)[-1] == (
        f"{looked}, and the last stage is an interval. Nothing was sampled. No other is better for the worst-off "
        "signer, or as good for it and better in sum, than those listed."
    )
    assert words.caveats(talks(), replace(some, left_exact=False))[-1] == (
        f"{looked}, and the last stage is an interval. Nothing was sampled. The search for the best was cut off: "
        "others may be better than those listed."
    )
    assert words.caveats(talks(), replace(some, zopa=Interval(2, 2)))[-1] == (
        f"{looked}. Nothing was sampled. All that are possible are listed."
    )
    assert words.caveats(talks(), replace(BOUNDS, zopa=Interval(5, 5), countable=7)) == (
        f"2,147,483,648 agreements were not looked at one by one (up to 7 are, {unless}). Nothing was sampled.",
    )


def test_the_standing_caveats_come_first() -> None:
    assert words.caveats(talks(illustrative="yes"), BOUNDS)[0] == (
        "All ratings, weights and no-deal values are illustrative judgements."
    )


def objections(*broken: str, **accepts: bool | None) -> Objections:
    """Those of Alpha and Beta, who sign, and of Gamma, who does not."""
    views = (View(party, party != "c", says, 50.0, 40.0, 0.0, ()) for party, says in accepts.items())
    return Objections(Agreement({"x": "p", "y": "q"}), broken, tuple(views))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            objections(a=True, b=True, c=False),  # Gamma has no veto
            "This agreement is possible: it is coherent, crosses no red line and every signer prefers it to no deal.",
        ),
        (objections(a=False, b=True), "This agreement is coherent, but Alpha would refuse it."),
        (objections(a=True, b=False), "This agreement is coherent, but Beta would refuse it."),
        (objections(a=False, b=False), "This agreement is coherent, but Alpha and Beta would refuse it."),
        (objections("one", a=True, b=True), "This agreement is not coherent: it breaks 1 condition."),
        (objections("one", "two", a=True, b=True), "This agreement is not coherent: it breaks 2 conditions."),
        (
            objections("one", a=True, b=False),
            "This agreement is not coherent: it breaks 1 condition, and Beta would refuse it.",
        ),
    ],
)
def test_whether_one_agreement_is_possible(asked: Objections, said: str) -> None:
    assert words.objections_answer(talks(), asked) == said


def test_the_red_lines_that_are_crossed_are_told_with_their_firmness() -> None:
    lines = [line("b", x="q"), line("b", y="p") | {"unless": {"x": "q"}, "firmness": "preferred"}]
    case = talks(red_lines=lines)
    names = tuple(case.named_red_lines())
    view = View("b", True, False, 50.0, 25.0, 0.0, names)
    assert words.refused(case, replace(view, red_lines=())) == ""
    assert words.refused(case, replace(view, red_lines=names[:1])) == "will not sign x=q (declared)"
    assert words.refused(case, view) == ("will not sign x=q (declared) and will not sign y=p unless x=q (preferred)")


def test_a_view_in_words() -> None:
    assert words.VIEWS == {True: "accepts", False: "refuses", None: "no view on signing"}


def test_the_method_names_its_source() -> None:
    assert words.METHOD == (
        "Every combination of options is counted once: first those that meet the conditions, then those that cross no "
        "signer's red line, then those worth at least no deal to every signer (zone of possible agreement; Raiffa "
        "1982)."
    )
    assert words.BOUNDED_METHOD == (
        "The space is too large for every agreement to be looked at. Stages shown as one number are counted exactly by "
        "summing over one issue after another; an interval is certain to hold the count, and its ends follow from what "
        "each signer accepts by itself (Fréchet 1935). The agreements listed are found by branch and bound (Land and "
        "Doig 1960; Geoffrion 1974)."
    )
    assert words.OBJECTIONS_METHOD == (
        "The agreement is held against every condition, every red line and every no-deal value in turn."
    )


@pytest.mark.parametrize(
    ("ruled", "zopa", "ratified", "unspoiled", "said"),
    [
        (True, 3, None, None, "3 of 9 possible agreements are coherent and have the consent that is needed (any one)."),
        (True, 1, None, None, "1 of 9 possible agreements is coherent and has the consent that is needed (any one)."),
        (True, 0, None, None,
         "None of 9 possible agreements are coherent and have the consent that is needed (any one). There is no "
         "agreement."),
        (False, 3, 2, None, "3 of 9 possible agreements {}; 2 of them are ratified at home."),
        (False, 3, 1, None, "3 of 9 possible agreements {}; 1 of them is ratified at home."),
        (False, 3, 0, None, "3 of 9 possible agreements {}; none of them is ratified at home. There is no agreement."),
        (False, 3, 2, 2,
         "3 of 9 possible agreements {}; 2 of them are ratified at home; 2 of them survive the spoilers."),
        (False, 3, None, 1, "3 of 9 possible agreements {}; 1 of them survives the spoilers."),
        (False, 3, None, 0,
         "3 of 9 possible agreements {}; none of them survives the spoilers. There is no agreement."),
    ],
)  # fmt: skip
def test_what_a_rule_leaves(
    ruled: bool, zopa: int, ratified: int | None, unspoiled: int | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "consent_rule", lambda case: "any one")
    case = talks(consent="any")
    funnel = Funnel(
        9, 5, 4, zopa, zopa, zopa, (), (), (), (), (), ratified=ratified, unspoiled=unspoiled, by_rule=ruled
    )
    signing = "are coherent, cross no red line and are worth at least no deal to every signer"
    assert words.answer(case, funnel) == said.format(signing)


@pytest.mark.parametrize(
    ("zopa", "ratified", "unspoiled", "said"),
    [
        (1, 1, 1, "; it is ratified at home; it survives the spoilers."),
        (1, 0, 0, "; it is not ratified at home. There is no agreement."),
        (1, 1, 0, "; it is ratified at home; it does not survive the spoilers. There is no agreement."),
        (3, 1, 1, "; 1 of them is ratified at home; it survives the spoilers."),
        (3, 2, 1, "; 2 of them are ratified at home; 1 of them survives the spoilers."),
        (3, 2, 2, "; 2 of them are ratified at home; 2 of them survive the spoilers."),
        (3, 0, 0, "; none of them is ratified at home. There is no agreement."),
        (3, 3, 0, "; 3 of them are ratified at home; none of them survives the spoilers. There is no agreement."),
    ],
)
def test_what_is_ratified_and_survives(zopa: int, ratified: int, unspoiled: int, said: str) -> None:
    parties = TALKS["parties"] | {"a": {"name": "Alpha", "signs": "yes", "ratified_by": "c"}}
    interests = TALKS["interests"] | {"c": {**TALKS["interests"]["c"], "no_deal": "20"}}
    case = talks(parties=parties, interests=interests)
    funnel = replace(NONE, zopa=zopa, ratified=ratified, unspoiled=unspoiled)
    told = words.answer(case, funnel)
    assert told[told.index(";") :] == said


def test_a_rule_has_a_method_of_its_own_and_its_ranges_are_drawn() -> None:
    """Once it was said that the ranges are not drawn, beside the shares of the draws."""
    finding = agreement(talks(consent="any"))
    assert "parties whose yes suffices by the rule" in finding.method
    assert "no-deal value" not in finding.method
    assert finding.sureness
    assert not any("not drawn" in caveat for caveat in finding.caveats)
    assert "every signer" in agreement(talks()).method
