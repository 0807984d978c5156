"""Requests that nobody would make by hand, to every route there is: never a mistake of ours, nothing written elsewhere.

COMITY_FUZZ=20000 makes so many of them; the seed is fixed, so a failure comes again, and COMITY_SEED is another one.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.routing import Route

from comity.case.check import check
from comity.web.app import application

REQUESTS = int(os.environ.get("COMITY_FUZZ", "80"))
SEED = int(os.environ.get("COMITY_SEED", "20000"))

WORDS = (
    *(
        "",
        "0",
        "-1",
        "1e309",
        "nan",
        "44..56",
        "56..44",
        "9" * 400,
        "yes",
        "null",
        "\x00",
        "\ud7ff",
        "\u202e",
        "²",
        "%",
        "%2e%2e%2f",
    ),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x",
        "a/../../b",
        "C:\\x",
        "//evil.example",
        "http://evil.example/",
        "file:///x",
    ),
    *(
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{7*7}}",
        "{% raw %}",
        "${x}",
        "=1+1",
        "a: [b",
        "- {x: &a *a}",
    ),
    *(
        "russia",
        "ukraine",
        "nobody",
        "territory",
        "frozen",
        "interests/russia/no_deal",
        "interests/russia/territory/frozen",
    ),
    *(
        "red_lines/0",
        "conditions/0",
        "linkages/1/adds",
        "parties/usa",
        "issues/sanctions",
        "leaders:1203-1299",
        "one-page",
        "brief",
    ),
    *(
        "agreement",
        "durability",
        "territory=frozen",
        "territory=frozen, guarantees=article5",
        "never=russia:territory=frozen",
    ),
    *("html", "docx", "csv", "xlsx", "zip", "1", "2", "washington-2025", "case", "é" * 50, "a" * 5_000),
)
FIELDS = (
    *(
        "at",
        "value",
        "seen",
        "version",
        "because",
        "confidence",
        "repair",
        "party",
        "issue",
        "option",
        "options",
        "name",
        "edit",
    ),
    *(
        "from",
        "suppose",
        "without",
        "with",
        "terms",
        "agreement",
        "page",
        "back",
        "number",
        "file",
        "text",
        "show",
        "draws",
        "for",
    ),
    *(
        "statement",
        "speaker",
        "stance",
        "firmness",
        "judgement",
        "source",
        "kind",
        "answer",
        "never",
        "unless",
        "when",
        "adds",
        "by",
    ),
)


def paths(workbench) -> list[tuple[str, str]]:
    """Every route of the workbench: its method and path."""
    found = [
        (method, route.path)
        for route in application(workbench).routes
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]
    assert len(found) > 5
    return found


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("part", range(2))
def test_no_request_is_too_much(visitor, workbench, folder, part, monkeypatch, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    monkeypatch.chdir(outside)
    (folder.parent / "beside.yaml").write_text("comity: 1\n", encoding="utf-8")
    around = {str(path) for path in folder.parent.iterdir()}
    chance = random.Random(SEED + part)
    routes = paths(workbench)
    slow = re.compile(r"/news$")  # stays open while there is news

    def word() -> str:
        return chance.choice(WORDS)

    for at in range(REQUESTS // 2):
        method, path = chance.choice(routes)
        if slow.search(path):
            continue
        usual = chance.random() < 0.7
        filled = re.sub(
            r"\{(\w+)(:\w+)?\}",
            lambda found: "washington-2025" if found[1] == "case" and usual else quote(word(), safe=""),  # noqa: B023
            path,
        )
        told = {chance.choice(FIELDS): word() for _ in range(chance.randrange(7))}
        headers = {"hx-request": "true"} if chance.random() < 0.4 else {}
        if method == "GET":
            answer = visitor.get(filled, params=told, headers=headers)
        elif chance.random() < 0.15:
            named = chance.choice(
                ("report.txt", "../../x.txt", "/x.docx", "a\x00b.pdf", "x" * 300 + ".html", "case.yaml", "")
            )
            answer = visitor.post(
                filled,
                data=told,
                files={chance.choice(("file", "report")): (named, word().encode("utf-8", "replace"))},
                headers=headers,
            )
        else:
            answer = visitor.post(filled, data=told, headers=headers)
        assert answer.status_code != 500, (at, method, filled, told)
        assert "Traceback" not in answer.text, (at, method, filled, told)
        if "html" in answer.headers.get("content-type", ""):
            assert "<script>alert" not in answer.text, (at, method, filled, told)
            assert "<img src=x" not in answer.text, (at, method, filled, told)
        moved = answer.headers.get("location", "/")
        assert moved.startswith(("/", "?")), (moved, filled, told)
        assert not moved.startswith("//"), (moved, filled, told)
    assert listing(outside) == {}
    assert {str(path) for path in folder.parent.iterdir()} == around
    assert not check(folder / "washington-2025" / "case.yaml").errors  # whatever was changed, it is still a case
