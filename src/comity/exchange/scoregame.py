"""Score games: a folder with the parties (`config.txt`), what is negotiated in words, and a sheet of scores a party.

Each line of a sheet holds a party's scores for the options of one issue, the last one the least total that it accepts.
`config.txt` says who has which sheet, and who of them has a veto (p1, p2); a deal needs all parties but one, those with
a veto among them. Issues and options are named in `global_instructions.txt`, by a letter and a number. What
players are told beside that, who begins with which deal, and which program plays whom are not kept.

Source: Abdelnabi, Gomaa, Sivaprasad, Schönherr and Fritz (2024), whose program is LLM-Deliberation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from comity.case.files import IMPORT_BYTES, head, read_bytes
from comity.exchange.naming import Known, shown, some
from comity.exchange.numeral import number
from comity.exchange.scenario import Matter, Profile, Room, Scenario, Table, collecting
from comity.problem import Place, Problem, Problems

NAME = "score game folders"

CONFIG, SHEETS, WORDS = "config.txt", "scores_files", "global_instructions.txt"
ROLES = ("player", "p1", "p2")
VETOES = ("p1", "p2")

_SNIFFED = 1 << 13
_ISSUE = re.compile(r"^\W*issue\s+([A-Z])\s*[:.]\s*(.+)$", re.IGNORECASE)
_OPTION = re.compile(r"^\W*([A-Z])(\d{1,2})\b\s*[:.]?\s*(.*)$")
_END = re.compile(r"\s*==>.*|:\s.*|[.;](\s.*)?$")


@dataclass(frozen=True)
class _Player:
    """A party of `config.txt`: what it is called, its sheet, and its role."""

    name: str
    sheet: str
    role: str


def recognised(path: Path) -> Path | None:
    """The folder of a score game that a path means, the folder itself or its config.txt; None where it is none."""
    folder = path.parent if path.name == CONFIG else path
    lines = head(folder / CONFIG, _SNIFFED).decode("utf-8", "replace").splitlines()
    parties = [line.split(",") for line in lines if line.strip()]
    fits = bool(parties) and all(len(party) >= 3 for party in parties)
    known = any(party[2].strip() in ROLES for party in parties if len(party) >= 3)
    return folder if fits and known and (folder / SHEETS).is_dir() else None


def read(folder: Path) -> tuple[Scenario, tuple[Path, ...]]:
    """The game in a folder, and the files that were read; raises Problems with every reason why it cannot be read."""
    problems: list[Problem] = []
    players = _players(folder, problems)
    files = [folder / CONFIG]
    sheets: list[tuple[_Player, tuple[Table, ...], Fraction]] = []
    for player in players:
        with collecting(problems):
            path = _sheet(folder, player)
            sheets.append((player, *_scores(path)))
            files.append(path)
    problems += _unlike(folder, sheets)
    if problems:
        raise Problems(problems)
    sizes = [len(table) for table in sheets[0][1]]
    matters, notes = _matters(folder, sizes)
    room = Room(len(sheets))
    for matter in matters:
        room.for_issue(matter, Place(str(folder)))
    files += [folder / WORDS] if (folder / WORDS).is_file() else []
    profiles = tuple(
        Profile(player.name, f"{SHEETS}/{player.sheet}.txt", tables, reservation=least)
        for player, tables, least in sheets
    )
    including = tuple(at for at, (player, _, _) in enumerate(sheets) if player.role in VETOES)
    scenario = Scenario(
        "scoregame",
        folder.resolve().name,
        matters,
        profiles,
        {"passes": "all parties but one agree, those with a veto (p1, p2) among them"},
        f"Imported from the score game in {folder.resolve().name}. Each party accepts what comes to its least score; a "
        "deal needs all parties but one, and those with a veto.",
        (*notes, *_unclaimed(folder, players)),
        agree=(max(1, len(sheets) - 1), including),
    )
    return scenario, tuple(files)


def _lines(path: Path) -> list[str]:
    return read_bytes(path, IMPORT_BYTES).decode("utf-8", "replace").lstrip("\ufeff").splitlines()


def _players(folder: Path, problems: list[Problem]) -> list[_Player]:
    """The parties of a game; what is wrong with their lines goes to the problems."""
    path = folder / CONFIG
    players: list[_Player] = []
    for at, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        fields = [each.strip() for each in line.split(",")]
        place = Place(str(path), at)
        if len(fields) < 3:
            problems.append(Problem(place, "a party needs a name, a file and a role", "write name,file,role,..."))
            continue
        name, sheet, role = fields[:3]
        if role not in ROLES:
            problems.append(Problem(place, f"{shown(name)} has the role '{shown(role)}'", Known(ROLES).meant(role)))
        if any(same.name == name or same.sheet == sheet for same in players):
            what = f"{shown(name)} or its file {shown(sheet)} stands here twice"
            problems.append(Problem(place, what, "name each once"))
        players.append(_Player(name, sheet, role))
    if not players:
        problems.append(Problem(Place(str(path)), "no party stands here", "write a line a party: name,file,role"))
    return players


def _sheet(folder: Path, player: _Player) -> Path:
    """The sheet of a party; raises Problems where there is none."""
    path = folder / SHEETS / f"{player.sheet}.txt"
    if "/" in player.sheet or "\\" in player.sheet or not path.is_file():
        there = sorted(each.stem for each in (folder / SHEETS).glob("*.txt"))
        what = f"{shown(player.name)} has no sheet {shown(player.sheet)}.txt in {SHEETS}"
        raise Problems([Problem(Place(str(folder / CONFIG)), what, Known(there).meant(player.sheet))])
    return path


def _scores(path: Path) -> tuple[tuple[Table, ...], Fraction]:
    """The scores of a sheet, a table an issue, and the least total; raises Problems with all that is no number."""
    problems: list[Problem] = []
    rows: list[list[Fraction]] = []
    for at, line in enumerate(_lines(path), 1):
        if line.strip():
            row: list[Fraction] = []
            for text in line.strip().rstrip(",").split(","):
                with collecting(problems):
                    row.append(number(text.strip(), Place(str(path), at), "a score"))
            rows.append(row)
    if not problems and (len(rows) < 2 or len(rows[-1]) != 1):
        fix = "write a line an issue, then the least total alone in the last line"
        problems.append(Problem(Place(str(path)), "the least total that the party accepts is missing", fix))
    if problems:
        raise Problems(problems)
    return tuple(map(tuple, rows[:-1])), rows[-1][0]


def _unlike(folder: Path, sheets: Sequence[tuple[_Player, tuple[Table, ...], Fraction]]) -> list[Problem]:
    """Sheets that have other issues or options than most."""
    shapes = [tuple(map(len, tables)) for _, tables, _ in sheets]
    usual = max(shapes, key=shapes.count, default=())
    return [
        Problem(
            Place(str(folder / SHEETS / f"{player.sheet}.txt")),
            f"scores for {_told(shape)} options stand here, where others have {_told(usual)}",
            "write one score for every option of every issue",
        )
        for (player, _, _), shape in zip(sheets, shapes, strict=True)
        if shape != usual
    ]


def _unclaimed(folder: Path, players: Sequence[_Player]) -> list[Problem]:
    """Sheets that no party has: a party is missing, or two of them stand in one line."""
    known = {player.sheet for player in players}
    fix = f"write a line for it in {CONFIG}, name,file,role, if somebody is missing"
    return [
        Problem(Place(str(path)), f"no party in {CONFIG} has this sheet", fix, "warning")
        for path in sorted((folder / SHEETS).glob("*.txt"))
        if path.stem not in known
    ]


def _told(shape: Sequence[int]) -> str:
    return "+".join(map(str, shape)) or "no"


def _matters(folder: Path, sizes: Sequence[int]) -> tuple[tuple[Matter, ...], list[Problem]]:
    """The issues with their options, by their words where these are found, else by letter and number."""
    letters = [chr(ord("A") + at) for at in range(len(sizes))]
    issues, options = _named(_lines(folder / WORDS)) if (folder / WORDS).is_file() else ({}, {})
    matters, nameless = [], []
    for letter, size in zip(letters, sizes, strict=True):
        codes = [f"{letter}{at}" for at in range(1, size + 1)]
        nameless += [code for code in (letter, *codes) if code not in issues and code not in options]
        values = [f"{code} {options[code]}" if options.get(code) else code for code in codes]
        name = issues.get(letter, letter)
        matters.append(Matter(name if list(issues.values()).count(name) < 2 else f"{letter} {name}", tuple(values)))
    told = f"{some(nameless)}: not named there, so called by letter and number"
    notes = [Problem(Place(str(folder / WORDS)), told, "name them in the case file", "warning")] if nameless else []
    return tuple(matters), notes


def _named(lines: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Issues by letter and options by letter and number, each in a few words."""
    issues: dict[str, str] = {}
    options: dict[str, str] = {}
    for line in lines:
        if hit := _ISSUE.match(line):
            issues.setdefault(hit[1].upper(), _short(hit[2]))
        elif hit := _OPTION.match(line):
            options.setdefault(f"{hit[1]}{hit[2]}", _short(hit[3]))
    return issues, options


def _short(words: str) -> str:
    """The first words of a description: what stands in quotes before a colon, else up to the end of its sentence."""
    words = words.strip()
    quoted = re.match(r"[\"“]([^\"”]+)[\"”]\s*(?:[:.]|$)", words)
    plain = quoted[1] if quoted else _END.sub("", words, count=1)
    return re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", plain)).strip(" .:")
