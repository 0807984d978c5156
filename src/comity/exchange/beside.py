"""Which files beside each other make one negotiation: a domain, and the profiles that belong to it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.case.files import IMPORT_BYTES, SOURCES_BYTES, read_bytes, resembling
from comity.case.letters import alike, same
from comity.exchange.foreign import foreign
from comity.exchange.naming import Known, named, shown, some
from comity.problem import Place, Problem, Problems

if TYPE_CHECKING:
    from comity.exchange import Format
    from comity.exchange.scenario import Role

_TRIED = 5  # domains that a profile is read with, to see to which it belongs
_LOOKED_AT = 200  # files or folders below, to say what lies there
_DOMAIN_WORD = re.compile(r"[-_. ]*(domain|template|negotiation[-_ ]?template)$", re.IGNORECASE)

Recognised = tuple[str, "Role"]


@dataclass(frozen=True)
class Found:
    """The files of one negotiation: their format, and what is to be said of the files beside them."""

    format: str
    domain: Path
    profiles: tuple[Path, ...]
    notes: tuple[Problem, ...]


@dataclass
class _Belonging:
    """The profiles of one domain of several, and what is to be said of that."""

    own: list[Path] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def found(path: Path, profiles: Sequence[Path | str] | None, formats: Mapping[str, Format]) -> Found:
    """The negotiation that a path means: a folder, a domain, or one profile.

    profiles: which ones to take, in this order. Raises Problems where nothing, or more than one thing, may be meant.
    """
    mode = _mode(path)
    return _Files(path, stat.S_ISDIR(mode), formats).found(profiles)


def roles_in(folder: Path, formats: Mapping[str, Format]) -> dict[Path, Recognised | None]:
    """The files in a folder that end as those of a format do, each with what it is; None where it is none of them."""
    return _Files(folder, True, formats).roles


class _Files:
    """The files that lie in a folder, by what they are."""

    def __init__(self, path: Path, is_folder: bool, formats: Mapping[str, Format]) -> None:
        self.path = path
        self.place = Place(str(path))
        self.folder = path if is_folder else path.parent
        self.formats = formats
        self.notes: list[Problem] = []
        self.named = None if is_folder else self._named()
        self.roles = {entry: self._recognised(entry) for entry in self._beside()}

    def found(self, profiles: Sequence[Path | str] | None) -> Found:
        if self.named and self.named[1] == "session":
            form = self.named[0]
            pool = [entry for entry, role in self.roles.items() if role == (form, "profile")]
            chosen = self._chosen(form, pool, self._meeting(form) if profiles is None else profiles)
            return Found(form, chosen[0], tuple(chosen), tuple(self.notes))
        form, domain = self._domain()
        if self.roles[domain] == (form, "whole"):
            return Found(form, domain, (), tuple(self.notes))
        pool = [entry for entry, role in self.roles.items() if role == (form, "profile")]
        if profiles is not None:
            chosen = self._chosen(form, pool, profiles)
        elif self.named and self.named[1] == "profile":
            chosen = [self.path]
            if others := len(self._belonging(form, domain, pool).own) - 1:
                fix = f"name {domain.name} to read them all"
                self._note(self.path, f"{others} other profiles beside this one are not read", fix)
        else:
            belonging = self._belonging(form, domain, pool)
            chosen = belonging.own
            self.notes += belonging.notes
        if not chosen:
            fix = f"add one a party: the files of {self.formats[form].NAME} that state utilities"
            raise Problems([Problem(Place(str(domain)), "no profile lies beside this domain", fix)])
        if sum(entry.stat().st_size for entry in chosen) > SOURCES_BYTES:
            fix = f"at most {SOURCES_BYTES / 1e6:g} MB are read; name those that are meant with --profile"
            raise Problems([Problem(self.place, "the profiles are too large together", fix)])
        self._note_doubles(chosen)
        if self.roles[domain] == (form, "profile"):  # which lists the issues; whichever, they have to be the same
            domain = chosen[0]
        for entry, role in self.roles.items():
            if role is None and entry not in chosen:
                known = foreign(entry)
                if known or entry.suffix.lower() in self.formats[form].SUFFIXES:
                    self._note(entry, f"{known.what if known else 'neither a domain nor a profile'}: left out")
        return Found(form, domain, tuple(chosen), tuple(self.notes))

    def _meeting(self, form: str) -> list[Path | str]:
        """The profiles that a session names."""
        named_there: Callable[[Path], Sequence[str]] = getattr(self.formats[form], "profiles_of")  # noqa: B009
        return list(named_there(self.path))

    def _note_doubles(self, profiles: Sequence[Path]) -> None:
        """Profiles that are the same to the byte: two parties that want the same, or one file twice."""
        first: dict[bytes, Path] = {}
        for entry in profiles:
            same_file = first.setdefault(read_bytes(entry, IMPORT_BYTES), entry)
            if same_file is not entry:
                what = f"this profile holds the same as {same_file.name}, and is taken as a party of its own"
                self._note(entry, what, "if it is a copy, delete it, or name those that are meant with --profile")

    def _note(self, entry: Path, what: str, fix: str = "") -> None:
        self.notes.append(Problem(Place(str(entry)), what, fix, "warning"))

    def _named(self) -> Recognised:
        """What the file is that the path means; raises Problems where it is none that is read."""
        role = self._recognised(self.path)
        if role:
            return role
        read_bytes(self.path, IMPORT_BYTES)  # which says what keeps it from being read
        known = foreign(self.path)
        what = "the format of this file is not recognised" + (f": it is {known.what}" if known else "")
        names = ", ".join(form.NAME for form in self.formats.values())
        raise Problems([Problem(self.place, what, known.fix if known else f"known: {names}, a domain or a profile")])

    def _recognised(self, path: Path) -> Recognised | None:
        for name, form in self.formats.items():
            role = form.recognise(path)
            if role:
                return name, role
        return None

    def _beside(self) -> list[Path]:
        """The files in the folder that may be of the negotiation. Links that lead out of it are not followed."""
        suffixes = {suffix for form in self.formats.values() for suffix in form.SUFFIXES}
        home = Path(os.path.realpath(self.folder))
        beside = []
        for entry in _entries(self.folder):
            if entry.suffix.lower() not in suffixes or entry.name.startswith(".") or not entry.is_file():
                continue
            if entry.is_symlink() and entry != self.path and not Path(os.path.realpath(entry)).is_relative_to(home):
                fix = "name what it leads to, to have it read"
                self._note(entry, "a link that leads out of this folder: passed over", fix)
            else:
                beside.append(entry)
        return beside

    def _domain(self) -> tuple[str, Path]:
        """The format and the domain that are meant."""
        if self.named and self.named[1] == "domain":
            return self.named[0], self.path
        if self.named and self.named[1] == "whole":
            return self.named[0], self.path
        domains = [entry for entry, role in self.roles.items() if role and role[1] in ("domain", "whole")]
        if self.named:
            form = self.named[0]
            domains = [entry for entry in domains if self.roles[entry] == (form, "domain")]
            if len(domains) > 1:
                domains = self._owners(form, self.path, domains)
        if len(domains) == 1:
            role = self.roles[domains[0]]
            return role[0] if role else "", domains[0]
        if not domains and (own := self._listing()):
            return own
        raise Problems([self._several(domains) if domains else self._none()])

    def _listing(self) -> tuple[str, Path] | None:
        """The format, and a profile, where no domain lies here and profiles list the issues themselves."""
        for name, form in self.formats.items():
            if getattr(form, "own_issues", False) and (not self.named or self.named[0] == name):
                profiles = [entry for entry, role in self.roles.items() if role == (name, "profile")]
                if self.path in profiles:
                    return name, self.path
                if profiles:
                    return name, profiles[0]
        return None

    def _several(self, domains: Sequence[Path]) -> Problem:
        example = f"`comity import {named(domains[0], str(domains[0]))} -o case.yaml`"
        fix = f"name the one that is meant, as in {example}: only the profiles that belong to it are read"
        if all((self.roles[domain] or ("", ""))[1] == "whole" for domain in domains):
            fix = f"name the one that is meant, as in {example}"
            return Problem(self.place, f"several negotiations lie here: {some(each.name for each in domains)}", fix)
        if self.named:
            fix = f"name the domain that it belongs to, as in {example}, with --profile {self.path.name}"
        return Problem(self.place, f"several domains lie here: {some(domain.name for domain in domains)}", fix)

    def _none(self) -> Problem:
        """No domain: what lies there instead."""
        what = "no domain file lies here"
        if self.named:
            return Problem(self.place, what, "add the file that lists the issues")
        strangers: dict[str, list[str]] = {}
        fixes = {}
        entries = _entries(self.folder)
        for entry in entries[:_LOOKED_AT]:
            if entry.is_file() and self.roles.get(entry) is None and (known := foreign(entry)):
                strangers.setdefault(known.what, []).append(entry.name)
                fixes[known.what] = known.fix
        if strangers:
            most = max(strangers, key=lambda each: len(strangers[each]))
            names = strangers[most]
            told = f"{some(names)}, each {most}" if len(names) > 1 else f"{names[0]}, {most}"
            return Problem(self.place, f"{what}, but {told}", fixes[most])
        below = [entry for entry in entries[:_LOOKED_AT] if entry.is_dir() and self._holds_a_domain(entry)]
        if below:
            fix = f"name one of them, as in `comity import {named(below[0], str(below[0]))} -o case.yaml`"
            fix += f", or take them all: `comity import {named(self.path, str(self.path))} --all -o cases`"
            return Problem(self.place, f"{what}, but in its folders {some(each.name for each in below)}", fix)
        read = " and ".join(f"{form.NAME} ({', '.join(form.SUFFIXES)})" for form in self.formats.values())
        return Problem(self.place, what, f"add the file that lists the issues; {read} are read")

    def _holds_a_domain(self, folder: Path) -> bool:
        suffixes = {suffix for form in self.formats.values() for suffix in form.SUFFIXES}
        try:
            entries = _entries(folder)[:20]
        except Problems:
            return False
        beside = (entry for entry in entries if entry.suffix.lower() in suffixes and entry.is_file())
        return any(role and role[1] in ("domain", "whole") for role in map(self._recognised, beside))

    def _belonging(self, form: str, domain: Path, pool: Sequence[Path]) -> _Belonging:
        """The profiles of a domain, where others may lie beside it."""
        domains = [entry for entry, role in self.roles.items() if role == (form, "domain") and entry != domain]
        if not domains:
            return _Belonging(list(pool))
        found = _Belonging()
        unclear, others = [], []
        for profile in pool:
            owners = self._owners(form, profile, [domain, *domains])
            if domain not in owners:
                others.append(profile.name)
                continue
            found.own.append(profile)
            if len(owners) > 1:
                unclear.append(profile.name)
        for what, names, fix in (
            ("belongs to another domain that lies here: left out", others, "to choose others"),
            ("fits several of the domains that lie here: taken as one of this domain", unclear, "if it is another's"),
        ):
            if names:
                told = f"{some(names)}: each {what}" if len(names) > 1 else f"{names[0]} {what}"
                found.notes.append(Problem(Place(str(domain)), told, f"name profiles with --profile {fix}", "warning"))
        return found

    def _owners(self, form: str, profile: Path, domains: Sequence[Path]) -> list[Path]:
        """The domains that a profile may belong to: by its name, else by whether it can be read with them."""
        stem = alike(profile.stem)
        cores = {entry: alike(_DOMAIN_WORD.sub("", entry.stem)) for entry in domains}
        fitting = [entry for entry in domains if cores[entry] and _begins(stem, cores[entry])]
        longest = max((len(cores[entry]) for entry in fitting), default=0)
        by_name = [entry for entry in fitting if len(cores[entry]) == longest]
        if len(by_name) == 1:
            return by_name
        candidates = by_name or domains
        if len(candidates) > _TRIED:
            return list(candidates)
        return [entry for entry in candidates if self._reads(form, entry, profile)] or list(candidates)

    def _reads(self, form: str, domain: Path, profile: Path) -> bool:
        try:
            self.formats[form].read(domain, [profile], 1)
        except Problems:
            return False
        return True

    def _chosen(self, form: str, pool: Sequence[Path], profiles: Sequence[Path | str]) -> list[Path]:
        """The profiles that are named, in this order."""
        chosen: list[Path] = []
        problems = []
        for name in profiles:
            wanted = str(name).replace("\\", "/")
            entry = next((each for each in pool if _is_called(each, wanted)), None)
            direct = self.folder / wanted
            if entry is None and direct.is_file() and self._recognised(direct) == (form, "profile"):
                entry = direct  # a link, or with a name that ends otherwise
            if entry is None:
                meant = Known(each.name for each in pool).meant(wanted)
                problems.append(Problem(Place(str(self.folder)), f"no profile '{shown(wanted)}' lies here", meant))
            elif entry in chosen:
                fix = "name each party's file once"
                problems.append(Problem(Place(str(self.folder)), f"profile '{shown(wanted)}' is named twice", fix))
            else:
                chosen.append(entry)
        if problems:
            raise Problems(problems)
        return chosen


def _begins(stem: str, core: str) -> bool:
    """Whether a name begins with the whole of another."""
    after = stem[len(core) : len(core) + 1]
    return stem.startswith(core) and not after.isalpha() and not (after.isdigit() and core[-1:].isdigit())


def _is_called(entry: Path, name: str) -> bool:
    """Whether a name means a file: its path, its name, or its name without what it ends on."""
    return same(name) in map(same, (str(entry), entry.name, entry.stem))


def _mode(path: Path) -> int:
    """What kind of file a path leads to; raises Problems where there is none."""
    place = Place(str(path))
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise Problems([Problem(place, "there is no such file or folder", _meant(path))]) from None
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise Problems([Problem(place, what, "check the path, and who may read it")]) from None
    except ValueError:
        raise Problems([Problem(place, "a name that no system takes", "check the path")]) from None


def _meant(path: Path) -> str:
    """What to do where there is no such file: the path that was probably meant."""
    if os.path.lexists(path):
        return "it is a link that leads nowhere"
    if "\\" in str(path) and (other := Path(str(path).replace("\\", "/"))).exists():
        return f"write {other}, with /: it is read on every system"
    found = resembling(path)
    return f"did you mean {found}?" if found else "check the path"


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, by name."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        what = f"the folder cannot be read: {error.strerror or error}"
        raise Problems([Problem(Place(str(folder)), what, "check the path, and who may read it")]) from None
