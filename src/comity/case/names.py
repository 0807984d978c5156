"""The names by which the parts of a case file speak of each other: each taken for the one that is meant.

A name counts as written where the name it speaks of is; accents may be composed or not. One that is unknown is a
problem once, however often it stands there, and is then taken for the known name that it most resembles, so that what
follows from it is no problem of its own. Where none resembles it, what it names is left out of the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from comity.case import letters, meant
from comity.case.amount import Amount
from comity.case.judgement import JUDGEMENT_FIELDS
from comity.case.messages import NO_DEAL, WEIGHT
from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.case.names_written import Written
from comity.case.steps import NoStep, Steps
from comity.case.tree import Path
from comity.problem import MOST, Place, Problem, closest, nearest

_FIELDS_OF_INTERESTS = tuple(name for name in NOT_ISSUES if name != "issues")
_FIELDS_OF_ISSUES = tuple(name for name in NOT_OPTIONS if name != "ratings")
_ALSO = {"batna": "no_deal", "reservation-value": "no_deal", "reservation": "no_deal", "reason": "because"}
"""What fields are called elsewhere."""
_SHOWN_ELSEWHERE = 2


def valid(name: str) -> bool:
    """Whether a name can stand in a case file."""
    return bool(name) and all(letter.isalnum() or letter in "_-." for letter in name)


@dataclass
class _Known:
    """The names of one kind that a file defines, each with what it is called at length."""

    names: dict[str, str]
    used: set[str] = field(default_factory=set)

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """The names by the form in which an eye takes them for each other."""
        return _by_form((name, name) for name in self.names)

    @cached_property
    def called(self) -> dict[str, list[str]]:
        """The names by that form of what they are called at length."""
        return _by_form((title, name) for name, title in self.names.items() if title)


@dataclass
class _Reference:
    """A name that speaks of something defined elsewhere.

    holder and key: where it stands, as the name of an entry (`named`) or as a value; cut: the path of what goes if the
    name means nothing; fields: what else may stand there.
    """

    kind: str
    issue: str
    name: str
    path: Path
    holder: Any
    key: Any
    named: bool
    cut: Path
    fields: tuple[str, ...] = ()


class Names:
    """Settles every name of a file's plain data, in place.

    place: where a path of the file stands; unsure: the sections of which something could not be read; written: what
    the file writes where names were put right: those put right here are added.
    """

    def __init__(
        self, data: dict[str, Any], place: Callable[[Path], Place], unsure: Iterable[str], written: Written
    ) -> None:
        self.data = data
        self.problems: list[Problem] = []
        self.left_out: list[Path] = []
        self.written = written
        self._place_of = place
        self._unsure = set(unsure)
        self._renamed: set[str] = set()
        self._doubtful: set[Path] = set()  # the interests of parties of which it is unsure what they leave out
        self._define()
        _compose_evidence(data)
        self._settle(list(self._parties_and_issues()))
        self._settle(list(self._options()))

    def _place(self, path: Path) -> Place:
        return self._place_of(self.written.path(path))

    # Definitions

    def _define(self) -> None:
        self.parties = _Known({})
        self._define_parties(("parties",), self.data.get("parties"))
        offices = self._defined(("messengers",), self.data.get("messengers"), "messenger")
        self.speakers = _Known(self.parties.names | offices.names)
        self.issues = self._defined(("issues",), self.data.get("issues"), "issue")
        self._defined(("sources",), self.data.get("sources"), "source")
        self.options: dict[str, _Known] = {}
        self.steps: dict[str, Steps | None] = {}
        for issue, entry in _entries(self.data.get("issues")):
            options = entry.get("options") if isinstance(entry, dict) else None
            if isinstance(entry, dict) and entry.get("amount") is not None:
                self.steps[issue] = _steps(entry["amount"]) if options is None else None  # which is meant is not known
            self.options[issue] = self._defined(("issues", issue, "options"), options, "option")

    def _define_parties(self, path: Path, parties: Any) -> None:
        known = self._defined(path, parties, "party")
        self.parties.names |= known.names
        for name, party in _entries(parties):
            if isinstance(party, dict):
                self._define_parties((*path, name, "members"), party.get("members"))

    def _defined(self, path: Path, entries: Any, kind: str) -> _Known:
        """The names that a section defines; one that cannot be a name is written anew."""
        if not isinstance(entries, dict):
            return _Known({})
        kept: dict[str, Any] = {}
        for name, entry in entries.items():
            better = letters.same(name)
            if not valid(better):
                better = self._better(path, name, entries) or better
            if better != name and better not in entries and better not in kept:
                self.written.note((*path, name), better)
                kept[better] = entry
            else:
                kept[name] = entry
        entries.clear()
        entries.update(kept)
        return _Known({name: _title(entry) for name, entry in kept.items()})

    def _better(self, path: Path, name: str, taken: Mapping[str, Any]) -> str | None:
        odd = letters.odd_letters(name)
        better = meant.name(name)
        what = f"'{name}' cannot be a name here: use letters, digits, _ - . only"
        if odd:
            what += f" (it holds {' and '.join(odd)})"
        fix = f"write {better}" if better and better not in taken else ""
        self.problems.append(Problem(self._place((*path, name)), what, fix))
        if better and better not in taken:
            self._renamed.add(better)
            return better
        self.left_out.append((*path, name))
        return None

    # References

    def _parties_and_issues(self) -> Iterator[_Reference]:
        for issue, entry in _entries(self.data.get("issues")):
            yield from self._value("party", entry, "decided_by", ("issues", issue))
        interests = self.data.get("interests")
        for party, interest in _entries(interests):
            path: Path = ("interests", party)
            yield _Reference("party", "", party, path, interests, party, True, path)
            for issue, _ in _entries(interest):
                if issue not in NOT_ISSUES:
                    at = (*path, issue)
                    yield _Reference("issue", "", issue, at, interest, issue, True, at, _FIELDS_OF_INTERESTS)
            if isinstance(interest, dict) and isinstance(interest.get("no_deal"), dict):
                like, at = interest["no_deal"].get("like"), (*path, "no_deal", "like")
                for issue, _ in _entries(like):
                    yield _Reference("issue", "", issue, (*at, issue), like, issue, True, at)
        for section, fields in (
            ("conditions", ("if", "then")),
            ("linkages", ("when",)),
            ("red_lines", ("never", "unless")),
        ):
            for number, entry in _items(self.data.get(section)):
                whole: Path = (section, number)
                yield from self._value("party", entry, "party", whole, whole)
                for name in fields:
                    combination = entry.get(name) if isinstance(entry, dict) else None
                    for issue, _ in _entries(combination):
                        yield _Reference("issue", "", issue, (*whole, name, issue), combination, issue, True, whole)
        for whole, reading in self._readings():
            for name in ("never", "unless"):
                combination = reading.get(name)
                for issue, _ in _entries(combination):
                    yield _Reference("issue", "", issue, (*whole, name, issue), combination, issue, True, whole)
        for proposal, entry in _entries(self.data.get("proposals")):
            yield from self._value("party", entry, "by", ("proposals", proposal))
            terms = entry.get("terms") if isinstance(entry, dict) else None
            yield from _each("issue", terms, ("proposals", proposal, "terms"))
        yield from self._of_contest()
        yield from self._of_talks()
        yield from self._of_ties()

    def _readings(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The other readings of red lines, each with its path."""
        for number, line in _items(self.data.get("red_lines")):
            for at, reading in _items(line.get("or_reads") if isinstance(line, dict) else None):
                if isinstance(reading, dict):
                    yield ("red_lines", number, "or_reads", at), reading

    def _of_contest(self) -> Iterator[_Reference]:
        contest = self.data.get("contest")
        if not isinstance(contest, dict):
            return
        for side in ("challenger", "defender"):
            yield from self._value("party", contest, side, ("contest",), ("contest",))
        yield from self._value("party", contest.get("guarantor"), "party", ("contest", "guarantor"))
        yield from _each("issue", contest.get("effects"), ("contest", "effects"))

    def _of_talks(self) -> Iterator[_Reference]:
        """The parties and issues of who verifies, of preconditions, rounds of talks and measures."""
        for issue, entry in _entries(self.data.get("issues")):
            for option, contained in _entries(entry.get("options") if isinstance(entry, dict) else None):
                yield from self._value("party", contained, "verified_by", ("issues", issue, "options", option))
        for number, entry in _items(self.data.get("preconditions")):
            whole: Path = ("preconditions", number)
            for kind, name in (("party", "party"), ("issue", "first"), ("issue", "then")):
                yield from self._value(kind, entry, name, whole, whole)
        talks = self.data.get("talks")
        stated = talks.get("issues") if isinstance(talks, dict) else None
        yield from _each("issue", stated, ("talks", "issues"))
        for issue, entry in _entries(stated):
            easier = entry.get("easier_after") if isinstance(entry, dict) else None
            yield from _each("issue", easier, ("talks", "issues", issue, "easier_after"))
        for measure, entry in _entries(self.data.get("measures")):
            yield from self._value("party", entry, "by", ("measures", measure))
            moves, ties = (entry.get(name) if isinstance(entry, dict) else None for name in ("moves", "ties"))
            yield from _each("party", moves, ("measures", measure, "moves"))
            yield from _each("speaker", ties, ("measures", measure, "ties"))
            for speaker, heard in _entries(ties):
                yield from _each("party", heard, ("measures", measure, "ties", speaker))

    def _of_ties(self) -> Iterator[_Reference]:
        for number, tie in _items(self.data.get("ties")):
            yield from self._value("speaker", tie, "from", ("ties", number), ("ties", number))
            yield from self._value("party", tie, "to", ("ties", number), ("ties", number))
        for number, message in _items(self.data.get("messages")):
            whole: Path = ("messages", number)
            yield from self._value("party", message, "to", whole, whole)
            moves, shifts = (message.get(name) if isinstance(message, dict) else None for name in ("moves", "shifts"))
            for issue, _ in _entries(moves):
                if issue != NO_DEAL:
                    yield _Reference(
                        "issue", "", issue, (*whole, "moves", issue), moves, issue, True, whole, (NO_DEAL,)
                    )
            for name in ("from", "to"):
                yield from self._value("issue", shifts, name, (*whole, "shifts"), whole)
        yield from self._of_listening(("parties",), self.data.get("parties"))

    def _of_listening(self, path: Path, parties: Any) -> Iterator[_Reference]:
        for name, party in _entries(parties):
            listens = party.get("listens") if isinstance(party, dict) else None
            for member, others in _entries(listens):
                if member in JUDGEMENT_FIELDS:
                    continue
                at = (*path, name, "listens", member)
                yield _Reference("party", "", member, at, listens, member, True, at, JUDGEMENT_FIELDS)
                for other, _ in _entries(others):
                    yield _Reference("party", "", other, (*at, other), others, other, True, (*at, other))
            if isinstance(party, dict):
                yield from self._of_listening((*path, name, "members"), party.get("members"))

    def _value(self, kind: str, entry: Any, name: str, path: Path, cut: Path | None = None) -> Iterator[_Reference]:
        given = entry.get(name) if isinstance(entry, dict) else None
        if isinstance(given, str):
            yield _Reference(kind, "", given, (*path, name), entry, name, False, cut or (*path, name))

    def _options(self) -> Iterator[_Reference]:
        for party, interest in _entries(self.data.get("interests")):
            for issue, rated in _entries(interest):
                if issue in self.options and issue not in NOT_ISSUES:
                    for option, _ in _entries(rated):
                        if option not in NOT_OPTIONS:
                            at = ("interests", party, issue, option)
                            yield _Reference("option", issue, option, at, rated, option, True, at, _FIELDS_OF_ISSUES)
        for section, fields in (
            ("conditions", ("if", "then")),
            ("linkages", ("when",)),
            ("red_lines", ("never", "unless")),
        ):
            for number, entry in _items(self.data.get(section)):
                for name in fields:
                    yield from self._combined((section, number), name, entry)
        for whole, reading in self._readings():
            for name in ("never", "unless"):
                yield from self._combined(whole, name, reading)
        for party, interest in _entries(self.data.get("interests")):
            no_deal = interest.get("no_deal") if isinstance(interest, dict) else None
            like = no_deal.get("like") if isinstance(no_deal, dict) else None
            yield from self._settled(like, ("interests", party, "no_deal", "like"))
        for proposal, entry in _entries(self.data.get("proposals")):
            terms = entry.get("terms") if isinstance(entry, dict) else None
            yield from self._settled(terms, ("proposals", proposal, "terms"))
        for number, message in _items(self.data.get("messages")):
            for issue, stated in _entries(message.get("moves") if isinstance(message, dict) else None):
                for option, _ in _entries(stated) if issue in self.options else ():
                    if option != WEIGHT:
                        place = ("messages", number, "moves", issue, option)
                        yield _Reference("option", issue, option, place, stated, option, True, place[:2], (WEIGHT,))
        contest = self.data.get("contest")
        for issue, effects in _entries(contest.get("effects") if isinstance(contest, dict) else None):
            for option, _ in _entries(effects) if issue in self.options else ():
                at = ("contest", "effects", issue, option)
                yield _Reference("option", issue, option, at, effects, option, True, at)
        for issue, entry in _entries(self.data.get("issues")):
            today = entry.get("today") if isinstance(entry, dict) else None
            holder, key = (today, "option") if isinstance(today, dict) else (entry, "today")
            holds = holder.get(key) if isinstance(holder, dict) else None
            if issue in self.options and isinstance(holds, str):
                path: Path = ("issues", issue, "today")
                yield _Reference("option", issue, holds, path, holder, key, False, path)

    def _settled(self, terms: Any, path: Path) -> Iterator[_Reference]:
        """One option of each of some issues."""
        for issue, option in _entries(terms):
            if issue in self.options and isinstance(option, str):
                named = (*path, issue)
                yield _Reference("option", issue, option, named, terms, issue, False, named)

    def _combined(self, whole: Path, name: str, entry: Any) -> Iterator[_Reference]:
        combination = entry.get(name) if isinstance(entry, dict) else None
        for issue, options in _entries(combination):
            if issue not in self.options:
                continue
            path = (*whole, name, issue)
            if isinstance(options, str):
                yield _Reference("option", issue, options, (*path, 0), combination, issue, False, whole)
            for at, option in _items(options):
                if isinstance(option, str):
                    yield _Reference("option", issue, option, (*path, at), options, at, False, whole)

    # What is meant

    def _settle(self, references: list[_Reference]) -> None:
        unknown: dict[tuple[str, str, str, tuple[str, ...]], list[_Reference]] = {}
        for reference in references:
            if reference.kind == "option" and reference.issue in self.steps:
                self._settle_step(reference, self.steps[reference.issue])
                continue
            known = self._known(reference)
            if reference.name in known.names:
                known.used.add(reference.name)
            elif (same := letters.same(reference.name)) in known.names:
                known.used.add(same)
                self._taken_once(reference, same)
            else:
                key = (reference.kind, reference.issue, reference.name, reference.fields)
                unknown.setdefault(key, []).append(reference)
        groups: dict[tuple[str, str, str], list[_Reference]] = {}
        for (kind, issue, name, _), found in unknown.items():
            groups.setdefault((kind, issue, name), []).extend(found)
        for found in groups.values():
            self._settle_one(found)

    def _settle_step(self, reference: _Reference, steps: Steps | None) -> None:
        """Take what speaks of a step of an amount for the step, or the comparison, that is meant."""
        if steps is None:  # what it speaks of cannot be read
            self._leave_out(reference)
            return
        name = letters.same(reference.name)
        field = closest(name, reference.fields) if not any(letter.isdigit() for letter in name) else None
        try:
            if field is not None:
                raise NoStep(f"unknown field '{name}'", f"did you mean {field}?")
            meant = steps.stated(name) if _compares(reference) else steps.step(name)
        except NoStep as found:
            what = f"issue {reference.issue}: {found.what}" if field is None else found.what
            self.problems.append(Problem(self._place(reference.path), what, found.fix))
            meant = field or ""
        take = self._take if field else self._taken_once
        if not meant or (meant != reference.name and not take(reference, meant)):
            self._leave_out(reference)

    def _known(self, reference: _Reference) -> _Known:
        if reference.kind in ("party", "speaker"):
            return self.parties if reference.kind == "party" else self.speakers
        return self.issues if reference.kind == "issue" else self.options[reference.issue]

    def _settle_one(self, found: list[_Reference]) -> None:
        """Take one unknown name, wherever it stands, for what it most resembles."""
        one, known = found[0], self._known(found[0])
        section = {"party": "parties", "speaker": "parties"}.get(one.kind, "issues")
        if len(self.problems) > MOST:  # more are not told
            self.problems.append(Problem(self._place(one.path), f"unknown {one.kind} '{one.name}'"))
            for each in found:
                self._leave_out(each)
            return
        free = [name for name in known.names if name not in known.used]
        choices = [*known.names, *one.fields] if all(each.fields == one.fields for each in found) else [*known.names]
        several = _several(one.name, choices)
        target = self._alike(one.name, choices, known) or closest(one.name, choices) or self._only(found, free)
        if several:
            target = several[0]
        if target in self._renamed:
            pass  # it is said where the name is defined
        elif section in self._unsure or (one.kind == "option" and _listless(self.data, one.issue)):
            target = None  # what it speaks of may stand where nothing could be read
        elif (
            one.kind != "speaker"
            and target in free
            and len(found) >= _SHOWN_ELSEWHERE
            and self._is_misnamed(one, str(target))
        ):
            self._say_misnamed(found, str(target), known)
        else:
            self._say_unknown(found, target, choices)
        for each in found:
            if target is None or not self._take(each, target):
                self._leave_out(each)

    def _alike(self, name: str, choices: list[str], known: _Known) -> str | None:
        """The one name that an eye takes for this one, or that is called so at length."""
        form = letters.alike(name)
        if _ALSO.get(form) in choices:
            return _ALSO[form]
        of_fields = [choice for choice in choices if choice not in known.names and letters.alike(choice) == form]
        same = [*known.alike.get(form, ()), *of_fields] or known.called.get(form, [])
        return same[0] if len(same) == 1 and form else None

    def _only(self, found: list[_Reference], free: list[str]) -> str | None:
        """The one issue that nothing speaks of, where the options that stand with an unknown one are its own."""
        if found[0].kind != "issue":
            return None
        said = {option for each in found for option in _options_at(each) if option not in NOT_OPTIONS}
        fits = [issue for issue in free if said and said <= set(self.options[issue].names)]
        return fits[0] if len(fits) == 1 else None

    def _is_misnamed(self, one: _Reference, target: str) -> bool:
        """Whether the definition, not what speaks of it, is probably written wrong."""
        return valid(one.name) and not letters.odd_letters(one.name, target)

    def _say_misnamed(self, found: list[_Reference], target: str, known: _Known) -> None:
        one = found[0]
        path: Path = ("issues", target) if one.kind == "issue" else ("issues", one.issue, "options", target)
        if one.kind == "party":
            path = self._party_path(target)
        odd = letters.odd_letters(target, one.name)
        holds = f" (it holds {' and '.join(odd)})" if odd else ""
        what = (
            f"nothing speaks of {one.kind} '{target}'{holds}, while {len(found)} places speak of "
            f"an unknown {one.kind} '{one.name}'"
        )
        self.problems.append(Problem(self._place(path), what, f"did you mean {one.name}?"))

    def _party_path(self, party: str) -> Path:
        def below(path: Path, parties: Any) -> Iterator[Path]:
            for name, entry in _entries(parties):
                if name == party:
                    yield (*path, name)
                if isinstance(entry, dict):
                    yield from below((*path, name, "members"), entry.get("members"))

        return next(below(("parties",), self.data.get("parties")), ("parties",))

    def _say_unknown(self, found: list[_Reference], target: str | None, choices: list[str]) -> None:
        one = found[0]
        kind = "field" if target in one.fields else {"speaker": "party or messenger"}.get(one.kind, one.kind)
        what = f"unknown {kind} '{one.name}'"
        if kind == "option":
            what += f" of issue {one.issue}"
        if len(found) > 1:
            what += f" (at {len(found)} places)"
        odd = letters.odd_letters(one.name, target or "")
        other = letters.odd_letters(target, one.name) if target and not odd else ()
        if several := _several(one.name, choices):
            fix = f"write commas between names: [{', '.join(several)}]"
        elif odd:
            fix = f"it holds {' and '.join(odd)}; " + (f"write {target}" if target else nearest(one.name, choices))
        elif other:
            fix = f"the name that is defined, {target}, holds {' and '.join(other)}: write both alike"
        elif target:
            fix = f"did you mean {target}?"
        else:
            fix = nearest(one.name, choices)
        self.problems.append(Problem(self._place(one.path), what, fix))

    def _take(self, reference: _Reference, target: str) -> bool:
        """Put the name that is meant in place of the one written; False where that stands there already."""
        if not reference.named:
            reference.holder[reference.key] = target
            return True
        if target in reference.holder or reference.key not in reference.holder:
            return reference.key not in reference.holder
        reference.holder[target] = reference.holder.pop(reference.key)
        self.written.note(reference.path, target)
        return True

    def _taken_once(self, reference: _Reference, target: str) -> bool:
        """Put the name that is meant in place of the one written; told as a problem where it stands there already."""
        if taken := self._take(reference, target):
            return taken
        what = f"'{reference.name}' is {target}, which stands here, too"
        self.problems.append(Problem(self._place(reference.path), what, "keep one of the two"))
        return False

    def _leave_out(self, reference: _Reference) -> None:
        cut = reference.cut
        self.left_out.append(cut)
        if reference.kind == "issue" and cut[0] == "interests" and cut[:-1] not in self._doubtful:
            # It may be any issue that the party says nothing of.
            self._doubtful.add(cut[:-1])
            self.left_out += [(*cut[:-1], issue) for issue in self.issues.names if issue not in reference.holder]


def _each(kind: str, entries: Any, path: Path) -> Iterator[_Reference]:
    """The names of some entries, each of which goes if it means nothing."""
    for name, _ in _entries(entries):
        yield _Reference(kind, "", name, (*path, name), entries, name, True, (*path, name))


def _steps(amount: Any) -> Steps | None:
    """The steps of an amount in plain data; None where it cannot be read."""
    from pydantic import ValidationError

    try:
        return Steps.of(Amount.model_validate(amount))
    except ValidationError:
        return None


def _compares(reference: _Reference) -> bool:
    """Whether a comparison may stand where a name stands: in combinations, and where something is said by option."""
    path = reference.path
    return path[0] in ("conditions", "linkages", "red_lines", "contest")


def _by_form(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for written, name in named:
        forms.setdefault(letters.alike(written), []).append(name)
    return forms


def _entries(node: Any) -> list[tuple[str, Any]]:
    return list(node.items()) if isinstance(node, dict) else []


def _items(node: Any) -> list[tuple[int, Any]]:
    return list(enumerate(node)) if isinstance(node, list) else []


def _title(entry: Any) -> str:
    title = entry.get("name") if isinstance(entry, dict) else entry
    return title if isinstance(title, str) else ""


def _options_at(reference: _Reference) -> list[str]:
    """The options that stand with the name of an issue."""
    said = reference.holder.get(reference.key) if reference.named else None
    if isinstance(said, dict):
        return list(said)
    return [said] if isinstance(said, str) else [each for each in said or () if isinstance(each, str)]


def _several(words: str, choices: list[str]) -> list[str]:
    """The names in words that are nothing but names, as in "high or low"; none where there is one or none."""
    parts = [part for part in re.split(r"[\s,;|/+&]+", words) if part and part not in ("or", "and")]
    return parts if len(parts) > 1 and all(part in choices for part in parts) else []


def _listless(data: Mapping[str, Any], issue: str) -> bool:
    """Whether the options of an issue could not be read."""
    entry = (data.get("issues") or {}).get(issue)
    return not isinstance(entry, dict) or not isinstance(entry.get("options"), dict)


def _compose_evidence(node: Any) -> None:
    """Compose the accents in evidence, which names sources."""
    if isinstance(node, list):
        for each in node:
            _compose_evidence(each)
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "evidence" and isinstance(value, str):
                node[name] = letters.same(value)
            elif name == "evidence" and isinstance(value, list):
                node[name] = [letters.same(each) if isinstance(each, str) else each for each in value]
            else:
                _compose_evidence(value)
