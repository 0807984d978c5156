"""A case that can be reckoned by hand: two issues of two options, two signers, one party that does not sign."""

from __future__ import annotations

from typing import Any

from comity.case.model import Case

# Worths of pp, pq, qp, qq: 100, 75, 25, 0 to A (no deal 40); 0, 25, 50, 75 to B (no deal 20..30).
TALKS: dict[str, Any] = {
    "title": "Two issues, two parties",
    "parties": {"a": {"name": "Alpha", "signs": "yes"}, "b": {"name": "Beta", "signs": "yes"}, "c": "Gamma"},
    "issues": {
        "x": {"name": "The X", "options": {"p": "P it is", "q": "Q it is"}},
        "y": {"name": "The Y", "options": {"p": "P", "q": "Q"}},
    },
    "interests": {
        "a": {"no_deal": "40", "x": {"weight": "3", "p": "100", "q": "0"}, "y": {"weight": "1", "p": "100", "q": "0"}},
        "b": {
            "no_deal": "20..30",
            "x": {"weight": "1", "p": "0", "q": "100"},
            "y": {"weight": "1", "p": "0", "q": "50"},
        },
        "c": {"x": {"weight": "1", "p": "10", "q": "90"}},
    },
}


def talks(**changed: Any) -> Case:
    """The case, with some of its sections changed."""
    return Case.model_validate(TALKS | changed)


def line(party: str, **never: str) -> dict[str, Any]:
    """A declared red line."""
    return {"party": party, "never": never, "firmness": "declared"}
