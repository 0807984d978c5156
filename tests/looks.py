"""The components of the workbench on one page, rendered as the workbench renders its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

WEB = Path(__file__).parents[1] / "src" / "comity" / "web"
STATIC = WEB / "static"
TEMPLATES = WEB / "templates"
SHEET = Path(__file__).parent / "web" / "components.html.j2"


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader([TEMPLATES, SHEET.parent]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def opened(title: str = "Talks on ending the war in Ukraine, Washington", marking: str = "Example for training") -> Any:
    """What base.html.j2 is told of an open case."""
    return SimpleNamespace(title=title, as_of="18 August 2025", marking=marking, href="/case/{}".format)


def components(case: Any = None) -> str:
    """Every component on one page of a case."""
    saved = SimpleNamespace(version=4, edits=3, at="17:42", note="1 value not taken")
    return environment().get_template(SHEET.name).render(case=case or opened(), page="overview", saved=saved)


def part(source: str, **data: Any) -> str:
    """A piece of a template with every macro at hand."""
    macros = environment().get_template("parts.html.j2").module
    public = {name: macro for name, macro in vars(macros).items() if not name.startswith("_")}
    return environment().from_string(source, globals=public).render(**data)
