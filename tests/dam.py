"""A small case with two reports that were read: for the pages on which statements and drafts are reviewed."""

from __future__ import annotations

from pathlib import Path

from comity.reading.drafting.table import COLUMNS, csv_text

CASE = """\
comity: 1
title: Talks on a dam
as_of: 2031-03-20
sources:
  round:
    file: sources/round.md
    title: The second round
    date: 2031-03-11
    publisher: The Valley Paper
  letter:
    file: sources/letter.md
    title: A letter
parties:
  uplands: {name: Uplands, signs: yes}
  lowlands: {name: Lowlands, signs: yes}
issues:
  dam:
    name: How high the dam is
    options: {low: A low dam, high: A high dam}
  water:
    name: Who gets the water
    options: {shared: Each a half, first: Lowlands first}
interests:
  uplands:
    no_deal: 30  # as before the talks
    dam: {weight: 60, low: 20, high: 100}
    water: {weight: 40, shared: 100, first: 30, evidence: [round: a half for each]}
  lowlands:
    no_deal: 40..50
    dam: {weight: 50, low: 100, high: 30}
    water: {weight: 50, shared: 60, first: 100}
red_lines:
  - id: lowlands-high
    party: lowlands
    never: {dam: high}
    because: It would leave the fields dry.
    firmness: declared
  - id: uplands-first
    party: uplands
    never: {water: first}
    because: "Uplands (refuse): water for others first"
    firmness: declared
    evidence: ["round:@"]
    draft: yes
linkages:
  - {party: lowlands, when: {dam: high, water: first}, adds: 5..40, because: Drafted., draft: yes}
"""
ROUND = """\
# The second round

Lowlands refuses a high dam, and it asks for the water first.

Uplands demands a high dam. It would accept a half for each.
Uplands refuses to give the water to others first.

A <b>third</b> voice & others said nothing.
"""
LETTER = "Lowlands supports a low dam. A low dam is all it wants.\n"
SAID = (
    ("round", "Lowlands refuses a high dam", "Lowlands", "refuse", "dam", "high", "no", "must"),
    ("round", "it asks for the water first", "Uplands", "demand", "water", "", "", ""),
    ("round", "Uplands demands a high dam", "Uplands", "demand", "dam", "high", "yes", "must"),
    ("round", "It would accept a half for each", "Uplands", "support", "water", "shared", "yes", "may"),
    ("round", "Uplands refuses to give the water to others first", "Uplands", "refuse", "water", "first", "no", "must"),
    ("letter", "Lowlands supports a low dam", "", "support", "dam", "low", "yes", ""),
)
"""Source, words, organisation, kind, issue, option, which way, how firmly; two of the speakers are wrong."""
TO_DECIDE = """\
# To decide

Limits.

## Parties

- [ ] Who must sign?
- [x] Is it one river?
- [ ] Confirm, correct or delete: x
"""


def rows() -> list[dict[str, str]]:
    """The statements as rows of the table."""
    found = []
    for number, (source, words, organisation, kind, concept, option, agreement, firmness) in enumerate(SAID, start=1):
        text = ROUND if source == "round" else LETTER
        start, end = str(text.index(words)), str(text.index(words) + len(words))
        row = dict.fromkeys(COLUMNS, "")
        row |= {"id": f"{source}-{number:03d}", "source": source, "organisation": organisation, "kind": kind}
        row |= {"concept": concept, "option": option, "agreement": agreement, "firmness": firmness, "text": words}
        found.append(row | {"start": start, "end": end, "content_start": start, "content_end": end})
    return found


def written(folder: Path, *, read: bool = True) -> Path:
    """The folder with the case in it; read: with its statements beside it."""
    (folder / "dam" / "sources").mkdir(parents=True)
    start = ROUND.index("Uplands refuses to give the water")
    drafted = CASE.replace("round:@", f"round:{start}-{start + 49} Uplands refuses to give")
    (folder / "dam" / "case.yaml").write_text(drafted, encoding="utf-8")
    (folder / "dam" / "sources" / "round.md").write_text(ROUND, encoding="utf-8")
    (folder / "dam" / "sources" / "letter.md").write_text(LETTER, encoding="utf-8")
    if read:
        (folder / "dam" / "statements.csv").write_text(csv_text(rows()), encoding="utf-8")
        (folder / "dam" / "to-decide.md").write_text(TO_DECIDE, encoding="utf-8")
    return folder
