"""What the pages of a workbench share: the opened folder, who is at it, the work under way."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.web.beginning.interviews import Interviews
from comity.web.folder import Folder
from comity.web.jobs import Jobs


@dataclass(frozen=True)
class Workbench:
    """A folder that is open on the workbench.

    by: who works at it, for the history; jobs: long work under way; interviews: those under way.
    """

    folder: Folder
    by: str = ""
    jobs: Jobs = field(default_factory=Jobs)
    interviews: Interviews = field(default_factory=Interviews)
