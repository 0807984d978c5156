"""The interview in the browser: the same as in a terminal, one question a page, saved after each answer."""

import re

import pytest

from comity.case.interview.interview import Interview

ANSWERS = ["2026-05-01", "Aldby", "yes", "Berg", "yes", None, "Who draws water", "Half each", "Aldby most", None, None]


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def place(visitor):
    """The address of a new case's interview."""
    return visitor.post("/new/questions", data={"title": "The well"}).headers["location"]


def fields(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def give(visitor, place, answer, step="answer"):
    form = {
        **fields(visitor.get(place).text),
        "answer": answer or "",
        "step": step if answer or step == "back" else "pass",
    }
    return visitor.post(place, data=form)


def text(folder):
    return next(folder.glob("*/case.yaml")).read_text(encoding="utf-8")


def test_it_makes_the_same_case_as_in_a_terminal(visitor, folder, place):
    expected = Interview.begun("case.yaml").answered("The well")
    for given in ANSWERS:
        expected = expected.answered(given) if given else expected.passed_over()
        assert give(visitor, place, given).status_code == 303
        assert text(folder) == expected.document.text
    page = visitor.get(place).text
    assert expected.prompt.asks in page.replace("&#39;", "'")
    assert expected.noted in page


def test_every_kind_of_question_can_be_answered_to_the_end(visitor, folder, place, workbench):
    kinds = set()
    for given in ANSWERS:
        give(visitor, place, given)
    for _ in range(60):
        case = workbench.folder.case(place.split("/")[2])
        prompt = workbench.interviews.of(case).prompt
        if prompt is None:
            break
        kinds.add(prompt.kind)
        page = visitor.get(place).text
        assert page.count("<h1") == 1
        given = {"number": "40..60", "choice": "#1", "order": "equal", "yes or no": "no"}.get(prompt.kind)
        if prompt.about[0] in ("line", "precondition", "round", "message"):
            given = None
        if prompt.kind == "words" and not prompt.may_be_passed:
            given = "Because."
        assert give(visitor, place, given).status_code == 303, prompt
    assert kinds >= {"number", "choice", "words"}
    page = visitor.get(place).text
    assert "Everything is answered." in page
    assert "possible" in visitor.get(place.replace("interview", "overview")).text


def test_what_is_not_understood_is_refused_beside_the_field_and_kept(visitor, folder, place):
    before = text(folder)
    answer = give(visitor, place, "some day")
    assert answer.status_code == 422
    assert "is no date" in answer.text
    assert 'value="some day"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert text(folder) == before


def test_a_question_that_is_needed_cannot_be_passed(visitor, place):
    give(visitor, place, "2026-05-01")
    answer = give(visitor, place, None)
    assert answer.status_code == 422
    assert "this one is needed" in answer.text
    assert "? says" not in answer.text  # what is meant stands above the field


def test_enter_alone_passes_over_what_may_be_passed(visitor, place):
    assert give(visitor, place, "").status_code == 303
    assert "Which day" not in visitor.get(place).text


def test_what_is_passed_over_is_not_answered_by_what_was_typed(visitor, folder, place):
    assert give(visitor, place, "2026-05-01", "pass").status_code == 303
    assert "2026" not in text(folder)
    assert "Which day" not in visitor.get(place).text


def test_a_case_that_was_only_begun_has_its_name_and_no_mistakes(visitor, place):
    for page in (place, place.replace("interview", "table")):
        text = visitor.get(page).text
        assert "has mistakes." not in text
        assert 'class="case-title">case.yaml' not in text


def test_it_goes_back_one_question_at_a_time(visitor, folder, place):
    before = text(folder)
    give(visitor, place, "2026-05-01")
    assert text(folder) != before
    assert give(visitor, place, "", "back").status_code == 303
    assert text(folder) == before
    first = give(visitor, place, "", "back")
    assert first.status_code == 422
    assert "no question before this one" in first.text


def test_an_answer_to_another_question_is_not_taken(visitor, folder, place):
    form = {**fields(visitor.get(place).text), "answer": "2026-05-01", "step": "answer"}
    visitor.post(place, data=form)
    before = text(folder)
    again = visitor.post(place, data={**form, "answer": "2027-01-01"})
    assert again.status_code == 409
    assert "You typed: 2027-01-01" in again.text
    assert text(folder) == before


def test_what_an_editor_wrote_meanwhile_is_not_lost(visitor, folder, place, workbench):
    file = next(folder.glob("*/case.yaml"))
    file.write_text(text(folder) + "about: Written beside.\n", encoding="utf-8")
    assert give(visitor, place, "2026-05-01").status_code == 303
    assert "about: Written beside." in text(folder)
    assert "2026-05-01" in text(folder)
    case = workbench.folder.case(place.split("/")[2])
    now = workbench.interviews.of(case)
    file.write_text(text(folder) + "author: Somebody\n", encoding="utf-8")
    assert not workbench.interviews.go_on(case, now, now.answered("Aldby"), "a step", "")
    assert "author: Somebody" in text(folder)


def test_each_answer_is_a_version_that_can_be_taken_back(visitor, folder, place, workbench):
    give(visitor, place, "2026-05-01")
    case = workbench.folder.case(place.split("/")[2])
    assert case.history.versions(limit=1)[0].what == "Which day does the case describe? 2026-05-01"
    case.undo()
    assert "2026-05-01" not in text(folder)
    assert "Which day does the case describe?" in visitor.get(place).text


def test_a_file_that_takes_no_answers_says_so(visitor, folder, place):
    next(folder.glob("*/case.yaml")).write_text("comity: 1\ntitle: The well\nparties: [a, b]\n", encoding="utf-8")
    page = visitor.get(place)
    assert page.status_code == 422
    assert "must be named entries" in page.text
    assert visitor.post(place, data={"answer": "x"}).status_code == 303
