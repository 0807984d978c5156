"""How well does the reader read? Scores against hand-made annotations.

    python benchmarks/reading.py [polnear] [seed] [fresh]
    python benchmarks/reading.py polarity FILE

- polnear: political news with annotated sources, cues and contents (Newell, Margolin and Ruths 2018, the
  development part, brat stand-off), expected under ../shared/data/polnear/dev. Used to count, never shipped. Rules
  were tuned on it.
- seed: one report on talks in Washington, annotated by hand (../shared/data/reading). Rules were tuned on it.
- fresh: reports on other negotiations, annotated before the reader existed (benchmarks/reading_set). Not tuned on: of
  its errors only the classes are counted, so that nobody is led to mend the rules by them.

- polarity: passages annotated with the direction of each position (polarity.py beside this file explains the table);
  FILE is tests/reading/polarity/passages.yaml or one of ../shared/data/polarity.

content50: a statement and an annotation match, one to one, when the characters they share are at least half of the
content of each; better overlaps are paired first. For polnear, whose annotations hold a list and both of two speakers
in one, the statements of one cue count as one. Precision, recall and F1 count matches with core annotations; a
statement that matches a peripheral one is neither right nor wrong. The other scores are shares of the statements
matched with core annotations: speaker (polnear: the spans share half of the shorter one, or both have none; seed: the
same party or person; fresh: the same person, or, of somebody unnamed, the same words), party, issue, stance, firmness.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from comity.reading import Reading, Source, read_texts
from comity.reading.library import Library, library
from comity.reading.registry import Registry, registry, slug
from comity.reading.statement import Span, Statement
from polarity import polarity

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("COMITY_SHARED", HERE.parent.parent / "shared"))
SEED_ISSUES = {"regional_security": "european_security"}
STARTER = {"minority_rights": "language_rights"}
MODALITY = {
    "need": "must", "requires": "must", "committed": "must", "conditional": "must", "must": "must",
    "may": "may", "might": "may", "hope": "may", "could": "may", "can": "may",
}  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """One annotated statement. What an annotation set does not say stays None and is not scored."""

    content: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    names: frozenset[str] = frozenset()
    party: str | None = None
    issue: str | None = None
    stance: str | None = None
    firmness: str | None = None
    says_firmness: bool = False
    direct: bool = False
    core: bool = True
    listed: frozenset[str] | None = None
    group: str = ""
    kind: str = ""
    text: str = ""


@dataclass
class Score:
    """Counts over any number of reports; peripheral annotations and what matches them are only in `neutral`."""

    annotated: int = 0
    found: int = 0
    matched: int = 0
    neutral: int = 0
    direct: int = 0
    direct_found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The scores as one line of text."""
        p, r = self.matched / max(self.found, 1), self.matched / max(self.annotated, 1)
        parts = [
            f"{name}: content50 P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} "
            f"({self.matched} of {self.annotated} annotated, {self.found} found)"
        ]
        if self.neutral:
            parts.append(f"matching a peripheral annotation, not counted: {self.neutral}")
        if self.direct:
            parts.append(
                f"direct quotes found {self.direct_found}/{self.direct} = {self.direct_found / self.direct:.3f}"
            )
        parts += [f"{what} {self.right[what]}/{n} = {self.right[what] / n:.3f}" for what, n in self.asked.items()]
        return "\n  ".join(parts)


def shared(a: Iterable[Span], b: Iterable[Span]) -> int:
    """How many characters two lists of spans have in common."""
    b = list(b)
    return sum(x.overlap(y) for x in a for y in b)


def size(spans: Iterable[Span]) -> int:
    """How many characters spans cover."""
    return sum(s.end - s.start for s in spans)


def pairs(found: Sequence[Statement], gold: Sequence[Gold]) -> dict[int, int]:
    """content50: which annotation (by index) does each statement (by index) match?"""
    candidates = []
    for i, s in enumerate(found):
        for j, g in enumerate(gold):
            both = shared(s.content, g.content)
            if 2 * both >= size(s.content) and 2 * both >= size(g.content) and both:
                candidates.append((both / (size(s.content) + size(g.content) - both), -i, -j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in matched and -j not in taken:
            matched[-i] = -j
            taken.add(-j)
    return matched


def count(
    score: Score,
    statements: Sequence[Statement],
    gold: Sequence[Gold],
    reading: Reading,
    source: str,
    aliases: dict[str, str],
) -> None:
    """Add one report's statements to a score."""
    matched = pairs(statements, gold)
    back = {j: i for i, j in matched.items()}
    core = [j for j, g in enumerate(gold) if g.core]
    score.annotated += len(core)
    for j in core:
        g = gold[j]
        score.direct += g.direct
        score.direct_found += g.direct and j in back
        if j not in back:
            score.classes[f"missed: {g.kind or 'statement'} ({g.stance or 'no stance annotated'})"] += 1
            score.errors.append(f"{source}: missed {g.text!r}")
    for i, s in enumerate(statements):
        content = " ; ".join(c.of(reading.sources[0].text) for c in s.content)
        if i in matched and not gold[matched[i]].core:
            score.neutral += 1
            continue
        score.found += 1
        if i not in matched:
            score.classes[f"not annotated: {_elsewhere(s, gold)}"] += 1
            score.errors.append(f"{source}: not annotated {s.mention!r} {content!r}")
            continue
        score.matched += 1
        g = gold[matched[i]]
        for what, (ok, ours, theirs) in _checks(s, g, reading, aliases).items():
            score.asked[what] += 1
            score.right[what] += ok
            if not ok:
                named = what in ("stance", "firmness", "kind")
                score.classes[
                    f"{what}: {theirs} read as {ours}" if named else f"{what}: {_difference(ours, theirs)}"
                ] += 1
                score.errors.append(f"{source}: {what} {ours} for {theirs}: {content[:100]!r}")


Check = tuple[bool, object, object]


def _checks(s: Statement, g: Gold, reading: Reading, aliases: dict[str, str]) -> dict[str, Check]:
    """What is asked of a matched statement: whether it is right, what the reader said, what the annotation says."""
    checks: dict[str, Check] = {}
    if g.listed is not None:
        party = s.party if s.party in g.listed else None
        checks["speaker"] = (
            _same_person(s, g, reading),
            s.person or s.organisation or s.party,
            min(g.names, default=None),
        )
        checks["party"] = (party == g.party, party, g.party)
    elif g.names:
        checks["speaker"] = (_same_speaker(s, g, reading), s.person or s.party or s.mention, min(g.names))
    elif g.stance is None:
        checks["speaker"] = (_same_span(s, g), s.mention, bool(g.speaker) or None)
    issue = aliases.get(s.issue or "", s.issue)
    if g.listed is not None:
        # A subject that nobody settles (the talks as a whole, how the sides get on) is no listed issue.
        known = reading.library.by_id.get(s.issue or "")
        issue = issue if known is not None and known.position else None
        checks["issue"] = (issue == g.issue, issue, g.issue)
    if g.issue is not None:
        what = "issue" if g.listed is None else "issue where one is annotated"
        checks[what] = (issue == g.issue, issue, g.issue)
    if g.stance is not None:
        checks["stance"] = (s.stance == g.stance, s.stance, g.stance)
    if g.says_firmness:
        checks["firmness"] = (s.firmness == g.firmness, s.firmness, g.firmness)
    return checks


def _difference(ours: object, theirs: object) -> str:
    """How two answers differ, without saying what they are."""
    return "none for one" if ours is None else "one for none" if theirs is None else "another"


def _elsewhere(s: Statement, gold: Sequence[Gold]) -> str:
    """Where a statement that matches no annotation stands."""
    groups: Counter[str] = Counter()
    for g in gold:
        groups[g.group] += shared(s.content, g.content)
    if any(
        2 * n >= size(s.content) for group, n in groups.items() if group and sum(g.group == group for g in gold) > 1
    ):
        return "several annotations of one group joined, or one of them again"
    if any(2 * shared(s.content, g.content) >= size(s.content) for g in gold):
        return "part of an annotation, or one again"
    if any(2 * shared(s.content, g.content) >= size(g.content) for g in gold):
        return "much more than an annotation"
    return f"nothing annotated there ({'nobody in particular' if s.nobody else s.stance})"


def _same_span(s: Statement, g: Gold) -> bool:
    if not g.speaker or s.speaker is None:
        return not g.speaker and s.speaker is None
    return 2 * shared([s.speaker], g.speaker) >= min(size([s.speaker]), size(g.speaker))


def _same_person(s: Statement, g: Gold, reading: Reading) -> bool:
    """Is it the person that is annotated; or, of somebody the registry does not name, the same words of the report?"""
    ours = {n.casefold() for n in ((s.person,) if s.person else (s.organisation, s.mention)) if n}
    party = reading.registry.find(s.party) if s.party and not s.person else None
    if party is not None:
        ours |= {party.name.casefold(), *(a.casefold() for a in party.aliases)}
    if ours & {n.casefold() for n in g.names}:
        return True
    named = any(reading.registry.lookup(name) is not None for name in g.names)
    return not named and s.person is None and _same_span(s, g)


def _same_speaker(s: Statement, g: Gold, reading: Reading) -> bool:
    ours = {n.casefold() for n in (s.person, s.party, s.member) if n}
    for identifier in (s.party, s.member):
        party = reading.registry.find(identifier) if identifier else None
        if party is not None:
            ours |= {party.name.casefold(), *(a.casefold() for a in party.aliases)}
    theirs = {n.casefold() for n in g.names}
    return bool(ours & theirs) or (s.mention or "").casefold() in theirs


# --- the sets ------------------------------------------------------------------------------------------------


def polnear() -> Score:
    """The development part of PolNeAR."""
    folder = SHARED / "data" / "polnear" / "dev"
    score = Score()
    actors, issues = registry(), library()
    for file in sorted((folder / "text").glob("*.txt")):
        text = file.read_bytes().decode("utf-8")
        annotations = sorted((folder / "attributions").glob(f"{file.stem.replace('[', '[[]')}_*.ann"))
        gold = _brat(annotations[0].read_text(encoding="utf-8"), text)
        reading = read_texts([Source("a", file.stem, None, None, text)], actors, issues)
        told = [s for s in reading.statements if not _nested(s, reading.statements)]
        count(score, _joined(told), gold, reading, file.stem, {})
    return score


def _nested(s: Statement, statements: Iterable[Statement]) -> bool:
    """Is this told inside what another statement says?"""
    return s.reported_by is not None and any(
        s.content != other.content and shared(s.content, other.content) == size(s.content) for other in statements
    )


def _joined(statements: Iterable[Statement]) -> list[Statement]:
    """The statements of one cue as one: items of a list, what a condition asks, each of several speakers.

    PolNeAR annotates an attribution once, whatever it holds and however many share it.
    """
    by_cue: dict[object, Statement] = {}
    for s in statements:
        key = s.cue or s.id
        first = by_cue.get(key)
        content = s.content if first is None else (*first.content, *s.content)
        by_cue[key] = replace(first or s, content=_united(content))
    return list(by_cue.values())


def _united(content: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without what they share."""
    united: list[Span] = []
    for span in sorted(set(content)):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def _brat(text: str, source: str) -> list[Gold]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[dict[str, list[Span]]] = []
    for line in sorted(text.splitlines(), key=lambda line: not line.startswith("T")):
        fields = line.split("\t")
        if line.startswith("T"):
            _, where = fields[1].split(" ", 1)
            spans[fields[0]] = tuple(Span(*map(int, part.split())) for part in where.split(";"))
        elif line.startswith("E"):
            event: dict[str, list[Span]] = {}
            for pair in fields[1].split()[1:]:
                role, name = pair.split(":")
                event.setdefault(re.sub(r"\d+$", "", role), []).extend(spans.get(name, ()))
            events.append(event)
    gold = []
    for event in events:
        content = tuple(event.get("Content", ()))
        if not content:
            continue
        words = " ; ".join(s.of(source) for s in content)
        gold.append(
            Gold(content, tuple(event.get("Source", ())), direct=words[:1] in '"“' or words[:2] == "''", text=words)
        )
    return gold


def _records(records: Iterable[dict[str, Any]], listed: frozenset[str] | None = None) -> list[Gold]:
    """Annotations, one JSON record a statement; `listed` are the parties that an annotation may name."""
    gold = []
    for r in records:
        says = "firmness" in r or "modality" in r
        firmness = r.get("firmness", MODALITY.get(str(r.get("modality"))))
        firmness = None if firmness in (None, "none") else str(firmness)
        if firmness is None and r["stance"] == "refuse":
            firmness = "must"  # as the fresh set defines it
        spans = r["content_span"] if isinstance(r["content_span"][0], list) else [r["content_span"]]
        gold.append(
            Gold(
                content=tuple(Span(*s) for s in spans),
                speaker=(Span(*r["speaker_span"]),) if r.get("speaker_span") else (),
                names=frozenset(
                    n for n in (r.get("speaker"), r.get("speaker_mention") if listed is None else None) if n
                ),
                party=r.get("party"),
                issue=r.get("issue"),
                stance=r.get("stance"),
                firmness=firmness,
                # "goal" tells what is wanted, not how firmly: it is not scored.
                says_firmness=says and r.get("modality") != "goal" if "firmness" not in r else True,
                direct=r.get("kind") == "direct",
                core=r.get("tier", "core") == "core",
                listed=listed,
                group=r.get("group") or "",
                kind=r.get("kind") or "",
                text=r["content"],
            )
        )
    return gold


def seed() -> Score:
    """The annotated report on the talks in Washington."""
    score = Score()
    records = json.loads((SHARED / "data" / "reading" / "seed_gold_000.json").read_text(encoding="utf-8"))
    file = SHARED / "seeds" / records[0]["doc"]
    reading = read_texts(
        [Source("seed", file.stem, "2025-08-18", None, file.read_text(encoding="utf-8"))], registry(), library()
    )
    gold = [g for r, g in zip(records, _records(records), strict=True) if not r.get("dup_of")]
    count(score, _joined(s for s in reading.statements if s.repeats is None), gold, reading, "seed", SEED_ISSUES)
    return score


def fresh() -> Score:
    """Every annotated report of benchmarks/reading_set, each read with the parties and issues of its negotiation."""
    score = Score()
    for written in sorted((HERE / "reading_set").glob("*/negotiation.yaml")):
        with tempfile.TemporaryDirectory() as folder:
            actors, issues = _negotiation(written, Path(folder))
        declared = YAML(typ="safe").load(written)["parties"]
        for annotated in sorted(written.parent.glob("*.json")):
            records = json.loads(annotated.read_text(encoding="utf-8"))
            text = annotated.with_suffix(".txt").read_text(encoding="utf-8")
            source = Source(slug(annotated.stem), annotated.stem, annotated.stem, None, text)
            reading = read_texts([source], actors, issues)
            gold = [g for r, g in zip(records, _records(records, frozenset(declared)), strict=True) if not r["dup_of"]]
            statements = _joined(s for s in reading.statements if s.repeats is None)
            count(score, statements, gold, reading, f"{written.parent.name} {annotated.stem}", STARTER)
    return score


def _negotiation(written: Path, folder: Path) -> tuple[Registry, Library]:
    """The registry and the list of issues that an analyst would give, from what is written of a negotiation."""
    known = YAML(typ="safe").load(written)
    parties = {
        identifier: {
            "name": party["name"],
            "aliases": party.get("aliases") or [],
            "people": {
                person["name"]: {"aliases": person.get("aliases") or [], "titles": [{"title": person["title"]}]}
                for person in (party.get("members") or {}).values()
            },
        }
        for identifier, party in known["parties"].items()
    }
    for name, content in (("registry", {"parties": parties}), ("issues", {"issues": known["issues"]})):
        (folder / f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")  # JSON is YAML
    return registry(folder / "registry.yaml"), library(folder / "issues.yaml")


def speed() -> str:
    """How long 60,000 words take on this machine, and how much memory."""
    sources = sorted((SHARED / "data" / "polnear" / "dev" / "text").glob("*.txt"))
    texts: list[Source] = []
    words = 0
    for file in sources:
        text = file.read_text(encoding="utf-8")
        texts.append(Source(f"s{len(texts)}", file.stem, None, None, text))
        words += len(text.split())
        if words >= 60_000:
            break
    start = time.process_time()
    read_texts(texts, registry(), library())
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"speed: {words} words in {seconds:.0f} s of processor time; {memory:.0f} MB at most"


def main(wanted: Sequence[str]) -> None:
    """Print the scores of the sets asked for, and write the errors of those tuned on to temporary files."""
    if wanted[:1] == ["polarity"]:
        for file in wanted[1:]:
            print(polarity(Path(file)))
        return
    sets = {"polnear": polnear, "seed": seed, "fresh": fresh}
    for name in [w for w in wanted if w in sets] or list(sets):
        score = sets[name]()
        print(score.line(name))
        if name == "fresh":
            print(
                "\n".join(
                    f"  {n:3} {each}"
                    for each, n in sorted(score.classes.items(), key=lambda c: (c[0].split(":")[0], -c[1]))
                )
            )
            continue
        errors = Path(tempfile.gettempdir()) / f"comity-reading-{name}.txt"
        errors.write_text("\n".join(score.errors), encoding="utf-8")
        print(f"  errors: {errors}")
    if "speed" in wanted:
        print(speed())


if __name__ == "__main__":
    main(sys.argv[1:])
