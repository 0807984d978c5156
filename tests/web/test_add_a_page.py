"""The how-to on adding a page: whoever takes its steps has added it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from jinja2 import ChoiceLoader, DictLoader

from comity.web import app, rendering

ROOT = Path(__file__).parents[2]
STEP = re.compile(r"^```\{code-block\} \S+\n:caption: (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = dict(STEP.findall((ROOT / "docs" / "how-to" / "add-a-page.md").read_text("utf-8")))


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The page of the how-to in its place; the tests of the page, as a module."""
    page, tests = ModuleType("comity.web.pages.parties"), ModuleType("test_parties")
    monkeypatch.setitem(sys.modules, page.__name__, page)
    exec(STEPS["src/comity/web/pages/parties.py"], page.__dict__)
    exec(STEPS["tests/web/test_parties.py"], tests.__dict__)
    environment = rendering.environment()
    assert environment.loader is not None
    written = DictLoader({"parties.html.j2": STEPS["src/comity/web/templates/parties.html.j2"]})
    monkeypatch.setattr(environment, "loader", ChoiceLoader([written, environment.loader]))
    there = [*app.iter_modules(app.pages.__path__), SimpleNamespace(name="parties")]
    monkeypatch.setattr(app, "iter_modules", lambda _: there)
    return tests


def test_whoever_takes_the_steps_has_added_a_page(added: ModuleType, request: pytest.FixtureRequest) -> None:
    visitor = request.getfixturevalue("visitor")  # only now: the application is made of the pages that there are
    added.test_everybody_is_listed(visitor)
    assert "aria-current" not in visitor.get("/case/washington-2025/parties").text  # not in the list of the pages
