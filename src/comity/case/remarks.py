"""What a careful colleague would say of a case that is fit for use: what may not be meant, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.case.coherence import Coherence
from comity.case.estimate import Estimate
from comity.case.model import NO_OUTCOME, Case, Condition, Interest, IssueInterest, RedLine
from comity.case.paths import evidence_paths
from comity.case.tree import Path

SHOWN = 3
"""How many remarks a finding shows, with those that the question found; `comity check` shows the others."""

OF_A_KIND = 5
"""How many remarks of one kind are made one by one."""

WHOLE_SCALE = 95
"""From which width on a range of the scale of 0 to 100 says nothing."""

FAR_APART = 100
"""How many times one weight may be another before it is asked whether both are on one scale."""

NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Remark:
    """One thing that may not be meant: its place in the file, what it is, and what to do."""

    path: Path
    what: str
    fix: str

    def sentence(self) -> str:
        """The remark as a finding shows it."""
        return f"{self.what[0].upper()}{self.what[1:]}; {self.fix}."


def remarks(case: Case) -> tuple[Remark, ...]:
    """Everything that may not be meant in a case without errors, what changes answers most first."""
    sections = tuple(getattr(case, name) for name in type(case).model_fields)
    return case.kept.of("remarks", sections, lambda: _worked_out(case))


def _worked_out(case: Case) -> tuple[Remark, ...]:
    colleague = _Colleague(case)
    kinds = (
        colleague.no_deals,
        colleague.groups,
        colleague.red_lines_against_ratings,
        colleague.linkages,
        colleague.flat_issues,
        colleague.settled_jointly,
        colleague.dates,
        colleague.grounds,
        colleague.wide_ranges,
        colleague.weights,
        colleague.options,
    )
    return tuple(remark for kind in kinds for remark in _few(kind()))


def told(case: Case, *found: str) -> tuple[str, ...]:
    """The remarks that a finding shows, as sentences, and how many others there are.

    found: remarks on what the question found, which come first, and all of them: no check of the file would tell them.
    """
    sentences = [*found, *_evidence(case), *(remark.sentence() for remark in remarks(case))]
    most = max(SHOWN, len(found))
    shown, more = sentences[:most], len(sentences) - most
    if more > 0:
        shown[-1] += f" ({more} more {'remark' if more == 1 else 'remarks'} in the check of the file.)"
    return tuple(shown)


_DEAL = r"(?:agreement|deal|accord|settlement|breakthrough)"
_NOT_AGREED = re.compile(
    rf"\bwithout (?:(?:an|a|any|reaching an|reaching a|reaching any) )?(?:{_DEAL}|result)\b"
    rf"|\b(?:reach|with|produc|br[io]ng|brought|yield|made)\w* no {_DEAL}\b"
    rf"|\bno {_DEAL} (?:was|were|has been|had been|(?:is )?in sight|is near|(?:is )?reached|so far|yet|emerged)\b"
    rf"|\b(?:have|has|had|did|do|does|could|can)(?:n['’]t| not| not yet| still not|not) "
    rf"(?:yet )?(?:agree|come to terms|reach(?:ed)? (?:an?|any) {_DEAL})"
    r"|\bfail(?:s|ed)? to (?:agree|reach|come to)"
    r"|\b(?:talks|negotiations|summit|meeting) (?:have |has |had )?(?:fail|collaps|stall|br[eo]ke|ended? without)"
    r"|\b(?:deadlock|impasse|stalemate)|\bwalk(?:s|ed)? out\b|\bbr[eo]ke?n? (?:off|down)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    rf"\b(?:sign|reach|conclud)\w* (?:an?|the|their) (?:\w+ )?(?:{_DEAL}|treaty|memorandum)\b"
    rf"|\b(?:{_DEAL}|treaty|memorandum) (?:is|was|has been) (?:signed|reached|concluded)\b",
    re.IGNORECASE,
)


def not_agreed(case: Case) -> str | None:
    """What a case says of its parties not having agreed, unless a later development says that they have."""
    said = [(f"{each.date:%Y-%m-%d}: ", each.what) for each in sorted(case.developments, key=lambda each: each.date)]
    for when, words in [*reversed(said), ("", case.about or "")]:
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(words.split())):
            if _NOT_AGREED.search(sentence):
                return f"{when}{sentence}"
        if when and _AGREED.search(words):
            return None
    return None


def possible_not_agreed(case: Case, closest: str = "") -> tuple[str, ...]:
    """That an agreement is possible by the judgements while the case says that the parties have not agreed, and what to
    check first; nothing where it does not say so.

    closest: the signer that gains least by the best agreement, by its name; empty where that is not known.
    """
    if case.outcome in case.proposals:
        return ()
    said = not_agreed(case)
    quoted = "its outcome is none" if said is None else f"“{said}”"
    if said is None and case.outcome != NO_OUTCOME:
        return ()
    whose = f" of {closest}, which gains least by the best of them" if closest else "s"
    return (
        "Agreements are possible by these judgements, while the case says that the parties have not agreed "
        f"({quoted}). A possible agreement is not an agreed one: check first whether a red line is missing, then the "
        f"no-deal value{whose}.",
    )


def _few(found: Iterable[Remark]) -> Iterator[Remark]:
    """The first remarks of a kind, and how many more there are."""
    kind = list(found)
    if len(kind) <= OF_A_KIND:
        yield from kind
        return
    yield from kind[: OF_A_KIND - 1]
    rest = kind[OF_A_KIND - 1]
    more = len(kind) - OF_A_KIND
    yield Remark(
        rest.path, rest.what, f"{rest.fix}; the same holds at {more} more {'place' if more == 1 else 'places'}"
    )


def _evidence(case: Case) -> Iterator[str]:
    """That evidence does not stand where the case says; `comity check` tells each piece with its place."""
    pieces = {piece for _, piece in evidence_paths(case)}
    kinds = [standing.kind for piece in pieces if (standing := case.standing(piece)) is not None]
    moved, changed = kinds.count("moved"), kinds.count("changed")
    if changed:
        them = "1 piece of evidence reads" if changed == 1 else f"{changed} pieces of evidence read"
        yield f"{them} otherwise than noted, since the source was edited; the check of the file shows where."
    if moved:
        them = "1 piece of evidence has" if moved == 1 else f"{moved} pieces of evidence have"
        found = f"{'was' if moved == 1 else 'were'} found again"
        yield f"{them} moved with an edited source and {found}; mending the file notes the new places."
    torn = sum(
        any(case.source_texts[piece.source].half_words((piece.start, piece.end)))
        for piece in pieces
        if piece.start is not None and piece.end is not None and piece.source in case.source_texts and not piece.words
    )
    if torn:
        them = "1 piece of evidence begins or ends" if torn == 1 else f"{torn} pieces of evidence begin or end"
        yield f"{them} inside a word, so the source may have been edited; the check of the file shows where."


class _Colleague:
    """The remarks on one case, one method a kind."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.everyone = case.everyone()
        self._interests: dict[str, Interest] = {}
        self._coherence = Coherence(case)
        self._constrained = bool(case.conditions) and self._coherence.allows({})

    def _interest(self, party: str) -> Interest:
        if party not in self._interests:
            self._interests[party] = self.case.interest_of(party)
        return self._interests[party]

    def _name(self, party: str) -> str:
        return self.everyone[party].name

    def no_deals(self) -> Iterator[Remark]:
        """No-deal values out of reach: the party refuses, or accepts, whatever is agreed."""
        for party, stated in self.case.interests.items():
            interest = self._interest(party)
            if stated.no_deal is None or not interest.issues:
                continue
            least, most = self._reach(party, interest)
            middle, name = float(stated.no_deal.point), self._name(party)
            path: Path = ("interests", party, "no_deal")
            if middle > most + NEGLIGIBLE:
                what = (
                    f"no deal is worth {stated.no_deal.words()} to {name} and no agreement more than {_number(most)}, "
                    "so it refuses every one"
                )
                yield Remark(path, what, "check that the value of no deal is on the scale of its ratings")
            elif middle < least - NEGLIGIBLE:
                what = (
                    f"no deal is worth {stated.no_deal.words()} to {name} and every agreement at least "
                    f"{_number(least)}, so it accepts every one that crosses no red line"
                )
                yield Remark(path, what, "check that nothing agreed can be worse for it than no deal")

    def _reach(self, party: str, interest: Interest) -> tuple[float, float]:
        """Between which values the worth of every agreement lies, each issue and linkage taken by itself."""
        weights = {
            name: float(stated.weight.point) if stated.weight else 1.0 for name, stated in interest.issues.items()
        }
        total = sum(weights.values()) if interest.scale == "weights" else 1.0
        least = most = 0.0
        for name, stated in interest.issues.items():
            ratings = [_middle(rating) for rating in stated.ratings.values()]
            share = weights[name] / total if total else 0.0
            least, most = least + share * min(ratings), most + share * max(ratings)
        for linkage in self.case.linkages_of(party):
            adds = _middle(linkage.adds)
            least, most = least + min(0.0, adds), most + max(0.0, adds)
        return least, most

    def groups(self) -> Iterator[Remark]:
        """Groups that sign by judgements which run against those of most of their members."""
        for name, party in self.everyone.items():
            own = self._interest(name).issues
            if not party.signs or not party.members or not own or party.decides or party.ratified_by:
                continue
            against = [member for member in party.members if self._runs_against(own, member)]
            if 2 * len(against) > len(party.members):
                members = ", ".join(self._name(member) for member in against)
                what = (
                    f"{party.name} signs by its own judgements, and those of most of its members ({members}) run "
                    "against them"
                )
                fix = "check who decides for the group; its members' judgements change no count"
                yield Remark(("interests", name) if name in self.case.interests else ("interests",), what, fix)

    def _runs_against(self, group: dict[str, IssueInterest], member: str) -> bool:
        """Whether what a member gains from one option over another is, on the whole, what its group loses."""
        if member not in self.case.interests:
            return False
        together = 0.0
        for issue, stated in self._interest(member).issues.items():
            if issue in group and stated.ratings.keys() == group[issue].ratings.keys():
                ours, theirs = _deviations(group[issue]), _deviations(stated)
                together += sum(ours[option] * theirs[option] for option in ours)
        return together < -NEGLIGIBLE

    def red_lines_against_ratings(self) -> Iterator[Remark]:
        """Red lines that refuse what their own party rates highest."""
        today = self.case.red_lines_today()
        for at, (name, line) in enumerate(self.case.named_red_lines().items()):
            if name not in today or line.unless or len(line.never) != 1 or line.party not in self.everyone:
                continue
            (issue, refused), *_ = line.never.items()
            stated = self._interest(line.party).issues.get(issue)
            others = [o for o in stated.ratings if o not in refused] if stated else []
            if not stated or not others:
                continue
            best = max(
                refused, key=lambda option: _middle(stated.ratings[option]) if option in stated.ratings else -1e300
            )
            if best in stated.ratings and _middle(stated.ratings[best]) > max(
                _middle(stated.ratings[o]) for o in others
            ):
                what = (
                    f"{self._name(line.party)} will not sign {issue}={best} (red line {name}) and rates it "
                    f"above all else on {issue}"
                )
                yield Remark(("red_lines", at), what, "check the red line and the rating: one of them may be reversed")

    def linkages(self) -> Iterator[Remark]:
        """Linkages that hold in no coherent agreement."""
        for at, linkage in enumerate(self.case.linkages):
            if self._constrained and not self._coherence.allows(linkage.when):
                whose = self._name(linkage.party)
                what = f"linkage {at + 1}, of {whose} on {' and '.join(linkage.when)}, holds in no coherent agreement"
                yield Remark(("linkages", at), what, "check it against the conditions; as it stands it changes nothing")

    def flat_issues(self) -> Iterator[Remark]:
        """Issues that have weight for a party which rates every option of them the same."""
        for party, interest in self.case.interests.items():
            for issue, stated in interest.issues.items():
                ratings = {(rating.low, rating.high) for rating in stated.ratings.values()}
                weighs = stated.weight is not None and stated.weight.high > 0 and not stated.weight.draft
                if weighs and len(stated.ratings) > 1 and len(ratings) == 1:
                    weight = stated.weight.words() if stated.weight else ""
                    what = f"{self._name(party)} gives {issue} weight {weight} and rates its options all the same"
                    fix = "rate them apart, or take the weight away: it makes all else count for less"
                    yield Remark(("interests", party, issue), what, fix)

    def settled_jointly(self) -> Iterator[Remark]:
        """What would hold whoever decides an issue alone, of one that nobody does."""
        for name, issue in self.case.issues.items():
            named = issue.options if issue.steps is None else {}
            one_way = [option for option, each in named.items() if each.one_way]
            said = [*(["binding"] if issue.binding else []), *(f"one_way ({option})" for option in one_way)]
            if said and issue.decided_by is None:
                verb = "say" if len(said) > 1 else "says"
                what = f"{' and '.join(said)} of {name} {verb} nothing, since nobody decides {name} alone"
                yield Remark(("issues", name), what, "name who does (`decided_by`), or leave it out")

    def dates(self) -> Iterator[Remark]:
        """What is dated after the day that the case describes."""
        if self.case.as_of is None or self.case.as_of != self.case.whole.as_of:
            return
        for name, source in self.case.sources.items():
            if source.date and source.date > self.case.as_of:
                what = (
                    f"source {name} is dated {source.date}, after the day that the case describes ({self.case.as_of})"
                )
                yield Remark(("sources", name, "date"), what, "check the date, or set `as_of` later")
        for name, proposal in self.case.proposals.items():
            if proposal.date and proposal.date > self.case.as_of:
                what = (
                    f"proposal {name} is dated {proposal.date}, after the day that the case describes "
                    f"({self.case.as_of})"
                )
                yield Remark(("proposals", name, "date"), what, "check the date, or set `as_of` later")
        for at, development in enumerate(self.case.developments):
            if development.date > self.case.as_of:
                what = (
                    f"a development is dated {development.date}, after the day that the case describes "
                    f"({self.case.as_of})"
                )
                yield Remark(("developments", at, "date"), what, "check the date, or set `as_of` later")

    def grounds(self) -> Iterator[Remark]:
        """Red lines that nothing bears out."""
        for at, (name, line) in enumerate(self.case.named_red_lines().items()):
            what = "" if line.draft else _groundless(line)
            if what:
                fix = "say on what it rests: a red line rules agreements out however good they are"
                yield Remark(("red_lines", at), f"red line {name} of {self._name(line.party)} has {what}", fix)

    def wide_ranges(self) -> Iterator[Remark]:
        """Ranges over the whole scale, a remark a party; drafts are told as such."""
        for party, interest in self.case.interests.items():
            if self.case.scale_of(party) != "weights" or interest.draft:
                continue
            wide: list[tuple[Path, str]] = [
                (("interests", party, issue, option), f"{issue}={option}")
                for issue, stated in interest.issues.items()
                if not stated.draft
                for option, rating in stated.ratings.items()
                if not rating.draft and rating.high - rating.low >= WHOLE_SCALE
            ]
            no_deal = interest.no_deal
            if no_deal and not no_deal.draft and no_deal.high - no_deal.low >= WHOLE_SCALE:
                wide.insert(0, (("interests", party, "no_deal"), "no_deal"))
            if wide:
                named = ", ".join(words for _, words in wide[:SHOWN]) + (", ..." if len(wide) > SHOWN else "")
                what = f"{self._name(party)} is given the whole scale as a range for {named}, which says nothing"
                yield Remark(wide[0][0], what, "answers use the middle; narrow the range where anything is known")

    def weights(self) -> Iterator[Remark]:
        """Weights so far apart that they may not be on one scale."""
        for party, interest in self.case.interests.items():
            weights = {
                issue: _middle(stated.weight)
                for issue, stated in interest.issues.items()
                if stated.weight and stated.weight.high
            }
            if not weights:
                continue
            least, most = min(weights, key=lambda i: weights[i]), max(weights, key=lambda i: weights[i])
            if weights[most] > FAR_APART * weights[least]:
                what = (
                    f"the weights of {self._name(party)} run from {_number(weights[least])} ({least}) to "
                    f"{_number(weights[most])} ({most})"
                )
                fix = "check that all are on one scale, shares or percent; only their proportions count"
                yield Remark(("interests", party, least, "weight"), what, fix)

    def options(self) -> Iterator[Remark]:
        """Issues that settle nothing, and options that no coherent agreement has."""
        for name, issue in self.case.issues.items():
            if len(issue.options) == 1:
                what = f"issue {name} has one option, so there is nothing to settle"
                yield Remark(("issues", name), what, "add what else was considered, or leave the issue out")
            told = any(_shuts_itself_out(rule, name) for rule in self.case.conditions)  # by check, at the condition
            named = issue.options if issue.steps is None and len(issue.options) > 1 else ()
            for option in named if self._constrained and not told else ():
                if not self._coherence.allows({name: (option,)}):
                    what = f"no coherent agreement has {name}={option}"
                    yield Remark(("issues", name, "options", option), what, "check the conditions that name it")


def _shuts_itself_out(rule: Condition, issue: str) -> bool:
    return issue in rule.if_ and issue in rule.then and not set(rule.if_[issue]) & set(rule.then[issue])


def _groundless(line: RedLine) -> str:
    if not (line.because or "").strip() and not line.evidence:
        return "neither reason nor evidence"
    return "no evidence for being constitutional" if line.firmness == "constitutional" and not line.evidence else ""


def _deviations(stated: IssueInterest) -> dict[str, float]:
    """How far each option lies above the party's mean on the issue, times the issue's weight."""
    ratings = {option: _middle(rating) for option, rating in stated.ratings.items()}
    mean = sum(ratings.values()) / len(ratings)
    weight = _middle(stated.weight) if stated.weight else 1.0
    return {option: weight * (rating - mean) for option, rating in ratings.items()}


def _middle(estimate: Estimate) -> float:
    return (estimate.low + estimate.high) / 2


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
