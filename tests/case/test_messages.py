"""Messages, messengers and ties as a file writes them, and everything that may be wrong with them, with its place."""

from __future__ import annotations

import pytest

from comity.case.check import check_document
from comity.case.messages import Aim, message_names
from comity.case.model import Case
from comity.case.text import Document

FILE = """\
comity: 1
title: Talks
parties:
  north: {name: North, signs: yes}
  south:
    name: South
    signs: yes
    members: {east: East, west: West}
    listens: {because: They meet., east: EAST}
  aside: {name: Aside}
messengers: {OFFICE: The secretariat}
issues:
  land: {name: Land, options: {all: All, none: None}}
  water: {name: Water, options: {open: Open, shut: Shut}}
  price: {name: Price, amount: {from: 0, to: 100, step: 10, unit: euros}}
interests:
  north:
    {no_deal: 40, land: {weight: 3, all: 100, none: 0}, water: {weight: 1..2, open: 0, shut: 50},
     price: {weight: 1, 0: 0, 100: 100}}
  south:
    {no_deal: 30, land: {weight: 3, all: 0, none: 100}, water: {weight: 1, open: 50, shut: 0},
     price: {weight: 1, 0: 100, 100: 0}}
  aside: {scale: points, no_deal: 3, land: {all: 1, none: 5}}
messages:
  - {id: hope, to: TO, says: Less is to be had, AIM, because: It is so.}
ties:
  - {from: FROM, to: north, rapport: 50..70, best: BEST, turns: TURNS, because: They meet., draft: DRAFT}
  - {from: aside, to: south, rapport: 5, best: 30, turns: 50}
MORE
"""
GOOD = {
    "TO": "north",
    "AIM": "moves: {no_deal: 30}",
    "FROM": "office",
    "BEST": "80..100",
    "TURNS": "160..190",
    "OFFICE": "office",
    "EAST": "{west: 30}",
    "MORE": "",
    "DRAFT": "no",
}


MET = """\
developments:
  - {id: met, date: 2025-05-01, what: They met.}
  - {id: signed, date: 2025-05-02, what: They signed.}
"""


def case(**changed: str) -> tuple[Case | None, list[str]]:
    text = FILE
    for word, written in (GOOD | changed).items():
        text = text.replace(word, written)
    checked = check_document(Document(text, "case.yaml"))
    told = [str(problem) for problem in checked.problems]
    return checked.case, [each for each in told if "at least one judgement has no report" not in each]


def test_a_case_with_messages_ties_and_an_office_is_fit() -> None:
    read, problems = case()
    assert problems == []
    assert read is not None
    (message,) = read.messages
    assert message.aim == Aim(None, "no_deal", 30.0)
    assert read.speakers()["office"] == "The secretariat"
    assert (read.ties[0].from_, read.ties[0].rapport.words(), read.ties[0].turns.words()) == (
        "office",
        "50..70",
        "160..190",
    )
    listens = read.parties["south"].listens
    assert listens is not None
    assert (listens.because, listens.members) == ("They meet.", {"east": {"west": 30.0}})
    assert message_names((message, message.model_copy(update={"id": None}))) == ("hope", "north-message-2")


@pytest.mark.parametrize(
    ("written", "aim"),
    [
        ("moves: {land: {all: 60}}", Aim("land", "all", 60.0)),
        ("moves: {water: {weight: 4}}", Aim("water", "weight", 4.0)),
        ("moves: {price: {100: 60}}", Aim("price", "100", 60.0)),
        ("shifts: {from: land, to: water, weight: 2}", None),
    ],
)
def test_a_message_moves_a_rating_or_a_weight_or_shifts_weight(written: str, aim: Aim | None) -> None:
    read, problems = case(AIM=written)
    assert problems == []
    assert read is not None
    assert read.messages[0].aim == aim


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TO": "norht"}, "25:16: error: unknown party 'norht'; did you mean north?"),
        ({"FROM": "ofice"}, "27:6: error: unknown party or messenger 'ofice'; did you mean office?"),
        ({"FROM": "quux"}, "unknown party or messenger 'quux'; known: north, south"),
        ({"FROM": "north"}, "north cannot carry a message to itself; name another party"),
        ({"OFFICE": "aside", "FROM": "west"}, "'aside' is a party as well; name the office otherwise, or leave it out"),
        ({"AIM": "moves: {lnad: {all: 60}}"}, "unknown issue 'lnad'; did you mean land?"),
        ({"AIM": "moves: {land: {al: 60}}"}, "unknown option 'al' of issue land; did you mean all?"),
        ({"AIM": "moves: {land: {wieght: 4}}"}, "unknown field 'wieght'; did you mean weight?"),
        ({"AIM": "shifts: {from: land, to: watre, weight: 2}"}, "unknown issue 'watre'; did you mean water?"),
        ({"AIM": "moves: {land: {all: 60..70}}"}, "must be one number, as far as the argument could carry it at most"),
        ({"AIM": "moves: {no_deal: 30, land: {all: 60}}"}, "a message moves one judgement"),
        ({"AIM": "moves: {land: 60}"}, "a message moves one judgement"),
        ({"AIM": "moves: 60"}, "a message moves one judgement"),
        ({"AIM": "draft: no"}, "a message has one of `moves` and `shifts`, and this has neither"),
        (
            {"AIM": "moves: {no_deal: 3}, shifts: {from: land, to: water, weight: 1}"},
            "a message has one of `moves` and `shifts`, not both",
        ),
        ({"AIM": "moves: {no_deal: 130}"}, "the limit 130 lies outside 0..100; write a value on the party's scale"),
        ({"AIM": "moves: {land: {all: -1}}"}, "the limit -1 lies outside 0..100"),
        ({"AIM": "moves: {land: {weight: -1}}"}, "a weight below 0 is no limit; weights are 0 or more"),
        ({"AIM": "moves: {no_deal: 1e300}"}, "'moves': 1e300 is too large to be meant"),
        ({"AIM": "shifts: {from: land, to: water, weight: 0}"}, "'weight' must be more than 0, not 0"),
        ({"AIM": "shifts: {from: land, to: water, weight: 1..2}"}, "'weight' must be one number, not '1..2'"),
        ({"AIM": "shifts: {from: land, to: water, weight: '1,5'}"}, "must be one number, not '1,5'; write 1.5"),
        ({"AIM": "shifts: {from: land, to: land, weight: 1}"}, "no weight is moved from an issue to itself"),
        (
            {"AIM": "shifts: {from: water, to: land, weight: 1.6}"},
            "north gives water a weight of 1..2, less than 1.6; write 1.5 at most",
        ),
        (
            {"TO": "west"},
            "west inherits what no deal is worth from south; write `to: south`, or let west state its own",
        ),
        (
            {"TO": "west", "AIM": "moves: {land: {all: 60}}"},
            "west inherits what it wants in land from south; write `to: south`, or let west state its own",
        ),
        (
            {"TO": "aside", "AIM": "shifts: {from: land, to: water, weight: 1}"},
            "aside counts in points, so it has no weights; say in `moves` what its points for an option would be",
        ),
        ({"TO": "aside", "AIM": "moves: {land: {weight: 1}}"}, "aside counts in points, so land has no weight"),
        (
            {"TO": "aside", "AIM": "moves: {water: {open: 1}}"},
            "aside states no interest in water that could be moved; rate its options, with a weight",
        ),
        ({"TO": "aside"}, "warning: aside neither signs nor is asked for its yes"),
        (
            {"AIM": "moves: {price: {50: 60}}"},
            "north does not rate price=50 itself; name one that it rates: 0, 100",
        ),
        ({"BEST": "0..50"}, "must be above 0 and at most 1000, not 0..50"),
        ({"TURNS": "100..190"}, "pressure turns at 100..190, which is not above the best, 80..100"),
        (
            {"TURNS": "161..190"},
            "pressure turns at 161..190, more than twice the best, 80..100; write 160..200 at most, or more as `best`",
        ),
        ({"TURNS": "150..201"}, "pressure turns at 150..201, more than twice the best, 80..100"),
        ({"EAST": "{west: 130}"}, "what east must be"),
        ({"EAST": "{west: -3}"}, "must be 0 or more each, and 100 percent at most together"),
        ({"EAST": "{north: 30}"}, "north is no member of south; name one of east, west"),
        ({"EAST": "{east: 30}"}, "east listens to itself; leave it out: what it does not take from others it keeps"),
        ({"EAST": "{west: 3}, north: {east: 5}"}, "north is no member of south; name one of east, west"),
        (
            {"MORE": "  - {from: office, to: north, rapport: 5, best: 30, turns: 50}"},
            "there is a tie from office to north already; keep one; `since` and `until` tell when each held",
        ),
        ({"DRAFT": "yes"}, "warning: 1 judgement is still a draft"),
    ],
)
def test_each_thing_that_does_not_fit_is_told_with_what_mends_it(changed: dict[str, str], said: str) -> None:
    if said.startswith("what east"):
        said = "what east takes from others must be 0 or more each, and 100 percent at most together"
    _, problems = case(**changed)
    assert any(said in problem for problem in problems), problems
    assert sum(": error: " in problem for problem in problems) == (": error: " in problems[-1]), problems


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"BEST": "{value: 80..100, before: {met: 300}}"},
            "pressure turns at 160..190, which is not above the best, 300 (before met); write more than 300",
        ),
        (
            {"TURNS": "{value: 160..190, before: {met: 500}}"},
            "pressure turns at 500, more than twice the best, 80..100 (before met); write 160..200 at most",
        ),
        (
            {"BEST": "{value: 80, before: {met: 40}}", "TURNS": "{value: 160, before: {signed: 70}}"},
            "pressure turns at 160, more than twice the best, 40 (before met); write 80 at most, or more as `best`",
        ),
        ({"BEST": "{value: 80, before: {met: 40}}", "TURNS": "{value: 160, before: {met: 70}}"}, None),
    ],
)
def test_pressures_fit_at_every_time(changed: dict[str, str], said: str | None) -> None:
    _, problems = case(MORE=MET, **changed)
    errors = [each for each in problems if ": error: " in each]
    assert len(errors) == (said is not None), errors
    assert said is None or said in errors[0]


def test_a_limit_of_nothing_on_the_only_weight_is_refused() -> None:
    _, problems = case(AIM="moves: {land: {weight: 0}}")
    assert problems == []
    text = FILE.replace("water: {weight: 1..2, open: 0, shut: 50},\n     price: {weight: 1, 0: 0, 100: 100}", "")
    for word, written in (GOOD | {"AIM": "moves: {land: {weight: 0}}"}).items():
        text = text.replace(word, written)
    said = [str(each) for each in check_document(Document(text, "case.yaml")).errors]
    assert len(said) == 1
    assert "with a weight of 0 on land nothing would matter to north; write more than 0" in said[0]


def test_every_problem_is_told_at_once() -> None:
    _, problems = case(TO="west", TURNS="90..190", OFFICE="aside", FROM="aside", EAST="{north: 3}")
    assert sum(": error: " in problem for problem in problems) == 4


OTHERS = """\
developments:
  - {id: met, date: 2025-05-01, what: They met.}
messages:
  - {to: north, moves: {no_deal: 30}, since: met}
  - {to: south, moves: {land: {all: 20}}, until: met}
ties:
  - {from: south, to: north, rapport: {value: 50, before: {met: 20}}, best: 80, turns: 160, since: met}
  - {from: south, to: north, rapport: 10, best: 30, turns: 50, until: met}
"""


def test_what_held_before_a_development_holds_then() -> None:
    text = FILE[: FILE.index("messages:")] + OTHERS
    for word, written in GOOD.items():
        text = text.replace(word, written)
    checked = check_document(Document(text, "case.yaml"))
    assert checked.errors == ()
    assert checked.case is not None
    before, after = checked.case.after([]), checked.case.after(["met"])
    assert [message.to for message in before.messages] == ["south"]
    assert [message.to for message in after.messages] == ["north"]
    assert [tie.rapport.words() for tie in before.ties] == ["10"]
    assert [tie.rapport.words() for tie in after.ties] == ["50"]


def test_what_is_a_draft_does_not_count() -> None:
    read, _ = case(DRAFT="yes")
    assert read is not None
    assert [tie.from_ for tie in read.confirmed(1).ties] == ["aside"]
    number, _ = case(DRAFT="no", BEST="{value: 80, draft: yes}", TURNS="160")
    assert number is not None
    assert [tie.from_ for tie in number.confirmed(1).ties] == ["aside"]
    listening, _ = case(EAST="{west: 3}, draft: yes")
    assert listening is not None
    kept = listening.confirmed(1).parties
    assert kept["south"].listens is None
    assert kept["north"] is listening.parties["north"]
