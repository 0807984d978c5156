"""What stands in braces and brackets: read as a patient reader would, each missing comma or bracket noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.case import letters
from comity.case.copy import Edit
from comity.case.slip import ODD, Mends, content_end, quoted, shown

_CLOSERS = {"{": "}", "[": "]", "｛": "}", "［": "]"}
_FULL_WIDTH = {"｛": "{", "［": "[", "｝": "}", "］": "]", "，": ",", "、": ","}
_BLANK = re.compile(r"(?:[ \t]+|[ \t]*\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_WORD = re.compile(r"[^\s,\[\]{}'\"#:：，、｝］][^\n,\[\]{}]*")
_END = re.compile(rf":(?=[\s,\[\]{{}}{ODD}]|$)|[ \t]#|：")
_HASH = re.compile(r"[ \t]+#\w[^\n]*[}\]][^\n]*$", re.MULTILINE)
_NO_START = re.compile(r"[@`%|>]|\?\s|\*(?![^\s,\[\]{}*]+\s*[,\]}\n])")
"""How no text in brackets can begin; a star may be a reference."""
_SHORT = re.compile(r"[-+\d.,%]+|\S+")


@dataclass
class _Frame:
    """A bracket that is open."""

    mark: str
    at: int
    value: tuple[int, int] | None = None  # the last value or name, where no comma has followed it yet
    plain: bool = False  # whether that is text without quotes
    named: bool = False  # whether a name and its colon stand before what comes next
    several: int = 0  # how many commas
    comma: int = 0  # where the last of them stands
    entry: int = 0  # the comma before the first entry with a name in a list: where its bracket may be missing


class Braces:
    """Reads what stands in brackets; `names`: how often each word of the file names an entry."""

    def __init__(self, text: str, mends: Mends, names: Mapping[str, int]) -> None:
        self.text = text
        self.mends = mends
        self.names = names
        self.frames: list[_Frame] = []
        self.limit = 0

    def read(self, at: int, limit: int) -> int:
        """Read from an opening bracket on; where what it holds ends, at the latest at the limit."""
        self.limit = limit
        end = at
        while True:
            at = self._blanks(at)
            if at >= limit or self.mends.full:
                self._unclosed(end)
                return end
            at = end = self._piece(at)
            if not self.frames:
                return end

    def _blanks(self, at: int) -> int:
        while at < self.limit:
            if found := _BLANK.match(self.text, at, self.limit):
                at = found.end()
            elif self.text[at] == "#" and self.text[at - 1] in " \t\n":
                comment = _COMMENT.match(self.text, at)
                at = comment.end() if comment else at + 1
            elif self.text[at] in letters.BLANKS or letters.unseen(self.text[at]):
                at = self.mends.blanks(at, self.limit)
            else:
                break
        return at

    def _piece(self, at: int) -> int:
        """Read one sign or value; where it ends."""
        letter = self.text[at]
        full = _FULL_WIDTH.get(letter)
        if full and (self.frames or full in "[{") and not (full in "]}" and self.frames[-1].mark in "[{"):
            what = f"a full-width {letter} stands here"
            new = f"{full} " if full == "," else full
            self.mends.letter(at, what, f"write {full}", [Edit(at, at + 1, new)])
            letter = full
        if letter in "[{":
            self._before_value(at)
            self.frames.append(_Frame(self.text[at], at))
            return at + 1
        frame = self.frames[-1]
        if letter in "]}":
            return self._closed(letter, at)
        if letter == ",":
            frame.value, frame.named = None, False
            frame.several, frame.comma = frame.several + 1, at
            return at + 1
        if letter in ":：" and (frame.value or letter == "："):
            return self._colon(frame, at)
        if letter in "\"'":
            return self._quotation(frame, at)
        if letter in "“„«‘「『" and (end := self._curly(frame, at)):
            return end
        return self._word(frame, at)

    def _before_value(self, at: int) -> None:
        """A value begins: a comma must stand before it if another value does."""
        if not self.frames:
            return
        frame = self.frames[-1]
        if frame.value:
            last = frame.value[1]
            fix = f"write a comma behind {shown(self.text[slice(*frame.value)])}"
            self.mends.add(at, "a comma is missing before this", fix, [Edit(last, last, ",")])
            frame.value, frame.named = None, False

    def _after_value(self, start: int, end: int, plain: bool = False) -> None:
        if self.frames:
            self.frames[-1].value = (start, end)
            self.frames[-1].plain = plain

    def _closed(self, letter: str, at: int) -> int:
        frame = self.frames[-1]
        wanted = _CLOSERS[frame.mark]
        if letter == wanted:
            self.frames.pop()
            self._after_value(frame.at, at + 1)
            return at + 1
        if any(_CLOSERS[each.mark] == letter for each in self.frames):
            self._missing(frame, frame.entry or at)
            self.frames.pop()
            self._after_value(frame.at, at)
            return at
        what = f"the bracket {self.text[at]} closes nothing"
        self.mends.add(at, what, "delete it", [Edit(at, at + 1, "")])
        return at + 1

    def _missing(self, frame: _Frame, at: int, closers: str = "") -> None:
        """A bracket that is never closed; where it should be, and the brackets that should stand there."""
        closers = closers or _CLOSERS[frame.mark]
        line = self.text.count("\n", 0, at) + 1
        behind = shown(self.text[max(self.text.rfind("\n", 0, at) + 1, at - 30) : at])
        what = f"the bracket {frame.mark} that opens here is never closed"
        fix = f"write {shown(closers)} behind '{behind}' in line {line}"
        self.mends.add(frame.at, what, fix, [Edit(at, at, closers)])

    def _unclosed(self, end: int) -> None:
        """The entry ends, and brackets are still open: one problem."""
        first = self.frames[0]
        end = self.frames[-1].at + len(self.text[self.frames[-1].at : end].rstrip())
        self._missing(first, end, "".join(_CLOSERS[frame.mark] for frame in reversed(self.frames)))
        self.frames.clear()

    def _colon(self, frame: _Frame, at: int) -> int:
        """A colon behind a name; one more behind a value belongs to a text, or a comma is missing before it."""
        end = at + 1
        if self.text[at] == "：":
            self.mends.letter(at, "a full-width colon ： stands here", "write : and a blank", [Edit(at, end, ": ")])
        elif end < self.limit and not self.text[end].isspace() and self.text[end] not in ",[]{}" and frame.plain:
            end = self.mends.blanks(end, self.limit)
        if not frame.named or frame.value is None:
            frame.named, frame.value = True, None
            return end
        start, last = frame.value
        if frame.plain:
            before, blank, name = self.text[start:last].rpartition(" ")
            known = self.names.get(name, 0) > 1 or _SHORT.fullmatch(before.strip())
            if blank and re.fullmatch(r"[\w.-]+", name) and before.rstrip().endswith(";"):
                place = start + len(before.rstrip()) - 1
                fix = f"write {shown(before.rstrip()[:-1])}, {name}: ..."
                self.mends.add(place, "a semicolon stands where a comma belongs", fix, [Edit(place, place + 1, ",")])
                frame.value = None
                return end
            if blank and re.fullmatch(r"[\w.-]+", name) and known:
                place = start + len(before.rstrip())
                what = f"a comma is missing before {name}"
                fix = f"write {shown(before)}, {name}: ..."
                self.mends.add(last - len(name), what, fix, [Edit(place, place, ",")])
                frame.value = None
                return end
        return self._text_with_colon(frame, start, at)

    def _text_with_colon(self, frame: _Frame, start: int, at: int) -> int:
        last = self._text_end(at)
        fix = f"put the text in quotes: {quoted(shown(self.text[start:last]))}"
        self.mends.add(at, "a colon inside a text that is not in quotes", fix, self.mends.in_quotes(start, last))
        self._after_value(start, last)
        return last

    def _text_end(self, at: int) -> int:
        """Where a text that needs quotes probably ends: before the next comma or closing bracket of its line."""
        end = self.text.find("\n", at, self.limit)
        found = re.compile(r"[,\]}]").search(self.text, at, self.limit if end < 0 else end)
        last = found.start() if found else content_end(self.text, at, self.limit if end < 0 else end)
        return at + len(self.text[at:last].rstrip())

    def _quotation(self, frame: _Frame, at: int) -> int:
        self._before_value(at)
        end = self.mends.closing(at, self.limit)
        mark = self.text[at]
        line_end = self.text.find("\n", at, self.limit)
        line_end = self.limit if line_end < 0 else line_end
        if end is None:
            last = self._text_end(at)
            self.mends.add(
                at,
                "a quotation mark opens here and is never closed",
                f"close it: {shown(self.text[at:last])}{mark}",
                [Edit(last, last, mark)],
            )
            end = last
        elif not re.compile(r"\s*(?:[,:\]}#：，｝］]|$)").match(self.text, end, max(end, line_end)):
            close = re.compile(rf"{mark}(?=\s*(?:[,\]}}]|$))").search(self.text, end, line_end)
            if close:
                self.mends.inner(at, close.end())
                end = close.end()
            elif not re.compile(r"\s+[\w.-]+[ \t]*:(?=\s)|\s*[\[{]").match(self.text, end, line_end):
                last = self._text_end(end)
                fix = f"put all of it in quotes: {quoted(shown(self.text[at:last]))}"
                self.mends.add(
                    end, "words stand behind the closing quotation mark", fix, self.mends.in_quotes(at, last)
                )
                end = last
        self._after_value(at, end)
        return end

    def _curly(self, frame: _Frame, at: int) -> int | None:
        """A text in curly quotes that hold it together in the writer's eyes; None where that changes nothing."""
        line_end = self.text.find("\n", at, self.limit)
        close = re.compile(r"[”“»’」』](?=\s*(?:[,:\]}，]|$))").search(
            self.text, at + 1, self.limit if line_end < 0 else line_end
        )
        if close is None:
            return None
        names = self.text.startswith((":", "："), close.end())
        if not names and not re.search(r"[,\[\]{}]|:\s|\s#", self.text[at : close.end()]):
            return None
        self._before_value(at)
        self.mends.curly(at, close.start())
        self._after_value(at, close.end())
        return close.end()

    def _word(self, frame: _Frame, at: int) -> int:
        """Text without quotes, up to its comma, bracket, colon or comment."""
        if _NO_START.match(self.text, at, self.limit):
            self._before_value(at)
            last = self._text_end(at)
            fix = f"put it in quotes: {quoted(shown(self.text[at:last]))}"
            what = f"a text cannot begin with {self.text[at]}"
            self.mends.add(at, what, fix, self.mends.in_quotes(at, last))
            self._after_value(at, last)
            return last
        line = _WORD.match(self.text, at, self.limit)
        end = line.end() if line else at + 1
        cut = _END.search(self.text, at, end)
        # The pattern looks no further than the text given, so a colon at its end is tried on what follows it.
        if cut and cut[0] == "：" and frame.named:
            cut = None
        if cut:
            end = cut.start()
        elif self.text[end - 1] == ":" and end < self.limit:
            end -= 1
        end = self._full_width_end(frame, at, end)
        end = at + max(len(self.text[at:end].rstrip()), 1)
        if frame.value and frame.plain and "\n" in self.text[frame.value[1] : at] and not self._names(end):
            frame.value = (frame.value[0], end)  # a text over several lines
            return end
        if frame.mark in "[［" and frame.several and not frame.entry and self._names(end):
            frame.entry = frame.comma
        self._before_value(at)
        if frame.named and (hash_end := _HASH.match(self.text, end, self.limit)):
            last = self._text_end(self.text.index("#", end) + 1)
            fix = f"put the text in quotes if # belongs to it: {quoted(shown(self.text[at:last]))}"
            self.mends.add(hash_end.start() + 1, "the text ends before #", fix, self.mends.in_quotes(at, last))
            end = last
        if frame.named and end < self.limit:
            after = end
            while after > at and (self.text[after - 1] in letters.BLANKS or letters.unseen(self.text[after - 1])):
                after -= 1
            self.mends.trailing(after, end)
        self._after_value(at, end, plain=True)
        return end

    def _names(self, end: int) -> bool:
        return bool(re.compile(r"[ \t]*:(?=\s|$)").match(self.text, end))

    def _full_width_end(self, frame: _Frame, at: int, end: int) -> int:
        """Where a text ends at a full-width comma that parts two entries, or at a full-width closing bracket."""
        if frame.mark in "｛［" and (closer := re.compile("[｝］]").search(self.text, at + 1, end)):
            end = closer.start()
        comma = re.compile("[，、]").search(self.text, at + 1, end)
        if comma is None:
            return end
        in_list = frame.mark in "[［" and " " not in self.text[at:end]
        entry = re.compile(r"\s*[\w.-]+\s*[:：]").match(self.text, comma.end())
        return comma.start() if in_list or entry else end
