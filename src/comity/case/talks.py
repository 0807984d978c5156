"""In which order there may be talks, and what rounds of talks cost and bring, as judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from comity.case.contest import Cost, Percent
from comity.case.dated import Dated
from comity.case.estimate import Estimate
from comity.case.judgement import Firmness, Judgement
from comity.case.terms import Name, entries


class Precondition(Dated):
    """That a party will not discuss one issue before another is settled."""

    id: Name | None = Field(None, description="A short name, for findings to refer to.")
    party: str = Field(description="Whose condition it is.")
    first: str = Field(description="The issue that it wants settled before.")
    then: str = Field(description="The issue that it will not discuss until then.")
    firmness: Firmness = Field("declared", description="The price of giving it up; declared where not given.")


class Format(Judgement):
    """One way to hold a round of talks on an issue, and what is expected of a round."""

    name: str | None = Field(None, description="What it is called in findings; its short name where not given.")
    cost: Cost = Field(description="What a round costs who convenes it, in points.")
    success: Percent = Field(description="The chance, in percent, that a round settles the issue.")
    ends_talks: Percent | None = Field(
        None, description="The chance, in percent, that a round which fails ends all talks; 0 where not given."
    )

    @property
    def drafted(self) -> bool:
        """Whether it, or a number of it, is still a draft."""
        return self.draft or any(number.draft for number in (self.cost, self.success, self.ends_talks) if number)


class IssueTalks(Judgement):
    """The formats in which an issue may be discussed, and what would make it easier."""

    formats: dict[Name, Format] = Field(
        min_length=1, description="Each format's short name and what is expected of it."
    )
    easier_after: Annotated[dict[str, Percent], BeforeValidator(entries)] = Field(
        {},
        description="By other issues: how many percentage points likelier a round succeeds once each is settled.",
    )


class Talks(Judgement):
    """What rounds of talks cost and bring, for who convenes them and may choose issue and format of each round."""

    issues: dict[str, IssueTalks] = Field(min_length=1, description="The issues that need rounds of talks.")
    patience: Percent | None = Field(
        None, description="Worth of what comes a round later beside what comes now, in percent; 100 where not given."
    )
    waiting: Cost | None = Field(
        None, description="What every round costs besides, in points, while not all is settled; 0 where not given."
    )
    worth: Estimate | None = Field(
        None,
        description="What it is worth to who convenes that all is settled, in points; where not given, what the signer "
        "gains that gains least by the agreement aimed at.",
    )

    def confirmed(self) -> Talks | None:
        """The same without what is still a draft: a format of which any number is one goes as a whole."""
        issues = {}
        for name, stated in self.issues.items():
            formats = {short: each for short, each in stated.formats.items() if not each.drafted}
            easier = {other: points for other, points in stated.easier_after.items() if not points.draft}
            if formats and not stated.draft:
                issues[name] = stated.model_copy(update={"formats": formats, "easier_after": easier})
        kept = {name: None if number and number.draft else number for name, number in self.numbers().items()}
        return self.model_copy(update={"issues": issues, **kept}) if issues and not self.draft else None

    def numbers(self) -> dict[str, Estimate | None]:
        """The numbers that hold for all rounds, by their fields."""
        return {"patience": self.patience, "waiting": self.waiting, "worth": self.worth}

    def judgements(self) -> Iterator[tuple[tuple[str, ...], Judgement]]:
        """Every judgement of the section below its top, with its path from there."""
        for name, number in self.numbers().items():
            if number is not None:
                yield (name,), number
        for issue, stated in self.issues.items():
            yield ("issues", issue), stated
            for short, each in stated.formats.items():
                path = ("issues", issue, "formats", short)
                yield path, each
                numbers = {"cost": each.cost, "success": each.success, "ends_talks": each.ends_talks}
                yield from (((*path, name), number) for name, number in numbers.items() if number is not None)
            yield from (
                (("issues", issue, "easier_after", other), points) for other, points in stated.easier_after.items()
            )
