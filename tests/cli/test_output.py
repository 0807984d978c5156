"""Papers as files: each kind in each form, what is refused, and that the same case gives the same bytes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from comity.cli import main
from comity.papers import PAPERS, registered
from strategies import case_text
from talks import talks

ASKED = {"party": ["--party", "a"], "non-paper": ["--agreement", "x=p"], "options": ["--packages"]}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(case_text(talks()), "utf-8")
    return path


def paper(case: Path, name: str, *more: object) -> Result:
    arguments = ["paper", name, case, *ASKED.get(name, []), *more]
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


@pytest.mark.parametrize("name", PAPERS)
def test_every_kind_is_written_as_a_word_file_and_as_a_page_and_printed(name: str, case: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "html"):
        target = tmp_path / f"paper.{suffix}"
        written = paper(case, name, "-o", target)
        assert (written.exit_code, written.stdout) == (0, f"The paper is in {target}\n")
    document = Document(str(tmp_path / "paper.docx"))
    (title,) = (
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name in ("Title", "One Page Title")
    )
    page = (tmp_path / "paper.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert title.split(":")[0] in page
    assert paper(case, name).stdout.startswith(title[:40])
    first = (tmp_path / "paper.docx").read_bytes()
    assert paper(case, name, "-o", tmp_path / "again.docx").exit_code == 0
    assert (tmp_path / "again.docx").read_bytes() == first
    foot = [each.text for each in Document(io.BytesIO(first)).sections[0].footer.paragraphs]
    assert foot[0].startswith("Comity ")
    assert "case " in foot[0]
    assert registered(name).name == name


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "x.pdf",
            "a paper is not written as .pdf, but printed; write x.html, open it in a browser, and print it to a file",
        ),
        ("x.odt", "nothing is written as .odt; write x.docx, which the same programs open"),
        ("x.txt", "nothing is written as .txt; a paper is written to a name that ends in .html, .htm or .docx"),
    ],
)
def test_another_form_is_refused_with_the_nearest(target: str, said: str, case: Path, tmp_path: Path) -> None:
    refused = paper(case, "red-team", "-o", tmp_path / target)
    assert refused.exit_code == 1
    assert refused.stderr == f"{tmp_path / target}: error: {said}\n"
    assert not (tmp_path / target).exists()


def test_the_case_itself_and_its_sources_are_not_overwritten(case: Path, tmp_path: Path) -> None:
    named = tmp_path / "case.docx"
    named.hardlink_to(case)
    before = case.read_bytes()
    refused = paper(case, "red-team", "-o", named)
    assert refused.stderr.startswith(f"{named}: error: this is the case itself")
    assert case.read_bytes() == before


def test_what_a_paper_needs_and_was_not_given_is_asked_for(case: Path) -> None:
    missing = CliRunner().invoke(main, ["paper", "party", str(case)])
    assert missing.exit_code == 1
    assert "a party page needs a party; name one: --party a" in missing.stderr
    wrong = CliRunner().invoke(main, ["paper", "party", str(case), "--party", "alfa"])
    assert "unknown party 'alfa'" in wrong.stderr


def test_author_and_marking_may_be_given_and_the_numbers_asked_for(case: Path, tmp_path: Path) -> None:
    assert paper(case, "party", "--author", "Desk", "--marking", "RESTRICTED", "-o", tmp_path / "p.docx").exit_code == 0
    section = Document(str(tmp_path / "p.docx")).sections[0]
    assert [each.text for each in section.header.paragraphs] == ["RESTRICTED", "Alpha: party page · Desk"]
    data = json.loads(paper(case, "party", "--json").stdout)["data"]
    assert data["party"]["agreements"] == 1
    assert paper(case, "party", "--json", "-o", tmp_path / "p.docx").exit_code == 2
