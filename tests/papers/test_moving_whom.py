"""What a brief says of who can move whom: nothing where nothing is judged, and where it cannot be counted."""

from __future__ import annotations

from comity.figure import Figure
from comity.finding import Table
from comity.papers.judgements import judgements
from comity.papers.moving_whom import TITLE, moving_whom
from talks import talks
from ties import tie, with_messages

HOPE = {"id": "hope", "to": "b", "says": "less is to be had", "moves": {"no_deal": 0}, "because": "Two others left."}
SHIFT = {"to": "a", "shifts": {"from": "x", "to": "y", "weight": 1}}
RATE = {"to": "a", "moves": {"x": {"q": 30}}}


def test_whose_voice_a_table_and_the_map() -> None:
    made = moving_whom(with_messages(talks(), [HOPE], [tie("c", "b", "100", "120", "121")]))
    assert made.title == TITLE
    said, carriers, messages, drawn = made.parts
    assert isinstance(said, str)
    assert said.startswith(
        "Carried by Gamma at measured pressure, “less is to be had” to Beta adds 1 agreement at worst"
    )
    assert said.endswith("read what messages add as sign and order, never as sizes.")
    assert isinstance(carriers, Table)
    assert isinstance(messages, Table)
    assert [str(cell) for cell in carriers.rows[0][:4]] == ["“less is to be had”", "Beta", "Gamma", "120.0"]
    assert messages.rows[0][-1] == "Two others left."
    assert isinstance(drawn, Figure)


def test_nothing_where_nothing_is_judged_or_it_cannot_be_counted() -> None:
    ties = [tie("c", "b", "100", "120", "121")]
    assert moving_whom(talks()).parts == ()
    assert moving_whom(with_messages(talks(), [HOPE], [])).parts == ()
    assert moving_whom(with_messages(talks(), [], ties)).parts == ()
    silent = talks(parties={"a": "Alpha", "b": "Beta", "c": {"name": "Gamma", "signs": "yes"}})
    assert moving_whom(with_messages(silent, [HOPE], ties)).parts == ()


def test_messages_and_ties_are_among_the_judgements() -> None:
    case = with_messages(talks(), [HOPE, SHIFT, RATE], [tie("c", "b", "50..70", "120", "121..130")])
    told = {table.title: table for table in judgements(case)}
    assert [row[:2] for row in told["Messages"].rows] == [
        ("to Beta: less is to be had", "no deal 0"),
        ("to Alpha", "weight 1 from The X to The Y"),
        ("to Alpha", "The X, Q it is: 30"),
    ]
    assert told["Messages"].rows[0][2] == "Two others left."
    assert told["Ties, in percent"].rows[0][:2] == (
        "Gamma to Beta",
        "rapport 50 to 70, best pressure 120, turns at 121 to 130",
    )
