"""The interview: what is asked next follows from the file, nothing is lost, and what it writes passes the check."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.check import check_document
from comity.case.interview.closing import closing
from comity.case.interview.interview import Interview, blank
from comity.case.model import Case
from comity.case.text import Document
from comity.catalog import case_file
from comity.problem import Problems

SKELETON = [
    *("The well", "2025-05-03", "Aldby", "yes", "Brook", "yes", "The county", "no", ""),
    *("Shares", "halves", "by heads", "by fields", "", "The pump", "company", "villages", "", ""),
]
ALDBY = [
    *(
        "by heads",
        "by fields",
        "55..70",
        "company",
    ),  # by heads 100, by fields 0, halves 55..70; company 100, villages 0
    *("2, 1", "40", "It wants a new pump."),
    *("The old pump fails within two years.", "halves", "villages", "20..35"),
    *("Shares: by fields", "declared", "It said so in May.", ""),
]
BROOK = [
    *("by fields", "by heads", "50", "="),  # all options of the pump are the same to it
    *("It farms two thirds of the land.", "", "", "45", ""),
    *("", "", "", "", "", "", ""),  # nothing of today, preconditions, rounds, measures, messages, ties, phrases
]

TODAY = ["halves", "villages", "no", "yes"]
TIE = ["The ministry to Aldby", "50..70", "80..100", "150", "It pays for half of the pump.", ""]
COURSE = [
    *("Brook", "The pump", "Shares", "preferred", "It fears to pay first.", ""),
    *("Shares", "Letters", "1..3", "20..40", "5", "As in May.", "95", "The pump", "Letters", "1", "50", "", "", ""),
    *("A joint meter", "The county", "Brook", "30..35", "", "yes", "Both asked for it.", ""),
    *(
        "Aldby",
        "Shares: how good “halves” is for it (now 55..70)",
        "80",
        "half is safer than a suit",
        "Its lawyer says so.",
    ),
    "",
]
"""A precondition, rounds of talks, a measure and a message."""
WHOLE = [*SKELETON, *ALDBY, *BROOK[:-7], *TODAY, *COURSE, *TIE, ""]


def told(answers: list[str], interview: Interview | None = None) -> Interview:
    """The interview after some answers; an empty one passes a question over."""
    interview = interview or Interview.begun("well.yaml")
    for answer in answers:
        interview = interview.answered(answer) if answer else interview.passed_over()
    return interview


def case_of(interview: Interview) -> Case:
    checked = check_document(interview.document)
    assert checked.case is not None, checked.problems
    return checked.case


def test_a_whole_interview_makes_the_case_that_was_told() -> None:
    interview = told([*SKELETON, *ALDBY, *BROOK])
    assert interview.prompt is None
    case = case_of(interview)
    assert case.title == "The well"
    assert str(case.as_of) == "2025-05-03"
    assert {name: (party.name, party.signs) for name, party in case.parties.items()} == {
        "aldby": ("Aldby", True),
        "brook": ("Brook", True),
        "county": ("The county", False),
    }
    assert {name: list(issue.options) for name, issue in case.issues.items()} == {
        "shares": ["halves", "heads", "fields"],
        "pump": ["company", "villages"],
    }
    aldby, brook = case.interests["aldby"], case.interests["brook"]
    assert numbers(aldby.issues["shares"].ratings) == {"halves": "55..70", "heads": "100", "fields": "0"}
    assert numbers(aldby.issues["pump"].ratings) == {"company": "100", "villages": "0"}
    assert weights(aldby) == {"shares": "40", "pump": "100"}
    assert aldby.because == "It wants a new pump."
    assert aldby.no_deal is not None
    assert (aldby.no_deal.words(), aldby.no_deal.because) == ("20..35", "The old pump fails within two years.")
    assert aldby.no_deal.like == {"shares": "halves", "pump": "villages"}
    (line,) = case.red_lines
    assert (line.party, line.never, line.firmness, line.because) == (
        "aldby",
        {"shares": ("fields",)},
        "declared",
        "It said so in May.",
    )
    assert numbers(brook.issues["pump"].ratings) == {"company": "50", "villages": "50"}
    assert weights(brook) == {"shares": "100", "pump": "0"}
    assert "county" not in case.interests
    assert check_document(interview.document).problems == ()
    assert closing(interview.document).counts


def numbers(estimates: Any) -> dict[str, str]:
    return {name: estimate.words() for name, estimate in estimates.items()}


def weights(interest: Any) -> dict[str, str]:
    return numbers({issue: stated.weight for issue, stated in interest.issues.items()})


NOTED = {
    "10..30": "an agreement worth less than 10..30 is refused by Aldby.",
    "30": "an agreement worth less than 30 is refused by Aldby.",
    "33..40": "an agreement worth less than 33..40 is refused by Aldby. That is much more than what you named comes to "
    "(18): if the reason you gave says why, leave it; if not, < goes back.",
    "0..2": "an agreement worth less than 0..2 is refused by Aldby. That is much less than what you named comes to "
    "(18): if the reason you gave says why, leave it; if not, < goes back.",
}


def test_the_worth_of_what_no_deal_is_like_is_told_before_it_is_judged() -> None:
    """By hand: halves 62.5 with weight 40, villages 0 with weight 100, so 2,500 / 140 = 17.86."""
    before = told([*SKELETON, *ALDBY[:9]])
    assert before.prompt is not None
    assert before.prompt.about == ("like", "aldby", "pump")
    asked = told(["villages"], before).prompt
    assert asked is not None
    assert asked.asks.endswith("By its own ratings, what you named comes to 18.")
    for answer, noted in NOTED.items():
        assert told(["villages", answer], before).noted == noted
    passed = told([""], before).prompt  # what leaves an issue out comes to nothing that could be told
    assert passed is not None
    assert passed.asks.endswith("what it may well be at best?")


def test_whoever_stops_anywhere_goes_on_where_the_file_ends() -> None:
    """After any number of answers the file alone is read again: whatever it asks once more may be passed over, and the
    case comes out the same."""
    states, script = [Interview.begun("well.yaml")], {}
    for answer in WHOLE:
        prompt = states[-1].prompt
        assert prompt is not None
        script[prompt.about] = answer
        states.append(told([answer], states[-1]))
    known: set[tuple[object, ...]] = set()  # from where the walk to the end is made already
    for state in reversed(states):
        resumed, walked = Interview.resumed(Document(state.document.text, "well.yaml")), []
        while resumed.prompt is not None and (resumed.document.text, resumed.passed, resumed.chosen) not in known:
            walked.append((resumed.document.text, resumed.passed, resumed.chosen))
            resumed = told([script.get(resumed.prompt.about, "")], resumed)
        known.update(walked)
        assert resumed.prompt is not None or resumed.document.plain() == states[-1].document.plain()
    assert len(known) >= len({state.document.text for state in states})


def test_once_there_is_a_case_its_file_passes_the_check_after_every_answer() -> None:
    interview = Interview.begun("well.yaml")
    for answer in WHOLE:
        interview = told([answer], interview)
        assert Document(interview.document.text, "well.yaml").problems == []
        if interview.is_case:
            assert check_document(interview.document).errors == ()
    assert interview.is_case


def test_what_is_passed_over_stays_a_draft_and_counts_nowhere() -> None:
    interview = told(SKELETON)
    while interview.prompt is not None:
        interview = interview.passed_over()
    checked = check_document(interview.document)
    assert checked.errors == ()
    assert [str(problem.what) for problem in checked.warnings] == [
        "16 judgements are still a draft that nobody has confirmed"
    ]
    stands = closing(interview.document)
    assert not stands.counts
    assert stands.drafts == {
        "Aldby": ("what it wants", "what it has without a deal"),
        "Brook": ("what it wants", "what it has without a deal"),
    }
    again = Interview.resumed(Document(interview.document.text, "well.yaml"))
    assert again.prompt is not None  # and is asked for again


def test_without_swings_the_weights_follow_from_the_order_alone() -> None:
    interview = told([*SKELETON, *ALDBY[:4], "1, 2", ""])
    stated = interview.document.plain()["interests"]["aldby"]
    assert Fraction(stated["pump"]["weight"]["value"]) == Fraction("33.3")  # 25 to 75: a third
    assert stated["shares"]["weight"]["value"] == "100"
    assert stated["pump"]["weight"]["confidence"] == "low"
    assert "rank order centroid" in stated["pump"]["weight"]["because"]


def test_a_swing_may_not_turn_the_order_round() -> None:
    skeleton = [*SKELETON[:-1], "Gates", "open", "shut", "", ""]
    interview = told([*skeleton, *ALDBY[:4], "open", "2, 1, 3", "40"])
    assert interview.prompt is not None
    assert interview.prompt.about == ("swing", "aldby", "gates")
    with pytest.raises(Problems, match="50 is more than 40"):
        interview.answered("50")
    assert weights_of(interview.answered("40")) == {"shares": "40", "pump": "100", "gates": "40"}


def weights_of(interview: Interview) -> dict[str, str]:
    return weights(case_of(interview).interests["aldby"])


def test_all_may_be_equal() -> None:
    assert weights_of(told([*SKELETON, *ALDBY[:4], "="])) == {"shares": "100", "pump": "100"}


def test_an_issue_that_alone_is_rated_has_the_whole_weight_until_there_is_another() -> None:
    alone = told([*SKELETON, "by heads", "by fields", "60", ""])
    assert alone.document.plain()["interests"]["aldby"]["shares"]["weight"]["value"] == "100"
    again = Interview.resumed(Document(alone.document.text, "well.yaml"))
    assert again.prompt is not None
    assert again.prompt.about == ("best", "aldby", "pump")
    both = again.answered("company")
    assert both.so_far.is_open("interests", "aldby", "shares", "weight")
    assert both.prompt is not None
    assert both.prompt.about == ("rank", "aldby")


def test_what_is_all_the_same_to_a_party_has_no_weight() -> None:
    interview = told([*SKELETON, "4"])
    assert interview.noted == "all are the same; the issue has weight 0."
    assert check_document(interview.document).errors == ()


def test_what_holds_today_and_whose_word_moves_whom() -> None:
    interview = told(WHOLE)
    assert interview.prompt is None
    case = case_of(interview)
    assert {name: (issue.today and issue.today.option, issue.reversible) for name, issue in case.issues.items()} == {
        "shares": ("halves", False),
        "pump": ("villages", True),
    }
    assert {name: office.name for name, office in case.messengers.items()} == {"ministry": "The ministry"}
    (tie,) = case.ties
    assert (tie.from_, tie.to, tie.because, tie.draft) == ("ministry", "aldby", "It pays for half of the pump.", False)
    assert (tie.rapport.words(), tie.best.words(), tie.turns.words()) == ("50..70", "80..100", "150")
    assert check_document(interview.document).problems == ()
    assert Interview.resumed(interview.document).prompt is not None  # of more ties, and of phrases
    assert "Between parties and offices, never persons." in interview.document.text


def test_what_is_asked_names_no_command() -> None:
    """The same questions are asked in a terminal and in a browser, where nobody types commands."""
    interview = Interview.begun("well.yaml")
    for answer in WHOLE:
        assert interview.prompt is not None
        assert "`comity" not in interview.prompt.asks + interview.prompt.helps
        interview = told([answer], interview)


def test_what_holds_today_is_left_out_at_once() -> None:
    interview = told([*SKELETON, *ALDBY, *BROOK[:-7], "halves", ""])
    assert interview.prompt is not None
    assert interview.prompt.about == ("reversible", "shares")
    assert told([""], interview).prompt == told([*SKELETON, *ALDBY, *BROOK[:-6]]).prompt


def test_a_tie_is_a_draft_until_all_of_it_is_judged() -> None:
    interview = told([*SKELETON, *ALDBY, *BROOK[:-2]])
    asked = []
    for answer in ["Brook to Aldby", "50", "60", "110..115"]:
        assert interview.prompt is not None
        asked.append(interview.prompt.about)
        interview = told([answer], interview)
        checked = check_document(interview.document)
        assert checked.errors == ()
        assert checked.case is not None
        assert bool(checked.case.confirmed(0).ties) == (answer == "110..115")
    assert asked == [("tie", "1"), ("tie_rapport", "0"), ("tie_best", "0"), ("tie_turns", "0")]
    left = told(["Aldby to Brook", ""], told([""], interview))  # the first without a reason, the second a draft
    assert left.prompt is not None
    assert left.prompt.about == ("tie", "3")
    assert "so far: Brook to Aldby; Aldby to Brook" in left.prompt.asks


@pytest.mark.parametrize(
    ("before", "answer", "said"),
    [
        ([], "Brook", "“Brook” does not say who speaks to whom; write it as “Brook to Aldby”"),
        ([], "Brook to Aldbi", "“Aldbi” is no party; did you mean Aldby?"),
        ([], "Broock > Aldby", "“Broock” is not named here; did you mean Brook?"),
        ([], "The ministry to itself", "“itself” is no party; write it as “Brook to Aldby”, a party on the right"),
        ([], "Brook to Brook", "Brook would speak to itself; name somebody else on the left"),
        (["Brook to Aldby", "", ], "brook to aldby", "there is a tie from Brook to Aldby already; name another"),
        (["Brook to Aldby", "50"], "50..100", "50..100 is too wide: its end is twice its beginning, or more"),
        (["Brook to Aldby", "50"], "0", "a pressure of 0 moves nothing; type more than 0"),
        (["Brook to Aldby", "50"], "501", "501 is more than 500"),
        (["Brook to Aldby", "50"], "much", "type a number from 0 to 500"),
        (["Brook to Aldby", "50", "60..80"], "80", "80 is not above 60..80, the pressure that moves most; type more"),
        (["Brook to Aldby", "50", "60..80"], "130..140", "130..140 is more than twice 60..80, the pressure that moves"),
    ],
)  # fmt: skip
def test_a_tie_that_cannot_be_is_refused(before: list[str], answer: str, said: str) -> None:
    interview = told([*SKELETON, *ALDBY, *BROOK[:-2], *before])
    with pytest.raises(Problems, match=said.replace(".", r"\.").replace("?", r"\?")):
        interview.answered(answer)


def test_papers_are_told_how_to_call_an_option() -> None:
    before = told([*SKELETON, *ALDBY, *BROOK[:-1]])
    assert before.prompt is not None
    assert before.prompt.asks == "Shares: halves. In four words at most, as “Aldby gets ...” would go on?"
    interview = told(["an equal share", "half goes to each village", "a share by heads", ""], before)
    options = case_of(interview).issues["shares"].options
    assert (options["halves"].name, options["halves"].short) == ("halves", "an equal share")
    assert options["halves"].says == "Half goes to each village."
    assert (options["heads"].short, options["heads"].says) == ("a share by heads", None)
    assert interview.prompt is not None
    assert interview.prompt.about == ("short", "shares", "fields")
    assert told([""], interview).prompt is None  # one passes all that follow


@pytest.mark.parametrize(
    ("before", "answer", "said"),
    [
        ([], "a half for every single village", "that has 6 words; say it in 4, or press Enter"),
        (["an equal share"], "word " * 15, "that has 15 words; say it in 14, or press Enter"),
    ],
)
def test_what_is_too_long_for_a_paper_is_refused(before: list[str], answer: str, said: str) -> None:
    with pytest.raises(Problems, match=said):
        told([*SKELETON, *ALDBY, *BROOK[:-1], *before]).answered(answer)


def test_something_must_matter_to_whoever_signs() -> None:
    with pytest.raises(
        Problems, match="then nothing at all would matter to Aldby, whose consent is needed; choose its best option"
    ):
        told([*SKELETON, "=", "="])


def test_a_party_keeps_an_option_that_it_would_sign() -> None:
    before = told([*SKELETON, *ALDBY])
    assert before.so_far.at("red_lines", "0") is None
    interview = told([*SKELETON, *ALDBY[:-1], "The pump: company", "preferred", ""])
    with pytest.raises(Problems, match="then Aldby would sign no option of this issue; leave at least one"):
        interview.answered("The pump: villages")


@pytest.mark.parametrize(
    ("answers", "answer", "said"),
    [
        (SKELETON[:4], "aldby", "Aldby is a party already; call it otherwise, or press Enter if there are no more"),
        (SKELETON[:10], "Halves", ""),
        (SKELETON[:11], "Halves", "halves is an option already"),
        (SKELETON[:14], "shares", "Shares is an issue already"),
    ],
)
def test_what_is_there_is_not_taken_twice(answers: list[str], answer: str, said: str) -> None:
    interview = told(answers)
    if said:
        with pytest.raises(Problems, match=said):
            interview.answered(answer)
    else:
        assert interview.answered(answer).noted == "Halves, in short halves."


@pytest.mark.parametrize(
    ("begun", "answer"),
    [
        (SKELETON[:6], "no"),
        (SKELETON[:6], "Nobody."),
        (SKELETON[:14], "nothing else"),
        (SKELETON[:13], "That's all"),
        (SKELETON[:18], "none"),
    ],
)
def test_who_says_that_there_are_no_more_names_nothing(begun: list[str], answer: str) -> None:
    interview = told(begun)
    with pytest.raises(Problems) as raised:
        interview.answered(answer)
    assert (
        str(raised.value)
        == f"your answer: error: “{answer}” would become a name; press Enter alone if there are no more"
    )


def test_an_option_may_be_called_no_or_none() -> None:
    interview = told([*SKELETON[:10], "none", "no"])
    assert list(interview.so_far.options("shares").values()) == ["none", "no"]


def test_names_that_mean_something_else_in_a_case_are_not_given() -> None:
    interview = told([*SKELETON[:9], "Scale", "weight", "ratings", ""])
    assert {name: list(issue.options) for name, issue in case_of(interview).issues.items()} == {
        "scale-2": ["weight-2", "ratings-2"]
    }


@pytest.mark.parametrize("answers", [[], SKELETON[:3], SKELETON[:4], SKELETON[:9], SKELETON[:10]])
def test_what_is_needed_cannot_be_passed_over(answers: list[str]) -> None:
    interview = told(answers)
    assert interview.prompt is not None
    assert not interview.prompt.may_be_passed
    with pytest.raises(Problems, match="this one is needed"):
        interview.passed_over()
    assert not interview.is_case


def test_one_can_go_back_answer_by_answer() -> None:
    interview = told([*SKELETON, *ALDBY, *BROOK])
    states = 0
    while interview.before is not None:
        interview = interview.before
        states += 1
    assert states == len([*SKELETON, *ALDBY, *BROOK])
    assert interview.document.text == Interview.begun("well.yaml").document.text


def test_nothing_more_is_asked_in_the_end() -> None:
    with pytest.raises(Problems, match="nothing more is asked"):
        told([*SKELETON, *ALDBY, *BROOK]).answered("more")


@pytest.mark.parametrize("text", ["a: 1\n", "parties: {}\n"])
def test_a_file_that_is_no_case_is_not_gone_on_with(text: str) -> None:
    with pytest.raises(Problems, match="this file holds something else than a case; name another file for a new case"):
        Interview.resumed(Document(text, "other.yaml"))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("parties: [a, b]\n", 2, "'parties' must be named entries"),
        ("issues: pump\n", 2, "'issues' must be named entries"),
        ("issues:\n  pump: {name: Pump, options: [a, b]}\n", 3, "'pump' must be named entries"),
        ("interests: {a: 3}\n", 2, "'a' must be named entries"),
        ("red_lines: {a: b}\n", 2, "'red_lines' must be a list"),
        ("title: a\ntitle: b\n", 3, "'title' stands here a second time"),
    ],
)
def test_what_no_answer_could_be_added_to_is_told_first(text: str, place: int, said: str) -> None:
    with pytest.raises(Problems) as raised:
        Interview.resumed(Document(f"comity: 1\n{text}", "odd.yaml"))
    assert f"odd.yaml:{place}:" in str(raised.value)
    assert said in str(raised.value)


@pytest.mark.parametrize("empty", ["", "parties:\nissues:\ninterests:\nred_lines:\n", "parties: {a: A}\n"])
def test_a_file_that_is_barely_begun_is_gone_on_with(empty: str) -> None:
    interview = Interview.resumed(Document(f"comity: 1\n{empty}", "few.yaml"))
    interview = told(["The well", "2025-05-03"], interview)
    assert interview.prompt is not None
    while interview.prompt.about[0] == "signs":
        interview = interview.answered("yes")
        assert interview.prompt is not None
    interview = told(["Aldby", "yes"], interview)
    assert interview.so_far.parties()["aldby"] == "Aldby"
    assert Document(interview.document.text, "few.yaml").problems == []


@pytest.mark.parametrize("name", ["river-dam", "abdelnabi-2024"])
def test_a_whole_case_is_left_as_it_is(name: str) -> None:
    document = Document.read(case_file(name))
    interview = Interview.resumed(document)
    while interview.prompt is not None:
        assert interview.prompt.may_be_passed
        interview = interview.passed_over()
    assert interview.document.text == document.text


def test_comments_and_judgements_of_ones_own_stay() -> None:
    text = told([*SKELETON, *ALDBY]).document.text.replace("company: 100", "company: 100  # as they said in May")
    resumed = Interview.resumed(Document(text, "well.yaml")).passed_over()
    assert resumed.prompt is not None
    assert resumed.prompt.about == ("best", "brook", "shares")
    interview = told(BROOK, resumed)
    assert "company: 100  # as they said in May" in interview.document.text
    assert case_of(interview).interests["brook"].because == "It farms two thirds of the land."


def test_a_blank_case_passes_the_check_and_is_asked_about() -> None:
    document = blank("blank.yaml")
    assert check_document(document).errors == ()
    assert Interview.resumed(document).prompt is not None
    assert document.text.count("\n# ") == 5


ANSWERS = st.one_of(
    st.sampled_from(["", "1", "2", "3", "1, 2", "2 1", "yes", "no", "=", "40", "30..50", "#1", "<", "2025-01-01"]),
    st.text(max_size=12),
    st.text(alphabet=":#{}[]&*!|>'\"%@`-,? \\\t", max_size=8),
)


@settings(max_examples=40)
@given(st.sampled_from([[], SKELETON[:9], SKELETON, [*SKELETON, *ALDBY]]), st.lists(ANSWERS, max_size=40))
def test_whatever_is_typed_the_file_can_be_read_and_the_interview_goes_on(begun: list[str], answers: list[str]) -> None:
    interview = told(begun)
    for answer in answers:
        if interview.prompt is None:
            break
        before = interview.document.text
        try:
            interview = interview.answered(answer) if answer.strip() else interview.passed_over()
        except Problems:
            assert interview.document.text == before
            continue
        assert Document(interview.document.text, "any.yaml").problems == []
        assert interview.prompt is None or interview.prompt.about != interview.before.prompt.about  # type: ignore[union-attr]
    if interview.is_case:
        assert check_document(interview.document).errors == ()
