"""Listening in a group: the published example, whether members come to one line, and who pulls."""

from __future__ import annotations

import numpy as np
import pytest

from comity.case.model import Case
from comity.questions.influence import words
from comity.questions.influence.listening import listened, pulls
from talks import TALKS, talks

# Friedkin and Johnsen (1999), as in methods/influence.md: W, and where 25, 25, 75, 85 end.
PUBLISHED = [[0.22, 0.12, 0.36, 0.30], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.09, 0.178, 0.446, 0.286]]


def test_the_published_example() -> None:
    found = pulls(np.array(PUBLISHED))
    assert found is not None
    assert (found @ np.array([25, 25, 75, 85])).round(3).tolist() == [60.021, 59.984, 75, 74.986]
    assert found.sum(axis=1) == pytest.approx([1, 1, 1, 1])


def group(listens: object, **rated: tuple[int, int]) -> Case:
    members = {"m": "Em", "n": "En", "o": "Oh"}
    views = {name: {"x": {"weight": "1", "p": str(p), "q": str(q)}} for name, (p, q) in rated.items()}
    parties = {**TALKS["parties"], "b": {"name": "Beta", "signs": "yes", "members": members, "listens": listens}}
    return talks(parties=parties, interests={**TALKS["interests"], **views})


def test_the_same_by_a_case_file_and_who_pulls() -> None:
    case = group({"m": {"n": 30}}, m=(0, 100), n=(40, 60), o=(40, 60))
    (found,) = listened(case)
    # m keeps 70 of 100: x = .3 (.7 x + .3 * 40) + .7 * 0, so x = 3.6 / .79
    (line, other) = found.lines
    assert {line.option, other.option} == {"p", "q"}
    assert line.after["m" if line.option == "p" else "n"] == pytest.approx(3.6 / 0.79 if line.option == "p" else 60)
    assert line.apart == pytest.approx((40, 40 - 3.6 / 0.79))
    assert not found.converges
    assert sum(found.pull.values()) == pytest.approx(1)
    assert found.pull["n"] == pytest.approx((1 + 0.09 / 0.79) / 3)
    told = found.json()
    assert (told["group"], told["converges"], told["apart_before"]) == ("b", False, 40)


@pytest.mark.parametrize(
    ("listens", "rated", "said"),
    [
        (
            {"m": {"n": 30}},
            {"m": (0, 100), "n": (40, 60), "o": (40, 60)},
            "Listening to each other as judged, the members of Beta stay up to 35.4 points apart, where they began "
            "40.0 apart; the strongest pull is that of En, with 37 of 100.",
        ),
        (
            {"m": {"n": 100}, "o": {"n": 100}},
            {"m": (0, 100), "n": (40, 60), "o": (40, 60)},
            "Listening to each other as judged, the members of Beta come to one line, within 1 point; the "
            "strongest pull is that of En, with 100 of 100.",
        ),
        (
            {"m": {"n": 100}, "n": {"m": 100}},
            {"m": (0, 100), "n": (40, 60), "o": (40, 60)},
            "Where the members of Beta end is not determined: some take all of their views from each other.",
        ),
        ({"m": {"n": 30}}, {}, "The members of Beta rate every option alike."),
    ],
)
def test_what_is_said_of_a_group(listens: object, rated: dict[str, tuple[int, int]], said: str) -> None:
    case = group(listens, **rated)
    (found,) = listened(case)
    assert " ".join(words._group(case, found)) == said


def test_without_it_nothing_is_said() -> None:
    assert listened(talks()) == ()
