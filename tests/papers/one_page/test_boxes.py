"""The boxes below the table: each sentence on both sides of its threshold, from small cases reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.case.model import Case
from comity.papers.one_page import boxes
from comity.papers.one_page.answer import OnePage, one_page
from comity.papers.one_page.check_first import check_first
from comity.papers.one_page.evidence import Evidence, evidence
from comity.papers.one_page.sheet import Box
from comity.papers.one_page.way_there import Order, Voice, WayThere
from comity.papers.one_page.words import grounds
from talks import TALKS, line, talks

# Worths of pp, pq, qp, qq: 100, 75, 25, 0 to Alpha (no deal 40); 0, 25, 50, 75 to Beta (no deal 20..30).


def box(page: OnePage, heading: str) -> Box:
    return next(each for each in (*page.sheet.left, *page.sheet.right) if each.heading == heading)


def said(page: OnePage, heading: str) -> list[str]:
    found = box(page, heading)
    return [sentence.text for sentence in (*found.said, *found.points, *found.caption)]


def headings(page: OnePage) -> list[str]:
    return [each.heading for each in (*page.sheet.left, *page.sheet.right)]


def judged(alpha: Any = "40", beta: Any = "20..30") -> dict[str, Any]:
    both = TALKS["interests"]
    return {"a": {**both["a"], "no_deal": alpha}, "b": {**both["b"], "no_deal": beta}}


# Evidence


@pytest.mark.parametrize(
    ("weak", "rows", "grade"),
    [(0, 5, "Good"), (1, 5, "Good"), (2, 9, "Mixed"), (2, 5, "Mixed"), (3, 7, "Thin"), (0, 0, "Thin")],
)
def test_evidence_is_thin_over_two_fifths_and_mixed_over_one_fifth(weak: int, rows: int, grade: str) -> None:
    found = Evidence(rows, weak, 1, weak, sources=1)
    assert grounds(found).text.startswith(f"{grade}. Of {rows} judgements about the signers,")
    assert grounds(Evidence(rows, 1, 2, weak, sources=1)).text.endswith(
        "1 is of low confidence and 2 rest on no report."
    )
    assert grounds(Evidence(rows, 2, 1, weak, sources=1)).text.endswith(
        "2 are of low confidence and 1 rests on no report."
    )


def test_evidence_counts_the_rows_of_signers() -> None:
    sources = {"s": {"file": "s.md"}}
    interests = judged({"value": "40", "confidence": "low", "evidence": "s:0-4"})
    interests["a"]["x"] = {**interests["a"]["x"], "evidence": "s:0-4"}
    interests["b"]["y"] = {**interests["b"]["y"], "q": {"value": "50", "confidence": "low"}}
    found = evidence(talks(sources=sources, interests=interests))
    assert (found.rows, found.low, found.unreported, found.weak, found.sources) == (6, 2, 4, 5, 1)
    assert grounds(evidence(talks())).text.startswith("Not shown. The case names no report; 6 judgements")


# What stands in the way


def test_who_is_hardest_to_satisfy_is_told_with_its_reason() -> None:
    because = "What fighting is worth. The rest of the reason stands here. And here."
    page = one_page(talks(interests=judged(beta={"value": "20..30", "because": because})))
    # Alpha alone refuses qp and qq, Beta alone pp; pq is left
    assert said(page, "What stands in the way")[0] == (
        "Hardest to satisfy: Alpha. Of agreements that cross no red line it alone refuses 50 in 100."
    )
    page = one_page(talks(interests=judged("0", {"value": "30", "because": because})))
    assert said(page, "What stands in the way")[0] == (
        "Hardest to satisfy: Beta. Of agreements that cross no red line it alone refuses 50 in 100. "
        "The rest of the reason stands here. And here."
    )
    content = one_page(talks(interests=judged("0", "0")))
    assert "What stands in the way" not in headings(content)


def test_a_long_reason_is_cut_and_a_single_sentence_kept() -> None:
    words = " ".join(f"word{at}" for at in range(30))
    page = one_page(talks(interests=judged("0", {"value": "30", "because": f"First. {words[0].upper()}{words[1:]}."})))
    told = said(page, "What stands in the way")[0]
    assert told.endswith(f"word{boxes.REASON - 1} …")
    page = one_page(talks(interests=judged("0", {"value": "30", "because": "Only this."})))
    assert said(page, "What stands in the way")[0].endswith("in 100. Only this.")


SOURCES = {"s": {"file": "s.md", "title": "The report", "date": "2025-03-04"}}


def test_the_red_line_that_costs_most_is_told_with_its_first_quotation() -> None:
    costly = {**line("a", x="p"), "evidence": ["s:0-9", "s:10-14"]}  # pq is lost to it
    case = talks(red_lines=[costly], sources=SOURCES, interests=judged("0", "0"))
    page = one_page(case.with_texts({"s": "Never so! Or?"}))
    assert said(page, "What stands in the way") == [
        "Alpha will not accept “The X: P it is”. “Never so!” The report, 4 March."
    ]
    silent = one_page(talks(red_lines=[line("a", x="p")], interests=judged("0", "0")))
    assert said(silent, "What stands in the way") == ["Alpha will not accept “The X: P it is”. No source is given."]
    idle = one_page(talks(red_lines=[line("a", x="q")], interests=judged("40", "0")))  # opens nothing
    assert "What stands in the way" not in headings(idle)


def three(never_a: list[str], never_b: list[str], **more: Any) -> Case:
    """One issue of three options: Alpha likes p most, Beta r; nothing else counts."""
    issues = {"x": {"name": "The X", "options": {"p": "P", "q": "Q", "r": "R"}}}
    rated = {"a": (100, 60, 0), "b": (0, 60, 100)}
    interests = {
        party: {"no_deal": 10, "x": {"weight": 1, **dict(zip("pqr", ratings, strict=True))}}
        for party, ratings in rated.items()
    }
    lines = [
        {"party": party, "never": {"x": never}, "firmness": "declared"}
        for party, never in (("a", never_a), ("b", never_b))
        if never
    ]
    return talks(issues=issues, interests=interests, red_lines=lines, **more)


def test_demands_that_exclude_each_other_read_strictly_are_told() -> None:
    page = one_page(three(["r"], ["p"]))  # q is left; read strictly, Alpha wants p, which Beta refuses
    assert page.numbers.obstacles.strict is not None
    told = said(page, "What stands in the way")[-1]
    assert told == (
        "Read strictly, two demands exclude each other. If Alpha means nothing but “The X: P”, no agreement is left."
    )
    mild = one_page(three(["r"], []))  # nobody refuses p
    assert mild.numbers.obstacles.strict is None


def test_the_case_s_own_strict_reading_comes_first() -> None:
    case = three(["r"], ["p"])
    lines = [each.model_dump(by_alias=True) for each in case.red_lines]
    lines[1]["or_reads"] = [{"never": {"x": ["p", "q"]}}]
    found = one_page(
        case.model_copy(update={"red_lines": tuple(type(case.red_lines[0]).model_validate(each) for each in lines)})
    )
    strict = found.numbers.obstacles.strict
    assert strict is not None
    assert (strict.best, strict.read) == (("r",), 0)


# What would widen it


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.09, "hardly more"),
        (1.1, "a little more"),
        (1.24, "a little more"),
        (1.25, "a third more"),
        (1.33, "a third more"),
        (1.42, "half as many again"),
        (1.75, "twice as many"),
        (2.5, "three times as many"),
        (3.5, "four times as many"),
        (12.2, "12 times as many"),
    ],
)
def test_ratios_have_words(ratio: float, words: str) -> None:
    assert boxes.many(ratio) == words


def test_the_judgement_and_the_red_line_that_would_widen_it_most() -> None:
    # Alpha takes qp at 25, its low end; Beta's red line rules out pq, one agreement.
    page = one_page(talks(interests=judged("20..60", "0..50")))
    assert [swing.json() for swing in page.numbers.hangs_on.swings] == [
        {"judgement": "interests.b.no_deal", "low": 2, "middle": 1, "high": 0},
        {"judgement": "interests.a.no_deal", "low": 2, "middle": 1, "high": 1},
    ]
    assert said(page, "What would widen it, and who must move") == [
        "Alpha, by seeing as little in no deal as is judged possible: twice as many."
    ]
    for firmness, last in (
        ("constitutional", "Its constitution or a law is against it."),
        ("declared", "It has declared that it will not."),
        ("preferred", "It has not called this a condition."),
    ):
        lines = [{**line("b", x="p"), "firmness": firmness}]
        page = one_page(talks(interests=judged("0", "0"), red_lines=lines))
        assert said(page, "What would widen it, and who must move") == [
            f"Beta, by giving up its refusal of “The X: P it is”: twice as many. {last}"
        ]
    assert "What would widen it, and who must move" not in headings(one_page(talks(interests=judged("0", "0"))))


INDIFFERENT = {"no_deal": 0, "x": {"weight": 1, "p": 0, "q": 0}}


@pytest.mark.parametrize(
    ("no_deal", "changed", "words"),
    [
        (45, {"weight": 1, "p": 0, "q": "20..100"}, "by rating “The X: Q it is” as highly as is judged possible"),
        (52, {"weight": "1..9", "p": 0, "q": 60}, "by caring as much as is judged possible about “The X”"),
    ],
)
def test_what_would_have_to_be_so_is_told_of_ratings_and_weights(
    no_deal: int, changed: dict[str, Any], words: str
) -> None:
    beta = {"no_deal": no_deal, "x": changed, "y": {"weight": 1, "p": 0, "q": 50}}
    page = one_page(talks(interests={"a": INDIFFERENT, "b": beta}))
    assert said(page, "What would widen it, and who must move") == [f"Beta, {words}: twice as many."]


def test_a_linkage_may_be_what_would_widen_it() -> None:
    beta = {"no_deal": 55, "y": {"weight": 1, "p": 0, "q": 60}}
    linked = [{"party": "b", "when": {"x": "q", "y": "p"}, "adds": "0..60"}]
    page = one_page(talks(interests={"a": INDIFFERENT, "b": beta}, linkages=linked))
    assert said(page, "What would widen it, and who must move") == [
        "Beta, by valuing “The X: Q it is”, together with “The Y: P” as highly as is judged possible: "
        "half as many again."
    ]


# What it hangs on


def test_what_closes_the_way_alone_is_named() -> None:
    page = one_page(talks(interests=judged("20..60", "0..50")))
    assert said(page, "What it hangs on") == [
        "Agreements left if one judgement lies at the worst or the best end of its range. “Beta without a deal” alone "
        "closes it."
    ]
    figure = box(page, "What it hangs on").swings
    assert figure is not None
    assert (figure.now, [(label.text, low, high) for label, low, high in figure.bars]) == (
        1, [("Beta without a deal", 0, 2), ("Alpha without a deal", 1, 2)],
    )  # fmt: skip
    assert figure.alt.endswith("1 now. Beta without a deal: 0 to 2; Alpha without a deal: 1 to 2.")
    kept = one_page(talks(interests=judged("20..60", "0..20")))
    assert "None closes the way by itself." in said(kept, "What it hangs on")[0]


def test_the_option_without_which_least_is_left_is_named() -> None:
    page = one_page(talks(interests=judged("60", "0")))  # pp and pq are left, both with p of x
    assert said(page, "What it hangs on") == [
        "No judgement has a range, so what it hangs on was not asked.",
        "Without “The X: P it is” none is left.",
    ]
    page = one_page(talks(interests=judged("20", "0")))  # pp, pq, qp
    assert said(page, "What it hangs on")[-1] == "Without “The X: P it is” 1 is left."
    page = one_page(talks(interests=judged("75", "25")))  # pq alone: nothing hangs on one option
    assert len(said(page, "What it hangs on")) == 1


def test_a_range_that_changes_nothing_is_told() -> None:
    page = one_page(talks(interests=judged("40..41", "22..23")))
    assert said(page, "What it hangs on") == [
        "No judgement within its range changes how many agreements are left by itself."
    ]


def test_where_none_is_possible_what_opens_one_is_named() -> None:
    page = one_page(talks(interests=judged("40", "25..27")))
    assert said(page, "What it hangs on") == ["“Beta without a deal” opens an agreement at the better end."]
    page = one_page(talks(interests=judged("40", "26..27")))
    assert said(page, "What it hangs on") == ["No judgement within its range opens an agreement by itself."]
    clash = one_page(talks(red_lines=[line("a", x="q"), line("b", x="p")], interests=judged("0", "0")))
    assert said(clash, "What it hangs on") == ["On the reading of two demands, and on no number."]


# Openings


def test_what_would_not_help_counts_the_other_red_lines() -> None:
    lines = [line("a", x="q"), line("b", x="p"), line("b", y="q")]
    page = one_page(talks(red_lines=lines, interests=judged("0", "0")))
    assert said(page, "What would not help") == [
        "More of anything else for either side: no weight, rating or no-deal value touches these demands.",
        "Any other red line given up: it does not open an agreement.",
    ]
    both = one_page(talks(red_lines=[line("a", x="q"), line("b", x="p")], interests=judged("0", "0")))
    assert len(said(both, "What would not help")) == 1


def test_other_readings_and_what_is_supposed_are_counted() -> None:
    reads = {**line("b", x="p"), "id": "b-line", "or_reads": [{"never": {"x": "q"}}]}
    page = one_page(talks(red_lines=[line("a", x="q"), reads], interests=judged("0", "0")))
    assert said(page, "What it hangs on")[-1] == "If the demand of Beta is read otherwise, 2 agreements are left."
    assert said(page, "Not known; check first")[0] == "How the demand of Beta is meant."
    page = one_page(talks(red_lines=[line("a", x="q")], interests=judged("0", "0")), suppose=["b: never x=p"])
    assert page.sheet.supposed is not None
    assert page.sheet.supposed.text == "Not as in the case. Supposed here: Beta will not accept “The X: P it is”."
    assert said(page, "What it hangs on")[-1] == "Without what is supposed here, 2 agreements are left."
    assert said(page, "What stands in the way")[1] == "Beta will not accept “The X: P it is”. Supposed."


# Not known; check first


def test_that_nothing_was_agreed_is_told_where_the_case_says_so() -> None:
    page = one_page(talks(outcome="none", as_of="2025-03-04", interests=judged("0", "0")))
    assert said(page, "Not known; check first") == [
        "No agreement is recorded by 4 March 2025. Where one is possible and there is none, some judgement may be too "
        "mild."
    ]
    strict = one_page(three(["r"], ["p"], outcome="none"))
    assert said(strict, "Not known; check first") == [
        "No agreement is recorded. Where one is possible and there is none, some judgement may be too mild. Look first "
        "at how the demand of Alpha is meant."
    ]
    assert "Not known; check first" not in headings(one_page(talks(interests=judged("0", "0"))))


@pytest.mark.parametrize(("reached", "told"), [("x", True), ("y", False)])
def test_that_what_was_agreed_is_ruled_out_is_told(reached: str, told: bool) -> None:
    proposals = {"x": {"terms": {"x": "p", "y": "p"}}, "y": {"terms": {"x": "q", "y": "p"}}}
    case = talks(proposals=proposals, outcome=reached, interests=judged("0", "0"), red_lines=[line("b", x="p")])
    page = one_page(case)
    assert page.numbers.check_first.ruled_out is told
    ruled_out = "The agreement that was reached is ruled out here. Some judgement is too strict."
    told_in = said(page, "Not known; check first") if "Not known; check first" in headings(page) else []
    assert (ruled_out in told_in) is told


def test_silence_wide_doubt_and_members_without_a_view_are_named() -> None:
    interests = judged("0", "0")
    interests["a"]["x"] = {"weight": 3, "p": "60..100", "q": 0, "confidence": "low"}
    interests["a"]["y"] = {"weight": 1, "p": "0..100", "q": 0, "confidence": "low"}
    interests["b"]["y"] = {"weight": 1, "p": 0, "q": 50, "confidence": "low"}
    group = {"name": "Alpha", "signs": "yes", "members": {"m": "Mu", "n": "Nu"}}
    case = talks(
        interests={**interests, "n": {"x": {"weight": 1, "p": 0, "q": 1}}}, parties={**TALKS["parties"], "a": group}
    )
    found = check_first(case)
    assert found.silent is not None and (found.silent.party, found.silent.issues) == ("a", ("x", "y"))  # noqa: PT018
    assert found.wide is not None and (found.wide.party, found.wide.option) == ("a", "p")  # noqa: PT018
    assert found.wide.issue == "x"  # 3/4 of 40 is more than 1/4 of 100
    assert found.unheard is not None and found.unheard.members == ("m",)  # noqa: PT018
    assert said(one_page(case), "Not known; check first") == [
        "What Alpha would want on “The X” and “The Y”: no report says.",
        "How Alpha would rate “The X: P it is”: judged, and the doubt is wide.",
    ]
    quiet = talks(parties={**TALKS["parties"], "a": group}, interests=judged("0", "0"))
    assert said(one_page(quiet), "Not known; check first") == [
        "Whether Mu and Nu would follow Alpha: nothing is stated."
    ]
    reported = {**interests["a"]["x"], "evidence": "s:0-3"}
    case = talks(sources=SOURCES, interests={**interests, "a": {**interests["a"], "x": reported}})
    silent = check_first(case).silent
    assert silent is not None
    assert silent.issues == ("y",)


# How to come to one

TODAY = {"x": {**TALKS["issues"]["x"], "today": "q"}, "y": {**TALKS["issues"]["y"], "today": "q"}}
TIE = {"from": "c", "to": "a", "rapport": 50, "best": 100, "turns": 150}


def ways(**changed: Any) -> list[str]:
    page = one_page(talks(**changed))
    return said(page, "How to come to one") if "How to come to one" in headings(page) else []


def test_whom_to_send_is_told_on_both_sides() -> None:
    """By hand: half of the way from 40 to 0 leaves Alpha a no-deal value of 20, and qp, worth 25 to it, is possible
    beside pq; pressed twice as hard it turns, its no-deal value rises, and pq may be lost."""
    sent = {"ties": [TIE], "messages": [{"to": "a", "says": "no better offer will come", "moves": {"no_deal": 0}}]}
    assert ways(**sent) == [
        "Whom to send: Gamma to Alpha, with “no better offer will come”. As judged that leaves 1 more agreement at "
        "worst; pressed twice as hard it may cost 1."
    ]
    further = {**sent, "messages": [{"to": "a", "moves": {"no_deal": 0}}], "interests": judged("40", "20")}
    assert ways(**further)[0].startswith("Whom to send: Gamma to Alpha. As judged that leaves 1 more agreement at")
    shy = {**sent, "ties": [{**TIE, "rapport": 10}]}
    assert ways(**shy) == ["Whom to send: no message surely adds an agreement, whoever carries it."]
    assert ways(**{**sent, "ties": [{**TIE, "to": "b"}]}) == []  # nobody is named who could carry it
    assert ways(ties=[TIE]) == ways(messages=sent["messages"]) == ways() == []
    none = ways(**sent, red_lines=[line("a", x="p"), line("b", x="q", y="q")])
    assert none == [
        "Whom to send: Gamma to Alpha, with “no better offer will come”. As judged that leaves 1 agreement at worst; "
        "pressed hard it adds none."
    ]


def test_in_which_order_steps_are_safest() -> None:
    """From qq to pq only the X moves: 75 to Alpha and -50 + 0 to Beta, whose today is worth 75, far from no deal."""
    (told,) = ways(issues=TODAY)
    assert told.startswith("In which order: ")
    assert told.endswith(" Today is judged far from no deal: an example of the method.")
    lapsing = {name: {**issue, "reversible": "yes"} for name, issue in TODAY.items()}
    assert ways(issues=lapsing) == ["In which order: any; every step lapses when talks stop."]
    assert ways(issues={**TODAY, "y": TALKS["issues"]["y"]}) == []  # nothing is said of today on the Y


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (Order(False, 4.46, ("x",), ("y",), 4.46, False), "“The X” first and “The Y” last, in the safest orders of "
         "steps; nobody then ever loses, or gains by stopping, more than 4.5 points."),
        (Order(False, 4.0, (), ("y",), 4.0, True), "“The Y” last, in the safest orders of steps; nobody then ever "
         "loses, or gains by stopping, more than 4.0 points. Today is judged far from no deal: an example of the "
         "method."),
        (Order(False, 0.04, ("x",), ("y",), 0.04, False), "steps can be so ordered that nobody ever loses, or gains by "
         "stopping."),
        (Order(False, 4.0, (), (), 4.0, False), "steps can be so ordered that nobody ever loses, or gains by stopping, "
         "more than 4.0 points."),
        (Order(False, 4.0, (), (), 7.04, False), "steps can be so ordered that nobody ever loses, or gains by "
         "stopping, more than 4.0 points. Where every stage has to meet the conditions: 7.0."),
        (Order(False, 4.0, (), (), None, False), "steps can be so ordered that nobody ever loses, or gains by "
         "stopping, more than 4.0 points. In none does every stage meet the conditions."),
    ],
)  # fmt: skip
def test_an_order_is_told_by_what_is_sure_of_it(order: Order, told: str) -> None:
    found = replace(one_page(talks()).numbers, way_there=WayThere(False, None, order, None))
    told_of = boxes.to_come_to_it(talks(), found)
    assert told_of is not None
    assert [point.text for point in told_of.points] == [f"In which order: {told}"]


@pytest.mark.parametrize(
    ("hard", "told"), [(-3, "it may cost 3"), (0, "pressed hard it adds none"), (2, "it still adds 2")]
)
def test_what_pressing_does_is_told(hard: int, told: str) -> None:
    voice = Voice("c", "a", "", 1, 5, hard)
    found = replace(one_page(talks()).numbers, way_there=WayThere(True, voice, None, None))
    told_of = boxes.to_come_to_it(talks(), found)
    assert told_of is not None
    assert told_of.points[0].text.endswith(
        f"5 more agreements at worst; {told}.".replace("; it", "; pressed twice as hard it")
    )


def test_preconditions_that_go_in_a_circle_are_told() -> None:
    circle = [{"party": "a", "first": "x", "then": "y"}, {"party": "b", "first": "y", "then": "x"}]
    assert ways(preconditions=circle) == [
        "In which order: “The X” and “The Y” wait for each other, by what Alpha and Beta ask for; somebody has to give "
        "that up."
    ]
    assert ways(preconditions=circle[:1]) == []
