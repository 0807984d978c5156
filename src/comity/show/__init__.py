"""A finding or a paper on a medium: one module a medium."""

from __future__ import annotations

from typing import Any

from comity.figure import Shown


def _for_notebooks(shown: Any) -> str:
    from comity.papers.one_page.sheet import Sheet

    if isinstance(shown, Sheet):
        return _framed(shown)
    from comity.show.html import fragment

    return fragment(shown)


def _framed(sheet: Any) -> str:
    """A page that has a style of its own, in a frame, so that it does not change the notebook around it."""
    from html import escape

    from comity.show.one_page import one_page

    return (
        f'<iframe srcdoc="{escape(one_page(sheet))}" style="width:100%;height:80em;border:0" title="One page"></iframe>'
    )


Shown.html_by = staticmethod(_for_notebooks)
