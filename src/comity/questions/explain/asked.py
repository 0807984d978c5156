"""What may be explained, as people write it: "ukraine worth of 3", "russia weight of territory", "count of zopa".

A small grammar: words that fit none of its forms are refused with the list of them, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.agreements.space import Space
from comity.agreements.worth import Payoff
from comity.case.called import called
from comity.case.model import Case
from comity.problem import Place, Problem, Problems, nearest
from comity.questions.agreement.meant import Meant, meant
from comity.questions.agreement.terms_words import STAGES

LATER = ("efficient", "stable")
"""Stages that questions of their own find, behind the funnel of `agreement`."""

FORMS = (
    "PARTY worth of AGREEMENT",
    "PARTY gain of AGREEMENT",
    "PARTY no deal",
    "PARTY weight of ISSUE",
    "PARTY rating of ISSUE=OPTION",
    f"count of {'|'.join(stage for stage in STAGES if stage not in LATER)}",
)
"""What may be asked. AGREEMENT: its number in the list of `comity ask agreement`, terms, or the name of a proposal."""

_WORTH = re.compile(r"(?P<party>.+?)\s+(?P<kind>worth|gain)\s+of\s+(?P<agreement>.+)", re.IGNORECASE | re.DOTALL)
_NO_DEAL = re.compile(r"(?P<party>.+?)\s+no[\s_-]+deal", re.IGNORECASE)
_WEIGHT = re.compile(r"(?P<party>.+?)\s+weight\s+of\s+(?P<issue>.+)", re.IGNORECASE)
_RATING = re.compile(r"(?P<party>.+?)\s+rating\s+of\s+(?P<term>.+)", re.IGNORECASE)
_COUNT = re.compile(r"count\s+of\s+(?P<stage>.+)", re.IGNORECASE)


@dataclass(frozen=True)
class OfTerms:
    """The worth of some terms to a party, or what they gain it."""

    party: str
    meant: Meant


@dataclass(frozen=True)
class OfNoDeal:
    """What no deal is worth to a party."""

    party: str


@dataclass(frozen=True)
class OfIssue:
    """A party's weight on an issue, or, where an option is named, its rating of that."""

    party: str
    issue: str
    option: str | None = None


@dataclass(frozen=True)
class OfStage:
    """The count of a stage of the funnel."""

    stage: str


Asked = OfTerms | OfNoDeal | OfIssue | OfStage


def parsed(case: Case, words: str) -> Asked:
    """What is to be explained; raises Problems, all at once, for what is not in the case or not understood."""
    text = " ".join(words.split())
    if match := _COUNT.fullmatch(text):
        return OfStage(_stage(case, words, match["stage"]))
    for form, read in ((_WORTH, _terms), (_WEIGHT, _weight), (_RATING, _rating), (_NO_DEAL, _no_deal)):
        if match := form.fullmatch(text):
            return read(case, words, match.groupdict())
    what = "this is no number that can be explained"
    raise Problems([Problem(Place(f"'{text}'"), what, f"write {', or '.join(FORMS)}")])


def _terms(case: Case, words: str, said: Mapping[str, str]) -> OfTerms:
    problems: list[Problem] = []
    party = _party(case, words, said["party"], problems)
    if party and said["kind"].lower() == "gain" and case.interest_of(party).no_deal is None:
        what = f"what no deal is worth to {party} is not stated, so no gain over it is known"
        problems.append(Problem(Place(f"'{words}'"), what, f"ask for its worth, or state no_deal for {party}"))
    agreement = None
    try:
        agreement = meant(case, said["agreement"])
    except Problems as found:
        problems += found.problems
    if party is None or agreement is None or problems:
        raise Problems(problems)
    return OfTerms(party, agreement)


def _no_deal(case: Case, words: str, said: Mapping[str, str]) -> OfNoDeal:
    problems: list[Problem] = []
    party = _party(case, words, said["party"], problems)
    if party and case.interest_of(party).no_deal is None:
        what = f"what no deal is worth to {party} is not stated"
        problems.append(Problem(Place(f"'{words}'"), what, f"state no_deal for {party} in `interests`"))
    if party is None or problems:
        raise Problems(problems)
    return OfNoDeal(party)


def _weight(case: Case, words: str, said: Mapping[str, str]) -> OfIssue:
    problems: list[Problem] = []
    party = _party(case, words, said["party"], problems)
    issues = {name: issue.name for name, issue in case.issues.items()}
    issue = called(said["issue"], issues)
    if issue is None:
        problems.append(
            Problem(Place(f"'{words}'"), f"unknown issue '{said['issue']}'", nearest(said["issue"], issues))
        )
    elif party:
        _check_weighed(case, words, party, issue, problems)
        if not problems and case.interest_of(party).scale == "points":
            what = f"{party} counts in points that add up, without weights"
            problems.append(Problem(Place(f"'{words}'"), what, f'ask for "{party} rating of {issue}=OPTION"'))
    if party is None or issue is None or problems:
        raise Problems(problems)
    return OfIssue(party, issue)


def _rating(case: Case, words: str, said: Mapping[str, str]) -> OfIssue:
    problems: list[Problem] = []
    party = _party(case, words, said["party"], problems)
    terms: dict[str, str] = {}
    try:
        terms = Space.of(case).parse_terms(said["term"])
        if len(terms) != 1:
            problems.append(Problem(Place(f"'{words}'"), "a rating is of one option", "name one issue=option"))
        elif party:
            _check_weighed(case, words, party, next(iter(terms)), problems)
    except Problems as found:
        problems += found.problems
    if party is None or problems:
        raise Problems(problems)
    ((issue, option),) = terms.items()
    return OfIssue(party, issue, option)


def _party(case: Case, words: str, name: str, problems: list[Problem]) -> str | None:
    """The party or member that is meant; a problem where there is none, or none with interests."""
    names = {party: described.name for party, described in case.everyone().items()}
    whose = re.sub(r"['’]s$", "", name)
    party = called(name, names) or called(whose, names)
    if party is None:
        problems.append(Problem(Place(f"'{words}'"), f"unknown party '{name}'", nearest(whose, names)))
    elif party not in Payoff.of(case).worths:
        weighing = nearest("", Payoff.of(case).worths)
        problems.append(Problem(Place(f"'{words}'"), f"{party} has no interests", weighing or "state them first"))
        return None
    return party


def _check_weighed(case: Case, words: str, party: str, issue: str, problems: list[Problem]) -> None:
    stated = case.interest_of(party).issues
    if issue not in stated:
        what = f"{party} states no interest in {issue}, so it adds nothing to what anything is worth to it"
        problems.append(Problem(Place(f"'{words}'"), what, nearest("", stated)))


def _stage(case: Case, words: str, name: str) -> str:
    """The stage that is meant, among those that the case has."""
    has = {"ratified": any(case.everyone()[each].ratified_by for each in case.asked()), "spoilers": case.spoilers()}
    stages = {stage: title for stage, title in STAGES.items() if has.get(stage, stage not in LATER)}
    stage = called(name, stages) or called(name.replace(" ", "_"), stages)
    stage = stage or called(name, {each: title.partition(" (")[0] for each, title in stages.items()})
    if stage is None:
        raise Problems([Problem(Place(f"'{words}'"), f"unknown stage '{name}'", nearest(name, stages))])
    return stage
