"""The tables of a survey: made of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from comity.finding import Cell, Quantity, Table
from comity.survey.row import Row


def cases(rows: Sequence[Row]) -> Table:
    """One row a case: size, the stages, what is efficient and fair, and opposition by every definition."""
    columns = (
        "case", "format", "signers", "issues", "agreements", "coherent", "allowed", "possible", "necessary",
        "possible at some values", "efficient outcomes", "efficient agreements", "nash", "kalai-smorodinsky",
        "egalitarian", "utilitarian", "opposition negmas", "opposition anl2023", "opposition anl2023 most",
        "opposition negolog", "opposition negolog most", "efficient of all", "largest product", "largest sum",
        "remarks",
    )  # fmt: skip
    return Table("Cases", columns, tuple(_row(row) for row in rows), _NOTE)


_NOTE = (
    "Worths and gains are parts of 1. nash: product of gains; kalai-smorodinsky: least share of the possible gain; "
    "egalitarian: least gain; utilitarian: sum of worths. Where agreements tie, opposition is a range, to its `most`. "
    "The last three numbers are over all agreements that meet the "
    "conditions, no deal not counted."
)


def _row(row: Row) -> tuple[Cell, ...]:
    opposed = row.opposition
    return (
        row.case, row.format, row.signers, row.issues, row.agreements, row.coherent, row.allowed, row.possible,
        row.necessary, row.at_some_values, row.efficient_outcomes, row.efficient, _plain(row.nash),
        _plain(row.kalai_smorodinsky), _plain(row.egalitarian), _plain(row.utilitarian), _plain(opposed.negmas),
        _plain(opposed.anl2023), _plain(opposed.anl2023_most), _plain(opposed.negolog), _plain(opposed.negolog_most),
        row.efficient_of_all, _plain(opposed.product), _plain(opposed.welfare), "; ".join(row.remarks) or None,
    )  # fmt: skip


def opposition(rows: Sequence[Row]) -> Table:
    """One line a case, for a terminal: how large it is, what is possible and efficient, how opposed its parties are."""
    shown = tuple(
        (
            row.case, row.signers, row.agreements, row.possible, row.efficient_outcomes, _short(row.nash),
            _short(row.opposition.negmas), "; ".join(row.remarks) or None,
        )
        for row in rows
    )  # fmt: skip
    columns = ("case", "signers", "agreements", "possible", "efficient", "nash", "opposition", "remarks")
    return Table("Size, what is possible, and opposition", columns, shown, "opposition: as NegMAS defines it")


def _plain(value: float | None) -> Quantity | None:
    return None if value is None else Quantity(value, "plain")


def _short(value: float | None) -> Quantity | None:
    return None if value is None else Quantity(round(value, 4), "plain")
