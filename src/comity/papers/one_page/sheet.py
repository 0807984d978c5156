"""The page as words in boxes, whatever medium shows it: every sentence names the findings that it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from comity.figure import Shown

Style = Literal["plain", "strong", "quote", "cite"]


@dataclass(frozen=True)
class Run:
    """Some words of one style: plain, strong, a quotation, or where it is from."""

    words: str
    style: Style = "plain"


@dataclass(frozen=True)
class Sentence:
    """One or a few sentences that belong together.

    runs: the words; of: the findings and fields that its figures are of, as "question.field", or the section of the
    case that it quotes, as "case.section".
    """

    runs: tuple[Run, ...]
    of: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words without styles."""
        return " ".join(f"“{run.words}”" if run.style == "quote" else run.words for run in self.runs)


def sentence(*runs: str | Run, of: str | Iterable[str]) -> Sentence:
    """A sentence of words, plain where nothing else is said."""
    several = (of,) if isinstance(of, str) else tuple(of)
    return Sentence(tuple(run if isinstance(run, Run) else Run(run) for run in runs if run), several)


def strong(words: str) -> Run:
    """Words that a hurried reader must not miss."""
    return Run(words, "strong")


@dataclass(frozen=True)
class Question:
    """One of the short questions on top: what is asked, and the answer."""

    asks: str
    answer: Sentence


@dataclass(frozen=True)
class Column:
    """One agreement of the table: the letter or number it is called by, its title, and who put it forward."""

    mark: str
    title: Sentence
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the table of agreements.

    head: what is told; cells: one for each agreement, or one for all; kind: terms of agreements, a trade, or a figure
    of each; meters: shares, 0 to 1, drawn beside the words, where the row has them.
    """

    head: str
    cells: tuple[Sentence, ...]
    kind: Literal["terms", "trade", "figure"]
    meters: tuple[float, ...] = ()


@dataclass(frozen=True)
class Swings:
    """How many agreements are possible with a judgement at either end of its range: a bar a judgement.

    now: with all in the middle; bars: what is judged, and the fewest and the most; caption: what is said below.
    """

    now: int
    bars: tuple[tuple[Sentence, int, int], ...]

    @property
    def alt(self) -> str:
        """The same for readers who cannot see it."""
        said = "; ".join(f"{label.text}: {low:,} to {high:,}" for label, low, high in self.bars)
        return f"Agreements possible, from the worse to the better end of each judged range; {self.now:,} now. {said}."


@dataclass(frozen=True)
class Box:
    """One box below the table: a heading, sentences, points, a figure with its caption; more: how many points there was
    no room for."""

    heading: str
    said: tuple[Sentence, ...] = ()
    points: tuple[Sentence, ...] = ()
    swings: Swings | None = None
    caption: tuple[Sentence, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Sheet(Shown):
    """The page.

    title, subtitle: of the case; marking: who may see it; supposed: in what it is not as the case; headline, lead: the
    answer; questions: how sure, how safe, how good the evidence; heading, columns, rows, more_terms: the agreements,
    and how many terms there was no room for; left, right: the boxes below; foot: how it was found; made: with what
    program, from which case.
    """

    title: str
    subtitle: str
    marking: str
    supposed: Sentence | None
    headline: Sentence
    lead: Sentence
    questions: tuple[Question, ...]
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left: tuple[Box, ...]
    right: tuple[Box, ...]
    foot: tuple[Sentence, ...]
    more_terms: int = 0
    more_parties: int = 0
    trades_heading: str = field(default="What each gets most, and for what")
    made: str = ""

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence on the page."""
        yield from ([self.supposed] if self.supposed else [])
        yield from (self.headline, self.lead, *(question.answer for question in self.questions))
        yield from (column.title for column in self.columns)
        yield from (cell for row in self.rows for cell in row.cells)
        for box in (*self.left, *self.right):
            yield from (*box.said, *box.points, *box.caption)
            yield from (label for label, _, _ in (box.swings.bars if box.swings else ()))
        yield from self.foot

    @property
    def words(self) -> int:
        """How many words stand on the page without its foot, figures counted, each agreement's terms once."""
        heads = [self.title, self.subtitle, self.heading, *(question.asks for question in self.questions)]
        heads += [row.head for row in self.rows] + [box.heading for box in (*self.left, *self.right)]
        heads += [f"{low} {high}" for box in self.right if box.swings for _, low, high in box.swings.bars]
        foot = {id(each) for each in self.foot}
        told = [each.text for each in self.sentences() if id(each) not in foot]
        return sum(len(text.split()) for text in (*heads, *told))
