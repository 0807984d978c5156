"""The page cut to one sheet of A4: how high each part prints, estimated, and what is left out where it is too high.

What is left out is counted on the page; type never shrinks. Sizes are those of the style sheet for print in
`comity.show` (its `font-size-adjust` makes the letters of all fonts as high); widths are those of a wide font, so that
narrower ones leave room. A test holds both against a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from comity.papers.one_page.sheet import Box, Row, Run, Sentence, Sheet, Swings

HEIGHT, WIDTH = 799.4, 515.9
"""Of the sheet within its margins, in points."""

SPARE = 0.985
"""Which part of the height is filled, at most: lines break where this estimate does not know."""

KEPT_PARTIES = 4
"""Of how many parties the page says what they get before it leaves out any terms."""

FEWEST_BARS = 2
"""How many judgements the figure keeps, at least."""

_ADJUSTED = 0.51 / 0.547  # the size of letters that the style sheet makes of DejaVu Sans
_WIDE = 1.135  # bold letters beside plain ones
_STYLES = {"strong": _WIDE, "quote": 1.09, "cite": 0.91}  # serif letters, and smaller ones
_WIDTHS = {
    0.28: "ijlI'|’‘J", 0.32: ".,:;· ", 0.38: "ft-()[]/", 0.42: "r", 0.48: "“”\"", 0.53: "sz", 0.56: "cL",
    0.6: "kvxyaeoFTEPYZ–", 0.64: "SKXAV", 0.82: "wGOQ", 0.97: "mMW%",
}  # fmt: skip
_LETTERS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS, _CAPITALS = 0.635, 0.75
"""How wide letters are in DejaVu Sans, in sizes of its type; those that are not listed."""

BODY, TABLE, SMALL, FOOT = (8.9, 1.35), (8.6, 1.32), (8.3, 1.32), (7.8, 1.28)
"""Sizes of type in points, and the height of a line in these."""

Setting = tuple[float, float]


def fitted(sheet: Sheet) -> Sheet:
    """The page with its boxes in two columns of like height, without what there is no room for, which is counted."""
    sheet = balanced(sheet)
    while height(sheet) > HEIGHT * SPARE:
        smaller = next(_smaller(sheet), None)
        if smaller is None:
            return sheet
        sheet = balanced(smaller)
    return sheet


def balanced(sheet: Sheet) -> Sheet:
    """The page with its boxes, in their order, in the two columns that are least high together."""
    boxes = (*sheet.left, *sheet.right)
    if len(boxes) < 2:
        return replace(sheet, left=boxes, right=())
    splits = range(1, len(boxes))
    best = min(splits, key=lambda at: (round(max(_column(boxes[:at]), _column(boxes[at:])), 3), -at))
    return replace(sheet, left=boxes[:best], right=boxes[best:])


def _smaller(sheet: Sheet) -> Iterator[Sheet]:
    """The page without one thing more, in the order in which things are left out; first what makes it less high."""
    boxes = (*sheet.left, *sheet.right)
    order = [
        "How to come to one",
        "What would widen it",
        "What would not help",
        "Not known",
        "Since the last version",
        "What stands in the way",
    ]
    found: list[Sheet] = []
    for least in (1, 0):
        for heading in order:
            for at, box in enumerate(boxes):
                if box.heading.startswith(heading) and len(box.points) > least:
                    cut = replace(box, points=box.points[:-1], more=box.more + 1)
                    found.append(replace(sheet, left=(*boxes[:at], cut, *boxes[at + 1 :]), right=()))
        if least:
            found += [*_fewer_bars(sheet), *_fewer_parties(sheet, KEPT_PARTIES), *_fewer_terms(sheet)]
    found += _fewer_parties(sheet, 0)
    now = height(balanced(sheet))
    yield from (each for each in found if height(balanced(each)) < now - 0.5)
    yield from found


def _fewer_terms(sheet: Sheet) -> Iterator[Sheet]:
    """Without the last term that all share, or the last one of each agreement."""
    for at, row in enumerate(sheet.rows):
        if row.kind == "terms" and row.head.startswith(("In ", "It says")):
            cut = tuple(replace(cell, runs=cell.runs[:-1]) if len(cell.runs) > 1 else cell for cell in row.cells)
            gone = max(len(cell.runs) - len(less.runs) for cell, less in zip(row.cells, cut, strict=True))
            if gone:
                rows = (*sheet.rows[:at], replace(row, cells=cut), *sheet.rows[at + 1 :])
                yield replace(sheet, rows=rows, more_terms=sheet.more_terms + gone)


def _fewer_bars(sheet: Sheet) -> Iterator[Sheet]:
    """Without the last judgement of the figure, down to two."""
    boxes = (*sheet.left, *sheet.right)
    for at, box in enumerate(boxes):
        if box.swings is not None and len(box.swings.bars) > FEWEST_BARS:
            cut = replace(box, swings=replace(box.swings, bars=box.swings.bars[:-1]), more=box.more + 1)
            yield replace(sheet, left=(*boxes[:at], cut, *boxes[at + 1 :]), right=())


def _fewer_parties(sheet: Sheet, kept: int) -> Iterator[Sheet]:
    """Without what the last party gets, where more than some are told of."""
    trades = [at for at, row in enumerate(sheet.rows) if row.kind == "trade"]
    if len(trades) > kept:
        rows = (*sheet.rows[: trades[-1]], *sheet.rows[trades[-1] + 1 :])
        yield replace(sheet, rows=rows, more_parties=sheet.more_parties + 1)


# How high it prints


def height(sheet: Sheet) -> float:
    """How high the page prints, in points."""
    top = _mark(sheet.marking) + 26 + _supposed(sheet.supposed)
    top += lines(sheet.headline.runs, WIDTH, 19, _WIDE * 1.05) * 19 * 1.15 + 3
    top += lines(sheet.lead.runs, WIDTH, 10.4, _STYLES["quote"]) * 10.4 * 1.36 + 5
    if sheet.questions:
        told = [(lines([Run(each.asks)], 162, 8.3), lines(each.answer.runs, 162, 8.6)) for each in sheet.questions]
        top += 4.75 + max(asked * 8.3 * 1.32 + said * 8.6 * 1.32 for asked, said in told)
    foot = 8.5 + sum(lines(each.runs, WIDTH, 7.8) for each in sheet.foot) * 7.8 * 1.28 + 11.5
    return top + _table(sheet) + max(_column(sheet.left), _column(sheet.right)) + foot


def _mark(words: str) -> float:
    return 7.8 * 1.35 if words else 0.0


def _supposed(sentence: Sentence | None) -> float:
    return 0.0 if sentence is None else 11 + lines(sentence.runs, WIDTH - 12, 8.9) * 8.9 * 1.35


def _heading(words: str, width: float) -> float:
    return 13.3 + lines([Run(words, "strong")], width, 9.4) * 9.4 * 1.2


def _table(sheet: Sheet) -> float:
    if not sheet.columns:
        return 0.0
    first, each = 70.9, (WIDTH - 70.9) / len(sheet.columns)
    widths = [each - 9] * (len(sheet.columns) - 1) + [each]
    heads = [lines(column.title.runs, width - 19, 9.8, _WIDE * 1.05) * 9.8 * 1.22 + 11.35 * bool(column.note)
             for column, width in zip(sheet.columns, widths, strict=True)]  # fmt: skip
    total = _heading(sheet.heading, WIDTH) + max(heads) + 5
    line = TABLE[0] * TABLE[1]
    for at, row in enumerate(sheet.rows):
        padding = 1.2 if row.kind == "trade" else 3.95
        if row.kind == "trade" and (not at or sheet.rows[at - 1].kind != "trade"):
            total += line + 5.5
        total += _row(row, first - 9, widths) * line + padding
    return total + (8.9 * 1.35 if sheet.more_terms or sheet.more_parties else 0.0)


def _row(row: Row, first: float, widths: Sequence[float]) -> int:
    """How many lines a row takes."""
    head = lines([Run(row.head)], first, TABLE[0])
    if len(row.cells) == 1:
        return max(head, lines(row.cells[0].runs, sum(widths), TABLE[0]))
    meter = 42.0 if row.meters else 0.0
    cells = zip(row.cells, widths, strict=True)
    return max(head, *(lines(cell.runs, width - meter, TABLE[0]) for cell, width in cells))


def _column(boxes: Sequence[Box]) -> float:
    return sum(_box(box, (WIDTH - 19.5) / 2) for box in boxes)


def _box(box: Box, width: float) -> float:
    line = BODY[0] * BODY[1]
    total = _heading(box.heading, width)
    total += sum(lines(each.runs, width, BODY[0]) * line + 2.5 for each in box.said)
    for each in box.points:
        total += (
            lines(each.runs, width - 11.3, BODY[0]) * line + 1.5 + 1.8 * any(run.style == "quote" for run in each.runs)
        )
    if box.swings or box.caption:
        total += 3 + (_swings(box.swings, width) if box.swings else 0.0)
        caption = [run for each in box.caption for run in each.runs]
        total += 1.5 + lines(caption, width, SMALL[0]) * SMALL[0] * SMALL[1]
    return total + (line + 2.5 if box.more else 0.0)


def _swings(swings: Swings, width: float) -> float:
    return 10 + sum(max(13.5, lines(label.runs, width * 0.44, 8.3) * 8.3 * 1.25) for label, _, _ in swings.bars)


def lines(runs: Sequence[Run], width: float, size: float, wide: float = 1.0) -> int:
    """How many lines some words take in a width, both in points, in type of a size; wide: beside plain letters."""
    if not runs:
        return 1
    used, count = 0.0, 1
    for run in runs:
        factor = wide * _STYLES.get(run.style, 1.0)
        for word in run.words.split():
            long = extent(word) * size * factor
            space = 0.32 * _ADJUSTED * size if used else 0.0
            if used and used + space + long > width:
                count, used, space = count + 1, 0.0, 0.0
            while long > width:  # a word of its own lines
                count, long = count + 1, long - width
            used += space + long
    return count


def extent(word: str) -> float:
    """How wide a word is, in sizes of its type."""
    widths = (_LETTERS.get(letter, _CAPITALS if letter.isupper() else _OTHERS) for letter in word)
    return sum(widths) * _ADJUSTED
