"""The documents: every paper looked at and taken along, in words of its own; the case itself without its history."""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from comity.catalog import case_file
from comity.web.pages.documents import POLICY, kinds

PAGE = "/case/siting/documents"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small case that somebody answers for."""
    text = case_file("abdelnabi-2024").read_text("utf-8")
    (tmp_path / "siting.yaml").write_text(text, "utf-8")
    return tmp_path


def written(visitor: Any, workbench: Any, path: str) -> Any:
    """A page or file, when the paper is written."""
    answer = visitor.get(path)
    if number := re.search(r'data-news="/jobs/(\d+)/news"', answer.text):
        assert workbench.jobs.find(int(number[1])).wait(30)
    if 'class="job"' in answer.text:  # it may have been written while the page was made
        answer = visitor.get(path)
    return answer


def test_every_paper_is_in_the_list(visitor: Any) -> None:
    page = html.unescape(visitor.get(PAGE).text)
    for kind in kinds():
        assert f'href="{PAGE}/{kind.name}"' in page
        assert kind.tells in page


@pytest.mark.parametrize("name", [kind.name for kind in kinds()])
def test_every_paper_is_looked_at_within_walls_of_its_own(visitor: Any, workbench: Any, name: str) -> None:
    page = written(visitor, workbench, f"{PAGE}/{name}")
    assert page.status_code == 200
    assert f'src="{PAGE}/{name}/page"' in page.text
    paper = visitor.get(f"{PAGE}/{name}/page")
    assert paper.headers["content-security-policy"] == POLICY
    assert "sandbox" in POLICY
    assert "'unsafe-inline'" not in page.headers["content-security-policy"]
    assert paper.text.startswith("<!doctype html>")
    assert "<script" not in paper.text


def test_a_paper_is_taken_along_as_word_and_as_a_page(visitor: Any, workbench: Any) -> None:
    from docx import Document

    word = written(visitor, workbench, f"{PAGE}/party.docx?party=mayor&marking=For+the+team")
    assert word.headers["content-disposition"].startswith("attachment; filename=")
    assert "party page.docx" in word.headers["content-disposition"]
    paper = Document(io.BytesIO(word.content))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "Mayor" in said
    assert "For the team" in "\n".join(each.text for each in paper.sections[0].header.paragraphs)
    web = visitor.get(f"{PAGE}/one-page.html")
    assert "one page.html" in web.headers["content-disposition"]
    assert web.text.startswith("<!doctype html>")


def test_what_cannot_be_written_is_told_beside_the_form(visitor: Any, workbench: Any) -> None:
    page = html.unescape(written(visitor, workbench, f"{PAGE}/non-paper?agreement=nothing+of+the+kind").text)
    assert "This cannot be written." in page
    assert 'name="agreement" value="nothing of the kind"' in page
    refused = visitor.get(f"{PAGE}/party?party=nobody&packages=yes")
    assert "nobody" in refused.text
    away = visitor.get(f"{PAGE}/non-paper.docx?agreement=nothing")
    assert away.headers["location"] == f"{PAGE}/non-paper?agreement=nothing"
    assert visitor.get(f"{PAGE}/speech").status_code == 404
    assert visitor.get(f"{PAGE}/speech.docx").status_code == 404


def test_a_version_of_the_case_is_compared_with_the_last_ones(visitor: Any, workbench: Any, folder: Path) -> None:
    assert 'name="since"' not in visitor.get(f"{PAGE}/one-page").text
    path = folder / "siting.yaml"
    path.write_text(f"# looked at again\n{path.read_text('utf-8')}", "utf-8")
    page = html.unescape(written(visitor, workbench, f"{PAGE}/one-page").text)
    assert '<option value="1">version 1, ' in page
    since = written(visitor, workbench, f"{PAGE}/one-page?since=1")
    assert since.status_code == 200
    assert "since=1" in since.text.split("<iframe")[1]
    assert visitor.get(f"{PAGE}/one-page?since=99").status_code == 422


def test_the_case_itself_is_handed_out_without_its_history(visitor: Any, folder: Path) -> None:
    from openpyxl import load_workbook

    text = (folder / "siting.yaml").read_bytes()
    assert visitor.get(f"{PAGE}/case.yaml").content == text
    packed = zipfile.ZipFile(io.BytesIO(visitor.get(f"{PAGE}/case.zip").content))
    assert packed.namelist() == ["siting.yaml"]
    assert packed.read("siting.yaml") == text
    workbook = load_workbook(io.BytesIO(visitor.get(f"{PAGE}/case.xlsx").content))
    assert "Interests" in workbook.sheetnames


def test_a_case_with_mistakes_is_handed_out_as_it_is_and_no_paper_of_it(visitor: Any, folder: Path) -> None:
    path = folder / "siting.yaml"
    path.write_text(path.read_text("utf-8").replace("interests:", "interest:", 1), "utf-8")
    page = visitor.get(PAGE).text
    assert "No paper can be written yet" in page
    assert "case.xlsx" not in page
    assert visitor.get(f"{PAGE}/brief").headers["location"] == PAGE
    assert visitor.get(f"{PAGE}/brief.docx").headers["location"] == PAGE
    assert visitor.get(f"{PAGE}/case.zip").status_code == 200
    assert visitor.get(f"{PAGE}/case.xlsx").status_code == 422
