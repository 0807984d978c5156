"""The tables of how sure everything is, and of the judgements that decide."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.judged import Judged, Number
from comity.agreements.picks import SOLUTIONS
from comity.agreements.space import common_terms
from comity.case import anchors
from comity.case.model import Case
from comity.case.wording import never
from comity.finding import Band, Cell, Link, Quantity, Table
from comity.questions.doubt import words
from comity.questions.doubt.grounds import because, evidence, path_of
from comity.questions.doubt.indices import Index
from comity.questions.doubt.ranking import Ranked, Sum
from comity.questions.doubt.result import Doubt

RARE = 0.005
"""Options that are in no larger share of any measure's picks are left out of the table."""


def all_of(case: Case, result: Doubt, show: int) -> dict[str, Table]:
    """Every table that has something to say.

    show: how many rows the longer ones have.
    """
    made = {
        "judgements": judgements(case, result.judgements, show),
        "knowing": knowing(case, result.judgements, show),
        "indices": indices(case, result.judgements, show),
        "widened": widened(case, result, show),
        "by_party": sums("party", [(_party(case, each.of), each) for each in result.by_party]),
        "by_source": sums("source", [(_source(case, each.of), each) for each in result.by_source]),
        "reversals": reversals(case, result),
        "options": options(case, result),
        "agreements": agreements(result, show),
        "agreement": agreement(case, result),
        "compared": compared(case, result),
        "orders": orders(case, result),
        "red_lines": red_lines(case, result),
        "curve": curve(case, result),
    }
    return {name: table for name, table in made.items() if table is not None}


def judgements(case: Case, ranked: Sequence[Ranked], show: int) -> Table | None:
    """Agreements with each judgement at the ends of its range; None where no number is a range."""
    if not ranked:
        return None
    rows = tuple(
        (
            Link(words.judgement(case, each.judgement), _anchor(case, each.judgement)),
            Quantity(Band(*each.range), "range"),
            *each.agreements,
            each.opens_at,
            each.closes_at,
            ", ".join(SOLUTIONS[name] for name in each.changes),
        )
        for each in ranked[:show]
    )
    columns = (
        "judgement",
        "range",
        "at low",
        "in the middle",
        "at high",
        "opens at",
        "closes at",
        "changes the pick of",
    )
    note = "Agreements that are possible with this one at that value and all others in the middle: exact, no draws."
    return Table(f"These judgements decide it{_of(rows, ranked)}", columns, rows, note)


def knowing(case: Case, ranked: Sequence[Ranked], show: int) -> Table | None:
    """The readings without an agreement by thirds of each range, and what knowing the third would tell."""
    drawn = [each for each in ranked if each.thirds and each.knowing]
    drawn.sort(key=lambda each: (-sum(each.knowing or ()), -each.swing, each.judgement))
    rows: list[tuple[Cell, ...]] = []
    for each in drawn[:show]:
        assert each.thirds is not None
        assert each.knowing is not None
        empty = [Quantity(third.empty, "of_100") for third in each.thirds]
        whether, which = each.knowing
        what = Link(words.judgement(case, each.judgement), _anchor(case, each.judgement))
        rows.append((what, *empty, Quantity(whether, "of_100"), Quantity(which, "of_100")))
    columns = (
        "judgement",
        *words.THIRDS,
        "known: right on whether",
        "known: right on which",
    )
    note = (
        "Of 100 readings in which it lies in the low, middle or high third of its range, those without an agreement. "
        "Known: in how many more of 100 it is said rightly whether there is an agreement, and the best one to put "
        "forward is possible, once the third is known; 0: it changes neither."
    )
    return Table(f"What to find out next{_of(rows, drawn)}", columns, tuple(rows), note) if rows else None


def indices(case: Case, ranked: Sequence[Ranked], show: int) -> Table | None:
    """Sobol' indices; None where they were not asked for."""
    asked = [each for each in ranked if each.total and each.empty]
    asked.sort(key=lambda each: (-(each.total.total if each.total else 0), each.judgement))
    rows: list[tuple[Cell, ...]] = []
    for each in asked[:show]:
        assert each.total is not None
        assert each.empty is not None
        what = Link(words.judgement(case, each.judgement), _anchor(case, each.judgement))
        numbers = [Quantity(value, "price") for index in (each.total, each.empty) for value in _index(index)]
        rows.append((what, *numbers))
    columns = ("judgement", "how many: total", "alone", "off by", "whether: total", "alone ", "off by ")
    note = (
        "Parts of the variance of log(1 + count), and of whether there is none, that it is behind: with all interplay "
        "(total) and alone (Saltelli and others 2010). Where hardly any reading is empty, the second half is noise."
    )
    return Table(f"Total indices{_of(rows, asked)}", columns, tuple(rows), note) if rows else None


def _index(index: Index) -> tuple[float, float, float]:
    return index.total, index.alone, index.off


def widened(case: Case, result: Doubt, show: int) -> Table | None:
    """Judgements of low confidence without a range, with one; None where there is none."""
    rows = tuple(
        (
            Link(words.judgement(case, each.judgement), _anchor(case, each.judgement)),
            Quantity(each.range[1], "plain"),
            Quantity(Band(*each.range), "range"),
            *each.agreements,
        )
        for each in result.widened[:show]
    )
    columns = ("judgement", "value", "widened to", "at low", "in the middle", "at high")
    note = (
        f"Stated without a range, though of low confidence; here {result.widening:g} points lower and higher "
        "(`widening` in the case)."
    )
    return Table(f"Doubt that is not stated{_of(rows, result.widened)}", columns, rows, note) if rows else None


def sums(kind: str, told: Sequence[tuple[str, Sum]]) -> Table | None:
    """What the judgements of each party, or source, decide; None where there is nothing to sum."""
    rows = tuple((name, each.judgements, each.swing, Quantity(each.share, "of_100")) for name, each in told)
    note = "Sums of what each judgement decides alone: the most less the least number of agreements over its range."
    return Table(f"Doubt by {kind}", (kind, "judgements", "agreements", "of_100"), rows, note) if rows else None


def reversals(case: Case, result: Doubt) -> Table | None:
    """The smallest sets that turn each headline, with what they rest on; None without a range."""
    numbers = {number.name: number for number in Judged.of(case).numbers} if result.reversals else {}
    rows: list[tuple[Cell, ...]] = []
    for turned in result.reversals:
        if not turned.sets:
            rows.append((words.headline(turned), words.no_reversal(turned), None, None, "", ""))
        for move in turned.sets[0] if turned.sets else ():
            number = numbers[move.judgement]
            what = Link(words.judgement(case, move.judgement), _anchor(case, move.judgement))
            told = (because(case, number) or "", _quotation(case, number))
            rows.append((words.headline(turned), what, Quantity(move.value, "plain"), turned.count, *told))
    columns = ("headline", "turned by", "at", "such sets", "because", "words")
    note = (
        "The first of the smallest sets of judgements that turn each headline when moved to ends of their ranges, and "
        "how many sets of that size do."
    )
    return Table("What would turn it", columns, tuple(rows), note) if rows else None


def _quotation(case: Case, number: Number) -> str:
    """The first words that a number rests on, with their source, or that it has none."""
    for piece in evidence(case, number):
        quote = case.quote(piece)
        title = case.sources[piece.source].title if piece.source in case.sources else None
        return f"“{' '.join(quote.split())}” ({title or piece.source})" if quote else f"({title or piece.source})"
    return "without evidence"


def options(case: Case, result: Doubt) -> Table | None:
    """By option, in which share of each measure's picks it is; None where nothing is picked."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (case.issues[issue].name, case.label(issue, option), *(Quantity(shares[name], "of_100") for name in SOLUTIONS))
        for issue, options in result.options.items()
        for option, shares in options.items()
        if max(shares.values()) > RARE
    )
    note = (
        "Of 100 picks of each measure, over the readings, those that have the option; agreements that tie share a "
        "pick. Options that are hardly ever picked are left out."
    )
    columns = ("issue", "option", *SOLUTIONS.values())
    return Table("Which options are picked, whatever the doubt", columns, rows, note) if rows else None


def agreements(result: Doubt, show: int) -> Table | None:
    """The agreements that are possible in most readings; None where there are none."""
    shown = result.agreements[:show]
    if not shown:
        return None
    common = common_terms([shared.agreement for shared in shown])
    differing = [issue for issue in shown[0].agreement.options if issue not in common]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            number,
            Quantity(shared.feasible, "of_100"),
            Quantity(shared.efficient, "of_100"),
            *(Quantity(shared.picked[name], "of_100") for name in SOLUTIONS),
            *(shared.agreement.options[issue] for issue in differing),
        )
        for number, shared in enumerate(shown, 1)
    )
    said = ", ".join(f"{issue}={option}" for issue, option in common.items())
    note = f"All of these also have {said}. " if said and len(shown) > 1 else f"Also: {said}. " if said else ""
    note += "In how many of 100 readings each is possible, efficient, and picked by each measure."
    columns = ("", "possible", "efficient", *SOLUTIONS.values(), *differing)
    title = f"The safest agreements ({len(shown)} of {result.agreements_count:,} that any reading leaves)"
    return Table(title, columns, rows, note, alike=common)


def agreement(case: Case, result: Doubt) -> Table | None:
    """How sure each signer's consent to the agreement is that was asked about; None where none was."""
    if result.named is None:
        return None
    rows: list[tuple[Cell, ...]] = []
    for view in result.named.views:
        weakest, part = view.hangs_on[0] if view.hangs_on else (None, None)
        rows.append(
            (
                _party(case, view.party),
                Quantity(view.gain, "gain"),
                Quantity(view.refuses, "of_100"),
                Quantity(view.radius, "of_100"),
                Link(words.judgement(case, weakest), _anchor(case, weakest)) if weakest else None,
                None if part is None else Quantity(part, "of_100"),
            )
        )
    columns = (
        "party" if case.by_rule else "signer",
        "gain",
        "refuses in (of 100)",
        "all may be off by (of 100)",
        "hangs most on",
        "part of its doubt (of 100)",
    )
    return Table(words.named(case, result.named), columns, tuple(rows))


def compared(case: Case, result: Doubt) -> Table | None:
    """What follows for the agreement from orders alone; None where there is nothing to compare it with."""
    if result.named is None or not result.named.compared:
        return None
    rows = tuple(
        (
            _party(case, each.party),
            "no deal" if each.against is None else "the other",
            each.necessarily,
            each.possibly,
        )
        for each in result.named.compared
    )
    columns = ("signer", "against", "necessarily as good", "possibly as good")
    note = "From the orders of options and issues alone, no number trusted (Greco, Mousseau and Slowinski 2008)."
    return Table("What follows from orders alone", columns, rows, note)


def orders(case: Case, result: Doubt) -> Table | None:
    """How many agreements are as good as no deal by orders alone; None where no deal is like nothing."""
    if result.orders is None:
        return None
    rows: list[tuple[Cell, ...]] = [
        (_party(case, each.party), each.necessarily, each.possibly) for each in result.orders.parties
    ]
    if len(rows) > 1:
        rows.append(("all of these", result.orders.necessarily, result.orders.possibly))
    title = f"Of {result.orders.allowed:,} agreements that break no rule, at least as good as no deal by orders alone"
    return Table(title, ("signer", "necessarily", "possibly"), tuple(rows))


def red_lines(case: Case, result: Doubt) -> Table | None:
    """What hangs on each red line; None where no signer has one."""
    lines = case.named_red_lines()
    rows: list[tuple[Cell, ...]] = []
    for line in result.red_lines:
        what = Link(f"{_party(case, line.party)}: never {never(lines[line.name])}", anchors.red_line(line.name))
        rows.append((what, "dropped", line.stands.number, line.dropped.number))
        for variant in line.readings:
            read = lines[line.name].model_copy(update={"never": variant.never, "unless": variant.unless})
            rows.append((what, f"read as: never {never(read)}", line.stands.number, variant.agreements.number))
        for variant in line.softened:
            read = lines[line.name].model_copy(update={"never": variant.never, "unless": variant.unless})
            rows.append((what, f"softened to: never {never(read)}", line.stands.number, variant.agreements.number))
    rows = [row for row in rows if row[2] != row[3] or str(row[1]).startswith("read")]
    columns = ("red line", "when", "agreements as it stands", "then")
    note = "Every red line of a signer was dropped and softened by each option that it refuses; what changes is shown."
    return Table("Red lines in doubt", columns, tuple(rows), note) if rows else None


def curve(case: Case, result: Doubt) -> Table | None:
    """The response curve that was asked for; None where none was."""
    if result.curve is None:
        return None
    rows = tuple((Quantity(value, "plain"), count) for value, count in result.curve.values)
    return Table(f"Agreements at every value: {words.curve(case, result.curve)}", ("value", "agreements"), rows)


def _of(rows: Sequence[object], all_: Sequence[object]) -> str:
    return f" ({len(rows)} of {len(all_)} shown)" if len(rows) < len(all_) else ""


def _party(case: Case, party: str | None) -> str:
    return case.everyone()[party].name if party in case.everyone() else str(party)


def _source(case: Case, source: str | None) -> str:
    if source is None:
        return "without evidence"
    return (case.sources[source].title if source in case.sources else None) or source


def _anchor(case: Case, judgement: str) -> str:
    """Where the row of a judged number is in a list of judgements."""
    section, *within = path_of(case, judgement)
    if section == "linkages":
        return anchors.linkage(int(within[0]) + 1)
    party, field, *_ = map(str, within)
    return anchors.no_deal(party) if field == "no_deal" else anchors.interest(party, field)
