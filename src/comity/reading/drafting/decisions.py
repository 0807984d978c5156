"""What the analyst must decide before a drafted case can be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from comity.reading.drafting.draft import NAMED, Proposal, proposals
from comity.reading.found import Reading

TITLE = "# To decide"
LIMITS = (
    "The reader works by rules: it misses statements and misreads some. Its measured limits stand in the README; "
    "every statement can be checked against its characters in the source."
)


def decisions(reading: Reading, left: Sequence[Proposal] = (), known: Collection[str] = ()) -> tuple[str, ...]:
    """The open points of a drafted case, most urgent first.

    `left` are the proposals that were not written because the case has, edited or deleted what they speak of; `known`
    the keys of those of an earlier reading, whose parties and issues are not asked about again.
    """
    found: list[str] = [
        f"{'Could not be read' if problem.severity == 'error' else 'To look at'}: {problem}"
        for problem in reading.problems
    ]
    found += [
        f"{source.title or source.id}: no date was found; add it to sources in case.yaml"
        for source in reading.sources
        if source.date is None
    ]
    for note in reading.names:
        what = "Is this" if note.kind == "spelling" else "Title to check:"
        found.append(
            f'{what} "{note.written}" in {note.source} {note.person}? It was {note.note}.'
            if note.kind == "spelling"
            else f'{what} "{note.written}" in {note.source} ({note.note}).'
        )
    proposed = proposals(reading)
    new = [p for p in proposed if p.key not in known]
    parties = [p.path[1] for p in new if p.kind == "party" and len(p.path) == 2]
    if parties:
        found.append(
            f"Who must sign? Mark with `signs: yes` among: {', '.join(parties)}. "
            "Merge parties that are one, delete those that take no part."
        )
        found.append(f"What has each without an agreement? Give `no_deal` for those that sign: {', '.join(parties)}.")
    issues = [p.path[1] for p in new if p.kind == "issue"]
    if issues:
        found.append(f"Are these the issues, and are their options the settlements considered? {', '.join(issues)}.")
    found += [f"Confirm, correct or delete: {p.key}" for p in proposed if p.draft and p not in left]
    found += [f"The case was left as you have it: {p.key}" for p in left if p.kind not in NAMED]
    found += [
        f"When did {s.person or s.organisation} change position? No date was found: {s.text!r} ({s.id})"
        for s in reading.distinct
        if s.kind == "change" and s.date is None and s.party is not None
    ]
    strangers = dict.fromkeys(
        s.mention or "" for s in reading.distinct if s.party is None and s.stance not in ("claim", "concern")
    )
    if strangers:
        found.append(f"Whose are these voices? Add them to a registry where they matter: {'; '.join(strangers)}.")
    homeless = [s.id for s in reading.distinct if s.issue is None and s.stance not in ("claim", "concern")]
    if homeless:
        found.append(
            f"On no known issue: {', '.join(homeless)} (see statements.csv). "
            "Add keywords to a list of issues where they matter."
        )
    nobody = [s.id for s in reading.statements if s.nobody and s.repeats is None]
    if nobody:
        found.append(f"Held by nobody in particular, and left out of the case: {', '.join(nobody)}.")
    if reading.rejected:
        quotes = "; ".join(f"{r.source} paragraph {r.paragraph}: {r.quote!r} ({r.why})" for r in reading.rejected)
        found.append(f"Rejected, because the sources do not say it in these words: {quotes}.")
    return tuple(found)


def standing(text: str) -> tuple[str, ...]:
    """The open points that a list holds already, ticked off or not."""
    found = (re.match(r"- \[.?\] (.*)", line) for line in text.splitlines())
    return tuple(point[1] for point in found if point)


def decisions_text(found: Sequence[str]) -> str:
    """The open points as a Markdown list to tick off."""
    return "\n".join([TITLE, "", LIMITS, "", *(f"- [ ] {' '.join(point.split())}" for point in found)]) + "\n"
