"""Reading: from sources to statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from comity.problem import Place, Problem
from comity.reading.actors import Registry
from comity.reading.batches import in_batches
from comity.reading.changes import compared
from comity.reading.found import Reading
from comity.reading.intake import Intake, Source, take_in
from comity.reading.kinds import stated, told
from comity.reading.library import Library, library
from comity.reading.llm import Model
from comity.reading.parse import paragraphs
from comity.reading.record import stored_sources
from comity.reading.registry import registry, with_standing
from comity.reading.repeats import repeated, with_repeats
from comity.reading.resume import Resumed
from comity.reading.source_reading import SourceReading, marks_of, read_source
from comity.reading.standing import standing
from comity.reading.statement import Statement


@dataclass(frozen=True)
class Way:
    """How a reading is gone about; none of it changes what is found.

    executor: reads files in parallel where it is given, from `concurrent.futures` or any other of its interface
    (`dask.distributed.Client().get_executor()` goes beyond one machine); progress: told the share done, 0 to 1;
    resumed: a folder that keeps what was read until it is written, so that a reading that broke off goes on from there.
    """

    executor: Executor | None = None
    progress: Callable[[float], None] | None = None
    resumed: Path | None = None


PLAINLY = Way()


def read_sources(
    paths: Iterable[Path | str],
    registry_file: Path | None = None,
    issues_file: Path | None = None,
    into: Path | None = None,
    model: Model | None = None,
    about: Sequence[str] = (),
    since: date | None = None,
    way: Way = PLAINLY,
) -> Reading:
    """Who says what about which issue, in these files and folders?

    Parameters: files or folders of reports; the analyst's own registry and list of issues, each added before the
    built-in ones; the directory of an earlier reading or of a case, whose stored sources are then read again with the
    new ones, and whose parties and issues come before all others; a language model to read beside the rules (None:
    nothing leaves this machine); the kinds of negotiation whose starter issues are used (none: the one that the words
    of the reports show clearly, if any; see `comity.reading.kinds`); the day from which on new reports are read
    (undated ones are read too); how to go about it.
    Raises Problems where a registry, an issue list or the case cannot be understood, and for unknown kinds. Files that
    cannot be read are reported in `problems`.
    """
    stored = stored_sources(Path(into)) if into is not None else ()
    intake = _since(take_in([Path(p) for p in paths], stored), since)
    return _read(stored, intake, registry_file, issues_file, into, model, about, way)


def read_versions(
    old: Path | str,
    new: Path | str,
    registry_file: Path | None = None,
    issues_file: Path | None = None,
    into: Path | None = None,
    about: Sequence[str] = (),
) -> Reading:
    """What was inserted and deleted between two versions of one draft text, and by whom?

    Each change is a statement of whoever saved the new version last, as far as the file tells. The new version is the
    source. Parameters and errors as for `read_sources`.
    """
    stored = stored_sources(Path(into)) if into is not None else ()
    before, after = take_in([Path(old)]), take_in([Path(new)], stored)
    changes = [
        replace(source, changes=(*source.changes, *compared(before.sources[0].text, source)))
        for source in (after.sources if before.sources else ())
    ]
    intake = Intake(tuple(changes), (*before.problems, *after.problems))
    return _read(stored, intake, registry_file, issues_file, into, None, about, PLAINLY)


def _read(
    stored: Sequence[Source],
    intake: Intake,
    registry_file: Path | None,
    issues_file: Path | None,
    into: Path | None,
    model: Model | None,
    about: Sequence[str],
    way: Way,
) -> Reading:
    subject = stated(about) if about else None
    stands = standing(Path(into) if into is not None else None)
    actors = registry(registry_file)
    actors = with_standing(actors, stands.parties) if stands.parties else actors
    sources = (*stored, *intake.sources)
    subject = subject or told(source.text for source in sources)
    issues = library(issues_file, subject.kinds, stands.issues)
    reading = read_texts(sources, actors, issues, intake.problems, model, way)
    return replace(reading, subject=subject, standing=stands)


def _since(intake: Intake, since: date | None) -> Intake:
    """What was taken in, without reports of earlier days; what is left out, or has no date, is told."""
    if since is None:
        return intake
    day = since.isoformat()
    kept = tuple(source for source in intake.sources if source.date is None or source.date >= day)
    problems = list(intake.problems)
    for source in intake.sources:
        if source.date is None:
            what = f"no date was found, so it was read though only reports since {day} are asked for"
            problems.append(Problem(Place(source.origin), what, "give its date in the name or the text", "warning"))
        elif source.date < day:
            what = f"left out, as it is of {source.date} and only reports since {day} are asked for"
            problems.append(Problem(Place(source.origin), what, "", "warning"))
    return Intake(kept, tuple(problems))


def read_texts(
    sources: Sequence[Source],
    actors: Registry,
    issues: Library,
    problems: tuple[Problem, ...] = (),
    model: Model | None = None,
    way: Way = PLAINLY,
) -> Reading:
    """The statements of sources already taken in. Without a model the same texts always give the same statements."""
    marks = [mark for batch in in_batches(marks_of, [(s,) for s in sources], (actors,), way.executor) for mark in batch]
    places = _Places()
    tasks = [(source, places.fresh(mark)) for source, mark in zip(sources, marks, strict=True)]
    resumed = Resumed(way.resumed, actors, issues, model)
    done: dict[int, SourceReading] = {i: r for i, task in enumerate(tasks) if (r := resumed.of(*task)) is not None}
    left = [i for i in range(len(tasks)) if i not in done]
    size = sum(len(source.text) for source in sources) or 1
    reached = sum(len(sources[i].text) for i in done)
    at = iter(left)
    for batch in in_batches(read_source, [tasks[i] for i in left], (actors, issues, model), way.executor):
        numbers = [next(at) for _ in batch]
        done |= dict(zip(numbers, batch, strict=True))
        resumed.keep((*tasks[i], done[i]) for i in numbers)
        reached += sum(len(sources[i].text) for i in numbers)
        if way.progress is not None:
            way.progress(reached / size)
    numbered = _Numbered()
    for i, source in enumerate(sources):
        numbered.add(source, marks[i], done[i])
    return Reading(
        sources=tuple(sources),
        statements=with_repeats(numbered.statements),
        names=tuple(dict.fromkeys(note for i in range(len(tasks)) for note in done[i].names)),
        problems=(*problems, *(problem for i in range(len(tasks)) for problem in done[i].problems)),
        registry=actors,
        library=issues,
        rejected=tuple(quote for i in range(len(tasks)) for quote in done[i].rejected),
    )


@dataclass
class _Places:
    """Which paragraphs were met already."""

    met: set[str] = field(default_factory=set)

    def fresh(self, marks: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the paragraphs of a source that were met nowhere before."""
        found = []
        for i, mark in enumerate(marks):
            if mark not in self.met:
                found.append(i)
                self.met.add(mark)
        return tuple(found)


@dataclass
class _Numbered:
    """The statements of all sources in their order, each with its name; repeated paragraphs refer to the first."""

    statements: list[Statement] = field(default_factory=list)
    first: dict[str, list[Statement]] = field(default_factory=dict)

    def add(self, source: Source, marks: Sequence[str], reading: SourceReading) -> None:
        """Name the statements of the next source."""
        count = 0
        for i, (span, mark) in enumerate(zip(paragraphs(source.text), marks, strict=True)):
            if i in reading.statements:
                found = _named(source, reading.statements[i], count)
                self.first[mark] = found
            else:
                found = repeated(source, span, self.first[mark], count)
            count += len(found)
            self.statements += found
        self.statements += _named(source, reading.changes, count)


def _named(source: Source, found: Sequence[Statement], count: int) -> list[Statement]:
    return [replace(s, id=f"{source.id}-{count + k:03d}") for k, s in enumerate(found, start=1)]
