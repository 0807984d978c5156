"""The figures of who must say yes show what the tables say."""

from __future__ import annotations

from comity.agreements.space import Agreement
from comity.questions.consent import figures
from comity.questions.consent.answer import consent
from comity.questions.consent.coalitions import Coalitions, Say
from comity.questions.consent.home import Home
from comity.questions.consent.result import Consented, Pick
from talks import talks


def test_who_stops_agreements_alone_most_first() -> None:
    says = {"a": Say(5, 1), "b": Say(5, 3000), "c": Say(5, 0)}
    drawn = figures.blocking(talks(), Consented(("a", "b"), Coalitions(1, 1, says, None, {})))
    assert drawn is not None
    assert drawn.alt == "Stopped by one alone: Beta 3,000, Alpha 1."
    assert figures.blocking(talks(), Consented(("a", "b"), Coalitions(1, 1, {"a": Say(1, 0)}, None, {}))) is None


def test_how_safe_picks_are_at_home() -> None:
    deal = Agreement({"x": "p", "y": "p"})
    picks = (
        Pick(("nash", "egalitarian"), deal, 1, {}, Home(0.9, 0.534, {})),
        Pick(("utilitarian",), deal, 1, {}, Home(0.0, None, {})),
    )
    drawn = figures.at_home(Consented(("a",), None, picks=picks))
    assert drawn is not None
    assert drawn.alt == "Ratified where signed: Nash and Egalitarian 53."
    assert figures.at_home(Consented(("a",), None, picks=picks[1:])) is None


def test_a_finding_has_them() -> None:
    assert set(consent(talks(), draws=20).figures) == {"blocking"}
