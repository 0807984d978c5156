"""What a paper answers, question by question: sections in words, made from typed results; whole tables are annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Several
from dataclasses import replace
from typing import Any

from comity.case import anchors
from comity.case.model import Case
from comity.case.wording import counted
from comity.finding import Cell, Finding, Link, Table
from comity.papers.document import Part, Section
from comity.papers.in_words import in_words
from comity.papers.option_words import capital, named, refuses
from comity.papers.telling import telling
from comity.questions.agreement import figures as agreement_figures
from comity.questions.agreement import tables as agreement_tables
from comity.questions.agreement import terms_tables, terms_words
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Stage
from comity.questions.consent import tables as consent_tables
from comity.questions.consent.result import Consented
from comity.questions.deadlock import figures as deadlock_figures
from comity.questions.deadlock import tables as deadlock_tables
from comity.questions.deadlock.answer import Answer
from comity.questions.deadlock.closed import Deadlock
from comity.questions.deadlock.closeness import Closeness
from comity.questions.doubt import tables as doubt_tables
from comity.questions.doubt.deciding import deciding
from comity.questions.durability import tables as durability_tables
from comity.questions.durability.result import Durability
from comity.questions.sequence import figures as sequence_figures
from comity.questions.sequence import measure_tables
from comity.questions.sequence import tables as sequence_tables
from comity.questions.sequence import words as sequence_words
from comity.questions.sequence.answer import usual
from comity.questions.sequence.result import Sequence
from comity.questions.sureness import clause, sureness
from comity.questions.what_if import before_and_after, what_if

SHOWN = 5
"""How many agreements, outcomes or clashes the tables of a paper show."""


def section(case: Case, title: str, parts: Several[Part | None], short: Several[Part | None] = ()) -> Section:
    """A section of the parts that have something to say, in words and without what says nothing."""
    return Section(title, said(case, parts), said(case, short))


def said(case: Case, parts: Several[Part | None]) -> tuple[Part, ...]:
    """The parts that have something to say, in words and without columns that say nothing."""
    told = (telling(part) if isinstance(part, Table) else part for part in parts)
    return tuple(in_words(case, part) for part in told if part)


def alone(case: Case, finding: Finding[Any]) -> str:
    """A finding's answer without what is supposed, and how sure it is that there is an agreement: said once, on top."""
    answer = _SUPPOSING.sub("", finding.answer, count=1) if finding.supposed else finding.answer
    return answer.removesuffix(f" {''.join(_how_sure(case))}")


_SUPPOSING = re.compile(r"^(?:Supposing|Without) .*?(?: so\)|”)\. ", re.DOTALL)


def possible(case: Case, result: Funnel | Bounds, behind: Several[Stage] = ()) -> Section:
    """How many agreements are possible, what rules the others out, and who refuses.

    behind: the stages that are found behind the possible agreements.
    """
    title = "What is possible, and how sure"
    if isinstance(result, Bounds):
        counts = agreement_tables.bounded_funnel(case, result), agreement_tables.bounded_signers(case, result)
        return section(case, title, (*counts, *_how_sure(case)), counts)
    refusing = agreement_tables.signers(case, result) if any(each.removes for each in result.signers) else None
    later = agreement_tables.at_home(case, result), agreement_tables.spoilers(case, result)
    drawn, changed = agreement_figures.funnel(case, result, behind), _changed(case)
    return section(case, title, (drawn, changed, refusing, *later, *_how_sure(case)), (changed, refusing, *later))


def _changed(case: Case) -> Table | None:
    """What the suppositions do to the agreements; None where the case is as filed, or they cannot be compared."""
    if not case.left_out and not case.supposed:
        return None
    made = what_if(case.as_filed, case)
    return None if made is None else before_and_after(made)


def _how_sure(case: Case) -> tuple[str, ...]:
    """What the judgements alone leave open; nothing where no number has a range."""
    sure = sureness(case)
    return () if sure is None else (clause(sure),)


def in_the_way(case: Case, finding: Finding[Answer], result: Funnel | Bounds) -> Section:
    """What stands in the way, and what would open it, or how little would close it."""
    title, found = "What stands in the way, and what would open it", finding.result
    answer = alone(case, finding)
    if isinstance(found, Deadlock):
        clashes = deadlock_tables.clashes(case, found, 1)  # the smallest; more are in the annex
        openings = deadlock_tables.openings(case, found, SHOWN)
        return section(case, title, (answer, clashes, openings), (answer, clashes))
    if isinstance(found, Closeness):
        lines, margins = opened_by_red_lines(case, result), deadlock_tables.margins(case, found)
        drawn = deadlock_figures.margins(case, found)
        return section(case, title, (answer, lines, margins, drawn), (answer,))
    return section(case, title, (answer, *finding.tables.values()), (answer,))


def opened_by_red_lines(case: Case, result: Funnel | Bounds) -> Table | None:
    """The red lines each of which alone keeps agreements out, in words, that which keeps out most first."""
    if isinstance(result, Bounds):
        return None
    lines = case.named_red_lines()
    opening = sorted((each for each in result.lines if each.would_open), key=lambda each: -each.would_open)
    rows: list[tuple[Cell, ...]] = [
        (
            Link(f"{capital(named(case, each.party))} {refuses(case, lines[each.name])}", anchors.red_line(each.name)),
            lines[each.name].firmness,
            lines[each.name].because or "",
            each.would_open,
        )
        for each in opening
    ]
    if not rows:
        return None
    rest = len(result.lines) - len(opening)
    others = counted(rest, "other red line keeps", "other red lines keep")
    note = "Would open: agreements that would be possible beside the others if this one red line were given up."
    note += f" {others[0].upper()}{others[1:]} out nothing alone." if rest else ""
    return Table("Red lines that alone keep agreements out", ("red line", "firmness", "because", "would open"),
                 tuple(rows), note)  # fmt: skip


def proposed(case: Case, result: Funnel | Bounds) -> Section:
    """Where each proposal of the case stands, and what each party gains by it."""
    told = tuple(terms_words.proposal_answer(case, each) for each in result.proposals)
    where = terms_tables.proposals(case, result.proposals)
    gains = terms_tables.proposal_gains(case, result.proposals)
    return section(case, "Where the proposals stand", (*told, where, gains), told)


def must_say_yes(case: Case, finding: Finding[Consented]) -> Section:
    """Whose yes decides, whether groups hold, and what is asked at home."""
    result = finding.result
    tables = (
        consent_tables.say(case, result),
        consent_tables.groups(case, result),
        consent_tables.hands(case, result),
    )
    return section(case, "Who must say yes", (alone(case, finding), *tables), (alone(case, finding),))


def lasting(case: Case, finding: Finding[Durability]) -> Section:
    """Which agreements would last, in plain words."""
    plain, counts = durability_tables.plain(case, finding.result), durability_tables.lasting(case, finding.result)
    parts = (alone(case, finding), plain, counts, durability_tables.fighting_on(case, finding.result))
    return section(case, "Would it last?", parts, (alone(case, finding), plain and replace(plain, note="")))


def in_which_order(case: Case) -> Section:
    """In which order steps are safe, which talks wait for each other, and what has to be verified.

    Empty where the case says nothing of the course of the talks.
    """
    title = "In which order"
    told = all(issue.today for issue in case.issues.values())
    if not (told or case.preconditions or case.talks or case.measures):
        return Section(title, ())
    result = usual(case)
    beside = (sequence_words.today_is_not_no_deal(case, result), *_roadmap(result))
    answer = " ".join(filter(None, (sequence_words.answer(case, result), *beside)))
    tables = (
        sequence_tables.preconditions(case, result),
        sequence_tables.deadlocks(case, result),
        sequence_tables.first_steps(case, result),
        sequence_tables.verification(case, result),
        sequence_tables.rounds(case, result),
        measure_tables.measures(case, result.measures),
        measure_tables.moved_ties(case, result.measures),
    )
    return section(case, title, (answer, sequence_figures.ladder(case, result), *tables), (answer,))


def _roadmap(result: Sequence) -> Iterator[str]:
    """Which agreement the roadmap leads to, and which order it follows; nothing without a roadmap."""
    steps = result.steps
    if steps is None or not any(phase.changes for phase in result.phases):
        return
    ordered = " in the safest order of steps"
    if steps.coherent is not None and steps.coherent != steps.safest:
        ordered += " at every stage of which the conditions of the case are met"
    aim = "the agreement that leaves most to whoever gains least, which need not be one of those put forward"
    yield f"The roadmap leads to {aim},{ordered}."


def hangs_on(case: Case) -> Section:
    """Which judgements the answer hangs on most."""
    title = "What it hangs on"
    if sureness(case) is None:
        return Section(title, ())
    ranked = deciding(case)
    if not ranked:
        return Section(title, ())
    if not any(each.swing for each in ranked):
        return section(case, title, (NO_JUDGEMENT_ALONE,), (NO_JUDGEMENT_ALONE,))
    decide = doubt_tables.judgements(case, ranked, SHOWN)
    return section(case, title, (decide,), (decide,))


NO_JUDGEMENT_ALONE = "No judgement, taken alone anywhere within its range, changes how many agreements are possible."
"""What is said where every judgement leaves as many."""


def exactness(finding: Finding[Any]) -> tuple[str, ...]:
    """What is exact, and what is judged."""
    exact = "The counts are exact: they follow from the judgements without estimation." if finding.exact else ""
    judged = (
        "The judgements are not facts: weights, ratings, no-deal values, linkages, red lines and conditions are what "
        "the analyst read from the sources or assumed. Where a range is given, its middle is used. A different "
        "judgement gives a different answer; nothing here predicts what the parties will do."
    )
    return tuple(filter(None, (exact, judged)))
