"""What a survey says, made of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from comity.survey.row import Row

METHOD = (
    "Counts by looking at every agreement or by elimination; efficient agreements by elimination of issues (Rollon and "
    "Larrosa 2006); solutions of Nash (1950), Kalai and Smorodinsky (1975) and Kalai (1977); opposition as defined by "
    "NegMAS (Mohammad 2021), the Automated Negotiation League (2023) and NegoLog (Doğru and others 2024)."
)


def answer(rows: Sequence[Row]) -> str:
    """How many cases there are, and in how many of them an agreement is possible."""
    read = [row for row in rows if row.signers is not None]
    if not read:
        return (
            "The one file is no case that can be read." if len(rows) == 1 else f"None of {len(rows):,} files is a case."
        )
    known = [row for row in read if row.possible is not None]
    some = sum(1 for row in known if row.possible)
    said = f"{len(read):,} {'case' if len(read) == 1 else 'cases'}: "
    said += f"in {some:,} of {len(known):,} where that was counted, an agreement is possible"
    if left := len(rows) - len(read):
        said += f"; {left:,} more {'file is' if left == 1 else 'files are'} no case that can be read"
    return f"{said}."


def caveats(rows: Sequence[Row]) -> tuple[str, ...]:
    """What a reader must know."""
    said = ["Opposition has three meanings in published files; each column names the one that it follows."]
    if any(row.remarks and row.signers is not None for row in rows):
        said.append("An empty number was not found with the work taken on, or is not defined; the remarks say which.")
    return tuple(said)
