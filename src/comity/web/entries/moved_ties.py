"""Ties that a measure would move: one set of fields for each tie that is judged, empty where it stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.case.measure import Measure
from comity.case.model import Case
from comity.case.talks_wording import tie
from comity.papers.option_words import capital, named
from comity.web.entries.confirmed import confirmed
from comity.web.entries.kind import put, put_number
from comity.web.entries.ties import speaker
from comity.web.forms import Field, Sent

_ASKED = {"rapport": "Rapport then", "best": "Best pressure then", "turns": "Where pressing then backfires"}


def moved_fields(case: Case, measure: Measure | None) -> Iterator[Field]:
    """The fields for what ties would be once a measure is taken."""
    moved = dict(measure.moved_ties()) if measure else {}
    stated = {(each.from_, each.to): each for each in case.ties}
    about = (
        "Empty where it stays as it is." if stated else "No tie is judged yet: add it under Ties, and it is asked here."
    )
    yield Field("", "What a tie would then be.", kind="words", hint=about)
    for speaks, heard in dict.fromkeys((*stated, *moved)):
        said, now = moved.get((speaks, heard)), stated.get((speaks, heard))
        whose = f"{capital(speaker(case, speaks))} to {named(case, heard)}"
        yield Field("", whose, kind="words", hint=f"Now: {tie(now)}." if now else "")
        numbers, path = said.numbers if said else {}, ("ties", speaks, heard)
        for name, label in _ASKED.items():
            held = numbers[name].words() if name in numbers else ""
            yield Field(f"ties.{speaks}.{heard}.{name}", label, held, path=(*path, name))
        because = (said.because or "") if said else ""
        yield Field(
            f"ties.{speaks}.{heard}.because", "Why, if not for the reason below", because, path=(*path, "because")
        )


def put_moved(entry: dict[str, Any], sent: Sent, case: Case) -> None:
    """State in a measure what ties it moves, as sent; what is not of the form stays as it is written."""
    ties = dict(entry["ties"]) if isinstance(entry.get("ties"), dict) else {}
    written = [(speaks, heard) for speaks, some in ties.items() if isinstance(some, dict) for heard in some]
    asked = {name for name, _ in sent.fields}
    for speaks, heard in dict.fromkeys((*((each.from_, each.to) for each in case.ties), *written)):
        if f"ties.{speaks}.{heard}.rapport" not in asked:
            continue
        from_one = dict(ties[speaks]) if isinstance(ties.get(speaks), dict) else {}
        before = from_one.get(heard)
        said = dict(before) if isinstance(before, dict) else {}
        for name in _ASKED:
            put_number(said, name, sent.line(f"ties.{speaks}.{heard}.{name}"))
        put(said, "because", sent.line(f"ties.{speaks}.{heard}.because"))
        states = any(name in said for name in (*_ASKED, "because"))
        put(from_one, heard, confirmed(before, said) if states else None)
        put(ties, speaks, from_one)
    put(entry, "ties", ties)
