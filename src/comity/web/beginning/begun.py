"""A case that has only been begun: its file lacks what every case needs, and that is no mistake."""

from __future__ import annotations

from comity.live import Live
from comity.problem import Problems


def only_begun(live: Live) -> bool:
    """Whether a file is a case that still lacks what every case needs, and answers to questions could fill it in."""
    from comity.case.interview.interview import Interview

    try:
        return not Interview.resumed(live.document).is_case
    except Problems:
        return False


def begun_title(live: Live, otherwise: str) -> str:
    """What a file calls its case, where no case can be made of it yet."""
    from comity.case.interview.interview import Interview

    try:
        said = Interview.resumed(live.document).so_far.at("title")
    except Problems:
        return otherwise
    return said if isinstance(said, str) and said.strip() else otherwise
