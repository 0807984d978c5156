"""What differs of who can move whom and of the course of talks: named with what each case says, both ways round."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from comity.case.model import Case
from comity.questions.change import compared_words, words
from comity.questions.change.answer import change
from comity.questions.change.compare import compare
from comity.questions.change.uncounted import uncounted
from talks import TALKS, talks

LINE = "no deal of Beta 20; tie from United States to Alpha: rapport 55"
FULL: dict[str, Any] = {
    "parties": TALKS["parties"]
    | {
        "c": {
            "name": "United States",
            "members": {"d": "Delta", "e": "Epsilon"},
            "listens": {"d": {"e": "30"}, "because": "they lunch"},
        }
    },
    "issues": TALKS["issues"]
    | {
        "x": {
            "name": "The X",
            "options": {"p": {"name": "P it is", "verified_by": "c", "breach": "It ends."}, "q": "Q it is"},
            "today": "p",
        }
    },
    "messages": [{"to": "a", "says": "it is late", "moves": {"no_deal": "30"}, "because": "so"}],
    "ties": [{"from": "c", "to": "a", "rapport": "50", "best": "60", "turns": "90..100"}],
    "preconditions": [{"party": "c", "first": "x", "then": "y", "firmness": "preferred", "because": "so"}],
    "talks": {
        "patience": "90",
        "worth": "30",
        "issues": {
            "x": {
                "formats": {"small": {"cost": "1", "success": "40"}},
                "easier_after": {"y": "10"},
            }
        },
    },
    "measures": {
        "line": {
            "name": "A line",
            "by": "a",
            "cost": "1..2",
            "moves": {"b": {"no_deal": "20"}},
            "ties": {"c": {"a": {"rapport": "55"}}},
        }
    },
}


def changed(*path: Any, value: Any) -> Case:
    """The full case with one entry set, or left out where the value is None."""
    content = deepcopy(FULL)
    at: Any = content
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return talks(**content)


@pytest.mark.parametrize(
    ("path", "value", "what", "old", "new"),
    [
        (("messages", 0, "moves"), {"no_deal": "20"}, "the message to Alpha, “it is late”", "no deal 30", "no deal 20"),
        (("ties", 0, "rapport"), "70", "the rapport of the United States with Alpha", "50", "70"),
        (("ties", 0, "best"), "55", "the best pressure of the United States on Alpha", "60", "55"),
        (("ties", 0, "turns"), "90", "the pressure of the United States on Alpha that backfires", "90 to 100", "90"),
        (
            ("ties",),
            [],
            "the tie from the United States to Alpha",
            "rapport 50, best pressure 60, turns at 90 to 100",
            "",
        ),
        (
            ("parties", "c", "listens", "d", "e"),
            "40",
            "who listens to whom in the United States",
            "Delta takes 30 from Epsilon",
            "Delta takes 40 from Epsilon",
        ),
        (("issues", "x", "today"), "q", "what holds today on “The X”", "P it is", "Q it is"),
        (("issues", "x", "today"), None, "what holds today on “The X”", "P it is", ""),
        (("issues", "y", "reversible"), "yes", "whether a step on “The Y” lapses when talks stop", "no", "yes"),
        (("issues", "x", "options", "p", "verified_by"), "b", "who verifies “The X: P it is”", "United States", "Beta"),
        (
            ("issues", "x", "options", "p", "breach"),
            None,
            "what follows a breach of “The X: P it is”",
            "It ends.",
            "",
        ),
        (
            ("preconditions", 0, "firmness"),
            "declared",
            "that the United States wants “The X” settled before “The Y”",
            "preferred",
            "declared",
        ),
        (("talks", "patience"), "95", "how much of 100 now what comes a round later is worth", "90", "95"),
        (("talks", "waiting"), "1", "what every round costs besides, while not all is settled", "", "1 point"),
        (("talks", "worth"), None, "what it is worth that all is settled", "30 points", ""),
        (
            ("talks", "issues", "x", "formats", "small", "cost"),
            "2",
            "what rounds on “The X” held as “small” cost",
            "1 point",
            "2 points",
        ),
        (
            ("talks", "issues", "x", "formats", "small", "success"),
            "50",
            "in how many of 100 rounds on “The X” held as “small” succeed",
            "40",
            "50",
        ),
        (
            ("talks", "issues", "x", "formats", "small", "ends_talks"),
            "5",
            "in how many of 100 failed rounds on “The X” held as “small” end all talks",
            "0",
            "5",
        ),
        (
            ("talks", "issues", "x", "formats", "large"),
            {"cost": "1", "success": "30"},
            "rounds on “The X” held as “large”",
            "",
            "costs 1 point, succeeds in 30 of 100",
        ),
        (
            ("talks", "issues", "x", "easier_after"),
            {"y": "20"},
            "in how many of 100 more a round succeeds on “The X” once “The Y” is settled",
            "10",
            "20",
        ),
        (("measures", "line", "by"), "b", "who takes the measure “A line”", "Alpha", "Beta"),
        (("measures", "line", "cost"), "1", "what the measure “A line” costs", "1 to 2 points", "1 point"),
        (("measures", "line", "reversible"), "yes", "whether the measure “A line” can be taken back", "no", "yes"),
        (
            ("measures", "line", "moves"),
            {"b": {"no_deal": "15"}},
            "what no deal is worth to Beta after the measure “A line”",
            "20",
            "15",
        ),
        (
            ("measures", "line", "ties", "c", "a", "rapport"),
            "60..70",
            "the rapport of the United States with Alpha after the measure “A line”",
            "55",
            "60 to 70",
        ),
        (
            ("measures", "line", "ties"),
            {},
            "the rapport of the United States with Alpha after the measure “A line”",
            "55",
            "",
        ),
        (
            ("measures",),
            {},
            "the measure “A line”",
            "costs 1 to 2 points; no deal of Beta 20; tie from United States to Alpha: rapport 55",
            "",
        ),
    ],
)
def test_one_thing_that_differs_is_named(path: Any, value: Any, what: str, old: str, new: str) -> None:
    full, other = talks(**FULL), changed(*path, value=value)
    (difference,) = uncounted(full, other)
    assert (difference.what, difference.old, difference.new, difference.counts) == (what, old, new, False)
    (back,) = uncounted(other, full)
    assert (back.what, back.old, back.new) == (what, new, old)
    result = compare(full, other).result
    assert (result.differences, result.uncounted) == ((), (difference,))
    assert result.json()["uncounted"][0]["old"] == (old or None)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("ties", 0, "because"), "they met"),
        (("messages", 0, "says"), "it is late."),
        (("measures", "line", "name"), "A line between capitals"),
        (("preconditions", 0, "evidence"), []),
        (("preconditions", 0, "id"), "x-first"),
        (("messages", 0, "because"), "otherwise"),
    ],
)
def test_words_and_reasons_alone_are_no_difference(path: Any, value: Any) -> None:
    assert uncounted(talks(**FULL), changed(*path, value=value)) == ()


def test_the_order_of_entries_is_no_difference() -> None:
    ties = [*FULL["ties"], {"from": "b", "to": "a", "rapport": "10", "best": "20", "turns": "30"}]
    one, other = talks(**FULL | {"ties": ties}), talks(**FULL | {"ties": ties[::-1]})
    assert uncounted(one, other) == ()


def test_two_files_are_said_to_differ_in_it_and_by_how_much() -> None:
    full, other = talks(**FULL), changed("ties", 0, "rapport", value="70")
    none = "No number, red line, condition or rule on which a count rests differs, so 1 agreement is possible by both."
    rapport = "What differs although no count rests on it: the rapport of the United States with Alpha"
    assert compare(full, other).answer == f"{none} {rapport} (50 or 70)."
    assert compare(other, full).answer == f"{none} {rapport} (70 or 50)."
    assert compare(full, other).caveats == compare(full, full).caveats  # what is named needs no caveat
    alone = changed("measures", value={})
    said = "What differs although no count rests on it: the measure “A line” (only in {}: costs 1 to 2 points; {})."
    named = compare(full, alone, names=("ada", "ben"))
    assert named.answer == f"{none} {said.format('ada', LINE)}"
    assert compare(alone, full, names=("ada", "ben")).answer == f"{none} {said.format('ben', LINE)}"
    table = named.tables["uncounted"]
    assert table.columns == ("judgement", "ada", "ben")
    assert table.rows == (("The measure “A line”", f"costs 1 to 2 points; {LINE}", "not there"),)
    few = compared_words.answer(full, compare(talks(), full).result)
    assert "(only in the new file: no deal 30); the tie" in few
    assert few.endswith("; 9 more.")


DATED = FULL | {
    "as_of": "2026-03-01",
    "developments": [{"id": "call", "date": "2026-02-01", "what": "They speak on the telephone."}],
}


def test_two_days_are_said_to_differ_in_it() -> None:
    warmer = [FULL["ties"][0] | {"rapport": {"value": "70", "before": {"call": "50"}}}]
    rapport = "What is judged otherwise although no count rests on it: the rapport of the United States with Alpha"
    finding = change(talks(**DATED | {"ties": warmer}))
    assert finding.answer == (
        "From 2026-01-31 to 2026-03-01 as many agreements stayed possible, 1. “They speak on the telephone” changed "
        "nothing in that. The pick of Nash is for no signer clearly worth more or less than it was. "
        f"{rapport} (50, then 70)."
    )
    assert finding.tables["uncounted"].columns == ("judgement", "2026-01-31", "2026-03-01")
    assert finding.data["uncounted_count"] == 1
    for field, said in (("since", "now preferred"), ("until", "preferred, and no longer")):
        dated = talks(**DATED | {"preconditions": [FULL["preconditions"][0] | {field: "call"}]})
        assert change(dated).answer.endswith(
            "What is judged otherwise although no count rests on it: that the United States wants “The X” settled "
            f"before “The Y” ({said})."
        )
    assert change(talks(**DATED)).result.uncounted == ()
    assert (
        words.without_a_count("differs", ["a", "b"], 4) == "What differs although no count rests on it: a; b; 2 more."
    )
