"""Writing a reading: sources, statements, the drafted case, and what the analyst must decide.

A file `.reading.json` beside the case remembers what was proposed. What the analyst confirmed, edited or deleted since
is known by it, and is never touched again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.case.insert import inserted, replaced
from comity.case.text import Document, read_text, save
from comity.problem import Place, Problem, Problems
from comity.reading.drafting.decisions import decisions, decisions_text
from comity.reading.drafting.draft import Proposal, proposals
from comity.reading.drafting.table import csv_text, mark, merged, place, row, rows_of
from comity.reading.intake import Source

if TYPE_CHECKING:
    from comity.reading.reader import Reading

RECORD = ".reading.json"
LARGEST = 50_000_000


@dataclass(frozen=True)
class Written:
    """What was written: the files, the drafts added, those renewed, and those left as the analyst has them."""

    directory: Path
    files: tuple[Path, ...]
    added: tuple[str, ...]
    renewed: tuple[str, ...]
    left: tuple[str, ...]
    decisions: tuple[str, ...]


def write(reading: Reading, directory: Path) -> Written:
    """Write a reading into a directory, adding to the case that is there.

    Raises Problems where the case, the record or the table that is there cannot be read: nothing is written then.
    """
    case_file = directory / "case.yaml"
    record = _record(directory)
    known: dict[str, Any] = record["proposed"]
    document = Document.read(case_file) if case_file.exists() else Document(_skeleton(reading), str(case_file))
    if document.problems:
        raise Problems(document.problems)
    earlier = (
        rows_of(read_text(directory / "statements.csv", LARGEST)) if (directory / "statements.csv").exists() else []
    )

    found = proposals(reading)
    fresh = [p for p in found if p.key not in known]
    entries: list[tuple[tuple[str, ...], Any]] = []
    added: list[str] = []
    left: list[str] = []
    plain = document.plain()
    there = _present(plain)
    gone = _gone(known, there)
    for p in fresh:
        if _refers_to(p, gone) or not _fits(p, plain, found):
            left.append(p.key)
            continue
        if p.path[-1] != "+" and _at(plain, p.path) is not None:
            left.append(p.key)  # the analyst has it already
            continue
        if len(p.path) == 4 and f"party {p.path[1]}" in {q.key for q in fresh}:
            added.append(p.key)  # written with its group
            continue
        entries.append((p.path, p.value))
        added.append(p.key)
    renewed: list[str] = []
    for p in found:
        if p.key in known and p.draft:
            where = _unedited(plain, p, known[p.key])
            if where is None:
                left.append(p.key)
            elif known[p.key] != _plain(p.value):
                document = replaced(document, where, p.value)
                renewed.append(p.key)
    document = inserted(document, entries)

    notes = decisions(reading, tuple(left), known)
    rows = merged(reading.statements, earlier, record["statements"])
    files: list[Path] = []
    for source in reading.sources:
        path = directory / source.file
        if not path.exists():
            save(path, source.text)
        files.append(path)
    for name, text in (
        ("statements.csv", csv_text(rows)),
        ("case.yaml", document.text),
        ("to-decide.md", decisions_text(notes)),
        (RECORD, _record_text(record, reading, [p for p in found if p.key in added or p.key in renewed])),
    ):
        save(directory / name, text)
        files.append(directory / name)
    return Written(directory, tuple(files), tuple(added), tuple(renewed), tuple(left), notes)


def stored_sources(directory: Path) -> tuple[Source, ...]:
    """The sources that an earlier reading stored in this directory, with the texts as they are now."""
    found = []
    for identifier, entry in _record(directory)["sources"].items():
        path = directory / entry["file"]
        if path.exists():
            found.append(
                Source(
                    identifier,
                    entry["title"],
                    entry["date"],
                    entry["publisher"],
                    read_text(path, LARGEST),
                    path.suffix,
                    entry["origin"],
                )
            )
    return tuple(found)


# --- the case ------------------------------------------------------------------------------------------------


def _skeleton(reading: Reading) -> str:
    from comity.case.text import scalar

    dates = sorted(s.date for s in reading.sources if s.date)
    title = reading.sources[0].title if len(reading.sources) == 1 else f"Draft from {len(reading.sources)} sources"
    lines = [
        "# Drafted by the reader. What is marked `draft: yes` does not count yet: correct it, then delete the mark.",
        "comity: 1",
        f"title: {scalar(title, False)}",
    ]
    if dates:
        lines.append(f"as_of: {dates[-1]}")
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> Any:
    """A value as the case file gives it back: all scalars text."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return str(value)


def _at(plain: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        plain = plain.get(name) if isinstance(plain, Mapping) else None
    return plain


def _present(plain: Mapping[str, Any]) -> set[str]:
    """The keys of parties, members, issues and sources that stand in the case."""
    found = {f"source {name}" for name in plain.get("sources") or {}} | {
        f"issue {name}" for name in plain.get("issues") or {}
    }
    for name, party in (plain.get("parties") or {}).items():
        found.add(f"party {name}")
        members = party.get("members") if isinstance(party, Mapping) else None
        found |= {f"party {name}/{member}" for member in members or {}}
    return found


def _gone(known: Mapping[str, Any], there: set[str]) -> set[str]:
    """What was proposed once and has been deleted or renamed since."""
    return {key for key in known if key.split(" ", 1)[0] in ("source", "party", "issue") and key not in there}


def _refers_to(p: Proposal, gone: set[str]) -> bool:
    """Does a proposal speak of a party or issue that the analyst took out?"""
    names = {key.split(" ", 1)[1].split("/")[-1] for key in gone}
    return bool(names & set(p.key.split(" ")[1:]) or names & set(p.path))


def _fits(p: Proposal, plain: Mapping[str, Any], found: list[Proposal]) -> bool:
    """Do the issues of a judgement stand in the case, or among what is proposed, with the options it names?"""
    if not p.draft:
        return True
    options: dict[str, set[str]] = {q.path[1]: set(q.value["options"]) for q in found if q.key.startswith("issue ")}
    for name, issue in (plain.get("issues") or {}).items():
        options[name] = set((issue.get("options") if isinstance(issue, Mapping) else None) or {})
    if p.path[0] == "interests":
        rated = {k for k in p.value if k not in ("weight", "confidence", "because", "evidence", "draft")}
        return rated == options.get(p.path[2], set())
    named = [p.value.get(part, {}) for part in ("never", "if", "then")]
    if not all(set(chosen) <= options.get(issue, set()) for part in named for issue, chosen in part.items()):
        return False
    if p.path[0] != "red_lines":
        return True
    # Together with its other red lines the party must be left an option that it would sign.
    lines = [*(plain.get("red_lines") or []), *(q.value for q in found if q.path[0] == "red_lines" and q.key <= p.key)]
    own = [line["never"] for line in lines if isinstance(line, Mapping) and line.get("party") == p.value["party"]]
    return all(
        options[issue] - {o for never in own if list(never) == [issue] for o in _listed(never[issue])}
        for issue in p.value["never"]
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _unedited(plain: Mapping[str, Any], p: Proposal, proposed: Any) -> tuple[str | int, ...] | None:
    """Where a drafted judgement stands exactly as it was proposed; None where it was edited, confirmed or deleted."""
    if p.path[-1] != "+":
        return p.path if _at(plain, p.path) == proposed else None
    items = plain.get(p.path[0])
    for i, item in enumerate(items if isinstance(items, list) else []):
        if item == proposed:
            return (p.path[0], i)
    return None


# --- the record ----------------------------------------------------------------------------------------------


def _record(directory: Path) -> dict[str, Any]:
    path = directory / RECORD
    empty: dict[str, Any] = {"proposed": {}, "statements": {}, "sources": {}}
    if not path.exists():
        return empty
    try:
        record = json.loads(read_text(path, LARGEST))
    except ValueError:
        record = None
    if not isinstance(record, dict) or not all(isinstance(record.get(part), dict) for part in empty):
        what = "the record of what was proposed is damaged"
        fix = "restore it; or delete it, and what was deleted from the case may be proposed again"
        raise Problems([Problem(Place(str(path)), what, fix)])
    return record


def _record_text(record: Mapping[str, Any], reading: Reading, written: list[Proposal]) -> str:
    sources = {
        s.id: {k: v for k, v in asdict(s).items() if k not in ("text", "id", "suffix")} | {"file": s.file}
        for s in reading.sources
    }
    rows = [row(s) for s in reading.statements]
    new = {
        "proposed": {**record["proposed"], **{p.key: _plain(p.value) for p in written}},
        "statements": {**record["statements"], **{place(r): mark(r) for r in rows}},
        "sources": {**record["sources"], **sources},
    }
    return json.dumps(new, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
