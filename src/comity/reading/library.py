"""The issue library: what negotiations are usually about, the words that show it, and the ladders of options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.reading.editable import TEXT, TEXTS, Shape, loaded_file, supplied
from comity.reading.english.nouns import forms, telling
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
ISSUE_LIST = Shape(fields={"issues": Shape(named=ISSUE), "only": TEXT}, required="issues")
"""What an issue list must be."""


@dataclass(frozen=True, slots=True)
class Option:
    """A settlement of an issue and the words that show it."""

    id: str
    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to be settled; `position` is False for subjects of statements that nobody settles.

    `own` is True for an issue of the analyst's own list: where it fits, no other is looked for.
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
    """The issues the reader recognises, in order of precedence."""

    issues: tuple[Issue, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Issue]:
        """The issues by their identifiers."""
        return {issue.id: issue for issue in self.issues}

    def topic(self, content: str, context: str = "") -> Topic | None:
        """What is this content about?

        Words of the content count most, the earlier the more (what is said comes before its circumstances); the
        rest of the sentence, given as `context`, decides only where the content has no word of any issue. An issue of
        the analyst's own list goes before the built-in ones.
        """
        for text, share in ((content, 1.0), (context, 0.4)):
            for own in (True, False):
                # A subject that nobody settles ("the terms as a whole") gives way to an issue.
                scores = {i.id: _score(i, text) * (1 if i.position else 0.6) for i in self.issues if i.own is own}
                best = max(scores, key=lambda i: scores[i], default=None)
                if best is not None and scores[best] > 0:
                    return Topic(best, _option(self.by_id[best], content), share * scores[best])
        return None


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
    hits = {option.id: sum(len(m.group()) for m in option.pattern.finditer(text)) for option in issue.options}
    best = max(hits, key=lambda o: hits[o], default=None)
    return best if best is not None and hits[best] > 0 else None


def library(file: Path | None = None) -> Library:
    """Which issues does the reader recognise?

    `file` is the analyst's own list (the format is explained at the top of issues.yaml). An own issue that has no
    keywords borrows those of the built-in issue its name speaks of.

    Raises Problems where the file cannot be understood.
    """
    built_in = supplied("issues.yaml")["issues"]
    if file is None:
        return Library(tuple(_issue(identifier, entry) for identifier, entry in built_in.items()))
    own = _own(file)
    entries: dict[str, dict[str, Any]] = {
        str(k): ({"name": v} if isinstance(v, str) else dict(v or {})) for k, v in own["issues"].items()
    }
    lent: set[str] = set()
    for identifier, entry in entries.items():
        for lender in _lenders(identifier, entry, built_in):
            if lender != identifier and lender in entries:
                continue
            lent.add(lender)
            for kind in ("keywords", "weak"):
                entry[kind] = [*entry.get(kind, []), *built_in[lender].get(kind, [])]
    for entry in entries.values():
        for kind in ("keywords", "weak"):
            entry[kind] = [form for word in entry.get(kind, []) for form in forms(str(word))]
    issues = [_issue(identifier, entry, own=True) for identifier, entry in entries.items()]
    if not _yes(own.get("only", False)):
        issues += [_issue(i, e) for i, e in built_in.items() if i not in entries and i not in lent]
    return Library(tuple(issues))


def _lenders(identifier: str, entry: Mapping[str, Any], built_in: Mapping[str, Any]) -> list[str]:
    """The built-in issues whose keywords fit an own issue that brings none."""
    if identifier in built_in:
        return [] if entry.get("keywords") else [identifier]
    if entry.get("keywords"):
        return []
    about = f"{identifier.replace('_', ' ').replace('-', ' ')} {entry.get('name', '')}"
    fits = {
        lender: sum(len(m.group()) for m in phrases([str(w) for w in known.get("keywords", [])]).finditer(about))
        for lender, known in built_in.items()
    }
    best = max(fits, key=lambda lender: fits[lender])
    return [best] if fits[best] > 0 else []


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
    content: Mapping[str, Any] = loaded_file(file, "the issue list", "issues.yaml", ISSUE_LIST)
    return content
