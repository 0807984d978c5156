"""Every judgement of a case with its value, its reason and the words it rests on: where links of a paper lead."""

from __future__ import annotations

from dataclasses import dataclass

from comity.case import anchors, wording
from comity.case.estimate import Estimate
from comity.case.grounds import quotes as quotes
from comity.case.grounds import reason as reason
from comity.case.judgement import Judgement
from comity.case.messages import WEIGHT, Message, message_names
from comity.case.model import Case, Linkage, RedLine
from comity.case.paths import judgement_paths
from comity.finding import Table


@dataclass(frozen=True)
class _Judged:
    """One line of the list of judgements: where links lead, what is judged, its value, and the judgement."""

    anchor: str
    what: str
    value: str
    judgement: Judgement


def judgements(case: Case) -> tuple[Table, ...]:
    """Every judgement used, a table a kind, each row where links to its judgement lead."""
    names = {party: described.name for party, described in case.everyone().items()}
    groups = {
        "Red lines": [
            row
            for name, line in case.named_red_lines().items()
            for row in _red_line_rows(names[line.party], name, line)
        ],
        "Conditions": [
            _Judged(anchors.condition(name), wording.rule(rule), "", rule)
            for name, rule in case.named_conditions().items()
        ],
        "Linkages (points added)": [
            row
            for number, linkage in enumerate(case.linkages, 1)
            for row in _linkage_rows(names[linkage.party], number, linkage)
        ],
        **{f"Interests of {names[party]}": _interest_rows(case, party) for party in case.interests},
        "Inherited from a group": [
            _Judged(anchors.no_deal(party), f"{names[party]}: no deal", no_deal.said(), no_deal)
            for party in case.signers()
            if (no_deal := case.interest_of(party).no_deal) and not _states_no_deal(case, party)
        ],
    }
    groups["Messages"] = [
        _Judged(anchors.message(name), _message(case, message), _limit(case, message), message)
        for name, message in zip(message_names(case.messages), case.messages, strict=True)
    ]
    speakers = case.speakers()
    groups["Ties, in percent"] = [
        _Judged(
            anchors.tie(number),
            f"{speakers[tie.from_]} to {speakers[tie.to]}",
            f"rapport {tie.rapport.said()}, best pressure {tie.best.said()}, turns at {tie.turns.said()}",
            tie,
        )
        for number, tie in enumerate(case.ties, 1)
    ]
    groups["The contest"] = [
        _Judged(anchors.contest(path), " ".join(map(str, path[1:])), _value(judgement), judgement)
        for path, judgement in judgement_paths(case)
        if path[0] == "contest" and (isinstance(judgement, Estimate) or judgement.because or judgement.evidence)
    ]
    return tuple(_judged_table(case, title, judged) for title, judged in groups.items() if judged)


def _message(case: Case, message: Message) -> str:
    """Whom a message is for, and what it says."""
    whom = case.everyone()[message.to].name
    return f"to {whom}: {message.says}" if message.says else f"to {whom}"


def _limit(case: Case, message: Message) -> str:
    """What a message moves, and as far as it carries at most."""
    if message.shifts is not None:
        one, other = (case.issues[issue].name for issue in (message.shifts.from_, message.shifts.to))
        return f"weight {message.shifts.weight:g} from {one} to {other}"
    aim = message.aim
    assert aim is not None, "a message has one of the two"
    if aim.issue is None:
        return f"no deal {aim.limit:g}"
    what = aim.entry if aim.entry == WEIGHT else case.label(aim.issue, aim.entry)
    return f"{case.issues[aim.issue].name}, {what}: {aim.limit:g}"


def _value(judgement: Judgement) -> str:
    return judgement.said() if isinstance(judgement, Estimate) else ""


def _judged_table(case: Case, title: str, judged: list[_Judged]) -> Table:
    rows = tuple((row.what, row.value, reason(row.judgement), quotes(case, row.judgement.evidence)) for row in judged)
    columns = ("judgement", "value", "because", "evidence")
    return Table(title, columns, rows, anchors=tuple(row.anchor for row in judged))


def _states_no_deal(case: Case, party: str) -> bool:
    return party in case.interests and case.interests[party].no_deal is not None


def _red_line_rows(party: str, name: str, line: RedLine) -> list[_Judged]:
    """A red line, and its other readings."""
    rows = [_Judged(anchors.red_line(name), f"{party}: never {wording.never(line)}", line.firmness, line)]
    for number, reading in enumerate(line.or_reads, 1):
        read = line.model_copy(update={"never": reading.never, "unless": reading.unless})
        what = f"{party}: may read: never {wording.never(read)}"
        rows.append(_Judged(anchors.red_line(name, number), what, "", reading))
    return rows


def _linkage_rows(name: str, number: int, linkage: Linkage) -> list[_Judged]:
    """A linkage, and its number where that has a reason of its own."""
    what = f"{name}: {wording.combination(linkage.when)}"
    rows = [_Judged(anchors.linkage(number), what, _signed(linkage.adds), linkage)]
    if linkage.adds.because or linkage.adds.evidence:
        rows.append(
            _Judged(anchors.linkage(number, "adds"), f"{what}, the points", _signed(linkage.adds), linkage.adds)
        )
    return rows


def _interest_rows(case: Case, party: str) -> list[_Judged]:
    interest = case.interests[party]
    rows = []
    if interest.because or interest.evidence:
        rows.append(_Judged(anchors.interest(party), "in general", "", interest))
    if interest.no_deal:
        rows.append(_Judged(anchors.no_deal(party), "no deal", interest.no_deal.said(), interest.no_deal))
    for issue, stated in interest.issues.items():
        ratings = ", ".join(f"{option} {rating.said()}" for option, rating in stated.ratings.items())
        weight = f"weight {stated.weight.said()}: " if stated.weight else ""
        rows.append(_Judged(anchors.interest(party, issue), case.issues[issue].name, f"{weight}{ratings}", stated))
        reasoned = {"weight": stated.weight, **stated.ratings}
        rows += [
            _Judged(anchors.interest(party, issue, name), f"{issue}: {name}", number.said(), number)
            for name, number in reasoned.items()
            if number is not None and (number.because or number.evidence)
        ]
    return rows


def _signed(estimate: Estimate) -> str:
    return estimate.said() if estimate.low < 0 else f"+{estimate.said()}"
