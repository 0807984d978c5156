"""One slip in a case file is one problem, with its place and its mend, and hides no other problem of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.case.check import Checked, check
from comity.case.readable import Readable
from comity.case.text import Document
from comity.problem import MOST

# `illustrative: maybe` is the other problem, which must be told whatever else is wrong.
BASE = """\
comity: 1
title: A ferry to the islands
as_of: 2025-03-04
illustrative: maybe
parties:
  harbour: {name: Harbour board, signs: yes}
  islands: {name: The islands, signs: yes}
issues:
  runs:
    name: Runs a day
    ordered: yes
    options: {"4": four, "6": six, "9": nine}
  price: {name: The price, options: {low: as today, high: a third more}}
interests:
  harbour:
    no_deal: 40
    runs: {weight: 2, "4": 100, "6": 60, "9": 0}
    price: {weight: 3, low: 0, high: 100}
  islands:
    no_deal: {value: 30..45, because: The old boat would go on.}
    runs: {weight: 3, "4": 0, "6": 70..80, "9": 100}
    price: {weight: 2, low: 100, high: 20}
red_lines:
  - id: school
    party: islands
    never: {runs: "4"}
    because: The pupils could not get home.
    firmness: declared
"""
OTHER = "4:1: error: 'illustrative': must be yes or no, not 'maybe'"

SLIPS: list[tuple[str, str, list[str]]] = [
    (
        "title: A ferry",
        "title: Talks: a ferry",
        [
            "2:13: error: a colon inside a text that is not in quotes; put the text in quotes: title: "
            '"Talks: a ferry to the islands"'
        ],
    ),
    ("as_of: 2025", "as_of:2025", ["3:7: error: a blank is missing behind the colon; write as_of: 2025-03-04"]),
    ("    no_deal: 40", "    no_deal:40", ["16:13: error: a blank is missing behind the colon; write no_deal: 40"]),
    (
        "{weight: 3, low: 0, high: 100}",
        "{weight: 3 low: 0, high: 100}",
        ["18:23: error: a comma is missing before low; write 3, low: ..."],
    ),
    (
        "low: 0, high: 100}",
        "low: 0, high: 100",
        [
            "18:12: error: the bracket { that opens here is never closed; write } behind '{weight: 3, "
            "low: 0, high: 100' in line 18"
        ],
    ),
    (
        'never: {runs: "4"}',
        'never: {runs: ["4", "6"}',
        [
            "26:19: error: the bracket [ that opens here is never closed; write ] behind 'never: "
            '{runs: ["4", "6"\' in line 26'
        ],
    ),
    (
        "high: a third more}}",
        "high: a third more}",
        [
            "13:10: error: the bracket { that opens here is never closed; write } behind 'as today, "
            "high: a third more}' in line 13"
        ],
    ),
    ("    no_deal: 40", "\tno_deal: 40", ["16:1: error: a tab indents this line; indent with blanks"]),
    (
        '{runs: "4"}',
        "{runs: “4”}",
        ["26:13: error: unknown option '“4”' of issue runs; it holds “ U+201C and ” U+201D; write 4"],
    ),
    (
        "no_deal: 40",
        "no_deal: “40”",
        ["16:5: error: 'no_deal': must be a number or a range such as 30..45, not '“40”'; write 40"],
    ),
    (
        '"4": four',
        "“4”: four",
        [
            "12:15: error: '“4”' cannot be a name here: use letters, digits, _ - . only (it holds “ "
            "U+201C and ” U+201D); write 4"
        ],
    ),
    (
        "no_deal: 40",
        "no_deal：40",
        [
            "16:12: error: a full-width colon ： stands here; write no_deal: with the colon of the "
            "keyboard, and a blank behind it"
        ],
    ),
    (
        "{weight: 3, low: 0, high: 100}",
        "{weight: 3，low: 0，high: 100}",
        ["18:22: error: a full-width ， stands here; write ,", "18:29: error: a full-width ， stands here; write ,"],
    ),
    (
        "title: A ferry to the islands",
        "title: 「Ferry: islands」",
        ['2:8: error: 「 and 」 are no quotation marks of YAML; write straight ones: "Ferry: islands"'],
    ),
    (
        "no_deal: 40",
        "no_deal: 25,5",
        ["16:5: error: 'no_deal': must be a number or a range such as 30..45, not '25,5'; write 25.5"],
    ),
    ("{weight: 3, low: 0", "{weight: 3,5, low: 0", ["18:23: error: a comma in a number; write 3.5"]),
    (
        "no_deal: 40",
        "no_deal: 40%",
        ["16:5: error: 'no_deal': must be a number or a range such as 30..45, not '40%'; write 40"],
    ),
    ("70..80", "70-80", ["21:31: error: '6': must be a number or a range such as 30..45, not '70-80'; write 70..80"]),
    ("70..80", "70–80", ["21:31: error: '6': must be a number or a range such as 30..45, not '70–80'; write 70..80"]),
    ("    no_deal: 40", "    No_deal: 40", ["16:5: error: unknown field 'No_deal'; did you mean no_deal?"]),
    ("    no_deal: 40", "    no-deal: 40", ["16:5: error: unknown field 'no-deal'; did you mean no_deal?"]),
    ("    no_deal: 40", "    BATNA: 40", ["16:5: error: unknown field 'BATNA'; did you mean no_deal?"]),
    (
        "because: The pupils could not get home.",
        "because: 'The pupils couldn't get home.'",
        ["27:32: error: an apostrophe in a text in single quotes ends it; put the text in double quotes, or write ''"],
    ),
    (
        "because: The pupils could not get home.",
        "because: 'twas so.",
        ["27:14: error: a quotation mark opens here and is never closed; close it: 'twas so.'"],
    ),
    (
        "because: The old boat would go on.",
        "because: It would go on, and on, and on.",
        ['20:55: error: the comma ends the text before it; put the text in quotes: "It would go on, and on, and on."'],
    ),
    (
        "    party: islands",
        "     party: islands",
        ["25:6: error: this line begins in column 6, its neighbours in column 5; indent it by 4 blanks"],
    ),
    (
        "  islands:\n    no_deal",
        "   islands:\n    no_deal",
        ["19:4: error: this line begins in column 4, its neighbours in column 3; indent it by 2 blanks"],
    ),
    (
        "    firmness: declared",
        "    firmness: declared\n    party: islands",
        ["29:5: error: 'party' stands here a second time; it was first given in line 25; keep one"],
    ),
    (
        "    party: islands",
        "    party: The islands",
        ["25:5: error: unknown party 'The islands'; did you mean islands?"],
    ),
    ("    party: islands", "    party: Islands", ["25:5: error: unknown party 'Islands'; did you mean islands?"]),
    (
        "  islands: {name",
        "  The islands: {name",
        ["7:3: error: 'The islands' cannot be a name here: use letters, digits, _ - . only; write the-islands"],
    ),
    (
        "  runs:\n    name",
        "  rnus:\n    name",
        [
            "9:3: error: nothing speaks of issue 'rnus', while 3 places speak of an unknown issue "
            "'runs'; did you mean runs?"
        ],
    ),
    (
        "  runs:\n    name",
        "  boats:\n    name",
        [
            "9:3: error: nothing speaks of issue 'boats', while 3 places speak of an unknown issue "
            "'runs'; did you mean runs?"
        ],
    ),
    (
        "{weight: 3, low: 0",
        "{weight: 3, lwo: 0",
        ["18:24: error: unknown option 'lwo' of issue price; did you mean low?"],
    ),
    ('{runs: "4"}', '{rnus: "4"}', ["26:13: error: unknown issue 'rnus'; did you mean runs?"]),
    (
        "{low: as today",
        "{lw: as today",
        [
            "13:38: error: nothing speaks of option 'lw', while 2 places speak of an unknown option "
            "'low'; did you mean low?"
        ],
    ),
    ("interests:", "intrests:", ["14:1: error: unknown field 'intrests'; did you mean interests?"]),
    ("red_lines:", "Red_lines:", ["23:1: error: unknown field 'Red_lines'; did you mean red_lines?"]),
    ("red_lines:", "red-lines:", ["23:1: error: unknown field 'red-lines'; did you mean red_lines?"]),
    ("    firmness", "    Firmness", ["28:5: error: unknown field 'Firmness'; did you mean firmness?"]),
    (
        '{runs: "4"}',
        "{price: [low high]}",
        ["26:21: error: unknown option 'low high' of issue price; write commas between names: [low, high]"],
    ),
    *(
        (
            '{runs: "4"}',
            f"{{price: {words}}}",
            [f"26:13: error: unknown option '{words}' of issue price; write commas between names: [low, high]"],
        )
        for words in ("low or high", "low|high", "low/high", "low; high", "low and high")
    ),
    (
        '{runs: "4"}',
        "{price: low or dear}",
        ["26:13: error: unknown option 'low or dear' of issue price; known: low, high"],
    ),
    (
        "    party: islands",
        "    par\u200bty: islands",
        ["25:5: error: unknown field 'par\u200bty'; it holds zero-width space U+200B; write party"],
    ),
    (
        "{name: Harbour",
        "{name:\xa0Harbour",
        ["6:18: error: a no-break space U+00A0 stands here (from a web page or Word); type a normal space"],
    ),
    ("Harbour board", "Harbour\xa0board", []),
    (
        "    party: islands",
        "    party: islands\u200b",
        ["25:19: error: a zero-width space U+200B stands here, which nobody can see; delete it"],
    ),
    (
        "    party: islands",
        "    party: islаnds",
        ["25:5: error: unknown party 'islаnds'; it holds Cyrillic а U+0430; write islands"],
    ),
    (
        "    runs: {weight: 2",
        "    r\u200buns: {weight: 2",
        ["17:5: error: unknown issue 'r\u200buns'; it holds zero-width space U+200B; write runs"],
    ),
    (
        "  price: {name",
        "  priсe: {name",
        [
            "13:3: error: nothing speaks of issue 'priсe' (it holds Cyrillic с U+0441), while 2 places "
            "speak of an unknown issue 'price'; did you mean price?"
        ],
    ),
    (
        "Harbour board",
        '"Harbour\\x01board"',
        ["6:19: error: a control character U+0001, which no document can show; delete it"],
    ),
    ("Harbour board", "Harbour\x1bboard", ["6:26: error: a character that YAML does not allow (code 0x1b); delete it"]),
    ("signs: yes", "signs: y", ["6:34: error: 'signs': must be yes or no, not 'y'; write yes"]),
    (
        "as_of: 2025-03-04",
        "as_of: 04.03.2025",
        ["3:1: error: 'as_of' must be a date such as 2025-08-18, not '04.03.2025'; write 2025-03-04"],
    ),
    ("  - id: school", "  -id: school", ["24:4: error: a blank is missing behind the hyphen; write - id: school"]),
    ("interests:\n", "interests\n", ["14:10: error: a colon is missing behind interests; write interests:"]),
    (
        "because: The old boat",
        "because: Rule #4 it",
        ['20:44: error: the text ends before #; put the text in quotes if # belongs to it: "Rule #4 it would go on."'],
    ),
    (
        "because: The pupils",
        "because: Rule #4: pupils",
        ["27:19: warning: the text ends before #; put the text in quotes if # belongs to it"],
    ),
    (
        "title: A ferry",
        'title: "A ferry',
        ['2:8: error: a quotation mark opens here and is never closed; close it: "A ferry to the islands"'],
    ),
    (
        "title: A ferry",
        "title: *A ferry",
        ['2:8: error: a text cannot begin with *; put it in quotes: "*A ferry to the islands"'],
    ),
    ("  - id: school", "  – id: school", ["24:3: error: '–' begins this item; begin it with a hyphen"]),
    (
        "    no_deal: 40",
        "    no_deal: 40,",
        ["16:5: error: 'no_deal': must be a number or a range such as 30..45, not '40,'; write 40"],
    ),
    ("    no_deal: 40", "    no_deal = 40", ["16:12: error: an = where a colon belongs; write no_deal: 40"]),
    (
        "{name: Harbour board, signs",
        "{name: Harbour board signs",
        ["6:33: error: a comma is missing before signs; write Harbour board, signs: ..."],
    ),
    ("{weight: 2", "{Weight: 2", ["17:12: error: unknown field 'Weight'; did you mean weight?"]),
    (
        "because: The pupils could not get home.",
        'because: The "pupils", he said: no.',
        [
            "27:35: error: a colon inside a text that is not in quotes; put the text in quotes: "
            "because: 'The \"pupils\", he said: no.'"
        ],
    ),
    (
        "because: The pupils could not get home.",
        'because: "The "pupils" could not."',
        ['27:19: error: a " in a text in double quotes ends it; put the text in single quotes'],
    ),
    (
        "because: The pupils could not get home.",
        'because: "C:\\pupils"',
        ["27:17: error: a \\ in double quotes; put the text in single quotes, or write \\\\ for \\"],
    ),
    (
        "    because: The pupils could not get home.\n",
        "    because: The pupils\n    could not get home.\n",
        [
            "28:5: error: this line names nothing, and may go on with the text above; indent it more, "
            "or write a name and a colon before it"
        ],
    ),
    ('{runs: "4"}', "{runs: seven}", ["26:13: error: unknown option 'seven' of issue runs; known: 4, 6, 9"]),
    ("party: islands", "party: nobody", ["25:5: error: unknown party 'nobody'; known: harbour, islands"]),
    (
        "  harbour:\n    no_deal",
        "  nobody:\n    no_deal",
        ["15:3: error: unknown party 'nobody'; known: harbour, islands"],
    ),
    (
        "    price: {weight: 3",
        "    fares: {weight: 3",
        [
            "18:5: error: unknown issue 'fares'; known: runs, price, no_deal, scale, because, "
            "evidence, confidence, draft"
        ],
    ),
]


def checked(folder: Path, content: str) -> Checked:
    """What a check finds in a case file."""
    path = folder / "case.yaml"
    path.write_text(content, "utf-8")
    return check(path)


def problems(folder: Path, content: str) -> list[str]:
    """The problems of a case file, without its name."""
    return [str(each).removeprefix(f"{folder / 'case.yaml'}:") for each in checked(folder, content).problems]


def test_the_base_has_the_other_problem_only(tmp_path: Path) -> None:
    assert problems(tmp_path, BASE) == [OTHER]


@pytest.mark.parametrize(("old", "new", "said"), SLIPS, ids=[f"{old}>{new}"[:60] for old, new, _ in SLIPS])
def test_a_slip_is_one_problem_and_hides_none(tmp_path: Path, old: str, new: str, said: list[str]) -> None:
    assert old in BASE
    found = problems(tmp_path, BASE.replace(old, new, 1))
    assert OTHER in found
    assert [each for each in found if each != OTHER] == said


def test_several_slips_are_told_at_once(tmp_path: Path) -> None:
    content = BASE
    for old, new, _ in (SLIPS[0], SLIPS[1], SLIPS[2], SLIPS[3], SLIPS[5]):
        content = content.replace(old, new, 1)
    assert [each.split(":")[0] for each in problems(tmp_path, content)] == ["2", "3", "4", "16", "18", "26"]


def test_the_file_is_never_changed(tmp_path: Path) -> None:
    content = BASE.replace("title: A ferry", "title: Talks: a ferry")
    problems(tmp_path, content)
    assert (tmp_path / "case.yaml").read_text("utf-8") == content


def test_one_misnamed_issue_is_one_problem_however_often_it_stands_there(tmp_path: Path) -> None:
    content = BASE.replace("runs:", "rus:").replace("  rus:\n    name", "  runs:\n    name")
    told = [each for each in problems(tmp_path, content) if each != OTHER]
    assert told == [
        "9:3: error: nothing speaks of issue 'runs', while 3 places speak of an unknown issue 'rus'; did you mean rus?"
    ]


def test_accents_may_be_composed_or_not(tmp_path: Path) -> None:
    content = BASE.replace("maybe", "yes").replace("islands:", "îles:").replace("party: islands", "party: i\u0302les")
    assert checked(tmp_path, content).case is not None
    other = content.replace("îles:", "i\u0302les:").replace("party: i\u0302les", "party: îles")
    found = checked(tmp_path, other).case
    assert found is not None
    assert "îles" in found.parties
    assert found.red_lines[0].party == "îles"


def test_accents_in_evidence_and_its_source_may_be_composed_or_not(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("The pupils could not get home.", "utf-8")
    content = BASE.replace("maybe", "yes").replace("parties:\n", "sources:\n  école: {file: note.md}\nparties:\n", 1)
    content = content.replace("firmness: declared", "firmness: declared\n    evidence: e\u0301cole:0-10")
    assert checked(tmp_path, content).case is not None


def test_one_name_in_two_forms_stands_twice(tmp_path: Path) -> None:
    content = BASE.replace("parties:\n", "parties:\n  îles: One\n  i\u0302les: Two\n")
    assert any("stands here a second time" in each for each in problems(tmp_path, content))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("red_lines:\n", "red_lines:\n  : : }\n"),
        ("    firmness: declared\n", "    firmness: declared\n    ? [x\n"),
        ("  - id: school\n", "  - id: school\n    -- }\n"),
        ("    runs: {weight: 2, ", "    runs: {weight: 2, ! @, "),
    ],
)
def test_what_no_mend_is_known_for_hides_nothing_else(tmp_path: Path, old: str, new: str) -> None:
    content = BASE.replace(old, new, 1).replace("70..80", "70-80")
    found = problems(tmp_path, content)
    assert OTHER in found
    assert any("write 70..80" in each for each in found)
    line = content[: content.index(new)].count("\n") + 1
    assert any(abs(int(each.split(":")[0]) - line) <= 1 for each in found if each != OTHER)
    assert not any("signs but has no" in each or "is missing" in each for each in found)


def test_many_unknown_fields_are_not_all_told(tmp_path: Path) -> None:
    content = BASE + "".join(f"    zq{at}: 1\n" for at in range(2000))
    found = checked(tmp_path, content)
    assert found.case is None
    assert len(found.problems) == MOST + 1
    assert "1,801 more problems are not shown" in found.problems[-1].what


def test_parts_of_another_shape_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    content = "title: T\nparties: [a]\nissues: {x: {name: X, options: [p]}}\nred_lines: {a: b}\ninterests:\n"
    path.write_text(content, "utf-8")
    told = [str(each).removeprefix(f"{path}:") for each in Readable(Document.read(path)).misshapen]
    assert told == [
        "2:1: error: 'parties' must hold named entries",
        "3:23: error: 'options' must hold named entries",
        "4:1: error: 'red_lines' must be a list",
    ]


def test_another_reading_that_is_left_out_leaves_the_red_lines_in_their_places(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        """\
title: Talks
parties: {north: {name: North, signs: yes}}
issues: {land: {name: Land, options: {all: All, none: None}}}
interests: {north: {no_deal: 30, land: {weight: 1, all: 100, none: 0}}}
red_lines:
  - {party: north, never: {land: none}, firmness: declared, or_reads: [{never: {water: shut}}]}
  - {party: nobody, never: {land: all}, firmness: declared}
""",
        "utf-8",
    )
    told = [(each.place.line, each.what) for each in check(path).errors]
    assert told == [(6, "unknown issue 'water'"), (7, "unknown party 'nobody'")]


def test_readings_that_mean_nothing_known_are_left_out_one_by_one(tmp_path: Path) -> None:
    """However many readings of however many red lines: none is taken for another red line."""
    reading = "      - never: {zzz: qqq}\n"
    line = "  - party: islands\n    never: {runs: qqq}\n    firmness: declared\n    because: x\n"
    content = BASE + "    or_reads:\n" + 3 * reading + line + "    or_reads:\n" + 4 * reading + line
    told = [each for each in problems(tmp_path, content) if each != OTHER]
    assert told == [
        "30:17: error: unknown issue 'zzz' (at 7 places); known: runs, price",
        "34:13: error: unknown option 'qqq' of issue runs (at 2 places); known: 4, 6, 9",
    ]
