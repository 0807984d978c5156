"""What every page of a paper bears at its head and foot, and the digest that ties it to what it was made from."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version

from comity.agreements.readings import SEED
from comity.case.model import Case
from comity.papers.document import Running

FIGURES = 12
"""How many figures of a digest are told."""


def digest(case: Case, seed: int = SEED) -> str:
    """The beginning of the SHA-256 of what a paper was made from: twelve figures.

    Of everything that the case says, with what is supposed beside it, the texts of its sources, the program's version,
    and the seed of the readings of the ranges. Comments of the file, the order in which it says things, and who answers
    for it or may see it make no difference.
    """
    made_from = {
        "case": case.model_dump(mode="json", by_alias=True, exclude={"author", "marking"}),
        "left_out": sorted(case.left_out),
        "supposed": sorted(case.supposed),
        "texts": dict(case.texts),
        "version": version("comity"),
        "seed": seed,
    }
    text = json.dumps(made_from, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:FIGURES]


def running(case: Case, author: str | None = None, marking: str | None = None, seed: int = SEED) -> Running:
    """What every page of a paper on a case bears; author, marking: those of the case where not given."""
    return Running(
        marking=(case.marking if marking is None else marking) or "",
        author=(case.author if author is None else author) or "",
        version=version("comity"),
        digest=digest(case, seed),
        as_of=case.as_of,
    )


def subtitle(case: Case) -> str:
    """Which case a paper is on: "Talks, as of 18 August 2025"."""
    return f"{case.title}, as of {case.as_of.day} {case.as_of:%B %Y}" if case.as_of else case.title
