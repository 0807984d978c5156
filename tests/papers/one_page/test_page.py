"""The page as a whole: every figure is a finding's, no id stands on it, no order or name changes it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agreements.judged import Judged
from comity.agreements.readings import DRAWS, Readings
from comity.case.check import read_case
from comity.case.model import Case
from comity.catalog import case_file, entries
from comity.papers.one_page.answer import OnePage, one_page
from comity.papers.one_page.sheet import Sentence
from comity.problem import Problems
from comity.questions.agreement.answer import agreement
from comity.questions.deadlock.answer import deadlock
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.deciding import deciding
from comity.questions.doubt.named import named
from comity.questions.durability.answer import durability
from comity.questions.influence.answer import influence
from comity.questions.sequence.answer import sequence
from comity.show.one_page import one_page as html
from consents import ruled_case
from material import ROOT
from strategies import cases
from talks import TALKS, line, talks

EXAMPLE = ROOT / "examples" / "washington-2025" / "case.yaml"
STRICT = "russia-keeps-control: territory=restored|partial|frozen"


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(EXAMPLE)


# Every figure is a finding's


def numbers(content: Any) -> Iterator[float]:
    """Every number in plain data."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list | tuple):
        for each in content:
            yield from numbers(each)
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield float(content)


def figures(page: OnePage, case: Case) -> dict[str, set[str]]:
    """The figures that findings allow in sentences, by the finding they name: counts, and shares as so many of 100."""
    told = page.numbers.openings.ways if page.numbers.openings else ()
    agreements = [each.agreement for each in page.numbers.candidates.chosen] or [
        way.safest.agreement for way in told if way.safest
    ]
    found = agreement(case, show=0).data
    readings = Readings.of(case, Judged.of(case))
    of = [named(case, readings, DRAWS, each).json() for each in agreements]
    fares = durability(case, agreements=agreements).json() if case.contest else "{}"
    reached = found["stages"][2]["count"] or 1
    hardest = [each["removes_alone"] / reached for each in found["removed"]["no_deal"]]
    content: dict[str, Any] = {
        "agreement": [found, hardest, [found["stages"][-1]["count"] - count for count in pillars(case)]],
        "doubt": [of, [each.json() for each in deciding(case)]],
        "durability": json.loads(fares),
        "deadlock": deadlock(case).data,
        "case": [len(case.interest_of(party).issues) + 1 for party in case.signers()],
        "influence": added(case),
    }
    order = sequence(case).data["orders"]
    points = set(f"{order['epsilon']:.1f}".split(".")) if order else set()
    return {**{name: written(data) for name, data in content.items()}, "sequence": points}


def added(case: Case) -> list[int]:
    """How many more agreements each message leaves at worst, put plainly and pressed hard."""
    told = influence(case, draws=20).data
    ends = ("worst", "hard")
    return [abs(row[end]["agreements"] - told["now"]) for row in told["messages"] for end in ends if row.get(end)]


def pillars(case: Case) -> list[int]:
    """How many of the possible agreements have each option."""
    left = agreement(case).data["agreements"]
    return [
        sum(each[issue] == option for each in left) for issue in case.issues for option in case.issues[issue].options
    ]


def written(data: Any) -> set[str]:
    """Numbers as sentences may write them."""
    found = set()
    for each in numbers(data):
        found |= {f"{each:,.0f}"} if each == int(each) else set()
        found |= {f"{each * 100:.0f}"} if 0 <= each <= 1 else set()
    return found


ALWAYS = {"100", "10", "40"}  # of 100; ten and forty years
NOT_FIGURES = re.compile(r"\b\d{1,2} [A-Z][a-z]+(?: \d{4})?")  # dates


@pytest.mark.parametrize("suppose", [(), (STRICT,)], ids=["possible", "deadlock"])
def test_every_figure_is_in_a_finding_that_its_sentence_names(case: Case, suppose: tuple[str, ...]) -> None:
    from comity.agreements.suppose import supposed

    page, meant = one_page(case, suppose=suppose), supposed(case, (), suppose)
    allowed = figures(page, meant)
    if page.numbers.openings:  # the agreements left by openings are judged in the case as it would then be
        allowed["doubt"] |= written([way.json() for way in page.numbers.openings.ways])
    evidence = page.numbers.evidence
    assert (evidence.rows, evidence.low, evidence.unreported, evidence.weak) == (44, 20, 11, 21)  # of the design
    allowed["case"] |= {"44", "20", "11"}
    looked_at = 0
    for sentence in page.sheet.sentences():
        may = set().union(ALWAYS, *(allowed[of.split(".")[0]] for of in sentence.of))
        words = NOT_FIGURES.sub(
            "", "".join(f" {run.words}" for run in sentence.runs if run.style in ("plain", "strong"))
        )
        for figure in re.findall(r"\d[\d,]*", words):
            looked_at += 1
            assert figure.rstrip(",") in may, sentence
    assert looked_at > 20


def test_the_bars_are_those_of_doubt(case: Case) -> None:
    page = one_page(case)
    (figure,) = [box.swings for box in (*page.sheet.left, *page.sheet.right) if box.swings]
    ranked = sorted(deciding(case), key=lambda each: -abs(each.agreements[2] - each.agreements[0]))[:4]
    assert [(low, high) for _, low, high in figure.bars] == [
        (min(each.agreements), max(each.agreements)) for each in ranked
    ]
    assert figure.now == agreement(case, show=0).data["agreements_count"]


def test_every_sentence_says_what_it_is_made_from(case: Case) -> None:
    for page in (one_page(case), one_page(case, suppose=[STRICT]), one_page(talks())):
        for sentence in page.sheet.sentences():
            assert sentence.of
            for of in sentence.of:
                question, _, field = of.partition(".")
                assert question in {"agreement", "doubt", "deadlock", "durability", "case", "influence", "sequence"}
                assert field


# No id, no formula, few words


ODD = ("qzqa", "qzqb", "qzqc", "qzqd", "qzqe", "qzqf")


def oddly_named() -> dict[str, Any]:
    """A case whose short names nobody would write, with everything that a page tells of."""
    a, b, x, y, p, q = ODD
    issues = {
        x: {"name": "Land", "options": {p: {"name": "All", "short": "all of it", "says": "All of it."}, q: "Half"}},
        y: {"name": "Money", "options": {p: "Much", q: "Little"}},
    }
    interests = {
        a: {
            "no_deal": "20..60",
            x: {"weight": "1..3", p: "60..100", q: 0, "confidence": "low"},
            y: {"weight": 1, p: 90, q: 0},
        },
        b: {"no_deal": "0..50", x: {"weight": 1, p: 0, q: 100}, y: {"weight": 1, p: 0, q: "40..60"}},
    }
    parties = {
        a: {"name": "North", "signs": "yes", "members": {"qzqm": "Hill", "qzqn": "Dale"}},
        b: {"name": "South", "signs": "yes"},
    }
    lines = [{"id": "qzql", "party": b, "never": {x: p, y: p}, "firmness": "declared"}]
    return {
        "title": "Odd", "parties": parties, "issues": issues, "interests": interests, "red_lines": lines,
        "outcome": "none",
        "linkages": [{"party": b, "when": {x: q, y: q}, "adds": "0..30"}],
        "conditions": [{"id": "qzqr", "if": {x: q}, "then": {y: [p, q]}}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "suppose", [(), ("qzqb: never qzqc=qzqe", "qzqa: no_deal=50..60"), ("qzqb: never qzqc=qzqe|qzqf",)]
)
def test_no_short_name_and_no_formula_stands_on_the_page(suppose: tuple[str, ...]) -> None:
    page = one_page(Case.model_validate(oddly_named()), without=["qzqr"], suppose=suppose)
    shown = html(page.sheet).split("</style>")[1]
    text = re.sub(r"<[^>]*>", " ", shown)
    assert "qzq" not in text
    assert "=" not in text
    assert "North" in text


def whole(case: Case) -> bool:
    """Whether every option has words of its own."""
    options = [option for issue in case.issues.values() for option in issue.options.values()]
    return all(option.short and option.says for option in options)


@pytest.mark.parametrize("name", [entry.name for entry in entries()])
def test_every_case_of_the_catalog_has_its_page(name: str) -> None:
    case = read_case(case_file(name))
    page = one_page(case)
    assert page.sheet.words <= 800
    text = re.sub(r"<[^>]*>", " ", html(page.sheet).split("</style>")[1])
    assert "=" not in text
    assert 1 <= len(page.sheet.columns) <= 3
    assert whole(case)


def test_washington_has_at_most_750_words(case: Case) -> None:
    assert one_page(case).sheet.words <= 750
    assert one_page(case, suppose=[STRICT]).sheet.words <= 750
    assert whole(case)


def test_the_words_of_options_are_short_enough(case: Case) -> None:
    for each in (case, *(read_case(case_file(name)) for name in ("abdelnabi-2024", "abdelnabi-2024-airport"))):
        for issue in each.issues.values():
            for option in issue.options.values():
                assert len((option.short or "").split()) <= 4, option
                assert len((option.says or "").split()) <= 14, option


# No order and no name changes it


def sentences(page: OnePage) -> list[str]:
    return [sentence.text for sentence in page.sheet.sentences()]


def shuffled(mapping: dict[str, Any], seed: int) -> dict[str, Any]:
    names = list(mapping)
    random.Random(seed).shuffle(names)
    return {name: mapping[name] for name in names}


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_the_order_of_parties_changes_only_the_order_of_their_rows(seed: int) -> None:
    content = oddly_named()
    other = {
        **content,
        "parties": shuffled(content["parties"], seed),
        "interests": shuffled(content["interests"], seed),
    }
    one, two = (one_page(Case.model_validate(each)) for each in (content, other))

    def told(page: OnePage) -> list[str]:
        return sorted(
            each.replace("North and South", "both").replace("South and North", "both") for each in sentences(page)
        )

    assert told(one) == told(two)
    first = [each.agreement for each in one.numbers.candidates.chosen]
    assert [each.agreement for each in two.numbers.candidates.chosen] == first


@settings(max_examples=8)
@given(st.permutations(["Aland", "Bergen", "Corsica"]))
def test_names_change_nothing_but_themselves(names: list[str]) -> None:
    def page(called: list[str]) -> str:
        content = oddly_named()
        for party, name in zip(content["parties"].values(), called, strict=False):
            party["name"] = name
        return "\n".join(sentences(one_page(Case.model_validate(content))))

    usual, other = page(["Xanten", "Yeovil"]), page(names[:2])
    assert other.replace(names[0], "Xanten").replace(names[1], "Yeovil") == usual


@settings(max_examples=25)
@given(cases())
def test_every_case_has_a_page(case: Case) -> None:
    """Whatever stands in a case, there is a page with a headline, and its JSON; or the problems of the case."""
    try:
        page = one_page(case)
    except Problems:
        return
    assert page.sheet.headline.text.endswith(".")
    assert json.loads(page.json())["verdict"]["kind"] == page.numbers.verdict.kind
    assert repr(page).startswith("One page: ")
    assert all(isinstance(sentence, Sentence) and "  " not in sentence.text for sentence in page.sheet.sentences())


@pytest.mark.parametrize("seed", range(10))
def test_every_case_that_has_a_rule_of_consent_has_a_page(seed: int) -> None:
    case = ruled_case(seed)
    page = one_page(case)
    some = agreement(case, show=0).data["agreements_count"]
    assert page.numbers.verdict.possible == (some > 0)
    ways = [way for way in page.numbers.openings.ways if way.safest] if page.numbers.openings else []
    assert bool(page.sheet.columns) == (some > 0 or bool(ways))
    assert bool(page.numbers.openings) == (not some)
    assert "=" not in " ".join(sentence.text for sentence in page.sheet.sentences())


def test_what_is_supposed_is_told_on_top_in_words() -> None:
    case = Case.model_validate(oddly_named())
    page = one_page(case, without=["qzql", "qzqr"], suppose=["qzqa: no_deal=30..45"])
    assert page.sheet.supposed is not None
    assert page.sheet.supposed.text == (
        "Not as in the case. Supposed here: left out that South will not accept all of it, together with "
        "“Money: Much”; left out that “Land: Half” needs “Money: Much” or “Money: Little”; no deal is "
        "worth 30 to 45 points to North."
    )
    assert one_page(case).sheet.supposed is None


def test_head_and_foot() -> None:
    case = talks(as_of="2025-03-04", author="The desk", marking="For training", illustrative="yes")
    sheet = one_page(case).sheet
    assert (sheet.subtitle, sheet.marking) == ("As of 4 March 2025 · The desk", "For training")
    assert one_page(case, author="Someone", marking="Draft").sheet.subtitle.endswith("Someone")
    assert one_page(case, marking="Draft").sheet.marking == "Draft"
    assert sheet.foot[0].text == (
        "Counts are exact. A reading takes every judgement at some value within its range; 4,096 were drawn, evenly "
        "and independently. All judgements are illustrative; nothing here predicts what parties will do. Reasons and "
        "sources: the full brief."
    )
    plain = one_page(talks(interests={**TALKS["interests"], "b": {**TALKS["interests"]["b"], "no_deal": "25"}}))
    assert plain.sheet.foot[0].text == (
        "Counts are exact. Nothing here predicts what parties will do. Reasons and sources: the full brief."
    )
    assert plain.sheet.subtitle == ""


def test_nonsense_is_refused() -> None:
    with pytest.raises(Problems):
        one_page(talks(), without=["nothing"])
    with pytest.raises(Problems):
        one_page("a case")  # type: ignore[arg-type]
    assert one_page(talks(red_lines=[{**line("a", x="p"), "id": "ban"}]), without=["ban"]).sheet.supposed is not None


def holds(content: Any, path: list[str]) -> bool:
    """Whether plain data have something at a path, in any entry of their lists."""
    if not path:
        return True
    if isinstance(content, list | tuple):
        return any(holds(each, path) for each in content)
    return isinstance(content, dict) and path[0] in content and holds(content[path[0]], path[1:])


def test_the_findings_that_sentences_name_have_those_fields(case: Case) -> None:
    pages = (one_page(case), one_page(case, suppose=[STRICT]))
    first = pages[0].numbers.candidates.chosen[0].agreement
    found = {
        "agreement": [agreement(case, show=1, suppose=suppose) for suppose in ((), (STRICT,))],
        "doubt": [doubt(case, agreement=first, draws=20)],
        "durability": [durability(case, agreements=[first], draws=20)],
        "deadlock": [deadlock(case, suppose=[STRICT])],
        "influence": [influence(case, draws=20)],
        "sequence": [sequence(case)],
    }
    data = {question: [{**each.data, "method": each.method} for each in several] for question, several in found.items()}
    named = {of for page in pages for sentence in page.sheet.sentences() for of in sentence.of}
    for of in named:
        question, *path = of.split(".")
        assert hasattr(case, path[0]) if question == "case" else holds(data[question], path), of
