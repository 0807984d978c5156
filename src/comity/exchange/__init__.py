"""Cases from and to the files of other negotiation programs: one module a format, recognised by content.

`import_case` reads a file, or a folder with a domain and its profiles, into a case; `export_case` writes a case's
signers, issues and utilities in a format and reports everything that the format cannot carry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from comity.problem import Place, Problem, Problems, nearest

if TYPE_CHECKING:
    from comity.case.model import Case
    from comity.conflict.model import Conflict
    from comity.exchange.scenario import Role, Scenario, Written

# The command line reads FORMATS when it starts, so whatever takes time is imported where it is needed.
FORMATS = ("genius", "negmas", "negmas_json", "geniusweb", "negolog", "decide")
"""The formats of negotiation programs by name. Each is the module of that name in this package, which offers what
`Format` says."""

STATEMENTS = ("dna",)
"""Formats of statements: read as `FORMATS` are, and written from what lies beside a case, by `write_statements`."""

READ_ONLY = ("scoregame",)
"""Formats that are a folder as a whole, and are read but not written: modules of these names, each with `recognised`
(the folder that a path means, if it is one of these) and `read`."""

CONFLICTS = ("comity.exchange.gmcr", "comity.conflict.file")
"""Formats of conflicts in option form, which are no cases: that of other programs and our own, each a module with
`recognise` and `read` (the conflict in a file, and notes on what was not read)."""

CONFLICT = "gmcr"
"""The format in which conflicts in option form are written for other programs."""

SPREADSHEET = "excel"
"""The format that holds a whole case, and is worked on by people: one file, into the case that it came from as well."""

WRITTEN = "case.yaml"
"""What the case file of an import is called where it is said what stands in it."""

INTERVALS = 10
"""The grid intervals of an issue over real numbers, unless others are asked for."""


class Format(Protocol):
    """What the module of a format offers.

    NAME: what it is called; SUFFIXES: how its files' names end, in small letters;
    CHOICES: how its files may be read where there is more than one way, by name; the usual way stands first.
    A module may offer `own_issues`: whether a profile lists the issues itself, so that a domain file may be missing;
    `profiles_of`: the file names of the profiles that a file of the role session names, in their order; and `carries`:
    what its files carry beside utilities, "ladders" or "votes".
    """

    NAME: str
    SUFFIXES: tuple[str, ...]
    CHOICES: Mapping[str, tuple[str, ...]]

    def recognise(self, path: Path) -> Role | None:
        """What a file of this format holds; None where it is none of them."""

    def read(self, domain: Path, profiles: Sequence[Path], intervals: int, **choices: str) -> Scenario:
        """The negotiation in a domain and its profiles; raises Problems with every reason why it cannot be read."""

    def write(self, scenario: Scenario, place: Place) -> Written:
        """The files of a negotiation, and what the format cannot carry."""


def module_of(form: str) -> Format:
    """The module of a format."""
    return cast(Format, import_module(f"{__name__}.{form}"))


@dataclass(frozen=True)
class Imported:
    """What an import found.

    case: the case; text: its case file; notes: what its reader should know, each a warning, those on what
    stands in the case file with `WRITTEN` as its name; files: what was read.
    """

    case: Case
    text: str
    notes: tuple[Problem, ...]
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Exported:
    """What an export wrote, and one warning for each thing that the format cannot carry."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def import_case(
    path: Path | str,
    profiles: Sequence[Path | str] | None = None,
    intervals: int = INTERVALS,
    **choices: str,
) -> Imported:
    """The case in another program's files.

    path: a folder with a domain and its profiles; or a domain (with all profiles beside it); or one profile (with the
    domain beside it). Every profile becomes a party that signs.
    profiles: which profiles to take, in this order, as file names; for folders with more profiles than parties.
    intervals: how many grid intervals an issue over real numbers gets.
    choices: how the files are to be read, by the CHOICES of their format (`reading="genius"`, see
    `comity.exchange.genius`); what another format offers makes no difference.

    Raises Problems with every reason why the files cannot be read.
    """
    from comity.exchange.beside import found
    from comity.exchange.scenario import LISTED

    if not 1 <= intervals <= LISTED:
        raise Problems([Problem(Place(str(path)), f"a grid has 1 to {LISTED} intervals, not {intervals}")])
    _check_choices(Place(str(path)), choices)
    whole = _whole_folder(Path(path)) if profiles is None else None
    if whole is not None:
        return _as_case(*whole, Place(str(path)), ())
    chosen = found(Path(path), profiles, {form: module_of(form) for form in (*FORMATS, *STATEMENTS)})
    form = module_of(chosen.format)
    own = {name: value for name, value in choices.items() if name in form.CHOICES}
    scenario = form.read(chosen.domain, chosen.profiles, intervals, **own)
    return _as_case(scenario, tuple(dict.fromkeys((chosen.domain, *chosen.profiles))), Place(str(path)), chosen.notes)


def _whole_folder(path: Path) -> tuple[Scenario, tuple[Path, ...]] | None:
    """The negotiation of a format that is a folder as a whole, with its files; None where it is none."""
    for name in READ_ONLY:
        module = import_module(f"{__name__}.{name}")
        folder = module.recognised(path)
        if folder is not None:
            return cast("tuple[Scenario, tuple[Path, ...]]", module.read(folder))
    return None


def _as_case(scenario: Scenario, read: tuple[Path, ...], place: Place, beside: tuple[Problem, ...]) -> Imported:
    """A negotiation as a case; read: its files; place: what was asked for; beside: notes on the files there."""
    from comity.case import files, text
    from comity.case.check import check_document
    from comity.exchange.to_case import case_text

    written = case_text(scenario)
    if len(written.encode()) > files.CASE_BYTES:
        fix = f"a case file holds at most {files.CASE_BYTES / 1e6:g} MB; name fewer profiles"
        raise Problems([Problem(place, "the negotiation is too large for a case file", fix)])
    checked = check_document(text.Document(written, WRITTEN))
    if checked.case is None:  # a name, say, that no case can have
        place = Place(str(read[0]))
        raise Problems(
            replace(each, place=place, what=f"no case can be made of it: {each.what}") for each in checked.errors
        )
    grids = (matter.note for matter in scenario.issues if matter.note)
    notes = (*beside, *grids, *scenario.notes, *checked.warnings)
    return Imported(checked.case, written, notes, read)


def conflict_in(path: Path) -> tuple[Conflict, tuple[Problem, ...]] | None:
    """The conflict in option form in a file, and notes on what was not read of it; None where it is no such file.

    Raises Problems with every reason why it cannot be read.
    """
    for name in CONFLICTS:
        module = import_module(name)
        if module.recognise(path):
            return cast("tuple[Conflict, tuple[Problem, ...]]", module.read(path))
    return None


def export_conflict(path: Path, output: Path) -> tuple[Problem, ...]:
    """Write a conflict in option form for the graph model's other programs; returns what their format cannot carry.

    output: the file to write; one that holds the same may stand. Raises Problems where the file at `path` cannot be
    read, holds no conflict, or has options with several levels.
    """
    from comity.case.files import save_new
    from comity.exchange import gmcr

    found = conflict_in(path)
    if found is None:
        what = "no conflict in option form stands here"
        raise Problems([Problem(Place(str(path)), what, "name a file .gmcr or conflict.yaml")])
    conflict, notes = found
    save_new({output: gmcr.write(conflict, Place(str(path)))})
    return (*notes, *gmcr.left_behind(conflict, Place(str(path))))


def export_case(case: Case, form: str, directory: Path | str, beside: Path | None = None) -> Exported:
    """Write a case's signers, issues and utilities in a format: a domain and a profile for each signer.

    beside: the folder of the case, for formats of statements, which are written from what lies there.

    The files go into `directory`, which is made where it is missing; existing files are never replaced, but those that
    hold the same already may stand.
    Raises Problems where the format is unknown, the case has nothing that could be written, or other files stand there.
    """
    from comity.case.files import save_new
    from comity.exchange.from_case import scenario_of

    folder = Path(directory)
    place = Place(str(folder))
    if form not in (*FORMATS, *STATEMENTS):
        raise Problems([Problem(place, f"unknown format '{form}'", nearest(form, (*FORMATS, *STATEMENTS)))])
    module: Any = module_of(form)
    notes: tuple[Problem, ...] = ()
    if form in STATEMENTS:
        written: Written = module.write_statements(case, beside or Path(), place)
    else:
        scenario = scenario_of(case, form, place, getattr(module, "carries", ()))
        written, notes = module.write(scenario, place), scenario.notes
    targets = {folder / name: content for name, content in written.files.items()}
    save_new(targets)
    return Exported(tuple(targets), (*notes, *written.problems))


def _check_choices(place: Place, choices: Mapping[str, str]) -> None:
    known = {name: values for form in FORMATS for name, values in module_of(form).CHOICES.items()}
    for name, value in choices.items():
        if name not in known:
            raise Problems([Problem(place, f"no format is read by a choice of '{name}'", nearest(name, known))])
        if value not in known[name]:
            raise Problems([Problem(place, f"{name} cannot be '{value}'", f"known: {', '.join(known[name])}")])
