"""Common slips of the pen in a YAML file: what each is, what to write instead, and how a copy is mended to read on.

The scan goes through the lines as a patient reader would: it knows entries, items, quotes, brackets and long texts, and
where one of them is not as YAML wants it, it says so, assumes what was probably meant, and goes on. It is asked where
the parser gave up, or where letters stand in a file that deceive the eye.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from comity.case import letters
from comity.case.braces import Braces
from comity.case.copy import Edit
from comity.case.slip import ODD, Mends, Slip, content_end, quoted, shown

_LEAD = re.compile(rf"[ \t{ODD}]*")
_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[“„«「『][^”“»」』\n]*[”“»」』]|(?!-\s)[^\s:：#,\[\]{}&*!|>'"%@`“「『][^:：\n]*?)"""
    rf"(?P<gap>[ \t{ODD}]*)(?P<colon>[:：])"
)
_NAME = re.compile(r"[\w.-]+")
_ENTRY = re.compile(r"[\w.-]+[ \t]*:(?=\s|$)")
_EQUALS = re.compile(r"([\w.-]+)([ \t]*=[ \t]*)(?=\S)")
_HEADER = re.compile(r"[|>](?:[+-]?\d?|\d?[+-]?)[ \t]*(?:[ \t]#.*)?$")
_BULLET = re.compile(rf"[–—•‣·*](?=[ \t{ODD}])")
_TIGHT_DASH = re.compile(r"-(?=[\"'\[{]|[^\W\d_])")
_ESCAPE = re.compile(r'\\(?:[0abt\tnvfre "/\\N_LP\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\')
_FOREIGN_COMMENT = re.compile(r"//|/\*|--\s|;\s")
"""How comments begin in other languages."""
_DEEPEST = 50
_NO_START = "@`%,]}"
_STEP = re.compile(r"^( +)\S", re.MULTILINE)


@dataclass
class _Level:
    """A list of entries or items whose lines begin in one column."""

    indent: int
    items: bool
    state: str = "open"  # of its last entry: "open" (nothing stated yet), "text" (may go on), "closed"
    text_from: int = 0  # where the text of the last entry begins


def slips(text: str) -> list[Slip]:
    """Every slip of a text that is known, in the order of the text, each with the edits that mend a copy of it."""
    return _Scan(text).slips()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.mends = Mends(text)
        self.levels: list[_Level] = []
        names = re.findall(r"(?:^|[{\[,\s])([\w.-]+)[ \t]*:(?=\s)", text)
        self.names = Counter(names)
        step = _STEP.search(text)
        self.step = len(step[1]) if step and len(step[1]) <= 8 else 2

    def slips(self) -> list[Slip]:
        at = 0
        while at < len(self.text) and not self.mends.full:
            at = self._line(at)
        return self.mends.found

    def _line(self, start: int) -> int:
        """Read what begins on a line; where the next line begins that does not belong to it."""
        end = self._line_end(start)
        lead = _LEAD.match(self.text, start, end)
        at = lead.end() if lead else start
        if at == end or self.text[at] == "#":
            return end + 1
        if at == start and self.text.startswith(("---", "...", "%"), at):
            self.levels = []
            return end + 1
        indent = self._indent(start, at)
        if (mark := _FOREIGN_COMMENT.match(self.text, at, end)) and not self._goes_on(at):
            self.mends.add(
                at, f"a comment does not begin with {mark[0].strip()}", "begin it with #", [Edit(at, at, "# ")]
            )
            return end + 1
        return self._content(at, end, indent)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _indent(self, start: int, at: int) -> int:
        """How far a line is indented; blanks that are none are replaced in the copy."""
        lead = self.text[start:at]
        self._odd_lead = lead.strip(" ") != ""
        unseen = sum(map(letters.unseen, lead)) if self._odd_lead else 0
        width = len(lead) + lead.count("\t") * (self.step - 1) - unseen
        if "\t" in lead:
            width = self._tabs_meant(width, at)
            edits = [Edit(start, at, " " * width)]
            self.mends.letter(start + lead.index("\t"), "a tab indents this line", "indent with blanks", edits)
            return width
        place = start
        while place < at:
            place = place + 1 if self.text[place] == " " else self.mends.odd(place, at)
        return width

    def _tabs_meant(self, width: int, at: int) -> int:
        """How many blanks were probably meant by the tabs of a line: as many as its neighbours have."""
        if not self.levels:
            return width
        if self.levels[-1].state == "open":
            following = self._next_indent(self._line_end(at))
            return following if following > self.levels[-1].indent else max(width, self.levels[-1].indent + 1)
        return min((level.indent for level in reversed(self.levels)), key=lambda indent: abs(indent - width))

    def _content(self, at: int, end: int, indent: int) -> int:
        first = True
        while (mark := self._item_mark(at, end, indent, first)) is not None:
            level = self._settled(indent, at, True) if first else self._nested(indent, True)
            if level is None:
                return self._text(at, end, self.levels[-1])
            after = self.mends.blanks(at + mark, end)
            level.state = "open" if after == end or self.text[after] == "#" else "closed"
            if level.state == "open":
                return end + 1
            indent += max(after - at, 2)
            at, first = after, False
        key = self._key(at, end, first)
        if key is None:
            return self._without_key(at, end, indent, first)
        level = self._settled(indent, at, False) if first else self._nested(indent, False)
        if level is None:
            return self._text(at, end, self.levels[-1])
        return self._value(level, self._after_key(key, end), end)

    # Items and entries

    def _item_mark(self, at: int, end: int, indent: int, first: bool) -> int | None:
        """How long the dash of an item is, or None where no item begins."""
        if self.text[at] == "-" and (at + 1 == end or self.text[at + 1] in " \t" or self._is_odd(at + 1)):
            return 1
        if not first or not self._may_be_item(indent):
            return None
        if _BULLET.match(self.text, at, end):
            self.mends.add(at, f"'{self.text[at]}' begins this item", "begin it with a hyphen", [Edit(at, at + 1, "-")])
            return 1
        if _TIGHT_DASH.match(self.text, at, end):
            fix = f"write - {shown(self.text[at + 1 : end])}"
            self.mends.add(at + 1, "a blank is missing behind the hyphen", fix, [Edit(at + 1, at + 1, " ")])
            return 1
        return None

    def _is_odd(self, at: int) -> bool:
        return at < len(self.text) and (self.text[at] in letters.BLANKS or letters.unseen(self.text[at]))

    def _may_be_item(self, indent: int) -> bool:
        if not self.levels:
            return False
        top = self.levels[-1]
        if indent > top.indent:
            return top.state == "open"
        return any(level.items and level.indent == indent for level in self.levels)

    def _key(self, at: int, end: int, first: bool) -> re.Match[str] | None:
        """The name that begins an entry, with its colon."""
        key = _KEY.match(self.text, at, end)
        if key is None or " #" in key["key"]:
            return None
        after = key.end()
        if key["colon"] == "：" or key["key"][0] in "\"'":
            return key
        if after == end or self.text[after] in " \t" or self._is_odd(after):
            return key
        tight = _NAME.fullmatch(key["key"]) and not key["gap"] and not key["key"].isdigit()
        if not tight or self.text.startswith("//", after) or (not first and self.text[after].isdigit()):
            return None
        return key if not self._goes_on(at) else None

    def _goes_on(self, at: int) -> bool:
        """Whether a line may belong to the text of the entry above it."""
        column = at - (self.text.rfind("\n", 0, at) + 1)
        return bool(self.levels) and self.levels[-1].state == "text" and column > self.levels[-1].indent

    def _after_key(self, key: re.Match[str], end: int) -> int:
        """Note what is odd about a name and its colon; where the value begins."""
        at, after = key.start(), key.end()
        if key["key"][0] in letters.QUOTES:
            last = key.end("key") - 1
            self.mends.curly(at, last)
        self.mends.blanks(key.start("colon") - len(key["gap"]), key.start("colon"))
        if key["colon"] == "：":
            fix = f"write {shown(key['key'])}: with the colon of the keyboard, and a blank behind it"
            self.mends.add(after - 1, "a full-width colon ： stands here", fix, [Edit(after - 1, after, ": ")])
        elif after < end and self.text[after] not in " \t" and not self._is_odd(after):
            fix = f"write {shown(key['key'] + ': ' + self.text[after:end])}"
            self.mends.add(after, "a blank is missing behind the colon", fix, [Edit(after, after, " ")])
        return self.mends.blanks(after, end)

    def _without_key(self, at: int, end: int, indent: int, first: bool) -> int:
        """A line, or the rest of one behind a hyphen, that names nothing."""
        if not first:
            return self._value(self.levels[-1], at, end)
        if not self.levels and self.text[at] in "[{":
            return self._brackets(_Level(-1, False), at, end)
        line = self.text[at : content_end(self.text, at, end)]
        if equals := _EQUALS.match(self.text, at, end):
            level = self._settled(indent, at, False)
            fix = f"write {equals[1]}: {shown(self.text[equals.end() : end])}"
            self.mends.add(equals.end(1), "an = where a colon belongs", fix, [Edit(*equals.span(2), ": ")])
            return self._value(level, equals.end(), end) if level else end + 1
        top = self.levels[-1] if self.levels else None
        if top and top.state == "open" and indent > top.indent and not self._beside_entry(end, indent):
            return self._value(top, at, end)
        name = _NAME.match(line)
        word = name[0] if name else ""
        rest = line[len(word) :].strip()
        deeper = self._next_indent(end) > indent
        told = word and (self.names[word] or (rest and (rest[0].isdigit() or rest[0] in "[{\"'")))
        if word and ((not rest and (deeper or not self._text_above())) or (rest and told and not deeper)):
            level = self._settled(indent, at, False)
            place = at + len(word)
            fix = f"write {word}: {shown(rest)}".rstrip()
            self.mends.add(place, f"a colon is missing behind {word}", fix, [Edit(place, place, ":")])
            return self._value(level, self.mends.blanks(place, end), end) if level else end + 1
        if self._text_above() and (line[0].isalnum() or line[0] in "\"'("):
            line_start = self.text.rfind("\n", 0, at) + 1
            fix = "indent it more, or write a name and a colon before it"
            lead = " " * (self.levels[-1].indent + 2 - indent)
            self.mends.add(
                at,
                "this line names nothing, and may go on with the text above",
                fix,
                [Edit(line_start, line_start, lead)],
            )
            return end + 1
        return end + 1  # whatever it is, the parser says it

    def _beside_entry(self, end: int, indent: int) -> bool:
        """Whether the next line is an entry in the same column."""
        following = re.compile(rf"\n+ {{{indent}}}[\w.-]+:(?=\s)").match(self.text, end)
        return following is not None

    def _text_above(self) -> bool:
        return bool(self.levels) and self.levels[-1].state == "text"

    def _next_indent(self, end: int) -> int:
        following = re.compile(r"\n+( *)(?=[^\s#])").match(self.text, end)
        return len(following[1]) if following else -1

    # Indentation

    def _nested(self, indent: int, items: bool) -> _Level:
        level = _Level(indent, items)
        self.levels.append(level)
        return level

    def _settled(self, indent: int, at: int, items: bool) -> _Level | None:
        """The level that a line belongs to; None where it goes on with the text above it."""
        if not self.levels:
            return self._nested(indent, items)
        top = self.levels[-1]
        if indent > top.indent:
            if top.state == "open":
                return self._nested(indent, items)
            return self._moved(at, indent, top)
        popped = None
        while self.levels and self.levels[-1].indent > indent:
            popped = self.levels.pop()
        outer = self.levels[-1] if self.levels else None
        if outer and outer.indent == indent:
            return self._same_column(outer, indent, items)
        inside = self._next_indent(self._line_end(at))
        if popped and outer and indent < inside <= popped.indent and self.text[self._line_end(at) - 1] == ":":
            return self._moved(at, indent, outer)  # what it holds is not indented beyond the inner level
        if popped and (outer is None or popped.items == items):
            self.levels.append(popped)
            return self._moved(at, indent, popped)
        if popped and outer and outer.items == items:
            return self._moved(at, indent, outer)
        return self._nested(indent, items)

    def _same_column(self, top: _Level, indent: int, items: bool) -> _Level:
        if items and not top.items:
            return self._nested(indent, True)  # items may stand in the column of their list's name
        if not items and top.items and len(self.levels) > 1 and self.levels[-2].indent == indent:
            self.levels.pop()
            return self.levels[-1]
        return top

    def _moved(self, at: int, indent: int, level: _Level) -> _Level:
        """Move a line, in the copy, to the column where its neighbours begin."""
        by = level.indent - indent
        edit = Edit(at, at, " " * by) if by > 0 else Edit(at + by, at, "")
        if self._odd_lead:
            self.mends.silently([edit])
        else:
            what = f"this line begins in column {indent + 1}, its neighbours in column {level.indent + 1}"
            fix = f"indent it by {level.indent} blanks" if level.indent else "do not indent it"
            self.mends.add(at, what, fix, [edit])
        return level

    # Values

    def _value(self, level: _Level, at: int, end: int) -> int:
        level.state = "closed"
        if at >= end or self.text[at] == "#":
            level.state = "open"
            return end + 1
        if mark := re.compile(r"[&!][^\s,\[\]{}]+(?:\s+|$)").match(self.text, at, end):
            if mark.end() >= end:
                level.state = "open"
                return end + 1
            at = mark.end()
        letter = self.text[at]
        if letter in "|>":
            return self._long_text(level, at, end)
        if letter in "\"'":
            return self._quotation(level, at, end)
        if letter in "[{［｛":
            return self._brackets(level, at, end)
        if letter in "“„«‘「『" and (closed := self._curly(at, end)):
            return closed
        wrong_star = letter == "*" and not re.compile(r"\*[^\s,\[\]{}*]+[ \t]*(?:#|$)").match(self.text, at, end)
        if letter in _NO_START or letter in "&!" or wrong_star:
            return self._quote(at, end, at, f"a text cannot begin with {letter}")
        if self.text.startswith("- ", at):
            last = content_end(self.text, at, end)
            fix = f"begin a new line for it, or write [{shown(self.text[at + 2 : last])}]"
            edits = [Edit(at, at + 2, "["), Edit(last, last, "]")]
            self.mends.add(at, "the item of a list stands on the line of its name", fix, edits)
            return end + 1
        if self.text.startswith("? ", at):
            return self._quote(at, end, at, "a text cannot begin with ?")
        if within := self._entry_within(level, at, end):
            return within
        return self._text(at, end, level)

    def _entry_within(self, level: _Level, at: int, end: int) -> int | None:
        """An entry that stands on the line of the name it belongs to; None where there is none."""
        entry = _ENTRY.match(self.text, at, end)
        name = self.text[at : entry.end() - 1].rstrip() if entry else ""
        if not entry or self.names[name] < 2 or len(self.levels) > _DEEPEST:
            return None
        indent = max(self._next_indent(end), 0)
        indent = indent if indent > level.indent else level.indent + self.step
        what = f"{name} stands on the line of the name that it belongs to"
        edits = [Edit(at, at, "\n" + " " * indent)]
        self.mends.add(at, what, f"begin a new line for {name}, indented more", edits)
        return self._value(self._nested(indent, False), self.mends.blanks(entry.end(), end), end)

    def _quote(self, at: int, end: int, place: int, what: str, lead: str = "") -> int:
        last = content_end(self.text, at, end)
        fix = f"{lead}put it in quotes: {quoted(shown(self.text[at:last]))}"
        self.mends.add(place, what, fix, self.mends.in_quotes(at, last))
        return end + 1

    def _text(self, at: int, end: int, level: _Level) -> int:
        """A text without quotes: its lines, and the colons and signs in it that end it too soon."""
        level.state, level.text_from = "text", at
        last = content_end(self.text, at, end)
        cut = last if self.text[last:end].strip() else None  # where a comment cuts a text off that goes on
        next_line = end + 1
        colons = self._colons(at, last)
        following = self._going_on(next_line, level.indent)
        while following is not None:
            first, line_end = following
            if cut is not None:
                what, fix = "the text ends before #", "put the text in quotes if # belongs to it"
                self.mends.add(self.text.index("#", cut), what, fix, self.mends.in_quotes(at, line_end))
                return line_end + 1
            last = content_end(self.text, first, line_end)
            colons += self._colons(first, last)
            next_line = line_end + 1
            following = self._going_on(next_line, level.indent)
        self.mends.trailing(at, last)
        if colons and self._second_entry(at, colons[0], level):
            return next_line
        if colons:
            start = self.text.rfind("\n", 0, at) + 1
            named = _KEY.match(self.text, start + len(self.text[start:at]) - len(self.text[start:at].lstrip()), at)
            words = quoted(shown(self.text[at:last]))
            fix = f"put the text in quotes: {shown(named['key']) + ': ' if named else ''}{words}"
            self.mends.add(
                colons[0], "a colon inside a text that is not in quotes", fix, self.mends.in_quotes(at, last)
            )
        return next_line

    def _second_entry(self, at: int, colon: int, level: _Level) -> bool:
        """Whether a second entry stands on the line of one."""
        before, blank, name = self.text[at:colon].rpartition(" ")
        if not blank or self.names[name] < 2 or not re.fullmatch(r"[-+\d.]+|[\w-]+", before.strip()):
            return False
        place = colon - len(name)
        edits = [Edit(at + len(before), place, "\n" + " " * level.indent)]
        self.mends.add(place, "a second entry stands on this line", f"begin a new line before {name}", edits)
        return True

    def _colons(self, at: int, last: int) -> list[int]:
        return [found.start() for found in re.compile(r":(?=\s|$)").finditer(self.text, at, last)]

    def _going_on(self, start: int, indent: int) -> tuple[int, int] | None:
        """The next line, where it goes on with a text of an entry indented so far."""
        while start < len(self.text):
            end = self._line_end(start)
            line = self.text[start:end]
            if line.strip():
                at = start + len(line) - len(line.lstrip(" "))
                odd = self.text[at] in "\t#" or self._is_odd(at)
                if odd or at - start <= indent or _ENTRY.match(self.text, at, end):
                    return None
                return at, end
            start = end + 1
        return None

    def _long_text(self, level: _Level, at: int, end: int) -> int:
        if not _HEADER.match(self.text[at:end]):
            return self._quote(at, end, at, f"a text cannot begin with {self.text[at]}")
        start = end + 1
        while start < len(self.text):
            line_end = self._line_end(start)
            line = self.text[start:line_end]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= level.indent:
                break
            start = line_end + 1
        return start

    def _limit(self, end: int, indent: int) -> int:
        """Where the next line begins that is not indented beyond the entry: no quotes or brackets reach so far."""
        start = end + 1
        while start < len(self.text):
            line_end = self._line_end(start)
            line = self.text[start:line_end]
            if line.strip() and len(line) - len(line.lstrip()) <= indent and line.lstrip()[0] not in "}]｝］#":
                break
            start = line_end + 1
        return min(start, len(self.text))

    def _quotation(self, level: _Level, at: int, end: int) -> int:
        limit = self._limit(end, level.indent)
        close = self.mends.closing(at, limit)
        if close is None:
            last = content_end(self.text, at, end)
            mark = self.text[at]
            fix = f"close it: {shown(self.text[at:last])}{mark}"
            self.mends.add(at, "a quotation mark opens here and is never closed", fix, [Edit(last, last, mark)])
            return end + 1
        line_end = self._line_end(close)
        rest = self.text[close:line_end].strip()
        if not rest or rest[0] == "#":
            self._escapes(at, close)
            return line_end + 1
        return self._broken_quotation(at, line_end, close)

    def _broken_quotation(self, at: int, line_end: int, close: int) -> int:
        last = content_end(self.text, at, line_end)
        if self.text[last - 1] == self.text[at] and last > close:
            self.mends.inner(at, last)
        elif self.text[close:last].strip() == ",":
            self.mends.add(close, "a comma ends this line", "delete it", [Edit(close, last, "")])
        else:
            fix = f"put all of it in quotes: {quoted(shown(self.text[at:last]))}"
            self.mends.add(close, "words stand behind the closing quotation mark", fix, self.mends.in_quotes(at, last))
        return line_end + 1

    def _escapes(self, at: int, close: int) -> None:
        if self.text[at] != '"':
            return
        wrong = [found.start() for found in _ESCAPE.finditer(self.text, at, close) if len(found[0]) == 1]
        if wrong:
            fix = "put the text in single quotes, or write \\\\ for \\"
            self.mends.add(wrong[0], "a \\ in double quotes", fix, [Edit(place, place, "\\") for place in wrong])

    def _curly(self, at: int, end: int) -> int | None:
        """A text in curly quotes that would need straight ones to hold together; None where it needs none."""
        last = content_end(self.text, at, end)
        inside = self.text[at + 1 : last - 1]
        if self.text[last - 1] not in letters.QUOTES or not re.search(r":(?=\s|$)|\s#", inside):
            return None
        self.mends.curly(at, last - 1)
        return end + 1

    def _brackets(self, level: _Level, at: int, end: int) -> int:
        before = len(self.mends.found)
        braces = Braces(self.text, self.mends, self.names)
        close = braces.read(at, self._limit(end, level.indent))
        line_end = self._line_end(close)
        rest = self.text[close:line_end].strip()
        if not rest or rest[0] == "#":
            return line_end + 1
        last = content_end(self.text, close, line_end)
        if set(rest) <= set("]}, "):
            what = "a comma ends this line" if rest == "," else f"the bracket {rest[0]} closes nothing"
            self.mends.add(self.text.index(rest[0], close), what, "delete it", [Edit(close, last, "")])
            return line_end + 1
        if "\n" in self.text[at:close] or rest[0] == ":":
            return line_end + 1
        del self.mends.found[before:]
        return self._quote(at, line_end, at, f"a text cannot begin with {self.text[at]}")
