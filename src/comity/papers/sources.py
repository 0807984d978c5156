"""What a case was read from, and what has changed since: sources and developments."""

from __future__ import annotations

from comity.case.model import Case
from comity.finding import Table
from comity.papers.judgements import quotes


def developments(case: Case) -> Table:
    """What changed, and when, in the words of the sources."""
    rows = tuple(
        (f"{development.date:%Y-%m-%d}", development.what, quotes(case, development.evidence))
        for development in sorted(case.developments, key=lambda development: development.date)
    )
    return Table("What changed, and when", ("date", "development", "evidence"), rows)


def sources(case: Case) -> Table:
    """The reports that were read."""
    rows = tuple(
        (name, source.title, f"{source.date:%Y-%m-%d}" if source.date else "", source.publisher, source.file)
        for name, source in case.sources.items()
    )
    return Table("Reports that were read", ("source", "title", "date", "publisher", "file"), rows)
