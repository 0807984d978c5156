"""Statements of Discourse Network Analyzer as CSV: who agrees or disagrees with which concept, in which document.

Columns: ID, time, document, person, organization, concept, agreement, start, stop, text, in any order.

Read: every concept becomes an issue that is either agreed or not; every organisation (or the person where none is
named) a party. Its rating of `agreed` is the share of its statements on the concept that agree; as in the program
itself, statements of one document by one organisation on one concept with one stance count once. Statements say
nothing of how dear an issue is, what no deal is worth and who must agree: weights are equal, any agreement is
acceptable and everyone signs, which is said. The statements themselves stay in their file.

Written: the statements that `comity read` keeps beside a case, with a codebook of what the concepts and organisations
are. Statements that take neither side, how firm each is, and which repeat another have no place in these files.

Source: Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks" (2017), and the program itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from comity.case.model import Case
from comity.exchange.naming import named, shown, some
from comity.exchange.scenario import Matter, Profile, Role, Room, Scenario, Table, Written
from comity.exchange.statement_table import Statement, columns_of, statements, written
from comity.problem import Place, Problem, Problems

NAME = "DNA statements"
SUFFIXES = (".csv", ".tsv", ".txt")
CHOICES: Mapping[str, tuple[str, ...]] = {}
"""There is one way to read these files."""

BESIDE = "statements.csv"
"""The table that `comity read` keeps beside a case."""

_COLUMNS = {
    "id": ("id", "statementid"),
    "time": ("time", "date", "datetime"),
    "document": ("document", "doctitle", "documenttitle", "docid", "documentid", "source", "title"),
    "person": ("person", "actor"),
    "organization": ("organization", "organisation", "org"),
    "concept": ("concept",),
    "agreement": ("agreement",),
    "start": ("start",),
    "stop": ("stop", "end"),
    "text": ("text",),
    "option": ("option",),
    "cue": ("cuestart",),
}
_HEADS = ("ID", "time", "document", "person", "organization", "concept", "agreement", "start", "stop", "text")
_STANCES = {
    **dict.fromkeys(("1", "true", "yes", "y", "agree", "agreement", "for", "pro"), True),
    **dict.fromkeys(("0", "false", "no", "n", "disagree", "disagreement", "against", "contra"), False),
}
_AGREED, _NOT = "agreed", "not agreed"


def recognise(path: Path) -> Role | None:
    """Whether a table has a concept and an agreement of somebody in each row; not the table of a reading of Comity."""
    columns = columns_of(path, _COLUMNS)
    somebody = {"organization", "person"} & set(columns)
    return "whole" if {"concept", "agreement"} <= set(columns) and somebody and "cue" not in columns else None


def read(domain: Path, profiles: Sequence[Path], intervals: int) -> Scenario:
    """The debate in a table; raises Problems with every reason why it cannot be read."""
    notes: list[Problem] = []
    counts = _counted(statements(domain, _COLUMNS), notes)
    place = Place(str(domain))
    if not counts:
        raise Problems([Problem(place, "no row names a concept, a side and who takes it", "is this the table?")])
    concepts = list(dict.fromkeys(concept for _, concept in counts))
    actors = list(dict.fromkeys(actor for actor, _ in counts))
    room = Room(len(actors))
    matters = []
    for concept in concepts:
        matter = Matter(concept, (_AGREED, _NOT), about=_about(concept, counts))
        room.for_issue(matter, place)
        matters.append(matter)
    file = named(domain, domain.name)
    made = tuple(_profile(actor, concepts, counts, file) for actor in actors)
    notes += _unsaid(actors, concepts, counts, place)
    summary = (
        f"Imported from {file}, statements as Discourse Network Analyzer holds them. Every concept is an issue; a "
        "party's rating is the share of its statements that agree, one a document. The statements say nothing of how "
        "dear an issue is, of no deal, and of who must agree: weights are equal here, any agreement is acceptable, and "
        "everyone signs."
    )
    definitions = {"rating": "100 times the share of a party's statements on the concept that agree, one a document"}
    return Scenario("dna", named(domain, domain.stem), tuple(matters), made, definitions, summary, tuple(notes))


Counts = dict[tuple[str, str], tuple[int, int]]  # by actor and concept, how many documents agree, how many disagree


def _counted(rows: Sequence[Statement], notes: list[Problem]) -> Counts:
    """How often each actor agrees and disagrees with each concept; raises Problems for sides that are not known."""
    seen: dict[tuple[str, str], set[tuple[str, bool]]] = {}
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    for number, row in enumerate(rows):
        actor, concept, side = row["organization"] or row["person"], row["concept"], row["agreement"].lower()
        if not (actor and concept and side):
            missing = "who speaks" if not actor else "a concept" if not concept else "a side"
            left[missing] += 1
            continue
        if side not in _STANCES:
            what = f"the agreement '{shown(row['agreement'])}' is neither yes nor no"
            problems.append(Problem(row.place, what, "write 1 or 0, or TRUE or FALSE"))
            continue
        document = row["document"] or row["time"] or str(number)
        seen.setdefault((actor, concept), set()).add((document, _STANCES[side]))
    if problems:
        raise Problems(problems)
    for missing, times in left.items():
        place = Place(rows[0].place.file)
        notes.append(Problem(place, f"rows that do not name {missing}: {times:,}, left out", severity="warning"))
    return {key: (sum(side for _, side in each), sum(not side for _, side in each)) for key, each in seen.items()}


def _about(concept: str, counts: Counts) -> str:
    """Who agrees with a concept, and who does not."""
    sides: dict[str, list[str]] = {"for": [], "against": [], "both": []}
    for (actor, of), (agree, against) in counts.items():
        if of == concept:
            sides["both" if agree and against else "for" if agree else "against"].append(f"{actor} ({agree + against})")
    told = "; ".join(f"{side}: {', '.join(actors)}" for side, actors in sides.items() if actors)
    return f"Who took which side, and how often, one a document: {told}."


def _profile(actor: str, concepts: Sequence[str], counts: Counts, file: str) -> Profile:
    spoken = sum(1 for concept in concepts if (actor, concept) in counts)
    tables: list[Table] = []
    weighed: list[tuple[Fraction, Table] | None] = []
    for concept in concepts:
        if (actor, concept) not in counts:
            tables.append((Fraction(0), Fraction(0)))
            weighed.append(None)
            continue
        agree, against = counts[actor, concept]
        share = Fraction(agree, agree + against)
        tables.append((share / spoken, (1 - share) / spoken))
        weighed.append((Fraction(1), (share, 1 - share)))
    return Profile(actor, file, tuple(tables), utmost=Fraction(1), weighed=tuple(weighed))


def _unsaid(actors: Sequence[str], concepts: Sequence[str], counts: Counts, place: Place) -> list[Problem]:
    """What the table leaves open, and what was assumed."""
    both = [f"{actor} on {concept}" for (actor, concept), (agree, against) in counts.items() if agree and against]
    silent = [actor for actor in actors if any((actor, concept) not in counts for concept in concepts)]
    told = []
    if both:
        told.append((f"statements for and against: {some(both)}", "the rating is the share that agrees"))
    if silent:
        told.append((f"not everyone speaks of everything: {some(silent)}", "they count as indifferent there"))
    told.append(("statements do not say how dear an issue is", "all that a party speaks of weigh the same"))
    told.append(("statements do not say what happens without an agreement", "no_deal is set to the least utility"))
    told.append(("statements do not say who must agree", "everyone signs; take away `signs: yes` where that is wrong"))
    return [Problem(place, what, fix, "warning") for what, fix in told]


def write_statements(case: Case, folder: Path, place: Place) -> Written:
    """The statements that lie beside a case, and their codebook; raises Problems where there are none."""
    path = folder / BESIDE
    if not path.is_file():
        fix = "comity read REPORTS -o FOLDER keeps the statements of reports there"
        raise Problems([Problem(Place(str(path)), "no statements lie beside this case", fix)])
    rows: list[tuple[str, ...]] = []
    neither = 0
    used: dict[str, Counter[str]] = {"concept": Counter(), "organization": Counter(), "person": Counter()}
    for row in statements(path, _COLUMNS):
        side = _STANCES.get(row["agreement"].lower())
        if side is None or not row["concept"]:
            neither += 1
            continue
        concept = f"{row['concept']}: {row['option']}" if row["option"] else row["concept"]
        cells = (row["time"], row["document"], row["person"], row["organization"], concept, str(int(side)))
        rows.append((str(len(rows) + 1), *cells, row["start"], row["stop"], row["text"]))
        for variable, value in (("concept", concept), *((each, row[each]) for each in ("organization", "person"))):
            used[variable].update([value] if value else [])
    warnings = ["statements are numbered anew; how firm each is, its kind and what it repeats are not written"]
    if neither:
        warnings.append(f"statements that take neither side of an issue are not written: {neither:,}")
    book = [
        (variable, value, _meaning(case, variable, value), str(times))
        for variable, values in used.items()
        for value, times in sorted(values.items())
    ]
    files = {
        "statements.csv": written(_HEADS, rows),
        "codebook.csv": written(("variable", "value", "meaning", "statements"), book),
    }
    return Written(files, tuple(Problem(place, what, severity="warning") for what in warnings))


def _meaning(case: Case, variable: str, value: str) -> str:
    """What a value of a variable is in the case, in words; empty where the case does not know it."""
    if variable != "concept":
        return next((f"party {name}" for name, party in case.everyone().items() if party.name == value), "")
    name, _, option = value.partition(": ")
    issue = case.issues.get(name)
    if issue is None:
        return ""
    return f"{issue.name}: {issue.options[option].name}" if option in issue.options else issue.name
