"""The events of a YAML 1.2 text: what begins, stands and ends where.

Events are used rather than a loader, because they arrive one by one: an oversized, over-deep or endlessly aliased file
is refused before it has cost memory.

There are two parsers: the careful one, in Python, reads YAML 1.2 and says what is wrong; the quick one, in C, reads
YAML 1.1. Where both read a text, and none of the places stands in it that they are known to read differently, they give
the same events, which is tested. The events of both have the same names and fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_OTHERWISE = re.compile(
    "[\t\r\x85\u2028\u2029\ufeff]"  # blanks and line ends
    r"|^%|^\.\.\."  # directives, the end of a document
    r"|[\"'\]}][ \n]*:[^ \n]"  # a colon behind a quoted name, and no blank behind it
    r"|[|>][-+\d]*#"  # a long text with a comment where none can be
    r"|[|>][^\n|>]*\n\n* +(?:\n|\Z)",  # a long text that begins with blanks
    re.MULTILINE,
)
_TO_NEXT = re.compile(r"[ \n]*+(?:(?<=[ \n])#[^\n]*+[ \n]*+)*+")
_LIBYAML = (0, 2, 5)  # reads `{a: b:c}` as YAML 1.2 does, which those before it refuse
_BEHIND_NAME = ("", " ", "\n", ",", "]", "}")


class Unclear(Exception):
    """The quick parser gives up, or may read the text otherwise than the careful one."""


class Broken(Exception):
    """The parser gives up: where in the text, and what it says in plain words."""

    def __init__(self, at: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.at = at
        self.what = what
        self.fix = fix


_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon stands where none can", "put a text with a colon in quotes"),
    ("expected ',' or '}'", "a comma or a closing } is missing before this", "write what is missing"),
    ("expected ',' or ']'", "a comma or a closing ] is missing before this", "write what is missing"),
    ("expected <block end>", "this does not fit the entries above it", "check the indentation and the brackets"),
    ("could not find expected ':'", "a name without a colon stands here", "write `name: value`"),
    ("unexpected end of stream", "quotation marks are opened and never closed", "close them"),
    ("cannot start any token", "a text cannot begin like this", "put it in quotes"),
    ("unknown escape", "\\ in double quotes has a meaning of its own", "put the text in single quotes"),
)


def careful(text: str) -> Iterator[Any]:
    """The events of a YAML text; raises Broken where the parser gives up."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    last = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = event.end_mark.index
            yield event
    except MarkedYAMLError as error:
        said = str(error.problem or error.context)
        mark = error.problem_mark or error.context_mark
        if "unexpected end of stream" in said or "could not find expected ':'" in said:
            mark = error.context_mark or mark  # where the quotes open that nothing closes, or the name begins
        known = next((words for words in _PLAIN_WORDS if words[0] in said), None)
        _, what, fix = known or (
            "",
            f"this is not valid YAML: {said}",
            "check what stands here, and put texts in quotes",
        )
        raise Broken(mark.index if mark else last, what, fix) from None
    except (YAMLError, ValueError, OverflowError) as error:
        raise Broken(last, f"this is not valid YAML: {str(error).splitlines()[0]}", "look behind this place") from None


def quick(text: str) -> Iterator[Any]:
    """The events of a YAML text as `careful` gives them, some seven times as fast; raises Unclear where it may not."""
    if _OTHERWISE.search(text):
        raise Unclear
    try:
        from yaml import YAMLError
        from yaml._yaml import CParser, get_version
    except ImportError:  # made without its part in C
        raise Unclear from None
    if get_version() < _LIBYAML:
        raise Unclear
    flow = 0  # how many brackets and braces are open
    before = None
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                if not event.value and not event.style:
                    _as_careful(event, before, text, flow > 0)
            elif kind in ("SequenceStartEvent", "MappingStartEvent"):
                flow += bool(flow or event.flow_style)
            elif flow and kind in ("SequenceEndEvent", "MappingEndEvent"):
                flow -= 1
            if getattr(event, "anchor", None) and not _named_to_the_end(text, event):
                raise Unclear
            before = event
            yield event
    except (YAMLError, ValueError):
        raise Unclear from None


def _named_to_the_end(text: str, event: Any) -> bool:
    """Whether the name of an anchor or alias ends where the quick parser ends it."""
    end = event.start_mark.index + 1 + len(event.anchor)
    return text[end : end + 1] in _BEHIND_NAME


def _as_careful(event: Any, before: Any, text: str, flow: bool) -> None:
    """Give a value that is left empty the place that the careful parser gives it; raises Unclear where none is sure."""
    at, after = event.start_mark.index, before.end_mark.index
    if event.anchor or event.tag or type(before).__name__ not in ("ScalarEvent", "AliasEvent"):
        raise Unclear
    between = text[after:at].strip(" \n")
    following = _TO_NEXT.match(text, at)
    if not flow and text[at - 1] == "-":
        return  # an item
    if between == ":" and following:
        at = text.index(":", after) + 1 if flow else following.end()
        event.start_mark = event.end_mark = _Mark(at)
    elif between or not flow:
        raise Unclear


class _Mark:
    """A place in the text, as the marks of events have it."""

    def __init__(self, index: int) -> None:
        self.index = index
