"""The first line: each headline on both sides of its threshold, and how sure it is, in the words of all media."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.agreements import winning
from comity.case.check import read_case
from comity.case.model import Case
from comity.papers.one_page import words
from comity.papers.one_page.answer import OnePage, one_page
from comity.papers.one_page.verdict import Verdict, verdict
from comity.questions.agreement.answer import agreement
from comity.questions.agreement.bounds import Bounds, Interval
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import Deadlock
from material import WASHINGTON
from talks import TALKS, line, talks

# Worths of pp, pq, qp, qq: 100, 75, 25, 0 to Alpha; 0, 25, 50, 75 to Beta.


def asked(alpha: str, beta: str, **more: Any) -> OnePage:
    judged = TALKS["interests"]
    interests = {"a": {**judged["a"], "no_deal": alpha}, "b": {**judged["b"], "no_deal": beta}}
    return one_page(talks(interests=interests, **more))


@pytest.mark.parametrize(
    ("alpha", "beta", "kind", "headline"),
    [
        ("40", "15..25", "room", "An agreement is possible, with room."),  # pq stays at 25
        ("40", "15..26", "just", "An agreement is possible, but only just."),
        ("40", "25", "possible", "An agreement is possible."),  # no range
        ("40", "25..27", "little", "No agreement is possible, though little is missing."),
        ("40", "26..27", "refused", "No agreement is possible: some signer always does better without."),
    ],
)
def test_the_headline_follows_from_the_ends_of_no_deal(alpha: str, beta: str, kind: str, headline: str) -> None:
    page = asked(alpha, beta)
    assert page.numbers.verdict.kind == kind
    assert page.sheet.headline.text == headline


@pytest.mark.parametrize(
    ("lines", "headline", "lead"),
    [
        (
            [line("a", x="q"), line("b", x="p")],
            "No agreement is possible: two demands exclude each other.",
            "Alpha will not accept “The X: Q it is” and Beta will not accept “The X: P it is”. "
            "Nothing else is needed for the clash; one of the two has to move.",
        ),
        (
            [{"party": "a", "never": {"x": ["p", "q"]}, "firmness": "declared"}],
            "No agreement is possible: one demand excludes every way to settle.",
            "Alpha will not accept “The X: P it is” or “The X: Q it is”. Nothing else is needed for that.",
        ),
        (
            [line("a", x="q"), line("b", x="p"), line("a", y="q"), line("b", y="p")],
            "No agreement is possible: two demands exclude each other.",
            "Alpha will not accept “The X: Q it is” and Beta will not accept “The X: P it is”. "
            "This is the smallest of 2 clashes.",
        ),
    ],
)
def test_red_lines_that_clash_are_told(lines: list[dict[str, Any]], headline: str, lead: str) -> None:
    page = asked("0", "0", red_lines=lines)
    assert page.numbers.verdict.kind == "clash"
    assert page.sheet.headline.text == headline
    assert page.sheet.lead.text == lead
    assert page.sheet.questions[0].answer.text.startswith("Certain, as judged. No weight, rating or no-deal value")


def test_conditions_and_silence_have_headlines_too() -> None:
    rules = [{"if": {"x": ["p", "q"]}, "then": {"y": "p"}}, {"if": {"y": ["p", "q"]}, "then": {"y": "q"}}]
    page = one_page(talks(conditions=rules))
    assert page.sheet.headline.text == "No agreement is possible: the conditions exclude each other."
    nobody = one_page(talks(parties={"a": "Alpha", "b": "Beta", "c": "Gamma"}))
    assert nobody.sheet.headline.text == "Nobody signs yet, so nothing can be agreed."
    assert nobody.sheet.lead.text == "The case marks no party as signing."
    assert (nobody.sheet.columns, nobody.sheet.left, nobody.sheet.right) == ((), (), ())


@pytest.mark.parametrize("no_deal", ["100", "0"])
def test_a_clash_of_red_lines_is_called_the_smallest_only_where_it_is(no_deal: str) -> None:
    options = {"p": "P", "q": "Q", "r": "R"}
    issues = {"x": {"name": "The X", "options": options}}
    interests = {
        name: {"no_deal": no_deal, "x": {"weight": 1, "p": int(name == "a") * 100, "q": 0, "r": int(name == "b") * 100}}
        for name in ("a", "b")
    }
    lines = [line("a", x="p"), line("a", x="q"), line("b", x="r")]
    page = one_page(talks(issues=issues, interests=interests, red_lines=lines))
    assert page.sheet.headline.text == "No agreement is possible: three demands exclude each other."
    assert page.sheet.lead.text.endswith({
        "100": "Of red lines alone this is the smallest clash; with no-deal values there are smaller ones.",
        "0": "Nothing else is needed for the clash; one of the three has to move.",
    }[no_deal])  # fmt: skip


@pytest.mark.parametrize("signs", ["yes", "no"])
def test_a_space_too_large_to_be_listed_has_a_page_whoever_signs(signs: str) -> None:
    issues = {f"i{at}": {"name": f"The {at}", "options": {"p": "P", "q": "Q", "r": "R"}} for at in range(16)}
    stated = {issue: {"weight": 1, "p": 100, "q": 50, "r": 0} for issue in issues}
    parties = {"a": {"name": "Alpha", "signs": signs}}
    page = one_page(talks(issues=issues, parties=parties, interests={"a": {"no_deal": 40, **stated}}))
    assert page.numbers.verdict.kind == {"yes": "possible", "no": "nobody"}[signs]


def test_a_no_deal_clash_names_whom_nothing_is_left_for() -> None:
    page = asked("40", "26..27")
    assert page.sheet.lead.text == (
        "Every agreement is worth less than no deal to Alpha or Beta. Nothing else is needed for the clash; one of the "
        "two has to move."
    )
    mixed = asked("40", "20..24", red_lines=[line("a", x="q"), line("b", y="q")])  # leaves pp alone
    assert mixed.sheet.lead.text.startswith(
        "Alpha will not accept “The X: Q it is” and Beta will not accept “The Y: Q”; "
        "what is left is worth less than no deal to Beta. "
    )


def test_both_signers_are_named_and_who_refuses_first() -> None:
    page = asked("40", "15..26")
    share = page.numbers.candidates.safest
    assert share == pytest.approx(10 / 11, abs=0.01)
    assert page.sheet.lead.text == (
        "Both signers, Alpha and Beta, would rather sign one agreement than none. "
        "No single agreement is safe; Beta would refuse first."
    )
    assert page.sheet.questions[1].answer.text == (
        "No. The safest holds in 91 of 100 readings. If both do as well without a deal as they might, none is left."
    )


def test_an_agreement_is_safe_from_95_of_100_readings_on() -> None:
    safe = asked("40", "15..25.5")  # 20 in 21
    assert safe.numbers.candidates.safest == pytest.approx(0.952, abs=0.002)
    assert safe.sheet.lead.text.endswith("One agreement is safe.")
    assert safe.sheet.questions[1].answer.text.startswith("Yes. The safest holds in 95 of 100 readings.")
    unsafe = asked("40", "15..25.6")  # 0.943
    assert unsafe.sheet.questions[1].answer.text.startswith("No. The safest holds in 94 of 100 readings.")
    assert words.SAFE == 0.95


def test_what_is_nearly_safe_is_not_told_as_safe() -> None:
    """Its share rounds to 95 of 100, which would be safe, and so almost certain."""
    nearly = asked("40", "15..25.55")  # 0.948
    assert nearly.numbers.candidates.safest is not None
    assert 0.945 < nearly.numbers.candidates.safest < 0.95
    answers = [question.answer.text for question in nearly.sheet.questions]
    assert answers[0] == "Likely, as judged. Just under 95 of 100 readings leave at least one."
    assert answers[1].startswith("No. The safest holds in just under 95 of 100 readings.")
    assert nearly.sheet.lead.text.endswith("No single agreement is safe; Beta would refuse first.")


@pytest.mark.parametrize(
    ("beta", "said"),
    [
        ("15..25", "Certain, as judged. One stays possible whatever the values in the ranges."),
        ("15..25.5", "Almost certain, as judged. 95 of 100 readings leave at least one."),
        ("15..26", "Likely, as judged. 91 of 100 readings leave at least one."),
        ("15..31", "More likely than not, as judged. 62 of 100 readings leave at least one."),
        ("20..30", "As likely as not, as judged. 50 of 100 readings leave at least one."),
        ("20..36", "More likely than not, as judged. 69 of 100 readings leave none."),
        ("20..32.4", "As likely as not, as judged. Just under 60 of 100 readings leave none."),
        ("20..32.6", "More likely than not, as judged. 60 of 100 readings leave none."),
        ("25..27", "Almost certain, as judged. 100 of 100 readings leave none."),
        ("26..27", "Certain, as judged. No values in the ranges leave an agreement."),
        ("25", "Not known. No judgement has a range, so nothing is said on how sure this is."),
    ],
)
def test_how_sure_is_said_in_the_words_of_all_media(beta: str, said: str) -> None:
    page = asked("40", beta)
    told = page.sheet.questions[0].answer.text
    if beta == "25..27":  # its low end alone, which no draw hits
        said = told
        assert told.endswith("readings leave none.")
    assert told == said
    asks = page.sheet.questions[0].asks
    assert asks == f"How sure is it that there is {'none' if page.numbers.verdict.none else 'one'}?"


def test_washington_is_possible_but_only_just() -> None:
    case = read_case(WASHINGTON)
    page, found = one_page(case), agreement(case, show=0)
    verdict = page.numbers.verdict
    assert (verdict.least, verdict.at_low, verdict.at_high) == tuple(found.data["zopa_at_no_deal"][end] for end in (
        "midpoint", "low", "high"))  # fmt: skip
    assert verdict.sure is not None
    assert verdict.sure.json() == found.sureness
    assert page.sheet.headline.text == "An agreement is possible, but only just."
    assert page.sheet.lead.text == (
        "All four signers, Ukraine, Russia, the United States and the European group, would rather sign some "
        "agreements than none. No single agreement is safe; Russia would refuse first."
    )


def test_findings_that_were_asked_are_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    case = talks()
    found = agreement(case)
    plain = one_page(case).json()

    def fails(case: Case, **asked: Any) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr("comity.papers.one_page.answer.agreement", fails)
    assert one_page(case, possible=found).json() == plain


def large(no_deal: str) -> Case:
    """Two signers who want the opposite on nine issues of eight options: too many agreements to be counted."""
    issues = {f"i{at}": {"name": f"I{at}", "options": {f"o{n}": f"O{n}" for n in range(8)}} for at in range(9)}
    interests = {}
    for at, party in enumerate("ab"):
        rated = {f"o{n}": n * 10 if at else 70 - n * 10 for n in range(8)}
        interests[party] = {"no_deal": no_deal, **{issue: {"weight": 1, **rated} for issue in issues}}
    return talks(issues=issues, interests=interests)


def test_what_cannot_be_counted_is_decided_all_the_same() -> None:
    some = one_page(large("20..30"))
    assert (some.numbers.verdict.kind, some.sheet.headline.text) == ("possible", "An agreement is possible.")
    assert some.numbers.verdict.least < some.numbers.verdict.most
    assert some.sheet.foot[0].text.startswith("Counts are the ends of an interval.")
    assert len(some.sheet.columns) == 3


def test_where_counting_leaves_it_open_the_clashes_decide() -> None:
    def asked_of(case: Case) -> Verdict:
        counted = agreement(case, count=1)
        assert isinstance(counted.result, Bounds)
        open_ = replace(counted, result=replace(counted.result, zopa=Interval(0, 5)))
        assert verdict(case, open_, None).kind == "undecided"
        return verdict(case, open_, deadlock(case))

    some = asked_of(talks())
    assert (some.kind, some.least, some.most) == ("possible", 1, 5)
    none = asked_of(talks(red_lines=[line("a", x="q"), line("b", x="p")]))
    assert (none.kind, none.least, none.most) == ("clash", 0, 0)


def ruled(**more: Any) -> Case:
    """Three signers of whom two suffice, Alpha among them; Gamma wants what Beta wants, and more of it without."""
    judged = TALKS["interests"]
    gamma = {**judged["b"], "no_deal": "60..80"}
    parties = {**TALKS["parties"], "c": {"name": "Gamma", "signs": "yes"}}
    interests = {"a": judged["a"], "b": judged["b"], "c": gamma}
    rule = {"at_least": 2, "including": ["a"]}
    return talks(parties=parties, interests=interests, consent=rule, **more)


def test_a_rule_of_consent_is_named_and_asked_in_every_reading() -> None:
    page = one_page(ruled())
    assert page.numbers.verdict.kind == "just"
    assert page.sheet.lead.text == (
        "Those whose yes is needed, at least 2 of all 3 who sign, including Alpha, would rather sign one agreement "
        "than none. No single agreement is safe; Gamma would refuse first."
    )
    assert page.sheet.heading == "One agreement that has the consent needed, as judged"
    assert page.sheet.questions[0].answer.text == "As likely as not, as judged. 50 of 100 readings leave at least one."
    rows = {row.head: [cell.text for cell in row.cells] for row in page.sheet.rows}
    assert rows["It passes"] == ["50 of 100 readings"]
    assert rows["Who refuses"] == ["Gamma first, in 100 of 100"]
    closed = one_page(ruled(red_lines=[line("a", x="p"), line("a", x="q")]))
    assert closed.sheet.headline.text == "No agreement is possible: two demands exclude each other."
    assert closed.sheet.lead.text == (
        "At the table none has the yes of at least 2 of all 3 who sign, including Alpha. Alpha will not accept “The X: "
        "P it is” and Alpha will not accept “The X: Q it is”. This is the smallest of 2 clashes."
    )
    assert closed.sheet.questions[1].answer.text == "No. One demand that gives way is enough."
    rows = {row.head: [cell.text for cell in row.cells] for row in closed.sheet.rows}
    assert rows["It would leave"] == ["1 agreement, by the yes of Beta. It is this:"] * 2


def test_what_would_open_one_is_not_asked_where_too_many_sets_would_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(winning, "SETS", 1)
    closed = one_page(ruled(red_lines=[line("a", x="p"), line("a", x="q")]))
    assert closed.sheet.headline.text == "No agreement is possible: none has the consent that is needed."
    assert closed.sheet.lead.text == "At the table none has the yes of at least 2 of all 3 who sign, including Alpha."
    assert closed.sheet.questions[1].answer.text == (
        "Not known. Too many sets of parties would suffice by the rule to ask what would open one."
    )


def test_a_body_at_home_of_which_a_chance_is_judged_leaves_the_share_open() -> None:
    parties = {**TALKS["parties"], "b": {"name": "Beta", "signs": "yes", "ratified_by": "home"}, "home": {
        "name": "The assembly", "passes": "40..60"}}  # fmt: skip
    page = one_page(talks(parties=parties))
    assert page.sheet.questions[0].answer.text.startswith("Not known more closely. Between ")
    assert page.sheet.questions[0].answer.text.endswith("readings leave one that is passed at home.")
    assert page.sheet.questions[1].answer.text == "Not known. Of some body at home only a chance is judged."
    assert {each.share for each in page.numbers.candidates.chosen} == {None}


def test_a_deadlock_among_everybody_is_none_by_a_rule_that_does_not_ask_them_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A brief asks both, and its first page once said that no agreement is possible where the rule lets some pass."""
    monkeypatch.setattr(winning, "SETS", 1)
    case = talks(consent="any", red_lines=[line("a", x="p"), line("b", x="q")])
    among_all = deadlock(case)
    assert isinstance(among_all.result, Deadlock)
    page = one_page(case, blocked=among_all)
    assert page.numbers.verdict.possible
    assert page.sheet.headline.text.startswith("An agreement is possible")
    assert page.numbers.openings is None


CONTENT = {**TALKS["interests"]["c"], "no_deal": "95"}


def lead_of(**changed: Any) -> str:
    page = one_page(talks(interests={**TALKS["interests"], "c": CONTENT, "d": CONTENT}, **changed))
    assert page.sheet.headline.text == "No agreement is possible: none has the consent that is needed."
    return page.sheet.lead.text


def test_where_the_last_agreements_are_lost_under_a_rule() -> None:
    """Not "nobody's refusal alone decides it", whoever decides it."""

    def at_home(rule: Any) -> dict[str, Any]:
        ratified = {"a": {"name": "Alpha", "signs": "yes", "ratified_by": rule}, "d": "Delta"}
        return {"parties": {**TALKS["parties"], **ratified}}

    assert lead_of(**at_home("c")) == (
        "Every agreement is worth less than no deal to Gamma. Nothing else is needed for that."
    )
    assert lead_of(**at_home({"any": ["c", "d"]})) == (
        "One would be signed, and is stopped at home. Every agreement is worth less than no deal to Gamma or Delta. "
        "Nothing else is needed for the clash; one of the two has to move."
    )
    both = {"needs": {"p": ["c"], "q": ["c"]}}
    issues = {**TALKS["issues"], "y": {**TALKS["issues"]["y"], **both}}
    d = {"parties": {**TALKS["parties"], "d": "Delta"}}
    assert lead_of(issues=issues, **d) == (
        "One would be signed; it needs somebody who does not sign and would be worse off. Every agreement is worth "
        "less than no deal to Gamma. Nothing else is needed for that."
    )
    lines = [line(party, **{issue: option}) for party in "ab" for issue, option in (("x", "p"), ("x", "q"))]
    crossed = one_page(talks(consent="any", red_lines=lines))
    assert crossed.sheet.headline.text == "No agreement is possible: four demands exclude each other."
    assert crossed.sheet.lead.text == (
        "At the table none has the yes of at least 1 of all 2 who sign. Four red lines of Alpha and Beta exclude each "
        "other. This is the smallest of 2 clashes."
    )
    high = {**TALKS["interests"], "a": {**TALKS["interests"]["a"], "no_deal": "101"}}
    page = one_page(talks(interests=high, consent={"any": ["a"]}))
    assert page.sheet.lead.text == (
        "At the table none has the yes of Alpha. Every agreement is worth less than no deal to Alpha. Nothing else is "
        "needed for that."
    )
