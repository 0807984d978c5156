"""JSON files of other programs as a tree in which every value keeps its characters and its place.

Numbers stay text, so that nothing is rounded on the way; NaN and -Infinity, which Python writes, are told by whoever
asks for a number. A name that stands twice in one object is refused: which of the two is meant cannot be known.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from pathlib import Path

from comity.case import tree
from comity.case.files import IMPORT_BYTES, read_text
from comity.exchange.naming import shown
from comity.problem import Place, Problem, Problems

MAX_DEPTH = 60
MAX_VALUES = 1_000_000

_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"')
_WORD = re.compile(r"[^\s\[\]{}:,\"]+")
_NUMBER = re.compile(r"[+-]?\.?[0-9][0-9.eE+-]*\Z")
_PLAIN = {"null", "true", "false", "NaN", "Infinity", "-Infinity"}


def read(path: Path) -> tree.Node:
    """What a file holds; raises Problems where it is no JSON."""
    reader = _Reader(read_text(path, IMPORT_BYTES, "is it the file that was meant?"), str(path))
    node = reader.whole()
    if reader.problems:
        raise Problems(reader.problems)
    return node


class _Reader:
    """Goes through a text from its start."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.problems: list[Problem] = []
        self._values = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def whole(self) -> tree.Node:
        self._skip()
        if self.at == len(self.text):
            raise self._wrong(self.at, "the file is empty", "is it the one that was meant?")
        node = self._value(0)
        self._skip()
        if self.at < len(self.text):
            raise self._wrong(self.at, "this is not valid JSON: more stands behind its end", "delete it")
        return node

    def _span(self, start: int) -> tree.Span:
        line = bisect_right(self._lines, start)
        return tree.Span(start, self.at, line, start - self._lines[line - 1] + 1)

    def _wrong(self, at: int, what: str, fix: str) -> Problems:
        span = self._span(at)
        return Problems([Problem(Place(self.file, span.line, span.column), what, fix)])

    def _skip(self) -> str:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _value(self, depth: int) -> tree.Node:
        self._values += 1
        if depth > MAX_DEPTH:
            raise self._wrong(self.at, f"nested deeper than {MAX_DEPTH} levels", "flatten it")
        if self._values > MAX_VALUES:
            raise self._wrong(self.at, f"more than {MAX_VALUES:,} values", "no case file holds that much")
        start, opening = self.at, self._skip()
        if opening == "{":
            return self._mapping(depth)
        if opening == "[":
            return self._sequence(depth)
        if opening == '"':
            return self._string()
        word = _WORD.match(self.text, self.at)
        if word is None:
            raise self._wrong(start, "this is not valid JSON: a value is missing", "is a comma too many?")
        if word[0] not in _PLAIN and not _NUMBER.match(word[0]):
            fix = f'write "{shown(word[0])}" in quotation marks' if "'" not in word[0] else "write \" and not '"
            raise self._wrong(self.at, f"this is not valid JSON: {shown(word[0])} is no value", fix)
        at, self.at = self.at, word.end()
        return tree.Scalar(word[0], True, self._span(at))

    def _string(self) -> tree.Scalar:
        start = self.at
        found = _STRING.match(self.text, start)
        if found is None:
            fix = 'end it with " on its own line, and write \\" and \\\\ for these marks inside'
            raise self._wrong(start, "this is not valid JSON: a text that begins here has no end", fix)
        self.at = found.end()
        try:
            text = str(json.loads(found[0]))
            text.encode("utf-8")
        except (ValueError, UnicodeEncodeError):
            raise self._wrong(start, "half of a character stands here (\\ud800 to \\udfff)", "write it whole") from None
        return tree.Scalar(text, False, self._span(start))

    def _mapping(self, depth: int) -> tree.Mapping:
        start = self.at
        self.at += 1
        mapping = tree.Mapping(self._span(start), True)
        if self._skip() == "}":
            self.at += 1
            return mapping
        while True:
            if self._skip() != '"':
                fix = 'names stand in " marks; is a comma too many?'
                raise self._wrong(self.at, "this is not valid JSON: a name is missing", fix)
            name = self._string()
            if self._skip() != ":":
                raise self._wrong(self.at, f"this is not valid JSON: no : stands behind '{shown(name.text)}'", "add it")
            self.at += 1
            value = self._value(depth + 1)
            if name.text in mapping.keys:
                earlier = mapping.keys[name.text].span.line
                place = Place(self.file, name.span.line, name.span.column)
                what = f"'{shown(name.text)}' stands twice"
                self.problems.append(Problem(place, what, f"it stands in line {earlier} already: keep one"))
            mapping.keys[name.text] = name
            mapping.values[name.text] = value
            if self._ends("}"):
                return mapping

    def _sequence(self, depth: int) -> tree.Sequence:
        start = self.at
        self.at += 1
        sequence = tree.Sequence(self._span(start), True)
        if self._skip() == "]":
            self.at += 1
            return sequence
        while True:
            sequence.items.append(self._value(depth + 1))
            if self._ends("]"):
                return sequence

    def _ends(self, closing: str) -> bool:
        """Whether the object or list ends here, rather than goes on behind a comma."""
        letter = self._skip()
        if letter not in (",", closing):
            fix = "is the file cut off?" if not letter else f"put a , or a {closing} here"
            raise self._wrong(self.at, f"this is not valid JSON: a , or a {closing} is missing", fix)
        self.at += 1
        return letter == closing
