"""Judgements drafted from statements: red lines, linkages, conditions, interests, and what changed when.

What cannot be told from the words for certain is not drafted: it becomes a point in the list of what is to be decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from comity.reading.drafting.citing import because, evidence
from comity.reading.drafting.developments import (
    Options,
    dated_changes,
    development_id,
    developments,
    ended_by,
    holder,
    withdrawal,
)
from comity.reading.drafting.proposal import Proposal
from comity.reading.english.hedging import dismisses, is_qualified, only_then, turns
from comity.reading.english.position import is_constitutional
from comity.reading.found import Reading
from comity.reading.library import Library, Topic
from comity.reading.statement import Firmness, Span, Stance, Statement

UNSPOKEN = (20, 80)
RATING: dict[tuple[Stance, Firmness | None], tuple[int, int]] = {
    ("demand", "red line"): (80, 100), ("demand", "must"): (70, 100),
    ("demand", "may"): (60, 100), ("demand", None): (60, 100),
    ("support", "red line"): (70, 100), ("support", "must"): (65, 100),
    ("support", "may"): (45, 85), ("support", None): (55, 95),
    ("refuse", "red line"): (0, 10), ("refuse", "must"): (0, 20), ("refuse", "may"): (0, 40), ("refuse", None): (0, 30),
    ("oppose", "red line"): (0, 15), ("oppose", "must"): (0, 30), ("oppose", "may"): (5, 45), ("oppose", None): (0, 40),
    ("concern", "red line"): (5, 45), ("concern", "must"): (10, 50),
    ("concern", "may"): (10, 55), ("concern", None): (10, 50),
    ("withdrawn-demand", None): (35, 75),
}  # fmt: skip
"""What a stance and its firmness say of the rating of the option spoken of: wide, for the analyst to narrow."""
UNDIRECTED: tuple[Stance, ...] = ("concern", "withdrawn-demand")
"""Stances that are rated though they are neither for nor against."""
UNTIL = re.compile(r"(?:not )?(?:until|till?|before)\b", re.IGNORECASE)
WILL_NOT = re.compile(
    r"\b(?:will|would|can|could|shall|is|are) ?(?:not|n't|never|no longer|in no)\b|\b(?:won't|can't|cannot|never)\b|"
    r"\brefuses?\b|\brejects?\b|\bopposes?\b|\brules? out\b",
    re.IGNORECASE,
)
"""A refusal that stands, not one that was given."""
ADDS = "5..40"
"""What a combination that a party would accept adds for it: wide, for the analyst to narrow."""


def judgements(reading: Reading, spoken: Sequence[Statement], options: Options) -> list[Proposal]:
    """What do statements of known parties say of the options of a case?"""
    speaks = _speaks(reading, options)
    found = [*_red_lines(spoken, options, speaks), *_linkages(spoken, options, speaks)]
    return [*found, *_conditions(spoken, options, speaks), *_interests(spoken, options), *developments(spoken)]


def placed(s: Statement, options: Options) -> tuple[str, str] | None:
    """The issue and the option that a statement speaks of, where the case or the draft has both."""
    known = s.issue is not None and s.option is not None and s.option in options.get(s.issue, ())
    return (s.issue or "", s.option or "") if known else None


def is_red_line(s: Statement) -> bool:
    """A refusal, or an objection that would end the talks, without any ifs: for the analyst to confirm.

    What is dismissed as unlikely is not refused.
    """
    firm = (s.stance == "refuse" and s.firmness in ("red line", "must")) or (
        s.stance == "oppose" and s.firmness == "red line"
    )
    plain = s.condition is None and s.agreement is False and not is_qualified(s.text)
    return firm and plain and not (s.cue is not None and dismisses(s.cue.shifted(-s.span.start).of(s.text)))


Speaks = Callable[[Statement, str], tuple[str, str] | None]
"""Which issue and option some words of a statement speak of, in the light of its source."""


def _speaks(reading: Reading, options: Options) -> Speaks:
    texts = {source.id: source.text for source in reading.sources}

    @cache
    def heard(source: str) -> Library:
        return reading.library.within(texts.get(source, ""))

    def speaks(statement: Statement, said: str) -> tuple[str, str] | None:
        topic: Topic | None = heard(statement.source).topic(said)
        if topic is None or topic.option is None or topic.option not in options.get(topic.issue, ()):
            return None
        return topic.issue, topic.option

    return speaks


def _condition(s: Statement) -> str:
    """The words on which a statement hangs."""
    return s.condition.shifted(-s.span.start).of(s.text) if s.condition else ""


def _besides(s: Statement) -> str:
    """The content of a statement without its condition."""
    if s.condition is None:
        parts = list(s.content)
    else:
        start, end = s.condition.start, s.condition.end
        parts = [
            part
            for span in s.content
            for part in (Span(span.start, min(span.end, start)), Span(max(span.start, end), span.end))
            if part.start < part.end
        ]
    return " ".join(part.shifted(-s.span.start).of(s.text) for part in parts)


def _pairs(
    spoken: Sequence[Statement], options: Options, speaks: Speaks, wanted: Callable[[Statement], bool]
) -> list[tuple[Statement, tuple[str, str], tuple[str, str]]]:
    """The statements wanted whose content and whose condition speak of options of two issues."""
    found = []
    for s in spoken:
        if s.condition is None or not wanted(s):
            continue
        about = placed(s, options) or speaks(s, _besides(s))
        needed = speaks(s, _condition(s))
        if about is not None and needed is not None and about[0] != needed[0]:
            found.append((s, about, needed))
    return found


def _red_lines(spoken: Sequence[Statement], options: Options, speaks: Speaks) -> list[Proposal]:
    grouped: dict[tuple[str, ...], list[Statement]] = {}
    for s in spoken:
        if (about := placed(s, options)) is not None and is_red_line(s):
            grouped.setdefault((holder(s), *about), []).append(s)
    for s, about, needed in _pairs(spoken, options, speaks, _refuses_unless):
        grouped.setdefault((holder(s), *about, *needed), []).append(s)
    found, changes = [], dated_changes(spoken)
    for (party, issue, option, *lifted), statements in grouped.items():
        ended = None if lifted else ended_by(changes, statements, (party, issue, option), options)
        constitutional = any(is_constitutional(s.text) for s in statements)
        value = {
            "id": "-".join((party, issue, option, *(("unless", *lifted) if lifted else ()))),
            "party": party,
            "never": {issue: [option]},
            **({"unless": {lifted[0]: [lifted[1]]}} if lifted else {}),
            **({"until": development_id(ended)} if ended else {}),
            "because": because(statements),
            "firmness": "constitutional" if constitutional else "declared",
            "evidence": evidence(statements),
            "draft": "yes",
        }
        name = " ".join((party, issue, option, *(("unless", *lifted) if lifted else ())))
        found.append(Proposal("red line", name, ("red_lines", "+"), value, True, _ids(statements)))
    return found


def _refuses_unless(s: Statement) -> bool:
    """ "Will not do A unless B": the form is clear where nothing else turns A round.

    "Will not do A until B" may only put the one before the other, and "refused to do A unless B" may only tell what was
    said on a day, of a thing that is itself neither wanted nor refused: a question, and no red line.
    """
    cue = s.cue.shifted(-s.span.start).of(s.text) if s.cue else ""
    stands = s.firmness == "red line" or WILL_NOT.search(f"{cue} {_besides(s)}") is not None
    refuses = s.stance in ("refuse", "oppose") and s.firmness in ("red line", "must") and stands
    when = UNTIL.match(_condition(s)) is not None
    return refuses and s.condition_form == "unless" and not when and not turns(_besides(s)) and not turns(_condition(s))


def _linkages(spoken: Sequence[Statement], options: Options, speaks: Speaks) -> list[Proposal]:
    found = []
    for s, (issue, option), (other, needed) in _pairs(spoken, options, speaks, _accepts_if):
        value = {
            "party": holder(s),
            "when": {issue: [option], other: [needed]},
            "adds": ADDS,
            "because": because([s]),
            "evidence": evidence([s]),
            "draft": "yes",
        }
        name = f"{holder(s)} {issue} {option} {other} {needed}"
        found.append(Proposal("linkage", name, ("linkages", "+"), value, True, (s.id,)))
    return found


def _accepts_if(s: Statement) -> bool:
    """ "Would accept A if B": the form is clear where the direction of A is, and nothing turns B round."""
    return s.agreement is True and s.condition_form in ("if", "exchange", "when") and not turns(_condition(s))


def _conditions(spoken: Sequence[Statement], options: Options, speaks: Speaks) -> list[Proposal]:
    """What one is said to take the other for, whoever likes it: "observers can come only once the fighting stops"."""
    found = []
    for s, (issue, option), (other, needed) in _pairs(spoken, options, speaks, _takes):
        value = {
            "id": f"{issue}-{option}-needs-{other}-{needed}",
            "if": {issue: [option]},
            "then": {other: [needed]},
            "because": because([s]),
            "evidence": evidence([s]),
            "draft": "yes",
        }
        name = f"{issue} {option} {other} {needed}"
        found.append(Proposal("condition", name, ("conditions", "+"), value, True, (s.id,)))
    return found


def _takes(s: Statement) -> bool:
    return s.stance == "claim" and only_then(s.text) and not turns(_besides(s)) and not turns(_condition(s))


def _interests(spoken: Sequence[Statement], options: Options) -> list[Proposal]:
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for s in spoken:
        about = placed(s, options)
        if about is not None and is_rated(s):
            grouped.setdefault((holder(s), about[0]), []).append(s)
    found, changes = [], dated_changes(spoken)
    for (party, issue), statements in grouped.items():
        ratings: dict[str, str] = {}
        before: dict[str, dict[str, str]] = {}
        for option in options[issue]:
            said = [s for s in statements if s.option == option]
            change = withdrawal(changes, party, issue, option)
            earlier = [s for s in said if change is not None and (s.date or "") < (change.date or "") and s.date]
            ratings[option] = _range([s for s in said if s not in earlier])
            if change is not None:
                was = _range(earlier) if earlier else "{}..{}".format(*RATING["demand", None])
                before[option] = {development_id(change): was}
        firm = any(s.firmness in ("red line", "must") for s in statements)
        value = {
            "weight": "20..60" if firm else "10..40",
            **ratings,
            "confidence": "low",
            "because": because(statements),
            "evidence": evidence(statements),
            "draft": "yes",
        }
        path = ("interests", party, issue)
        found.append(Proposal("interest", f"{party} {issue}", path, value, True, _ids(statements), before))
    return found


def _range(said: Sequence[Statement]) -> str:
    """A rating out of what was said of an option: statements that differ widen it instead of being averaged away."""
    ranges = [RATING[s.stance, s.firmness] for s in said] or [UNSPOKEN]
    return f"{min(low for low, _ in ranges)}..{max(high for _, high in ranges)}"


def is_rated(s: Statement) -> bool:
    """Does a statement say, without any ifs, how good an option is for its speaker?"""
    directed = s.agreement is not None or s.stance in UNDIRECTED
    refuses = s.stance in ("refuse", "oppose")
    qualified = s.condition is not None or (refuses and is_qualified(s.text))
    return directed and not qualified and (s.stance, s.firmness) in RATING


def _ids(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(s.id for s in statements)
