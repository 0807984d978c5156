"""The kinds of entries that have a form on the table, in the order in which they stand below the sheet."""

from __future__ import annotations

from comity.web.entries.clauses import CONDITIONS, LINKAGES, RED_LINES
from comity.web.entries.consent import CONSENT
from comity.web.entries.contest import CONTEST
from comity.web.entries.issues import ISSUES
from comity.web.entries.kind import Kind
from comity.web.entries.listens import LISTENS
from comity.web.entries.measures import MEASURES
from comity.web.entries.messages import MESSAGES
from comity.web.entries.messengers import MESSENGERS
from comity.web.entries.no_deal import NO_DEAL
from comity.web.entries.parties import PARTIES
from comity.web.entries.payments import PAYMENTS
from comity.web.entries.preconditions import PRECONDITIONS
from comity.web.entries.talks import TALKS
from comity.web.entries.ties import TIES
from comity.web.entries.today import TODAY
from comity.web.entries.views import VIEWS

COURSE = (TODAY, PRECONDITIONS, TALKS, MEASURES)
"""What the course of the talks rests on."""
VOICES = (MESSAGES, TIES, MESSENGERS, LISTENS)
"""What the answer rests on who may move whom."""
LISTED = (RED_LINES, CONDITIONS, LINKAGES, NO_DEAL, *COURSE, *VOICES, CONSENT, PAYMENTS, CONTEST, PARTIES, ISSUES)
KINDS: dict[str, Kind] = {kind.name: kind for kind in (*LISTED, VIEWS)}
