"""The command line: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from comity import cli
from comity.case.folder import alone
from comity.case.judgement import Evidence
from comity.case.schema import FILE, schema_text
from comity.catalog import case_file
from comity.cli import main, waiting
from material import WASHINGTON

ROOT = Path(__file__).parents[2]
SITING = case_file("abdelnabi-2024")
EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"
DEAL = "mix=mixed, ecology=balance, jobs=one-to-one, loan=two, compensation=300"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def in_process(*arguments: object, encoding: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, whose output has an encoding."""
    command = [sys.executable, "-m", "comity.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(command, capture_output=True, env=environment, check=False)


# check


def test_a_case_that_is_fit_for_use() -> None:
    result = run("check", WASHINGTON)
    assert result.exit_code == 0
    assert result.output == (f"{WASHINGTON} is fit for use: 10 parties and members, 10 issues, 10 red lines.\n")


def test_a_case_with_problems(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    text = SITING.read_text("utf-8").replace("no_deal: 55", "no_deal: x55", 1)
    path.write_text(text.replace("loan: {three: 35", "lone: {three: 35"), "utf-8")
    result = run("check", path)
    assert result.exit_code == 1
    place = {line.strip().split(":")[0]: number for number, line in enumerate(text.splitlines(), 1) if "x55" in line}
    assert result.output.splitlines() == [
        f"{path}:{place['no_deal']}:5: error: 'no_deal': must be a number or a range such as 30..45, not 'x55'",
        f"{path}:{place['no_deal'] + 4}:5: error: unknown issue 'lone'; did you mean loan?",
        f"2 problems to correct in {path}.",
    ]


def test_remarks_do_not_make_a_case_unfit(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    text = SITING.read_text("utf-8")
    start = text.index("    compensation: {600: 0, 450: 0")
    path.write_text(text[:start])
    result = run("check", path)
    assert result.exit_code == 0
    assert "warning: environment states no interest in compensation" in result.output
    assert result.output.endswith("6 parties and members, 5 issues, 0 red lines, 1 remark.\n")


@pytest.mark.parametrize("command", [["check"], ["ask", "agreement"], ["brief"]])
def test_a_file_that_is_not_there(command: list[str], tmp_path: Path) -> None:
    result = run(*command, tmp_path / "nothing.yaml")
    assert result.exit_code == 1
    assert "nothing.yaml: error: there is no such file; check the path" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["wage-round", "elmira-1991"])
def test_who_names_a_case_of_the_catalog_is_told_how_to_copy_it(name: str) -> None:
    result = run("ask", "stability", name)
    assert result.exit_code == 1
    assert (
        result.stderr == f"{name}: error: there is no such file; copy it from the catalog: comity catalog copy {name}\n"
    )
    assert "check the path" in run("ask", "stability", "wage-rond").stderr


@pytest.mark.parametrize("command", [["ask", "agreement"], ["brief"]])
def test_a_case_with_problems_cannot_be_asked(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("comity: 1\ntitle: T\n")
    result = run(*command, path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{path}:1:1: error: 'issues' is missing",
        f"{path}:1:1: error: 'parties' is missing",
    ]


def test_problems_are_printed_whatever_characters_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SITING.read_text("utf-8").replace("scale: points", "scale: pünkte – \U0001f600", 1), "utf-8")
    ended = in_process("check", path, encoding="utf-8")
    assert ended.returncode == 1
    assert "must be weights or points, not 'pünkte – \U0001f600'" in ended.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", [("brief", WASHINGTON), ("ask", "agreement", WASHINGTON)])
def test_an_output_that_lacks_characters_gets_others(arguments: tuple[object, ...]) -> None:
    ended = in_process(*arguments, encoding="cp1252")
    assert ended.stderr == b""
    assert ended.returncode == 0


# ask agreement


def test_the_json_of_a_finding_keeps_its_contract() -> None:
    result = run("ask", "agreement", WASHINGTON, "--json")
    assert result.exit_code == 0
    content = json.loads(result.output)
    assert set(content) == {"question", "answer", "exact", "method", "parameters", "caveats", "tables", "data"}
    assert content["question"] == "agreement"
    assert content["exact"] is True
    assert [stage["name"] for stage in content["data"]["stages"]] == ["all", "coherent", "red_lines", "zopa"]
    assert all(isinstance(stage["count"], int) for stage in content["data"]["stages"])
    issues = list(content["data"]["agreements"][0])
    assert len(issues) == 10
    assert all(list(deal) == issues for deal in content["data"]["agreements"])
    for table in content["tables"].values():
        assert set(table) == {"columns", "rows"}
        assert all(len(row) == len(table["columns"]) for row in table["rows"])


def test_the_answer_for_people() -> None:
    result = run("ask", "agreement", SITING, "--show", "2")
    assert result.exit_code == 0
    for said in ("12 of 720 possible agreements", "(2 of 12 shown)", "10 more agreements are not shown.", "Exact."):
        assert said in result.output
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) <= 120


def test_why_one_agreement_is_refused() -> None:
    result = run("ask", "agreement", SITING, "--why", DEAL, "--json")
    assert result.exit_code == 0
    content = json.loads(result.output)
    assert set(content) == {"question", "answer", "exact", "method", "parameters", "caveats", "tables", "data"}
    worths = {row["party"]: (row["worth"], row["no_deal"], row["accepts"]) for row in content["data"]["parties"]}
    assert worths == {  # added up by hand from the score sheets
        "developer": (8 + 7 + 10 + 29 + 10, 55, True),
        "tourism": (11 + 20 + 4 + 26 + 15, 65, True),
        "mayor": (8 + 8 + 12 + 30 + 4, 30, True),
        "cities": (4 + 0 + 6 + 8 + 30, 31, True),
        "union": (20 + 0 + 25 + 20 + 6, 50, True),
        "environment": (22 + 25, 55, False),
    }
    assert content["data"]["parties"][-1]["short_by"] == 8
    said = run("ask", "agreement", SITING, "--why", DEAL).output
    assert "This agreement is coherent, but Environmental league would refuse it." in said
    (row,) = (line for line in said.splitlines() if line.startswith("Environmental league"))
    assert row.split()[-1] == "8.0"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("mix=wet", ["'mix=wet': error: unknown option 'wet' of issue mix; known: water, mixed, land"]),
        ("", ["'': error: nothing is said on mix, ecology, jobs, loan, compensation; settle every issue"]),
        (
            "mx=land, loan=too",
            ["'mx=land, loan=too': error: unknown issue 'mx'", "'mx=land, loan=too': error: unknown op"],
        ),
    ],
)
def test_terms_that_are_no_agreement(terms: str, said: list[str]) -> None:
    result = run("ask", "agreement", SITING, "--why", terms)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == len(said)
    assert all(line.startswith(each) for line, each in zip(lines, said, strict=True))


@pytest.mark.parametrize("arguments", [["--show", "0"], ["--show", "many"], ["--shwo", "3"]])
def test_wrong_options_end_with_two(arguments: list[str]) -> None:
    assert run("ask", "agreement", SITING, *arguments).exit_code == 2


# brief


def test_every_question_and_the_brief_are_asked_as_of_a_day() -> None:
    found = json.loads(run("ask", "agreement", EXAMPLE, "--as-of", "2025-08-15", "--json").output)
    assert found["parameters"]["as_of"] == "2025-08-15"
    assert found["caveats"][0].startswith("As of 2025-08-15, not of 2025-08-18, the day that the case describes: each")
    now = json.loads(run("ask", "agreement", EXAMPLE, "--as-of", "2025-08-18", "--json").output)
    assert "as_of" not in now["parameters"]
    assert found["data"]["agreements_count"] < now["data"]["agreements_count"]
    assert "As of 15 August 2025." in run("brief", EXAMPLE, "--as-of", "2025-08-15").output
    assert run("ask", "agreement", EXAMPLE, "--as-of", "soon").exit_code == 2


def test_two_files_are_compared_and_made_one(tmp_path: Path) -> None:
    other, output = tmp_path / "other.yaml", tmp_path / "merged.yaml"
    other.write_text(SITING.read_text("utf-8").replace("no_deal: 31", "no_deal: 35"), "utf-8")
    found = json.loads(run("compare", SITING, other, "--json").output)
    assert [each["what"] for each in found["data"]["differences"]] == ["Neighbouring cities: no deal"]
    assert run("compare", SITING, SITING).output.startswith("Nothing differs; 12 agreements are possible by both.")
    result = run("compare", SITING, other, "--merge", output)
    assert "Neighbouring cities: no deal: a draft, since the files disagree" in result.output
    assert "value: 31..35" in output.read_text("utf-8")
    output.write_text("mine", "utf-8")
    assert run("compare", SITING, other, "--merge", output).exit_code == 1
    assert output.read_text("utf-8") == "mine"
    assert run("compare", SITING, other, "--ancestor", SITING).exit_code == 2
    again = tmp_path / "again.yaml"
    result = run("compare", SITING, other, "--merge", again, "--ancestor", SITING)
    assert "Neighbouring cities: no deal: taken over" in result.output
    assert again.read_text("utf-8") == other.read_text("utf-8")


def test_the_short_brief_is_printed() -> None:
    result = run("brief", WASHINGTON)
    assert result.exit_code == 0
    assert "326 of 233,280 possible agreements" in result.output
    assert max(map(len, result.output.splitlines())) <= 120


def test_the_whole_brief_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "brief.html"
    result = run("brief", SITING, "-o", path)
    assert (result.exit_code, result.output) == (0, f"The brief is in {path}\n")
    assert path.read_text("utf-8").startswith("<!doctype html>")


def test_a_target_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("brief", SITING, "-o", tmp_path / "file" / "brief.html")
    assert result.exit_code == 1


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A case with a source beside it, and files of other kinds."""
    (tmp_path / "case.yaml").write_text(SITING.read_text("utf-8") + "sources: {a: {file: a.html}}\n", "utf-8")
    for name in ("a.html", "notes", "page", "other.txt"):
        (tmp_path / name).write_text({"page": "<!DOCTYPE html>", "a.html": "<p>A source.</p>"}.get(name, "mine"))
    (tmp_path / "link.html").symlink_to("other.txt")
    (tmp_path / "source.html").symlink_to("a.html")
    os.link(tmp_path / "case.yaml", tmp_path / "case-too")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("case.yaml", "nothing is written as .yaml; a paper is written to a name that ends in .html, .htm or .docx"),
        ("brief.odt", "nothing is written as .odt; write brief.docx, which the same programs open"),
        ("brief.pdf", "a paper is not written as .pdf, but printed; write brief.html, open it"),
        ("other.txt", "nothing is written as .txt"),
        ("case-too", "this is the case itself; name another file, with .html or .docx at its end"),
        ("a.html", "this is a source of the case; name another file"),
        ("source.html", "this is a source of the case; name another file"),
        ("notes", "this file holds something else than a paper; name another file"),
        ("link.html", "this file holds something else than a paper; name another file"),
    ],
)
def test_a_page_replaces_nothing_but_a_page(output: str, said: str, talks: Path) -> None:
    before = {path.name: path.read_bytes() for path in talks.iterdir() if path.is_file()}
    result = run("brief", talks / "case.yaml", "-o", talks / output)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{talks / output}: error: {said}")
    assert {path.name: path.read_bytes() for path in talks.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("output", ["page", "new", "new/b.HTML", "b.htm"])
def test_a_name_without_a_suffix_gets_a_page_too(output: str, talks: Path) -> None:
    assert run("brief", talks / "case.yaml", "-o", talks / output).exit_code == 0
    assert (talks / output).read_text("utf-8").startswith("<!doctype html>")


def test_a_page_and_data_are_not_asked_for_at_once(talks: Path) -> None:
    assert run("brief", talks / "case.yaml", "-o", talks / "b.html", "--json").exit_code == 2


def test_a_page_on_the_standard_output_is_alone_there(talks: Path) -> None:
    ended = in_process("brief", talks / "case.yaml", "-o", "/dev/stdout", encoding="utf-8")
    assert ended.stdout.startswith(b"<!doctype html>")
    assert ended.stdout.rstrip().endswith(b"</html>")
    assert ended.stderr == b"The brief is in /dev/stdout\n"


def test_a_pipe_is_no_case_and_no_source(talks: Path) -> None:
    result = run("check", talks / "pipe")
    assert result.exit_code == 1
    assert result.output.startswith(f"{talks / 'pipe'}: error: cannot be read: it is a pipe or a device; save what")
    (talks / "case.yaml").write_text((talks / "case.yaml").read_text("utf-8").replace("a.html", "pipe"), "utf-8")
    result = run("check", talks / "case.yaml")
    assert "source 'a': cannot be read: it is a pipe or a device (pipe); save what" in result.output


# find


def found(*asked: object) -> list[tuple[Evidence, str]]:
    """What find prints: pieces of evidence ready to be pasted into a case file, and the words around them."""
    result = run("find", *asked)
    lines = [line.split("  ...", 1) for line in result.stdout.splitlines()] if result.exit_code == 0 else []
    return [(Evidence.model_validate(json.loads(place)), around) for place, around in lines]


def test_words_are_found_as_evidence(tmp_path: Path) -> None:
    hits = found(WASHINGTON, "the  talks")
    for piece, around in hits:
        text = (WASHINGTON.parent / "sources" / f"{piece.source}.md").read_text("utf-8")
        assert " ".join(text[piece.start : piece.end].split()).lower() == "the talks"
        assert piece.words.lower() == "the talks"
        assert "the talks" in around.lower()
    assert len(hits) >= 2


def test_every_place_is_found_once() -> None:
    text = (WASHINGTON.parent / "sources" / "leaders.md").read_text("utf-8")
    places = [(piece.source, piece.start) for piece, _ in found(WASHINGTON, "European")]
    assert len(places) == len(set(places))
    assert sum(source == "leaders" for source, _ in places) == text.lower().count("european")


def test_a_case_that_only_names_its_sources_is_searched(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("More buses, the council writes.", "utf-8")
    (tmp_path / "case.yaml").write_text("sources: {letter: {file: letter.md}, gone: {file: gone.md}}\n", "utf-8")
    result = run("find", tmp_path / "case.yaml", "more buses")
    assert result.stdout == '"letter:0-10 More buses"  ...More buses, the council writes....\n'
    assert "source 'gone': there is no such file" in result.stderr


def test_evidence_is_mended_on_request_only(tmp_path: Path) -> None:
    home = tmp_path / "case"
    shutil.copytree(ROOT / "examples" / "washington-2025", home)
    case = home / "case.yaml"
    written = case.read_text("utf-8").replace(
        '"washington:421-482~b7fc They insist that Ukraine"', "washington: no treaty", 1
    )
    case.write_text(written.replace("alaska:889-933", "alaska:900-944", 1), "utf-8")
    before = case.read_bytes()
    assert run("check", case).exit_code == 1
    assert case.read_bytes() == before
    result = run("check", "--mend", case)
    assert result.exit_code == 1  # words that stand nowhere are for the analyst
    assert "1 piece of evidence written anew.\n" in result.output
    assert "`alaska:900-944~" in result.output
    assert "“no treaty” stands nowhere in sources/washington.md" in result.output
    assert case.read_text("utf-8") == written
    assert "Nothing to mend." in run("check", "--mend", case).output


@pytest.mark.parametrize("words", ["No such words", "", "   "])
def test_words_that_stand_nowhere(words: str) -> None:
    result = run("find", WASHINGTON, words)
    assert (result.exit_code, result.output) == (1, "These words stand in none of the sources.\n")


def test_words_are_words_and_not_a_pattern() -> None:
    assert run("find", WASHINGTON, ".*").exit_code == 1


# catalog and schema


def test_the_catalog_is_listed_and_copied(tmp_path: Path) -> None:
    listed = run("catalog")
    assert listed.exit_code == 0
    assert "abdelnabi-2024\n    A sports park on the harbour\n    Abdelnabi" in listed.output
    copied = run("catalog", "copy", "abdelnabi-2024", tmp_path / "mine")
    assert (copied.exit_code, copied.output) == (0, f"The case is in {tmp_path / 'mine' / 'case.yaml'}\n")
    assert run("check", tmp_path / "mine" / "case.yaml").exit_code == 0
    assert run("catalog", "copy", "abdelnabi-2024", tmp_path / "mine").exit_code == 0  # what is the same may stand
    (tmp_path / "mine" / "case.yaml").write_text("edited", "utf-8")
    again = run("catalog", "copy", "abdelnabi-2024", tmp_path / "mine")
    assert again.exit_code == 1
    assert "there is already a case here; name another folder" in again.stderr


def test_an_entry_is_copied_into_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("catalog", "copy", "abdelnabi-2024").exit_code == 0
    assert (tmp_path / "abdelnabi-2024" / FILE).is_file()


def test_an_unknown_entry(tmp_path: Path) -> None:
    result = run("catalog", "copy", "abdelnabi", tmp_path / "mine")
    assert result.exit_code == 1
    assert result.stderr == "abdelnabi: error: there is no such case in the catalog; did you mean abdelnabi-2024?\n"


def test_the_schema_is_printed() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert result.output == schema_text()
    assert json.loads(result.output)["title"] == "Comity case"


# import and export


def test_a_case_there_and_back_again_and_once_more(talks: Path) -> None:
    export = ("export", talks / "case.yaml", "--format", "negmas", "-o", talks / "out")
    back = ("import", talks / "out", "-o", talks / "back.yaml")
    for _ in range(2):  # as after a kill: what stands as it would be written may stand
        assert (run(*export).exit_code, run(*back).exit_code) == (0, 0)
    (talks / "back.yaml").write_text("edited")
    first = min((talks / "out").iterdir())
    first.write_text("edited")
    for command, file in ((export, first), (back, talks / "back.yaml")):
        result = run(*command)
        assert result.exit_code == 1
        assert file.read_text() == "edited"


def test_an_import_writes_cases_only_and_reads_no_pipe(talks: Path) -> None:
    run("export", talks / "case.yaml", "--format", "negmas", "-o", talks / "out")
    result = run("import", talks / "out", "-o", talks / "case.html")
    assert (result.exit_code, "nothing is written as .html; a case is written to" in result.stderr) == (1, True)
    (talks / "dangling.yaml").symlink_to("nothing.yaml")
    assert "a link stands here" in run("import", talks / "out", "-o", talks / "dangling.yaml").stderr
    result = run("import", talks / "pipe", "-o", talks / "new.yaml")
    assert result.exit_code == 1
    assert "cannot be read: it is a pipe or a device" in result.stderr
    os.mkfifo(talks / "out" / "more.yml")
    assert run("import", talks / "out", "-o", talks / "new.yaml").exit_code == 0


def test_remarks_on_an_imported_case_name_the_file_that_is_written(talks: Path) -> None:
    run("export", talks / "case.yaml", "--format", "negmas", "-o", talks / "out")
    for profile in sorted((talks / "out").glob("*.yml")):
        text = profile.read_text("utf-8")
        profile.write_text(re.sub(r"reserved_value: .*", "reserved_value: 1000", text), "utf-8")
    (talks / "out" / "case.yaml").write_text("comity: 1\n")
    result = run("import", talks / "out", "-o", talks / "new.yaml")
    assert result.exit_code == 0
    assert re.search(
        rf"^{re.escape(str(talks))}/new.yaml:\d+:\d+: warning: no deal is worth", result.output, re.MULTILINE
    )
    assert f"{talks / 'out' / 'case.yaml'}: warning: a case of Comity: left out" in result.output


# the whole


def test_whoever_waits_for_another_reading_is_told_and_can_stop(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Egypt refused the offer of a ceasefire.")
    with alone(tmp_path / "talks"):
        command = [sys.executable, "-m", "comity.cli", "read", "report.txt", "-o", "talks"]
        reading = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        assert reading.stderr is not None
        assert reading.stderr.readline() == (
            "talks: another reading is under way here; waiting for its end (Ctrl-C stops)\n"
        )
        reading.send_signal(signal.SIGINT)
        assert reading.stderr.read() == "Stopped.\n"
        assert reading.wait() == 130


@pytest.mark.parametrize("raised", [KeyboardInterrupt, OSError(28, "No space left on device"), OSError("odd")])
def test_how_a_command_ends_that_is_stopped_or_finds_no_room(
    raised: BaseException | type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(path: Path) -> None:
        raise raised

    monkeypatch.setattr("comity.case.check.read_case", stop)
    result = run("ask", "agreement", SITING)
    expected = {"KeyboardInterrupt": (130, "Stopped.\n"), "28": (1, "Error: the output: No space left on device\n")}
    expected["odd"] = (1, "Error: the output: odd\n")
    name = "KeyboardInterrupt" if raised is KeyboardInterrupt else str(raised.args[0])
    assert (result.exit_code, result.stderr) == expected[name]


def test_work_that_does_not_look_up_is_left_at_once() -> None:
    """The libraries below compute for seconds without a word; Ctrl-C is heard meanwhile."""
    assert waiting.interruptible(lambda: 7) == 7
    with pytest.raises(ValueError, match="odd"):
        waiting.interruptible(lambda: float("odd"))
    begun = time.monotonic()
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        waiting.interruptible(lambda: time.sleep(20))
    assert time.monotonic() - begun < 1.5


def test_long_work_says_once_that_it_goes_on_and_how_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(waiting, "say", lambda words, err: said.append(words))
    waiting.interruptible(lambda: time.sleep(0.3))
    assert said == []
    monkeypatch.setattr(waiting, "LONG", 0.0)
    waiting.interruptible(lambda: time.sleep(0.7))
    assert said == ["Still at work after 0 seconds; Ctrl-C stops it."]


def test_what_is_looked_for_is_shown_while_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "echo", lambda words, **_: shown.append(words))
    with waiting.progress_of("Which agreements are fair?") as progress:
        assert progress is not None
        progress(0.25)
    assert shown == [
        "\rWhich agreements are fair?   0%", "\rWhich agreements are fair?  25%", "\r" + " " * 31 + "\r",
    ]  # fmt: skip
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    with waiting.progress_of("Which agreements are fair?") as nothing:
        assert nothing is None


def test_whatever_a_file_says_is_made_safe_before_it_is_printed() -> None:
    """All that is printed goes through one place, but for the progress, JSON made safe, and tables made safe before."""
    source = "".join(file.read_text("utf-8") for file in sorted(Path(cli.__file__).parent.glob("*.py")))
    printed = re.findall(r"click\.echo\((.{0,24})", source)
    allowed = ('f"\\r', "safe(", "safe_json(", "terminal.text(")
    assert [said for said in printed if not said.startswith(allowed)] == []
    assert len(printed) >= 5
    assert not re.search(r"(?<![\w.])print\(", source)


def test_names_that_command_or_turn_the_terminal_are_written_out(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        'comity: 1\ntitle: "Talks\u202e"\nparties: {a: {name: "A\u202eb", signs: yes}}\n'
        'issues: {x: {name: X, options: {l: "left\u2066", r: right}}}\n'
        "interests: {a: {no_deal: 30, x: {weight: 1, l: 20, r: 50}}}\n",
        "utf-8",
    )
    told = [run("ask", "agreement", case), run("ask", "deadlock", case), run("brief", case)]
    told += [run("check", tmp_path / "no\x1b[2J\u202e.yaml"), run("ask\x1b[2J"), run("--\x1b[2J")]
    told += [run("ask", "agreement", case, "--show", "\x1b[2J"), run("ask", "agreement", case, "--without", "\x9b2J")]
    for result in told:
        assert not set(result.output) & set("\x1b\x9b\u202e\u2066")
    assert "A\\u202eb" in told[0].output
    assert "no\\x1b[2J\\u202e.yaml" in told[3].output
    assert "\\x9b2J" in told[7].output
    data = run("ask", "agreement", case, "--json", "--suppose", "a: no_deal=20").output
    assert "\u202e" not in data
    assert json.loads(data)["answer"].startswith("Supposing")


def test_a_full_disk_behind_the_output_is_named() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "comity.cli", "schema"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"Error: the output: No space left on device\n")


def test_without_a_command_the_help_is_shown() -> None:
    for arguments in (["--help"], ["-h"]):
        result = run(*arguments)
        assert result.exit_code == 0
        for command in ("check", "ask", "brief", "find", "catalog", "schema"):
            assert command in result.output
    assert run("nothing-such").exit_code == 2


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    every = []
    for name, command in group.commands.items():
        every.append((*path, name))
        if isinstance(command, click.Group):
            every += commands(command, (*path, name))
    return every


@pytest.mark.parametrize("command", commands(main), ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert result.output.splitlines()[0].startswith("Usage: ")
    found: click.Command = main
    for name in command:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found.help
    assert all(option.help for option in found.params if isinstance(option, click.Option))


def test_the_installed_command_runs() -> None:
    ended = in_process("check", SITING, encoding="utf-8")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode("utf-8").startswith(f"{SITING} is fit for use")
