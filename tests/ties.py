"""Cases with messages and ties."""

from __future__ import annotations

from typing import Any

from comity.case.messages import Message
from comity.case.model import Case
from comity.case.ties import Tie


def tie(speaker: str, to: str, rapport: str, best: str, turns: str) -> dict[str, Any]:
    """A tie as a file has it."""
    return {"from": speaker, "to": to, "rapport": rapport, "best": best, "turns": turns}


def with_messages(case: Case, messages: list[dict[str, Any]], ties: list[dict[str, Any]]) -> Case:
    """The case with some messages and ties."""
    return case.model_copy(
        update={
            "messages": tuple(Message.model_validate(each) for each in messages),
            "ties": tuple(Tie.model_validate(each) for each in ties),
        }
    )
