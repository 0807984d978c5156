"""The reading set in benchmarks/ keeps its word: exact spans, closed inventories, no statement twice."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

FOLDER = Path(__file__).parents[2] / "benchmarks" / "reading_set"
NEGOTIATIONS = sorted(FOLDER.glob("*/negotiation.yaml"))
REPORTS = sorted(FOLDER.glob("*/*.txt"))

KEYS = {
    "id", "doc", "start", "end", "text", "speaker", "party", "speaker_mention", "speaker_span", "cue",
    "cue_span", "content", "content_span", "issue", "stance", "modality", "firmness", "kind", "tier",
    "group", "target", "conditional", "dup_of", "note",
}  # fmt: skip
STARTER_ISSUES = {
    "ceasefire", "territory", "guarantees", "sanctions", "prisoners", "refugees", "elections", "monitoring",
    "reparations", "language_rights", "status", "demilitarisation", "participation",
}  # fmt: skip
STANCES = {
    "demand", "refuse", "support", "oppose", "withdrawn-demand", "shift", "divided", "concern", "wary",
    "claim",
}  # fmt: skip
KINDS = {"direct", "indirect", "position", "change", "relation", "nested"}
FIRMNESS = {
    "dealbreaker": "red line",
    **dict.fromkeys(("must", "need", "requires", "committed", "conditional"), "must"),
    **dict.fromkeys(("may", "might", "could", "hope"), "may"),
    **dict.fromkeys(("none", "goal", "should"), "none"),
}

Record = dict[str, Any]


def words(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").split())


def gold(report: Path) -> list[Record]:
    return json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def negotiation(report: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(report.with_name("negotiation.yaml"))  # type: ignore[no-any-return]


def name(report: Path) -> str:
    return report.relative_to(FOLDER).as_posix()


ALL = [record for report in REPORTS for record in gold(report)]


def test_size() -> None:
    assert len(REPORTS) >= 4
    assert len(NEGOTIATIONS) >= 3
    assert sum(map(words, REPORTS)) >= 1_500
    assert min(map(words, REPORTS)) >= 400
    assert sum(record["tier"] == "core" for record in ALL) >= 60


def test_identifiers_are_unique() -> None:
    assert [i for i, count in Counter(record["id"] for record in ALL).items() if count > 1] == []


def test_every_report_is_listed_with_its_negotiation() -> None:
    listed = {
        f"{path.parent.name}/{report}.txt" for path in NEGOTIATIONS for report in YAML(typ="safe").load(path)["reports"]
    }
    assert listed == {name(report) for report in REPORTS}


@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_spans_are_exact(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    for record in gold(report):
        assert set(record) == KEYS, record["id"]
        assert record["doc"] == name(report)
        assert text[record["start"] : record["end"]] == record["text"], record["id"]
        spans = []
        for part in ("speaker_mention", "cue", "content"):
            span = record[part.removesuffix("_mention") + "_span"]
            assert (span is None) == (record[part] is None), record["id"]
            if span is None:
                assert part == "speaker_mention", record["id"]
                assert record["speaker"] is None, record["id"]
                continue
            start, end = span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == record[part], (record["id"], part)
            assert record[part] == record[part].strip()
            # a span cuts no word in two
            assert not re.match(r"\w\w", text[max(start - 1, 0) : start + 1]) or start == 0, record["id"]
            assert not re.match(r"\w\w", text[end - 1 : end + 1]), record["id"]
            spans.append(span)
        assert record["start"] == min(start for start, _ in spans)
        assert record["end"] == max(end for _, end in spans)
        assert "\n" not in record["text"]  # a statement stays within its paragraph
        assert record["conditional"] is None or record["conditional"] in record["content"], record["id"]


@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_no_statement_twice(report: Path) -> None:
    seen = Counter((str(r["speaker_span"]), str(r["cue_span"]), str(r["content_span"])) for r in gold(report))
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_inventories(report: Path) -> None:
    case = negotiation(report)
    assert all(4 <= len(issue["keywords"]) <= 8 for issue in case["issues"].values())
    for record in gold(report):
        assert record["issue"] in {None, *case["issues"], *STARTER_ISSUES}, record["id"]
        assert record["party"] in {None, *case["parties"]}, record["id"]
        assert record["stance"] in STANCES, record["id"]
        assert record["kind"] in KINDS, record["id"]
        assert record["tier"] in {"core", "peripheral"}, record["id"]
        assert record["modality"] in FIRMNESS, record["id"]
        firmness = FIRMNESS[record["modality"]]
        if firmness == "none" and record["stance"] == "refuse":
            firmness = "must"
        assert record["firmness"] == firmness, record["id"]
        changed = record["stance"] in {"withdrawn-demand", "shift"}
        assert (record["kind"] == "change") == changed, record["id"]
        quoted = record["content"][0] + record["content"][-1] in {'""', "“”"}
        assert (record["kind"] == "direct") == quoted, record["id"]
        if record["kind"] == "nested" or record["speaker"] is None:
            assert record["tier"] == "peripheral", record["id"]
        if record["modality"] == "conditional":
            assert record["conditional"], record["id"]


def test_a_repetition_repeats_an_earlier_statement_word_for_word() -> None:
    by_id = {record["id"]: record for record in ALL}
    repeated = [record for record in ALL if record["dup_of"]]
    assert repeated
    for record in repeated:
        original = by_id[record["dup_of"]]
        assert original["dup_of"] is None
        for key in ("text", "cue", "content", "issue", "stance", "modality", "kind", "party", "tier"):
            assert record[key] == original[key], (record["id"], key)
