"""Comity: a workbench for multi-party negotiations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.case.check import read_case as read_case
    from comity.case.model import Case as Case
    from comity.finding import Finding as Finding
    from comity.live import Live as Live
    from comity.papers.brief import brief as brief
    from comity.papers.one_page.answer import one_page as one_page
    from comity.problem import Problems as Problems
    from comity.questions.agreement.answer import agreement as agreement
    from comity.questions.agreement.improve import improvements as improvements
    from comity.questions.agreement.objections import objections as objections
    from comity.questions.bargaining.answer import bargaining as bargaining
    from comity.questions.change.answer import change as change
    from comity.questions.change.compare import compare as compare
    from comity.questions.consent.answer import consent as consent
    from comity.questions.deadlock.answer import deadlock as deadlock
    from comity.questions.deadlock.wanted import what_it_takes as what_it_takes
    from comity.questions.doubt.answer import doubt as doubt
    from comity.questions.durability.answer import durability as durability
    from comity.questions.explain.answer import explain as explain
    from comity.questions.frontier.answer import frontier as frontier
    from comity.questions.influence.answer import influence as influence
    from comity.questions.sequence.answer import sequence as sequence
    from comity.questions.stability.answer import stability as stability

    __version__: str

_HOMES = {
    "read_case": "comity.case.check",
    "Case": "comity.case.model",
    "Live": "comity.live",
    "agreement": "comity.questions.agreement.answer",
    "objections": "comity.questions.agreement.objections",
    "improvements": "comity.questions.agreement.improve",
    "frontier": "comity.questions.frontier.answer",
    "bargaining": "comity.questions.bargaining.answer",
    "deadlock": "comity.questions.deadlock.answer",
    "what_it_takes": "comity.questions.deadlock.wanted",
    "durability": "comity.questions.durability.answer",
    "doubt": "comity.questions.doubt.answer",
    "consent": "comity.questions.consent.answer",
    "influence": "comity.questions.influence.answer",
    "stability": "comity.questions.stability.answer",
    "sequence": "comity.questions.sequence.answer",
    "explain": "comity.questions.explain.answer",
    "change": "comity.questions.change.answer",
    "compare": "comity.questions.change.compare",
    "brief": "comity.papers.brief",
    "one_page": "comity.papers.one_page.answer",
    "Finding": "comity.finding",
    "Problems": "comity.problem",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> Any:
    """Import the public names on first use, so that the command line starts at once."""
    if name == "__version__":
        from importlib.metadata import version

        return version("comity")
    if name not in _HOMES:
        raise AttributeError(f"module 'comity' has no attribute {name!r}")
    from importlib import import_module

    import_module("comity.show")  # says how notebooks show what the door hands out
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
