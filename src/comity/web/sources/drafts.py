"""The judgements of a case file that are drafts still: whose each is, what it says, and what becomes of it.

They are looked for in the file as it stands, which need not be right: a drafted case seldom is at first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from comity.case.amount import value_of
from comity.case.insert import flow
from comity.case.judgement import Evidence
from comity.case.rewrite import rewritten
from comity.case.text import Document
from comity.case.tree import Path
from comity.case.wording import listed
from comity.live import Live
from comity.web.edits import Edit

NOT_NUMBERS = ("because", "evidence", "confidence", "draft", "issues", "ratings")
MARK = 16
FIRMNESS = ("constitutional", "declared", "preferred")


@dataclass(frozen=True)
class Number:
    """A number of a draft: its path within the draft, what it is of, and what is written."""

    at: Path
    says: str
    written: str

    @property
    def name(self) -> str:
        """Its name in a form."""
        return "number/" + "/".join(map(str, self.at))


@dataclass(frozen=True)
class Draft:
    """One judgement that is a draft.

    where: its path in the file; says: what it is, in words; party, issue: whose it is and what it speaks of, as names
    for people, empty where it is nobody's or of none; because: its reason; numbers, firmness, options: what of it may
    be edited, options with whether each is meant; evidence: what it rests on; seen: all of it as it stands.
    """

    where: Path
    says: str
    party: str
    issue: str
    because: str
    numbers: tuple[Number, ...]
    firmness: str
    options: tuple[tuple[str, str, bool], ...]
    evidence: tuple[Evidence, ...]
    seen: str

    @property
    def at(self) -> str:
        """Its path as one part of an address."""
        return "/".join(map(str, self.where))

    @property
    def mark(self) -> str:
        """What tells it from every other draft, and from itself when it is changed."""
        return sha256(self.seen.encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


@dataclass(frozen=True)
class Edited:
    """What somebody writes in place of what was drafted: numbers by their paths, a reason, a firmness, options.

    None for what the draft does not have.
    """

    numbers: Mapping[Path, str]
    because: str | None = None
    firmness: str | None = None
    options: tuple[str, ...] | None = None


def drafts(document: Document) -> tuple[Draft, ...]:
    """The drafts of a case file, in its order."""
    plain = document.plain()
    names = _Names(plain)
    return tuple(_draft(names, where, entry) for where, entry in _marked(plain, ()))


def find(live: Live, at: str, seen: str) -> Draft | None:
    """The draft at a place of the file, wherever it has moved to meanwhile; None where none reads as it was seen."""
    same = [each for each in drafts(live.document) if each.seen == seen]
    return next((each for each in same if each.at == at), same[0] if same else None)


def accepted(chosen: Sequence[Draft], what: str, edited: Edited | None = None) -> Edit:
    """The edit by which drafts count.

    what: for the history; edited: what the only one of them is to say, where it is not accepted as it was drafted.
    """

    def made(live: Live) -> Live:
        content = live.document.plain()
        for draft in chosen:
            entry = _at(content, draft.where)
            entry.pop("draft", None)
            if edited is not None:
                _write(entry, draft, edited)
        return live.rewritten(rewritten(live.document, content).text)

    return Edit(what, chosen[0].where if len(chosen) == 1 else (), "", made)


def refused(draft: Draft) -> Edit:
    """The edit that takes a draft out of the case, and what is empty without it."""

    def made(live: Live) -> Live:
        content, where = live.document.plain(), draft.where
        while len(where) > 2 and isinstance(where[-1], str) and len(_at(content, where[:-1])) == 1:
            where = where[:-1]
        holder = _at(content, where[:-1])
        holder.pop(where[-1])
        whole = isinstance(holder, list)
        kept = {where[:-1]: [n for n in range(len(holder) + 1) if n != where[-1]]} if whole else {}
        return live.rewritten(rewritten(live.document, content, kept).text)

    return Edit(f"{draft.says}: the draft is refused", draft.where, "", made)


def _write(entry: dict[str, Any], draft: Draft, edited: Edited) -> None:
    for path, written in edited.numbers.items():
        holder = _at(entry, path[:-1])
        holder[path[-1]] = written.strip()
    if edited.because is not None:
        entry["because"] = edited.because
        if not edited.because:
            entry.pop("because")
    if edited.firmness in FIRMNESS:
        entry["firmness"] = edited.firmness
    if edited.options is not None and draft.options:
        (issue,) = entry["never"]
        entry["never"] = {issue: list(edited.options)}


def _marked(part: Any, where: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(part, dict):
        if str(part.get("draft")).lower() in ("yes", "true") and where:
            yield where, part
        for name, entry in part.items():
            yield from _marked(entry, (*where, name))
    elif isinstance(part, list):
        for number, entry in enumerate(part):
            yield from _marked(entry, (*where, number))


def _draft(names: _Names, where: Path, entry: dict[str, Any]) -> Draft:
    party, issues, says = names.of(where, entry)
    never = entry.get("never")
    options: tuple[tuple[str, str, bool], ...] = ()
    if where[0] == "red_lines" and isinstance(never, dict) and len(never) == 1:
        ((issue, meant),) = never.items()
        options = tuple((name, says, name in _listed(meant)) for name, says in names.options.get(issue, {}).items())
    return Draft(
        where,
        says,
        party,
        names.issues.get(issues[0], issues[0]) if issues else "",
        str(entry.get("because") or ""),
        tuple(_numbers(names, where, entry)),
        str(entry.get("firmness") or ""),
        options,
        tuple(_evidence(entry.get("evidence"))),
        flow(entry),
    )


def _numbers(names: _Names, where: Path, entry: dict[str, Any]) -> Iterator[Number]:
    """The numbers of an interest, of a linkage, or of a number that is a draft by itself."""
    if where[0] not in ("interests", "linkages"):
        return
    issue = next((str(step) for step in where[2:] if step in names.issues), "")
    for name, held in entry.items():
        point = issue in names.amounts and value_of(name) is not None
        if name in NOT_NUMBERS or not (point or name in ("value", "weight", "adds", *names.options.get(issue, {}))):
            continue
        options = {name: f"At {name}"} if point else names.options.get(issue, {})
        says = {"value": "Value", "weight": "Weight", "adds": "Adds"}.get(name) or options[name]
        if isinstance(held, dict) and "value" in held:
            yield Number((name, "value"), says, str(held["value"]))
        elif isinstance(held, str):
            yield Number((name,), says, held)


def _evidence(stated: Any) -> Iterator[Evidence]:
    from pydantic import ValidationError

    for piece in _listed(stated):
        try:
            yield Evidence.model_validate(piece)
        except ValidationError:
            continue


def _listed(stated: Any) -> list[Any]:
    return list(stated) if isinstance(stated, list) else [] if stated is None else [stated]


def _at(content: Any, path: Path) -> Any:
    for step in path:
        content = content[step]
    return content


class _Names:
    """What the parties, issues and options of a file are called, as far as it says so."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self.parties = dict(self._of_parties(plain.get("parties")))
        issues = plain.get("issues")
        told = issues if isinstance(issues, dict) else {}
        self.issues = {name: _called(name, issue) for name, issue in told.items()}
        self.options = {name: self._of_options(issue) for name, issue in told.items()}
        self.amounts = {name for name, issue in told.items() if isinstance(issue, dict) and issue.get("amount")}

    def _of_parties(self, section: Any) -> Iterator[tuple[str, str]]:
        for name, party in section.items() if isinstance(section, dict) else ():
            yield name, _called(name, party)
            yield from self._of_parties(party.get("members") if isinstance(party, dict) else None)

    def _of_options(self, issue: Any) -> dict[str, str]:
        options = issue.get("options") if isinstance(issue, dict) else None
        return {name: _called(name, option) for name, option in options.items()} if isinstance(options, dict) else {}

    def of(self, where: Path, entry: Mapping[str, Any]) -> tuple[str, tuple[str, ...], str]:
        """Whose a draft is, which issues it speaks of, and what it is in words."""
        section = where[0]
        whose = self.parties.get(str(entry.get("party")), str(entry.get("party") or ""))
        if section == "red_lines":
            unless = entry.get("unless")
            lifted = f", unless {self._terms(unless)}" if unless else ""
            says = f"{whose} will not sign {self._terms(entry.get('never'))}{lifted}"
            return whose, tuple(_named(entry.get("never"))), says
        if section == "linkages":
            return whose, tuple(_named(entry.get("when"))), f"{whose}: {self._terms(entry.get('when'))} together"
        if section == "conditions":
            needed, issues = self._terms(entry.get("then")), (*_named(entry.get("if")), *_named(entry.get("then")))
            return "", issues, f"{self._terms(entry.get('if'))} needs {needed}"
        if section == "interests" and len(where) > 2:
            whose, inner = self.parties.get(str(where[1]), str(where[1])), [str(step) for step in where[2:]]
            steps = [step for step in inner if step not in ("issues", "ratings")]
            issue = steps[0] if steps[0] in self.issues else ""
            words = [self.issues.get(steps[0], "without a deal" if steps[0] == "no_deal" else steps[0])]
            words += [self.options.get(issue, {}).get(step, step) for step in steps[1:]]
            return whose, (issue,) if issue else (), f"{whose} on {': '.join(words)}"
        return whose, (), ", ".join(str(step).replace("_", " ") for step in where if not isinstance(step, int))

    def _terms(self, combination: Any) -> str:
        said = []
        for issue, options in combination.items() if isinstance(combination, dict) else ():
            named = [self.options.get(issue, {}).get(str(option), str(option)) for option in _listed(options)]
            said.append(f"“{self.issues.get(issue, issue)}: {listed(named, 'or')}”")
        return " with ".join(said) or "what it names"


def _called(name: str, entry: Any) -> str:
    said = entry.get("name") if isinstance(entry, dict) else entry
    return said if isinstance(said, str) and said else name


def _named(combination: Any) -> list[str]:
    return list(combination) if isinstance(combination, dict) else []
