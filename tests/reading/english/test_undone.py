"""Cues that are undone, and the same cues as they stand."""

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry()
LIBRARY = library()

# The cue as it stands, what undoes it, and the stance and direction that are left.
PAIRS = """
demand yes | Norway insists on a toll. | withdrawn-demand open | Norway no longer insists on a toll.
demand yes | Norway insists on a toll. | withdrawn-demand open | Norway has stopped insisting on a toll.
demand yes | Norway demanded a toll. | claim open | Norway has never demanded a toll.
demand yes | Norway wants a toll. | oppose no | Norway does not want a toll.
demand yes | Norway is demanding a toll. | claim open | Nobody in Norway is demanding a toll.
demand yes | Norway demands a toll. | claim open | Norway used to demand a toll.
support yes | Norway has accepted a toll. | claim open | Norway has not accepted a toll.
support yes | Norway has accepted a toll. | claim open | It is not true that Norway has accepted a toll.
oppose no | Norway opposes a toll. | claim open | It would be wrong to say that Norway opposes a toll.
support yes | Norway has accepted a toll. | claim open | Norway has yet to accept a toll.
support yes | Norway accepts a toll. | refuse no | Norway does not accept a toll.
support yes | Norway supports a toll. | claim open | It is unclear whether Norway supports a toll.
oppose no | Norway is against a toll. | support yes | Norway is no longer against a toll.
oppose no | Norway opposed a toll. | support yes | Norway has never opposed a toll.
oppose no | Norway opposes a toll. | support yes | Norway has ceased to oppose a toll.
refuse no | Norway refused a toll. | support open | Norway never refused a toll.
refuse no | Norway rejected a toll. | claim open | Norway stopped short of rejecting a toll.
withdrawn-demand open | Norway dropped its demand for a toll. | support yes | Norway dropped its objection to a toll.
"""
LINES = [tuple(part.strip() for part in line.split("|")) for line in PAIRS.strip().splitlines()]
WORD = {True: "yes", False: "no", None: "open"}


def read(text: str) -> list[str]:
    statements: tuple[Statement, ...] = read_texts([Source("t", "t", None, None, text)], REGISTRY, LIBRARY).statements
    return [f"{s.stance} {WORD[s.agreement]}" for s in statements]


@pytest.mark.parametrize(("plain", "stands", "left", "undone"), LINES)
def test_what_is_left_of_a_position(plain: str, stands: str, left: str, undone: str) -> None:
    assert plain in read(stands)
    assert left in read(undone)
    assert plain not in read(undone)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway lifted its veto on the toll.",
        "Norway will not stand in the way of a toll.",
        "Norway will not block a toll.",
    ],
)
def test_what_is_let_pass_is_accepted(sentence: str) -> None:
    assert read(sentence) == ["support yes"]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("At no point did Norway ask for a toll.", "claim open"),
        ("At no stage has Norway demanded a toll.", "claim open"),
        ("Under no circumstances would Norway accept a toll.", "refuse no"),
        ("Norway let go of its demand for a toll.", "withdrawn-demand open"),
        ("Norway is standing by its demand for a toll.", "demand yes"),
        ("Norway sees no merit in a toll.", "refuse no"),
        ("Norway sees merit in a toll.", "support yes"),
        ("Norway threw cold water on a toll.", "oppose no"),
        ("Norway threatened to impose a toll.", "demand open"),
        ("Norway threatened to block a toll.", "oppose no"),
        ("A toll is unacceptable to Norway.", "refuse no"),
        ("A toll would not be acceptable to Norway.", "refuse no"),
        ("A toll is acceptable to Norway.", "support yes"),
        ("A toll is essential for Norway.", "demand yes"),
        ("A toll has the backing of Norway.", "support yes"),
        ("A toll met with resistance from Norway.", "oppose no"),
        ("Norway's aim is a toll on the bay.", "support yes"),
        ("It is the wish of Norway that a toll be introduced.", "support yes"),
        ("There is little support in Norway for a toll.", "refuse no"),
        ("There is broad support in Norway for a toll.", "support yes"),
        ("Norway is not about to accept a toll.", "refuse no"),
        ("Norway is in no position to accept a toll.", "refuse no"),
        ("Norway is not going to accept a toll.", "refuse no"),
        ("Norway is going to accept a toll.", "support yes"),
        ("Norway is unlikely to accept a toll.", "claim open"),
        ("Norway is likely to reject a toll.", "claim open"),
        ("Norway insisted it had never demanded a toll.", "claim open"),
        ("Norway declined to comment on a toll.", "claim open"),
        ("Norway asked what a toll would cost.", "claim open"),
        ("Norway will not budge on its demand for a toll.", "refuse open"),
        ("Norway until recently opposed a toll.", "claim open"),
        ("What Norway wants is a toll.", "demand yes"),
        ("What Norway rejects, its envoy explained, is a toll.", "refuse no"),
        ("The protocol notes the wish of Norway for a toll.", "support yes"),
        ("The refusal of Norway to accept a toll angered Chile.", "refuse no"),
        ("The American insistence on a toll has not changed.", "demand yes"),
        ("Support for a toll came from Norway.", "support yes"),
        ("Norway did not, as has been claimed, ask for a toll.", "claim open"),
        ("It is too early to say that Norway wants a toll.", "claim open"),
        ("Norway said it would not vote against a toll.", "support yes"),
        ("Norway's readiness to accept a toll has been exaggerated.", "claim open"),
        ("Norway had hoped for a toll.", "claim open"),
        ("Norway wanted a toll at first.", "claim open"),
        ("Norway insisted that a toll was illegal.", "demand open"),
        ("Norway insisted that a toll be paid.", "demand yes"),
        ("Chile asked Norway whether it would accept a toll.", "claim open"),
        ('"Why should we accept a toll?" Norway asked.', "claim open"),
        ("Norway's once fierce resistance to a toll has waned.", "claim open"),
        ("Reports that Norway had agreed to a toll were dismissed by Chile.", "claim open"),
        ("Norway dismissed talk that it had agreed to a toll.", "claim open"),
        ("Norway dismissed the idea of a toll.", "refuse no"),
        ("It is hardly the case that Norway wants a toll.", "claim open"),
        ("Nothing short of a toll will satisfy Norway.", "demand yes"),
        ("Norway can support any tax but a toll.", "support open"),
        ("Norway's resistance to a toll has melted away.", "claim open"),
        ("Norway's resistance to a toll has hardened.", "oppose no"),
        ("At no point, Norway insists, did it ask for a toll.", "claim open"),
        ('"A toll is the worst of all worlds," Norway said, "and we will fight it."', "oppose no"),
        ("Norway's envoy hinted that Norway is not averse to a toll.", "support yes"),
    ],
)
def test_what_is_denied_in_front_or_let_go(sentence: str, left: str) -> None:
    assert left in read(sentence)
    assert {line.split()[1] for line in read(sentence)} <= {left.split()[1], "open"}


def test_what_another_does_with_a_demand_is_no_demand_of_who_tells_it() -> None:
    assert all(
        not line.startswith("demand") for line in read("Diplomats said Norway had let go of its demand for a toll.")
    )
