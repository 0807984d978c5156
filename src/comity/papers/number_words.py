"""Judged numbers in words, as a paper for readers writes them, with what each rests on."""

from __future__ import annotations

from comity.case.judgement import Judgement
from comity.case.model import Case
from comity.case.tree import Path
from comity.papers.document import Note
from comity.papers.notes import notes, remarks
from comity.papers.option_words import named, short, shorts


def number_words(case: Case, path: Path) -> str:
    """A judged number in words, by its path in the case, its owner last: "the value of no deal to Russia"."""
    if path[0] == "linkages":
        linkage = case.linkages[int(path[1])]
        return f"what {shorts(case, linkage.when)} adds for {named(case, linkage.party)}"
    party, field, *within = map(str, path[1:])
    if field == "no_deal":
        return f"the value of no deal to {named(case, party)}"
    if within == ["weight"]:
        return f"the weight of “{case.issues[field].name}” for {named(case, party)}"
    return f"the rating of {short(case, field, within[0])} by {named(case, party)}"


def grounds(case: Case, path: Path) -> tuple[tuple[Note, ...], tuple[str, ...]]:
    """What a judged number rests on: evidence and reasons, the nearest that are stated.

    Where nothing stands with the number itself, what stands with the interest in the issue, or the linkage, counts for
    it; what stands with a party's interests as a whole counts for nothing in particular.
    """
    judgements = _standing(case, path)
    evidence = next((each.evidence for each in judgements if each.evidence), ())
    reasoned = next((each for each in judgements if each.because), None)
    return notes(case, evidence), remarks(reasoned)


def _standing(case: Case, path: Path) -> list[Judgement]:
    if path[0] == "linkages":
        linkage = case.linkages[int(path[1])]
        return [linkage.adds, linkage]
    interest, field = case.interests[str(path[1])], str(path[2])
    if field == "no_deal":
        return [interest.no_deal] if interest.no_deal else []
    stated, within = interest.issues[field], str(path[3])
    number = stated.weight if within == "weight" else stated.ratings[within]
    return [each for each in (number, stated) if each is not None]
