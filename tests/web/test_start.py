"""The start page: the cases of the folder, and how another one is begun without losing or overwriting anything."""

import os

import pytest

from comity.catalog import case_file
from comity.exchange.excel import case_workbook, template
from comity.web.beginning.new_case import LONGEST, safe_name
from wells import CASE

ANSWER = {"content-type": "text/html; charset=utf-8"}


@pytest.fixture
def folder(tmp_path):
    """A folder with a small case."""
    (tmp_path / "well.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def case_of(answer, page="overview"):
    assert answer.status_code == 303, answer.text
    parts = answer.headers["location"].split("/")
    assert parts[1] == "case"
    assert parts[3] == page
    return parts[2]


def sent(visitor, how, *files):
    """What an upload ends with, and its page."""
    answer = visitor.post(f"/new/{how}/upload", files=[("files", each) for each in files])
    return visitor.get(answer.headers["location"]) if answer.status_code == 303 else answer


def test_cases_are_listed_those_changed_last_first(visitor, folder):
    (folder / "b.yaml").write_text("comity: 1\ntitle: 'B <b> & more'\n", encoding="utf-8")
    (folder / "c.yaml").write_text("comity: 1\ntitle: >\n  Folded\nas_of: 2026-13-45\n", encoding="utf-8")
    for days, name in enumerate(("b", "well", "c")):
        os.utime(folder / f"{name}.yaml", (1.7e9 - days * 86_400,) * 2)
    page = visitor.get("/").text
    names = [each for each in page.split('href="/case/')[1:]]
    assert [each.split("/")[0] for each in names] == ["b", "well", "c"]
    assert "B &lt;b&gt; &amp; more" in page
    assert "as of 1 May 2026" in page
    assert ">c.yaml<" in page  # a title that cannot be told from its line is not guessed
    assert not (folder / ".comity").exists()  # looking at the list begins no history


def test_an_empty_folder_says_how_to_begin(visitor, folder):
    (folder / "well.yaml").unlink()
    page = visitor.get("/").text
    assert "No case lies in this folder yet" in page
    assert "A dam on the Tessa" in page


@pytest.mark.parametrize(("how", "told"), [("questions", {"title": "A well"}), ("catalog", {"name": "river-dam"})])
def test_a_folder_that_is_gone_takes_no_case_and_that_is_said(visitor, folder, how, told):
    (folder / "well.yaml").unlink()
    folder.rmdir()
    answer = visitor.post(f"/new/{how}", data=told)
    assert answer.status_code == 422
    assert "cannot be written" in answer.text
    assert not folder.exists()


def test_a_case_of_the_catalog_is_copied_and_a_second_copy_lies_beside(visitor, folder):
    first = case_of(visitor.post("/new/catalog", data={"name": "river-dam"}))
    second = case_of(visitor.post("/new/catalog", data={"name": "river-dam"}))
    assert first != second
    assert len(list(folder.glob("river-dam*/case.yaml"))) == 2
    assert visitor.get(f"/case/{first}/overview").status_code == 200


@pytest.mark.parametrize("name", ["", "nothing", "../river-dam", "elmira-1991"])
def test_what_is_not_in_the_catalog_is_not_copied(visitor, folder, name):
    answer = visitor.post("/new/catalog", data={"name": name})
    assert answer.status_code == 422
    assert "there is no such case in the catalog" in answer.text
    assert [each.name for each in folder.iterdir()] == ["well.yaml"]


@pytest.mark.parametrize(("how", "then"), [("questions", "interview"), ("reports", "sources")])
def test_a_title_begins_a_case(visitor, folder, how, then):
    name = case_of(visitor.post(f"/new/{how}", data={"title": "Water of the valley"}), then)
    assert "title: Water of the valley" in (folder / name / "case.yaml").read_text(encoding="utf-8")
    page = visitor.get(f"/case/{name}/overview").text
    assert "This case has only been begun" in page


@pytest.mark.parametrize("title", ["../../etc/passwd", "con", "well", "ä/ö\\ü", "<script>", "..", "💧", "a" * LONGEST])
def test_no_title_leads_out_of_the_folder_or_over_what_is_there(visitor, folder, title):
    assert visitor.post("/new/questions", data={"title": title}).status_code == 303
    new = [each for each in folder.iterdir() if each.name != "well.yaml"]
    assert len(new) == 1
    assert not new[0].name.startswith(".")
    assert new[0].name != "con"
    assert (folder / "well.yaml").read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize("title", ["", "   ", "a" * (LONGEST + 1), "\x07bell"])
def test_what_is_no_title_is_refused_beside_its_field(visitor, folder, title):
    answer = visitor.post("/new/questions", data={"title": title})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert [each.name for each in folder.iterdir()] == ["well.yaml"]


def test_a_workbook_becomes_a_case(visitor, folder):
    book = case_workbook(folder / "well.yaml")
    page = sent(visitor, "spreadsheet", ("well.xlsx", book)).text
    assert "The case is there." in page
    assert "well.xlsx:Red lines!B2" in page
    assert "/tmp/" not in page
    assert "The well" in visitor.get("/case/well-2/overview").text
    assert "The well" in visitor.get("/case/well/overview").text


def test_what_is_wrong_with_a_workbook_is_told_by_sheet_and_cell(visitor, folder):
    answer = sent(visitor, "spreadsheet", ("new.xlsx", template()))
    assert answer.status_code == 422
    assert "No case was begun" in answer.text
    assert "Parties" in answer.text
    assert sent(visitor, "spreadsheet", ("new.xlsx", b"PK nothing")).status_code == 422
    assert sent(visitor, "spreadsheet").status_code == 422
    assert [each.name for each in folder.iterdir()] == ["well.yaml"]


def test_an_empty_workbook_is_handed_out(visitor):
    answer = visitor.get("/new/empty.xlsx")
    assert answer.content == template()
    assert "attachment" in answer.headers["content-disposition"]


DOMAIN = b"""<negotiation_template><utility_space><objective index="1" etype="objective" type="objective" name="Lunch">
<issue etype="discrete" index="1" name="Place" type="discrete"><item index="1" value="Park"/>
<item index="2" value="Inn"/></issue></objective></utility_space></negotiation_template>"""
PROFILE = b"""<utility_space><objective index="1" etype="objective" type="objective" name="Lunch">
<issue etype="discrete" index="1" name="Place" type="discrete"><item index="1" value="Park" evaluation="%d"/>
<item index="2" value="Inn" evaluation="%d"/></issue><weight index="1" value="1.0"/></objective></utility_space>"""


def test_files_of_another_program_become_a_case(visitor, folder):
    files = [("lunch.xml", DOMAIN), ("ann.xml", PROFILE % (1, 2)), ("bob.xml", PROFILE % (2, 1))]
    answer = sent(visitor, "program", *files)
    if answer.status_code == 200:  # there is something to tell first
        assert "The case is there." in answer.text
        assert str(folder) not in answer.text
        assert "/tmp/" not in answer.text
    else:
        case_of(answer)
    (new,) = folder.glob("*/case.yaml")
    assert "Park" in new.read_text(encoding="utf-8")


def test_other_files_are_refused_with_their_names(visitor, folder):
    answer = sent(visitor, "program", ("../../evil.txt", b"nothing"))
    assert answer.status_code == 422
    assert "/tmp" not in answer.text
    same = sent(visitor, "program", ("a.xml", DOMAIN), ("a.xml", DOMAIN))
    assert "two of them have the same name" in same.text
    assert [each.name for each in folder.iterdir()] == ["well.yaml"]


def test_names_of_files_are_made_safe():
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\new\\a b.xml") == "a b.xml"
    assert safe_name("...") == "file"
    assert safe_name("a\x00<b>.xml") == "a-b-.xml"


def test_what_was_sent_long_ago_is_forgotten(visitor):
    assert visitor.get("/new/program/unknown").status_code == 404
    assert case_file("river-dam").exists()
