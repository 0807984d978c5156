"""The file of a case as text: saved, refused, mended step by step, and never lost."""

import html
import re

import pytest

from wells import CASE

PAGE = "/case/washington-2025/file"


def fields(answer):
    version = re.search(r'name="version" value="(\w+)"', answer.text)
    typed = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", answer.text, re.DOTALL)
    assert version is not None
    assert typed is not None
    return {"version": version[1], "text": html.unescape(typed[1])}


def file(folder):
    return folder / "washington-2025" / "case.yaml"


def test_the_text_of_the_page_is_that_of_the_file_and_saved_it_stays_so(visitor, folder, workbench):
    before = file(folder).read_text(encoding="utf-8")
    sent = fields(visitor.get(PAGE))
    assert sent["text"] == before
    assert visitor.post(PAGE, data={**sent, "text": sent["text"].replace("\n", "\r\n")}).status_code == 303
    assert file(folder).read_text(encoding="utf-8") == before
    changed = before.replace("44..56", "40..50", 1)
    assert visitor.post(PAGE, data={**sent, "text": changed}).status_code == 303
    assert file(folder).read_text(encoding="utf-8") == changed
    workbench.folder.case("washington-2025").undo()
    assert file(folder).read_text(encoding="utf-8") == before


def test_a_case_that_can_be_used_is_not_made_unusable(visitor, folder):
    before = file(folder).read_text(encoding="utf-8")
    sent = fields(visitor.get(PAGE))
    broken = before.replace("44..56", "56..44", 1)
    answer = visitor.post(PAGE, data={**sent, "text": broken})
    assert answer.status_code == 422
    assert "runs backwards" in answer.text
    assert re.search(r"<b>Line \d+</b>", answer.text)
    assert fields(answer)["text"] == broken
    shown = visitor.post(PAGE, data={**sent, "text": broken}, headers={"sec-fetch-mode": "navigate"})
    assert (shown.status_code, shown.text) == (200, answer.text)  # a browser notes 422 in its console, as a failure
    assert file(folder).read_text(encoding="utf-8") == before


def test_a_broken_file_is_told_on_every_page_and_mended_step_by_step(visitor, folder):
    whole = file(folder).read_text(encoding="utf-8")
    twice = whole.replace("44..56", "56..44", 1).replace("firmness: constitutional", "firmness: hard", 1)
    file(folder).write_text(twice, encoding="utf-8")
    assert "has mistakes" in visitor.get("/case/washington-2025/table").text
    answer = visitor.get(PAGE)
    assert "runs backwards" in answer.text
    once = twice.replace("56..44", "44..56")
    assert visitor.post(PAGE, data={**fields(answer), "text": once}).status_code == 303
    answer = visitor.get(PAGE)
    assert "runs backwards" not in answer.text
    assert "firmness" in answer.text
    assert visitor.post(PAGE, data={**fields(answer), "text": whole}).status_code == 303
    assert "has mistakes" not in visitor.get("/case/washington-2025/table").text


def test_what_is_no_yaml_at_all_can_be_mended_too(visitor, folder):
    whole = file(folder).read_text(encoding="utf-8")
    file(folder).write_text(f"comity: 1\n{{{whole}", encoding="utf-8")
    answer = visitor.get(PAGE)
    assert answer.status_code == 200
    assert visitor.post(PAGE, data={**fields(answer), "text": whole}).status_code == 303
    assert file(folder).read_text(encoding="utf-8") == whole


def test_two_who_change_the_text_are_told_and_nothing_is_lost(visitor, folder):
    before = file(folder).read_text(encoding="utf-8")
    sent = fields(visitor.get(PAGE))
    mine, theirs = before.replace("44..56", "40..50", 1), before.replace("44..56", "41..51", 1)
    file(folder).write_text(theirs, encoding="utf-8")
    answer = visitor.post(PAGE, data={**sent, "text": mine})
    assert answer.status_code == 409
    assert fields(answer)["text"] == mine
    assert "41..51" in answer.text
    assert file(folder).read_text(encoding="utf-8") == theirs
    assert visitor.post(PAGE, data=fields(answer)).status_code == 303
    assert file(folder).read_text(encoding="utf-8") == mine


def test_letters_that_cannot_be_shown_are_not_lost(visitor, folder):
    odd = file(folder).read_text(encoding="utf-8").replace("44..56", "44..56 # \u202eodd", 1)
    file(folder).write_text(odd, encoding="utf-8")
    answer = visitor.get(PAGE)
    assert "cannot be seen" in answer.text
    assert "disabled>Save the file" in answer.text


def test_a_text_that_could_not_be_read_again_is_refused_and_kept_whole(visitor, folder):
    sent = fields(visitor.get(PAGE))
    typed = f"{sent['text']}# {'x' * 2_000_000}\n"
    answer = visitor.post(PAGE, data={**sent, "text": typed})
    assert answer.status_code == 422
    assert "the file is too large" in answer.text
    assert "x" * 2_000_000 in answer.text
    assert file(folder).read_text("utf-8") == sent["text"]


def test_what_has_no_form_is_told_with_its_line(visitor, folder):
    lines = file(folder).read_text(encoding="utf-8").splitlines()
    shown = html.unescape(re.sub("<[^>]+>", "", visitor.get("/case/washington-2025/table").text))
    assert f"what happened, and when (developments, line {lines.index('developments:') + 1})" in shown
    for name in ("contest", "ties", "measures", "issues"):
        assert f"{name}:" in lines
        assert f"({name}, line" not in shown  # these have forms
    (folder / "well.yaml").write_text(CASE.split("developments:")[0], encoding="utf-8")
    well = visitor.get("/case/well/table").text
    assert "Whoever knows the file" in well
    assert ("There alone stand" in shown, "There alone stand" in well) == (True, False)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("title: Gespräche\n".encode("latin-1"), "not UTF-8 text (byte 23); save it again as UTF-8"),
        (b"# long\n" * 300_000, "too large; at most 2 MB are read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_name_and_takes_no_open_page_away(visitor, folder, content, why):
    visitor.get(PAGE)  # it is open, and then an editor writes
    whole = file(folder).read_bytes()
    file(folder).write_bytes(b"comity: 1\n" + content)
    shown = visitor.get(PAGE)
    assert shown.status_code == 422
    assert "The file of this case cannot be read." in shown.text
    assert f"case.yaml: the file is {why}" in shown.text
    assert "Nothing in it was changed." in shown.text
    asked = {"headers": {"hx-request": "true"}}
    polled = visitor.get("/case/washington-2025/outside?since=0", **asked)
    assert polled.status_code == 200
    assert "The file cannot be read just now." in polled.text
    assert "hx-retarget" not in polled.headers
    kept = visitor.post("/case/washington-2025/table/value", data={"at": "interests/russia/no_deal"}, **asked)
    assert kept.headers["hx-retarget"] == "#wrong"
    file(folder).write_bytes(whole)
    assert visitor.get("/case/washington-2025/outside?since=0", **asked).text == ""
