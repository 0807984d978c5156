"""A brief as one HTML file that fetches nothing when opened and prints well on paper."""

from __future__ import annotations

import html
import re
from importlib.resources import files

from comity.papers.brief import Brief, Part, Section


def page(brief: Brief) -> str:
    """The brief as the text of one self-contained HTML file."""
    from jinja2 import Environment
    from markupsafe import Markup

    template = files("comity.show").joinpath("brief.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    sections = [(_anchor(section), section.title, Markup(_content(section))) for section in brief.sections]
    rendered: str = environment.from_string(template).render(brief=brief, sections=sections)
    return rendered


def _anchor(section: Section) -> str:
    return "section-" + "-".join(re.findall(r"\w+", section.title.lower()))


def _content(section: Section) -> str:
    return "\n".join(_part(part) for part in section.parts)


def _part(part: Part) -> str:
    return f"<p>{html.escape(part)}</p>" if isinstance(part, str) else part.html()
