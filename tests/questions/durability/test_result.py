"""The result of durability as data: what was promised to other programs, and every number that is shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from comity.case.check import check_document
from comity.case.text import Document
from comity.finding import Band
from comity.questions.durability import result as module
from comity.questions.durability import words
from comity.questions.durability.around import Around
from comity.questions.durability.result import Durability, judged

FORD = (Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml").read_text("utf-8")


def around(result: Durability) -> Around:
    assert result.around is not None
    return result.around


def test_the_data_whole(made: Durability) -> None:
    data = made.json()
    assert list(data) == [
        "agreements", "agreements_count", "agreements_listed", "lasting", "reference", "no_deal", "plain", "unit",
        "year", "target", "names", "kinds", "unsettled", "waiting", "around", "estimates", "base_rates", "honoured",
        "risks",
    ]  # fmt: skip
    assert (data["agreements_count"], data["agreements_listed"]) == (3, 3)
    assert data["lasting"] == {
        "considered": 3,
        "lasting": 3,
        "self_enforcing": 1,
        "above_target": 2,
        "lasting_in_draws": {"low": 1, "high": 3},
        "self_enforcing_in": {"low": 0.13, "high": 0.97},
        "kind": "efficient",
        "kinds": 2,
        "kinds_with_bands": 2,
        "unsettled": 1,
    }
    assert data["reference"] == {"line": "near", "pledge": "given"}
    assert data["no_deal"] == {
        "hill": {"low": 0.55, "mid": 0.6, "high": 0.65},
        "valley": {"low": 0.19, "mid": 0.2, "high": 0.21},
    }
    assert [each["question"].split()[0] for each in data["plain"]] == ["Would", "What", "Does", "Is"]
    assert data["plain"][2]["question"] == "Does rebuilding by Valley help the peace to last?"
    assert data["plain"][2]["answer"].startswith("Yes: with pledge=given instead of pledge=none")
    assert data["unit"] == "value and no_deal: part of the stake that, held for ever in peace, is worth as much"
    assert (data["year"], data["target"]) == (10, 0.5)
    assert data["names"] == {"hill": "Hill", "valley": "Valley"}
    assert data["unsettled"] == 0.005
    assert data["waiting"] == made.waiting.json()  # type: ignore[union-attr]
    assert data["around"] == around(made).json()


def test_each_agreement(made: Durability) -> None:
    first, second, third = made.json()["agreements"]
    assert second == third
    assert first == {
        "agreement": {"line": "near", "pledge": "given"},
        "self_enforcing": True,
        "self_enforcing_in": 0.97,
        "survival": {
            year: {"low": round(1 - year / 50, 4), "mid": round(1 - year / 100, 4), "high": round(1 - year / 200, 4)}
            for year in (1, 2, 3, 5, 10, 15, 20)
        },
        "first_failure": None,
        "least_guarantee": {"low": 0.44, "mid": 0.54, "high": None},
        "promised": {"low": 0.62, "mid": 0.65, "high": 0.67},
        "value": {
            "hill": {"low": 0.29, "mid": 0.3, "high": 0.32},
            "valley": {"low": 0.68, "mid": 0.69, "high": 0.72},
        },
    }
    assert second["first_failure"] == {"year": 4, "party": "hill", "cause": "the guarantee fades over the years"}
    assert list(replace(made, year=7).json()["agreements"][0]["survival"]) == [1, 2, 3, 5, 7, 10, 15, 20]


def test_each_kind_with_its_curve(made: Durability) -> None:
    near, far = made.json()["kinds"]
    assert (near["number"], near["terms"], near["agreements"]) == (1, {"line": "near", "pledge": "given"}, 1)
    assert (far["number"], far["agreements"]) == (2, 2)
    assert near["survival"]["mid"] == pytest.approx([1 - t / 100 for t in range(41)])


def test_long_lists_are_cut_and_counted(made: Durability, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LISTED", 2)
    data = made.json()
    assert (len(data["agreements"]), data["agreements_listed"], data["agreements_count"]) == (2, 2, 3)
    monkeypatch.setattr(module, "LISTED", 1)
    assert len(made.json()["kinds"]) == 1


def test_published_numbers(made: Durability) -> None:
    data = made.json()
    assert data["base_rates"][2] == {
        "seen": "Peace agreements after 1975: the same parties not at war again (369; UCDP)",
        "after": 1975,
        "cases": 369,
        "held": [{"years": 1, "part": 0.79}, {"years": 5, "part": 0.68}, {"years": 10, "part": 0.65}],
    }
    assert [(each["mid"], each["source"]) for each in data["honoured"]] == [
        (0.745, "Leeds, Long & Mitchell 2000"),
        (0.5, "Berkemeier & Fuhrmann 2018"),
        (0.22, "Berkemeier & Fuhrmann 2018"),
        (0.41, "Berkemeier & Fuhrmann 2018"),
    ]
    assert [(each["low"], each["mid"], each["high"]) for each in data["risks"]] == [
        (0.24, 0.41, 0.72),
        (1.2, 2.1, 3.66),
        (0.81, 1.4, 2.41),
    ]


def test_without_agreements(made: Durability) -> None:
    data = replace(made, fares=(), around=None, lasting=module.nothing_considered("named")).json()
    assert data["agreements"] == []
    assert (data["agreements_count"], data["agreements_listed"]) == (0, 0)
    assert data["lasting"] == {
        "considered": 0,
        "lasting": 0,
        "self_enforcing": 0,
        "above_target": 0,
        "kind": "named",
        "kinds": 0,
        "kinds_with_bands": 0,
        "unsettled": 0,
    }
    assert "plain" not in data
    assert "reference" not in data
    assert data["no_deal"]["hill"]["mid"] == 0.6
    assert data["unsettled"] == 0.0


def test_without_a_contest() -> None:
    result = Durability.without_contest(7, 0.25)
    assert (result.year, result.target, result.fares, result.plain, result.unsettled) == (7, 0.25, (), (), 0.0)
    assert result.json() == {
        "agreements": [],
        "missing": [
            "challenger", "defender", "stake", "held", "victory", "land", "arms", "first_strike", "cost", "discount",
            "noise", "accident", "rebuilding", "effects",
        ],
        "even_chance": 50,
    }  # fmt: skip


def test_plain_words_speak_of_the_defender_by_name(made: Durability) -> None:
    assert made.plain == words.plain(around(made).plain, "Valley", 10, 0.5)
    assert replace(made, around=None).plain == ()


def test_the_judgements_of_the_contest() -> None:
    text = FORD.replace("near: {share: 30}", "near: {share: 30..34, because: Near is less.}").replace(
        "cost: {challenger: 0.5..1.5,", "cost: {challenger: {value: 0.5..1.5, because: As in the last war.},"
    )
    case = check_document(Document(text, "ford.yaml")).case
    assert case is not None
    assert case.contest is not None
    found = {each.path: each for each in judged(case.contest)}
    assert found["held",].value == Band(35.0, 35.0, 35.0)
    assert found["cost", "challenger"].value == Band(0.5, 1.0, 1.5)
    assert found["cost", "challenger"].because == "As in the last war."
    assert found["cost", "defender"].because is None
    share = found["effects", "line", "near", "share"]
    assert (share.value, share.because) == (Band(30.0, 32.0, 34.0), "Near is less.")  # the reason of its option
    assert found["effects", "line", "far", "share"].because is None
    assert share.json() == {
        "path": "effects.line.near.share",
        "low": 30.0,
        "mid": 32.0,
        "high": 34.0,
        "because": "Near is less.",
    }
    assert next(iter(found)) == ("held",)
