"""Who must say yes, and who could pay whom, in forms: rules written as short as can be, the others left to the file."""

import html
import re

import pytest

from comity.case.check import check
from comity.case.consent import Rule
from comity.web.entries.consent import Simple, simple, written
from open_form import Form, beside

CASE = """\
comity: 1
title: A pact
consent: {at_least: 2, including: [a]}   # by the statutes
parties:
  a: {name: Alpha, signs: yes, votes: {people: 83.2}}
  b: {name: Beta, signs: yes, votes: {people: 10}, members: {b1: East, b2: West}, decides: all}
  c: {name: Gamma, signs: yes, votes: {people: 6.8}, ratified_by: {all: [court, {any: [court, house]}]}}
  house: {name: The house, passes: 60..80}
  court: {name: The court, passes: 90}
issues:
  x: {name: The pact, options: {p: P, q: Q}}
interests:
  a: {no_deal: 10, x: {weight: 1, p: 100, q: 0}}
  b: {no_deal: 10, x: {weight: 1, p: 0, q: 100}}
  c: {no_deal: 10, x: {weight: 1, p: 50, q: 100}}
payments: {from: a, to: [b, c], at_most: 20, because: It was offered.}
"""
TABLE = "/case/pact/table"
EVERY = ("consent/table", "consent/decides/b", "consent/ratified_by/a", "consent/ratified_by/b", "payments/all",
         "parties/a", "parties/house", "parties/b1")  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pact").mkdir()
    (tmp_path / "pact" / "case.yaml").write_text(CASE, "utf-8")
    return tmp_path


def text(folder):
    return (folder / "pact" / "case.yaml").read_text("utf-8")


def case(folder):
    read = check(folder / "pact" / "case.yaml")
    assert not read.errors
    return read.case


def opened(visitor, what):
    return Form(visitor.get(TABLE, params={"open": what}))


def posted(visitor, sent, to="entry"):
    return visitor.post(f"{TABLE}/{to}", data=sent)


@pytest.mark.parametrize(
    "rule", ["all", "a", ["a", "b"], {"at_least": 2}, {"share": 55, "of": ["a", "b"]}, {"weight": 65, "by": "people"},
             {"quota": 51.5, "by": "people", "including": ["a"]}, {"share": 100, "or_blocked_by_fewer_than": 2}],
)  # fmt: skip
def test_a_simple_rule_is_written_as_it_is_read(rule):
    asked = simple(Rule.model_validate(rule))
    assert Rule.model_validate(written(asked)) == Rule.model_validate(rule)
    assert simple(Rule.model_validate(written(asked))) == asked


@pytest.mark.parametrize(
    "rule", [{"all": ["a", {"any": ["b", "c"]}]}, {"weight": 65, "by": {"a": 2, "b": 1}, "of": ["a", "b"]}]
)
def test_a_rule_made_of_rules_has_no_form(rule):
    assert simple(Rule.model_validate(rule)) is None


def test_any_one_of_some_is_one_of_them():
    assert simple(Rule.model_validate({"any": ["a", "b"]})) == Simple("at_least", "1", "", ("a", "b"))
    assert simple(None) == simple(Rule.model_validate("all")) == Simple()


def test_a_form_saved_as_it_was_opened_changes_nothing(visitor, folder):
    for which in EVERY:
        assert (posted(visitor, opened(visitor, which)()).status_code, which) == (303, which)
        assert text(folder) == CASE, which


def test_whose_yes_is_needed_is_listed_in_words(visitor):
    page = html.unescape(visitor.get(TABLE).text)
    assert "The yes of at least 2 of all 3 who sign, including Alpha makes an agreement" in page
    assert "The yes of Beta is that of its 2 members" in page
    assert "Alpha needs nobody’s yes at home" in page
    nested = page.split("Gamma needs the yes of The court and (The court or The house) at home")
    assert len(nested) > 1 or "Gamma needs the yes of The court and" in page
    assert '<a href="/case/pact/file">In the file<span class="unseen">: Gamma needs' in page
    assert "Alpha could pay Beta and Gamma up to 20 points in all." in page
    assert "<code>consent</code>" not in page
    assert visitor.get(TABLE, params={"open": "consent/ratified_by/c"}).status_code == 200


def test_the_rule_at_the_table_is_changed_in_its_place_and_taken_out(visitor, folder):
    sent = opened(visitor, "consent/table")(at_least="", weight="65", by="people", of={"parties": ["a", "b", "c"]})
    assert posted(visitor, sent).status_code == 303
    rule = case(folder).consent
    assert (rule.weight, rule.by, rule.including, len(rule.of)) == (65, "people", ("a",), 3)
    assert "including: [a]}   # by the statutes\n" in text(folder)
    assert posted(visitor, opened(visitor, "consent/table")(), "out").status_code == 303
    assert case(folder).consent is None
    assert "The yes of all who sign makes an agreement" in visitor.get(TABLE).text
    assert posted(visitor, opened(visitor, "consent/table")(at_least="2")).status_code == 303
    assert case(folder).consent == Rule.model_validate({"at_least": 2})


def test_a_group_decides_by_its_members_or_by_itself(visitor, folder):
    sent = opened(visitor, "consent/decides/b")(at_least="1", or_blocked_by_fewer_than="1")
    assert posted(visitor, sent).status_code == 303
    rule = case(folder).parties["b"].decides
    assert (rule.at_least, rule.or_blocked_by_fewer_than) == (1, 1)
    half = posted(visitor, opened(visitor, "consent/decides/b")(decided="", at_least="2"))
    assert (half.status_code, beside(half, "decided")) == (
        422,
        "Choose that its members decide, or empty what is filled in below.",
    )
    assert posted(visitor, opened(visitor, "consent/decides/b")(decided="")).status_code == 303
    assert case(folder).parties["b"].decides is None
    assert posted(visitor, opened(visitor, "consent/decides/b")(decided="members")).status_code == 303
    assert case(folder).parties["b"].decides == Rule.model_validate("all")


def test_ratification_is_asked_of_those_who_do_not_sign(visitor, folder):
    sent = opened(visitor, "consent/ratified_by/a")(of={"parties": ["house"]})
    assert posted(visitor, sent).status_code == 303
    assert case(folder).parties["a"].ratified_by == Rule.model_validate("house")
    assert "votes: {people: 83.2}, ratified_by: house}" in text(folder)
    assert posted(visitor, opened(visitor, "consent/ratified_by/a")(of={})).status_code == 303
    assert text(folder) == CASE
    page = visitor.get(TABLE, params={"open": "consent/ratified_by/a"}).text
    assert not re.search(r'name="of.parties" value="[abc]"', page)


def test_a_chance_at_home_and_votes_are_those_of_a_party(visitor, folder):
    sent = opened(visitor, "parties/house")(passes="55..70", votes="people 3, seats: 12")
    assert posted(visitor, sent).status_code == 303
    house = case(folder).parties["house"]
    assert (house.passes.words(), house.votes) == ("55..70", {"people": 3, "seats": 12})
    answer = posted(visitor, opened(visitor, "parties/house")(votes="many"))
    assert answer.status_code == 422
    assert beside(answer, "votes").startswith("“many” does not say what is counted and how much")
    answer = posted(visitor, opened(visitor, "parties/house")(passes="700"))
    assert beside(answer, "passes") == "Must be 0 to 100 percent, not 700."


@pytest.mark.parametrize(
    ("what", "typed", "field", "said"),
    [
        ("consent/table", {"share": "55"}, "share", "A rule counts one of these: empty the others."),
        ("consent/table", {"at_least": "", "weight": "65"}, "by", "Choose which votes are counted."),
        ("consent/table", {"at_least": "9"}, None, "9 of 3 cannot be had; ask for 3 at most."),
        ("consent/table", {"at_least": "few"}, "at_least", "Must be a whole number, not 'few'."),
        ("payments/all", {"at_most": ""}, "at_most", "Write how much at most."),
        ("payments/all", {"at_most": "-3"}, "at_most", "Must be more than 0, not -3."),
        ("payments/all", {"to": {}}, "to", "Tick who could be paid."),
        ("payments/all", {"to": {"parties": ["a"]}}, None, "cannot pay itself"),
        ("payments/all", {"to": {"parties": ["house"]}}, "to", "has no interests or no `no_deal`"),
    ],
)
def test_what_is_no_rule_is_refused_beside_its_field(visitor, folder, what, typed, field, said):
    answer = posted(visitor, opened(visitor, what)(**typed))
    assert answer.status_code == 422
    assert said.lower() in (beside(answer, field) or "" if field else html.unescape(answer.text)).lower(), beside(
        answer, field
    )
    assert text(folder) == CASE


def test_payments_are_taken_out_and_said_anew(visitor, folder):
    assert posted(visitor, opened(visitor, "payments/all")(), "out").status_code == 303
    assert case(folder).payments is None
    sent = opened(visitor, "payments")(at_most="12.5", **{"from": {"parties": ["c"]}, "to": {"parties": ["a", "b"]}})
    assert posted(visitor, sent).status_code == 303
    held = case(folder).payments
    assert (held.from_, held.to, held.at_most) == (("c",), ("a", "b"), 12.5)
