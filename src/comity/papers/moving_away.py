"""Would anybody move away from what is agreed: who would change what it decides alone, in the words of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.case.model import Case
from comity.case.wording import counted, listed
from comity.finding import Cell, Finding, Quantity, Table
from comity.papers.answers import SHOWN, section
from comity.papers.candidates import Candidate
from comity.papers.document import Section
from comity.papers.option_words import capital, named, short
from comity.questions.agreement.bounds import Bounds
from comity.questions.agreement.funnel import Funnel, Stage
from comity.questions.stability.answer import stability, stays_of
from comity.questions.stability.departures import LEAVES
from comity.questions.stability.result import Change, Departure, Move, Stability, Stays
from comity.questions.stability.words import where, without_answers

TITLE = "Would anybody move away?"

SAID = 2
"""How many of the changes that would be made first are told, at most."""

UNANSWERED = "nothing that others would do answers it"

AS_IT_IS = "as it is"

MEANING = (
    "The model asks what a party would like to do once an agreement is signed, where nothing holds it but what others "
    "would do in return."
)


def moving_away(case: Case, finding: Finding[Stability], chosen: Sequence[Candidate]) -> Section:
    """Which efficient agreements would hold, who would change what, and what that means for those put forward.

    Empty where it is not known, and where no agreement is possible. chosen: the agreements that are put forward.
    """
    result = finding.result
    if result.efficient is None or not result.efficient.agreements:
        return Section(TITLE, ())
    stays = stays_of(case, [each.agreement for each in chosen])
    table = _candidates(case, [(each.letter, found) for each, found in zip(chosen, stays, strict=True) if found])
    hold, first = _hold(result), result.changes[:SAID]
    changes = (f"{where(result, each)} {_changed(case, each)}, and {UNANSWERED}." for each in first)
    of_what = (f"{where(result, each)} {_of_what(case, each)}." for each in first)
    whole, in_short = " ".join([hold, *changes, *_answered(result)]), " ".join([hold, *of_what])
    return section(case, TITLE, (whole, _binds(case, result), table), (in_short,))


def would_anybody(case: Case, possible: Funnel | Bounds) -> Finding[Stability] | None:
    """Which efficient agreements would hold; None where nobody decides anything alone, or they are not counted."""
    if isinstance(possible, Bounds) or not any(issue.decided_by for issue in case.issues.values()):
        return None
    return stability(case, show=SHOWN, draws=0)


def later_stages(result: Stability, funnel: Funnel | Bounds) -> tuple[Stage, ...]:
    """The stages behind the possible agreements; none where these are not counted."""
    if not result.stages or isinstance(funnel, Bounds) or not funnel.possible:
        return ()
    efficient, stable = result.stages
    removed = funnel.possible - efficient.count
    return replace(efficient, removed=removed, share=efficient.count / funnel.possible), stable


def _answered(result: Stability) -> Iterator[str]:
    """How many of those that hold do so by what others would do."""
    assert result.efficient is not None
    nash, left = result.efficient.stable["Nash"], result.efficient.stable["SEQ"]
    if result.decided and nash < left:
        yield without_answers(nash, left)


def _hold(result: Stability) -> str:
    """How many of the efficient agreements would hold."""
    assert result.efficient is not None
    of, left = result.efficient.agreements, result.efficient.stable["SEQ"]
    if of == 1:
        return f"As judged, the only efficient agreement would {'hold' if left else 'not hold'}."
    if left == of:
        return f"As judged, all {of:,} efficient agreements would hold."
    if not left:
        return f"As judged, none of the {of:,} efficient agreements would hold."
    return f"As judged, {left:,} of the {of:,} efficient agreements would hold."


def _changed(case: Case, change: Change) -> str:
    who = named(case, change.party)
    if change.issue == LEAVES:
        return f"{who} would leave"
    now, then = short(case, change.issue, change.now), short(case, change.issue, change.then)
    return f"{who} would rather have {then} than {now}"


def _of_what(case: Case, change: Change) -> str:
    """What a party would change, by the issue alone."""
    who = named(case, change.party)
    return f"{who} would leave" if change.issue == LEAVES else f"{who} would change “{case.issues[change.issue].name}”"


def _binds(case: Case, result: Stability) -> str:
    """What holds a party to its word, or does not."""
    said = [MEANING] if result.decided else []
    if result.decided:
        issues = listed((f"“{case.issues[issue].name}”" for issue in result.decided), "or")
        said.append(f"Where the agreement binds, to change {issues} later is a breach of it.")
    if result.breaches is not None:
        issues = listed(f"“{case.issues[issue].name}”" for issue in result.binding)
        said.append(f"The agreement binds {issues}: to change that later would be a breach.")
        for change in result.breaches.changes[:SAID]:
            agreements = counted(change.agreements, "agreement", "agreements")
            said.append(f"In {agreements} a breach would pay: {_changed(case, change)}.")
        if not result.breaches.changes:
            said.append("No breach would pay that others do not answer.")
    return " ".join(said)


def _candidates(case: Case, told: Sequence[tuple[str, Stays]]) -> Table | None:
    """What would be done to each agreement that is put forward."""
    rows: list[tuple[Cell, ...]] = []
    for letter, stays in told:
        gaining: list[tuple[Cell, ...]] = [_row(case, stays, each) for each in stays.departures]
        rows += [(letter, *row) for row in gaining or [("nobody", "", None, "", AS_IT_IS)]]
    columns = (
        "agreement",
        "who gains by a change",
        "to",
        "its gain",
        "what others would then do",
        "would hold",
    )
    note = "Gains are in points of each party's own scale."
    return Table("Whether the agreements put forward would hold", columns, tuple(rows), note) if rows else None


def _row(case: Case, stays: Stays, departure: Departure) -> tuple[Cell, ...]:
    gain = None if departure.gain is None else Quantity(departure.gain, "gain")
    who, to = capital(named(case, departure.move.party)), _to(case, departure.move)
    if departure.answers is not None:
        answers = ", then ".join(f"{named(case, each.party)}: {_to(case, each)}" for each in departure.answers)
        return who, to, gain, answers, "" if stays.unstable["SEQ"] else AS_IT_IS
    return who, to, gain, "nothing that answers it", _instead(case, stays)


def _to(case: Case, move: Move) -> str:
    return "leaves" if move.leaves else listed(short(case, issue, option) for issue, option in move.changes.items())


def _instead(case: Case, stays: Stays) -> str:
    """With what an agreement would hold: what its stable neighbour settles otherwise."""
    if stays.stable_instead is None:
        return ""
    now, then = stays.agreement.options, stays.stable_instead.options
    changed = listed(short(case, issue, option) for issue, option in then.items() if now[issue] != option)
    return f"with {changed}"
