"""Reading again, in any order, any files, after any edits: a case that passed the check passes it still."""

import random
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.case.check import check
from comity.case.parse import parse
from comity.case.text import Document
from comity.reading import read_sources
from comity.reading.drafting.merge import plainly
from comity.reading.drafting.write import Written, write

REPORTS = {
    "island": "Egypt ruled out any concession of territory. Ethiopia demanded the recognition of its sovereignty over "
    "the islands. Cairo said it could lift sanctions in return for the withdrawal of all troops.",
    "truce": "Ethiopia insisted that a permanent ceasefire must come first. Egypt dropped its demand for an immediate "
    "ceasefire. France will not recognise the annexation of the islands unless all prisoners are released.",
    "return": "Egypt said a concession of territory was out of the question. Sudan rejected the return of "
    "all refugees. Sudan supports a limited return of the displaced. Germany called for a comprehensive ceasefire.",
    "line": "Sudan would accept a freeze along the front line if sanctions are lifted. Egypt would accept a freeze "
    "along the front line if sanctions are eased step by step. Egypt refused an immediate ceasefire before talks.",
    "data": "Sudan demanded an exchange of data every day. Egypt rejected the offer of a yearly report.",
}
STARTS = (
    None,
    "comity: 1\ntitle: Water\nparties:\n"
    "  downstream: {name: Downstream, members: {egypt: {name: Egypt, signs: yes}, sudan: {name: Sudan, signs: yes}}}\n"
    "  ethiopia: {name: Ethiopia, signs: yes}\n"
    "issues: {data: {name: Data on releases, options: {none: none, daily: every day}}}\ninterests:\n"
    "  egypt: {no_deal: 10, data: {weight: 1, none: 0, daily: 100}}\n"
    "  sudan: {no_deal: 10, scale: points, data: {none: 0, daily: 100}}\n"
    "  ethiopia: {no_deal: 10, data: {weight: 1, none: 50, daily: 100}}\n"
    "red_lines:\n- {party: ethiopia, never: {data: none}, firmness: declared}\n",
)
EDITS = ("confirm", "reword", "drop a judgement", "drop an option", "sign", "rename a party", "comment", "group")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.sets(st.sampled_from(sorted(REPORTS)), min_size=1, max_size=3)),
        st.tuples(st.sampled_from(EDITS), st.integers(0, 999)),
    ),
    min_size=2,
    max_size=6,
)


def edited(text: str, edit: str, seed: int) -> str:
    """A case as an analyst might leave it."""
    chance = random.Random(seed)
    document = Document(text, "case.yaml")
    plain = document.plain()
    if edit == "confirm":
        return re.sub(r"^ +draft: yes\n", "", text, count=1, flags=re.MULTILINE)
    if edit == "reword":
        return re.sub(r"because: [^>\n]+\n", "because: in my own words\n", text, count=1)
    if edit == "comment":
        return text.replace("    party:", "    # my note\n    party:", 1)
    if edit == "drop a judgement":
        section = chance.choice(["red_lines", "linkages", "conditions", "developments"])
        return without(text, f"  - {next(iter((plain.get(section) or [{}])[0]), '?')}:")
    if edit == "drop an option":
        issues = [(i, o) for i, issue in (plain.get("issues") or {}).items() for o in issue["options"]]
        issue, option = chance.choice(issues or [("", "")])
        several = len(plain["issues"][issue]["options"]) > 2 if issue else False
        return without(text, f"      {option}:") if several else text
    parties = sorted(plain.get("parties") or {})
    if not parties:
        return text
    party = chance.choice(parties)
    if edit == "sign":
        return text.replace(f"  {party}: {{name:", f"  {party}: {{signs: yes, name:", 1)
    if edit == "rename a party":
        return re.sub(rf"\b{party}\b", f"{party}_2", text)
    return re.sub(
        rf"^  {party}: (\{{.*\}})$", rf"  union_{seed}: {{name: A union, members: {{{party}: \1}}}}", text, flags=re.M
    )


def without(text: str, start: str) -> str:
    """A text without the first entry that begins so, and what is indented below it."""
    lines = text.splitlines(keepends=True)
    at = next((i for i, line in enumerate(lines) if line.startswith(start)), None)
    if at is None:
        return text
    indent = len(lines[at]) - len(lines[at].lstrip())
    ends = next((i for i in range(at + 1, len(lines)) if len(lines[i]) - len(lines[i].lstrip()) <= indent), len(lines))
    return "".join(lines[:at] + lines[ends:])


@settings(max_examples=8)
@given(st.sampled_from(STARTS), STEPS)
def test_a_case_that_passed_the_check_passes_it_after_a_reading(start: str | None, steps: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in REPORTS.items():
            (root / f"{name}.txt").write_text(f"Talks, 4 March 2024\n\n{text}\n", "utf-8")
        case = root / "case" / "case.yaml"
        passed = start is not None  # a draft without any issue is yet to be filled
        if start is not None:
            case.parent.mkdir()
            case.write_text(start, "utf-8")
        for what, how in steps:
            if what == "read":
                before = case.read_text("utf-8") if case.exists() else ""
                reading = read_sources([root / f"{name}.txt" for name in sorted(how)], into=case.parent)
                written = write(reading, case.parent)
                errors = check(case).errors
                assert not passed or errors == (), written.after
                passed = errors == ()
                stands(written, case)
                if before and before != written.after:
                    assert (case.parent / "case.before.yaml").read_text("utf-8") == before
            elif case.exists():
                text = edited(case.read_text("utf-8"), what, how)
                if not parse(text, "case.yaml").problems:
                    case.write_text(text, "utf-8")
                passed = check(case).errors == ()
        if case.exists():
            nothing_new(case)


def stands(written: Written, case: Path) -> None:
    """Everything that was added to a list stands there as it was proposed."""
    plain = Document.read(case).plain()
    for p in written.added:
        if p.path[-1] == "+":
            assert plainly(p.value) in plain[p.path[0]]


def nothing_new(case: Path) -> None:
    """Once read, the same sources add nothing more, and ask nothing anew."""
    first, second = (write(read_sources([], into=case.parent), case.parent) for _ in range(2))
    assert second.added == second.renewed == ()
    assert second.new == 0
    assert second.after == first.after
