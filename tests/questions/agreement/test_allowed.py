"""A first look at a drafted case: red lines and conditions alone, drafts among them."""

from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from comity.agreements.space import Space
from comity.case.check import read_case
from comity.case.drafts import drafted, read_drafted
from comity.case.model import Case
from comity.cli import main
from comity.problem import Problems
from comity.questions.agreement.answer import with_drafts
from strategies import cases

DRAFT = """\
comity: 1
title: T
parties: {a: {name: A}, b: {name: B}, c: {name: C}}
issues: {x: {name: X, options: {p: P, q: Q}}, y: {name: Y, options: {r: R, s: S, t: T}}}
red_lines:
  - {party: a, never: {x: p}, firmness: declared, draft: yes}
  - {party: b, never: {y: r}, firmness: declared}
conditions:
  - {if: {x: q}, then: {y: [r, s]}, draft: yes}
"""


def file(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, "utf-8")
    return path


def test_drafts_count_and_nobodys_interests_do(tmp_path: Path) -> None:
    finding = with_drafts(read_drafted(file(tmp_path, DRAFT)))
    assert finding.answer == "1 of 6 possible agreements is coherent and crosses no red line."
    assert finding.data["agreements"] == [{"x": "q", "y": "s"}]
    assert finding.data["stages"] == [
        {"name": "all", "low": 6, "high": 6},
        {"name": "coherent", "low": 5, "high": 5},
        {"name": "red_lines", "low": 1, "high": 1},
    ]
    assert (finding.data["drafts"], finding.data["signers"], finding.data["signers_supposed"]) == (2, ["a", "b"], True)
    assert finding.caveats[0] == (
        "Counted are red lines and conditions alone; 2 of them are drafts that nobody has confirmed. Nobody is marked "
        "as signing; A and B count as signers, since they have red lines."
    )


def test_where_somebody_signs_nobody_else_is_taken_to(tmp_path: Path) -> None:
    text = DRAFT.replace("b: {name: B}", "b: {name: B, signs: yes}").replace(", draft: yes", "")
    finding = with_drafts(read_drafted(file(tmp_path, text)))
    assert finding.caveats[0] == "Counted are red lines and conditions alone; none of them is a draft."
    assert finding.data["signers"] == ["b"]
    assert finding.answer == "3 of 6 possible agreements are coherent and cross no red line."


def test_one_supposed_signer_is_told_in_the_singular(tmp_path: Path) -> None:
    text = DRAFT.replace("  - {party: b, never: {y: r}, firmness: declared}\n", "").replace("r, s], draft", "r], draft")
    said = with_drafts(read_drafted(file(tmp_path, text))).caveats[0]
    assert said.endswith("Nobody is marked as signing; A counts as a signer, since it has a red line.")
    none = text.replace("  - {party: a, never: {x: p}, firmness: declared, draft: yes}\n", "")
    said = with_drafts(read_drafted(file(tmp_path, none))).caveats[0]
    assert said.endswith("; 1 of them is a draft that nobody has confirmed. Nobody signs or has a red line.")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("{if: {x: p}, then: {x: q}}, {if: {x: q}, then: {x: p}}", "is coherent: the conditions exclude each other."),
        ("{if: {x: q}, then: {x: p}}, {if: {y: [s, t]}, then: {y: r}}", "is coherent and crosses no red line."),
    ],
)
def test_where_none_is_left_it_says_at_which_stage(lines: str, said: str, tmp_path: Path) -> None:
    text = DRAFT.split("conditions:")[0] + f"conditions: [{lines}]\n"
    assert with_drafts(read_drafted(file(tmp_path, text))).answer == f"None of 6 possible agreements {said}"


@settings(max_examples=40)
@given(cases())
def test_it_counts_what_conditions_and_red_lines_leave(case: Case) -> None:
    allowed = with_drafts(drafted(case), show=1000).result
    space, names = Space.of(case), case.everyone()
    signers = case.signers() or tuple({line.party for line in case.red_lines})
    lines = [ln for ln in case.red_lines if any(ln.party in (s, *case.groups_of(s)) for s in signers if s in names)]

    def holds(terms, options) -> bool:
        return all(options[issue] in chosen for issue, chosen in terms.items())

    every = [space.agreement(c).options for c in product(*map(range, space.sizes))]
    coherent = [o for o in every if all(holds(r.then, o) for r in case.conditions if holds(r.if_, o))]
    left = [o for o in coherent if not any(holds(r.never, o) and not (r.unless and holds(r.unless, o)) for r in lines)]
    assert (allowed.all, allowed.coherent.low, allowed.red_lines.low) == (len(every), len(coherent), len(left))
    assert sorted(map(str, (dict(a.options) for a in allowed.left))) == sorted(map(str, map(dict, left)))[: len(left)]


def test_a_space_too_large_to_be_looked_at_is_counted_all_the_same(tmp_path: Path) -> None:
    finding = with_drafts(read_drafted(file(tmp_path, DRAFT)), count=1)
    assert finding.answer == "1 of 6 possible agreements is coherent and crosses no red line."
    assert "agreements" not in finding.tables


def test_the_command_says_so_on_top(tmp_path: Path) -> None:
    # Marked as signing, and not a number judged yet: the question itself is refused, this one is not.
    case = file(tmp_path, DRAFT.replace("a: {name: A}", "a: {name: A, signs: yes}"))
    with pytest.raises(Problems, match="signs but has no interests"):
        read_case(case)
    asked = CliRunner().invoke(main, ["ask", "agreement", str(case), "--with-drafts"])
    assert asked.exit_code == 0
    assert asked.output.startswith(
        "Counted are red lines and conditions alone; 2 of them are drafts that nobody has confirmed.\n\n"
        "2 of 6 possible agreements are coherent and cross no red line.\n"
    )
    refused = CliRunner().invoke(main, ["ask", "agreement", str(case), "--with-drafts", "--why", "x=p"])
    assert refused.exit_code == 1
    assert "--why needs what is confirmed" in refused.output
    without = CliRunner().invoke(
        main, ["ask", "agreement", str(case), "--with-drafts", "--without", "a-red-line-1", "--json"]
    )
    assert '"Not as in the file: a-red-line-1 is left out."' in without.output


def test_other_errors_of_the_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="unknown option 'z'"):
        read_drafted(file(tmp_path, DRAFT.replace("{y: r}", "{y: z}")))
