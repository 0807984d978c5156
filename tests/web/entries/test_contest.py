"""Who would fight on, in forms: numbers changed in their place with their reasons kept, parts that are said or not."""

import html

import pytest

from comity.live import Live
from open_form import Form, beside

CASE = """\
comity: 1
title: A ceasefire
as_of: 2025-08-18
sources: {report: {file: report.md}}
parties:
  russia: {name: Russia, signs: yes}
  ukraine: {name: Ukraine, signs: yes}
  usa: {name: United States}
issues:
  territory:
    name: Who controls the occupied regions
    options: {restored: Restored, frozen: Frozen, donbas: Handed over}
  army: {name: The army, options: {rebuilt: Rebuilt, capped: Capped, uncapped: Without limits}}
  sum: {name: What is paid, amount: {from: 0, to: 10, step: 1}}
interests:
  russia:
    no_deal: 30
    territory: {weight: 60, restored: 0, frozen: 70, donbas: 100}
    army: {weight: 40, rebuilt: 0, capped: 100, uncapped: 40}
  ukraine:
    no_deal: {from: contest, nothing: 0, everything: 100}
    territory: {weight: 60, restored: 100, frozen: 40, donbas: 0}
    army: {weight: 40, rebuilt: 100, capped: 0, uncapped: 80}
contest:
  challenger: russia
  defender: ukraine
  because: A later attack is feared.
  stake: Control of Ukraine's territory, occupied or not
  held: {value: 17..21, confidence: medium, because: Judged.}
  victory: 20..38
  land: 55..68
  arms: 62..74
  first_strike: {challenger: 52..58, defender: 50..53}
  cost:
    challenger: {value: 0.8..2, because: What another war would cost Russia.}   # in years
    defender: 1.2..3.2
  discount: 91..96
  noise: 0.3..0.6
  accident: 0.5..2
  rebuilding: {years: 5..10, challenger: 4..10, defender: 1..4}
  fatigue: {challenger: -1..4, defender: 1..6}
  guarantor:
    party: usa
    rescue: 3..8
    punishment: 0.3..1.2
    wavers: 6..14
    recovers: 10..25
    incentive: {defeat: 20..50, reputation: 15..45, fighting: 30..70, noise: 10..20}
  cheating: {arms: 110..130, begins: 2..6, found: 5..15}
  effects:
    territory:
      restored: {share: 0, because: It holds nothing.}
      frozen: {share: 17..21}
      donbas: {share: 19..23, odds: 51..58, because: Lines of defence., evidence: "report: lines of defence"}
    army:
      rebuilt: {rebuilding: {defender: 3..7}, guarantee: {chance: 40..75, decay: 0..4, wavering: 30..65}}
      capped: {limit: {defender: 70..100}}
"""
TABLE = "/case/truce/table"
EVERY = (
    "contest/base",
    "contest/territory",
    "contest/territory/donbas",
    "contest/army/rebuilt",
    "contest/army/uncapped",
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "truce").mkdir()
    (tmp_path / "truce" / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "truce" / "report.md").write_text("What is given up are lines of defence.\n", encoding="utf-8")
    return tmp_path


def text(folder):
    return (folder / "truce" / "case.yaml").read_text("utf-8")


def contest(folder):
    checked = Live.open(folder / "truce" / "case.yaml").checked
    assert not checked.errors
    return checked.case.contest


def opened(visitor, what):
    return Form(visitor.get(TABLE, params={"open": what}))


def posted(visitor, sent, to="entry"):
    return visitor.post(f"{TABLE}/{to}", data=sent)


def sent(form, **changed):
    """What the form sends with some fields changed; a part of a name after __ stands behind a dot."""
    given = dict(form())
    given.update({name.replace("__", "."): [value] for name, value in changed.items()})
    return given


def test_a_form_saved_as_it_was_opened_changes_nothing(visitor, folder):
    before = text(folder)
    for which in EVERY:
        assert (posted(visitor, opened(visitor, which)()).status_code, which) == (303, which)
        assert text(folder) == before, which


def test_what_each_option_changes_is_listed_in_words(visitor):
    page = html.unescape(visitor.get(TABLE).text)
    assert (
        "Russia might attack Ukraine over “Control of Ukraine's territory, occupied or not”. It holds 17 to 21" in page
    )
    assert "Russia then holds 19 to 23, an even chance becomes 51 to 58" in page
    assert "Who controls the occupied regions: how much Russia then holds, by option" in page
    assert page.count("then holds, by option") == 2  # once more for who hears what “Change” is of
    assert ": changes nothing in it" in page
    assert "<code>contest</code>" not in page
    assert 'In the file<span class="unseen">: Ukraine:' in page  # what it has without a deal follows from the contest


def test_numbers_keep_their_reasons_and_parts_go_where_they_are_emptied(visitor, folder):
    form = opened(visitor, "contest/base")
    changed = {"cost__challenger": "1..2", "fatigue__challenger": "", "fatigue__defender": ""}
    changed |= {f"guarantor__incentive__{name}": "" for name in ("defeat", "reputation", "fighting", "noise")}
    assert posted(visitor, sent(form, **changed)).status_code == 303
    held = contest(folder)
    assert (held.cost.challenger.words(), held.fatigue, held.guarantor.incentive) == ("1..2", None, None)
    assert held.cost.challenger.because.startswith("What another war would cost Russia")
    assert (held.guarantor.party, held.guarantor.rescue.words()) == ("usa", "3..8")
    form = opened(visitor, "contest/territory/donbas")
    assert posted(visitor, sent(form, odds="", limit__defender="80", found="5")).status_code == 303
    effect = contest(folder).effects["territory"]["donbas"]
    assert (effect.odds, effect.limit.defender.words(), effect.limit.challenger, effect.found.words()) == (
        None, "80", None, "5",
    )  # fmt: skip
    assert effect.evidence


@pytest.mark.parametrize(
    ("what", "typed", "field", "said"),
    [
        ("contest/base", {"held": ""}, "held", "Write a number, or a range."),
        ("contest/base", {"victory": "100"}, "victory", "Must be 0.1 to 99.9 percent, not 100."),
        ("contest/base", {"cost__defender": "3..1"}, "cost-defender", "The range 3..1 runs backwards; write 1..3."),
        ("contest/base", {"defender": "russia"}, None, "russia"),
        (
            "contest/army/rebuilt",
            {"guarantee__chance": "much"},
            "guarantee-chance",
            "Must be a number or a range",
        ),
    ],
)
def test_what_is_no_number_of_a_contest_is_refused_beside_its_field(visitor, folder, what, typed, field, said):
    before, answer = text(folder), posted(visitor, sent(opened(visitor, what), **typed))
    assert answer.status_code == 422
    assert said in ((beside(answer, field) or "") if field else html.unescape(answer.text))
    for name, value in typed.items():
        assert Form(answer)()[name.replace("__", ".")] == [value]
    assert text(folder) == before


def test_what_others_rest_on_is_not_taken_out(visitor, folder):
    answer = posted(visitor, opened(visitor, "contest/base")(), "out")
    assert (answer.status_code, text(folder)) == (422, CASE)


def test_an_effect_is_taken_out_and_said_again(visitor, folder):
    assert posted(visitor, opened(visitor, "contest/army/capped")(), "out").status_code == 303
    assert "capped" not in contest(folder).effects["army"]
    form = opened(visitor, "contest/army/capped")
    assert posted(visitor, sent(form, limit__defender="70..100", because="Limits.")).status_code == 303
    effect = contest(folder).effects["army"]["capped"]
    assert (effect.limit.defender.words(), effect.because) == ("70..100", "Limits.")


def test_a_contest_is_said_anew_and_then_who_holds_how_much_by_option(visitor, folder):
    file = folder / "truce" / "case.yaml"
    without = CASE[: CASE.index("contest:\n")].replace("{from: contest, nothing: 0, everything: 100}", "40")
    file.write_text(without, encoding="utf-8")
    form = opened(visitor, "contest")
    bare = posted(visitor, form())
    assert (bare.status_code, beside(bare, "line"), beside(bare, "noise")) == (
        422, "Choose one.", "Write a number, or a range.",
    )  # fmt: skip
    typed = {
        "challenger": "russia",
        "defender": "ukraine",
        "stake": "The land",
        "line": "territory",
        "held": "19",
    }
    typed |= {"victory": "30", "land": "60", "arms": "70", "first_strike__challenger": "55", "discount": "94"}
    typed |= {"first_strike__defender": "51", "cost__challenger": "1", "cost__defender": "2", "noise": "0.4"}
    typed |= {"accident": "1", "rebuilding__years": "8", "rebuilding__challenger": "7", "rebuilding__defender": "2"}
    assert posted(visitor, sent(form, **typed)).status_code == 303
    held = contest(folder)
    assert (held.stake, held.sides, held.guarantor, held.cheating) == ("The land", ("russia", "ukraine"), None, None)
    assert {issue: list(effects) for issue, effects in held.effects.items()} == {"territory": ["restored"]}
    form = opened(visitor, "contest/territory")
    names = [name for name in form() if name.startswith("share.")]
    half = posted(visitor, {**form(), names[0]: ["0"]})
    assert half.status_code == 422
    assert "state a share for every option of the issue" in html.unescape(half.text)
    assert posted(visitor, {**form(), **{name: [str(5 * at)] for at, name in enumerate(names)}}).status_code == 303
    held = contest(folder)
    assert [effect.share.words() for effect in held.effects["territory"].values()] == ["0", "5", "10", "15"][
        : len(names)
    ]
