"""How answers come into the file: added or put in the place of a draft, with comments, and all else as it stands."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from comity.case.insert import inserted, replaced
from comity.case.interview.so_far import SoFar
from comity.case.rewrite import rewritten
from comity.case.text import Document
from comity.case.tree import Mapping

OPEN: dict[str, str] = {"value": "0..100", "draft": "yes"}
"""A number that nobody has judged yet: it stands in the file, passes the check, and counts nowhere."""

BEGINNING = """\
# A case for Comity, begun with `comity new`. Lines that begin with # are comments, for people only.
# What is marked `draft: yes` is not judged yet and counts nowhere; `comity new` with this file asks for it again.
comity: 1
"""
COMMENTS = {
    "parties": "Who takes part. An agreement needs the consent of everyone who signs.",
    "issues": "What is to be settled, and the options considered. An agreement is one option for every issue.",
    "interests": "What each signer wants. no_deal: what it has if nothing is signed. Then for every issue how much the "
    "step from its worst to its best option matters (weight), and how good each option is for it, 0 to 100.",
    "preconditions": "What a party will not discuss (then) before something else is settled (first).",
    "talks": "What a round of talks costs who convenes it, in points, and how many of 100 settle the issue (success), "
    "or, where they fail, end all talks (ends_talks).",
    "measures": "Steps beside the issues that would build confidence, and what no deal is then worth to whom (moves).",
    "messages": "What an argument could move of one party's judgements, as far as it carries at most.",
    "messengers": "Offices that may carry a message and are no party.",
    "ties": "Whose word moves whom: how far, in 100, when put once and plainly (rapport), at which pressure most "
    "(best; 100 is once and plainly), from which on the other way (turns). Between parties and offices, never persons.",
    "red_lines": "What a party will not sign, however good the rest is.",
}
WIDTH = 110
_SMALL = re.compile(
    "an?|and|are|at|be|by|do|does|for|from|has|have|how|in|into|its?|is|of|on|or|than|that|the|their|they|this|to|was|"
    "what|when|where|which|who|will|with"
)
_MOST_WORDS, _MOST_LETTERS = 3, 28


def short_name(words: str, taken: Collection[str]) -> str:
    """A short name for what is called so at length, unlike those that are taken.

    >>> short_name("Half to each of the villages", ())
    'half-each-villages'
    """
    pieces = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words).lower())
    telling = [piece for piece in pieces if not _SMALL.fullmatch(piece)] or pieces or ["x"]
    name = telling[0][:_MOST_LETTERS]
    for piece in telling[1:_MOST_WORDS]:
        if len(name) + len(piece) >= _MOST_LETTERS:
            break
        name += f"-{piece}"
    return name if name not in taken else next(f"{name}-{at}" for at in range(2, 10_000) if f"{name}-{at}" not in taken)


def put(document: Document, path: tuple[str | int, ...], value: Any) -> Document:
    """The document with a text or a mapping at a path: added where nothing stands, else in the place of what does.

    A number takes over the reason and the evidence that its draft had.
    """
    content = document.plain()
    holder = _holder(content, path)
    old = holder.get(path[-1]) if isinstance(holder, dict) else holder[int(path[-1])]
    if isinstance(old, dict) and "draft" in old and (isinstance(value, str) or "value" in value):
        kept = {name: each for name, each in old.items() if name not in OPEN}
        number = {"value": value} if isinstance(value, str) else value
        value = {"value": number["value"], **kept, **number} if kept else value
    node = document.node(path)
    if isinstance(value, dict) and isinstance(node, Mapping) and node.flow:
        return replaced(document, path, value)  # one line a part, since there is more to say now
    holder[path[-1]] = value
    return rewritten(document, content)


def begun(document: Document, section: str, entries: Iterable[tuple[tuple[str, ...], Any]]) -> Document:
    """The document with entries in a section, which is made, with its comment above it, where it is not there yet.

    A path that ends in "+" means one more item of a list.
    """
    if section not in document.root.values:
        return commented(inserted(document, entries), (section,), COMMENTS[section], apart=True)
    content = document.plain()
    for path, value in entries:
        if path[-1] == "+":
            holder = _holder(content, path[:-1])
            holder[path[-2]] = [*(holder[path[-2]] or []), value]
        else:
            _holder(content, path)[path[-1]] = value
    return rewritten(document, content)


def _holder(content: Any, path: tuple[str | int, ...]) -> Any:
    """What the last step of a path leads out of, made where it is not there yet."""
    for step in path[:-1]:
        if isinstance(content, dict) and content.get(str(step)) is None:
            content[str(step)] = {}
        content = content[str(step)] if isinstance(content, dict) else content[int(step)]
    return content


def commented(document: Document, path: tuple[str, ...], comment: str, apart: bool = False) -> Document:
    """The document with a comment above the entry at a path; apart: with an empty line above it."""
    parent = document.node(path[:-1])
    if not isinstance(parent, Mapping) or parent.flow:
        return document
    key = parent.keys[path[-1]].span
    indent = " " * (key.column - 1)
    lines = [f"{indent}# {line}\n" for line in textwrap.wrap(comment, WIDTH - len(indent))]
    start = key.start - len(indent)
    above = "\n" if apart else ""
    return Document(document.text[:start] + above + "".join(lines) + document.text[start:], document.file)


def completed(document: Document) -> Document:
    """The document with a draft for all that a signer has not been asked about yet, so that it can be checked."""
    so_far = SoFar(document)
    issues = [issue for issue in so_far.issues() if so_far.options(issue)]
    for party in so_far.signers() if issues else ():
        known = so_far.entries("interests", party)
        fresh: list[tuple[tuple[str, ...], Any]] = []
        if "no_deal" not in known:
            fresh.append((("interests", party, "no_deal"), OPEN))
        for issue in issues if so_far.by_weights(party) else ():
            names = ["weight", *so_far.options(issue)]
            fresh += [
                (("interests", party, issue, name), OPEN)
                for name in names
                if name not in so_far.entries("interests", party, issue)
            ]
        if fresh:
            document = begun(document, "interests", fresh)
            if not known:
                document = commented(document, ("interests", party), f"The interests of {so_far.parties()[party]}.")
    return document
