"""Reports that are read on the workbench: in a process of its own, shown before anything of it is added to the case.

The process works on copies, in a folder of its own beside the case, so that it can be stopped at any moment and its
memory is free when it ends. What it would add is added by the workbench, to the case as it is then.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.agreements.progress import Progress
from comity.case.files import CASE_BYTES, RECORD_BYTES, encoded, read_bytes, read_text, told
from comity.case.sources import source_files, source_texts
from comity.case.text import Document
from comity.problem import Place, Problem, Problems
from comity.web.open_case import OpenCase
from comity.web.sources.broken_off import NEW, scratch_folder
from comity.web.sources.drafts import drafts
from comity.web.sources.statements import TABLE, statements, table_rows
from comity.web.sources.to_decide import LIST, points

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from comity.reading.found import Reading
    from comity.reading.record import Record

CASE = "case.yaml"
OFTEN = 0.1
"""After how many seconds the process is asked how far it is."""
MOST_REPORTS = 50
"""How many reports are read at once."""
_SPARE = re.compile(r"[^\w.-]+")
NAME = 80
"""How many letters the name of a report keeps."""


@dataclass(frozen=True)
class Report:
    """A report that was read for the first time: its name in the case, what is known of it, how much was found."""

    name: str
    title: str
    date: str
    publisher: str
    file: str
    text: str
    statements: int


@dataclass(frozen=True)
class WouldAdd:
    """What a reading would add to a case, before anything of it is added.

    reports: those that are new; statements: how many there are that were not in the table; rows: all of them as rows
    of the table; drafted: the judgements drafted, in words, and `named` the parties, issues and developments; points:
    what is to be decided; remarks: what could not be read, and what was left out; before, after: the text of the case;
    record: what is to be remembered beside it.
    """

    reports: tuple[Report, ...]
    rows: tuple[Mapping[str, str], ...]
    statements: int
    drafted: tuple[str, ...]
    named: tuple[str, ...]
    points: tuple[str, ...]
    remarks: tuple[Problem, ...]
    before: str
    after: str
    record: Record

    @property
    def empty(self) -> bool:
        """Whether it would add nothing."""
        return not self.reports and not self.statements and self.before == self.after


def safe_name(name: str, taken: Sequence[str] = ()) -> str:
    """The name that a file is read under, made of the one that was sent: no path, nothing odd, not taken yet."""
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = last.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (last, "")
    stem = _SPARE.sub("-", stem).strip(".-_")[:NAME] or "report"
    suffix = f".{_SPARE.sub('', suffix)[:10]}" if suffix else ""
    number, found = 2, f"{stem}{suffix}"
    while found.lower() in {each.lower() for each in taken}:
        found, number = f"{stem}-{number}{suffix}", number + 1
    return found


def read(case: OpenCase, reports: Mapping[str, bytes], progress: Progress) -> WouldAdd:
    """What reading would add to a case: new reports, and its own sources where they were not read yet.

    reports: their contents by safe names; progress: told the share done, and raises where it is not wanted any more:
    then the process is stopped and nothing of it is left. Raises Problems where nothing could be read.
    """
    folder = case.path.parent
    with scratch_folder(folder) as scratch:
        with told(folder):
            for name, data in _apart(folder, reports).items():
                (scratch / NEW / name).write_bytes(data)
            _prepare(case, scratch)
        return _followed(scratch, progress)


def _apart(folder: Path, reports: Mapping[str, bytes]) -> dict[str, bytes]:
    """The reports by names whose texts would stand in the place of no other file of the sources."""
    there = [path.stem for path in (folder / "sources").glob("*")] if (folder / "sources").is_dir() else []
    found: dict[str, bytes] = {}
    for name, data in reports.items():
        stem, suffix = os.path.splitext(name)
        new = safe_name(stem.replace(".", "-"), [*there, *map(_stem, found)])
        found[f"{new}{suffix}"] = data
    return found


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]


def _prepare(case: OpenCase, scratch: Path) -> None:
    """Copy what stands beside a case into a folder, as an earlier reading would have left it."""
    from comity.reading.intake.source import Source
    from comity.reading.record import RECORD, read_record

    folder = case.path.parent
    text = case.live.text
    document = Document.recovered(case.path, text)
    (scratch / CASE).write_bytes(encoded(text))
    for name in (TABLE, LIST):
        if (folder / name).exists():
            (scratch / name).write_bytes(read_bytes(folder / name, RECORD_BYTES))
    record = read_record(folder)
    texts, _ = source_texts(source_files(document), document)
    stated = document.plain().get("sources") or {}
    stored = []
    (scratch / "sources").mkdir()
    for name, content in texts.items():
        known: Mapping[str, Any] = record.sources.get(name) or stated[name]
        suffix = ".md" if str(stated[name].get("file", "")).lower().endswith((".md", ".markdown")) else ".txt"
        title, date, publisher = (known.get(part) for part in ("title", "date", "publisher"))
        source = Source(name, title or name, date, publisher, content, suffix, str(stated[name].get("file", "")))
        (scratch / source.file).write_bytes(encoded(content))
        stored.append(source)
    (scratch / RECORD).write_bytes(encoded(record.grown({}, {}, tuple(stored)).text()))


def _followed(scratch: Path, progress: Progress) -> WouldAdd:
    """What the process says in the end, asked again and again whether it is still wanted."""
    spawning = get_context("spawn")  # a copy of this one would copy its threads' locks too
    receiving, sending = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_read_apart, args=(scratch, sending), daemon=True)
    process.start()
    sending.close()
    share = 0.0
    try:
        while True:
            if receiving.poll(OFTEN):
                kind, said = receiving.recv()
                if kind == "found":
                    assert isinstance(said, WouldAdd)
                    return said
                if kind == "refused":
                    raise Problems(said)
                share = said
            progress(share)
    except EOFError:
        process.join(1)
        what = "the reading broke off: the process that read ended before it was done"
        raise Problems([Problem(Place("reports"), what, "try fewer or shorter reports at once")]) from None
    finally:
        process.kill()
        process.join()
        receiving.close()


def _read_apart(scratch: Path, sending: Connection) -> None:
    """The process: reads, and says how far it is and what it found."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the workbench stops this, too
    with suppress(BrokenPipeError):  # the workbench has ended: nobody listens any more
        try:
            sending.send(("found", _found(scratch, lambda share: sending.send(("share", share * 0.95)))))
        except Problems as refused:
            shown = [replace(each, place=Place(Path(each.place.file).name)) for each in refused.problems]
            sending.send(("refused", shown))
        except OSError as error:  # there was room for the copies, and none for what was read
            what = f"what was read cannot be written: {error.strerror or error}"
            sending.send(("refused", [Problem(Place("reports"), what, "make room, then read again")]))


def _found(scratch: Path, progress: Callable[[float], None]) -> WouldAdd:
    from comity.reading.drafting.table import place
    from comity.reading.drafting.write import write
    from comity.reading.reader import Way, read_sources
    from comity.reading.record import read_record

    known = set(read_record(scratch).sources)
    before = read_text(scratch / CASE, CASE_BYTES)
    earlier = {place(row) for row in table_rows(scratch)}
    asked = points(scratch)
    reading = read_sources(sorted((scratch / NEW).iterdir()), into=scratch, way=Way(progress=progress))
    remarks = [replace(each, place=Place(Path(each.place.file).name, each.place.line)) for each in reading.problems]
    reading = replace(reading, problems=tuple(remarks))  # nobody is to be told where the copies lay
    if not reading.sources:
        raise Problems(remarks or [Problem(Place("reports"), "there is nothing to read", "drop a report in")])
    written = write(_without_settled(reading, scratch), scratch)
    rows = [row for row in table_rows(scratch) if place(row) not in earlier]
    fresh = [source for source in reading.sources if source.id not in known]
    counts = {source.id: sum(row["source"] == source.id for row in rows) for source in fresh}
    stood = {draft.seen for draft in drafts(Document(written.before, CASE))} if written.before else set()
    drafted = [draft.says for draft in drafts(Document(written.after, CASE)) if draft.seen not in stood]
    named = [each.key for each in written.added if not each.draft and each.kind != "source"]
    return WouldAdd(
        tuple(Report(s.id, s.title, s.date or "", s.publisher or "", s.file, s.text, counts[s.id]) for s in fresh),
        tuple(rows),
        len(rows),
        tuple(drafted),
        tuple(named),
        tuple(point for point in points(scratch) if point not in asked),
        tuple(remarks),
        before,
        written.after,
        read_record(scratch),
    )


def _without_settled(reading: Reading, scratch: Path) -> Reading:
    """A reading without the statements that were rejected or corrected: nothing is drafted from them again."""
    from comity.reading.drafting.table import place, row

    settled = {place(each.row) for each in statements(scratch).all if each.review == "rejected" or each.drafted}
    left = tuple(each for each in reading.statements if place(row(each)) not in settled)
    return replace(reading, statements=left)
