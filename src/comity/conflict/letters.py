"""How the states of a conflict are spelled, for messages."""

from __future__ import annotations

from comity.conflict.model import Conflict


def spelling(conflict: Conflict) -> str:
    """How a state is to be written."""
    names = ", ".join(option.name for option in conflict.options)
    if any(option.levels for option in conflict.options):
        levels = ", ".join(
            f"{option.name} ({option.letters[0]} to {option.letters[-1]})" for option in conflict.options
        )
        return f"write one letter each for: {levels}"
    return f"write Y or N for each of: {names}"
