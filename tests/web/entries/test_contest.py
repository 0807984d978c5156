"""Who would fight on, in forms: numbers changed in their place with their reasons kept, parts that are said or not."""

import html
import re

import pytest

from comity.live import Live
from open_form import Form

TABLE = "/case/washington-2025/table"
EVERY = ("contest/base", "contest/territory", "contest/territory/donbas", "contest/guarantees/article5",
         "contest/support/intelligence", "contest/monitoring/none", "contest/army/uncapped")  # fmt: skip


def text(folder):
    return (folder / "washington-2025" / "case.yaml").read_text("utf-8")


def contest(folder):
    return Live.open(folder / "washington-2025" / "case.yaml").checked.case.contest


def opened(visitor, what):
    return Form(visitor.get(TABLE, params={"open": what}))


def posted(visitor, sent, to="entry"):
    return visitor.post(f"{TABLE}/{to}", data=sent)


def beside(answer, field):
    found = re.search(rf'id="(?:f-)?{field}-problem">(?:<[^>]*>|\s)*([^<]*)', answer.text)
    return html.unescape(found[1]).strip() if found else None


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
    assert "<code>developments</code>" in page


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
            "contest/guarantees/article5",
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


def test_an_effect_is_taken_out_and_said_again(visitor, folder):
    assert posted(visitor, opened(visitor, "contest/army/capped")(), "out").status_code == 303
    assert "capped" not in contest(folder).effects["army"]
    form = opened(visitor, "contest/army/capped")
    assert posted(visitor, sent(form, limit__defender="70..100", because="Limits.")).status_code == 303
    effect = contest(folder).effects["army"]["capped"]
    assert (effect.limit.defender.words(), effect.because) == ("70..100", "Limits.")


def test_a_contest_is_said_anew_and_then_who_holds_how_much_by_option(visitor, folder):
    assert posted(visitor, opened(visitor, "contest/base")(), "out").status_code == 303
    assert contest(folder) is None
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
