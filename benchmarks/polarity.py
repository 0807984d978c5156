"""Does the reader keep the direction of what is said? Counts over annotated passages, for benchmarks/reading.py.

A passage is a text with the positions that it holds: whose, the content, the thing named in it, and whether the speaker
is for that thing, against it, or neither. Each passage is read twice, as a source of its own: with the starter issues,
and with a list made of the passage's own subjects, as an analyst would write one. Two forms are read: one JSON record a
line (../shared/data/polarity) and the YAML of tests/reading/polarity, whose first lines explain its fields.

A position is found where a statement shares at least half of the shorter of the two contents and a third of the
annotated one; a statement answers for each content once. Inverted: the statement's `agreement` is the opposite of what
is annotated toward the thing. Against: a drafted red line or rating that runs against what its speaker wants.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from comity.reading import Reading, Source, read_texts
from comity.reading.drafting.draft import Proposal, proposals
from comity.reading.library import Library, library
from comity.reading.registry import Registry, registry, slug
from comity.reading.statement import Span, Statement

READ_AS = {
    "demand": {"demand"}, "accept": {"support"}, "conditional accept": {"support", "demand", "refuse"},
    "offer": {"support", "claim", "demand"}, "refuse": {"refuse", "oppose"}, "oppose": {"refuse", "oppose"},
    "withdraw demand": {"withdrawn-demand", "shift"}, "neutral report": {"claim"},
}  # fmt: skip
"""The reader's stances that an annotated stance may be read as."""
YES = ("demand", "accept", "offer", "conditional accept")
AGREEMENT = {True: "yes", False: "no", None: None}
OPPOSITE = {"yes": "no", "no": "yes"}
WAR = ("peace talks", "ceasefire", "peace")
"""Kinds of negotiation in which a starter issue of war can be right at all."""
WORST_FIRST = ("against", "condition dropped", "wrong party", "wrong issue", "unsupported")


@dataclass(frozen=True)
class Held:
    """One annotated position; `wants` is yes, no or unclear toward `thing`, `never` the reading that would do harm."""

    content: Span
    thing: str | None
    speaker: str | None
    party: str | None
    subject: str
    stance: str
    wants: str
    never: str | None
    firmness: str | None
    condition: str | None
    not_about: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A text, the class of its difficulty, the kind of negotiation, and the positions that it holds."""

    id: str
    kind: str
    about: str
    text: str
    held: tuple[Held, ...]


def passages(file: Path) -> tuple[Passage, ...]:
    """The annotated passages of a file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        return tuple(_of_record(json.loads(line)) for line in text.splitlines() if line.strip())
    return tuple(_of_entry(n, entry) for n, entry in enumerate(YAML(typ="safe").load(text), start=1))


def _of_record(record: dict[str, Any]) -> Passage:
    held = tuple(
        Held(
            Span(*p["span"]), p["named"], p["speaker"], p["party"], p["concept"], p["stance"], p["polarity"],
            p["not_polarity"], p["firmness"] if p["firmness"] not in ("prefer", "none") else None, p["condition"],
            tuple(p["not_about"]),
        )
        for p in record["positions"]
    )  # fmt: skip
    return Passage(record["id"], record["class"], record["kind_of_negotiation"], record["text"], held)


def _of_entry(number: int, entry: dict[str, Any]) -> Passage:
    held = []
    for p in entry["holds"]:
        where = p.get("where", p["thing"])
        start = entry["text"].index(where)
        never = p.get("never", OPPOSITE.get(p["wants"]))
        held.append(
            Held(
                Span(start, start + len(where)), p["thing"], p["says"], p["by"], p["thing"], p["stance"], p["wants"],
                None if never == "none" else never, p.get("firm"), p.get("if"), (),
            )
        )  # fmt: skip
    return Passage(f"{entry['kind']} {number}", entry["kind"], entry["about"], entry["text"], tuple(held))


def polarity(file: Path) -> str:
    """The table of counts for a file: all passages, then each class. Parties are those of registry.yaml beside it."""
    beside = file.with_name("registry.yaml")
    actors = registry(beside if beside.exists() else None)
    starter = library()
    everything: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {}
    for passage in passages(file):
        counts = _counts(passage, actors, starter)
        everything += counts
        by_kind[passage.kind] = by_kind.get(passage.kind, Counter()) + counts
    return "\n\n".join(_lines(name, c) for name, c in (("all passages", everything), *by_kind.items()))


def _counts(passage: Passage, actors: Registry, starter: Library) -> Counter[str]:
    own = _read(passage.text, actors, _own_issues(passage))
    usual = _read(passage.text, actors, starter)
    known = frozenset(p.id for p in actors.parties) | {m.id for p in actors.parties for m in p.members}
    counts: Counter[str] = Counter(passages=1)
    answers = _answers(passage, own.statements, known)
    for number, held in enumerate(passage.held):
        counts.update(_one(passage, held, answers.get(number), own.statements, known))
    peaceful = passage.kind.startswith("off-subject") or passage.about not in WAR
    for s in own.statements:
        counts["beside"] += bool(s.party and not s.nobody and not any(_shared(held, s) for held in passage.held))
    for s in usual.statements:
        counts["war issue"] += peaceful and s.issue is not None and not s.nobody
    for name, reading in (("starter", usual), ("own", own)):
        for red_line, fault in _drafts(passage, reading, known, own_list=reading is own):
            counts[f"{name} drafts"] += 1
            counts[f"{name} {fault}"] += 1
            counts[f"{name} red line {fault}"] += red_line
    return counts


def _read(text: str, actors: Registry, issues: Library) -> Reading:
    return read_texts((Source("t", "A report", "2026-05-04", None, text),), actors, issues)


def _own_issues(passage: Passage) -> Library:
    """An issue for each subject of the passage; its option `wanted` is shown by the words of the things named."""
    issues: dict[str, dict[str, Any]] = {}
    for held in passage.held:
        entry = issues.setdefault(slug(held.subject), {"name": held.subject, "keywords": []})
        if held.thing:
            entry["keywords"].append(re.sub(r"(?i)^(?:an?|the|its|their|to|any|no)\s+", "", held.thing))
    for entry in issues.values():
        entry["keywords"] = entry["keywords"] or [entry["name"]]
        entry["options"] = {
            "wanted": {"name": entry["name"], "keywords": entry["keywords"]},
            "otherwise": {"name": "Left as it is", "keywords": ["zzqx"]},
        }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "issues.yaml"
        file.write_text(json.dumps({"only": "yes", "issues": issues}), encoding="utf-8")  # JSON is YAML
        return library(file)


# --- one position against the statements -----------------------------------------------------------------------


def _shared(held: Held, s: Statement) -> int:
    """The characters that a statement's content shares with an annotated one; 0 where too few to be the same."""
    both = sum(held.content.overlap(span) for span in s.content)
    annotated, read = held.content.end - held.content.start, sum(span.end - span.start for span in s.content)
    return both if 2 * both >= min(annotated, read) and 3 * both >= annotated else 0


def _conditional(held: Held, s: Statement) -> bool:
    """Does a statement hold this position's words as its condition?"""
    return s.condition is not None and 2 * held.content.overlap(s.condition) >= held.content.end - held.content.start


def _party(held: Held, s: Statement, known: frozenset[str]) -> str:
    """Is the party right, left open, or wrong? A group that no registry lists goes by any name of its own."""
    read = None if s.nobody else s.party
    if held.party in (None, "nobody"):
        return "right" if read is None else "wrong"
    if read is None:
        return "open"
    if held.party in (read, s.member):
        return "right"
    named = {*slug(held.speaker or "").split("_"), *str(held.party).split("_")}
    strangers = held.party not in known and read not in known
    return "right" if strangers and named & set(read.split("_")) else "wrong"


def _speaker(held: Held, s: Statement, text: str) -> bool:
    if held.speaker is None:
        return s.speaker is None or s.nobody
    places = [Span(m.start(), m.end()) for m in re.finditer(re.escape(held.speaker), text)]
    return s.speaker is not None and any(place.overlap(s.speaker) for place in places)


def _answers(passage: Passage, statements: Sequence[Statement], known: frozenset[str]) -> dict[int, Statement]:
    """For each position the statement that fits it best, by party, speaker and words; for each content another one."""
    used: set[tuple[Span, str]] = set()
    answers: dict[int, Statement] = {}
    for number in sorted(range(len(passage.held)), key=lambda n: passage.held[n].content):
        held = passage.held[number]
        fitting = [
            (_party(held, s, known) == "right", _speaker(held, s, passage.text), _shared(held, s), -place, s)
            for place, s in enumerate(statements)
            if _shared(held, s) and (held.content, s.id) not in used and not _anothers(passage, held, s, known)
        ]
        if fitting:
            answers[number] = max(fitting, key=lambda fit: fit[:4])[4]
            used.add((held.content, answers[number].id))
    return answers


def _anothers(passage: Passage, held: Held, s: Statement, known: frozenset[str]) -> bool:
    """Is a statement of another party that party's own position on the same words?"""
    if _party(held, s, known) != "wrong":
        return False
    others = [h for h in passage.held if h is not held and h.party not in (None, "nobody")]
    return any(_shared(other, s) and _party(other, s, known) == "right" for other in others)


def _one(
    passage: Passage, held: Held, s: Statement | None, statements: Sequence[Statement], known: frozenset[str]
) -> Counter[str]:
    decided = held.wants != "unclear"
    c: Counter[str] = Counter(positions=1, decided=decided)
    told_in = [t for t in statements if _conditional(held, t)]
    if told_in and (s is None or s in told_in):
        return c + Counter(told=1)
    if s is None:
        return c
    said = AGREEMENT[s.agreement]
    c.update({"found": 1, "speaker": _speaker(held, s, passage.text), f"party {_party(held, s, known)}": 1})
    c.update(stance=s.stance in READ_AS[held.stance], firmness=s.firmness == held.firmness)
    if decided:
        inverted = said is not None and said != held.wants
        c.update({"found decided": 1, "stated": said is not None, "right": said == held.wants, "inverted": inverted})
        c["for the clause"] += inverted and said == ("yes" if held.stance in YES else "no")
    else:
        c.update({"found unclear": 1, "misread": said is not None and said == held.never})
    if held.condition:
        kept, within = _kept(held.condition, s, passage.text)
        c.update({"with condition": 1, "kept": kept, "within content": within and not kept})
    return c


def _kept(condition: str, s: Statement, text: str) -> tuple[bool, bool]:
    """Is at least half of a condition held as one; does it stand in the content?"""
    places = [Span(m.start(), m.end()) for m in re.finditer(re.escape(condition), text)]
    kept = s.condition is not None and any(2 * p.overlap(s.condition) >= len(condition) for p in places)
    return kept, any(2 * sum(p.overlap(span) for span in s.content) >= len(condition) for p in places)


# --- drafts ----------------------------------------------------------------------------------------------------


def _drafts(passage: Passage, reading: Reading, known: frozenset[str], own_list: bool) -> Iterator[tuple[bool, str]]:
    """Each drafted red line (True) and interest (False) with the worst that is wrong with it; "" where nothing is."""
    drafted = [p for p in proposals(reading) if p.draft]
    linked = {_place(e) for p in drafted if p.path[0] in ("conditions", "linkages") for e in p.value["evidence"]}
    for p in drafted:
        if p.path[0] not in ("red_lines", "interests"):
            continue
        faults = _faults(passage, p, reading, known, own_list, linked)
        yield p.path[0] == "red_lines", next((fault for fault in WORST_FIRST if fault in faults), "")


def _place(evidence: str) -> str:
    """The source and characters of a reference, without its check sum and first words."""
    return re.split(r"[ ~]", evidence)[0]


def _faults(
    passage: Passage, p: Proposal, reading: Reading, known: frozenset[str], own_list: bool, linked: set[str]
) -> set[str]:
    red_line = p.path[0] == "red_lines"
    holder = p.value["party"] if red_line else p.path[1]
    issue = next(iter(p.value["never"])) if red_line else p.path[2]
    places = {_place(e) for e in p.value["evidence"]}
    faults: set[str] = set()
    supported = False
    for s in reading.statements:
        place = f"{s.source}:{s.span.start}-{s.span.end}"
        if place not in places or (s.member or s.party) != holder or s.issue != issue:
            continue
        held = [h for h in passage.held if _shared(h, s)]
        of_party = [h for h in held if _party(h, s, known) == "right"]
        about = [h for h in of_party if slug(h.subject) == issue] if own_list else of_party
        supported |= bool(held)
        if held and not about:
            faults.add("wrong issue" if of_party else "wrong party")
        if not about:
            continue
        if not own_list and _off_subject(passage, issue, of_party):
            faults.add("wrong issue")
        best = max(about, key=lambda h: _shared(h, s))
        if best.condition and place not in linked:
            faults.add("condition dropped")
        if best.wants != "no" if red_line else _runs_against(best, p.value.get(s.option)):
            faults.add("against")
    return faults if supported else faults | {"unsupported"}


def _off_subject(passage: Passage, issue: str, held: Sequence[Held]) -> bool:
    war = passage.about in WAR and not passage.kind.startswith("off-subject")
    return not war or any(issue.rstrip("s") in name for h in held for name in h.not_about)


def _runs_against(held: Held, rating: str | None) -> bool:
    """Does a rating of the thing run against what is wanted of it?"""
    if rating is None:
        return False
    low, _, high = rating.partition("..")
    middle = (float(low) + float(high or low)) / 2
    return middle < 45 if held.never == "no" else middle > 55 if held.never == "yes" else False


# --- the table -------------------------------------------------------------------------------------------------


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" + (f" {100 * part / whole:.0f}%" if whole else "")


def _lines(name: str, c: Counter[str]) -> str:
    rows = [
        f"{name}: {c['passages']} passages, {c['positions']} positions",
        f"found {_share(c['found'], c['positions'])}, told as a condition {c['told']}; speaker "
        f"{_share(c['speaker'], c['found'])}; party right {_share(c['party right'], c['found'])}, left open "
        f"{c['party open']}, wrong {c['party wrong']}; beside the annotated {c['beside']}",
        f"direction of {c['found decided']} found that have one ({c['decided']} annotated): stated {c['stated']}, "
        f"right {c['right']}, left open {c['found decided'] - c['stated']}, INVERTED "
        f"{_share(c['inverted'], c['stated'])} ({c['for the clause']} right for the clause, wrong for the thing named)",
        f"unclear {c['found unclear']}, read the one way it must not be {c['misread']}",
        f"stance {_share(c['stance'], c['found'])}, firmness {_share(c['firmness'], c['found'])}; condition kept "
        f"{_share(c['kept'], c['with condition'])}, inside the content {c['within content']}; off the subject "
        f"under a war issue {c['war issue']}",
    ]
    for label in ("starter", "own"):
        rows.append(
            f"drafts with {label} issues {c[label + ' drafts']}: AGAINST "
            f"{_share(c[label + ' against'], c[label + ' drafts'])} (red lines {c[label + ' red line against']}), "
            + ", ".join(f"{fault} {c[f'{label} {fault}']}" for fault in WORST_FIRST[1:])
        )
    return "\n  ".join(rows)
