"""Accidents that befall files of every kind, drawn by a seed, and the limits within which each must be dealt with.

COMITY_FUZZ sets how many are tried (see `make fuzz`).
"""

from __future__ import annotations

import os
import random
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SECONDS = 10.0
MEMORY = 1 << 30
"""What one damaged input may take: seconds of the processor, and bytes beyond what the tests hold already."""

SIGNS = (
    *(
        "<",
        ">",
        "</",
        "/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&",
        "&#0;",
        "&#x110000;",
        "&nbsp;",
        "&eacute",
        '"',
        "'",
    ),
    *("<p>", "<table>", "<del>", "<style>", "<script>", "<div hidden>", "<td colspan=99999999>", "<a>" * 300),
    *("{", "}", "[", "]", ":", ",", ";", "\t", "\n", "\r", "\r\n", "\n\n", " ", "", "=", "=1+1", "--", "null", "true"),
    *("\0", "\x01", "\x07", "\x1b[2J", "\x7f", "\x85", "\u2028", "\ufeff", "\u200b", "\u202e", "\ufffe", "😀", "é"),
    *("e\u0301", "А", "ﬁ", "“", "”", "-1", "1e999", "nan", "9" * 400, "../x", "/etc/hostname", "a" * 3000, "[" * 200),
)


def tried(fewest: int) -> int:
    """How many accidents are tried: `fewest` by themselves, COMITY_FUZZ where that is set."""
    return int(os.environ.get("COMITY_FUZZ", fewest))


def befallen(text: str, draw: random.Random, signs: Sequence[str] = SIGNS) -> str:
    """A text after one accident to one of its words, signs or lines."""
    spans = [match.span() for match in re.finditer(draw.choice((r"[\w.-]+|[^\w\s]|\s+", r"[^\n]*\n|[^\n]+")), text)]
    (start, end), (other, until) = sorted(draw.choices(spans or [(0, len(text))], k=2))
    match draw.choice(
        ("delete", "repeat", "swap", "copy", "replace", "replace", "insert", "insert", "cut off", "flip")
    ):
        case "delete":
            return text[:start] + text[end:]
        case "repeat":
            return text[:start] + text[start:end] * draw.choice((2, 3, 200)) + text[end:]
        case "swap":
            return text[:start] + text[other:until] + text[end:other] + text[start:end] + text[max(until, end) :]
        case "copy":
            return text[:start] + text[other:until] + text[end:]
        case "replace":
            return text[:start] + draw.choice(signs) + text[end:]
        case "insert":
            return text[:start] + draw.choice(signs) + text[start:]
        case "cut off":
            return text[:start] if draw.random() < 0.3 else text
        case _:
            at = draw.randrange(len(text) or 1)
            return text[:at] + chr(draw.choice((draw.randrange(128), draw.randrange(0xD800)))) + text[at + 1 :]


def bytes_befallen(data: bytes, draw: random.Random) -> bytes:
    """A file after one accident to its bytes."""
    at, until = sorted(draw.randrange(len(data) + 1) for _ in range(2))
    until = min(until, at + draw.choice((1, 1, 2, 8, 300)))
    match draw.choice(("flip", "flip", "delete", "insert", "repeat", "cut off", "zero")):
        case "flip":
            return data[:at] + bytes(byte ^ 1 << draw.randrange(8) for byte in data[at:until]) + data[until:]
        case "delete":
            return data[:at] + data[until:]
        case "insert":
            return data[:at] + draw.randbytes(draw.choice((1, 2, 50))) + data[at:]
        case "repeat":
            return data[:until] + data[at:until] * draw.choice((1, 2, 100)) + data[until:]
        case "zero":
            return data[:at] + bytes(until - at) + data[until:]
        case _:
            return data[:at]


@contextmanager
def within_limits(what: str) -> Iterator[None]:
    """Fail where what is done within raises anything, or takes more time or memory than any damaged input may."""
    try:
        import resource
    except ImportError:  # Windows has neither limit
        yield
        return

    def over(*_: object) -> None:
        raise AssertionError(f"{what}: more than {SECONDS:g} seconds")

    before = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as held:
        room = int(held.read().split()[0]) * resource.getpagesize() + MEMORY
    usual = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (room, before[1]))
    try:
        yield
    except Exception as error:
        raise AssertionError(what) from error
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, usual)
