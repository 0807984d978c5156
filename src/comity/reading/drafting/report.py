"""What a reading gave, in a few lines for the screen."""

from __future__ import annotations

from collections import Counter

from comity.reading.drafting.draft import Kind
from comity.reading.drafting.write import Written
from comity.reading.found import Reading

DRAFTED: tuple[Kind, ...] = ("interest", "red line", "condition")


def report(reading: Reading, written: Written) -> str:
    """What was found, what was drafted from it, what is to be decided, and where the files are."""
    distinct = reading.distinct
    parties = {s.party for s in distinct if s.party}
    repeats = sum(s.repeats is not None for s in reading.statements)
    lines = [
        f"{_counted(len(reading.sources), 'source')}: {_counted(len(distinct), 'statement')} of "
        f"{_counted(len(parties), 'party', 'parties')} and others; {_counted(repeats, 'repeat')} left out."
    ]
    added = Counter(proposal.kind for proposal in written.added)
    drafts = [_counted(added[kind], kind) for kind in DRAFTED if added[kind]]
    lines.append(
        f"Added to the case: {_counted(added['issue'], 'issue')}; as drafts {', '.join(drafts) or 'nothing'}. "
        f"Renewed: {len(written.renewed)}. Left as you have it: {len(written.left)}."
    )
    if reading.rejected:
        lines.append(f"Rejected, because not in the sources: {_counted(len(reading.rejected), 'quotation')}.")
    lines += map(str, written.remarks)
    where = written.directory
    lines += [
        "",
        f"{where / 'to-decide.md'}: {_counted(len(written.decisions), 'point')} for you to decide",
        f"{where / 'case.yaml'}: the case; no draft counts until you delete its mark",
        f"{where / 'statements.csv'}: every statement with its place in the source",
        "",
    ]
    return "\n".join(lines)


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
