"""Every link on the pages of a case leads to a page that there is."""

import re
from urllib.parse import urlsplit

import pytest
from starlette.routing import Match

from comity.web.app import application

PAGES = ("overview", "agreements", "table", "what-if", "questions", "sources", "drafts", "documents", "history", "file")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page(visitor, workbench, name):
    routes = application(workbench).routes
    page = visitor.get(f"/case/washington-2025/{name}")
    assert page.status_code == 200
    paths = {urlsplit(link).path for link in re.findall(r'href="(/[^"]*)"', page.text)}
    assert len(paths) > 5
    asked = ({"type": "http", "method": "GET", "path": path, "headers": []} for path in paths)
    lost = [each["path"] for each in asked if all(route.matches(each)[0] != Match.FULL for route in routes)]
    assert lost == []


def test_a_source_that_reports_a_development_is_open_behind_its_link(visitor):
    page = visitor.get("/case/washington-2025/history").text
    talks = page[page.index('id="talks"') :]
    links = set(re.findall(r'href="(/case/washington-2025/sources\?source=[^"]*)">([^<]*)<', talks))
    assert links
    for link, title in links:
        assert f"<h2>{title}</h2>" in visitor.get(link).text
