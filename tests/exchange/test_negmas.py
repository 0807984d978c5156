"""NegMAS YAML: its functions and boxes, and files that cannot be used."""

from __future__ import annotations

import itertools
import json
import time
from fractions import Fraction
from pathlib import Path

import pytest

from comity.exchange import import_case
from comity.exchange.negmas import write
from comity.exchange.scenario import Matter, Profile, Scenario
from comity.problem import Place, Problems
from exchanged import scale, worth

OUTCOMES = """name: Trade
type: CartesianOutcomeSpace
path: null
issues:
- {name: Answer, type: CategoricalIssue, values: ['yes', "no", '1.0']}
- {name: Quantity, type: ContiguousIssue, values: [1, 4]}
- {name: Unit price, type: negmas.outcomes.ContinuousIssue, values: [0.0, 1.0], n_levels: 10}
- {name: Size, type: DiscreteCardinalIssue, values: [1, 3, 9]}
"""

UTILITY = """name: seller
type: ExpDiscountedUFun
discount: 0.9
dynamic_reservation: true
reserved_value: -.inf
reserved_outcome: null
ufun:
  type: LinearAdditiveUtilityFunction
  bias: 0.05
  reserved_value: 3
  weights: [0.2, 0.3, 0.4, 0.1]
  values:
  - {type: TableFun, mapping: {'yes': 0, "no": 1, '1.0': 0.5}}
  - {type: AffineFun, slope: 0.2, bias: 0.1}
  - {type: QuadraticFun, a1: 1.0, a2: -0.5, bias: 0.0}
  - mapping: {1: 0, 3: 0.3, 9: 1}
"""

BOXES = """name: buyer
type: HyperRectangleUtilityFunction
reserved_value: 0.25
bias: 0.5
utilities: [1.5, 2.0, 0.5]
outcome_ranges: [{0: ['yes', 'no'], 1: [1, 4]}, {0: 'no'}, {1: [1, 2, 1], 3: 9}]
constraints: x > 3
"""


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    (tmp_path / "trade.yml").write_text(OUTCOMES, "utf-8")
    (tmp_path / "seller.yml").write_text(UTILITY, "utf-8")
    (tmp_path / "buyer.yml").write_text(BOXES, "utf-8")
    return tmp_path


def test_a_choice_counts_for_its_own_format_and_must_be_one(trade: Path) -> None:
    assert import_case(trade, reading="genius").text == import_case(trade).text
    with pytest.raises(Problems, match=r"reading cannot be 'genuis'; known: written, genius$"):
        import_case(trade, reading="genuis")
    with pytest.raises(Problems, match=r"no format is read by a choice of 'readings'; did you mean reading\?$"):
        import_case(trade, readings="genius")


def test_negmas_functions(trade: Path) -> None:
    result = import_case(trade)
    case = result.case
    assert case.title == "Trade"
    assert [option.name for option in case.issues["answer"].options.values()] == ["yes", "no", "1.0"]
    assert list(case.issues["unit-price"].options)[:3] == ["0", "0.1", "0.2"]
    for answer, quantity, step, size in itertools.product(("yes", "no", "1.0"), range(1, 5), range(11), (1, 3, 9)):
        price = step / 10
        choice = {"answer": answer, "quantity": str(quantity), "unit-price": f"{price:g}", "size": str(size)}
        seller = 0.05 + 0.2 * {"yes": 0, "no": 1, "1.0": 0.5}[answer] + 0.3 * (0.2 * quantity + 0.1)
        seller += 0.4 * (price - price**2 / 2) + 0.1 * {1: 0, 3: 0.3, 9: 1}[size]
        buyer = 0.5 + 1.5 * (answer in ("yes", "no") and 1 < quantity < 4)  # a range of two numbers is without them
        buyer += 2 * (answer == "no") + 0.5 * (quantity in (1, 2) and size == 9)
        assert worth(case, "seller", choice) / scale(case, "seller") == pytest.approx(seller)
        assert worth(case, "buyer", choice) / scale(case, "buyer") == pytest.approx(buyer)
    no_deal = case.interest_of("seller").no_deal
    assert no_deal is not None
    least = 0.05 + 0.3 * 0.3  # -inf: anything is acceptable
    assert no_deal.low / scale(case, "seller") == pytest.approx(least)
    said = "\n".join(map(str, result.notes))
    assert "no reservation value is stated in seller.yml: any agreement is acceptable" in said
    assert "'constraints' has no place in a case" in said
    assert "reserved_outcome" not in said


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("seller.yml", "'1.0': 0.5", "'1': 0.5", r"seller\.yml:13:\d+: .*'Answer' has no utility of 1\.0"),
        ("seller.yml", "AffineFun", "LambdaFun", "a value function of type 'LambdaFun' is not read; known: TableFun"),
        ("seller.yml", "AffineFun", "TriangularFun", "so what it means is open; rate the values in a TableFun"),
        ("seller.yml", "weights: [0.2,", "weights: [", "'weights' needs an entry for each of the 4 issues"),
        ("seller.yml", "LinearAdditive", "GLA", "a utility function of type 'GLAUtilityFunction' is not read"),
        ("seller.yml", "discount: 0.9", "discount: often", "'discount' of the utility function must be a number"),
        ("seller.yml", "reserved_value: -.inf", "reserved_value: .nan", "must be a number, not '.nan'"),
        (
            "seller.yml",
            "- mapping: {1",
            "- mapping: [1",
            r"seller\.yml:16:14: .*the bracket \[ that opens here is never",
        ),
        ("buyer.yml", "{0: 'no'}", "{7: 'no'}", "outcome_ranges names issue 7; issues are 0 to 3"),
        ("buyer.yml", "{0: 'no'}", "{0: 'nay'}", "issue 'Answer' has no value 'nay'; known: yes, no, 1"),
        ("buyer.yml", "[1.5, 2.0, 0.5]", "[1.5, 2.0]", "differ in length"),
        ("trade.yml", "ContiguousIssue", "CallableIssue", "issue 'Quantity' is of type 'CallableIssue'"),
        ("trade.yml", "values: [1, 4]", "values: [4]", "needs its lowest and its highest value"),
        ("trade.yml", "name: Size", "name: Answer", "the domain needs issues, each with a name of its own"),
        ("trade.yml", "path: null", "name: Twice", "'name' stands here a second time"),
    ],
)
def test_unusable_negmas_files(file: str, old: str, new: str, complaint: str, trade: Path) -> None:
    content = (trade / file).read_text("utf-8")
    assert old in content
    (trade / file).write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(Problems, match=complaint):
        import_case(trade)


def test_all_problems_of_all_files_are_told_at_once(trade: Path) -> None:
    wrong = UTILITY.replace("0.9", "often").replace("slope: 0.2", "slope: 0,2").replace("'1.0': 0.5", "'1.0': half")
    (trade / "seller.yml").write_text(wrong.replace("weights: [0.2,", "weights: [a,"), "utf-8")
    (trade / "buyer.yml").write_text(BOXES.replace("0.25", ".inf").replace("2.0", "two"), "utf-8")
    with pytest.raises(Problems) as raised:
        import_case(trade)
    said = str(raised.value)
    for each in (
        "seller.yml:3:11: error: 'discount' of the utility function must be a number, not 'often'",
        "seller.yml:11:13: error: a weight must be a number, not 'a'",
        "seller.yml:13:58: error: '1.0' of the table of issue 'Answer' must be a number, not 'half'",
        "buyer.yml:3:17: error: 'reserved_value' of the utility function must be a number, not '.inf'; write a finite",
        "buyer.yml:5:18: error: a utility must be a number, not 'two'",
    ):
        assert each in said
    assert "0,2" in said or "comma" in said


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("reserved_value: -.inf", "reserved_value: " + "9" * 5000, "has 5,000 digits: 9999"),
        ("a1: 1.0, a2: -0.5", "a1: 1.0, a2: 1e-300", None),
        (
            "QuadraticFun, a1: 1.0, a2: -0.5",
            "PolynomialFun, coefficients: [" + "1e9, " * 30 + "1]",
            "has 31 coefficients",
        ),
        (
            "AffineFun, slope: 0.2",
            "PolynomialFun, coefficients: [" + "1e9, " * 11 + "1]",
            "comes to a number of 13 digits; check",
        ),
        ("slope: 0.2", "slope: 0x10", "write 16"),
        ("'1.0': 0.5", "'1.0': 1e12, 'yes ': 1", None),
    ],
)
def test_numbers_that_cannot_be_meant(old: str, new: str, complaint: str | None, trade: Path) -> None:
    assert old in UTILITY
    (trade / "seller.yml").write_text(UTILITY.replace(old, new, 1), "utf-8")
    if complaint is None:
        assert import_case(trade).case.signers() == ("buyer", "seller")
        return
    with pytest.raises(Problems, match=complaint):
        import_case(trade)


def test_json_is_read_as_well(tmp_path: Path) -> None:
    domain = {
        "type": "CartesianOutcomeSpace",
        "issues": [{"name": "a", "type": "CategoricalIssue", "values": ["x", "y"]}],
    }
    table = {"type": "TableFun", "mapping": {"x": 0, "y": 1}}
    profile = {
        "weights": [0.5],
        "values": [table],
        "type": "LinearAdditiveUtilityFunction",
        "reserved_value": "-Infinity",
    }
    for suffix in ("json", "yml"):
        folder = tmp_path / suffix
        folder.mkdir()
        (folder / f"d.{suffix}").write_text(json.dumps(domain, indent="\t"), "utf-8")
        (folder / f"p.{suffix}").write_text(json.dumps(profile), "utf-8")
        assert import_case(folder).case.signers() == ("p",)


def test_names_are_the_same_in_every_form_of_accents(trade: Path) -> None:
    (trade / "trade.yml").write_text(OUTCOMES.replace("'yes'", "'é'"), "utf-8")
    for name, content in (("seller", UTILITY), ("buyer", BOXES)):
        (trade / f"{name}.yml").write_text(content.replace("'yes'", "'e\u0301'"), "utf-8")
    assert import_case(trade).case.signers() == ("buyer", "seller")


def test_references_may_not_grow_without_end(trade: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(8)
    )
    (trade / "seller.yml").write_text(bomb + UTILITY, "utf-8")
    with pytest.raises(Problems, match=r"seller\.yml:\d+:\d+: .*references expand to more than 100,000 values"):
        import_case(trade)


def test_a_file_of_many_values_is_written_at_once(tmp_path: Path) -> None:
    values = tuple(str(at) for at in range(5000))
    table = tuple(Fraction(at, 5000) for at in range(5000))
    scenario = Scenario("negmas", "t", (Matter("n", values, "integer"),), (Profile("p", "", (table,)),))
    began = time.process_time()
    assert len(write(scenario, Place("out")).files) == 2
    assert time.process_time() - began < 1
