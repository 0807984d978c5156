"""The components of the workbench on one page, rendered as the workbench renders its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader

from comity.web import rendering

WEB = Path(__file__).parents[1] / "src" / "comity" / "web"
STATIC = WEB / "static"
TEMPLATES = WEB / "templates"
SHEET = Path(__file__).parent / "web" / "components.html.j2"


@cache
def environment() -> Environment:
    """The workbench's own, with the demonstration beside its templates."""
    return rendering.environment().overlay(loader=FileSystemLoader([TEMPLATES, SHEET.parent]))


def opened(title: str = "Talks on ending the war in Ukraine, Washington", marking: str = "Example for training") -> Any:
    """What base.html.j2 is told of an open case."""
    return SimpleNamespace(title=title, as_of="18 August 2025", marking=marking, href="/case/{}".format)


def components(case: Any = None) -> str:
    """Every component on one page of a case."""
    saved = SimpleNamespace(version=4, edits=3, at="17:42", note="1 value not taken")
    return environment().get_template(SHEET.name).render(case=case or opened(), page="overview", saved=saved)


def part(source: str, **data: Any) -> str:
    """A piece of a template, with every macro as `ui`."""
    return environment().from_string(source).render(**data)


def barriers(tab: Any) -> list[tuple[str, str]]:
    """What axe finds on a page in a browser that somebody could not read or use: the rule and how bad it is."""
    from axe_playwright_python.sync_playwright import Axe

    return [(rule["id"], rule["impact"]) for rule in Axe().run(tab).response["violations"]]


def past_the_edge(tab: Any) -> list[str]:
    """The beginnings of what stands wider than the window, drawings and what only a screen reader says left out."""
    found: list[str] = tab.evaluate(
        """[...document.querySelectorAll('body *')].filter(e => !e.closest('svg, .unseen, .told:not(:popover-open)')
           && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
    )
    return found
