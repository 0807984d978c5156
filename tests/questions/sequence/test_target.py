"""The agreement that steps aim at: of all that the pick leaves open, the one that changes least of today."""

from __future__ import annotations

import pytest

from comity.case.model import Case
from comity.questions.sequence import target, words
from comity.questions.sequence.answer import sequence_of

FREE = tuple(f"z{at}" for at in range(7))


def open_on_most(backwards: bool) -> Case:
    """Two signers that care for x alone, p rather than q; on seven further issues of three options today is q."""
    turn = -1 if backwards else 1
    issues = {
        name: {
            "name": name,
            "options": {each: each for each in (("p", "q") if name == "x" else ("p", "q", "r"))[::turn]},
            "today": "q",
        }
        for name in ("x", *FREE)[::turn]
    }
    wants = {"no_deal": 10, "x": {"weight": 1, "p": 60, "q": 50}}
    return Case.model_validate(
        {
            "title": "Much left open",
            "parties": {name: {"name": name, "signs": "yes"} for name in "ab"},
            "issues": issues,
            "interests": {"a": wants, "b": wants},
        }
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_of_more_than_can_be_listed_the_nearest_of_all_is_aimed_at(backwards: bool) -> None:
    found = sequence_of(open_on_most(backwards)).target
    assert found is not None
    assert (found.tied, found.compared) == (3**7, 0)
    assert found.agreement.options == {"x": "p", **dict.fromkeys(FREE, "q")}


def test_where_not_all_can_be_compared_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "possible_choices", lambda _: None)
    case = open_on_most(False)
    result = sequence_of(case)
    assert result.target is not None
    assert result.target.compared == target.TIED
    said = (
        "The egalitarian pick leaves 2,187 agreements; of the first 1,024 of them, that which changes least of today "
        "is aimed at."
    )
    assert said in " ".join(words.caveats(case, result))
