"""What a person has changed is a draft no more."""

from __future__ import annotations

from typing import Any


def confirmed(before: Any, after: dict[str, Any]) -> dict[str, Any]:
    """An entry of a case as a person has left it: without its own mark of a draft where it says something else now."""
    return after if before == after else {name: said for name, said in after.items() if name != "draft"}


def with_number(before: dict[str, Any], written: str) -> dict[str, Any]:
    """A number with reasons of its own, as a person has typed it."""
    return confirmed(before, {**before, "value": written})
