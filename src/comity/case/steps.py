"""The steps of an amount as options of its issue: by name, by comparison, in words.

Whatever asks for the options of an issue by name finds one for every step, made when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from comity.case import comparison, meant
from comity.case.amount import HERE, Amount, Grid, Value, numeral, plainly, value_of
from comity.case.comparison import compares
from comity.case.option import Option
from comity.case.terms import Compared

_SAID = {">": "more than {}", ">=": "at least {}", "<": "less than {}", "<=": "at most {}"}
_SAID_OF_DATES = {">": "after {}", ">=": "not before {}", "<": "before {}", "<=": "not after {}"}
_TIMES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_COUNTED = re.compile(r"(\S+?)\s*(thousand|million|billion|trillion|k|mn|bn|m)\b.*", re.IGNORECASE | re.DOTALL)


class NoStep(ValueError):
    """Raised where words name no step of an amount: what is wrong, and the nearest fix."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(f"{what}; {fix}" if fix else what)
        self.what, self.fix = what, fix


class Steps(Mapping[str, Option]):
    """The steps of an amount in order, as options: "250" is the one that says "250 million euro"."""

    def __init__(self, grid: Grid, short: str | None = None, says: str | None = None) -> None:
        """Take the grid of an amount, and its phrases for a step (`comity.case.amount.Amount`)."""
        self.grid, self.phrase, self.sentence = grid, short, says
        self._compared: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._options: dict[str, Option] = {}

    @classmethod
    def of(cls, amount: Amount) -> Steps:
        """The steps of an amount."""
        return cls(amount.grid, amount.short, amount.says)

    def __reduce__(self) -> tuple[type[Steps], tuple[Grid, str | None, str | None]]:
        return type(self), (self.grid, self.phrase, self.sentence)

    def __deepcopy__(self, memo: object) -> Steps:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Steps):
            return super().__eq__(other)
        return self.__reduce__() == other.__reduce__()

    def __hash__(self) -> int:
        return hash(self.grid)

    def __len__(self) -> int:
        return self.grid.size

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._place(name) is not None

    def __getitem__(self, name: str) -> Option:
        if name not in self._options:
            said = self.grid.said(self.grid.value(self._places[name]))
            phrases = (phrase and phrase.replace(HERE, said) for phrase in (self.phrase, self.sentence))
            self._options[name] = Option(**dict(zip(("name", "short", "says"), (said, *phrases), strict=True)))
        return self._options[name]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The short names, in order."""
        return self.grid.numerals()

    @property
    def ends(self) -> tuple[str, str]:
        """The short names of the first step and the last."""
        return numeral(self.grid.first), numeral(self.grid.last)

    def place(self, name: str) -> int:
        """The number of a step, from 0; raises NoStep where it is none."""
        at = self._place(name)
        if at is None:
            raise NoStep(f"'{name}' is no step of this amount", self._near(name))
        return at

    def _place(self, name: str) -> int | None:
        return self._places.get(name)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    def _at(self, value: Value) -> int | None:
        """The number of the step of just this value."""
        if not self._alike(value):
            return None
        at = self._below(value)
        return at if at >= 0 and self.grid.value(at) == value else None

    def _alike(self, value: Value) -> bool:
        return isinstance(value, Fraction) != self.grid.dates

    def _below(self, value: Value) -> int:
        """The number of the last step that is at most this value; -1 where none is."""
        return bisect_right(range(self.grid.size), value, key=self.grid.value) - 1

    def _above(self, value: Value) -> int:
        """The number of the first step that is at least this value."""
        return bisect_left(range(self.grid.size), value, key=self.grid.value)

    # By words

    def step(self, words: str) -> str:
        """The short name of the step that is meant by a numeral ("250.0") or by its words ("250 million euro").

        Raises NoStep where it is none.
        """
        if compares(words):
            raise NoStep(f"'{words}' compares, where one step is asked for", f"write one, such as {self._middle}")
        value = self._value(words)
        at = self._at(value)
        if at is None:
            raise NoStep(self._amiss(words, value), self._near(words))
        return numeral(self.grid.value(at))

    def stated(self, words: str) -> str:
        """A step or a comparison as it is kept: the short name of the one, the other as written.

        Raises NoStep where it is neither.
        """
        if compares(words):
            self._stretch(words)
            return words
        try:
            return self.step(words)
        except NoStep:
            instead = comparison.meant(words)
            if instead is None or not self._is_any(instead):
                raise
        said = f", {self._said_as(instead)}" if comparison.in_words(words) else ""
        raise NoStep(f"'{words}' is neither a step of this amount nor a comparison", f'write "{instead}"{said}')

    def _is_any(self, words: str) -> bool:
        try:
            return bool(self._stretch(words))
        except NoStep:
            return False

    def among(self, written: Sequence[str]) -> tuple[str, ...]:
        """The steps that some words state, each a step or a comparison: ">300", "<=300", "100..200", "250".

        Raises NoStep where one is neither.
        """
        key = tuple(written)
        if key not in self._compared:
            places = sorted({at for words in key for at in self._stretch(words)})
            steps = tuple(self.names[at] for at in places)
            plain = all(not compares(words) for words in key)
            self._compared[key] = tuple(map(self.step, key)) if plain else Compared(steps, key)
        return self._compared[key]

    def _stretch(self, words: str) -> range:
        """The numbers of the steps that a step or a comparison states."""
        text = words.strip()
        if compared := comparison.compared(text):
            sign, bound = compared[0], self._bound(compared[1], words)
            found = {
                ">": range(self._below(bound) + 1, len(self)),
                ">=": range(self._above(bound), len(self)),
                "<": range(self._above(bound)),
                "<=": range(self._below(bound) + 1),
            }[sign]
        elif between := comparison.between(text):
            low, high = (self._bound(end, words) for end in between)
            if low > high:  # type: ignore[operator]
                raise NoStep(f"{words} runs backwards", f"write {between[1]}..{between[0]}")
            found = range(self._above(low), self._below(high) + 1)
        else:
            at = self.place(self.step(text))
            found = range(at, at + 1)
        if not found:
            first, last = self.ends
            raise NoStep(f"no step of this amount is {words}", f"it runs from {first} to {last}")
        return found

    def _bound(self, words: str, whole: str) -> Value:
        value = self._value(words)
        if not self.grid.first <= value <= self.grid.last:  # type: ignore[operator]
            raise NoStep(self._amiss(whole, value), self._near(words))
        return value

    def _value(self, words: str) -> Value:
        value = self._said(words)
        if value is None or not self._alike(value):
            kind = "date such as 2026-04-01" if self.grid.dates else "number"
            raise NoStep(f"'{words}' is no {kind}, as the steps of this amount are", self._near(words))
        return value

    def _said(self, words: str) -> Value | None:
        """The number or day that some words say, with the unit or without; None where they say none."""
        text = words.strip()
        counted = self.grid.counted.strip()
        if counted and text.lower().endswith(counted.lower()):
            text = text[: -len(counted)].strip()
        value = value_of(text)
        if value is None and (text := re.sub(r"(?<=\d)[,_ ](?=\d{3}(?!\d))", "", text)):
            value = value_of(text) or (value_of(meant.date(text) or "") if self.grid.dates else None)
        return value

    @property
    def _middle(self) -> str:
        return self.names[len(self) // 2]

    def _amiss(self, words: str, value: Value) -> str:
        if self.grid.first <= value <= self.grid.last:  # type: ignore[operator]
            return f"'{words}' lies between two steps of this amount"
        return f"'{words}' lies outside this amount, which runs from {self.ends[0]} to {self.ends[1]}"

    def _near(self, words: str) -> str:
        """The nearest fix for words that name no step: another unit, else the nearest steps."""
        slip = self._of_another_unit(words)
        if slip is not None:
            unit = f": the unit is {self.grid.unit}" if self.grid.unit else ""
            return f"write {slip}{unit}"
        plain = words.strip() if value_of(words.strip()) is not None else plainly(words.strip()) or ""
        value = value_of(plain) if plain else self._said(words)
        if value is None or not self._alike(value):
            return f"write a step from {self.ends[0]} to {self.ends[1]}, such as {self._middle}"
        if plain not in ("", words.strip()) and self._at(value) is not None:
            return f"write {plain}"
        below = self._below(value)
        steps = [self.names[at] for at in (below, below + 1) if 0 <= at < len(self)]
        return f"write {' or '.join(steps)}"

    def _of_another_unit(self, words: str) -> str | None:
        """The step that was meant in another unit, as by 100 million where euro are counted; None where none was."""
        if self.grid.dates:
            return None
        counted = _COUNTED.fullmatch(words.strip())
        figures = value_of(counted[1].replace(",", "")) if counted else value_of(words.strip().replace(",", ""))
        if not isinstance(figures, Fraction):
            return None
        said = _TIMES[counted[2].lower()] if counted else 0
        own = next((power for word, power in _TIMES.items() if word in self.grid.unit.lower().split()), 0)
        tried = [figures * Fraction(10) ** (said - own)] if counted else []
        tried += [figures / Fraction(10) ** power for power in (3, 6, 9, -3, -6, -9)] if not counted else [figures]
        return next((numeral(each) for each in tried if self._at(each) is not None), None)

    # In words

    def said(self, steps: Iterable[str]) -> list[str]:
        """Several steps in words, neighbours joined: "250 to 300 million euro"; as compared where a file compares."""
        if isinstance(steps, Compared):
            return [self._said_as(words) for words in steps.written]
        found = []
        for first, last in runs(sorted({self.place(step) for step in steps})):
            low, high = self.grid.value(first), self.grid.value(last)
            signs = _SAID_OF_DATES if self.grid.dates else _SAID
            if first == last:
                found.append(self.grid.said(low))
            elif last == len(self) - 1 and first:
                found.append(signs[">="].format(self.grid.said(low)))
            elif not first and last < len(self) - 1:
                found.append(signs["<="].format(self.grid.said(high)))
            else:
                found.append(self.grid.said_from(low, high))
        return found

    def _said_as(self, words: str) -> str:
        if compared := comparison.compared(words):
            signs = _SAID_OF_DATES if self.grid.dates else _SAID
            return signs[compared[0]].format(self.grid.said(self._value(compared[1])))
        if between := comparison.between(words):
            return self.grid.said_from(*(self._value(end) for end in between))
        return self.grid.said(self._value(words))

    def short(self, steps: Iterable[str]) -> list[str]:
        """Several steps by their short names, neighbours joined: "250..300"; as compared where a file compares."""
        if isinstance(steps, Compared):
            return list(steps.written)
        stretches = runs(sorted({self.place(step) for step in steps}))
        return [self.names[a] if a == b else f"{self.names[a]}..{self.names[b]}" for a, b in stretches]

    def some(self, steps: Iterable[str]) -> tuple[str, ...]:
        """Several steps as a combination states them: where they are many, by the stretches that they fill."""
        chosen = sorted({self.place(step) for step in steps})
        names = tuple(self.names[at] for at in chosen)
        stretches = tuple(self.short(names))
        return Compared(names, stretches) if stretches and len(stretches) < len(names) else names

    def by_ends(self, steps: Iterable[str]) -> list[str]:
        """Of several steps those that have a neighbour which is none of them: where a stretch may give way first."""
        chosen = sorted({self.place(step) for step in steps})
        ends = dict.fromkeys(
            at for first, last in runs(chosen) for at, out in ((first, first > 0), (last, last < len(self) - 1)) if out
        )
        return [self.names[at] for at in ends]

    def moved(self, held: Iterable[str], further: Iterable[str]) -> str:
        """How far some steps lie beyond those that are held: "40 million euro more"; empty where on both sides."""
        mine, new = sorted(map(self.place, held)), sorted(map(self.place, further))
        if not mine or not new or (new[0] < mine[-1] and new[-1] > mine[0]):
            return ""
        many, more = (new[-1] - mine[-1], True) if new[0] > mine[-1] else (mine[0] - new[0], False)
        if isinstance(self.grid.step, Fraction):
            by = self.grid.said(self.grid.step * many)
            return f"{by} {'more' if more else 'less'}"
        lapse, unit = int(self.grid.step) * many, "month" if self.grid.monthly else "day"
        return f"{lapse:,} {unit}{'' if lapse == 1 else 's'} {'later' if more else 'earlier'}"

    # Between points

    def between(self, points: Collection[str], name: str) -> tuple[str, str, Fraction]:
        """The two points around a step, and which part of the way from the first to the second it lies.

        points: short names of steps, both ends among them; the part is 0, and both are one, where the step is a point.
        """
        if name in points:
            return name, name, Fraction(0)
        at = self.place(name)
        places = sorted((self.place(point), point) for point in points)
        above = bisect_left(places, (at, ""))
        (low, first), (high, second) = places[above - 1], places[above]
        return first, second, Fraction(at - low, high - low)


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of neighbours in rising numbers, each by its first and its last."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at - 1:
            found[-1] = found[-1][0], at
        else:
            found.append((at, at))
    return found
