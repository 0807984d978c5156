"""Case files as trees: read without surprises, refused where they would cost memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from comity.case.parse import parse
from comity.case.text import Document
from comity.problem import Problems


def refused(content: str) -> str:
    """The one problem of a text that cannot be used at all."""
    with pytest.raises(Problems) as raised:
        Document(content, "f")
    (problem,) = raised.value.problems
    return str(problem)


def test_every_value_stays_what_was_written() -> None:
    read = Document("a: NO\nb: 2:1\nc: 1e3\nd: 0x1f\ne: 30..45\nf: '5'\ng:\nh: ''\ni: ~\n600: yes\n", "f").plain()
    assert read == {
        **{"a": "NO", "b": "2:1", "c": "1e3", "d": "0x1f", "e": "30..45", "f": "5", "g": None, "h": "", "i": "~"},
        "600": "yes",
    }


def test_long_texts_are_read_as_yaml_means_them() -> None:
    read = Document('a: >\n  one\n  two\n\n  three\nb: |\n  one\n  two\nc: >-\n  x\n  y\nd: "p\n  q"\n', "f").plain()
    assert read == {"a": "one two\nthree\n", "b": "one\ntwo\n", "c": "x y", "d": "p q"}


def test_a_repeated_name_is_reported_and_the_first_is_kept() -> None:
    document = Document("a: 1\nb: {c: 2, c: 3}\na: 4\n", "f")
    assert document.plain() == {"a": "1", "b": {"c": "2"}}
    assert [str(problem) for problem in document.problems] == [
        "f:2:11: error: 'c' stands here a second time; it was first given in line 2; keep one",
        "f:3:1: error: 'a' stands here a second time; it was first given in line 1; keep one",
    ]


def test_references_are_followed() -> None:
    document = Document("a: &x {p: 1, q: [2]}\nb: *x\nc: &y 3\nd: [*y, *y]\n", "f")
    assert document.plain() == {"a": {"p": "1", "q": ["2"]}, "b": {"p": "1", "q": ["2"]}, "c": "3", "d": ["3", "3"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "f: error: the file is empty; start with the line `comity: 1`"),
        ("# only a comment\n", "f: error: the file is empty; start with the line `comity: 1`"),
        ("- a\n", "f:1:1: error: the file must be a list of named entries such as `title: ...`; start with the line"),
        ("hello\n", "f:1:1: error: the file must be a list of named entries such as `title: ...`; start with the line"),
        ("a: 1\n---\nb: 2\n", "f:3:1: error: a second document in the same file; keep one case per file"),
        ("a: 1\n[b, c]: 2\n", "f:2:1: error: a name must be a single word or phrase, not a list; check the brackets"),
        ("a: 1\n? {b: c}\n: 2\n", "f:2:3: error: a name must be a single word or phrase, not a list"),
        ("a: 1\n? [b\n: c\n", "f:2:3: error: a name must be a single word or phrase, not a list"),
        ("a: &x [1, *x]\n", "f:1:11: error: *x contains itself; write the value out"),
        ("a: [1, 2\nb: 3\n", "f:1:4: error: the bracket [ that opens here is never closed; write ] behind 'a: [1, 2'"),
        ("a: 1\n\tb: 2\n", "f:2:1: error: a tab indents this line; indent with blanks"),
        ("a: 'open\n", "f:1:4: error: a quotation mark opens here and is never closed; close it: 'open'"),
        (
            "a: one: two\n",
            'f:1:7: error: a colon inside a text that is not in quotes; put the text in quotes: a: "one: two"',
        ),
        ("a: 1\nb: \x07\n", "f:2:4: error: a character that YAML does not allow (code 0x7); delete it"),
        ("a: 1\n" + "\n" * 50_000, "f:50000:1: error: more than 50,000 lines; split the case or shorten it"),
        ("a: \x00", "f:1:4: error: a character that YAML does not allow (code 0x0); delete it"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(content: str, said: str) -> None:
    assert refused(content).startswith(said)


def test_a_reference_to_nothing_is_reported_and_kept_as_text() -> None:
    document = Document("a: *x\n", "f")
    assert document.plain() == {"a": "*x"}
    assert [str(each) for each in document.problems] == [
        "f:1:4: error: *x refers to nothing before it; check the name, or put it in quotes if it is a text"
    ]


def test_every_character_that_yaml_forbids_is_reported() -> None:
    with pytest.raises(Problems) as raised:
        Document("a: x\x07y\nb: z\x08\n", "f")
    assert [(each.place.line, each.place.column) for each in raised.value.problems] == [(1, 5), (2, 5)]


@pytest.mark.parametrize("letter", ["\\x01", "\\x1b", "\\0", "\\uFFFE"])
def test_a_character_that_no_document_can_show_is_reported_and_kept(letter: str) -> None:
    document = Document(f'a: "b{letter}c"\n', "f")
    assert [str(each)[:13] for each in document.problems] == ["f:1:4: error:"]
    assert document.problems[0].what.endswith("which no document can show")
    assert len(document.plain()["a"]) == 3


def test_what_no_mend_is_known_for_is_passed_over() -> None:
    parsed = parse("a: 1\nb:\n  c: 1\n  : : }\n  d: 2\ne: 3\n", "f")
    assert {name: parsed.root.values[name] for name in ("a", "e")}
    assert parsed.unsure == {"b"}
    assert not parsed.cut_off
    assert [each.place.line for each in parsed.problems] == [4]


def test_a_text_full_of_junk_is_read_as_far_as_it_goes() -> None:
    parsed = parse("a: 1\n" + "".join(f"b{at}: }} {{ ]: [\n" for at in range(3000)), "f")
    assert "a" in parsed.root.values
    assert parsed.problems


def test_a_tab_behind_a_colon_is_a_blank() -> None:
    document = Document("a:\t1\nb: {c:\t2,\td: 3}\n", "f")
    assert document.plain() == {"a": "1", "b": {"c": "2", "d": "3"}}
    assert document.problems == []
    assert document.patched(("a",), "5").text == "a:\t5\nb: {c:\t2,\td: 3}\n"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("because: Rule #1: pupils\n", ["f:1:15"]),
        ("a: Resolution #2334 of 2016\nb: 1\n", ["f:1:15"]),
        ("a: words # a note\n", []),
        ("a: 40 #1\n", []),
        ("a: yes #really\n", []),
        ("a: 'Rule' #1\n", []),
        ("a: Rule#1\n", []),
        ("a: 1\n#2 of the notes\n", []),
    ],
)
def test_a_text_that_a_comment_seems_to_cut_off_is_remarked_on(content: str, place: list[str]) -> None:
    assert [str(each.place) for each in Document(content, "f").remarks] == place


def test_an_impossible_character_has_a_place() -> None:
    assert refused('a: 1\nb: "\\U99999999"\n').startswith("f:2:")


def test_a_tag_is_reported_and_its_value_kept() -> None:
    document = Document("a: !!python/object:os.system rm\n", "f")
    assert document.plain() == {"a": "rm"}
    assert [str(each)[:14] for each in document.problems] == ["f:1:4: error: "]


LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Files made to exhaust a reader. Each is tried in a process of its own, which reports what it cost.

HOSTILE: dict[str, Callable[[], str]] = {
    "laughs": lambda: (
        "a: &a [x, x, x]\n"
        + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise(LETTERS))
    ),
    "laughs of names": lambda: (
        "a: &a {x: 1, y: 2}\n"
        + "".join(f"{new}: &{new} {{x: *{old}, y: *{old}, z: *{old}}}\n" for old, new in pairwise(LETTERS))
    ),
    "brackets": lambda: "a: " + "[" * 100_000,
    "braces": lambda: "{a: " * 100_000,
    "dashes": lambda: "- " * 100_000,
    "question marks": lambda: "? " * 100_000,
    "too large": lambda: "a: 1\n" * 1_000_000,
    "a million names": lambda: "{" + ",".join(str(at % 10) for at in range(990_000)) + "}",
    "one long word": lambda: "a: " + "x" * 1_900_000,
    "one long comment": lambda: "a: 1 # " + "x" * 1_900_000 + "\nb: 2",
    "one long name": lambda: "x" * 1_900_000 + ": a",
    "blank lines": lambda: "a: " + "\n" * 1_900_000,
    "one long tag": lambda: "a: !" + "x" * 1_900_000 + " b\n",
    "one long reference": lambda: "a: *" + "x" * 1_900_000,
    "slips": lambda: "a: b: c\n" * 40_000,
    "open quotes": lambda: 'a: "b\n' * 40_000,
    "closing brackets": lambda: "a: {" + "]" * 900_000,
    "no-break spaces": lambda: "\u00a0" * 900_000 + "a: b: c\n",
    "tabs": lambda: "a:\n" + "\t" * 1_900_000 + "b: 1\n",
    "zeros": lambda: "a\0:\0 \0001\0" * 100_000,
    "colons": lambda: "a:" + " b:" * 300_000,
}
COST = """
import os, resource, sys, time
from pathlib import Path
from comity.case.text import Document
from comity.case.parse import parse
from comity.problem import Problems
for line in sys.stdin:
    if os.fork():
        os.wait()
        continue
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        start = time.process_time()
        Document.read(Path(line.rstrip()))
        said = "read"
    except Problems as refused:
        said = str(refused.problems[-1])
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(time.process_time() - start, (after - before) / 1024, said, flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[str]]:
    """A program that reads each file it is told of in a new copy of itself, and tells seconds, megabytes, the end."""
    command = [sys.executable, "-c", COST]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str, reader: subprocess.Popen[str], tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(HOSTILE[name](), "utf-8")
    assert reader.stdin is not None
    assert reader.stdout is not None
    print(path, file=reader.stdin, flush=True)
    seconds, megabytes, said = reader.stdout.readline().strip().split(" ", 2)
    harmless = name in ("one long word", "one long comment")
    assert (said == "read") == harmless, said
    assert float(seconds) < (20 if name == "a million names" else 5)  # of CPU; a tenth of it on an idle machine
    assert float(megabytes) < 250


def test_a_name_with_an_accent_is_no_second_one_where_the_first_was_left_out() -> None:
    """What a repeated name holds is left out of the tree; what is noted of it must go with it."""
    lines = "".join("north: {a: 1, e\u0301: 2}\n" for _ in range(50))
    problems = parse(lines, "f").problems
    assert len(problems) == 49
    assert all(problem.what == "'north' stands here a second time" for problem in problems)


def test_a_name_for_references_that_nothing_refers_to_is_no_silent_loss() -> None:
    """Whoever writes `because: &Co cannot pay` loses a word to YAML."""
    text = "a: &Co cannot pay\nb: {c: &it cannot, d: [&x 5, *x], e: &list [1]}\nf: &x\ng: '&Co'\n"
    parsed = parse(text, "f")
    assert not parsed.problems
    assert [(str(remark.place), remark.what.split(" is ")[0]) for remark in parsed.remarks] == [
        ("f:1:4", "&Co"),
        ("f:2:8", "&it"),
        ("f:3:4", "&x"),
    ]
    fix = "put the text in quotes if it belongs to it, else delete it"
    assert {(remark.fix, remark.severity) for remark in parsed.remarks} == {(fix, "warning")}
