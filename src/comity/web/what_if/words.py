"""What comes of suppositions, in sentences and lines: made of the numbers of `comity.web.what_if.trying` alone."""

from __future__ import annotations

from dataclasses import dataclass

from comity.case.model import Case
from comity.case.wording import listed
from comity.web.deals.deal import points
from comity.web.following.at_once import Class, Standing
from comity.web.what_if.trying import Side, Tried

_ANSWER: dict[Class | None, str] = {
    "room": "possible, with room",
    "just": "possible, but only just",
    "none": "not possible",
    "nobody": "nobody signs yet",
}

NEAR = 0.02
"""By which share the number of agreements may differ to be called about the same."""

HALF, MOST = 0.4, 0.6
"""Between which shares of what is possible so, agreements that are new are called half of them."""


@dataclass(frozen=True)
class Line:
    """What one thing is in the case and as supposed; differs: whether it changes; stop: whether somebody refuses."""

    what: str
    before: str
    after: str
    differs: bool
    stop: bool = False


def headline(found: Tried) -> str:
    """What comes of it, in one sentence."""
    before, lost, gained = found.before.standing.possible, found.lost, found.gained
    after = found.after.standing.possible if found.after else None
    if found.after is None:
        return "This cannot be supposed together."
    if before is None or after is None:
        return "How many agreements are possible could not be counted."
    if not before and not after:
        return "No agreement is possible, before or after."
    if not after:
        return "No agreement is possible any more."
    if not before:
        return f"{_are(after)} possible, where none was."
    if lost is None or gained is None:
        return f"{_are(after)} possible instead of {before:,}."
    if not lost and not gained:
        return "The same agreements are possible."
    if not lost:
        return f"{_agreements(gained)} more, and none is lost."
    if not gained:
        return f"{_agreements(lost)} {'is' if lost == 1 else 'are'} lost, and none is gained."
    near = abs(after - before) <= NEAR * before
    how_many = "As many" if after == before else "About as many" if near else "More" if after > before else "Fewer"
    new = gained / after
    part = "all" if gained == after else "most" if new > MOST else "half" if new >= HALF else "some"
    than = "as" if near else "than"
    return f"{how_many} agreements {than} before, but {part} of them are others."


def lead(found: Tried) -> str:
    """How many are lost and gained; empty where the headline says all."""
    if not found.lost or not found.gained:
        return ""
    come = "comes" if found.gained == 1 else "come"
    return f"{found.lost:,} {'is' if found.lost == 1 else 'are'} lost, {found.gained:,} {come} in addition."


def _agreements(number: int) -> str:
    return f"{number:,} {'agreement' if number == 1 else 'agreements'}"


def _are(number: int) -> str:
    return f"{_agreements(number)} {'is' if number == 1 else 'are'}"


def answer_word(standing: Standing) -> str:
    """What the answer is, in a few words."""
    return _ANSWER.get(standing.class_) or ("possible" if standing.possible else "not counted")


def changes(case: Case, found: Tried) -> tuple[Line, ...]:
    """What changes: the answer, the fair pick, what it gives, what the worst-off can gain, the first candidate."""
    before, after = found.before, found.after
    if after is None:
        return ()
    lines = [_line("Answer", answer_word(before.standing), answer_word(after.standing))]
    was, now = _picks(case, before.standing, after.standing)
    lines.append(_line("The fair pick (Nash)", was, now))
    if before.gains or after.gains:
        lines.append(_line("What it gives the signers over no deal", _given(case, before), _given(case, after)))
    lines.append(_line("Most that the worst-off can gain", _least(before), _least(after)))
    if before.against is not None and after.against is not None:
        told = _line("The agreement put forward first (A)", _signed(case, before.against), _signed(case, after.against))
        lines.append(Line(told.what, told.before, told.after, told.differs, bool(after.against)))
    return tuple(lines)


def _line(what: str, before: str, after: str) -> Line:
    return Line(what, before, after, before != after)


def _picks(case: Case, before: Standing, after: Standing) -> tuple[str, str]:
    """The fair pick on either side: the terms on which the two differ, where there is one on either."""
    from comity.papers.option_words import bare, short
    from comity.papers.titles import titles

    several = [_how_many(before), _how_many(after)]
    if len(before.picks) != 1 or len(after.picks) != 1:
        return several[0], several[1]
    old, new = before.picks[0].options, after.picks[0].options
    differing = [issue for issue in new if old.get(issue) != new[issue]]
    if not differing:
        same = titles(case, [after.picks[0]])[0]
        return same, same
    was, now = (", ".join(bare(short(case, issue, terms[issue])) for issue in differing) for terms in (old, new))
    return was, f"{now}; all else the same"


def _how_many(standing: Standing) -> str:
    if standing.efficient is None:
        return "not known"
    number = len(standing.picks)
    return "none" if not number else "one" if number == 1 else f"{number} that tie"


def _given(case: Case, side: Side) -> str:
    if not side.gains:
        return "–"
    return ", ".join(f"{case.everyone()[party].name} {points(gain)}" for party, gain in side.gains.items())


def _least(side: Side) -> str:
    return "–" if side.least is None else f"{points(side.least)} points"


def _signed(case: Case, against: tuple[str, ...]) -> str:
    from comity.papers.one_page.words import all_sign
    from comity.papers.option_words import named

    if not against:
        return f"{all_sign(case.signers())} would sign"
    return f"{listed(named(case, party) for party in against)} would not"


def widths(found: Tried) -> dict[str, int]:
    """Lost, staying and gained in whole hundredths, 100 in all; what is not nothing has one at least."""
    counts = {"lost": found.lost or 0, "stay": found.stay or 0, "gained": found.gained or 0}
    total = sum(counts.values())
    if not total:
        return dict.fromkeys(counts, 0)
    parts = {name: max(1, round(100 * count / total)) if count else 0 for name, count in counts.items()}
    parts[max(parts, key=lambda name: parts[name])] += 100 - sum(parts.values())
    return parts
