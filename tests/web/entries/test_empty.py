"""Where nothing is judged yet, the table and the overview say what could be, what comes of it, and lead there."""

import html
import re

from comity.live import Live
from comity.questions import registered
from comity.web.entries.kinds import COURSE, LISTED, VOICES
from wells import CASE

SECTIONS = (*VOICES, *COURSE)


def test_every_part_below_the_numbers_is_led_to(visitor, folder):
    (folder / "well.yaml").write_text(CASE, encoding="utf-8")
    page = visitor.get("/case/well/table").text
    for kind in LISTED:
        assert f'<a href="#{kind.name}">{kind.title}</a>' in page
        assert page.count(f'<details class="folded" id="{kind.name}"') == 1


def test_what_is_not_judged_yet_says_what_it_is_for_and_what_comes_of_it(visitor, folder):
    (folder / "well.yaml").write_text(CASE, encoding="utf-8")
    page = html.unescape(visitor.get("/case/well/table").text)
    for kind in SECTIONS:
        part = page.split(f'id="{kind.name}"')[1].split("</details>")[0]
        assert (kind.none in part) is (kind.name != "today")
        assert f'href="/case/well/questions/{kind.question}">{registered(kind.question).asks}</a>' in part
        assert kind.none != "None yet." or kind.name == "today"
    assert "<b>Who draws water: nothing is said</b>" in page


def test_the_overview_counts_what_is_judged_of_people_and_of_the_course(visitor, folder):
    (folder / "well.yaml").write_text(CASE, encoding="utf-8")
    stated = Live.open(folder / "washington-2025" / "case.yaml").checked.case
    listed = ("messages", "ties", "messengers", "preconditions", "measures")
    held = {name: str(len(getattr(stated, name))) for name in listed}
    held |= {"today": str(len(stated.issues)), "listens": "nothing yet", "talks": "nothing yet"}
    assert "0" not in held.values()
    for case, expected in (
        ("well", dict.fromkeys((kind.name for kind in SECTIONS), "nothing yet")),
        ("washington-2025", held),
    ):
        page = html.unescape(visitor.get(f"/case/{case}/overview").text)
        counted = re.findall(rf'<li><a href="/case/{case}/table#(\w+)">[^<]+</a>: ([^<]+)</li>', page)
        assert dict(counted) == expected
        assert [name for name, _ in counted] == [kind.name for kind in SECTIONS]
        for question in ("influence", "sequence"):
            assert f'href="/case/{case}/questions/{question}">What comes of it</a>' in page


def test_a_question_leads_to_what_it_rests_on(visitor, folder):
    (folder / "well.yaml").write_text(CASE, encoding="utf-8")
    for question, kinds in (("influence", VOICES), ("sequence", COURSE), ("agreement", ())):
        page = html.unescape(visitor.get(f"/case/well/questions/{question}").text)
        counted = re.findall(r'<li><a href="/case/well/table#(\w+)">[^<]+</a>: nothing yet</li>', page)
        assert counted == [kind.name for kind in kinds]
