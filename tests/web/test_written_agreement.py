"""An agreement that is written down: who objects and why, what would be better; and the list that one is taken from."""

import re
from pathlib import Path

import pytest

import comity
from comity.questions.agreement.listing import listing

EXAMPLE = Path(__file__).parents[2] / "examples" / "washington-2025" / "case.yaml"
PAGE = "/case/washington-2025/agreements"
WRITTEN = (
    "territory=frozen,status=deferred,ceasefire=with-deal,guarantees=article5,forces=air-sea,support=intelligence,"
    "army=capped,sanctions=kept,participation=trilateral,monitoring=remote"
)


@pytest.fixture(scope="module")
def case():
    return comity.read_case(EXAMPLE)


def write(reader, words, **more):
    return reader.get(f"{PAGE}/write", params={"with": words, **more}).text


def test_who_objects_is_said_with_the_red_line_and_its_quotation(reader):
    page = write(reader, WRITTEN.replace("territory=frozen", "territory=donbas"))
    assert "It fits together, but Ukraine would refuse it." in page
    said = re.search(r'<th scope="row">Ukraine</th>\s*<td>(.*?)</td>', page, re.DOTALL)[1]
    assert "refuses</span>" in said
    assert "Will not accept" in said
    assert "its constitution or a law says so" in said
    assert "points short of no deal" in said
    assert "Zelensky rejects any territorial concession" in said


def test_what_all_would_sign_is_said_so(reader):
    page = write(reader, WRITTEN)
    assert "It fits together, and all four would sign it." in page
    assert "accepts, barely" in page


def test_what_contradicts_itself_says_which_condition(reader):
    page = write(reader, WRITTEN.replace("ceasefire=with-deal", "ceasefire=open"))
    assert "It contradicts itself" in page
    assert "goes only with" in page


def test_what_would_be_better_is_what_the_command_finds(reader, case):
    found = comity.improvements(case, WRITTEN).result
    page = write(reader, WRITTEN)
    assert f"{found.count} agreements are better for at least one signer and worse for none" in page
    first = found.held[0]
    table = re.search(r"What changes</caption>(.*?)</table>", page, re.DOTALL)[1]
    assert len(re.findall(r'<th scope="row">', table)) == len(first.changes)
    for issue in first.changes:
        assert case.label(issue, first.agreement.options[issue]).replace("'", "&#39;") in table
    everything = write(reader, WRITTEN, all="yes")
    assert len(re.findall(r"^<li><a", everything, re.MULTILINE)) == found.count


def test_an_efficient_one_cannot_be_improved(reader, case):
    terms = str(comity.improvements(case, WRITTEN).result.held[-1].agreement)
    best = comity.improvements(case, terms).result
    while best.held:
        terms = str(best.held[0].agreement)
        best = comity.improvements(case, terms).result
    assert "No agreement is better for one signer and worse for none. It is efficient." in write(reader, terms)


def test_some_terms_say_what_they_leave(reader, case):
    page = reader.get(f"{PAGE}/write", params={"of.territory": "frozen", "of.guarantees": "article5"}).text
    number = listing(case, {"territory": "frozen", "guarantees": "article5"}).number
    assert f"{number} of the 326 possible agreements have these terms." in page
    none = reader.get(f"{PAGE}/write", params={"of.territory": "donbas"}).text
    assert "No possible agreement has all of these terms." in none


@pytest.mark.parametrize("asked", [{}, {"with": "nonsense"}, {"of.territory": "nowhere"}, {"with": "<script>"}])
def test_nothing_that_can_be_read_settles_nothing(reader, asked):
    page = reader.get(f"{PAGE}/write", params=asked)
    assert page.status_code == 200
    assert "Nothing is settled yet" in page.text
    assert "<script>&" not in page.text


def test_the_list_is_filtered_and_ordered(reader, case):
    asked = {"of.sanctions": "phased", "by": "russia"}
    page = reader.get(f"{PAGE}/list", params=asked).text
    found = listing(case, {"sanctions": "phased"}, "russia")
    assert f"{found.number} agreements</h2>" in page
    assert page.count('name="with" value="territory') == min(50, found.number)
    first = str(found.listed[0].agreement).replace(", ", ",")
    assert page.index(f'value="{first}"') == min(map(page.index, re.findall(r'value="territory[^"]+"', page)))


def test_the_list_goes_on_page_by_page(reader):
    first = reader.get(f"{PAGE}/list").text
    after = re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = reader.get(f"{PAGE}/list{after}").text
    assert "51 to 100 of 326" in second
    last = reader.get(f"{PAGE}/list", params={"first": 300}).text
    assert "301 to 326 of 326" in last
    assert 'rel="next"' not in last
    beyond = reader.get(f"{PAGE}/list", params={"first": 9999, "by": "nobody", "of.sanctions": "x"}).text
    assert "1 to 50 of 326" in beyond
