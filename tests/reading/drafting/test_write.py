"""Writing a drafted case, and adding to it later without undoing what the analyst did."""

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from comity.case.check import check
from comity.case.text import Document
from comity.problem import Problems
from comity.reading import read_sources
from comity.reading.drafting.proposal import Proposal
from comity.reading.drafting.report import preview, report
from comity.reading.drafting.table import COLUMNS, csv_text, rows_of
from comity.reading.drafting.write import Written, planned, write

FIRST = (
    "Talks on the island, 4 March 2024\n\n"
    "Egypt ruled out any concession of territory on Monday. Ethiopia demanded the recognition of its sovereignty "
    "over the islands. "
    "Cairo said it could lift sanctions in return for the withdrawal of all troops. "
    "Ethiopia insisted that a permanent ceasefire must come first. Egypt dropped its demand for an immediate ceasefire."
)
SECOND = (
    "More talks, 9 May 2024\n\n"
    "Egypt said a concession of territory was out of the question. Sudan rejected the return of all refugees. "
    "Sudan supports a limited return of the displaced. Ethiopia called for a comprehensive ceasefire."
)


def reading_of(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    return file


def keys(proposals: Iterable[Proposal]) -> list[str]:
    return [proposal.key for proposal in proposals]


def read_into(directory: Path, file: Path) -> Written:
    return write(read_sources([file], into=directory), directory)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    directory = tmp_path / "case"
    read_into(directory, reading_of(tmp_path, "first", FIRST))
    return directory


def plain(directory: Path) -> dict:
    return Document.read(directory / "case.yaml").plain()


def test_a_draft_passes_the_check_and_counts_its_drafts(case: Path) -> None:
    checked = check(case / "case.yaml")
    assert checked.errors == ()
    assert any("still a draft" in problem.what for problem in checked.problems)
    assert checked.case is not None
    assert checked.case.as_of is not None
    assert checked.case.as_of.isoformat() == "2024-03-04"
    lines = [line for line in checked.case.red_lines if line.party == "egypt"]
    assert [line.never for line in lines] == [{"territory": ("partly_ceded",)}]
    assert all(line.draft and line.evidence and line.because for line in checked.case.red_lines)
    for interest in checked.case.interests.values():
        for issue in interest.issues.values():
            assert issue.draft
            assert issue.evidence
            assert issue.because
            assert all(rating.is_range for rating in issue.ratings.values())
    assert [d.date.isoformat() for d in checked.case.developments] == ["2024-03-04"]
    quoted = [checked.case.quote(e) for line in checked.case.red_lines for e in line.evidence]
    assert "Egypt ruled out any concession of territory" in quoted[0]


def test_the_seeds_give_a_case_that_passes_the_check(shared: Path, tmp_path: Path) -> None:
    reading = read_sources([shared / "seeds"], into=tmp_path)
    write(reading, tmp_path)
    checked = check(tmp_path / "case.yaml")
    assert checked.errors == ()
    assert checked.case is not None
    assert {"ukraine", "russia", "united_states", "europe"} <= set(checked.case.parties)
    lines = {(line.party, line.firmness): line for line in checked.case.red_lines}
    assert "partly_ceded" in lines["ukraine", "constitutional"].never["territory"]
    for source in reading.sources:
        assert (tmp_path / source.file).read_text(encoding="utf-8") == source.text
    decisions = (tmp_path / "to-decide.md").read_text(encoding="utf-8")
    assert "Giorgia Meloni" in decisions
    assert "Who must sign?" in decisions


def test_the_table_has_the_columns_and_true_offsets(case: Path) -> None:
    data = (case / "statements.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    text = (case / "sources" / "first.txt").read_text(encoding="utf-8")
    assert len(rows) >= 5
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["agreement"] in ("yes", "no", "")


def test_reading_again_changes_nothing(case: Path, tmp_path: Path) -> None:
    before = {p.name: p.read_bytes() for p in case.iterdir() if p.is_file()}
    written = read_into(case, tmp_path / "first.txt")
    assert written.added == written.renewed == ()
    after = {p.name: p.read_bytes() for p in case.iterdir() if p.is_file()}
    assert {name for name in before if before[name] != after[name]} <= {"to-decide.md"}


def test_more_sources_add_and_renew_untouched_drafts(case: Path, tmp_path: Path) -> None:
    written = read_into(case, reading_of(tmp_path, "second", SECOND))
    assert "party sudan" in keys(written.added)
    assert "issue refugees" in keys(written.added)
    assert "red line egypt territory partly_ceded" in keys(written.renewed)
    checked = check(case / "case.yaml")
    assert checked.errors == ()
    assert checked.case is not None
    (line,) = [line for line in checked.case.red_lines if line.party == "egypt"]
    assert {e.source for e in line.evidence} == {"first", "second"}


def test_corrections_are_never_undone(case: Path, tmp_path: Path) -> None:
    file = case / "case.yaml"
    text = file.read_text(encoding="utf-8")
    document = Document(text, str(file))
    line = next(i for i, item in enumerate(plain(case)["red_lines"]) if item["party"] == "egypt")
    # The analyst comments, confirms the red line in other words, and takes out an interest of Ethiopia's.
    document = document.patched(("red_lines", line, "firmness"), "preferred")
    document = document.patched(("red_lines", line, "draft"), "no")
    text = document.text.replace("parties:", "# my own comment\nparties:", 1)
    kept = Document(text, str(file)).plain()
    gone = next(iter(kept["interests"]["ethiopia"]))
    begins = Document(text, str(file)).root.values["interests"].values["ethiopia"].keys[gone].span
    lines = text.splitlines(keepends=True)
    ends = next(i for i in range(begins.line, len(lines)) if len(lines[i]) - len(lines[i].lstrip()) < begins.column)
    text = "".join(lines[: begins.line - 1] + lines[ends:])
    assert len(kept["interests"]["ethiopia"]) > 1
    file.write_text(text, encoding="utf-8")
    corrected = plain(case)["red_lines"][line]

    written = read_into(case, reading_of(tmp_path, "second", SECOND))
    after = plain(case)
    assert after["red_lines"][line] == corrected
    assert "# my own comment" in file.read_text(encoding="utf-8")
    assert gone not in after["interests"]["ethiopia"]
    assert "red line egypt territory partly_ceded" in keys(written.left)
    assert f"interest ethiopia {gone}" in keys(written.left)
    assert check(file).errors == ()


def test_a_party_taken_out_stays_out_with_all_that_is_said_of_it(case: Path, tmp_path: Path) -> None:
    file = case / "case.yaml"
    before = plain(case)
    text = file.read_text(encoding="utf-8").replace("ethiopia", "addis")  # renamed everywhere
    file.write_text(text, encoding="utf-8")
    read_into(case, reading_of(tmp_path, "second", SECOND))
    after = plain(case)
    assert "ethiopia" in before["parties"]
    assert "ethiopia" not in after["parties"]
    assert "ethiopia" not in after["interests"]
    assert check(file).errors == ()


def test_edited_and_deleted_rows_of_the_table_stay_so(case: Path, tmp_path: Path) -> None:
    file = case / "statements.csv"
    rows = rows_of(file.read_text(encoding="utf-8"))
    deleted, edited = rows[0], rows[1]
    edited["concept"] = "my_own_concept"
    file.write_text(csv_text(rows[1:]), encoding="utf-8")
    read_into(case, reading_of(tmp_path, "second", SECOND))
    after = rows_of(file.read_text(encoding="utf-8"))
    place = ("source", "content_start", "cue_start")
    assert [deleted[c] for c in place] not in [[r[c] for c in place] for r in after]
    assert [r["concept"] for r in after if r["id"] == edited["id"]] == ["my_own_concept"]
    assert any(r["source"] == "second" for r in after)


def test_a_damaged_record_is_refused_before_anything_is_written(case: Path, tmp_path: Path) -> None:
    (case / ".reading.json").write_text("{", encoding="utf-8")
    with pytest.raises(Problems, match="damaged"):
        read_into(case, tmp_path / "first.txt")
    (case / ".reading.json").write_text(json.dumps({"proposed": []}), encoding="utf-8")
    with pytest.raises(Problems, match="damaged"):
        read_into(case, tmp_path / "first.txt")


def test_a_broken_case_is_refused(case: Path, tmp_path: Path) -> None:
    (case / "case.yaml").write_text("parties: {", encoding="utf-8")
    with pytest.raises(Problems):
        read_into(case, reading_of(tmp_path, "second", SECOND))


def files(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def test_reading_again_takes_no_question_and_no_tick_away(case: Path, tmp_path: Path) -> None:
    list_file = case / "to-decide.md"
    list_file.write_text(list_file.read_text("utf-8").replace("- [ ] Who must", "- [x] Who must"), "utf-8")
    before = files(case)
    written = read_into(case, tmp_path / "first.txt")
    assert files(case) == before
    assert len(written.decisions) == list_file.read_text("utf-8").count("\n- [")


def test_after_an_edit_the_list_is_made_anew(case: Path, tmp_path: Path) -> None:
    file = case / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("declared", "preferred", 1), "utf-8")
    read_into(case, tmp_path / "first.txt")
    assert "The case was left as you have it" in (case / "to-decide.md").read_text("utf-8")


def test_without_its_record_no_item_is_written_twice(case: Path, tmp_path: Path) -> None:
    before = plain(case)
    (case / ".reading.json").unlink()
    read_into(case, tmp_path / "first.txt")
    assert plain(case) == before
    assert check(case / "case.yaml").errors == ()


def test_without_its_table_the_table_is_written_anew(case: Path, tmp_path: Path) -> None:
    before = (case / "statements.csv").read_bytes()
    (case / "statements.csv").unlink()
    read_into(case, tmp_path / "first.txt")
    assert (case / "statements.csv").read_bytes() == before


def test_columns_of_the_analyst_survive_a_reading(case: Path, tmp_path: Path) -> None:
    file = case / "statements.csv"
    rows = [row | {"note": f"seen {at}"} for at, row in enumerate(rows_of(file.read_text("utf-8")))]
    file.write_bytes(csv_text(rows).replace("\n", "\r\n").encode("utf-16"))
    written = read_into(case, reading_of(tmp_path, "second", SECOND))
    after = rows_of(file.read_text("utf-8"))
    assert [row["note"] for row in after][: len(rows)] == [row["note"] for row in rows]
    assert len(after) > len(rows)
    assert written.remarks == ()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("statements.csv", "a,b\n1,2\n", "statements.csv:1:1: error: the first line names none of the columns"),
        ("to-decide.md", "My own list\n", "to-decide.md: error: this file is no list of what is to be decided"),
        ("sources/second.txt", "Mine.\n", "another file stands where the text of source 'second' would be kept"),
    ],
)
def test_a_file_of_another_kind_is_not_replaced(name: str, content: str, said: str, case: Path, tmp_path: Path) -> None:
    (case / name).write_text(content, "utf-8")
    before = files(case)
    with pytest.raises(Problems, match=re.escape(said)):
        read_into(case, reading_of(tmp_path, "second", SECOND))
    assert files(case) == before


@pytest.mark.parametrize("name", ["case.yaml", "statements.csv", "to-decide.md", ".reading.json", "sources"])
def test_no_file_leads_out_of_the_folder(name: str, case: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (case / name).rename(away / name)
    (case / name).symlink_to(away / name)
    before = files(away)
    with pytest.raises(Problems, match="lies outside the case's folder"):
        read_into(case, reading_of(tmp_path, "second", SECOND))
    assert files(away) == before


def test_what_was_read_in_the_meantime_is_not_lost(case: Path, tmp_path: Path) -> None:
    slow = read_sources([reading_of(tmp_path, "second", SECOND)], into=case)
    read_into(case, reading_of(tmp_path, "third", SECOND.replace("Egypt", "Kenya")))
    before = files(case)
    with pytest.raises(Problems, match="source 'third' was read into this folder since this reading began; read again"):
        write(slow, case)
    assert files(case) == before


def test_the_draft_is_block_style_as_a_person_writes_it(case: Path, tmp_path: Path) -> None:
    read_into(case, reading_of(tmp_path, "second", SECOND))
    text = (case / "case.yaml").read_text("utf-8")
    assert "  egypt: {name: Egypt}\n" in text
    assert "  - id: egypt-territory-partly_ceded\n    party: egypt\n    never: {territory: [partly_ceded]}\n" in text
    assert max(map(len, text.splitlines())) <= 120
    # The renewed red line, too, whose reason is now longer than a line.
    renewed = text[text.index("  - id: egypt-territory") :].split("\n  - id")[0]
    assert "    because: >-\n      Egypt (refuse): any concession of territory" in renewed
    assert renewed.endswith('~09ed Egypt said a concession"]\n    draft: yes')
    assert "{weight" not in text
    assert text.count("draft: yes\n") == len(re.findall(r"^ {4,6}draft: yes$", text, re.MULTILINE))


def test_a_draft_in_braces_of_an_earlier_version_is_renewed_as_a_block(case: Path, tmp_path: Path) -> None:
    file, record = case / "case.yaml", json.loads((case / ".reading.json").read_text("utf-8"))
    line = record["proposed"]["red line egypt territory partly_ceded"]
    text = file.read_text("utf-8")
    old = text[text.index("  - id: egypt-territory") :].split("\n  - id")[0].split("\ninterests")[0]
    file.write_text(text.replace(old, "  - " + json.dumps(line)), "utf-8")
    assert plain(case)["red_lines"] == Document(text, "case.yaml").plain()["red_lines"]
    written = read_into(case, reading_of(tmp_path, "second", SECOND))
    assert "red line egypt territory partly_ceded" in keys(written.renewed)
    assert "  - id: egypt-territory-partly_ceded\n    party: egypt\n" in file.read_text("utf-8")


def test_a_note_within_a_draft_is_never_lost(case: Path, tmp_path: Path) -> None:
    file = case / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("    firmness:", "    # ask the envoy\n    firmness:", 1), "utf-8")
    written = read_into(case, reading_of(tmp_path, "second", SECOND))
    assert "red line egypt territory partly_ceded" in keys(written.left)
    assert "    # ask the envoy\n" in file.read_text("utf-8")


def test_a_dry_run_tells_what_would_be_added_and_writes_nothing(case: Path, tmp_path: Path) -> None:
    before = files(case)
    reading = read_sources([reading_of(tmp_path, "second", SECOND)], into=case)
    told = preview(reading, planned(reading, case))
    assert files(case) == before
    assert "1 new source (1 read before): " in told
    assert "  + party sudan\n" in told
    assert "  ~ red line egypt territory partly_ceded\n" in told
    assert "\n+  sudan: {name: Sudan}\n" in told
    assert "Nothing was written." in told
    written = write(reading, case)
    assert files(case) != before
    assert (case / "case.before.yaml").read_bytes() == before["case.yaml"]
    assert str(case / "case.before.yaml") in report(reading, written)


def test_a_second_reading_tells_only_what_is_new(case: Path, tmp_path: Path) -> None:
    again = read_sources([tmp_path / "first.txt"], into=case)
    told = report(again, write(again, case))
    assert told.startswith("0 new sources (1 read before): 0 statements of 0 parties and others; 0 repeats left out.")
    assert "points for you to decide, none of them new" in told
    assert not (case / "case.before.yaml").exists()


def test_what_the_check_would_object_to_is_left_out(tmp_path: Path) -> None:
    # A party that counts in points may state no weight.
    directory = tmp_path / "case"
    directory.mkdir()
    (directory / "case.yaml").write_text(
        "comity: 1\ntitle: T\nparties: {egypt: {name: Egypt, signs: yes}}\n"
        "issues: {territory: {name: Who controls the disputed territory, options: {restored: R, partly_ceded: P}}, "
        "x: {name: X, options: {p: P, q: Q}}}\n"
        "interests: {egypt: {scale: points, no_deal: 1, x: {p: 1, q: 2}}}\n",
        "utf-8",
    )
    assert check(directory / "case.yaml").errors == ()
    written = read_into(directory, reading_of(tmp_path, "first", FIRST))
    assert check(directory / "case.yaml").errors == ()
    assert "interest egypt territory" in keys(written.left)
    assert "red line egypt territory partly_ceded" in keys(written.added)
    assert "interest egypt territory" in (directory / "to-decide.md").read_text("utf-8")


def test_the_parties_of_a_case_are_not_added_again(tmp_path: Path) -> None:
    directory = tmp_path / "case"
    directory.mkdir()
    (directory / "case.yaml").write_text(
        "comity: 1\ntitle: Water\nparties:\n"
        "  downstream: {name: Downstream, members: {egypt: {name: Egypt}, sudan: {name: Sudan}}}\n"
        "issues: {data: {name: Data on releases, options: {none: none, daily: every day}}}\n",
        "utf-8",
    )
    before = plain(directory)
    note = reading_of(tmp_path, "note", "Note, 6 April 2021\n\nSudan demanded daily data. Egypt rejected a report.")
    written = read_into(directory, note)
    assert plain(directory)["parties"] == before["parties"]
    assert plain(directory)["issues"] == before["issues"]
    assert "interest sudan data" in keys(written.added)
    assert check(directory / "case.yaml").errors == ()
