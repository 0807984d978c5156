"""How well does the reader read? Scores against hand-made annotations.

    python benchmarks/reading.py [polnear] [seed] [fresh]

- polnear: political news with annotated sources, cues and contents (Newell, Margolin and Ruths 2018, the
  development part, brat stand-off), expected under ../shared/data/polnear/dev. Used to count, never shipped. Rules
  were tuned on it.
- seed: one report on talks in Washington, annotated by hand (../shared/data/reading). Rules were tuned on it.
- fresh: reports on other negotiations, annotated before the reader was run on them (benchmarks/reading_set). Not
  tuned on.

content50: a statement and an annotation match, one to one, when the characters they share are at least half of the
content of each; better overlaps are paired first. Precision, recall and F1 count matches. The other scores are shares
of the matched statements: speaker (polnear: the spans share half of the shorter one, or both have none; else the same
party or person), issue, stance, firmness.
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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.reading import Reading, Source, read_texts
from comity.reading.library import library
from comity.reading.registry import registry
from comity.reading.statement import Span, Statement

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("COMITY_SHARED", HERE.parent.parent / "shared"))
SEED_ISSUES = {"regional_security": "european_security"}
MODALITY = {
    "need": "must", "requires": "must", "committed": "must", "conditional": "must", "should": "must", "must": "must",
    "red line": "red line", "red_line": "red line",
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
    text: str = ""


@dataclass
class Score:
    """Counts over any number of reports."""

    annotated: int = 0
    found: int = 0
    matched: int = 0
    core: int = 0
    core_matched: int = 0
    direct: int = 0
    direct_found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The scores as one line of text."""
        p, r = self.matched / max(self.found, 1), self.matched / max(self.annotated, 1)
        parts = [
            f"{name}: content50 P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} "
            f"({self.matched} of {self.annotated} annotated, {self.found} found)"
        ]
        if self.core != self.annotated:
            parts.append(f"core recall {self.core_matched}/{self.core}")
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
    score.annotated += len(gold)
    score.found += len(statements)
    score.matched += len(matched)
    for j, g in enumerate(gold):
        score.core += g.core
        score.core_matched += g.core and j in back
        score.direct += g.direct
        score.direct_found += g.direct and j in back
        if j not in back:
            score.errors.append(f"{source}: missed {g.text!r}")
    for i, s in enumerate(statements):
        content = " ; ".join(c.of(reading.sources[0].text) for c in s.content)
        if i not in matched:
            score.errors.append(f"{source}: not annotated {s.mention!r} {content!r}")
            continue
        g = gold[matched[i]]
        issue = aliases.get(s.issue or "", s.issue)
        checks: dict[str, tuple[bool, object, object]] = {}
        if g.names or g.party:
            checks["speaker"] = (
                _same_speaker(s, g, reading),
                (s.mention, s.party, s.person),
                (g.party, sorted(g.names)),
            )
        elif g.stance is None:
            ok = (not g.speaker and s.speaker is None) or (
                bool(g.speaker)
                and s.speaker is not None
                and 2 * shared([s.speaker], g.speaker) >= min(size([s.speaker]), size(g.speaker))
            )
            checks["speaker"] = (ok, s.mention, g.text)
        if g.issue is not None:
            checks["issue"] = (issue == g.issue, issue, g.issue)
        if g.stance is not None:
            checks["stance"] = (s.stance == g.stance, s.stance, g.stance)
        if g.says_firmness:
            checks["firmness"] = (s.firmness == g.firmness, s.firmness, g.firmness)
        for what, (ok, ours, theirs) in checks.items():
            score.asked[what] += 1
            score.right[what] += ok
            if not ok:
                score.errors.append(f"{source}: {what} {ours} for {theirs}: {content[:100]!r}")


def _same_speaker(s: Statement, g: Gold, reading: Reading) -> bool:
    ours = {n.casefold() for n in (s.person, s.party, s.member) if n}
    for identifier in (s.party, s.member):
        party = reading.registry.find(identifier) if identifier else None
        if party is not None:
            ours |= {party.name.casefold(), *(a.casefold() for a in party.aliases)}
    if g.party is not None and g.party.casefold() in ours:
        return True
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
        count(score, reading.statements, gold, reading, file.stem, {})
    return score


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


def _records(records: Iterable[dict[str, Any]]) -> list[Gold]:
    """Annotations in the format of the seed's: one JSON record a statement."""
    gold = []
    for r in records:
        says = "firmness" in r or "modality" in r
        firmness = r.get("firmness", MODALITY.get(str(r.get("modality"))))
        firmness = None if firmness in (None, "none", "None", "") else str(firmness).replace("_", " ")
        spans = r["content_span"] if isinstance(r["content_span"][0], list) else [r["content_span"]]
        gold.append(
            Gold(
                content=tuple(Span(*s) for s in spans),
                speaker=(Span(*r["speaker_span"]),) if r.get("speaker_span") else (),
                names=frozenset(n for n in (r.get("speaker"), r.get("speaker_mention")) if n),
                party=r.get("party"),
                issue=r.get("issue"),
                stance=r.get("stance"),
                firmness=firmness,
                # "goal" tells what is wanted, not how firmly: it is not scored.
                says_firmness=says and r.get("modality") != "goal" if "firmness" not in r else True,
                direct=r.get("kind") == "direct",
                core=r.get("tier", "core") == "core",
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
    count(score, [s for s in reading.statements if s.repeats is None], gold, reading, "seed", SEED_ISSUES)
    return score


def fresh() -> Score:
    """Every annotated report of benchmarks/reading_set: NAME.txt or .md, NAME.json, its registry and its issues."""
    score = Score()
    folder = HERE / "reading_set"
    for annotated in sorted(folder.rglob("*.json")):
        records = json.loads(annotated.read_text(encoding="utf-8"))
        records = records["statements"] if isinstance(records, dict) else records
        text = next(p for p in (annotated.with_suffix(s) for s in (".txt", ".md")) if p.exists())
        own = {what: _beside(annotated, what) for what in ("registry", "issues")}
        source = Source(annotated.stem, annotated.stem, None, None, text.read_text(encoding="utf-8"))
        reading = read_texts([source], registry(own["registry"]), library(own["issues"]))
        gold = [g for r, g in zip(records, _records(records), strict=True) if not r.get("dup_of")]
        count(score, [s for s in reading.statements if s.repeats is None], gold, reading, annotated.stem, {})
    return score


def _beside(annotated: Path, what: str) -> Path | None:
    """A report's own registry or issue list: NAME.registry.yaml, NAME-registry.yaml or registry.yaml."""
    names = [
        f"{annotated.stem}.{what}.yaml",
        f"{annotated.stem}-{what}.yaml",
        f"{annotated.stem}_{what}.yaml",
        f"{what}.yaml",
    ]
    return next((annotated.with_name(name) for name in names if annotated.with_name(name).exists()), None)


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
    """Print the scores of the sets asked for, and write every error to a file beside the temporary ones."""
    sets = {"polnear": polnear, "seed": seed, "fresh": fresh}
    for name in [w for w in wanted if w in sets] or list(sets):
        score = sets[name]()
        print(score.line(name))
        errors = Path(tempfile.gettempdir()) / f"comity-reading-{name}.txt"
        errors.write_text("\n".join(score.errors), encoding="utf-8")
        print(f"  errors: {errors}")
    if "speed" in wanted:
        print(speed())


if __name__ == "__main__":
    main(sys.argv[1:])
