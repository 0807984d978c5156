"""What was read, added to a case: its reports, its statements, and, where they are wanted, the drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from comity.case.files import RECORD_BYTES, inside, read_text
from comity.case.folder import alone, save_together
from comity.case.sources import source_files
from comity.case.text import Document
from comity.problem import Place, Problem, Problems
from comity.web import edits
from comity.web.open_case import Conflict, OpenCase, Refused, Saved
from comity.web.sources.reports import Report, WouldAdd
from comity.web.sources.statements import TABLE, table_rows
from comity.web.sources.to_decide import OF_DRAFTS, longer


def add(
    case: OpenCase, found: WouldAdd, details: Mapping[str, Mapping[str, str]], drafted: bool, by: str
) -> Saved | Refused | Conflict | None:
    """Add what was read to the case as it is now.

    details: by the name of each new report what it is to be called and of when and whom it is; drafted: whether the
    drafts are added, too. Gives None where the case itself stays as it is. The sources are written first, since what
    refers to them must never stand without them, and the table and the record last. Raises Problems where something
    else stands in the place of a report, or the case has been changed so that both cannot stand.
    """
    folder = case.path.parent
    with case.lock, alone(folder):
        _check(folder, found.reports)
        save_together(folder, {report.file: report.text for report in found.reports})
        text = _case_text(case, found, details, drafted)
        done = None
        if text != case.live.text:
            done = case.change(edits.text(_what(found, drafted), text), by=by)
            if not isinstance(done, Saved):
                return done
        save_together(folder, _beside(case, found, details, drafted))
        return done


def _check(folder: Path, reports: Sequence[Report]) -> None:
    problems = []
    for report in reports:
        path = inside(folder, report.file, Place(str(folder)), f"the file of source '{report.name}'")
        if path.exists() and read_text(path, RECORD_BYTES) != report.text:
            what = f"another file stands where the text of “{report.title}” would be kept ({report.file})"
            problems.append(Problem(Place(report.file), what, "drop the report in again under another name"))
    if problems:
        raise Problems(problems)


def _case_text(case: OpenCase, found: WouldAdd, details: Mapping[str, Mapping[str, str]], drafted: bool) -> str:
    from comity.case.insert import inserted
    from comity.live import Live
    from comity.merge import merged

    live = case.live
    if not drafted:
        entries = [(("sources", each.name), _entry(each, details.get(each.name, {}))) for each in found.reports]
        return inserted(live.document, entries).text
    text = found.after
    if live.text != found.before:
        before, after = (Live.of(each, str(case.path)) for each in (found.before, found.after))
        text = merged(live, after, before, ("the case", "what was read")).text
    document = Document(text, str(case.path))
    for report in found.reports:
        for part, said in details.get(report.name, {}).items():
            node = document.node(("sources", report.name, part))
            if said and (node is None or getattr(node, "text", "") != said):
                document = document.patched(("sources", report.name, part), said)
    return document.text


def _entry(report: Report, details: Mapping[str, str]) -> dict[str, str]:
    stated = {part: details.get(part, getattr(report, part)) for part in ("title", "date", "publisher")}
    return {"file": report.file, **{part: said for part, said in stated.items() if said}}


def _beside(case: OpenCase, found: WouldAdd, details: Mapping[str, Mapping[str, str]], drafted: bool) -> dict[str, str]:
    """The table, the list of what is to be decided and the record, with what is new in each."""
    from comity.reading.drafting.table import csv_text, mark, place
    from comity.reading.record import RECORD, Record, read_record

    folder = case.path.parent
    dates = {name: told["date"] for name, told in details.items() if told.get("date")}
    rows = table_rows(folder)
    there = {place(row) for row in rows}
    new = [
        {**row, "date": row["date"] or dates.get(row["source"], "")} for row in found.rows if place(row) not in there
    ]
    texts = {TABLE: csv_text([*rows, *new])}
    known = read_record(folder)
    files = source_files(case.live.document)
    sources = {
        name: entry | {part: said for part, said in details.get(name, {}).items() if said} | {"file": files[name]}
        for name, entry in found.record.sources.items()
        if files.get(name, "").endswith((".md", ".txt"))
    }
    marks = known.statements | {place(row): mark(row) for row in new}
    points, asked, proposed = found.points, found.record.asked, known.proposed | found.record.proposed
    if not drafted:  # then no draft is to be confirmed
        points = tuple(point for point in points if not point.startswith(OF_DRAFTS))
        asked = {key: point for key, point in asked.items() if not point.startswith(OF_DRAFTS)}
        proposed = known.proposed
    head = ", ".join(report.title for report in found.reports) or "The sources of the case"
    texts |= longer(folder, head, points)
    record = Record(proposed, marks, known.sources | sources, known.written, known.asked | asked)
    return {**texts, RECORD: record.text()}


def _what(found: WouldAdd, drafted: bool) -> str:
    named = ", ".join(f"“{report.title}”" for report in found.reports[:3])
    more = f" and {len(found.reports) - 3} more" if len(found.reports) > 3 else ""
    said = f"{named}{more} read" if named else "The sources of the case read"
    return f"{said}: {len(found.drafted)} drafted" if drafted else said
