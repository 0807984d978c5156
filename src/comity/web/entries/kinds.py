"""The kinds of entries that have a form on the table, in the order in which they stand below the sheet."""

from __future__ import annotations

from comity.web.entries.clauses import CONDITIONS, LINKAGES, RED_LINES
from comity.web.entries.issues import ISSUES
from comity.web.entries.kind import Kind
from comity.web.entries.no_deal import NO_DEAL
from comity.web.entries.parties import PARTIES
from comity.web.entries.views import VIEWS

LISTED = (RED_LINES, CONDITIONS, LINKAGES, NO_DEAL, PARTIES, ISSUES)
KINDS: dict[str, Kind] = {kind.name: kind for kind in (*LISTED, VIEWS)}
