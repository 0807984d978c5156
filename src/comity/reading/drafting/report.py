"""What a reading gave, in a few lines for the screen."""

from __future__ import annotations

import difflib
import textwrap
from collections import Counter

from comity.reading.drafting.proposal import Kind
from comity.reading.drafting.write import CASE, COPY, TABLE, TO_DECIDE, Written
from comity.reading.found import Reading
from comity.reading.kinds import subject_text

DRAFTED: tuple[Kind, ...] = ("interest", "red line", "linkage", "condition")


WIDTH = 120


def report(reading: Reading, written: Written) -> str:
    """What was found, what was drafted from it, what is to be decided, and where the files are.

    Where sources were read into the folder before, only what is new is told of.
    """
    where = written.directory
    lines = _found(reading, written)
    if written.before and written.before != written.after:
        lines.append(f"The case as it was is kept in {where / COPY}.")
    if written.skeleton is not None:
        fit = (
            f"Most positions fit no known issue; {written.skeleton} groups them by their own words. Edit it, then read "
        )
        lines += textwrap.wrap(f"{fit}again with --issues {written.skeleton}.", WIDTH)
    asked = f"{_counted(len(written.decisions), 'point')} for you to decide"
    if written.new < len(written.decisions):
        asked += f", {written.new or 'none'} of them new"
    lines += [
        "",
        f"{where / TO_DECIDE}: {asked}",
        f"{where / CASE}: the case; no draft counts until you delete its mark",
        f"{where / TABLE}: every statement with its place in the source",
        "",
    ]
    return "\n".join(lines)


def preview(reading: Reading, written: Written) -> str:
    """What a reading would add, before anything is written: its parts by name, and the lines of the case file."""
    lines = _found(reading, written, "Would be added")
    lines += [f"  + {p.key}" for p in written.added]
    lines += [f"  ~ {p.key}" for p in written.renewed]
    lines += [f"  = {p.key} (left as you have it)" for p in written.left if p.draft]
    name = str(written.directory / CASE)
    old, new = (text.splitlines() for text in (written.before, written.after))
    lines += ["", *difflib.unified_diff(old, new, name, name, lineterm="", n=2)]
    lines += ["", f"{_counted(written.new, 'new point')} for you to decide. Nothing was written.", ""]
    return "\n".join(lines)


def _found(reading: Reading, written: Written, added_words: str = "Added to the case") -> list[str]:
    """How many sources and statements there are, and what they add."""
    before = len(reading.sources) - len(written.fresh)
    new = [s for s in reading.distinct if s.source in written.fresh]
    parties = {s.party for s in new if s.party}
    repeats = sum(s.repeats is not None and s.source in written.fresh for s in reading.statements)
    sources = _counted(len(written.fresh), "new source" if before else "source")
    known = f" ({before} read before)" if before else ""
    lines = [
        f"{sources}{known}: {_counted(len(new), 'statement')} of "
        f"{_counted(len(parties), 'party', 'parties')} and others; {_counted(repeats, 'repeat')} left out."
    ]
    if reading.subject is not None:
        lines += textwrap.wrap(subject_text(reading.subject), WIDTH)
    added = Counter(proposal.kind for proposal in written.added)
    drafts = [_counted(added[kind], kind) for kind in DRAFTED if added[kind]]
    left = [p for p in written.left if p.draft]
    lines.append(
        f"{added_words}: {_counted(added['issue'], 'issue')}; as drafts {', '.join(drafts) or 'nothing'}. "
        f"Renewed: {len(written.renewed)}. Left as you have it: {len(left)}."
    )
    if reading.rejected:
        lines.append(f"Rejected, because not in the sources: {_counted(len(reading.rejected), 'quotation')}.")
    return [*lines, *map(str, written.remarks)]


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
