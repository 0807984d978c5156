"""Random texts that look like YAML, in every way of writing it that two parsers may read differently."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

NAMES = (
    *("a", "b", "c d", "e-1", "'q'", '"d"', "a ", '"x y"', "1", "é", "😀", "~", "<<", "-a", "?a", "a:b", "a#b"),
    *("? a", "? ", "[x]", "{y: z}", "*k", "&k a", "-", "!t a"),
)
VALUES = (
    *("", "a", "b c", "30..45", "x:y", "http://e.org", "a#b", "-1", "'s q'", '"d q"', "'it''s'", '"a\\nb"', "é", "😀"),
    *("&k v", "*k", "&k", "*k ", "&a:b x", "*a:b", "&a,b", "*a,b", "!t", "!!str", "! x", "!!map {a: b}"),
    *("|", ">", "|-", ">+", "|2", ">-#x", "a: b", "a :b", ":", "::", "-", "--", "- a", "? a", "<<", "%x", "@a", "a:"),
    *('"x\\/y"', '"\\x41"', '"\\ud800"', '"\\x85"', "''", '""', "'a\n  b'", '"a\n\n  b"', "a\n  b", "a\n  # c\n  b"),
    *("a, b", "a # c", "a #c", "# c", "#c", "x]", "x}", "]", "}", "[", "{", "\t", "a\tb", "a\r", "a\x85b", "a\u2028b"),
    *("\ufeffa", "\u00a0", "\u00ada", "---", "...", '"a":b', "'a':", '"a" :b', "a" * 1100, f"{'a' * 1100}: b"),
)
INSIDE = (
    *("a", "b c", "1", "'q'", '"d"', "a:b", "http://e.org", "a: b", "a:", "a: ", "a : b", "a :b", '"a":b', '"a" :b'),
    *("'a':", '"a": b', "? a : b", "? a", "?", ": b", ":b", "a::b", "-", "-a", "- a", "*k", "&k b", "&k", "*k : b", ""),
    *("a # c\n", "# c\n a", "a\n  b", "a\n", "\n a", "a: # c\n b", "a # c\n : b", "[a]: b", "[a]:b", "{a: b}:c", "é#"),
)
LONG = ("  text", "   more", "", " less", "  # c", "  a: b", "    ")
BRACKETS: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(INSIDE),
    lambda inside: st.builds(
        lambda marks, comma, items: marks[0] + comma.join(items) + marks[1],
        st.sampled_from(("[]", "{}")),
        st.sampled_from((", ", ",", " , ", ",\n  ", ", # c\n ")),
        st.lists(inside, max_size=3),
    ),
    max_leaves=6,
)


@st.composite
def _entries(draw: Callable[[st.SearchStrategy[Any]], Any], indent: int, depth: int) -> str:
    """A list of entries or items, each of whose lines begins in one column, mostly."""
    lead = " " * indent
    items = draw(st.booleans())
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        name = "-" if items else draw(st.sampled_from(NAMES)) + draw(st.sampled_from((":", ":", ":", " :", "")))
        behind = draw(st.sampled_from(("", "", "", " ", " # c", " #c")))
        kind = draw(st.sampled_from(("inside", "value", "value", "brackets", "long", "comment")))
        if kind == "inside" and depth < 3:
            deeper = indent + draw(st.sampled_from((2, 2, 2, 1, 0)))
            lines += [lead + name + behind, draw(_entries(deeper, depth + 1))]
        elif kind == "long":
            mark = draw(st.sampled_from(("|", ">", ">-", "|+", "|2", ">1-")))
            text = draw(
                st.lists(st.sampled_from(("  text", "   more", "", " less", "  # c", "  a: b", "    ")), max_size=3)
            )
            lines += [f"{lead}{name} {mark}{behind}", *(lead + line for line in text)]
        elif kind == "comment":
            lines += [draw(st.sampled_from(("", "# c", lead + "# c", lead + "   ", "      # c"))), f"{lead}{name} a"]
        else:
            value = draw(BRACKETS if kind == "brackets" else st.sampled_from(VALUES))
            lines.append(f"{lead}{name} {value}{behind}")
    return "\n".join(lines)


YAMLS: st.SearchStrategy[str] = st.builds(
    lambda before, entries, after: before + entries + after,
    st.sampled_from(("", "", "", "", "---\n", "--- # c\n", "%YAML 1.1\n---\n", "\n", "# c\n", "\ufeff")),
    _entries(0, 0),
    st.sampled_from(("\n", "\n", "\n", "", "\n\n", "\n# c", "\n  \n", "\n...\n", "\n---\n", "\n  # c\n")),
)
"""Texts of a few lines, of which about a third can be read."""
