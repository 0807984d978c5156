"""Whose is each position of tests/reading/english/who_speaks? Counts of what a reading makes of the passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from comity.reading import Source, Statement, read_texts
from comity.reading.english.nouns import slug
from comity.reading.library import library
from comity.reading.registry import registry

FOLDER = Path(__file__).parent / "reading" / "english" / "who_speaks"


@dataclass
class Told:
    """Counts by kind of passage, and the passages that went wrong with what was read."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def total(self, what: str) -> int:
        """Of all kinds together."""
        return sum(counts[what] for counts in self.counts.values())


def told(file: str) -> Told:
    """How many positions of a file of passages are found, and is their party right, left open or another's?

    A position is found where a statement shares half of the shorter of the two contents. One statement serves one
    position of a content. A party is "open" where the passage has one and the statement none. "Beside" counts
    statements, other than plain claims, that give a passage's position to a party that does not hold it.
    """
    actors, issues = registry(FOLDER / "registry.yaml"), library()
    known = {p.id for p in actors.parties} | {m.id for p in actors.parties for m in p.members}
    told = Told()
    for passage in YAML(typ="safe").load(FOLDER / file):
        text = passage["text"]
        statements = read_texts([Source("t", "t", "2024-05-06", None, text)], actors, issues).statements
        counts = told.counts.setdefault(passage["kind"], Counter())
        free = list(statements)
        for gold in passage["positions"]:
            counts["positions"] += 1
            gold = gold | {"short": {slug(short) for short in re.findall(r"\(([A-Z]+)\)", text)}}
            fits = [s for s in free if _shares(gold, s, text)]
            best = max(fits, key=lambda s: (_party(gold, s, known) == "right", s.speaker is not None), default=None)
            if best is None:
                told.wrong.append(f"missed {gold['speaker']} {gold['content']!r} in {text!r}: {_shown(statements)}")
                continue
            free.remove(best)
            verdict = _party(gold, best, known)
            counts["found"] += 1
            counts[verdict] += 1
            reported = gold.get("reported_by")
            if reported:
                counts["reported"] += 1
                counts["reporter right"] += best.reported_by is not None and bool(
                    set(slug(best.reported_by).split("_")) & set(slug(reported).split("_"))
                    or _same_party(best.reported_by, reported, actors)
                )
            if verdict != "right":
                told.wrong.append(f"{verdict} {gold['speaker']} in {text!r}: {_shown(statements)}")
        holders = {gold["party"] for gold in passage["positions"]}
        for s in free:
            if not s.nobody and s.stance != "claim" and s.party in (*passage.get("not", ()), *(known - holders)):
                counts["beside"] += 1
                told.wrong.append(f"beside {s.party} in {text!r}: {_shown([s])}")
    return told


def _shares(gold: dict[str, Any], s: Statement, text: str) -> bool:
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: gold["line"] - 1]) if "line" in gold else 0
    start = text.index(gold["content"], at)
    size = len(gold["content"])
    spans = [(m.start(), m.start() + size) for m in re.finditer(re.escape(gold["content"]), text)]
    if "line" in gold:
        spans = [(start, start + size)]
    content = sum(c.end - c.start for c in s.content)
    return any(
        2 * sum(max(0, min(b, c.end) - max(a, c.start)) for c in s.content) >= min(size, content) for a, b in spans
    )


def _party(gold: dict[str, Any], s: Statement, known: set[str]) -> str:
    found = None if s.nobody else s.party
    if found == gold["party"] or (found is not None and s.member == gold["party"]):
        return "right"
    if found in gold["short"] and gold["party"] not in known:
        return "right"  # called by the short form that the text gives it
    if found is None:
        return "open"
    if (
        found not in known
        and gold["party"] not in known
        and set(found.split("_")) & set(slug(gold["speaker"]).split("_"))
    ):
        return "right"
    return "wrong"


def _same_party(one: str, other: str, actors: Any) -> bool:
    found = actors.lookup(one)
    return found is not None and any(
        actors.lookup(match.group()) is not None and actors.lookup(match.group()).party == found.party
        for match in actors.pattern.finditer(other)
    )


def _shown(statements: Sequence[Statement]) -> str:
    return "; ".join(
        f"{s.mention} -> {s.party}{' (nobody)' if s.nobody else ''} {s.stance}"
        + (f" by {s.reported_by}" if s.reported_by else "")
        for s in statements
    )
