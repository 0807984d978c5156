"""The judgements that decide most, alone: what a paper tells of doubt, without a reading of the ranges."""

from __future__ import annotations

from comity.agreements.allowed import TooMany
from comity.agreements.curves import Curves
from comity.agreements.draws import Draws
from comity.agreements.readings import drawn_from
from comity.agreements.worth import HIGH, LOW
from comity.case.model import Case
from comity.questions.doubt import ranking
from comity.questions.doubt.ranking import Ranked


def deciding(case: Case) -> tuple[Ranked, ...]:
    """The judged numbers with a range by how many agreements each decides alone, and the picks it changes.

    Exact, at the ends of each range with all else in the middle, as in `doubt`; empty where there is no range, nobody
    signs, or the agreements are too many to be listed. Worked out once a case.
    """
    return case.kept.of("deciding", drawn_from(case), lambda: _deciding(case))


def _deciding(case: Case) -> tuple[Ranked, ...]:
    try:
        draws = Draws.of(case)
    except TooMany:
        return ()
    places, judged = draws.readings.places, draws.readings.judged
    if not places or not draws.voices:
        return ()
    ranges = {place: (judged.numbers[place].ends[LOW], judged.numbers[place].ends[HIGH]) for place in places}
    # Agreements that no value in the ranges makes possible are at no value of one of them.
    ranked = ranking.at_ends(case, Curves.of(judged, draws.choices), ranges)
    changes = ranking.changes(draws, places)
    return ranking.ranked(ranking.with_changes(ranked, changes))
