"""Damaged files of other programs: never a traceback, always problems with their place, or a case that can be asked.

COMITY_FUZZ sets how many are tried (see `make fuzz`).
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from comity.agreements.space import Space
from comity.case.check import check_document
from comity.case.text import Document
from comity.exchange import FORMATS, export_case, import_case
from comity.exchange.scenario import Box, Matter, Profile, Scenario
from comity.exchange.to_case import case_text
from comity.problem import Problems
from foreign_files import FILES

EXAMPLES = int(os.environ.get("COMITY_FUZZ", "200"))

JUNK = (
    *("nan", "inf", "-inf", "-Infinity", ".inf", "1e999", "1e-999", "-1", "0", "9" * 5000, "0x10", "0,5", "1 000", "٣"),
    *(
        "<",
        ">",
        "&",
        "&amp;",
        "&b;",
        "&eacute;",
        "&#0;",
        "&#x110000;",
        "&#38;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml",
    ),
    *(
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        "<?php ?>",
        "</issue>",
        "<issue",
        "/>",
        '"',
        "'",
        "=",
        "“",
        "”",
    ),
    *(
        "index=",
        'value="a"',
        'index="7"',
        "null",
        "true",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "#",
        "|",
        ">-",
        "*sizes",
        "&x ",
    ),
    *(
        "!!python/object:os.system ",
        "<<: *sizes",
        "---",
        "...",
        "%YAML 1.1",
        "? ",
        "~",
        "\t",
        "\n",
        "\r",
        "\r\n",
        " ",
        "",
    ),
    *(
        "\0",
        "\x07",
        "\x1b[2J",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\ufffe",
        "😀",
        "é",
        "e\u0301",
        "А",
    ),
    *("a" * 300, "-" * 5000, "[" * 60, "<a>" * 60, "{a: " * 60, "ContiguousIssue", "PolynomialFun", "real", "EXCLUDES"),
    *("-Infinity", "true", "1e5", "\\u00e9", "\\ud800", "issuesValues", "valueUtilities", "'#M'", ";", "#D"),
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1")

NAMES = (
    "CON",
    "nul",
    "漢",
    "𠀀",
    "é",
    "e\u0301",
    "/",
    "\\",
    "..",
    ":",
    "*",
    "?",
    " ",
    "A",
    "a",
    "-",
    "'",
    '"',
    "#",
    "COM1",
)
TABLES = ((Fraction(0), Fraction(1)), (Fraction(2), Fraction(0)))
ENDS = ("", ".", " ", ".txt", "a")

Spans = Callable[[str], list[tuple[int, int]]]


def tokens(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[\w.-]+|[^\w\s]|\s+", content)]


def lines(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*\n|[^\n]+", content)]


def numbers(content: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"-?\d+(?:\.\d+)?", content)]


def damaged(content: str, draw: random.Random) -> str:
    """A text after one accident at one of its lines, tokens or numbers."""
    spans: Spans = draw.choice((tokens, tokens, lines, numbers))
    every = spans(content) or [(0, len(content))]
    (start, end), (other, until) = sorted(draw.choices(every, k=2))
    match draw.choice(("delete", "repeat", "swap", "copy", "replace", "replace", "insert", "flip", "cut off")):
        case "delete":
            return content[:start] + content[end:]
        case "repeat":
            return content[:start] + content[start:end] * draw.choice((2, 3, 200)) + content[end:]
        case "swap":
            apart = content[end:other]
            return content[:start] + content[other:until] + apart + content[start:end] + content[max(until, end) :]
        case "copy":
            return content[:start] + content[other:until] + content[end:]
        case "replace":
            return content[:start] + draw.choice(JUNK) + content[end:]
        case "insert":
            return content[:start] + draw.choice(JUNK) + content[start:]
        case "flip":
            at = draw.randrange(len(content) or 1)
            return content[:at] + chr(draw.choice((draw.randrange(128), draw.randrange(0xD800)))) + content[at + 1 :]
        case _:
            return content[:start] if draw.random() < 0.3 else content


def as_bytes(content: str, draw: random.Random) -> bytes:
    data = content.encode(draw.choice(ENCODINGS), "replace")
    if draw.random() < 0.05 and data:
        at = draw.randrange(len(data))
        data = data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]
    return data


def damage(folder: Path, form: str, seed: int) -> None:
    """Write the files of a format into a folder, one or more of them damaged."""
    draw = random.Random(f"{form} {seed}")
    for name, content in FILES[form].items():
        hurt = draw.random() < 0.5
        for _ in range(draw.choice((1, 1, 1, 2, 5)) if hurt else 0):
            content = damaged(content, draw)
        (folder / name).write_bytes(as_bytes(content, draw) if hurt else content.encode())


def check(folder: Path) -> None:
    """What an import of a folder gives: a case that is fit, or problems that say where they are."""
    try:
        result = import_case(folder)
    except Problems as refusal:
        said = refusal.problems
    else:
        assert Space.of(result.case).sizes
        assert check_document(Document(result.text, "case.yaml")).errors == ()
        said = result.notes
        assert all(note.severity == "warning" for note in said)
    for problem in said:
        assert problem.place.file
        assert problem.what
        assert len(problem.what) + len(problem.fix) <= 2_000, problem


@pytest.mark.parametrize("form", FILES)
def test_damaged_files_have_problems_with_places_or_make_a_case(form: str, tmp_path: Path) -> None:
    for seed in range(EXAMPLES // len(FILES)):
        damage(tmp_path, form, seed)
        try:
            check(tmp_path)
        except Exception as error:
            raise AssertionError(f"{form}, seed {seed}") from error


@pytest.mark.parametrize("form", FILES)
def test_the_files_are_good_before_they_are_damaged(form: str, tmp_path: Path) -> None:
    for name, content in FILES[form].items():
        (tmp_path / name).write_text(content, "utf-8")
    assert len(import_case(tmp_path).case.parties) == 2


def test_damaged_names_survive_an_export(tmp_path: Path) -> None:
    """Whatever a title and a name are, the files can be written on every system, and read again."""
    matters = (Matter("a", ("x", "y")), Matter("b", ("1", "2"), "integer"))
    for seed in range(EXAMPLES // 20):
        draw = random.Random(seed)
        title, *names = ("".join(draw.choices(NAMES, k=draw.choice((1, 3, 90)))) + draw.choice(ENDS) for _ in range(3))
        profiles = [Profile(name, "", TABLES, (Box({0: (0,), 1: (1,)}, Fraction(1)),)) for name in names]
        text = case_text(Scenario("negmas", title, matters, tuple(profiles)))
        case = check_document(Document(text, "case.yaml")).case
        assert case is not None
        for form in FORMATS:
            files = export_case(case, form, tmp_path / f"{seed}-{form}").files
            assert len({file.name.casefold() for file in files}) == len(files)
            assert all(len(file.name.encode()) < 143 for file in files)
            assert len(import_case(tmp_path / f"{seed}-{form}").case.parties) == 2
