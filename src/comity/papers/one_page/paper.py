"""The one page of a case as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress
from comity.agreements.suppose import supposed
from comity.case.check import read_case
from comity.case.model import Case
from comity.papers.one_page.answer import one_page
from comity.papers.one_page.parts import OneSheet, sections
from comity.papers.running import running


def one_sheet(
    case: Case,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    since: Path | str | Case | None = None,
    progress: Progress | None = None,
) -> OneSheet:
    """The one page of a case as a paper.

    without, suppose, progress: as for every question; since: the last version of the case, or its file, where the page
    is to tell what has changed since. Raises Problems for what is not in the case, and where that file is not fit for
    use or has other issues or options.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    earlier = since if since is None or isinstance(since, Case) else read_case(since)
    page = one_page(case, without=without, suppose=suppose, earlier=earlier)
    if progress is not None:
        progress(1.0)
    sheet = page.sheet
    return OneSheet(
        title=sheet.title,
        subtitle=sheet.subtitle,
        warnings=(sheet.supposed.text,) if sheet.supposed else (),
        verdict=(sheet.headline.text, sheet.lead.text),
        sections=sections(sheet),
        running=running(supposed(case, without, suppose)),
        data={"one_page": page.numbers.json()},
        sheet=sheet,
    )
