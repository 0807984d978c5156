"""Common slips in a YAML file: each has its place and its mend, and the file is read on as it was probably meant.

The table is written out: a text, what is said of it, and what is read all the same.
"""

from __future__ import annotations

from typing import Any

import pytest

from comity.case.parse import parse
from comity.case.tree import Mapping, Node, Sequence

SLIPS = [
    (
        "a: {b: 1; c: 2; d: 3}\ne: 4\n",
        [
            "1:15: a semicolon stands where a comma belongs; write 2, d: ...",
            "1:9: a semicolon stands where a comma belongs; write 1, c: ...",
        ],
        {"a": {"b": "1", "c": "2", "d": "3"}, "e": "4"},
    ),
    (
        "a: {b: *it cannot pay, c: ? pay}\nd: 3\n",
        [
            '1:27: a text cannot begin with ?; put it in quotes: "? pay"',
            '1:8: a text cannot begin with *; put it in quotes: "*it cannot pay"',
        ],
        {"a": {"b": "*it cannot pay", "c": "? pay"}, "d": "3"},
    ),
    (
        "// my comment: a\na: 1\n-- another\nb: 2\n",
        [
            "1:1: a comment does not begin with //; begin it with #",
            "3:1: a comment does not begin with --; begin it with #",
        ],
        {"a": "1", "b": "2"},
    ),
    (
        "a: {b: high, low, c: 2}\nd: 3\n",
        [
            "1:14: the comma ends the text before it; write [high, low] for several names, or put the text in quotes: "
            '"high, low"'
        ],
        {"a": {"b": "high, low", "c": "2"}, "d": "3"},
    ),
    (
        "title: Talks: a bus line\nb: 1\n",
        ['1:13: a colon inside a text that is not in quotes; put the text in quotes: title: "Talks: a bus line"'],
        {"title": "Talks: a bus line", "b": "1"},
    ),
    (
        "a: {because: Rule: pupils, c: 1}\nb: 1\n",
        ['1:18: a colon inside a text that is not in quotes; put the text in quotes: "Rule: pupils"'],
        {"a": {"because": "Rule: pupils", "c": "1"}, "b": "1"},
    ),
    (
        "title:Talks\nb: 1\n",
        ["1:7: a blank is missing behind the colon; write title: Talks"],
        {"title": "Talks", "b": "1"},
    ),
    (
        "b: 1\ntitle:Talks\nc: 2\n",
        ["2:7: a blank is missing behind the colon; write title: Talks"],
        {"b": "1", "title": "Talks", "c": "2"},
    ),
    ("a:\n  b:1\n  c: 2\n", ["2:5: a blank is missing behind the colon; write b: 1"], {"a": {"b": "1", "c": "2"}}),
    (
        "a:\n  c: 2\n  b:1\n  d: 2\n",
        ["3:5: a blank is missing behind the colon; write b: 1"],
        {"a": {"c": "2", "b": "1", "d": "2"}},
    ),
    ("a: {b:1, c: 2}\n", ["1:7: a blank is missing behind the colon; write b: 1"], {"a": {"b": "1", "c": "2"}}),
    (
        "a: {b: 1 c: 2}\nd: 3\n",
        ["1:10: a comma is missing before c; write 1, c: ..."],
        {"a": {"b": "1", "c": "2"}, "d": "3"},
    ),
    (
        "a: {b: {x: 1} c: 2}\nd: 3\n",
        ["1:15: a comma is missing before this; write a comma behind {x: 1}"],
        {"a": {"b": {"x": "1"}, "c": "2"}, "d": "3"},
    ),
    (
        "a: {b: 1, c: 2\nd: 3\n",
        ["1:4: the bracket { that opens here is never closed; write } behind 'a: {b: 1, c: 2' in line 1"],
        {"a": {"b": "1", "c": "2"}, "d": "3"},
    ),
    (
        "a:\n  x: {b: 1, c: 2\n  y: {b: 3, c: 2}\nd: 3\n",
        ["2:6: the bracket { that opens here is never closed; write } behind 'x: {b: 1, c: 2' in line 2"],
        {"a": {"x": {"b": "1", "c": "2"}, "y": {"b": "3", "c": "2"}}, "d": "3"},
    ),
    (
        "a: [1, 2\nb: 3\n",
        ["1:4: the bracket [ that opens here is never closed; write ] behind 'a: [1, 2' in line 1"],
        {"a": ["1", "2"], "b": "3"},
    ),
    (
        "a: {b: [1, 2, c: 3}\nb: 3\n",
        ["1:8: the bracket [ that opens here is never closed; write ] behind 'a: {b: [1, 2' in line 1"],
        {"a": {"b": ["1", "2"], "c": "3"}, "b": "3"},
    ),
    (
        "a: {b: [1, 2]], c: 3}\nb: 3\n",
        ["1:14: the bracket ] closes nothing; delete it"],
        {"a": {"b": ["1", "2"], "c": "3"}, "b": "3"},
    ),
    ("a: {b: 1}}\nb: 3\n", ["1:10: the bracket } closes nothing; delete it"], {"a": {"b": "1"}, "b": "3"}),
    ("a:\n\tb: 2\n", ["2:1: a tab indents this line; indent with blanks"], {"a": {"b": "2"}}),
    ("a:\n  b: 2\n\tc: 3\n", ["3:1: a tab indents this line; indent with blanks"], {"a": {"b": "2", "c": "3"}}),
    ("a:\t2\nb: 3\n", [], {"a": "2", "b": "3"}),
    (
        "a: “Talks”\nb: ‘x: y’\n",
        ['2:4: ‘ and ’ are no quotation marks of YAML; write straight ones: "x: y"'],
        {"a": "“Talks”", "b": "x: y"},
    ),
    ("“a”: 1\n", [], {"“a”": "1"}),
    (
        "a：1\nb: 2\n",
        ["1:2: a full-width colon ： stands here; write a: with the colon of the keyboard, and a blank behind it"],
        {"a": "1", "b": "2"},
    ),
    ("a: {b: 1，c: 2}\n", ["1:9: a full-width ， stands here; write ,"], {"a": {"b": "1", "c": "2"}}),
    ("a: [b，c]\n", ["1:6: a full-width ， stands here; write ,"], {"a": ["b", "c"]}),
    (
        "a: ［b, c］\n",
        ["1:4: a full-width ［ stands here; write [", "1:9: a full-width ］ stands here; write ]"],
        {"a": ["b", "c"]},
    ),
    (
        "a: ｛b: 1, c: 2｝\n",
        ["1:15: a full-width ｝ stands here; write }", "1:4: a full-width ｛ stands here; write {"],
        {"a": {"b": "1", "c": "2"}},
    ),
    (
        "a: 「b: c」\nd: 1\n",
        ['1:4: 「 and 」 are no quotation marks of YAML; write straight ones: "b: c"'],
        {"a": "b: c", "d": "1"},
    ),
    (
        "a: 'don't do it'\nb: 1\n",
        ["1:8: an apostrophe in a text in single quotes ends it; put the text in double quotes, or write ''"],
        {"a": "don't do it", "b": "1"},
    ),
    (
        "a: {because: 'it's theirs', b: 1}\nb: 1\n",
        ["1:17: an apostrophe in a text in single quotes ends it; put the text in double quotes, or write ''"],
        {"a": {"because": "it's theirs", "b": "1"}, "b": "1"},
    ),
    (
        "a: 'twas so\nb: 1\n",
        ["1:4: a quotation mark opens here and is never closed; close it: 'twas so'"],
        {"a": "twas so", "b": "1"},
    ),
    (
        'a: "he said "no" to it"\nb: 1\n',
        ['1:13: a " in a text in double quotes ends it; put the text in single quotes'],
        {"a": 'he said "no" to it', "b": "1"},
    ),
    (
        'a: "No" said the minister\nb: 1\n',
        ["1:8: words stand behind the closing quotation mark; put all of it in quotes: '\"No\" said the minister'"],
        {"a": '"No" said the minister', "b": "1"},
    ),
    (
        'a: "open\nb: 1\nc: 2\n',
        ['1:4: a quotation mark opens here and is never closed; close it: "open"'],
        {"a": "open", "b": "1", "c": "2"},
    ),
    (
        "a: {because: help, and help., b: 1}\n",
        ['1:20: the comma ends the text before it; put the text in quotes: "help, and help."'],
        {"a": {"because": "help, and help.", "b": "1"}},
    ),
    (
        "a:\n  b: 1\n   c: 2\n  d: 3\n",
        ["3:4: this line begins in column 4, its neighbours in column 3; indent it by 2 blanks"],
        {"a": {"b": "1", "c": "2", "d": "3"}},
    ),
    (
        "a:\n  b: 1\n c: 2\n  d: 3\n",
        ["3:2: this line begins in column 2, its neighbours in column 3; indent it by 2 blanks"],
        {"a": {"b": "1", "c": "2", "d": "3"}},
    ),
    (
        "a:\n  - b: 1\n   c: 2\n",
        ["3:4: this line begins in column 4, its neighbours in column 5; indent it by 4 blanks"],
        {"a": [{"b": "1", "c": "2"}]},
    ),
    (
        "a:\n  - b: 1\n    c: 2\n - d: 3\n",
        ["4:2: this line begins in column 2, its neighbours in column 3; indent it by 2 blanks"],
        {"a": [{"b": "1", "c": "2"}, {"d": "3"}]},
    ),
    ("a: %5\n", ['1:4: a text cannot begin with %; put it in quotes: "%5"'], {"a": "%5"}),
    ("a: @x\n", ['1:4: a text cannot begin with @; put it in quotes: "@x"'], {"a": "@x"}),
    ("a: `x`\n", ['1:4: a text cannot begin with `; put it in quotes: "`x`"'], {"a": "`x`"}),
    ("a: *x y\nb: 1\n", ['1:4: a text cannot begin with *; put it in quotes: "*x y"'], {"a": "*x y", "b": "1"}),
    ("a: & b\n", ['1:4: a text cannot begin with &; put it in quotes: "& b"'], {"a": "& b"}),
    (
        "a: **bold**\nb: 1\n",
        ["1:4: **bold** refers to nothing before it; check the name, or put it in quotes if it is a text"],
        {"a": "**bold**", "b": "1"},
    ),
    (
        "a:\n  -b: 1\n   c: 2\n",
        [
            "2:4: a blank is missing behind the hyphen; write - b: 1",
            "3:4: this line begins in column 4, its neighbours in column 5; indent it by 4 blanks",
        ],
        {"a": [{"b": "1", "c": "2"}]},
    ),
    (
        "a: 1\nb\nc: 2\n",
        [
            "2:1: this line names nothing, and may go on with the text above; indent it more, or write "
            "a name and a colon before it"
        ],
        {"a": "1 b", "c": "2"},
    ),
    ("a:\n  b\n  c: 2\n", ["2:4: a colon is missing behind b; write b:"], {"a": {"b": None, "c": "2"}}),
    ("parties\n  a: 1\n", ["1:8: a colon is missing behind parties; write parties:"], {"parties": {"a": "1"}}),
    (
        'a: "C:\\dir"\nb: 1\n',
        ["1:7: a \\ in double quotes; put the text in single quotes, or write \\\\ for \\"],
        {"a": "C:\\dir", "b": "1"},
    ),
    (
        "a:\n  b: 1\n\xa0 c: 2\n",
        ["3:1: a no-break space U+00A0 stands here (from a web page or Word); type a normal space"],
        {"a": {"b": "1", "c": "2"}},
    ),
    (
        "a:\xa01\nb: 2\n",
        ["1:3: a no-break space U+00A0 stands here (from a web page or Word); type a normal space"],
        {"a": "1", "b": "2"},
    ),
    (
        "a:\n  c: 1\n  b:\xa01\n",
        ["3:5: a no-break space U+00A0 stands here (from a web page or Word); type a normal space"],
        {"a": {"c": "1", "b": "1"}},
    ),
    ("a = 1\nb: 2\n", ["1:2: an = where a colon belongs; write a: 1"], {"a": "1", "b": "2"}),
    (
        "a:\n  - x\n  y\n",
        [
            "3:3: this line names nothing, and may go on with the text above; indent it more, or write "
            "a name and a colon before it"
        ],
        {"a": ["x y"]},
    ),
    (
        "a: 1\n  b: 2\nc: 3\n",
        ["2:3: this line begins in column 3, its neighbours in column 1; do not indent it"],
        {"a": "1", "b": "2", "c": "3"},
    ),
    (
        "a: - b\n",
        ["1:4: the item of a list stands on the line of its name; begin a new line for it, or write [b]"],
        {"a": ["b"]},
    ),
    (
        "a: >5 percent\nb: 1\n",
        ['1:4: a text cannot begin with >; put it in quotes: ">5 percent"'],
        {"a": ">5 percent", "b": "1"},
    ),
    (
        "a: [Draft] Terms\nb: 1\n",
        ['1:4: a text cannot begin with [; put it in quotes: "[Draft] Terms"'],
        {"a": "[Draft] Terms", "b": "1"},
    ),
    ("a: {x} y\nb: 1\n", ['1:4: a text cannot begin with {; put it in quotes: "{x} y"'], {"a": "{x} y", "b": "1"}),
    (
        "a: see this:\nb: 1\n",
        ['1:12: a colon inside a text that is not in quotes; put the text in quotes: a: "see this:"'],
        {"a": "see this:", "b": "1"},
    ),
    (
        "a: http://x.y/z: more\n",
        ['1:16: a colon inside a text that is not in quotes; put the text in quotes: a: "http://x.y/z: more"'],
        {"a": "http://x.y/z: more"},
    ),
    ("a: ? b\n", ['1:4: a text cannot begin with ?; put it in quotes: "? b"'], {"a": "? b"}),
    (
        "a:\n\u3000b: 1\n",
        ["2:1: a full-width space U+3000 stands here (from a web page or Word); type a normal space"],
        {"a": {"b": "1"}},
    ),
    (
        "a: 1\n\ufeffb: 2\n",
        ["2:1: a byte order mark U+FEFF stands here, which nobody can see; delete it"],
        {"a": "1", "b": "2"},
    ),
    (
        "a: 1\n\u200bb: 2\n",
        ["2:1: a zero-width space U+200B stands here, which nobody can see; delete it"],
        {"a": "1", "b": "2"},
    ),
    (
        "a: {because: Rule #1: no, b: 1}\nc: 2\n",
        ['1:19: the text ends before #; put the text in quotes if # belongs to it: "Rule #1: no"'],
        {"a": {"because": "Rule #1: no", "b": "1"}, "c": "2"},
    ),
    (
        "a: {because: Rule #1 is, b: 1}\nc: 2\n",
        ['1:19: the text ends before #; put the text in quotes if # belongs to it: "Rule #1 is"'],
        {"a": {"because": "Rule #1 is", "b": "1"}, "c": "2"},
    ),
    (
        "a: Rule #1\n  goes on\nb: 2\n",
        ["1:9: the text ends before #; put the text in quotes if # belongs to it"],
        {"a": "Rule #1 goes on", "b": "2"},
    ),
    (
        "title: A: b\nb: 1\nc:2\nd: {x: 1 y: 2}\n",
        [
            '1:9: a colon inside a text that is not in quotes; put the text in quotes: title: "A: b"',
            "3:3: a blank is missing behind the colon; write c: 2",
            "4:10: a comma is missing before y; write 1, y: ...",
        ],
        {"title": "A: b", "b": "1", "c": "2", "d": {"x": "1", "y": "2"}},
    ),
    (
        "red:\n  - id: bus\n     party: towns\n    b: 1\n",
        ["3:6: this line begins in column 6, its neighbours in column 5; indent it by 4 blanks"],
        {"red": [{"id": "bus", "party": "towns", "b": "1"}]},
    ),
    (
        "red:\n  - id: bus\n   party: towns\n    b: 1\n",
        ["3:4: this line begins in column 4, its neighbours in column 5; indent it by 4 blanks"],
        {"red": [{"id": "bus", "party": "towns", "b": "1"}]},
    ),
    (
        "red:\n  - {id: bus, never: {a: b}\n  - {id: c}\n",
        ["2:5: the bracket { that opens here is never closed; write } behind '- {id: bus, never: {a: b}' in line 2"],
        {"red": [{"id": "bus", "never": {"a": "b"}}, {"id": "c"}]},
    ),
    (
        "red:\n  - {id: bus\n     because: x}\n  - {id: c}\n",
        ["3:6: a comma is missing before this; write a comma behind bus"],
        {"red": [{"id": "bus", "because": "x"}, {"id": "c"}]},
    ),
    (
        "a:\n\tb:\n\t\tc: 1\n\td: 2\n",
        [
            "2:1: a tab indents this line; indent with blanks",
            "3:1: a tab indents this line; indent with blanks",
            "4:1: a tab indents this line; indent with blanks",
        ],
        {"a": {"b": {"c": "1"}, "d": "2"}},
    ),
    (
        "a:\n\t- b: 1\n\t  c: 2\n",
        ["2:1: a tab indents this line; indent with blanks", "3:1: a tab indents this line; indent with blanks"],
        {"a": [{"b": "1", "c": "2"}]},
    ),
    (
        "a:\n  op: no_deal: 40\n  d: 2\n",
        ['2:14: a colon inside a text that is not in quotes; put the text in quotes: op: "no_deal: 40"'],
        {"a": {"op": "no_deal: 40", "d": "2"}},
    ),
    (
        "a:\n  because: We do not\n  agree at all\n  b: 1\n",
        [
            "3:3: this line names nothing, and may go on with the text above; indent it more, or write "
            "a name and a colon before it"
        ],
        {"a": {"because": "We do not agree at all", "b": "1"}},
    ),
    (
        "a: {name: “x, y”, b: 1}\n",
        ['1:15: the comma ends the text before it; put the text in quotes: "“x, y”"'],
        {"a": {"name": "“x, y”", "b": "1"}},
    ),
    (
        "a: {name: 「x, y」, b: 1}\n",
        ['1:15: the comma ends the text before it; put the text in quotes: "「x, y」"'],
        {"a": {"name": "「x, y」", "b": "1"}},
    ),
    (
        "a：｛b：1，c：2｝\nd：［x，y］\n",
        [
            "1:11: a full-width ｝ stands here; write }",
            "1:2: a full-width colon ： stands here; write a: with the colon of the keyboard, and a blank behind it",
            "1:3: a full-width ｛ stands here; write {",
            "1:5: a full-width colon ： stands here; write : and a blank",
            "1:7: a full-width ， stands here; write ,",
            "1:9: a full-width colon ： stands here; write : and a blank",
            "2:2: a full-width colon ： stands here; write d: with the colon of the keyboard, and a blank behind it",
            "2:3: a full-width ［ stands here; write [",
            "2:5: a full-width ， stands here; write ,",
            "2:7: a full-width ］ stands here; write ]",
        ],
        {"a": {"b": "1", "c": "2"}, "d": ["x", "y"]},
    ),
    (
        "a: [1, 2],\nb: {x: 1},\nc: 3\n",
        ["1:10: a comma ends this line; delete it", "2:10: a comma ends this line; delete it"],
        {"a": ["1", "2"], "b": {"x": "1"}, "c": "3"},
    ),
    (
        "a: {x: 1,\nb: 3\n",
        ["1:4: the bracket { that opens here is never closed; write } behind 'a: {x: 1,' in line 1"],
        {"a": {"x": "1"}, "b": "3"},
    ),
    (
        "a: {because: 'open, b: 1}\nc: 3\n",
        ["1:14: a quotation mark opens here and is never closed; close it: 'open'"],
        {"a": {"because": "open", "b": "1"}, "c": "3"},
    ),
    (
        'a: {because: "No" they said, b: 1}\nc: 3\n',
        ["1:18: words stand behind the closing quotation mark; put all of it in quotes: '\"No\" they said'"],
        {"a": {"because": '"No" they said', "b": "1"}, "c": "3"},
    ),
    (
        "a: 1 b: 2\nc: 3\n",
        ['1:7: a colon inside a text that is not in quotes; put the text in quotes: a: "1 b: 2"'],
        {"a": "1 b: 2", "c": "3"},
    ),
    (
        "o: {“8”: eight, “12”: twelve}\nc: 3: 4\n",
        [
            '1:17: “ and ” are no quotation marks of YAML; write straight ones: "12"',
            '1:5: “ and ” are no quotation marks of YAML; write straight ones: "8"',
            '2:5: a colon inside a text that is not in quotes; put the text in quotes: c: "3: 4"',
        ],
        {"o": {"8": "eight", "12": "twelve"}, "c": "3: 4"},
    ),
    (
        "a: 1\nweight 3\nb: 2\n",
        ["2:7: a colon is missing behind weight; write weight: 3"],
        {"a": "1", "weight": "3", "b": "2"},
    ),
    (
        "a:\n  • b\n  • c\nd: e: f\n",
        [
            "2:3: '•' begins this item; begin it with a hyphen",
            "3:3: '•' begins this item; begin it with a hyphen",
            '4:5: a colon inside a text that is not in quotes; put the text in quotes: d: "e: f"',
        ],
        {"a": ["b", "c"], "d": "e: f"},
    ),
    ("a:\n  – b: 1\n    c: 2\n", ["2:3: '–' begins this item; begin it with a hyphen"], {"a": [{"b": "1", "c": "2"}]}),
]


def plain(node: Node) -> Any:
    """A tree as plain data."""
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.values.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node.plain and not node.text else node.text


@pytest.mark.parametrize(("content", "said", "read"), SLIPS, ids=[repr(slip[0])[:50] for slip in SLIPS])
def test_a_slip_has_its_place_and_its_mend(content: str, said: list[str], read: dict[str, Any]) -> None:
    parsed = parse(content, "f")
    problems = [*parsed.problems, *parsed.remarks]
    assert sorted(str(each).removeprefix("f:").replace(" error:", "") for each in problems) == said
    assert plain(parsed.root) == read
