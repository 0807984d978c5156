"""Cases from and to the files of other negotiation programs: one module a format, recognised by content.

`import_case` reads a file, or a folder with a domain and its profiles, into a case; `export_case` writes a case's
signers, issues and utilities in a format and reports everything that the format cannot carry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from comity.problem import Place, Problem, Problems, nearest

if TYPE_CHECKING:
    from comity.case.model import Case
    from comity.exchange.scenario import Role, Scenario, Written

# The command line reads FORMATS when it starts, so whatever takes time is imported where it is needed.
FORMATS = ("genius", "negmas")
"""The formats by name. Each is the module of that name in this package, which offers what `Format` says."""

INTERVALS = 10
"""The grid intervals of an issue over real numbers, unless others are asked for."""


class Format(Protocol):
    """What the module of a format offers.

    NAME: what it is called; SUFFIXES: how its files' names end, in small letters;
    CHOICES: how its files may be read where there is more than one way, by name; the usual way stands first.
    """

    NAME: str
    SUFFIXES: tuple[str, ...]
    CHOICES: Mapping[str, tuple[str, ...]]

    def recognise(self, path: Path) -> Role | None:
        """Whether a file of this format holds the issues (domain) or one party's utilities (profile)."""

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

    case: the case; text: its case file; notes: what its reader should know, each a warning; files: what was read.
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


@dataclass(frozen=True)
class _Found:
    """The files of one negotiation."""

    format: str
    domain: Path
    profiles: tuple[Path, ...]
    notes: tuple[Problem, ...]


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
    from comity.case import text
    from comity.case.check import check_document
    from comity.exchange.scenario import LISTED
    from comity.exchange.to_case import case_text

    if not 1 <= intervals <= LISTED:
        raise Problems([Problem(Place(str(path)), f"a grid has 1 to {LISTED} intervals, not {intervals}")])
    _check_choices(Place(str(path)), choices)
    found = _found(Path(path), profiles)
    form = module_of(found.format)
    own = {name: value for name, value in choices.items() if name in form.CHOICES}
    scenario = form.read(found.domain, found.profiles, intervals, **own)
    written = case_text(scenario)
    if len(written.encode()) > text.MAX_BYTES:
        fix = f"a case file holds at most {text.MAX_BYTES / 1e6:g} MB; name fewer profiles"
        raise Problems([Problem(Place(str(path)), "the negotiation is too large for a case file", fix)])
    checked = check_document(text.Document(written, "case.yaml"))
    if checked.case is None:
        raise Problems(checked.errors)
    grids = (matter.note for matter in scenario.issues if matter.note)
    notes = (*found.notes, *grids, *scenario.notes, *checked.warnings)
    return Imported(checked.case, written, notes, (found.domain, *found.profiles))


def export_case(case: Case, form: str, directory: Path | str) -> Exported:
    """Write a case's signers, issues and utilities in a format: a domain and a profile for each signer.

    The files go into `directory`, which is made where it is missing; existing files are never replaced.
    Raises Problems where the format is unknown, or the case has nothing that could be written.
    """
    from comity.case import text
    from comity.exchange.from_case import scenario_of

    folder = Path(directory)
    place = Place(str(folder))
    if form not in FORMATS:
        raise Problems([Problem(place, f"unknown format '{form}'", nearest(form, FORMATS))])
    scenario = scenario_of(case, form, place)
    written = module_of(form).write(scenario, place)
    targets = {folder / name: content for name, content in written.files.items()}
    existing = [target for target in targets if target.exists()]
    if existing:
        raise Problems(Problem(Place(str(target)), "this file exists", "name an empty folder") for target in existing)
    for target, content in targets.items():
        text.save(target, content)
    return Exported(tuple(targets), (*scenario.notes, *written.problems))


def _check_choices(place: Place, choices: Mapping[str, str]) -> None:
    known = {name: values for form in FORMATS for name, values in module_of(form).CHOICES.items()}
    for name, value in choices.items():
        if name not in known:
            raise Problems([Problem(place, f"no format is read by a choice of '{name}'", nearest(name, known))])
        if value not in known[name]:
            raise Problems([Problem(place, f"{name} cannot be '{value}'", f"known: {', '.join(known[name])}")])


def _found(path: Path, profiles: Sequence[Path | str] | None) -> _Found:
    place = Place(str(path))
    if not path.exists():
        raise Problems([Problem(place, "there is no such file or folder", "check the path")])
    folder = path if path.is_dir() else path.parent
    named = None if path.is_dir() else _recognised(path)
    if named is None and not path.is_dir():
        fix = f"known: {' and '.join(module_of(form).NAME for form in FORMATS)}, a domain or a profile"
        raise Problems([Problem(place, "the format of this file is not recognised", fix)])
    suffixes = {suffix for form in FORMATS for suffix in module_of(form).SUFFIXES}
    beside = sorted(entry for entry in folder.iterdir() if entry.is_file() and entry.suffix.lower() in suffixes)
    roles = {entry: _recognised(entry) for entry in beside if not entry.name.startswith(".")}
    domains = [entry for entry, role in roles.items() if role and role[1] == "domain"]
    if named and named[1] == "domain":
        domains = [path]
    elif named:
        domains = [entry for entry in domains if roles[entry] == (named[0], "domain")]
    if len(domains) != 1:
        raise Problems([_no_domain(place, domains)])
    domain = domains[0]
    form = (named or roles[domain] or ("", ""))[0]
    pool = [entry for entry, role in roles.items() if role == (form, "profile")]
    if profiles is not None:
        chosen = [_chosen(folder, pool, name) for name in profiles]
    else:
        chosen = [path] if named and named[1] == "profile" else pool
    if not chosen:
        raise Problems([Problem(Place(str(domain)), "no profile lies beside this domain", "add one a party")])
    left_out = [entry for entry, role in roles.items() if role is None]
    notes = [
        Problem(Place(str(entry)), "neither a domain nor a profile: left out", severity="warning") for entry in left_out
    ]
    others = len(pool) - len(chosen)
    if others and profiles is None:
        fix = "name the folder to read them all"
        notes.append(Problem(place, f"{others} other profiles beside this one are not read", fix, "warning"))
    return _Found(form, domain, tuple(chosen), tuple(notes))


def _recognised(path: Path) -> tuple[str, Role] | None:
    for form in FORMATS:
        role = module_of(form).recognise(path)
        if role:
            return form, role
    return None


def _no_domain(place: Place, domains: Sequence[Path]) -> Problem:
    if domains:
        names = ", ".join(domain.name for domain in domains)
        return Problem(place, f"several domains lie here: {names}", "name the one that is meant")
    return Problem(place, "no domain file lies here", "add the file that lists the issues")


def _chosen(folder: Path, pool: Sequence[Path], name: Path | str) -> Path:
    for entry in pool:
        if Path(name) in (entry, Path(entry.name), Path(entry.stem)):
            return entry
    known = [entry.name for entry in pool]
    raise Problems([Problem(Place(str(folder)), f"no profile '{name}' lies here", nearest(str(name), known))])
