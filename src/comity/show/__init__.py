"""A finding or a paper on a medium: one module a medium."""

from __future__ import annotations

from typing import Any

from comity.figure import Shown


def _for_notebooks(shown: Any) -> str:
    from comity.show.html import fragment

    return fragment(shown)


Shown.html_by = staticmethod(_for_notebooks)
