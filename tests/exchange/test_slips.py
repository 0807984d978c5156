"""Slips that files in circulation have: what is read all the same, what is refused, and with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.exchange import Imported, export_case, import_case
from comity.problem import Problems
from exchanged import DOMAIN, PROFILE, scale


def notes(result: Imported) -> str:
    return "\n".join(map(str, result.notes))


def refusal(folder: Path) -> str:
    with pytest.raises(Problems) as raised:
        import_case(folder)
    return str(raised.value)


@pytest.mark.parametrize(
    "before",
    [
        '\n<!-- buyer -->\n<?xml version="1.0" encoding="UTF-8"?>\n',
        "\ufeff\n<?xml version='1.1'?>\n<!-- of 2014 -->",
        "<!DOCTYPE utility_space>",
        '<?xml version="1.0"?><!-- a > b --><!DOCTYPE utility_space SYSTEM "space [1].dtd">\n',
        "<?xml-stylesheet href='a.xsl'?>",
    ],
)
def test_what_stands_before_the_first_element_is_no_matter(before: str, folder: Path) -> None:
    (folder / "buyer.xml").write_text(before + PROFILE, "utf-8")
    result = import_case(folder)
    assert result.case.signers() == ("buyer",)
    assert not any("left out" in note.what for note in result.notes)


@pytest.mark.parametrize(
    ("old", "new", "name", "note"),
    [
        ("Who pays?", "Pay & tax", "Pay & tax", "an & stands bare"),
        ("Who pays?", "AT&T;", None, "entity &T; is defined nowhere; write &amp;T; if"),
        ("Who pays?", "Caf&eacute;", "Café", "&eacute; is no entity of XML"),
        ("Who pays?", "x < 5", "x < 5", "a < stands bare"),
        ("Who pays?", "x<y", "x<y", "a < stands bare"),
        ("Who pays?", "</b> x", "</b> x", "a < stands bare"),
        ('name="Who pays?"', "name='Who pays?'", "Who pays?", None),
        ('index="1" etype', 'index="1"etype', "Who pays?", "no blank stands between two attributes"),
        ('index="1"', "index=1", "Who pays?", "a value stands without quotation marks"),
        ('name="Who pays?"', "name=“Who pays?”", "Who pays?", "curly quotation marks"),
        ('name="Who pays?"', 'name="Who pays?', None, "the quotation mark that stands here is not closed"),
        ("Who pays?", "a\x1bb", None, "a control character U+001B, which XML does not allow; delete it"),
        ("<objective", "<!-- a -- b --><objective", "Who pays?", None),
        ("<objective", "<![CDATA[ R&D <b> ]]><objective", "Who pays?", None),
        ("</issue>", "", None, "close the <issue> of line 3 with </issue> first"),
        ("</utility_space>", "</utility_space>more", None, "delete what stands behind the end of the first element"),
        ("<utility_space>", "hello <utility_space>", None, "delete what stands before the first <"),
        ("<utility_space>", '<u:utility_space xmlns:u="http://example.org/u">', "Who pays?", None),
    ],
)
def test_slips_of_xml(old: str, new: str, name: str | None, note: str | None, folder: Path) -> None:
    for file in ("talks.xml", "buyer.xml"):
        content = (folder / file).read_text("utf-8")
        if old in content:
            content = content.replace(old, new, 1)
            if new.startswith("<u:"):
                content = content[::-1].replace("</utility_space>"[::-1], "</u:utility_space>"[::-1], 1)[::-1]
            (folder / file).write_text(content, "utf-8")
    if name is None:
        assert note is not None
        assert note in refusal(folder)
        return
    result = import_case(folder)
    assert name in {issue.name for issue in result.case.issues.values()}
    said = notes(result)
    assert (note or "") in said
    assert ("as it is meant" in said) == bool(note)


def test_places_are_those_of_the_file_itself(folder: Path) -> None:
    (folder / "buyer.xml").write_text(PROFILE.replace("Who pays?", "R&D & more").replace('"4"', '"four"'), "utf-8")
    (folder / "talks.xml").write_text(DOMAIN.replace("Who pays?", "R&amp;D &amp; more"), "utf-8")
    said = refusal(folder)
    assert f"{folder / 'buyer.xml'}:4:1: error: evaluation of <item> must be a number, not 'four'" in said
    assert (
        f"{folder / 'buyer.xml'}:3:75: warning: an & stands bare (2 times)" in said
    )  # told where it may be the reason


def test_entities_are_refused_wherever_they_are_defined(folder: Path) -> None:
    (folder / "buyer.xml").write_text(f'<!DOCTYPE a [<!ENTITY x "y">]>{PROFILE}', "utf-8")
    assert "document types and entities are not read; delete the DOCTYPE" in refusal(folder)
    (folder / "buyer.xml").write_text(PROFILE.replace("<objective", "<!DOCTYPE a><objective", 1), "utf-8")
    assert "buyer.xml:2:" in refusal(folder)


def test_encodings_are_told(folder: Path) -> None:
    for file in ("talks.xml", "buyer.xml"):
        content = (folder / file).read_text("utf-8").replace("Who pays?", "Größe in €")
        (folder / file).write_bytes(content.encode("cp1252"))
    result = import_case(folder)
    assert result.case.issues["größe-in"].name == "Größe in €"
    assert "buyer.xml:3:76: warning: the file is not UTF-8 (byte 0xf6); read as windows-1252" in notes(result)
    assert "in which it says 'Größe in €'; save the file as UTF-8, or state its encoding" in notes(result)
    both = PROFILE.replace("Who pays?", "Größe").encode() + "<!-- ß -->".encode("cp1252")
    (folder / "buyer.xml").write_bytes(both)
    assert "buyer.xml:17:6: error: this is not valid XML: the file is not UTF-8 (byte 0xdf)" in refusal(folder)
    (folder / "talks.xml").write_text(DOMAIN.replace("UTF-8", "UTF-16"), "utf-8")  # as programs on Windows label it
    (folder / "buyer.xml").write_bytes(PROFILE.encode("utf-16-le"))
    assert import_case(folder).case.signers() == ("buyer",)


@pytest.mark.parametrize("least", ["-inf", "-Infinity", "-INF", " -.inf "])
def test_minus_infinity_accepts_anything(least: str, folder: Path, tmp_path: Path) -> None:
    (folder / "buyer.xml").write_text(PROFILE.replace('"0.75"', f'"{least}"'), "utf-8")
    result = import_case(folder)
    assert "the reservation value is minus infinity in buyer.xml: any agreement is acceptable" in notes(result)
    no_deal = result.case.interest_of("buyer").no_deal
    assert no_deal is not None
    assert no_deal.low / scale(result.case, "buyer") == pytest.approx(0.67)  # the least that the file gives
    export_case(result.case, "genius", tmp_path / "out")
    again = import_case(tmp_path / "out").case
    assert again.interest_of("buyer").no_deal is not None
    assert again.interest_of("buyer").no_deal.low / scale(again, "buyer") == pytest.approx(0.67)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("NaN", "must be a number, not 'NaN'; write a finite number"),
        ("Infinity", "write a finite number"),
        ("0x1F", "write 31"),
        ("0,5", "write 0.5"),
        ("1,000", "write 1000, or 1.000 if the comma is a decimal one"),
        ("1.234,5", "write 1234.5"),
        ("1,234,567.5", "write 1234567.5"),
        ("1 000", "write 1000"),
        ("−3", "write -3"),
        ("１２", "write 12"),
        ("0.5f", "write 0.5"),
        ("40%", "write 0.4 if a share of 1 is meant, or 40"),
        ("about 3", "write it in digits"),
        ("", "not ''; state it"),
        ("9" * 5000, "has 5,000 digits: 9999999999"),
        ("1e13", "is too large to be meant: 1e13; numbers up to 1,000,000,000,000 are read"),
        ("1e999", "is too large to be meant"),
    ],
)
def test_every_wrong_number_has_its_mend(given: str, said: str, folder: Path) -> None:
    (folder / "buyer.xml").write_text(PROFILE.replace('evaluation="4"', f'evaluation="{given}"'), "utf-8")
    message = refusal(folder)
    assert "buyer.xml:4:1: error: evaluation of <item> " in message
    assert said in message
    assert len(message) < 400


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    (folder / "talks.xml").write_text(DOMAIN.replace('upperbound="3"', 'upperbound="3,5"'), "utf-8")
    (folder / "buyer.xml").write_text(PROFILE[:300], "utf-8")
    assert {Path(line.split(":")[0]).name for line in refusal(folder).splitlines()} == {"talks.xml", "buyer.xml"}
    (folder / "talks.xml").write_text(DOMAIN, "utf-8")
    wrong = PROFILE.replace('"4"', '"x"').replace('"0.4"', '"y"').replace('value="0.3"', 'value="z"')
    wrong = wrong.replace('value="0.9"', 'value="v"').replace('"0.75"', '"w"')
    (folder / "buyer.xml").write_text(wrong, "utf-8")
    assert [f"not '{letter}'" in refusal(folder) for letter in "xyzvw"] == [True] * 5


def test_messages_stay_short(folder: Path) -> None:
    items = "".join(f'<item index="{at}" value="a{at}"/>' for at in range(4000))
    (folder / "talks.xml").write_text(DOMAIN.replace('<item index="1" value="they"/>', items), "utf-8")
    said = refusal(folder)
    assert "'Who pays?' has no evaluation of a0, a1, a2 and 3,997 more" in said
    assert len(said) < 400
    (folder / "talks.xml").write_text(DOMAIN.replace("Who pays?", "pay" * 30_000), "utf-8")
    assert len(refusal(folder)) < 700


def test_a_file_that_is_utf_8_is_read_so_whatever_it_says(folder: Path) -> None:
    for name, content in (("talks.xml", DOMAIN), ("buyer.xml", PROFILE)):
        text = content.removeprefix('<?xml version="1.0" encoding="UTF-8"?>\n').replace("Who pays?", "Cités")
        (folder / name).write_text('<?xml version="1.0" encoding="windows-1252"?>\n' + text, "utf-8")
    result = import_case(folder)
    assert next(issue.name for issue in result.case.issues.values()) == "Cités"
    assert "says that it is windows-1252, and is UTF-8, in which it is read" in notes(result)
    for name in ("talks.xml", "buyer.xml"):
        (folder / name).write_bytes((folder / name).read_text("utf-8").encode("cp1252"))
    result = import_case(folder)
    assert next(issue.name for issue in result.case.issues.values()) == "Cités"
    assert "windows-1252" not in notes(result)


def test_names_that_differ_in_blanks_are_told_apart(folder: Path) -> None:
    (folder / "talks.xml").write_text(DOMAIN.replace("Days", "Days "), "utf-8")
    assert "did you mean Days ? They differ in their blanks only" in refusal(folder)


def test_names_are_the_same_in_every_form_of_accents(folder: Path) -> None:
    (folder / "talks.xml").write_text(DOMAIN.replace("Who pays?", "Cités").replace("they", "é"), "utf-8")
    (folder / "buyer.xml").write_text(PROFILE.replace("Who pays?", "Cite\u0301s").replace("they", "e\u0301"), "utf-8")
    assert import_case(folder).case.signers() == ("buyer",)
    for odd, called in (("Dаys", "Cyrillic а U+0430"), ("Days\u200b", "zero-width space U+200B")):
        (folder / "talks.xml").write_text(DOMAIN, "utf-8")
        (folder / "buyer.xml").write_text(PROFILE.replace("Days", odd), "utf-8")
        said = refusal(folder)
        assert "did you mean Days? There is a " in said
        assert called in said
    twice = DOMAIN.replace('value="they"', 'value="é"').replace('value="we"', 'value="e\u0301"')
    (folder / "talks.xml").write_text(twice, "utf-8")
    assert (
        "talks.xml:6:28: error: issue 'Who pays?' needs values, each with a text of its own; 'e\u0301' stands"
        in refusal(folder)
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('value="0.5"', 'value="-0.5"', "the weight -0.5 of issue 1 is negative"),
        ('value="0.5"', 'value="0.9"', "the weights add up to 1.4, not to 1; they count as they stand"),
        ('evaluation="4"/>', 'evaluation="4"/><item value="nobody" evaluation="9"/>', "the domain has no value nobody"),
        ('evaluation="4"/>', 'evaluation="4"/><item value="they" evaluation="3"/>', "is rated a second time; this is"),
        ('<issue index="2"', '<issue index="3"', "issue 'Days' has number 3 here and 2 in the domain"),
    ],
)
def test_what_is_odd_is_told(old: str, new: str, said: str, folder: Path) -> None:
    assert old in PROFILE
    (folder / "buyer.xml").write_text(PROFILE.replace(old, new, 1), "utf-8")
    assert said in notes(import_case(folder))


def test_weights_of_zero(folder: Path) -> None:
    zero = (
        PROFILE.replace('value="0.5"', 'value="0"')
        .replace('value="0.3"', 'value="0"')
        .replace('value="0.2"', 'value="0"')
    )
    (folder / "buyer.xml").write_text(zero, "utf-8")
    assert "every weight is 0, so all agreements are worth the same" in notes(import_case(folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<weight index="2"', '<weight index="1" value="0.4"/><weight index="2"', "issue 1 has a second weight"),
        ("</objective>", '<issue index="1" name="Who pays?"/></objective>', "is rated a second time; line 3 does so"),
        (
            "</utility_space>",
            '<reservation value="3"/></utility_space>',
            "a second <reservation> states another number",
        ),
        ("<evaluator", '<evaluator ftype="constant" parameter0="1"/><evaluator', "has a second evaluator"),
        (
            "utility_space>",
            "Utility_Space>",
            "the first element of a profile is <utility_space>, here it is <Utility_Space>",
        ),
        (' value="0.5"', "", "value of <weight> is missing; state it"),
    ],
)
def test_what_contradicts_itself_is_refused(old: str, new: str, said: str, folder: Path) -> None:
    changed = PROFILE.replace(old, new) if "Space" in new else PROFILE.replace(old, new, 1)
    (folder / "buyer.xml").write_text(changed, "utf-8")
    assert said in refusal(folder)


def test_profiles_that_say_nothing_or_of_something_else(folder: Path) -> None:
    (folder / "buyer.xml").write_text("<utility_space/>", "utf-8")
    assert "the profile rates no value of any issue; it should rate Who pays?, Days, Price" in refusal(folder)
    other = PROFILE.replace("Who pays?", "Land").replace("Days", "Water").replace("Price", "Oil")
    (folder / "buyer.xml").write_text(other, "utf-8")
    assert "is this the profile of another domain? Name those of this one with --profile" in refusal(folder)
