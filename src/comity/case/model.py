"""Everything known of one negotiation, as of a date: parties, issues, interests, red lines, conditions, linkages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema, field_validator, model_validator
from pydantic_core import PydanticCustomError

from comity.case.clauses import Condition as Condition
from comity.case.clauses import Linkage as Linkage
from comity.case.clauses import Reading as Reading
from comity.case.clauses import RedLine as RedLine
from comity.case.consent import Rule
from comity.case.contest import Contest, NoDeal, WarValue, war_share
from comity.case.dated import as_judged, dated_parts, holds, with_id, without_drafts
from comity.case.development import Development as Development
from comity.case.estimate import Estimate, exact
from comity.case.evidence import SourceText, Standing
from comity.case.gathered import gathered, opened
from comity.case.in_steps import in_steps
from comity.case.issue import NOT_OPTIONS as NOT_OPTIONS
from comity.case.issue import Issue as Issue
from comity.case.issue import Option as Option
from comity.case.judgement import JUDGEMENT_FIELDS, Evidence, Judgement, Part, YesNo
from comity.case.judgement import Firmness as Firmness
from comity.case.kept import Kept, same_parts
from comity.case.measure import Measures
from comity.case.messages import Message, Messenger
from comity.case.no_deal import LikeValue
from comity.case.origin import Origin
from comity.case.party import Party as Party
from comity.case.party import everyone, groups_above, without_draft_listening
from comity.case.payments import Payments
from comity.case.points import Points
from comity.case.proposal import NO_OUTCOME as NO_OUTCOME
from comity.case.proposal import Proposal as Proposal
from comity.case.talks import Precondition, Talks
from comity.case.terms import Name, entries, items
from comity.case.ties import Tie

Scale = Literal["weights", "points"]

NOT_ISSUES = ("no_deal", "scale", "issues", *JUDGEMENT_FIELDS)


SECTIONS = (
    *("issues", "conditions", "interests", "linkages", "red_lines", "contest"),
    *("messages", "ties", "preconditions", "talks", "measures"),
)
"""What may have been otherwise before a development."""


class Source(Part):
    """A report that was read."""

    file: str = Field(description="Its path, from the folder of the case file.")
    title: str | None = Field(None, description="Its title, as findings cite it.")
    date: dt.date | None = Field(None, description="When it was published, as 2025-08-18.")
    publisher: str | None = Field(None, description="Who published it.")


class IssueInterest(Judgement):
    """A party's weight on an issue and its rating of every option, 0 to 100."""

    weight: Estimate | None = Field(None, description="How much the issue matters, relative to the party's others.")
    ratings: dict[str, Estimate] = Field(
        min_length=1,
        description="Every option of the issue, by its short name, with how good it is for the party; of an amount "
        "both of its ends and any steps between, with straight lines from one to the next.",
    )

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, value: Any) -> Any:
        return gathered(value, "ratings", NOT_OPTIONS)

    def rates(self, option: str | None) -> bool:
        """Whether it says how good an option is, a step of an amount by the points around it."""
        return option in self.ratings or (isinstance(self.ratings, Points) and self.ratings.reach(option))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The ratings stand beside the weight, by option."""
        return opened(handler.resolve_ref_schema(handler(core_schema)), "ratings")


class Interest(Judgement):
    """What one party wants: what no deal is worth to it, and its interest in each issue."""

    no_deal: NoDeal | None = Field(None, description="Worth of having no agreement, on the same scale (BATNA).")
    scale: Scale = Field(
        "weights",
        description="weights: worth is the weighted mean of ratings; points: ratings are points that add up. A member "
        "that states none counts on its group's scale.",
    )
    issues: dict[str, IssueInterest] = Field({}, description="The issues that matter to it, by their short names.")

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, value: Any) -> Any:
        return gathered(value, "issues", NOT_ISSUES)

    @property
    def weighs(self) -> bool:
        """Whether any issue counts; where the others are still drafts, those left may all have weight 0."""
        stated = self.issues.values()
        return any(self.scale == "points" or each.weight is None or each.weight.high > 0 for each in stated)

    def shares(self) -> dict[str, Fraction]:
        """By issue: which part of all weights it has, in the middle of their ranges; 1 where ratings are points.

        Empty where all weights are 0.
        """
        if self.scale == "points":
            return dict.fromkeys(self.issues, Fraction(1))
        weights = {issue: each.weight.point if each.weight else Fraction(1) for issue, each in self.issues.items()}
        total = sum(weights.values(), Fraction(0))
        return {issue: weight / total for issue, weight in weights.items()} if total else {}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The issues stand beside no_deal, by name."""
        return opened(handler.resolve_ref_schema(handler(core_schema)), "issues")


class Case(Part):
    """Everything known of one negotiation, as of a date."""

    comity: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})] = Field(
        "1", description="The version of this file format."
    )
    title: str = Field(description="What the negotiation is called in findings.")
    as_of: dt.date | None = Field(None, description="The day that the case describes, as 2025-08-18.")
    about: str | None = Field(None, description="What a reader should know first; shown on top of every brief.")
    author: str | None = Field(None, description="Who answers for the judgements, as papers name them.")
    marking: str | None = Field(None, description="Who may see it, as it stands at the top and foot of every paper.")
    widening: float = Field(
        10.0, ge=0, le=100, description="By how many points doubt widens a number of low confidence without a range."
    )
    illustrative: YesNo = Field(False, description="yes: every rendering says that the numbers are illustrative.")
    origin: Origin | None = Field(None, description="Where an imported case came from.")
    sources: Annotated[dict[Name, Source], BeforeValidator(entries)] = {}
    parties: dict[Name, Party] = Field(min_length=1)
    issues: dict[Name, Issue] = Field(min_length=1)
    conditions: Annotated[tuple[Condition, ...], BeforeValidator(items)] = ()
    interests: Annotated[dict[str, Interest], BeforeValidator(entries)] = {}
    linkages: Annotated[tuple[Linkage, ...], BeforeValidator(items)] = ()
    red_lines: Annotated[tuple[RedLine, ...], BeforeValidator(items)] = ()
    contest: Contest | None = Field(None, description="Who would fight on, at what odds and costs.")
    consent: Rule | None = Field(None, description="Whose yes makes an agreement; if not given, that of all who sign.")
    payments: Payments | None = Field(None, description="Who could pay whom beside the terms, and how much.")
    messengers: Annotated[dict[Name, Messenger], BeforeValidator(entries)] = {}
    messages: Annotated[tuple[Message, ...], BeforeValidator(items)] = ()
    ties: Annotated[tuple[Tie, ...], BeforeValidator(items)] = ()
    developments: Annotated[tuple[Development, ...], BeforeValidator(items)] = ()
    proposals: Annotated[dict[Name, Proposal], BeforeValidator(entries)] = {}
    preconditions: Annotated[tuple[Precondition, ...], BeforeValidator(items)] = ()
    talks: Talks | None = Field(None, description="What rounds of talks cost and bring.")
    measures: Measures = Field({}, description="Steps beside the issues that would build confidence.")
    outcome: str | None = Field(
        None, description="The proposal that was agreed, or none where the parties have not agreed by `as_of`."
    )

    _texts: dict[str, SourceText] = PrivateAttr(default_factory=dict)
    _drafts_left_out: int = PrivateAttr(0)
    _left_out: tuple[str, ...] = PrivateAttr(())
    _supposed: tuple[str, ...] = PrivateAttr(())
    _as_filed: Case | None = PrivateAttr(None)
    _whole: Case | None = PrivateAttr(None)
    _stated: dict[str, Interest] = PrivateAttr(default_factory=dict)
    _kept: Kept = PrivateAttr(default_factory=Kept)

    @field_validator("comity", mode="before")
    @classmethod
    def _version(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value

    @field_validator("issues")
    @classmethod
    def _issues_not_reserved(cls, issues: dict[str, Issue]) -> dict[str, Issue]:
        for issue in issues:
            if issue in NOT_ISSUES:
                hint = "an issue cannot be named '{issue}', which has another meaning in interests"
                raise PydanticCustomError("reserved", hint, {"issue": issue})
        return issues

    @model_validator(mode="after")
    def _work_out(self) -> Case:
        self.__dict__.update(in_steps(self))
        self._war_values()
        return self

    def _war_values(self) -> None:
        """No-deal values that follow from the contest are worked out once, here, so that every question uses them."""
        for party, interest in self.interests.items():
            if isinstance(interest.no_deal, WarValue | LikeValue):
                self._stated[party] = interest
            if isinstance(interest.no_deal, WarValue) and self.contest and party in self.contest.sides:
                value = interest.no_deal.of(war_share(self.contest, party))
                self.interests[party] = interest.model_copy(update={"no_deal": value})
            if isinstance(interest.no_deal, LikeValue):
                like = interest.no_deal.model_copy(update=self._bounds_like(party, interest.no_deal.like))
                self.interests[party] = interest.model_copy(update={"no_deal": like})

    def _bounds_like(self, party: str, like: Mapping[str, str]) -> dict[str, float]:
        """What options are worth to a party by its own judgements, weights in the middle: least and most.

        0 where an option of an issue that matters to it is missing or unknown; `comity check` says so.
        """
        stated = self.interest_of(party).issues
        if not all(interest.rates(like.get(issue)) for issue, interest in stated.items()):
            return {"low": 0.0, "high": 0.0}
        weights = {issue: exact(1) for issue in stated}
        if self.scale_of(party) == "weights":
            weights = {issue: each.weight.point if each.weight else exact(1) for issue, each in stated.items()}
        total = sum(weights.values()) if self.scale_of(party) == "weights" else exact(1)
        rated = [(weights[issue], each.ratings[like[issue]]) for issue, each in stated.items()]
        held = [
            linkage.adds
            for linkage in self.linkages_of(party)
            if all(like.get(issue) in options for issue, options in linkage.when.items())
        ]
        low, high = (
            sum((weight * rating.ends[end] for weight, rating in rated), exact(0)) / (total or 1)
            + sum((adds.ends[end] for adds in held), exact(0))
            for end in (0, 2)
        )
        return {"low": round(float(low), 2), "high": round(float(high), 2)}

    def with_texts(self, texts: Mapping[str, str], before: Case | None = None) -> Case:
        """The same case with the texts of its sources at hand, by source name.

        before: a case that may have had the same texts, in which much may have been found already.
        """
        copy = self.model_copy()
        copy._texts = SourceText.of(texts, before._texts.values() if before else ())
        return copy

    @property
    def kept(self) -> Kept:
        """What questions have worked out from this case and from those that it shares with."""
        return self._kept

    def stated(self, party: str) -> Interest:
        """What the file states of a party, its no-deal value not worked out yet where it follows from something."""
        return self._stated.get(party) or self.interests[party]

    def sharing(self, earlier: Case) -> Case:
        """The same case, for which what was worked out from an earlier one is there, so far as the two are alike.

        It is made of what the earlier one is made of wherever their parts are one object (`comity.case.earlier`).
        """
        interests = {
            party: _same_worked_out(interest, self.stated(party), earlier, party)
            for party, interest in self.interests.items()
        }
        update: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        update["interests"] = interests
        copy = self.model_copy(update={name: same_parts(now, getattr(earlier, name)) for name, now in update.items()})
        copy._kept = earlier._kept
        return copy

    def confirmed(self, drafts: int) -> Case:
        """The same case without what is still a draft, and with the number of drafts, for findings to say.

        An interest in an issue of which any number is a draft goes as a whole, and so does a linkage. The contest
        stays: its numbers make sense only together.
        """
        interests = {
            party: self._kept.of(("confirmed", party), interest, partial(_confirmed, interest))
            for party, interest in self.interests.items()
            if not interest.draft
        }
        copy = self.model_copy(
            update={
                "parties": without_draft_listening(self.parties),
                "interests": interests,
                "conditions": tuple(rule for rule in self.conditions if not rule.draft),
                "linkages": tuple(
                    without_drafts(each) for each in self.linkages if not (each.draft or each.adds.draft)
                ),
                "contest": without_drafts(self.contest),
                "red_lines": tuple(line for line in self.red_lines if not line.draft),
                "issues": {name: issue.confirmed() for name, issue in self.issues.items()},
                "preconditions": tuple(each for each in self.preconditions if not each.draft),
                "talks": self.talks and self.talks.confirmed(),
                "measures": {name: each for name, each in self.measures.items() if not each.drafted},
                "messages": tuple(message for message in self.messages if not message.draft),
                "ties": tuple(without_drafts(tie) for tie in self.ties if not tie.drafted),
            }
        )
        copy._drafts_left_out = drafts
        return copy

    @property
    def drafts_left_out(self) -> int:
        """How many drafts were left out, since nobody has confirmed them."""
        return self._drafts_left_out

    def altered(self, without: Sequence[str], suppose: Sequence[str], **sections: Any) -> Case:
        """The same case with some sections changed for one question, and what was changed, for findings to say."""
        copy = self.model_copy(update=sections)
        copy.__dict__.update(in_steps(copy))
        copy._left_out = (*self._left_out, *without)
        copy._supposed = (*self._supposed, *suppose)
        copy._as_filed = self.as_filed
        copy._whole = None
        return copy

    @property
    def left_out(self) -> tuple[str, ...]:
        """The red lines and conditions of the file that are left out here."""
        return self._left_out

    @property
    def supposed(self) -> tuple[str, ...]:
        """What is supposed here beside the file: "usa: no_deal=30"."""
        return self._supposed

    @property
    def as_filed(self) -> Case:
        """The case as its file has it, with nothing left out or supposed."""
        return self._as_filed or self

    @property
    def whole(self) -> Case:
        """The case with everything in it that held at any time."""
        return self._whole or self

    def timeline(self) -> dict[str, Development]:
        """The developments that have an id, by it, the earliest first."""
        named = {each.id: each for each in self.developments if each.id is not None}
        return dict(sorted(named.items(), key=lambda item: item[1].date))

    def named_developments(self) -> frozenset[str]:
        """The ids of the developments that judgements name: since, until or before which they hold."""
        return frozenset[str]().union(*self.dated_parts().values())

    def dated_parts(self) -> dict[tuple[str, ...], frozenset[str]]:
        """The parts of the case in which a judgement names a development, and which they name."""
        return dated_parts({name: getattr(self.whole, name) for name in SECTIONS}, self._kept)

    def happened(self, day: dt.date | None = None) -> frozenset[str]:
        """The ids of the developments up to a day, the one that the case describes where not given; else of all."""
        day = day or self.whole.as_of
        return frozenset(name for name, each in self.whole.timeline().items() if day is None or each.date <= day)

    def red_lines_today(self) -> dict[str, RedLine]:
        """The red lines that hold on the day that the case describes, by their ids."""
        lines, happened = self.whole.named_red_lines(), self.happened()
        today = {name: line for name, line in lines.items() if holds(happened, line)}
        return today if self.whole.timeline() else lines

    def at(self, day: dt.date | None = None) -> Case:
        """The case as of a day: what held once the developments up to it, and no later one, had happened.

        day: the one that the case describes where not given; where it names none, everything in it has happened.
        """
        whole, day = self.whole, day or self.whole.as_of
        now = whole.after(whole.happened(day))
        if day != whole.as_of:
            known = tuple(each for each in whole.developments if day is None or each.date <= day)
            now = now.model_copy(update={"as_of": day, "developments": known})
            now._whole = whole
        return now

    def after(self, developments: Iterable[str]) -> Case:
        """The case as it is judged once just those developments have happened, by their ids."""
        whole, order = self.whole, {name: place for place, name in enumerate(self.whole.timeline())}
        dated = whole.dated_parts()
        if not order or not dated:
            return whole
        happened = frozenset(developments)
        sections = {path[0] for path in dated} - {"interests"}
        judged = {name: as_judged(getattr(whole, name), happened, order) for name in SECTIONS if name in sections}
        interests = {
            party: as_judged(interest, happened, order) if ("interests", party) in dated else interest
            for party, interest in whole.interests.items()
        }
        conditions = {name: with_id(rule, name) for name, rule in whole.named_conditions().items()}
        lines = {name: with_id(line, name) for name, line in whole.named_red_lines().items()}
        judged |= {
            "interests": interests,
            "conditions": (*filter(partial(holds, happened), conditions.values()), *_unconsidered(whole, happened)),
            "linkages": tuple(filter(partial(holds, happened), _of(judged, whole, "linkages"))),
            "red_lines": tuple(filter(partial(holds, happened), lines.values())),
            "preconditions": tuple(filter(partial(holds, happened), whole.preconditions)),
            "measures": {name: each for name, each in _of(judged, whole, "measures").items() if holds(happened, each)},
            "messages": tuple(filter(partial(holds, happened), whole.messages)),
            "ties": tuple(filter(partial(holds, happened), _of(judged, whole, "ties"))),
        }
        now = whole.with_sections(**judged)
        now._whole, now._as_filed = whole, whole._as_filed and whole._as_filed.after(happened)
        return now

    def with_sections(self, **sections: Any) -> Case:
        """The same case with some sections as given, and what follows from them worked out anew."""
        copy = self.model_copy(update={"interests": dict(self.interests), **sections})
        copy._whole, copy._stated = None, {}
        copy.__dict__.update(in_steps(copy))
        copy._war_values()
        return copy

    def __repr__(self) -> str:
        as_of = f" as of {self.as_of}" if self.as_of else ""
        sizes = f"{len(self.parties)} parties, {len(self.issues)} issues, {len(self.red_lines)} red lines"
        changed = len(self.left_out) + len(self.supposed)
        told = f"; {changed} not as in the file" if changed else ""
        return f"Case: {self.title}{as_of} ({sizes}{told})"

    __str__ = __repr__

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the sources that were read with the case."""
        return {name: read.text for name, read in self._texts.items()}

    @property
    def source_texts(self) -> Mapping[str, SourceText]:
        """The same texts, to be searched for words."""
        return self._texts

    def quote(self, evidence: Evidence) -> str | None:
        """The words that a piece of evidence points at, where they stand today: moved with an edited source.

        None where its source was not read, and where its words stand nowhere or several times (see `standing`).
        """
        standing = self.standing(evidence)
        return None if standing is None else standing.quote

    def standing(self, evidence: Evidence) -> Standing | None:
        """Where a piece of evidence stands in its source today, or None where its source was not read."""
        read = self._texts.get(evidence.source)
        return None if read is None else read.standing(evidence)

    def everyone(self) -> dict[str, Party]:
        """All parties and members by name, each group before its members."""
        return dict(everyone(self.parties))

    def groups_of(self, party: str) -> tuple[str, ...]:
        """The groups that a member belongs to, outermost first; empty for a party of its own."""
        return groups_above(self.parties, party) or ()

    def signers(self) -> tuple[str, ...]:
        """The parties and members whose consent an agreement needs."""
        return tuple(name for name, party in self.everyone().items() if party.signs)

    def speakers(self) -> dict[str, str]:
        """Who may carry a message: parties, members and messengers, by name, with what each is called."""
        called = {name: party.name for name, party in self.everyone().items()}
        return called | {name: office.name for name, office in self.messengers.items()}

    def asked_by(self, party: str) -> tuple[str, ...]:
        """Whose yes makes up that of a party, beside its own judgements: by `decides`, then by `ratified_by`."""
        stated = self.everyone()[party]
        members = tuple(stated.members)
        rules = [rule for rule in (stated.decides, stated.ratified_by) if rule is not None]
        return tuple(dict.fromkeys(name for rule in rules for name in rule.parties(members)))

    def spoilers(self) -> tuple[str, ...]:
        """Those who do not sign and without whom some option cannot be had."""
        signers = set(self.signers())
        needed = (name for issue in self.issues.values() for names in issue.needs.values() for name in names)
        return tuple(dict.fromkeys(name for name in needed if name not in signers))

    def asked(self) -> tuple[str, ...]:
        """Everyone whose yes may matter: signers, spoilers and whoever these ask, in the order of the case."""
        everyone, heard = self.everyone(), {*self.signers(), *self.spoilers()}
        open_names = list(heard)
        for name in open_names:
            new = [each for each in self.asked_by(name) if each not in heard] if name in everyone else []
            heard.update(new)
            open_names += new
        return tuple(name for name in everyone if name in heard)

    def voices(self) -> tuple[str, ...]:
        """Those whose own judgements decide whether an agreement stands, in the order of the case.

        Everyone who is asked but groups that decide by the yes of their members, and bodies of which only the chance
        that they pass an agreement is judged.
        """
        everyone = self.everyone()
        return tuple(name for name in self.asked() if everyone[name].decides is None and everyone[name].passes is None)

    @property
    def by_rule(self) -> bool:
        """Whether anything but the yes of every signer decides: a rule, somebody at home, an outsider who is needed."""
        asked = (self.everyone()[name] for name in self.asked())
        return bool(
            self.consent is not None or self.spoilers() or any(party.decides or party.ratified_by for party in asked)
        )

    def interest_of(self, party: str) -> Interest:
        """What a party wants, with what it inherits from its group, issue by issue."""
        stated = tuple((name, self.interests.get(name)) for name in (*self.groups_of(party), party))
        return self._kept.of(("interest", party), stated, lambda: self._merged(party))

    def _merged(self, party: str) -> Interest:
        own = self.interests.get(party)
        merged: Interest | None = None
        for name in (*self.groups_of(party), party):
            stated = self.interests.get(name)
            if stated is None:
                continue
            scale = self.scale_of(name)
            if scale != stated.scale:
                stated = stated.model_copy(update={"scale": scale})
            if merged is None or scale != merged.scale:
                merged = stated
            else:
                no_deal = stated.no_deal or merged.no_deal
                merged = stated.model_copy(update={"no_deal": no_deal, "issues": merged.issues | stated.issues})
        return merged or own or Interest()

    def scale_of(self, party: str) -> Scale:
        """The scale on which a party counts; one that states none counts on its group's."""
        for name in (party, *reversed(self.groups_of(party))):
            stated = self.interests.get(name)
            if stated is not None and "scale" in stated.model_fields_set:
                return stated.scale
        return "weights"

    def linkages_of(self, party: str) -> tuple[Linkage, ...]:
        """The linkages that count for a party: its own and its groups'."""
        heard = {*self.groups_of(party), party}
        return tuple(linkage for linkage in self.linkages if linkage.party in heard)

    def red_lines_of(self, party: str) -> dict[str, RedLine]:
        """The red lines that count for a party, its own and its groups', by id."""
        heard = {*self.groups_of(party), party}
        return {name: line for name, line in self.named_red_lines().items() if line.party in heard}

    def red_line_names(self) -> tuple[str, ...]:
        """The ids of the red lines; one without an id is named by its party and number."""
        counts: dict[str, int] = {}
        names = []
        for line in self.red_lines:
            counts[line.party] = counts.get(line.party, 0) + 1
            names.append(line.id or f"{line.party}-red-line-{counts[line.party]}")
        return tuple(names)

    def named_red_lines(self) -> dict[str, RedLine]:
        """Every red line by its id."""
        # Asked for again and again, and there may be thousands.
        return self._kept.of(
            "red lines", self.red_lines, lambda: dict(zip(self.red_line_names(), self.red_lines, strict=True))
        )

    def condition_names(self) -> tuple[str, ...]:
        """The ids of the conditions; one without an id is named by its number."""
        return tuple(rule.id or f"condition-{number}" for number, rule in enumerate(self.conditions, 1))

    def named_conditions(self) -> dict[str, Condition]:
        """Every condition by its id."""
        return dict(zip(self.condition_names(), self.conditions, strict=True))

    def label(self, issue: str, option: str) -> str:
        """What an option contains, in words."""
        return self.issues[issue].options[option].name


def _of(judged: Mapping[str, Any], case: Case, section: str) -> Any:
    """A section as it was judged then; as it stands in the case where nothing in it was judged otherwise."""
    return judged.get(section, getattr(case, section))


def _unconsidered(case: Case, happened: frozenset[str]) -> Iterator[Condition]:
    """Conditions that rule out the options which are not considered once just those developments have happened."""
    for issue, stated in case.issues.items():
        for option, each in stated.options.items() if stated.steps is None else ():
            if not holds(happened, each):
                others = tuple(other for other in stated.options if other != option)
                name, because = f"{issue}-{option}-not-considered", "It is not on the table as of this day."
                combined: dict[str, Any] = {"if_": {issue: (option,)}, "then": {issue: others}}
                yield Condition.model_construct(id=name, because=because, **combined)


def _same_worked_out(now: Interest, stated: Interest, before: Case, party: str) -> Interest:
    """An interest as it is; as it was before where the same was stated and its no-deal value comes to the same."""
    known = before.interests.get(party)
    if known is None or stated is not before.stated(party):
        return now
    return known if now.no_deal == known.no_deal else now


def _confirmed(interest: Interest) -> Interest:
    no_deal = None if interest.no_deal and interest.no_deal.draft else interest.no_deal
    issues = {name: stated for name, stated in interest.issues.items() if not _drafted(stated)}
    return interest.model_copy(update={"no_deal": without_drafts(no_deal), "issues": without_drafts(issues)})


def _drafted(stated: IssueInterest) -> bool:
    numbers = [*stated.ratings.values(), *([stated.weight] if stated.weight else [])]
    return stated.draft or any(number.draft for number in numbers)
