"""An amount as somebody says it: understood with its unit, refused with what mends it, and then asked by its ends."""

import pytest

from comity.case.interview.amount_in import amount_in
from comity.case.interview.interview import Interview
from comity.problem import Problems

BEGUN = ("Pay", "", "Metal union", "yes", "Employers", "yes", "", "Wages")


def asked(*answers: str) -> Interview:
    interview = Interview.begun("pay.yaml")
    for answer in (*BEGUN, *answers):
        interview = interview.answered(answer) if answer else interview.passed_over()
    return interview


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("from 0 to 8 % in steps of 0.1", {"from": "0", "to": "8", "step": "0.1", "unit": "%"}),
        ("From 0% to 8% in steps of 0.1%.", {"from": "0", "to": "8", "step": "0.1", "unit": "%"}),
        ("from 100 to 1,500 euro, in steps of 50", {"from": "100", "to": "1500", "step": "50", "unit": "euro"}),
        (
            "from 1 April 2026 to 2027-04-01 in steps of 3 months",
            {"from": "2026-04-01", "to": "2027-04-01", "step": "3 months"},
        ),
        ("from -5 to 5 in steps of 1", {"from": "-5", "to": "5", "step": "1"}),
        ("half to each", None),
        ("from the river to the hills", None),
    ],
)  # fmt: skip
def test_what_is_said_is_understood(words, amount):
    assert amount_in(words) == amount


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("from 0 to 8 % in steps of 0.3", "steps of 0.3 from 0 do not reach 8; write to: 7.8 or 8.1"),
        ("from 8 to 0 in steps of 1", "an amount rises"),
        ("from 1 to 9 euro in steps of 1 dollar", "this speaks of euro and of dollar"),
        ("from few to many in steps of one", "must be a number or a date"),
        ("from 2026-04-01 to 2027-04-01 in steps of 5", "the step of dates is 10 days, 2 weeks"),
    ],
)
def test_what_is_none_is_refused_with_what_mends_it(words, says):
    with pytest.raises(Problems) as refused:
        amount_in(words)
    assert says in refused.value.problems[0].sentence


def test_an_amount_is_asked_by_its_ends_and_never_step_by_step():
    interview = asked("from 0 to 8 % in steps of 0.1", "")
    assert interview.is_case
    assert "0 to 8%, in 81 steps" in asked("from 0 to 8 % in steps of 0.1").noted
    asks = []
    for _ in range(60):
        prompt = interview.prompt
        if prompt is None:
            break
        asks.append(prompt.about)
        words = [choice.words for choice in prompt.choices]
        assert words[:1] in ([], ["0%"], ["8%"]) or prompt.about[0] in ("round", "message", "measure_by")
        assert not {f"{tenth / 10:g}%" for tenth in range(1, 80)} & set(words)
        assert len(words) < 5
        given = {"choice": "#1", "number": "40", "order": "="}.get(prompt.kind, "")
        given = "" if prompt.about[0] in ("round", "message") else given
        interview = interview.answered(given) if given else interview.passed_over()
    assert {about[0] for about in asks} >= {"best", "no_deal"}
    assert not {about[0] for about in asks} & {"short", "says", "line"}
    assert interview.document.plain()["interests"]["metal-union"]["wages"]["0"] == "100"
    assert interview.document.plain()["interests"]["metal-union"]["wages"]["8"] == "0"


def test_what_holds_today_of_an_amount_is_typed_with_its_unit():
    interview = asked("from 0 to 8 % in steps of 0.1", "").answered("8%")
    while interview.prompt.about[0] != "today":
        interview = interview.answered("40") if interview.prompt.kind == "number" else interview.passed_over()
    assert interview.prompt.asks == "Wages: how much is it today, while nothing is agreed? (0 to 8%)"
    assert (interview.prompt.kind, interview.prompt.choices) == ("words", ())
    for given, what in (
        ("9 %", "'9 %' lies outside this amount"),
        ("2.25", "lies between two steps of this amount; write 2.2 or 2.3"),
    ):
        with pytest.raises(Problems) as refused:
            interview.answered(given)
        assert what in refused.value.problems[0].sentence
    today = interview.answered("2.50 %")
    assert today.noted == "“2.5%” holds today."
    assert today.document.plain()["issues"]["wages"]["today"] == "2.5"
    assert today.prompt.about == ("reversible", "wages")


def test_an_argument_may_move_a_point_of_an_amount():
    interview = asked("from 0 to 8 % in steps of 0.1", "").answered("8%").answered("60")
    while interview.prompt.about[0] != "message":
        interview = interview.answered("40") if interview.prompt.kind == "number" else interview.passed_over()
    interview = interview.answered("Metal union")
    assert [choice.words for choice in interview.prompt.choices] == [
        "what it has without a deal (now 40)",
        "how much “Wages” matters to it (now 100)",
        "Wages: how good “0%” is for it (now 0)",
        "Wages: how good “8%” is for it (now 100)",
        "Wages: how good “4%” is for it (now 60)",
    ]
    assert interview.answered("5").answered("75").document.plain()["messages"] == [
        {"to": "metal-union", "moves": {"wages": {"4": "75"}}}
    ]


def test_the_middle_of_an_amount_and_its_limits_are_asked():
    interview = asked("from 100 to 500 million euro in steps of 10", "").answered("500 million euro")
    assert interview.prompt.about == ("point", "metal-union", "wages", "300")
    assert "how good is 300 million euro for Metal union? (on a straight line between the ends: 50)" in (
        interview.prompt.asks
    )
    bent = interview.answered("60..70")
    assert bent.noted == "300 million euro is 60..70."
    assert bent.document.plain()["interests"]["metal-union"]["wages"] == {
        "weight": {"value": "100", "because": "The only issue on which it is rated so far."},
        "100": "0",
        "500": "100",
        "300": "60..70",
    }
    straight = interview.passed_over()
    assert "300" not in straight.document.plain()["interests"]["metal-union"]["wages"]
    assert straight.prompt.about[0] != "point"
    while straight.prompt.about[0] != "limit":
        straight = straight.answered("40") if straight.prompt.kind == "number" else straight.passed_over()
    assert "(100 to 500 million euro)" in straight.prompt.asks
    limited = straight.answered("less than 200")
    assert limited.noted == "not less than 200 million euro."
    assert limited.document.plain()["red_lines"][0]["never"] == {"wages": "<200"}
    assert "not “less than 200 million euro”?" in limited.prompt.asks
    firm = limited.answered("declared").answered("It said so.")
    assert firm.prompt.about[:2] != ("limit", "metal-union")  # once is enough


@pytest.mark.parametrize(
    ("given", "what", "fix"),
    [
        ("<205 million", "'205 million' is no number", "write"),
        (">900", "lies outside this amount, which runs from 100 to 500", "write 500"),
        (">=100", "then Metal union would sign no step of this amount", "leave at least one that it would sign"),
        ("much", "'much' is no number", "write a step from 100 to 500"),
    ],
)
def test_what_is_no_limit_is_refused_with_what_mends_it(given, what, fix):
    interview = asked("from 100 to 500 million euro in steps of 10", "").answered("500 million euro")
    while interview.prompt.about[0] != "limit":
        interview = interview.answered("40") if interview.prompt.kind == "number" else interview.passed_over()
    with pytest.raises(Problems) as refused:
        interview.answered(given)
    assert what in refused.value.problems[0].what
    assert fix in refused.value.problems[0].fix


def begun_until(interview: Interview, topic: str) -> Interview:
    while interview.prompt.about[0] != topic:
        interview = interview.answered("40") if interview.prompt.kind == "number" else interview.passed_over()
    return interview


def test_what_no_deal_is_like_is_any_step():
    """From 100 (0) over 300 (70) to 500 (100): 250 is worth 52.5."""
    interview = asked("from 100 to 500 million euro in steps of 10", "").answered("500 million euro").answered("70")
    like = begun_until(interview, "like")
    assert like.prompt.asks == (
        "Wages: which amount comes closest to how things then are for Metal union? (100 to 500 million euro)"
    )
    with pytest.raises(Problems) as refused:
        like.answered("255")
    assert "write 250 or 260" in refused.value.problems[0].sentence
    said = like.answered("250 million euro")
    assert said.noted == "without a deal it is like “250 million euro”."
    assert said.document.plain()["interests"]["metal-union"]["no_deal"]["like"] == {"wages": "250"}
    assert "what you named comes to 52." in said.prompt.asks


def test_a_day_is_asked_for_as_one():
    interview = asked("from 2026-06-30 to 2027-06-30 in steps of 1 quarter", "").answered("30 June 2027")
    assert "which day comes closest to how things then are" in begun_until(interview, "like").prompt.asks
    assert begun_until(interview, "today").prompt.asks == (
        "Wages: which day comes closest to what holds today, while nothing is agreed? (30 June 2026 to 30 June 2027)"
    )


@pytest.mark.parametrize(
    ("given", "fix"),
    [
        ("at most 200", "write >200 if that is what it asks for, <=200 if that is what it will not sign"),
        ("not below 300", "write <300 if that is what it asks for, >=300 if that is what it will not sign"),
    ],
)
def test_a_limit_that_may_be_meant_either_way_is_asked_again(given, fix):
    interview = begun_until(asked("from 100 to 500 euro in steps of 10", "").answered("500 euro"), "limit")
    with pytest.raises(Problems) as refused:
        interview.answered(given)
    assert refused.value.problems[0].fix == fix
    assert interview.answered("above 300").noted == "not more than 300 euro."


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ("from 2 to 7 %", "say them too: from 2 to 7 % in steps of 1"),
        ("between 100 and 500 euro", "say them too: from 100 to 500 euro in steps of 1"),
    ],
)
def test_an_amount_without_steps_is_no_name_of_an_option(words, fix):
    with pytest.raises(Problems) as refused:
        amount_in(words)
    assert refused.value.problems[0].fix == fix


@pytest.mark.parametrize("words", ["from 3 to 5 members, by vote", "a ladder from 10 to the sea", "1 and 2 together"])
def test_other_words_with_numbers_are_names(words):
    assert amount_in(words) is None
