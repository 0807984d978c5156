"""Files that are not read: which program they are of, and what can be done with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from comity.case.files import head
from comity.exchange.markup import first_tags

_SNIFFED = 65_536
_BY_HAND = "enter its parties, issues and judgements in a case (docs/reference/case-file.md)"


@dataclass(frozen=True)
class Foreign:
    """What a file is, as in "this is ...", and what to do."""

    what: str
    fix: str


_GENIUSWEB = Foreign("a file of GeniusWeb", "domains, sessions, linear profiles and sums of groups are read")
_NEGOLOG = Foreign("a file of NegoLog", "its profiles are read: issueWeights, and issues with a table each")
_PUBLISHED = Foreign("numbers published with a domain", "they are not needed: comity survey computes them")
_DECIDE = Foreign("a file of Decide", "import it by itself")
_CASE = Foreign("a case of Comity", "it needs no import: comity check, comity ask")
_READING = Foreign("the statements of a reading", "the case lies beside it; for DNA: comity export CASE --format dna")
_TABLE = Foreign("a table", f"it states no negotiation that is known here; {_BY_HAND}")
_ACTORS = Foreign("a table of actors, as of KTAB or an expected utility model", f"it holds no utilities; {_BY_HAND}")

_EMPTY = Foreign("an empty file", "is it the one that was meant?")
_UNTYPED = Foreign(
    "a list of issues that states no type", "if it is of NegMAS, add the line type: DiscreteCartesianOutcomeSpace"
)

_BY_CONTENT = (
    (
        re.compile(r"\APK\x03\x04(?s:.*)xl/workbook\.xml"),
        Foreign("a workbook of Excel", "name it by itself: comity import FILE.xlsx -o case.yaml"),
    ),
    (re.compile(r"\A(PK\x03\x04|\x1f\x8b|7z\xbc\xaf|BZh)"), Foreign("an archive", "unpack it, and import the folder")),
    (
        re.compile(r"\A%PDF|\A\xd0\xcf\x11\xe0"),
        Foreign("a document", "comity read takes reports; this takes files of programs"),
    ),
    (re.compile(r"\Aversion https://git-lfs"), Foreign("a pointer of Git LFS", "fetch the file itself: git lfs pull")),
    (
        re.compile(r"\A\s*(<!doctype html|<html)", re.I),
        Foreign("a web page", "download the file itself (raw, not its page)"),
    ),
    (re.compile(r"^['\"]?#[APMD]['\"]?[\t,; ]", re.M), _DECIDE),
    (re.compile(r"\A(?=.*\b(actor|name)\b)(?=.*\b(power|capabilit\w*)\b)(?=.*\b(position|salience)\b)", re.I), _ACTORS),
    (re.compile(r"\A.*\bcue_start\b"), _READING),
    (re.compile(r'"(NumberOfBids|pareto_front)"'), _PUBLISHED),
    (re.compile(r'"issuesValues"|"valueUtilities"|"LinearAdditiveUtilitySpace"|"SAOPSettings"'), _GENIUSWEB),
    (re.compile(r'"issueWeights"|"reservationValue"'), _NEGOLOG),
    (re.compile(r"^comity[ \t]*:", re.M), _CASE),
    (re.compile(r"^[\"']?issues[\"']?[ \t]*:", re.M), _UNTYPED),
)
_BY_TAG = {
    "domainrepository": "a list of domains of GENIUS",
    "repository": "a list of GENIUS",
    "multilateraltournamentsrunner": "a tournament of GENIUS",
    "tournament": "a tournament of GENIUS",
    "negotiationoutcome": "a log of GENIUS",
    "negotiation": "a log of GENIUS",
    "modelparams": "a model of KTAB",
}


def foreign(path: Path) -> Foreign | None:
    """What a file is that Comity does not import; None where that is not known."""
    data = head(path, _SNIFFED)
    if path.is_file() and not data.strip():
        return _EMPTY
    content = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1", "replace")
    content = content.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff")
    for pattern, known in _BY_CONTENT:
        if pattern.search(content):
            return known
    if content.lstrip().startswith("<"):
        tag = next(iter(first_tags(data)), "").lower()
        if tag in _BY_TAG:
            return Foreign(_BY_TAG[tag], "import the domain and the profiles that it names")
    return _TABLE if path.suffix.lower() in (".csv", ".tsv", ".xls", ".xlsx") and data else None
