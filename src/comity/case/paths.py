"""Every judgement of a case, and every piece of evidence, with its path in the file."""

from __future__ import annotations

from collections.abc import Iterator

from comity.case.estimate import Estimate
from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case
from comity.case.party import path_of
from comity.case.tree import Path


def judgement_paths(case: Case) -> Iterator[tuple[Path, Judgement]]:
    """Every judgement of a case with its path in the file, in the file's order of sections."""
    for name, settled in case.issues.items():
        if settled.today is not None:
            yield ("issues", name, "today"), settled.today
    for at, rule in enumerate(case.conditions):
        yield ("conditions", at), rule
    for party, interest in case.interests.items():
        yield ("interests", party), interest
        if interest.no_deal:
            yield from _with_history(("interests", party, "no_deal"), interest.no_deal)
            if interest.no_deal.per_month:
                yield from _with_history(("interests", party, "no_deal", "per_month"), interest.no_deal.per_month)
        for issue, stated in interest.issues.items():
            yield ("interests", party, issue), stated
            if stated.weight:
                yield from _with_history(("interests", party, issue, "weight"), stated.weight)
            for option, rating in stated.ratings.items():
                yield from _with_history(("interests", party, issue, option), rating)
    for at, linkage in enumerate(case.linkages):
        yield ("linkages", at), linkage
        yield from _with_history(("linkages", at, "adds"), linkage.adds)
    for at, line in enumerate(case.red_lines):
        yield ("red_lines", at), line
        for number, reading in enumerate(line.or_reads):
            yield ("red_lines", at, "or_reads", number), reading
    for at, message in enumerate(case.messages):
        yield ("messages", at), message
    for at, tie in enumerate(case.ties):
        yield ("ties", at), tie
        for field in ("rapport", "best", "turns"):
            yield from _with_history(("ties", at, field), getattr(tie, field))
    for name, described in case.everyone().items():
        if described.listens:
            yield (*path_of(case.parties, name), "listens"), described.listens
    if case.contest:
        yield ("contest",), case.contest
        for within, judgement in case.contest.judgements():
            path = ("contest", *within)
            yield from _with_history(path, judgement) if isinstance(judgement, Estimate) else [(path, judgement)]
    for at, precondition in enumerate(case.preconditions):
        yield ("preconditions", at), precondition
    if case.talks:
        yield ("talks",), case.talks
        for within, judgement in case.talks.judgements():
            path = ("talks", *within)
            yield from _with_history(path, judgement) if isinstance(judgement, Estimate) else [(path, judgement)]
    for short, measure in case.measures.items():
        yield ("measures", short), measure
        if measure.cost:
            yield from _with_history(("measures", short, "cost"), measure.cost)
        for party, moved in measure.moves.items():
            yield from _with_history(("measures", short, "moves", party, "no_deal"), moved.no_deal)
        for pair, moved_tie in measure.moved_ties():
            yield ("measures", short, "ties", *pair), moved_tie
            for field, then in moved_tie.numbers.items():
                yield from _with_history(("measures", short, "ties", *pair, field), then)


def _with_history(path: Path, estimate: Estimate) -> Iterator[tuple[Path, Judgement]]:
    """An estimate, and what it was before developments."""
    yield path, estimate
    for development, before in estimate.before.items():
        yield (*path, "before", development), before


def evidence_paths(case: Case) -> Iterator[tuple[Path, Evidence]]:
    """Every piece of evidence of a case with its path in the file."""
    judged = [(path, judgement.evidence) for path, judgement in judgement_paths(case)]
    dated = [(("developments", at), development.evidence) for at, development in enumerate(case.developments)]
    proposed = [(("proposals", name), proposal.evidence) for name, proposal in case.proposals.items()]
    for path, evidence in [*judged, *dated, *proposed]:
        for at, piece in enumerate(evidence):
            yield (*path, "evidence", at), piece
