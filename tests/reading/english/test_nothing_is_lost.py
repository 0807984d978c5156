"""Positions in forms that were once passed over: whose, the stance, the direction, the words, and what they hang on."""

from pathlib import Path

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry(Path(__file__).parents[1] / "polarity" / "registry.yaml")
LIBRARY = library()
Told = tuple[str | None, str, bool | None, str]
HELD: dict[str, set[Told]] = {
    # what is kept up until something happens: kept, and what would end it asked for
    "Velland will keep the ban until the ports are open.": {
        ("velland", "support", True, "keep the ban"),
        ("velland", "demand", True, "the ports are open"),
    },
    "Corvane would maintain the embargo unless the envoys are freed.": {
        ("corvane", "support", True, "maintain the embargo"),
        ("corvane", "demand", True, "the envoys are freed"),
    },
    # a verb left out
    "Dunmarch proposed a hotline, Velland a bulletin.": {
        ("dunmarch", "demand", True, "a hotline"),
        ("velland", "demand", True, "a bulletin"),
    },
    "Corvane rejects a levy, and the Free Voters a toll.": {
        ("corvane", "refuse", False, "a levy"),
        ("free_voters", "refuse", False, "a toll"),
    },
    "Gavria wants two bridges; Losk three.": {
        ("gavria", "demand", True, "two bridges"),
        ("losk", "demand", True, "three"),
    },
    "Averna asked for more time, while Kandria no delay.": {
        ("averna", "demand", True, "more time"),
        ("kandria", "oppose", False, "no delay"),
    },
    # of a list, what is not wanted
    "Sri Lanka asked for a lower rate but for no new money.": {
        ("sri_lanka", "demand", True, "a lower rate"),
        ("sri_lanka", "oppose", False, "no new money"),
    },
    "Ulvar demanded grants but no soldiers.": {
        ("ulvar", "demand", True, "grants"),
        ("ulvar", "oppose", False, "no soldiers"),
    },
    "Zemra wants doctors and dentists but no soldiers.": {("zemra", "oppose", False, "no soldiers")},
    # what is made a condition, and what it is the condition for
    "Ulvar made the release of the crew a precondition for talks.": {
        ("ulvar", "demand", True, "the release of the crew"),
    },
    "Ulvar has set a register as its condition for signing.": {("ulvar", "demand", True, "a register")},
    "Ulvar's precondition for talks is a register.": {("ulvar", "demand", True, "a register")},
    # all that is asked
    "Ulvar stayed; all it asks is a survey before work resumes.": {
        ("ulvar", "demand", True, "a survey"),
    },
    # neither
    "Neither Ulvar nor Zemra would serve under Roos.": {
        ("ulvar", "refuse", False, "serve under Roos"),
        ("zemra", "refuse", False, "serve under Roos"),
    },
    # a scrap of a quotation goes with the clause before it
    'The road is not for sale, Ulvar insisted, "least of all for a ministry".': {
        ("ulvar", "oppose", False, 'The road is not for sale "least of all for a ministry"'),
    },
    "Ulvar is reluctant to delay the road.": {("ulvar", "oppose", False, "to delay the road")},
    # several alike
    "Not only Ulvar but also Zemra wants a later start.": {
        ("ulvar", "demand", True, "a later start"),
        ("zemra", "demand", True, "a later start"),
    },
    "Ulvar, like Zemra, wants a longer truce.": {
        ("ulvar", "demand", True, "a longer truce"),
        ("zemra", "demand", True, "a longer truce"),
    },
    "Like Ulvar, Zemra rejects a longer truce.": {
        ("ulvar", "refuse", False, "a longer truce"),
        ("zemra", "refuse", False, "a longer truce"),
    },
    # a plain promise, in the reporter's own words
    "Fiji will license the boats.": {("fiji", "support", True, "license the boats")},
    "The Free Voters will back the budget.": {("free_voters", "support", True, "the budget")},
    # nobody, nothing
    "Dunmarch will talk to nobody.": {("dunmarch", "refuse", False, "talk to nobody")},
    "Dunmarch will sign nothing.": {("dunmarch", "refuse", None, "sign nothing")},
    # said again
    "Brazil repeated its call for a fund for peat bogs.": {("brazil", "demand", True, "a fund for peat bogs")},
    "Brazil underscored its demand for an audit.": {("brazil", "demand", True, "an audit")},
    "Turkey voiced strong objections to the tax.": {("turkiye", "oppose", False, "the tax")},
    "Ghana spurned Turkey's plea for a longer list.": {
        ("ghana", "refuse", False, "Turkey's plea for a longer list"),
        ("turkiye", "demand", True, "a longer list"),
    },
    # without a verb of its own
    "No deal without a vote, Ulvar's minister said.": {("ulvar", "demand", True, "No deal without a vote")},
    # by what they are said to lead
    "Mara Dast, who heads Ulvar's mission in Geneva, was there. Dast said the map was unacceptable.": {
        ("ulvar", "refuse", False, "the map was unacceptable")
    },
    # voices of their own, whose party is asked
    "Namibian canners oppose a freezer tax.": {(None, "oppose", False, "a freezer tax")},
    "Zambia's central bank governor ruled out a default.": {(None, "refuse", False, "a default")},
    "There were calls in the hall for a new weir.": {(None, "demand", True, "a new weir")},
    "A baker in Elmstead, Rosa Till, wants a bus stop.": {(None, "demand", True, "a bus stop")},
    # what alone would do
    "Only a new roster would end the strike, the Nurses' Union said.": {
        ("nurses_union", "demand", True, "Only a new roster would end the strike")
    },
    "Ulvar would like the night loading to cease.": {("ulvar", "oppose", False, "the night loading to cease")},
    "Ulvar wants the digging to stop.": {("ulvar", "oppose", False, "the digging to stop")},
    # the whole thing
    "Ulvar dismissed a swap into local currency as a gimmick.": {
        ("ulvar", "refuse", False, "a swap into local currency")
    },
}


def read(text: str) -> tuple[Statement, ...]:
    return read_texts([Source("t", "t", None, None, text)], REGISTRY, LIBRARY).statements


def words(text: str, s: Statement) -> str:
    return " ".join(text[span.start : span.end].strip() for span in s.content)


@pytest.mark.parametrize("text", HELD)
def test_each_position_is_a_statement(text: str) -> None:
    assert {(s.party, s.stance, s.agreement, words(text, s)) for s in read(text)} >= HELD[text]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Dunmarch proposed a hotline, Velland's old idea.", "velland"),
        ("Dunmarch asked for a visit to Velland, a neighbour.", "velland"),
        ("Dunmarch wants a hotline, Velland said.", "velland"),
        ("Dunmarch, unlike Velland, wants a hotline.", "velland"),
        ("Mara Dast, who visited Ulvar's mission, spoke first. Dast said the map was unacceptable.", "ulvar"),
        ("Namibian frontiers oppose nothing.", "namibia"),
        ("Ulvar will lose the vote.", "ulvar"),
        ("Ulvar has not made peace a condition for talks.", "ulvar"),
        ("Ulvar set out its conditions for a ceasefire.", "ulvar"),
        ("Ulvar will cut the gas supply.", "ulvar"),
    ],
)
def test_nobody_is_made_to_hold_what_they_did_not_say(text: str, party: str) -> None:
    assert not [s for s in read(text) if s.party == party and s.agreement is not None]


def test_what_is_kept_up_hangs_on_what_would_end_it() -> None:
    kept = read("Velland will keep the ban until the ports are open.")[0]
    assert (kept.condition_form, kept.agreement) == ("unless", True)


@pytest.mark.parametrize(
    "text",
    [
        "Velland will keep the ban until May.",
        "Kandria will keep its truce until the summit begins.",  # nobody says that it wants the summit
        "Kandria will keep its troops there as long as the siege lasts.",
        "Kandria will keep the truce as long as the road stays open.",
    ],
)
def test_a_day_or_an_event_is_not_asked_for(text: str) -> None:
    assert not [s for s in read(text) if s.part == "asked"]


def test_to_talk_to_nobody_while_something_lasts_is_a_question() -> None:
    (refused,) = read("Dunmarch will talk to nobody while the siege lasts.")
    assert (refused.stance, refused.agreement, refused.condition_form) == ("refuse", None, "when")


@pytest.mark.parametrize("verb", ["commit itself to", "pledge itself to", "promise", "undertake"])
def test_what_was_not_promised_is_not_refused(verb: str) -> None:
    assert not [s for s in read(f"Pernia did not {verb} the exchange of bodies.") if s.agreement is not None]


def test_what_is_on_no_side_of_a_quarrel_is_accepted() -> None:
    for words_ in ("has no quarrel with", "has no problem with", "has no objection to"):
        (s,) = read(f"Ulvar {words_} a yearly stocktake.")
        assert (s.party, s.stance, s.agreement) == ("ulvar", "support", True)
