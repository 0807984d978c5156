"""A list of issues made of the statements' own words, where most of them fit no issue that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from comity.case.text import scalar
from comity.reading.drafting.citing import who, words
from comity.reading.drafting.points import is_position
from comity.reading.english.nouns import slug, telling_words
from comity.reading.found import Reading
from comity.reading.statement import Statement

SHARE = 0.5
"""A skeleton is made where more than this share of the positions fit no issue."""
LEAST = 2
"""So many positions fit no issue at least."""
MOST = 12
"""So many groups get an entry of their own; what is left is listed below them."""
HEAD = """\
# A skeleton: {unfit} of {all} positions in the reports fit no issue that is known. Here they are grouped by a word that
# they share, with the passages as notes. Rename, join and delete groups; say which settlements are considered; delete
# what stands after # once it is dealt with. Then read again with --issues {file}.
"""


def skeleton(reading: Reading, file: str = "issues.yaml") -> str | None:
    """An issue list to be worked on, from positions on no known issue; None where most positions fit one.

    Each goes to the group of the word that most of them share (of two as common ones, the longer). file: the name by
    which the list tells how to read with it.
    """
    positions = [s for s in reading.distinct if is_position(s) and s.kind != "relation"]
    unfit = [s for s in positions if s.issue is None]
    if len(unfit) < LEAST or len(unfit) <= SHARE * len(positions):
        return None
    groups = _groups(unfit)
    lines = [HEAD.format(unfit=len(unfit), all=len(positions), file=file), "issues:"]
    shown = sorted(groups, key=lambda word: (-len(groups[word]), word))
    taken = set(reading.library.by_id)
    for word in shown[:MOST]:
        lines += _entry(word, groups[word], taken)
    rest = [s for word in shown[MOST:] for s in groups[word]]
    if rest:
        lines += ["", "# Further passages, which share no word with several others:"]
        lines += [f"#   {_passage(s)}" for s in rest]
    return "\n".join(lines) + "\n"


def _groups(statements: Sequence[Statement]) -> Mapping[str, list[Statement]]:
    told = {s.id: telling_words(words(s)) for s in statements}
    common = Counter(word for found in told.values() for word in set(found))
    groups: dict[str, list[Statement]] = {}
    for s in statements:
        best = max(told[s.id], key=lambda word: (common[word], len(word), word), default="other")
        groups.setdefault(best, []).append(s)
    return groups


def _entry(word: str, statements: Sequence[Statement], taken: set[str]) -> list[str]:
    identifier = slug(word)
    identifier = f"{identifier}_2" if identifier in taken else identifier
    lines = ["", f"  {identifier}:", f"    name: {scalar(word.capitalize(), False)}"]
    lines += [f"    # {_passage(s)}" for s in statements]
    lines += [f"    keywords: [{scalar(word, True)}]", "    options:"]
    options: dict[str, str] = {}
    for s in statements:
        options.setdefault(words(s).strip(" .,;:"), s.id)
    named = (scalar(text[:1].upper() + text[1:], False) for text in options)
    return lines + [f"      option_{number}: {text}" for number, text in enumerate(named, start=1)]


def _passage(s: Statement) -> str:
    firm = f", {s.firmness}" if s.firmness else ""
    return f'{who(s)} ({s.stance}{firm}): "{words(s)}" [{s.id}]'
