"""Conflicts of the graph model: .gmcr files, as GMCR+ and gmcr-py write them.

JSON of: `options` (name, permittedDirection both, fwd or back), `decisionMakers` (name, options by number from 0,
preferences by priority, and, where `useManualPreferenceRanking` is true, a preferenceRanking of the states, in which
those that tie stand in a list), `infeasibles` and `coalitions`. A condition is a list of an option and Y or N each, all
of which hold; a compound one has `members`, any of which holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.case.files import IMPORT_BYTES, head, read_bytes
from comity.conflict.model import DIRECTIONS, MOST_OPTIONS, Choice, Conflict, Pattern, Ranking, Statements
from comity.problem import Place, Problem, Problems, nearest

NAME = "GMCR files"
SUFFIX = ".gmcr"

_SNIFFED = 1 << 12
_READ = {"options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", "program", "version"}
_MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_RANKED = ("preferenceRanking", "preferenceVector")
"""What says that states are ranked one by one, and the ranking: as newer and as older files have it."""


def recognise(path: Path) -> bool:
    """Whether a file is of this format, by how its name ends and its first letter."""
    return path.suffix.lower() == SUFFIX and head(path, _SNIFFED).lstrip()[:1] == b"{"


def read(path: Path) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict in a file, and notes on what is not read; raises Problems with every reason why it cannot be."""
    place = Place(str(path))
    try:
        content = json.loads(read_bytes(path, IMPORT_BYTES))
    except json.JSONDecodeError as error:
        raise Problems([Problem(Place(str(path), error.lineno, error.colno), f"not JSON: {error.msg}")]) from None
    except (UnicodeDecodeError, RecursionError):
        raise Problems([Problem(place, "not JSON in UTF-8", "save it again with the program that made it")]) from None
    reader = _Reader(place)
    conflict = reader.conflict(content, path.stem)
    if reader.problems or conflict is None:
        raise Problems(reader.problems)
    left = sorted({*content} - _READ - {*_MANUAL})
    return conflict, tuple(Problem(place, f"'{name}' is not read", severity="warning") for name in left)


def left_behind(conflict: Conflict, place: Place) -> tuple[Problem, ...]:
    """What of a conflict the format cannot carry; place: where it stands."""
    lost = {
        "the status quo is not written": conflict.status_quo is not None,
        "what decision makers take others to prefer is not written": bool(conflict.perceived),
    }
    return tuple(Problem(place, what, severity="warning") for what, is_lost in lost.items() if is_lost)


def write(conflict: Conflict, place: Place) -> str:
    """A conflict as the text of a file; place: where it stands. Raises Problems for options with several levels."""
    several = [option.name for option in conflict.options if option.levels]
    if several:
        fix = "write each level as an option of its own"
        raise Problems(Problem(place, f"'{name}' has several levels, and GMCR has yes or no", fix) for name in several)
    ranked = any(isinstance(each, Ranking) for each in conflict.preferences)
    makers: list[dict[str, Any]] = []
    for number, name in enumerate(conflict.decision_makers):
        preference = conflict.preferences[number]
        own = [at for at, option in enumerate(conflict.options) if option.decision_maker == number]
        maker: dict[str, Any] = {"name": name, "options": own, "preferences": []}
        if isinstance(preference, Statements):
            maker["preferences"] = [_statement(each) for each in preference.each]
        if ranked:
            maker["preferenceRanking"] = [
                list(tied) if len(tied) > 1 else tied[0] for tied in _classes(conflict, number)
            ]
        makers.append(maker)
    content: dict[str, Any] = {
        "decisionMakers": makers,
        "options": [{"name": option.name, "permittedDirection": option.direction} for option in conflict.options],
        "infeasibles": [_condition(pattern) for pattern in conflict.infeasible],
        _MANUAL[0]: ranked,
    }
    if conflict.groups:
        content["coalitions"] = [list(group) if len(group) > 1 else group[0] for group in conflict.groups]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _classes(conflict: Conflict, number: int) -> tuple[tuple[int, ...], ...]:
    """The states by number, the best first: as ranked, or as statements rank them."""
    preference = conflict.preferences[number]
    if isinstance(preference, Ranking):
        return preference.classes
    ranks = conflict.ranks(number).tolist()
    by_rank: dict[int, list[int]] = {}
    for state, rank in enumerate(ranks, 1):
        by_rank.setdefault(rank, []).append(state)
    return tuple(tuple(by_rank[rank]) for rank in sorted(by_rank, reverse=True))


def _condition(pattern: Pattern) -> list[list[Any]]:
    return [[at, letter] for at, letter in enumerate(pattern) if letter != "-"]


def _statement(patterns: tuple[Pattern, ...]) -> Any:
    if len(patterns) == 1:
        return _condition(patterns[0])
    return {"compound": True, "members": [_condition(pattern) for pattern in patterns]}


class _Reader:
    """Reads a conflict, and gathers all that is wrong with it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self.options = 0

    def wrong(self, what: str, fix: str = "") -> None:
        self.problems.append(Problem(self.place, what, fix))

    def conflict(self, content: Any, title: str) -> Conflict | None:
        if not isinstance(content, dict):
            self.wrong("a conflict is an object with decisionMakers, options and infeasibles")
            return None
        options = self.listed(content, "options", "the file")
        makers = self.listed(content, "decisionMakers", "the file")
        self.options = len(options)
        if not 1 <= len(options) <= MOST_OPTIONS:
            self.wrong(f"{len(options)} options", f"a conflict has 1 to {MOST_OPTIONS}")
        if not makers:
            self.wrong("nobody decides anything", "name the decision makers")
        names = tuple(self.named(each, f"decision maker {at}") for at, each in enumerate(makers, 1))
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.wrong(f"two decision makers are called '{name}'", "give each a name of its own")
        owners = self.owners(makers, names)
        choices = tuple(self.choice(each, at, owners) for at, each in enumerate(options))
        infeasible = tuple(
            pattern
            for at, each in enumerate(self.listed(content, "infeasibles", "the file"), 1)
            for pattern in self.patterns(each, f"infeasible {at}")
        )
        groups = self.groups(content.get("coalitions", []), len(makers))
        if self.problems:
            return None
        unranked = Conflict(title, names, choices, infeasible, (), groups)
        states = len(unranked.numbers)
        if not states:
            self.wrong("no state can be", "leave out some infeasibles")
            return None
        manual = any(content.get(name) is True for name in _MANUAL)
        preferences = tuple(
            self.ranking(each, name, states) if manual else self.statements(each, name)
            for each, name in zip(makers, names, strict=True)
        )
        return Conflict(title, names, choices, infeasible, preferences, groups)

    def listed(self, content: dict[str, Any], name: str, where: str) -> list[Any]:
        found = content.get(name)
        if not isinstance(found, list):
            self.wrong(f"{where} has no list of {name}")
            return []
        return found

    def named(self, content: Any, where: str) -> str:
        name = content.get("name") if isinstance(content, dict) else None
        if not isinstance(name, str) or not name.strip():
            self.wrong(f"{where} has no name")
            return where
        return name

    def choice(self, content: Any, at: int, owners: dict[int, list[int]]) -> Choice:
        name = self.named(content, f"option {at}")
        told = content.get("permittedDirection") if isinstance(content, dict) else None
        direction = next((each for each in DIRECTIONS if each == told), None)
        if direction is None:
            self.wrong(f"option {at} ({name}) has permittedDirection {_told(told)}", nearest(str(told), DIRECTIONS))
        whose = owners.get(at, [])
        if len(whose) != 1:
            self.wrong(f"option {at} ({name}) belongs to {len(whose)} decision makers", "each option is one's own")
        return Choice(name, whose[0] if whose else 0, direction or "both")

    def owners(self, makers: list[Any], names: tuple[str, ...]) -> dict[int, list[int]]:
        """Who has each option, by numbers."""
        owners: dict[int, list[int]] = {}
        for number, (maker, name) in enumerate(zip(makers, names, strict=True)):
            for at in self.listed(maker if isinstance(maker, dict) else {}, "options", name):
                if self.is_option(at, name):
                    owners.setdefault(at, []).append(number)
        return owners

    def is_option(self, at: Any, where: str) -> bool:
        known = isinstance(at, int) and not isinstance(at, bool) and 0 <= at < self.options
        if not known:
            self.wrong(f"{where} names option {_told(at)}", f"the options are 0 to {self.options - 1}")
        return known

    def patterns(self, content: Any, where: str) -> tuple[Pattern, ...]:
        """The patterns of a condition, any of which is to be fitted."""
        if isinstance(content, dict):
            members = self.listed(content, "members", where)
            return tuple(pattern for member in members for pattern in self.patterns(member, where))
        if not isinstance(content, list) or not content:
            self.wrong(f"{where} is no condition", 'a condition is a list of an option and "Y" or "N" each')
            return ()
        letters = ["-"] * self.options
        for term in content:
            if not isinstance(term, list) or len(term) != 2 or term[1] not in ("Y", "N"):
                self.wrong(f"{where} holds {_told(term)}", 'each term is an option and "Y" or "N"')
            elif self.is_option(term[0], where):
                if letters[term[0]] not in ("-", term[1]):
                    self.wrong(f"{where} has option {term[0]} both taken and not taken")
                letters[term[0]] = term[1]
        return ("".join(letters),)

    def statements(self, maker: dict[str, Any], name: str) -> Statements:
        stated = enumerate(self.listed(maker, "preferences", name), 1)
        return Statements(tuple(self.patterns(each, f"preference {at} of {name}") for at, each in stated))

    def ranking(self, maker: dict[str, Any], name: str, states: int) -> Ranking:
        ranked = next((each for each in _RANKED if each in maker), _RANKED[0])
        classes = [each if isinstance(each, list) else [each] for each in self.listed(maker, ranked, name)]
        seen: dict[int, int] = {}
        for state in (state for tied in classes for state in tied):
            if not isinstance(state, int) or isinstance(state, bool) or not 1 <= state <= states:
                self.wrong(f"{name} ranks state {_told(state)}", f"the states are 1 to {states}")
            else:
                seen[state] = seen.get(state, 0) + 1
        for state in sorted(state for state, times in seen.items() if times > 1):
            self.wrong(f"{name} ranks state {state} more than once")
        missing = [state for state in range(1, states + 1) if state not in seen]
        if missing:
            more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
            self.wrong(f"{name} does not rank {_states(missing[:5])}{more}", "rank every state that can be")
        return Ranking(tuple(tuple(tied) for tied in classes if tied))

    def groups(self, content: Any, makers: int) -> tuple[tuple[int, ...], ...]:
        """Who acts together, where anybody does."""
        groups = [each if isinstance(each, list) else [each] for each in content] if isinstance(content, list) else []
        if (groups or content != []) and sorted(map(str, _flat(groups))) != sorted(map(str, range(makers))):
            self.wrong("coalitions do not have every decision maker once", f"these are 0 to {makers - 1}")
        return tuple(tuple(group) for group in groups) if any(len(group) > 1 for group in groups) else ()


def _flat(groups: list[list[Any]]) -> Iterator[Any]:
    return (member for group in groups for member in group)


def _states(numbers: list[int]) -> str:
    return ("state " if len(numbers) == 1 else "states ") + ", ".join(map(str, numbers))


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:40]
