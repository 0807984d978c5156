"""Where a piece of evidence stands in its source today: at its place, moved with the text, changed, or nowhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from zlib import crc32

from comity.case.judgement import Evidence
from comity.case.letters import Folded, folded

Place = tuple[int, int]
"""Characters start..end of a source."""

FIRST_WORDS = 4
FIRST_LETTERS = 40
"""How many words, and letters of them, a place keeps of what it begins with."""

MOST_PLACES = 50
"""How many places of the same words are told apart; beyond that they are just several."""

MOST_PARTS = 10_000
"""How many places inside other words are passed by while whole words are looked for."""

MOST_FOLDED = 2_000_000
"""The longest text that is searched for words in another typography: a fold costs seventeen bytes a character."""

MOST_READ = 400_000_000
"""How many characters of the sources of a case are gone through for words that are not at their place, in all."""

FOLDING = 200
HIT = 500
"""How many characters could be gone through while one is folded, and while one place is looked at."""

LONGEST = 5_000
"""How many characters of a span its digest is made of."""

Kind = Literal["there", "found", "moved", "changed", "several", "nowhere", "beyond", "unsearched"]


@dataclass(frozen=True)
class Standing:
    """Where a piece of evidence stands.

    kind: `there`, at its place and, as far as it keeps words, unchanged; `found`, words without a place, which stand
    once; `moved`, away from its place and unchanged; `changed`, its first words stand but what follows reads otherwise;
    `several`, its words stand at several places and not at its own; `nowhere`; `beyond`, its place ends after the text
    and it keeps no words; `unsearched`, not at its place, in a text too long to be gone through once more.
    place: where it stands today, or, for `nowhere`, the only place where nearly the same words stand; None where there
    is none. places: all of them, for `several`. quote: the words at its place today, None where they stand nowhere.
    """

    kind: Kind
    place: Place | None = None
    places: tuple[Place, ...] = ()
    quote: str | None = None

    @property
    def certain(self) -> bool:
        """Whether the words there are those that were meant, as far as the evidence can tell."""
        return self.kind in ("there", "found", "moved")


@dataclass
class Effort:
    """How many characters may still be gone through for words that are not at their place."""

    left: int = MOST_READ


_Words = tuple[int | None, int | None, str, str]
_Found = tuple[Standing, int]  # and how many characters were gone through for it


@dataclass
class SourceText:
    """The text of a source, searched for the words of evidence.

    effort: what the texts of a case share, so that many of them cost no more than one.
    """

    text: str
    effort: Effort = field(default_factory=Effort, compare=False, repr=False)
    _standings: dict[_Words, _Found] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[_Words, _Found] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(texts: Mapping[str, str], before: Iterable[SourceText] = ()) -> dict[str, SourceText]:
        """The texts of a case by the names of its sources; one that several names mean is searched once.

        before: those of another case: what was found in the same text is known, and counts as gone through all the
        same.
        """
        effort, known = Effort(), {each.text: each for each in before}
        alone = {text: SourceText(text, effort) for text in texts.values()}
        for text, each in alone.items():
            if text in known:
                each._take_over(known[text])
        return {name: alone[text] for name, text in texts.items()}

    def _take_over(self, other: SourceText) -> None:
        self._known = other._standings
        if "_plain" in other.__dict__:
            self.__dict__["_plain"] = other._plain

    def standing(self, evidence: Evidence) -> Standing:
        """Where a piece of evidence stands in this text, under whatever name of it."""
        words = (evidence.start, evidence.end, evidence.words, evidence.digest)
        if words not in self._standings:
            self._standings[words] = self._again(words) or self._searched(evidence)
        return self._standings[words][0]

    def _again(self, words: _Words) -> _Found | None:
        """What was found in the same text of another case; None where that is not known, or would be too much now."""
        found = self._known.get(words)
        if found is None or found[0].kind == "unsearched" or (found[1] and self.effort.left <= 0):
            return None
        self.effort.left -= found[1]
        return found

    def _searched(self, evidence: Evidence) -> _Found:
        before = self.effort.left
        standing = self._standing(evidence)
        return standing, before - self.effort.left

    def places(self, words: str) -> Iterator[Place]:
        """Where words stand, in whatever capitals, quotes, dashes and line breaks; as written in a very long text."""
        return self._folded(words) if len(self.text) <= MOST_FOLDED else self._exact(words)

    def half_words(self, place: Place) -> tuple[bool, bool]:
        """Whether a span begins, and whether it ends, inside a word."""
        start, end = place
        return _inside(self.text, start), _inside(self.text, end)

    def evidence(self, evidence: Evidence, place: Place) -> Evidence:
        """A piece of evidence at another place: its own words if it stands there unchanged, else as `noted`."""
        start, end = place
        if evidence.words and self._begins(place, evidence.words):
            unchanged = evidence.digest and self._reads(place, evidence.digest)
            whole = evidence.start is None and len(evidence.words) >= end - start
            if unchanged or whole or (evidence.start is not None and not evidence.digest):
                return evidence.model_copy(update={"start": start, "end": end})
        return noted(evidence.source, self.text, place)

    def _standing(self, evidence: Evidence) -> Standing:
        if evidence.start is None or evidence.end is None:
            return self._of_words(evidence.words)
        place = evidence.start, evidence.end
        within = evidence.end <= len(self.text)
        if not evidence.words:
            return self._stands("there" if within else "beyond", place)
        if within and self._begins(place, evidence.words) and self._reads(place, evidence.digest):
            return self._stands("there", place)
        if self.effort.left <= 0:
            return Standing("unsearched")
        return self._away(evidence, place)

    def _of_words(self, words: str) -> Standing:
        if self.effort.left <= 0:
            return Standing("unsearched")
        places = self._whole(words)
        if len(places) == 1:
            return self._stands("found", places[0])
        return Standing("several", places=tuple(places)) if places else self._nowhere(words, len(words))

    def _away(self, evidence: Evidence, place: Place) -> Standing:
        """A piece whose place reads otherwise than it was noted."""
        length = max(place[1] - place[0], len(evidence.words))
        starts = [start for start, _ in self._whole(evidence.words)]
        ends = {start: self._end(start, length, evidence.digest, fully=len(starts) <= MOST_PLACES) for start in starts}
        unchanged = [(start, end) for start, end in ends.items() if end is not None]
        if len(unchanged) == 1:
            return self._stands("moved", unchanged[0])
        if unchanged:
            return Standing("several", places=tuple(unchanged))
        if place[0] in starts or len(starts) == 1:
            start = place[0] if place[0] in starts else starts[0]
            return self._stands("changed", (start, self._word_end(start + length)))
        if starts:
            return Standing("several", places=tuple((start, self._word_end(start + length)) for start in starts))
        return self._nowhere(evidence.words, length)

    def _nowhere(self, words: str, length: int) -> Standing:
        start = self._nearest(words)
        return Standing("nowhere", None if start is None else (start, self._word_end(start + length)))

    def _stands(self, kind: Kind, place: Place) -> Standing:
        return Standing(kind, place, quote=self.text[place[0] : place[1]])

    def _begins(self, place: Place, words: str) -> bool:
        start, end = place
        beginning = folded(self.text, start, min(end, start + 2 * len(words) + 50)).text
        return beginning.strip().startswith(folded(words).text.strip())

    def _reads(self, place: Place, noted: str) -> bool:
        return not noted or digest(self.text[place[0] : place[1]]) == noted

    def _end(self, start: int, length: int, noted: str, *, fully: bool) -> int | None:
        """Where a span that begins there ends if it reads as noted; None where it reads otherwise.

        fully: also where blanks or line breaks in it have become more or fewer.
        """
        end = min(start + length, len(self.text))
        if not noted:
            return None if _inside(self.text, end) or end - start < length else end
        self.effort.left -= FOLDING * min(length, LONGEST)
        if self._reads((start, end), noted):
            return end
        if fully and length <= LONGEST:
            spare = max(20, length // 5)
            self.effort.left -= FOLDING * (length + spare)
            window = self.text[start : start + length + spare]
            for word_end, found in _digests(window, length - spare):
                if found == noted and digest(window[:word_end]) == noted:
                    return start + word_end
        return None

    def _word_end(self, end: int) -> int:
        """The end of the word that a place falls into, or the place itself."""
        end = min(end, len(self.text))
        while _inside(self.text, end):
            end += 1
        return end

    def _whole(self, words: str) -> list[Place]:
        """Where words stand as whole words; where they only stand inside others, those places."""
        for places in (self._exact(words), self._folded(words)):
            whole: list[Place] = []
            parts: list[Place] = []
            for place in places:
                (parts if any(self.half_words(place)) else whole).append(place)
                if len(whole) == 2 * MOST_PLACES or len(parts) == MOST_PARTS:
                    break
            if whole or parts:
                return whole or parts[: 2 * MOST_PLACES]
        return []

    def _exact(self, words: str) -> Iterator[Place]:
        yield from self._hits(self.text, words, None)

    def _folded(self, words: str) -> Iterator[Place]:
        if len(self.text) <= MOST_FOLDED:
            yield from self._hits(self._plain.text, folded(words).text.strip(), self._plain)

    def _hits(self, text: str, words: str, plain: Folded | None) -> Iterator[Place]:
        last = 0
        at = text.find(words) if words else -1
        try:
            while at >= 0:
                last = at + len(words)
                self.effort.left -= HIT
                yield (at, last) if plain is None else plain.span(at, last)
                at = text.find(words, last)
            last = len(text)
        finally:
            self.effort.left -= last

    @cached_property
    def _plain(self) -> Folded:
        return folded(self.text)

    def _nearest(self, words: str) -> int | None:
        """Where most of the words stand close together, where that is so at one place only."""
        wanted = list(dict.fromkeys(re.findall(r"\w+", folded(words).text)))[:30]
        if len(wanted) < 3 or len(self.text) > MOST_FOLDED:
            return None
        plain = self._plain
        self.effort.left -= 10 * len(plain.text)
        one = re.compile(rf"\b(?:{'|'.join(map(re.escape, wanted))})\b")
        hits = [(hit.start(), hit[0]) for hit in one.finditer(plain.text)]
        width = int(len(words) * 1.5) + 10
        best: list[tuple[int, int]] = []  # how many of the words stand there, and where the first of them begins
        first = 0
        for last, (at, _) in enumerate(hits):
            while hits[first][0] < at - width:
                first += 1
            together = {word for _, word in hits[first : last + 1]} if last - first < 100 else set()
            if len(together) >= max(2, 0.6 * len(wanted)):
                best.append((len(together), hits[first][0]))
        most = max((number for number, _ in best), default=0)
        starts = sorted({start for number, start in best if number == most})
        if not starts or starts[-1] - starts[0] > width:
            return None
        # What comes first may be a stray word before the others: the last beginning that still has them all is closest.
        start = starts[-1]
        return plain.span(start, start + 1)[0]


_WITHOUT_BLANKS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


def _inside(text: str, at: int) -> bool:
    """Whether a place falls inside a word; scripts that write no blanks between words have no such places."""
    if not 0 < at < len(text) or not (text[at - 1].isalnum() and text[at].isalnum()):
        return False
    return not _WITHOUT_BLANKS.search(text[at - 1 : at + 1])


def digest(text: str) -> str:
    """Four figures that differ where words differ, and not where only blanks, capitals or typography do."""
    return _figures(crc32(_encoded(folded(text[:LONGEST]).text.strip())))


def _digests(text: str, least: int) -> Iterator[tuple[int, str]]:
    """The digest of the text up to the end of each word from a place on, each from the one before."""
    plain = folded(text[:LONGEST])
    first = len(plain.text) - len(plain.text.lstrip())
    checksum, done = 0, first
    for word in re.finditer(r"\S+", text):
        if word.end() < least:
            continue
        until = bisect_right(plain.ends, word.end())
        while until > done and plain.text[until - 1].isspace():
            until -= 1
        until = max(done, until)
        checksum = crc32(_encoded(plain.text[done:until]), checksum)
        done = until
        yield word.end(), _figures(checksum)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _figures(checksum: int) -> str:
    return f"{checksum & 0xFFFF:04x}"


def noted(source: str, text: str, place: Place) -> Evidence:
    """A place in the text of a source as evidence that survives an edit of the source: with its first words, and,
    where these are not all, a digest of all."""
    start, end = place
    span = text[start:end]
    words = span[: 4 * FIRST_LETTERS].split()
    first = " ".join(words[:FIRST_WORDS])[:FIRST_LETTERS].rstrip()
    whole = first == " ".join(span.split()) if len(span) <= 4 * FIRST_LETTERS else False
    return Evidence(source=source, start=start, end=end, words=first, digest="" if whole else digest(span))
