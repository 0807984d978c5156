"""The issue library: what negotiations are about, the words that show it, and the ladders of options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from comity.case.model import NOT_ISSUES, NOT_OPTIONS
from comity.problem import Place, Problem, Problems
from comity.reading.editable import TEXT, TEXTS, Shape, loaded_file
from comity.reading.english.nouns import forms, telling
from comity.reading.kinds import kinds
from comity.reading.wordlist import phrases

_OPTION = Shape("option", text=True, fields={"name": TEXT, "keywords": TEXTS})
ISSUE = Shape(
    "issue",
    text=True,
    fields={
        "name": TEXT,
        "keywords": TEXTS,
        "weak": TEXTS,
        "options": Shape(named=_OPTION),
        "ordered": TEXT,
        "position": TEXT,
        "decided_by": TEXT,
    },
)
ISSUE_LIST = Shape(
    fields={"issues": Shape(named=ISSUE), "only": TEXT, "kind": TEXT, "words": TEXTS},
    required="issues",
)
"""What an issue list must be; `kind` and `words` may be left over from a copy of a list that comes with Comity."""
EXAMPLE = "peace.yaml"
"""The list that comes with Comity and explains the format at its top."""
_NAME = re.compile(r"[\w.-]+")
CLEAR = 1.2
"""An issue is taken where its words weigh at least so many times those of the next one."""


@dataclass(frozen=True, slots=True)
class Option:
    """A settlement of an issue and the words that show it."""

    id: str
    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to be settled; `position` is False for subjects of statements that nobody settles.

    `own` is True for an issue of the analyst's own list or case: where it fits, no other is looked for.
    """

    id: str
    name: str
    keywords: re.Pattern[str]
    weak: re.Pattern[str]
    named: re.Pattern[str]
    options: tuple[Option, ...]
    ordered: bool
    position: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What a statement is about: the issue, the option it speaks of, and how strongly the words show it."""

    issue: str
    option: str | None
    strength: float


@dataclass(frozen=True)
class Library:
    """The issues the reader recognises, in order of precedence.

    `starters` are all starter issues of the kinds of negotiation at hand, those among them that the analyst's own stand
    for as well. `heard`: whether the source at hand shows by two words together, or by a phrase, that it is about these
    issues at all; only then does a single keyword show a starter issue.
    """

    issues: tuple[Issue, ...]
    starters: tuple[Issue, ...] = ()
    heard: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Issue]:
        """The issues by their identifiers."""
        return {issue.id: issue for issue in self.issues}

    def within(self, text: str) -> Library:
        """The library for one source, whose text may bear out single keywords elsewhere in it."""
        sentences = (sentence for line in text.split("\n") for sentence in re.split(r"(?<=[.!?])\s", line))
        return replace(self, heard=any(_told(issue, s) for s in sentences for issue in self.starters))

    def topic(self, content: str, context: str = "") -> Topic | None:
        """What is this content about? None where no issue wins clearly.

        An issue is shown by a phrase, or by a keyword that another of its words bears out, in the content or else in
        the rest of the sentence (`context`); by a single keyword where the source is about such issues (`heard`).
        Weak words and words of its name show a starter issue only beside a keyword. Of several issues the one with
        most and earliest words is taken, if it is ahead by CLEAR. An issue of the analyst's own goes before the others;
        it is shown by the words of its name as well, and by the sentence around a content that shows no issue.
        """
        for own in (True, False):
            # A subject that nobody settles ("the terms as a whole") gives way to an issue.
            scores = {
                issue.id: _score(issue, content) * (1 if issue.position else 0.6)
                for issue in self.issues
                if issue.own is own and self._shown(issue, content, context)
            }
            if scores:
                best = _ahead(scores)
                return Topic(best, _option(self.by_id[best], content), scores[best]) if best else None
        around = {issue.id: _score(issue, context) for issue in self.issues if issue.own}
        best = _ahead({name: score for name, score in around.items() if score})
        return Topic(best, None, 0.4 * around[best]) if best else None

    def _shown(self, issue: Issue, content: str, context: str) -> bool:
        if issue.own and issue.named.search(content):
            return True
        if not issue.keywords.search(content):
            return False
        return issue.own or self.heard or _told(issue, content) or _borne_out(issue, content, context)


def _ahead(scores: Mapping[str, float]) -> str | None:
    """The name with the highest score, if it is clearly ahead of the next."""
    ranked = sorted(scores, key=lambda name: (-scores[name], name))
    level = len(ranked) > 1 and scores[ranked[0]] < CLEAR * scores[ranked[1]]
    return ranked[0] if ranked and not level else None


def _told(issue: Issue, text: str) -> bool:
    """Is an issue shown by these words alone: by a phrase, or by a keyword and another of its words?"""
    first: set[str] = set()
    for match in issue.keywords.finditer(text):
        word = " ".join(match.group().casefold().split())
        if " " in word:
            return True
        first.add(word)
    return bool(first) and (len(first) > 1 or bool(_others(issue, text) - first))


def _borne_out(issue: Issue, content: str, context: str) -> bool:
    """Does another word of the issue in the sentence bear out the keyword of its content?"""
    keywords = {match.group().casefold() for match in issue.keywords.finditer(content)}
    around = {match.group().casefold() for match in issue.keywords.finditer(context)} | _others(issue, context)
    return bool({word for word in around if not _alike(word, keywords)})


def _others(issue: Issue, text: str) -> set[str]:
    """The further words of an issue in a text: weak ones, those of its name, and those of its options."""
    patterns = (issue.weak, issue.named, *(option.pattern for option in issue.options))
    found = {match.group().casefold() for pattern in patterns for match in pattern.finditer(text)}
    keywords = {match.group().casefold() for match in issue.keywords.finditer(text)}
    return {word for word in found if not _alike(word, keywords)}


def _alike(word: str, others: set[str]) -> bool:
    """Is a word one of these, or one in another number or part of one?"""
    return any(word in other.split() or word.rstrip("s") == other.rstrip("s") for other in others)


def _score(issue: Issue, text: str) -> float:
    length = max(len(text), 1)
    score = 0.0
    seen: set[str] = set()
    for pattern, weight in ((issue.keywords, 2.0), (issue.named, 1.2), (issue.weak, 0.5)):
        for match in pattern.finditer(text):
            word = match.group().casefold()
            if word in seen:
                continue
            seen.add(word)
            words = len(word.split())
            # A phrase says more than a word; an early word more than a late one.
            score += weight * (1 + 0.4 * (words - 1)) * (1.3 - 0.6 * match.start() / length)
    return score


def _option(issue: Issue, text: str) -> str | None:
    """The option whose words make up most of a text; None where there is none, or where two are level."""
    hits = {option.id: sum(len(m.group()) for m in option.pattern.finditer(text)) for option in issue.options}
    most = max(hits.values(), default=0)
    first = [option for option, length in hits.items() if length == most]
    return first[0] if most > 0 and len(first) == 1 else None


def library(file: Path | None = None, about: Sequence[str] = ("peace",), standing: Mapping[str, Any] = {}) -> Library:
    """Which issues does the reader recognise?

    Parameters: `file` is the analyst's own list (the format is explained at the top of peace.yaml); `about` names the
    kinds of negotiation whose starter issues are added; `standing` are the issues of a case as its file has them. Those
    of them that were not drafted from a starter issue, and those of the list, are the analyst's own and come first. An
    own issue that has no keywords borrows those of the starter issue of its identifier, or of which its name speaks.

    Raises Problems where the file cannot be understood.
    """
    listed: Mapping[str, Any] = _own(file) if file is not None else {"issues": {}}
    starters = {identifier: entry for kind in about for identifier, entry in kinds()[kind].issues.items()}
    lendable = starters | {i: e for kind in kinds().values() for i, e in kind.issues.items() if i not in starters}
    drafted = {i for i, e in standing.items() if i not in listed["issues"] and _is_drafted(e, lendable.get(i))}
    own = _merged(_entries({i: e for i, e in standing.items() if i not in drafted}), _entries(listed["issues"]))
    lent: set[str] = set()
    for identifier, entry in own.items():
        for lender in _lenders(identifier, entry, lendable):
            if lender != identifier and lender in own:
                continue
            lent.add(lender)
            for part in ("keywords", "weak"):
                entry[part] = [*entry.get(part, []), *lendable[lender].get(part, [])]
            if lender == identifier and identifier in standing:
                entry["options"] = _with_words(entry.get("options") or {}, lendable[lender].get("options") or {})
    for entry in own.values():
        for part in ("keywords", "weak"):
            entry[part] = [form for word in entry.get(part, []) for form in forms(str(word))]
    issues = [_issue(identifier, entry, own=True) for identifier, entry in own.items()]
    usual = {identifier: _starter(kind, identifier) for kind in about for identifier in kinds()[kind].issues}
    for identifier in drafted:
        entry = lendable[identifier]
        options = _with_words(standing[identifier]["options"], entry.get("options") or {})
        usual[identifier] = _issue(identifier, {**entry, "options": options})
    only = _yes(listed.get("only", False))
    issues += [
        issue for issue in usual.values() if issue.id in drafted or not (only or issue.id in own or issue.id in lent)
    ]
    return Library(tuple(issues), tuple(usual.values()))


def _is_drafted(entry: Any, starter: Mapping[str, Any] | None) -> bool:
    """Is an issue of a case still the starter issue that was drafted, whatever became of its options?"""
    return starter is not None and entry.get("name") == starter.get("name")


def _entries(issues: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(k): ({"name": v} if isinstance(v, str) else dict(v or {})) for k, v in issues.items()}


def _merged(standing: Mapping[str, dict[str, Any]], listed: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The issues of a case, with the keywords of the analyst's list for them, then the list's other issues."""
    found = {name: dict(entry) for name, entry in standing.items()}
    for name, entry in listed.items():
        if name not in found:
            found[name] = dict(entry)
            continue
        options = _with_words(found[name].get("options") or {}, entry.get("options") or {})
        found[name] = {**entry, **found[name], "options": options}
    return found


def _with_words(options: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a case with the keywords that a list has for them.

    Options that only the list has stay, so that what is said of them is known as such, and can be asked about.
    """
    found = {}
    for name, entry in options.items():
        known = words.get(name)
        keywords = known.get("keywords", []) if isinstance(known, Mapping) else []
        plain = {"name": entry} if isinstance(entry, str) else dict(entry or {})
        found[name] = {"keywords": keywords, **plain} if keywords else plain
    return found | {name: entry for name, entry in words.items() if name not in found}


def _lenders(identifier: str, entry: Mapping[str, Any], lendable: Mapping[str, Any]) -> Iterator[str]:
    """The starter issue whose keywords fit an own issue that brings none."""
    if entry.get("keywords"):
        return
    if identifier in lendable:
        yield identifier
        return
    about = f"{identifier.replace('_', ' ').replace('-', ' ')} {entry.get('name', '')}"
    fits = {
        lender: sum(len(m.group()) for m in phrases([str(w) for w in known.get("keywords", [])]).finditer(about))
        for lender, known in lendable.items()
    }
    best = max(fits, key=lambda lender: fits[lender])
    if fits[best] > 0:
        yield best


@cache
def _starter(kind: str, identifier: str) -> Issue:
    """A starter issue, made once."""
    return _issue(identifier, kinds()[kind].issues[identifier])


def _issue(identifier: str, entry: Mapping[str, Any], own: bool = False) -> Issue:
    name = str(entry.get("name", identifier.replace("_", " ")))
    options = []
    for option, known in (entry.get("options") or {}).items():
        known = {"name": known} if isinstance(known, str) else dict(known or {})
        option_name = str(known.get("name", str(option).replace("_", " ")))
        options.append(
            Option(
                str(option), option_name, phrases([str(w) for w in known.get("keywords", [])] or telling(option_name))
            )
        )
    names = " ".join(
        [
            name,
            identifier.replace("_", " ").replace("-", " "),
            *(option.name for option in options if not entry.get("keywords")),
        ]
    )
    return Issue(
        id=identifier,
        name=name,
        keywords=phrases([str(word) for word in entry.get("keywords", [])]),
        weak=phrases([str(word) for word in entry.get("weak", [])]),
        named=phrases(telling(names)),
        options=tuple(options),
        ordered=_yes(entry.get("ordered", False)),
        position=_yes(entry.get("position", True)),
        own=own,
    )


def _yes(value: Any) -> bool:
    """YAML 1.2 leaves yes and no as words."""
    return str(value).casefold() in ("yes", "true")


def _own(file: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = loaded_file(file, "the issue list", EXAMPLE, ISSUE_LIST)
    problems = [
        Problem(
            Place(str(file)),
            f"{what} cannot be named '{name}' in a case",
            "use letters, digits, _ - . only, and no word that means something else there",
        )
        for what, name in _names(content["issues"])
        if not _NAME.fullmatch(name) or name in (NOT_ISSUES if what == "an issue" else NOT_OPTIONS)
    ]
    if problems:
        raise Problems(problems)
    return content


def _names(issues: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What would stand in a case under which name."""
    for name, entry in issues.items():
        yield "an issue", str(name)
        options = entry.get("options") if isinstance(entry, Mapping) else None
        yield from (("an option", str(option)) for option in options or ())
