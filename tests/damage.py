"""Case files damaged by accidents: a text that holds everything, what may get into it, and how."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import strategies as st

# Everything that a case file can hold, in few lines, so that damage soon hits something.
FULL = """\
comity: 1
title: Talks
as_of: 2025-08-18
about: >-
  Two regions
  and a guest.
illustrative: yes
widening: 5
sources:
  report: {file: report.md, title: A report, date: 2025-08-18, publisher: Press}
parties:
  north: {name: North, signs: yes, members: {coast: Coast, hills: {name: Hills, signs: yes}}}
  south: {name: South, signs: yes, about: "Has two names: South"}
  guest: Guest
issues:
  land: {name: Land, ordered: yes, options: {all: All of it, half: Half, none: None of it}}
  water:
    name: Water
    decided_by: south
    options: {open: Open, shut: Shut}
conditions:
  - {id: wet, if: {land: all}, then: {water: [open]}, because: No land without water., evidence: [report:0-4]}
interests:
  north:
    no_deal: {value: 30..45, confidence: low, because: 'A guess, so far', draft: yes}
    land: {weight: 3, all: 100, half: 55..65, none: 0}  # what is left
    water: {weight: 1.5, open: 100, shut: 0, because: It rains., evidence: report:5-10}
  south:
    scale: points
    no_deal: {value: 10, like: {land: none, water: open}}
    land: &same {all: 0, half: 20, none: 40}
    water: {open: 0, shut: 15}
  coast: {water: {weight: 9, open: 80, shut: 20}}
  guest: {scale: points, land: *same}
linkages:
  - {party: north, when: {land: half, water: open}, adds: -5..15}
red_lines:
  - id: all-or-some
    party: north
    never: {land: none}
    unless: {water: open}
    or_reads:
      - {never: {land: [none, half]}, because: So their paper has it.}
      - {never: {land: none}, unless: {water: shut}}
    firmness: declared
  - {party: hills, never: {land: [none, half], water: shut}, because: Old law., firmness: constitutional}
developments:
  - {date: 2025-08-17, what: A first meeting., evidence: [report:0-4]}
"""

JUNK = (
    *("nan", "-nan", ".inf", "1e999", "-1", "9" * 400, "0x10", "1..2..3", "45..30", "1e9..1e9", "%", "½", "٣"),
    *("[", "]", "{", "}", "(", ",", ": ", ":", "- ", "-", "? ", "? [", "|", ">", "|9", ">-", '"', "'", "#", " #", "\\"),
    *("&same", "*same", "&a ", "*a", "*report", "<<", "<<: *same", "!!int ", "!!python/object:os.system ", "!", "!<x>"),
    *("---", "\n---\n", "...", "\n...\n", "%YAML 1.1\n", "%TAG ! x\n", "~", "null", "yes", "no", "true", ""),
    *("low: 5", "value", "weight", "ratings", "issues", "if_", "then", "members", "signs: yes", "comity", "draft: yes"),
    *(
        "\t",
        "\n\t",
        " ",
        "\n",
        "\n\n",
        "\r",
        "\0",
        "\x07",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "😀",
        "e\u0301",
    ),
    *('"\\ud800"', '"\\U00110000"', '"\\x00"', '"\\u0085"', '"a\\\n b"', "report:5-4", "report:0-99999", "x:1-2"),
    *("2025-02-30", "0000-00-00", "9999-12-31", "../report.md", "/etc/hostname", ".", "a" * 300, "a" * 2000, "[" * 50),
)


def token_spans(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[\w.-]+|[^\w\s]|[ \n]+", content)]


def line_spans(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*\n|[^\n]+", content)]


def exchanged(content: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    (a, b), (c, d) = sorted((first, second))
    return content if c < b else content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


Spans = Callable[[str], list[tuple[int, int]]]
Damage = tuple[str, Spans, int, int, str]


def damaged(content: str, damage: Damage) -> str:
    """A text after one accident at one of its lines, tokens or characters."""
    kind, spans, where, other, junk = damage
    every = spans(content) or [(0, 0)]
    (start, end), second = every[where % len(every)], every[other % len(every)]
    before, piece, after = content[:start], content[start:end], content[end:]
    match kind:
        case "delete":
            return before + after
        case "repeat":
            return before + piece * (2 + other % 2) + after
        case "swap":
            return exchanged(content, (start, end), second)
        case "copy":
            return before + content[slice(*second)] + after
        case "indent":
            return before + " " * (1 + other % 5) + piece + after
        case "dedent":
            return before + piece[1 + other % 4 :] + after
        case "replace":
            return before + junk + after
        case "insert":
            return before + junk + piece + after
        case "cut off":
            return before
        case _:
            raise NotImplementedError(kind)


DAMAGE: st.SearchStrategy[Damage] = st.tuples(
    st.sampled_from(
        (
            "delete",
            "repeat",
            "swap",
            "copy",
            "copy",
            "indent",
            "dedent",
            "replace",
            "replace",
            "insert",
            "insert",
            "cut off",
        )
    ),
    st.sampled_from((token_spans, token_spans, line_spans, lambda content: [(i, i + 1) for i in range(len(content))])),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(JUNK) | st.text(max_size=3),
)
