"""The pages show what the program does: their commands are run, and what is made from the program is complete."""

import ast
import dataclasses
import inspect
import os
import re
import runpy
import shutil
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.case.check import check, read_case
from comity.cli import main
from comity.reading.editable import loaded

ROOT = Path(__file__).parents[1]
REFRESH = runpy.run_path(str(ROOT / "docs" / "refresh.py"))
REFERENCE = runpy.run_path(str(ROOT / "docs" / "_ext" / "reference.py"))
REMEDY = "`python docs/refresh.py` writes the pages again"


@pytest.mark.parametrize("page", REFRESH["PAGES"], ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    shown = page.read_text("utf-8")
    assert REFRESH["followed"](shown, tmp_path) == shown, REMEDY


def test_the_picture_shows_the_funnel_of_today() -> None:
    def words(svg: str) -> list[str]:  # not the places of words, which depend on the fonts of the machine
        return re.findall(r">([^<>]+)<", svg)

    drawn = words(REFRESH["picture"]())
    assert drawn == words(REFRESH["PICTURE"].read_text("utf-8")), REMEDY
    told = re.search(r"!\[(.*?)\]\(docs/funnel\.svg\)", (ROOT / "README.md").read_text("utf-8"))
    assert told
    assert re.findall(r"\d[\d,]*\d", told[1]) == [word for word in drawn if word[0].isdigit()]


def test_the_first_case_rests_on_whole_sentences_of_its_source(tmp_path: Path) -> None:
    REFRESH["followed"]((ROOT / "docs" / "tutorial" / "first-case.md").read_text("utf-8"), tmp_path)
    case = read_case(tmp_path / "case.yaml")
    evidence = [each for judged in (*case.red_lines, *case.linkages) for each in judged.evidence]
    assert len(evidence) == 3
    for each in evidence:
        assert re.fullmatch(r"[A-Z][^.]*\.", case.quote(each) or ""), each


def test_nothing_is_wrong_with_the_file_in_the_reference(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "case-file.md").read_text("utf-8")
    REFRESH["followed"](page, tmp_path)
    (tmp_path / "letter.md").write_text("More buses first, the council writes.\n", "utf-8")
    checked = check(tmp_path / "case.yaml")
    assert [str(problem) for problem in checked.errors] == []


COMMANDS = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")


@pytest.mark.parametrize("command", re.findall(r"^```\{command\} (.*)$", COMMANDS, re.MULTILINE))
def test_a_command_is_told_of_with_an_example(command: str) -> None:
    assert tuple(command.split()) in set(REFERENCE["commands"](main))
    assert f"\n$ comity {command}" in COMMANDS


def test_the_reference_tells_of_all_other_commands_as_well() -> None:
    assert re.findall(r"^```\{commands\} ?(.*)$", COMMANDS, re.MULTILINE) == ["ask", ""]


def test_the_reference_says_what_every_kind_of_field_holds() -> None:
    schema: dict[str, Any] = REFERENCE["case_schema"]()
    for name in schema["$defs"]:
        for field, node in REFERENCE["definition"](schema, name).get("properties", {}).items():
            assert REFERENCE["kind"](node), f"{name}.{field}"


@pytest.mark.parametrize(
    ("change", "made"),
    [("-b\n+x\n", "a\nx\nc\n"), ("-a\n-b\n+x\n", "x\nc\n"), ("-c\n+c\n+d\n", "a\nb\nc\nd\n")],
)
def test_a_change_takes_the_place_of_the_lines_it_names(change: str, made: str) -> None:
    assert REFRESH["_changed"]("a\nb\nc\n", change) == made


@pytest.mark.parametrize("change", ["-z\n+x\n", "-c\n-b\n+x\n"])
def test_a_change_of_lines_that_are_not_there_is_refused(change: str) -> None:
    with pytest.raises(ValueError, match="exactly once"):
        REFRESH["_changed"]("a\nb\nc\n", change)


def test_what_is_left_out_stays_left_out(tmp_path: Path) -> None:
    page = "```console\n$ comity schema\n1\n...\n2\n```\n"
    lines = REFRESH["followed"](page, tmp_path).splitlines()
    assert lines == ["```console", "$ comity schema", "{", "...", "}", "```"]


# How it is built ------------------------------------------------------------------------------------------------------

HOUSE = (ROOT / "docs" / "how-it-is-built.md").read_text("utf-8")
WHERE = re.findall(r"^\| ([^|]+) \| `([^`|]+)` \| `(\w+)` \|$", HOUSE, re.MULTILINE)


def defined(file: Path) -> set[str]:
    """The names that a file itself defines, not those that it imports."""
    text = file.read_text("utf-8")
    if file.suffix == ".yaml":
        return set(loaded(text))
    found: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_the_page_on_the_house_answers_where_something_is() -> None:
    assert len(WHERE) == len({asked for asked, *_ in WHERE}) >= 44
    rows = re.findall(r"^\| .* \| `(?:src|tests)/", HOUSE, re.MULTILINE)
    assert len(rows) == len(WHERE), "a row is not written as the others"


@pytest.mark.parametrize(("asked", "file", "name"), WHERE, ids=[asked for asked, *_ in WHERE])
def test_what_is_asked_for_is_there(asked: str, file: str, name: str) -> None:
    assert not name.startswith("_") or name == "__all__"
    assert name in defined(ROOT / file)


@pytest.mark.parametrize(("name", "file"), re.findall(r"`(\w+)`\s+(?:in|\()\s*`([\w/-]+\.py)`", HOUSE))
def test_the_path_of_the_judgement_passes_what_it_says(name: str, file: str) -> None:
    assert name in defined(ROOT / "src" / "comity" / file)


def test_the_plan_of_the_house_is_that_of_the_folders() -> None:
    plan = re.search(r"^src/comity/\n(.*?)^```", HOUSE, re.MULTILINE | re.DOTALL)
    assert plan
    top = set(re.findall(r"^  (\S+)", plan[1], re.MULTILINE))
    package = ROOT / "src" / "comity"
    folders = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert folders <= top
    assert all((package / name).exists() for name in top)
    for within, name in re.findall(r"^    (\w+)/( )", plan[1], re.MULTILINE):
        assert any((package / room / within).is_dir() for room in ("reading", "case", "web")), name


# The Python interface -------------------------------------------------------------------------------------------------

INTERFACE = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")


def held(kind: Any, found: set[type]) -> set[type]:
    """The dataclasses that a value of a type may hold, however deep."""
    for part in typing.get_args(kind):
        held(part, found)
    kind = typing.get_origin(kind) or kind
    if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind not in found:
        found.add(kind)
        for field in typing.get_type_hints(kind).values():
            held(field, found)
    return found


def test_the_interface_tells_of_everything_at_the_door_and_in_its_answers() -> None:
    for name in comity.__all__:
        assert re.search(rf"\bcomity\.{name}\b", INTERFACE), name
    answers = [thing for name in comity.__all__ if inspect.isfunction(thing := getattr(comity, name))]
    results = {kind for ask in answers for kind in held(typing.get_type_hints(ask)["return"], set())}
    assert len(results) > 40
    for kind in results - {comity.Finding}:
        assert f".. autoclass:: {kind.__module__}.{kind.__qualname__}\n" in INTERFACE, kind


# Works cited ----------------------------------------------------------------------------------------------------------


def test_every_work_in_the_list_is_cited_and_every_work_cited_is_in_the_list() -> None:
    listed = re.findall(r"^@\w+\{([^,]+),", (ROOT / "docs" / "references.bib").read_text("utf-8"), re.MULTILINE)
    assert len(listed) == len(set(listed))
    pages = [page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md")]
    cited = {key for page in pages for keys in re.findall(r"\{cite:\w+\}`([^`]+)`", page) for key in keys.split(",")}
    assert set(listed) == cited


# Adding something -----------------------------------------------------------------------------------------------------

STEP = re.compile(
    r"^(?P<fence>`{3,})\{code-block\} *(?P<language>\w+)\n:caption: *(?P<file>[^\n]*)\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def take_the_steps(page: str, copy: Path) -> Iterator[Path]:
    """Do in a copy of the program what a page on adding something says; yields the files that are touched."""
    for step in STEP.finditer((ROOT / "docs" / "how-to" / page).read_text("utf-8")):
        file = copy / step["file"]
        if step["language"] == "diff":
            file.write_text(REFRESH["_changed"](file.read_text("utf-8"), step["body"]), "utf-8")
        else:
            assert not file.exists(), file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step["body"], "utf-8")
        yield file


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("src", "tests", "docs", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def in_copy(copy: Path, *words: str) -> str:
    """What a program prints that runs the copy; it must end well."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    run = subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


CASE = "tests/washington/case.yaml"
HOLDS_FOR_ALL = "asked_here or says_what_it_is_for"
ADDED = [
    ("add-a-question.md", ["ask", "headcount", CASE], "4 of 10 parties and members must sign."),
    ("add-a-format.md", ["export", CASE, "--format", "plainjson", "-o", "out"], "5 files in out"),
    ("add-a-document.md", ["paper", "note", CASE], "326 of 233,280 possible agreements"),
]


@pytest.mark.parametrize(("page", "command", "printed"), ADDED, ids=[page for page, *_ in ADDED])
def test_whoever_takes_the_steps_of_a_page_has_added_it(
    page: str, command: list[str], printed: str, copy: Path
) -> None:
    touched = list(take_the_steps(page, copy))
    code = [str(file) for file in touched if file.suffix == ".py"]
    assert printed in " ".join(in_copy(copy, "-m", "comity", *command).split())
    own = [str(file) for file in touched if file.name.startswith("test_") and file.name != "test_numbers.py"]
    assert own
    in_copy(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *own)
    if command[0] == "ask":  # what holds for every question
        general = ["tests/questions/test_numbers.py", "tests/test_house.py"]
        in_copy(
            copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *general, "-k", f"{command[1]} or {HOLDS_FOR_ALL}"
        )
    in_copy(copy, "-m", "ruff", "check", *code)
    in_copy(copy, "-m", "ruff", "format", "--check", *code)
    in_copy(copy, str(Path(sys.executable).with_name("lint-imports")))


LANGUAGE = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text("utf-8")


def test_the_page_on_languages_lists_every_module_that_takes_something_from_the_english_ones() -> None:
    package = ROOT / "src" / "comity"
    takes = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if "english" not in file.parts and "comity.reading.english" in file.read_text("utf-8")
    }
    assert set(re.findall(r"^\| `([\w/]+\.py)` \|", LANGUAGE, re.MULTILINE)) == takes


def test_the_page_on_languages_names_files_that_are_there() -> None:
    english = ROOT / "src" / "comity" / "reading" / "english"
    listed = LANGUAGE.partition("## 3.")[2].partition("## 4.")[0]
    named = re.findall(r"`(\w+\.(?:py|yaml))`", listed)
    assert len(named) > 10
    for name in named:
        assert (english / name).is_file(), name
