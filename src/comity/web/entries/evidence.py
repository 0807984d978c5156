"""The evidence of a judgement in a form: a line a piece, the source and the words that it points at."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from comity.case.judgement import Evidence, Judgement
from comity.case.model import Case
from comity.case.tree import Path
from comity.web.forms import Field, Sent

EVIDENCE = "evidence"
"""The name of the field, in a form and in a file."""


def evidence_field(case: Case, judgement: Judgement | None, path: Path = (EVIDENCE,)) -> Field:
    """The field for evidence."""
    held = "\n".join(map(str, judgement.evidence)) if judgement else ""
    hint = "A line a piece: a report by its short name, a colon, and words that stand in it. "
    hint += f"Reports: {', '.join(case.sources)}." if case.sources else "There is no report yet; Sources takes some."
    return Field(EVIDENCE, "Evidence", held, "area", hint, path=path)


def put_evidence(entry: dict[str, Any], sent: Sent, case: Case) -> None:
    """State in an entry what bears it out, with its place where it stands in one only, or nothing.

    What says the same stays as it is written.
    """
    lines = [" ".join(line.split()) for line in sent.one(EVIDENCE).splitlines() if line.strip()]
    if lines == [str(piece) for piece in Judgement(evidence=entry.get(EVIDENCE) or ()).evidence]:
        return
    if lines:
        entry[EVIDENCE] = [_placed(line, case) for line in lines]
    else:
        entry.pop(EVIDENCE, None)


def _placed(line: str, case: Case) -> str:
    """A piece of evidence with its place, where that is certain; else as it is typed, for the check to judge."""
    try:
        piece = Evidence.model_validate(line)
    except ValidationError:
        return line
    standing = case.standing(piece)
    if standing is None or standing.kind != "found" or standing.place is None:
        return line
    return str(case.source_texts[piece.source].evidence(piece, standing.place))
