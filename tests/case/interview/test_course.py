"""What the interview asks of the course of talks and of arguments: what comes into the file, and what is refused."""

from __future__ import annotations

import re

import pytest

from comity.case.check import check_document
from comity.case.interview.interview import IN_STEPS, Interview
from comity.case.model import Case
from comity.case.text import Document
from comity.problem import Problems

WELL = """\
comity: 1
title: The well
parties:
  aldby: {name: Aldby, signs: yes}
  brook: {name: Brook, signs: yes, members: {mill: The mill}}
issues:
  shares: {name: Shares, options: {halves: halves, heads: by heads}, today: halves, reversible: no}
  pump: {name: The pump, options: {company: company, villages: villages}, today: villages, reversible: yes}
interests:
  aldby:
    because: So.
    no_deal: 30
    shares: {weight: 40, halves: 0, heads: 100}
    pump: {weight: 100, company: 100, villages: 0}
  brook:
    because: So.
    no_deal: 20..35
    shares: {weight: 100, halves: 100, heads: 0}
    pump: {weight: 0, company: 50, villages: 50}
"""
FIRST = ("precondition", "round", "measure", "message")


def at(topic: str) -> Interview:
    """The interview at the first question of a part."""
    interview = Interview.resumed(Document(WELL, "well.yaml"))
    while interview.prompt is not None and interview.prompt.about[0] != topic:
        interview = interview.passed_over()
    return interview


def told(interview: Interview, *answers: str) -> Interview:
    for answer in answers:
        interview = interview.answered(answer) if answer else interview.passed_over()
    return interview


def case(interview: Interview) -> Case:
    checked = check_document(interview.document)
    assert checked.case is not None, checked.problems
    return checked.case


def test_a_precondition_is_chosen_step_by_step_and_counts_once_it_is_judged_how_firm_it_is() -> None:
    chosen = told(at("precondition"), "The mill", "The pump")
    assert chosen.document.text == WELL
    assert [choice.words for choice in chosen.prompt.choices] == ["Shares"]
    begun = chosen.answered("Shares")
    assert begun.noted == "The mill will not discuss “The pump” before “Shares” is settled."
    assert (len(case(begun).preconditions), case(begun).confirmed(0).preconditions) == (1, ())
    judged = told(begun, "declared", "It said so.")
    (stated,) = case(judged).confirmed(0).preconditions
    assert (stated.party, stated.first, stated.then, stated.firmness) == ("mill", "shares", "pump", "declared")
    assert stated.because == "It said so."
    assert judged.prompt.asks.endswith("(so far: The mill will not discuss “The pump” before “Shares” is settled)")
    with pytest.raises(Problems, match="it is there already that The mill will not discuss"):
        told(judged, "mill", "pump", "shares")


def test_what_was_chosen_is_left_out_again_or_gone_back_from() -> None:
    first = at("precondition")
    chosen = first.answered("Aldby")
    assert chosen.noted == "Aldby."
    left = chosen.passed_over()
    assert (left.prompt.about, left.noted, left.document) == (
        first.prompt.about,
        "this one is left out.",
        first.document,
    )
    assert chosen.before.prompt.about == first.prompt.about
    again = left.answered("Aldby")
    assert again.prompt.about == chosen.prompt.about
    assert left.passed_over().prompt.about[0] != "precondition"


def test_rounds_of_talks_have_formats_with_costs_and_odds() -> None:
    begun = told(at("round"), "The pump", "A meeting of both clerks")
    assert case(begun).confirmed(0).talks is None
    interview = told(begun, "1..3", "20..40", "5", "As in May.", "95", "Shares", "Letters", "0", "10", "", "")
    talks = case(interview).confirmed(0).talks
    meeting = talks.issues["pump"].formats["meeting-both-clerks"]
    assert (meeting.name, meeting.because) == ("A meeting of both clerks", "As in May.")
    assert [meeting.cost.words(), meeting.success.words(), meeting.ends_talks.words()] == ["1..3", "20..40", "5"]
    letters = talks.issues["shares"].formats["letters"]
    assert (letters.cost.words(), letters.ends_talks, talks.patience.words()) == ("0", None, "95")
    assert interview.prompt.about == ("round", "3")
    with pytest.raises(Problems, match="Letters is a format of this issue already"):
        told(interview, "Shares", "letters")


@pytest.mark.parametrize(
    ("answers", "given", "said"),
    [
        (("Shares", "Letters", "1"), "0..20", "a round that cannot succeed never settles it; type more than 0"),
        (("Shares", "Letters"), "101", "101 is more than 100"),
        (("Shares", "Letters", "1", "20", "", ""), "0", "then nothing that comes later would count"),
        ((), "Sharks", "“Sharks” is none of these; did you mean Shares?"),
    ],
)
def test_what_is_no_round_is_refused(answers: tuple[str, ...], given: str, said: str) -> None:
    interview = told(at("round"), *answers)
    with pytest.raises(Problems, match=re.escape(said)):
        interview.answered(given)


def test_a_measure_moves_what_no_deal_is_worth_to_whom_one_says() -> None:
    interview = told(at("measure"), "A joint meter", "The mill", "Brook")
    assert interview.prompt.asks == "A joint meter: what would Brook then have without a deal? (now 20..35)"
    interview = told(interview, "15..30")
    assert [choice.words for choice in interview.prompt.choices] == ["Aldby"]
    interview = told(interview, "", "yes", "Both asked for it.")
    measure = case(interview).measures["joint-meter"]
    assert (measure.by, measure.reversible, measure.because) == ("mill", True, "Both asked for it.")
    assert {party: moved.no_deal.words() for party, moved in measure.moves.items()} == {"brook": "15..30"}
    assert interview.prompt.about == ("measure", "2")
    for given, said in (("no", "would become a name"), ("a joint meter", "this measure is there already")):
        with pytest.raises(Problems, match=said):
            interview.answered(given)
    bare = told(at("measure"), "A joint meter", "", "", "", "")
    assert case(bare).measures["joint-meter"].moves == {}


def test_an_argument_moves_one_judgement_to_one_limit() -> None:
    chosen = told(at("message"), "Aldby")
    assert [choice.words for choice in chosen.prompt.choices] == [
        "what it has without a deal (now 30)",
        "how much “Shares” matters to it (now 40)",
        "Shares: how good “halves” is for it (now 0)",
        "Shares: how good “by heads” is for it (now 100)",
        "how much “The pump” matters to it (now 100)",
        "The pump: how good “company” is for it (now 100)",
        "The pump: how good “villages” is for it (now 0)",
    ]
    for aim, limit, moves in (
        ("1", "10", {"no_deal": 10.0}),
        ("2", "60", {"shares": {"weight": 60.0}}),
        ("3", "70", {"shares": {"halves": 70.0}}),
    ):
        interview = told(chosen, aim, limit, "half is safer than a suit", "")
        (message,) = case(interview).messages
        assert (message.to, message.moves, message.says) == ("aldby", moves, "half is safer than a suit")
        assert interview.prompt.about == ("message", "2")
        assert "(so far: to Aldby, “half is safer than a suit”)" in interview.prompt.asks
    limit = told(chosen, "1")
    for given, said in (
        ("30", "it is 30 already"),
        ("10..20", "an argument has one limit; type one number, such as 20"),
    ):
        with pytest.raises(Problems, match=re.escape(said)):
            limit.answered(given)


def test_every_question_says_what_it_is_for() -> None:
    topics = {topic for part in IN_STEPS for topic in part.TOPICS}
    asked = set()
    answers = {"number": "15", "choice": "#1", "yes or no": "no", "words": "A step"}
    for first in FIRST:
        interview = at(first)
        for _ in range(12):
            prompt = interview.prompt
            if prompt.about == (first, "2"):
                break
            asked.add(prompt.about[0])
            assert prompt.helps.startswith("It is for "), prompt
            assert prompt.may_be_passed, prompt
            interview = interview.answered(answers[prompt.kind])
    assert asked == topics


def test_what_is_passed_leaves_the_file_as_it_is() -> None:
    interview = Interview.resumed(Document(WELL, "well.yaml"))
    while interview.prompt is not None:
        interview = interview.passed_over()
    assert interview.document.text == WELL
