"""Who the reader knows: the analyst's own parties first, then the built-in ones."""

from pathlib import Path

import pytest

from comity.problem import Problems
from comity.reading.actors import Actor
from comity.reading.editable import supplied
from comity.reading.registry import _countries, registry


def test_the_analysts_registry_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "registry.yaml"
    file.write_text(
        "parties:\n"
        "  north:\n    name: Turkish Cypriots\n    adjectives: [Turkish Cypriot]\n    people: {Ersin Tatar: [Tatar]}\n"
        "  europe:\n    name: European side\n    members: {france: France}\n",
        encoding="utf-8",
    )
    actors = registry(file)
    assert actors.lookup("Tatar") == Actor("north", None, "Ersin Tatar")
    assert actors.lookup("Turkish Cypriot") == Actor("north")
    assert actors.lookup("French") == Actor("europe", "france")
    assert actors.lookup("Vladimir Putin") == Actor("russia", None, "Vladimir Putin")
    assert [p.id for p in actors.parties].count("europe") == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("parties: [a]", "needs `parties:`"),
        ("parties: {a: {nam: A}}", "unknown word 'nam'"),
        ("parties: {a: {aliases: x}}", "must be a list"),
        ("parties: {a: {members: [x]}}", "must be a mapping"),
        ("{", "is never closed"),
    ],
)
def test_a_wrong_registry_is_said_so(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "registry.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match=what.replace("'", ".")):
        registry(file)


def test_the_built_in_registry_is_consistent() -> None:
    actors = registry()
    ids = [p.id for party in actors.parties for p in (party, *party.members)]
    assert len(ids) == len(set(ids))
    assert actors.lookup("Norwegian") == Actor("norway")
    assert actors.lookup("Kyiv") == Actor("ukraine")
    assert actors.lookup("British") == Actor("europe", "united_kingdom")


# The ISO list as it stood when pycountry was left for iso3166: no name that a reader's registry knew was lost.
COUNTRIES = """
Afghanistan; Albania; Algeria; American Samoa; Andorra; Angola; Anguilla; Antarctica; Antigua and Barbuda;
Argentina; Armenia; Aruba; Australia; Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium;
Belize; Benin; Bermuda; Bhutan; Bolivia; Bonaire; Bosnia and Herzegovina; Botswana; Bouvet Island; Brazil; British
Indian Ocean Territory; Brunei Darussalam; Bulgaria; Burkina Faso; Burundi; Cabo Verde; Cambodia; Cameroon; Canada;
Cayman Islands; Central African Republic; Chad; Chile; China; Christmas Island; Cocos (Keeling) Islands; Colombia;
Comoros; Cook Islands; Costa Rica; Croatia; Cuba; Curaçao; Cyprus; Czechia; Côte d'Ivoire; Denmark; Djibouti;
Dominica; Dominican Republic; Ecuador; Egypt; El Salvador; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia;
Falkland Islands (Malvinas); Faroe Islands; Fiji; Finland; France; French Guiana; French Polynesia; French Southern
Territories; Gabon; Gambia; Georgia; Germany; Ghana; Gibraltar; Greece; Greenland; Grenada; Guadeloupe; Guam;
Guatemala; Guernsey; Guinea; Guinea-Bissau; Guyana; Haiti; Heard Island and McDonald Islands; Holy See (Vatican City
State); Honduras; Hong Kong; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Isle of Man; Israel; Italy;
Jamaica; Japan; Jersey; Jordan; Kazakhstan; Kenya; Kinshasa; Kiribati; Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia;
Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Macao; Madagascar; Malawi; Malaysia;
Maldives; Mali; Malta; Marshall Islands; Martinique; Mauritania; Mauritius; Mayotte; Mexico; Micronesia; Moldova;
Monaco; Mongolia; Montenegro; Montserrat; Morocco; Mozambique; Myanmar; Namibia; Nauru; Nepal; Netherlands; New
Caledonia; New Zealand; Nicaragua; Niger; Nigeria; Niue; Norfolk Island; North Korea; North Macedonia; Northern
Mariana Islands; Norway; Oman; Pakistan; Palau; Palestine; Panama; Papua New Guinea; Paraguay; Peru; Philippines;
Pitcairn; Poland; Portugal; Puerto Rico; Qatar; Romania; Russian Federation; Rwanda; Réunion; Saint Barthélemy;
Saint Helena; Saint Kitts and Nevis; Saint Lucia; Saint Martin (French part); Saint Pierre and Miquelon; Saint
Vincent and the Grenadines; Samoa; San Marino; Sao Tome and Principe; Saudi Arabia; Senegal; Serbia; Seychelles;
Sierra Leone; Singapore; Sint Maarten (Dutch part); Slovakia; Slovenia; Solomon Islands; Somalia; South Africa;
South Georgia and the South Sandwich Islands; South Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Svalbard
and Jan Mayen; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Timor-Leste; Togo; Tokelau;
Tonga; Trinidad and Tobago; Tunisia; Turkmenistan; Turks and Caicos Islands; Tuvalu; Türkiye; Uganda; Ukraine;
United Arab Emirates; United Kingdom; United States; United States Minor Outlying Islands; Uruguay; Uzbekistan;
Vanuatu; Venezuela; Vietnam; Wallis and Futuna; Western Sahara; Yemen; Zambia; Zimbabwe; Åland Islands
"""


def test_the_list_of_countries_is_what_it_was() -> None:
    found = _countries(supplied("actors.yaml")["countries"])
    assert sorted(country.name for country in found) == " ".join(COUNTRIES.split()).split("; ")
    ids = {country.id for country in found}
    assert len(ids) == len(found) == 247
    assert {"united_states", "south_korea", "north_korea", "vietnam", "laos", "nauru", "united_kingdom"} <= ids
