"""A conflict as a file of our own (`conflict.yaml`): options with several levels, a status quo, and who sees it how.

    conflict: A river
    status_quo: NN
    decision_makers:
      upstream:
        name: Upstream
        options: {release: It releases water}
        prefers: [NN, NY, YN, YY]          # the best first; states that tie stand in a list; - stands for any letter
      downstream:
        options: {attack: {name: It attacks, direction: fwd}}
        priorities: [Y-, -N]               # or statements, the weightiest first; a list is met where any of it is
    infeasible: [YY]

States and patterns have a letter an option, in the order of the file: Y or N, or for an option with `levels` the number
of its level from 0 on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath
from typing import Any, TypeGuard

from comity.case.text import Document
from comity.case.tree import Path
from comity.conflict.letters import spelling
from comity.conflict.model import (
    DIRECTIONS,
    MOST_LEVELS,
    MOST_OPTIONS,
    Choice,
    Conflict,
    Direction,
    Pattern,
    Preferences,
    Ranking,
    Statements,
)
from comity.problem import Problem, Problems, nearest

NAME = "conflict.yaml"
"""How the name of such a file ends."""

_FIELDS = ("conflict", "about", "status_quo", "decision_makers", "infeasible", "groups", "perceived")
_OF_MAKERS = ("name", "options", "prefers", "priorities")
_OF_OPTIONS = ("name", "direction", "levels")
_OF_PREFERENCES = ("prefers", "priorities")


def recognise(path: FilePath) -> bool:
    """Whether a file is a conflict of this format, by how its name ends."""
    return path.name.lower().endswith(NAME)


def read(path: FilePath) -> tuple[Conflict, tuple[Problem, ...]]:
    """The conflict in a file, and what a reader should know of it; raises Problems with all that is wrong with it."""
    document = Document.read(path)
    reader = _Reader(document)
    conflict = reader.conflict(document.plain())
    problems = [*document.problems, *reader.problems]
    if problems or conflict is None:
        raise Problems(problems)
    return conflict, tuple(document.remarks)


class _Reader:
    """Reads a conflict, and gathers all that is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def wrong(self, path: Path, what: str, fix: str = "") -> None:
        self.problems.append(Problem(self.document.place(path), what, fix))

    def conflict(self, content: dict[str, Any]) -> Conflict | None:
        self.known(content, _FIELDS, ())
        title = self.text(content.get("conflict"), ("conflict",), "what the conflict is called")
        makers = content.get("decision_makers")
        if not self.is_mapping(makers, ("decision_makers",), "decision makers by name, each with its options"):
            return None
        names = {maker: self.maker_name(maker, stated) for maker, stated in makers.items()}
        for name in sorted({name for name in names.values() if [*names.values()].count(name) > 1}):
            self.wrong(("decision_makers",), f"two decision makers are called '{name}'", "give each a name of its own")
        choices = [each for number, maker in enumerate(makers) for each in self.choices(maker, number, makers[maker])]
        if not choices:
            self.wrong(("decision_makers",), "nobody has an option", "give somebody one")
        bare = Conflict(title, tuple(names.values()), tuple(choices), (), ())
        if bare.digits > MOST_OPTIONS:
            self.wrong(("decision_makers",), "there are too many combinations of options", f"2^{MOST_OPTIONS} at most")
        if self.problems:
            return None
        infeasible = self.patterns(bare, content.get("infeasible") or [], ("infeasible",))
        bare = Conflict(title, bare.decision_makers, bare.options, infeasible, ())
        if not len(bare.numbers):
            self.wrong(("infeasible",), "no state can be", "leave out some of it")
            return None
        preferences = tuple(
            self.preference(bare, stated, ("decision_makers", maker)) for maker, stated in makers.items()
        )
        return Conflict(
            title,
            bare.decision_makers,
            bare.options,
            infeasible,
            preferences,
            self.groups(content.get("groups"), list(makers)),
            self.status_quo(bare, content.get("status_quo")),
            self.perceived(bare, content.get("perceived"), list(makers), preferences),
        )

    def known(self, content: dict[str, Any], fields: Sequence[str], path: Path) -> None:
        for name in content:
            if name not in fields:
                self.wrong((*path, name), f"unknown field '{name}'", nearest(name, fields))

    def text(self, value: Any, path: Path, what: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.wrong(path, f"here stands {what}", "write it in words")
            return ""
        return " ".join(value.split())

    def is_mapping(self, value: Any, path: Path, what: str) -> TypeGuard[dict[str, Any]]:
        if isinstance(value, dict) and value:
            return True
        self.wrong(path, f"here stand {what}")
        return False

    def listed(self, value: Any, path: Path, what: str) -> list[Any]:
        """What is written as a list, or as one thing alone."""
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            self.wrong(path, f"here stands a list of {what}")
            return []
        return value

    def maker_name(self, maker: str, stated: Any) -> str:
        path: Path = ("decision_makers", maker)
        if not self.is_mapping(stated, path, "its name, its options and what it prefers"):
            return maker
        self.known(stated, _OF_MAKERS, path)
        return self.text(stated["name"], (*path, "name"), "its name") if "name" in stated else maker

    def choices(self, maker: str, number: int, stated: Any) -> Iterable[Choice]:
        options = stated.get("options") if isinstance(stated, dict) else None
        path: Path = ("decision_makers", maker, "options")
        if options is None or not self.is_mapping(options, path, "options by name"):
            return
        for name, option in options.items():
            here = (*path, name)
            if isinstance(option, str):
                yield Choice(self.text(option, here, "what it is"), number)
            elif self.is_mapping(option, here, "what it is: name, direction, levels"):
                self.known(option, _OF_OPTIONS, here)
                told = self.text(option["name"], (*here, "name"), "what it is") if "name" in option else name
                yield Choice(told, number, self.direction(option, here), self.levels(option, here))

    def direction(self, option: dict[str, Any], path: Path) -> Direction:
        told = option.get("direction", "both")
        found = next((each for each in DIRECTIONS if each == told), None)
        if found is None:
            self.wrong((*path, "direction"), f"direction is '{told}'", nearest(str(told), DIRECTIONS))
        return found or "both"

    def levels(self, option: dict[str, Any], path: Path) -> tuple[str, ...]:
        if "levels" not in option:
            return ()
        levels = self.listed(option["levels"], (*path, "levels"), "levels in words, the least first")
        if not 2 <= len(levels) <= MOST_LEVELS or not all(isinstance(each, str) for each in levels):
            self.wrong(
                (*path, "levels"), f"{len(levels)} levels", f"2 to {MOST_LEVELS}, each in words, the least first"
            )
            return ()
        return tuple(" ".join(each.split()) for each in levels)

    def pattern(self, conflict: Conflict, value: Any, path: Path) -> Pattern | None:
        letters = value.strip().upper() if isinstance(value, str) else ""
        fits = len(letters) == len(conflict.options) and all(
            letter == "-" or letter in option.letters for letter, option in zip(letters, conflict.options, strict=True)
        )
        if not fits:
            self.wrong(path, f"'{value}' is no pattern of {len(conflict.options)} letters", spelling(conflict))
        return letters if fits else None

    def patterns(self, conflict: Conflict, value: Any, path: Path) -> tuple[Pattern, ...]:
        each = self.listed(value, path, "patterns")
        found = (self.pattern(conflict, one, (*path, at)) for at, one in enumerate(each))
        return tuple(pattern for pattern in found if pattern is not None)

    def preference(self, conflict: Conflict, stated: dict[str, Any], path: Path) -> Statements | Ranking:
        told = [name for name in _OF_PREFERENCES if name in stated]
        if len(told) != 1:
            what = "what it prefers is said twice" if told else "it is not said what it prefers"
            self.wrong(path, what, "write `prefers`, a list of states with the best first, or `priorities`")
            return Statements(())
        if told == ["priorities"]:
            here = (*path, "priorities")
            items = enumerate(self.listed(stated["priorities"], here, "patterns"))
            return Statements(tuple(self.patterns(conflict, item, (*here, at)) for at, item in items))
        here = (*path, "prefers")
        return self.ranking(conflict, self.listed(stated["prefers"], here, "states, the best first"), here)

    def ranking(self, conflict: Conflict, items: list[Any], path: Path) -> Statements | Ranking:
        """A ranking; one of nothing is no preference at all."""
        if not items:
            return Statements(())
        classes: list[tuple[int, ...]] = []
        ranked: dict[int, int] = {}
        for at, item in enumerate(items):
            patterns = self.patterns(conflict, item, (*path, at))
            states = (conflict.fits_any(patterns, conflict.numbers).nonzero()[0] + 1).tolist()
            if patterns and not states:
                self.wrong((*path, at), f"'{', '.join(patterns)}' is no state that can be", spelling(conflict))
            for state in (state for state in states if state in ranked):
                self.wrong((*path, at), f"{conflict.state(state)} is ranked twice", "rank each state once")
            ranked |= dict.fromkeys(states, at)
            classes.append(tuple(states))
        missing = [conflict.state(each) for each in range(1, len(conflict.numbers) + 1) if each not in ranked]
        if missing:
            more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
            what = f"{', '.join(missing[:5])}{more} {'is' if len(missing) == 1 else 'are'} not ranked"
            self.wrong(path, what, "rank every state that can be; states that tie stand in a list")
        return Ranking(tuple(classes))

    def status_quo(self, conflict: Conflict, value: Any) -> int | None:
        if value is None:
            return None
        found = conflict.number(str(value).strip().upper())
        if found is None:
            self.wrong(("status_quo",), f"'{value}' is no state that can be", spelling(conflict))
        return found

    def groups(self, value: Any, makers: list[str]) -> tuple[tuple[int, ...], ...]:
        """Who acts together, by number; those who stand in no group act by themselves."""
        if value is None:
            return ()
        groups, seen = [], list[str]()
        for at, group in enumerate(self.listed(value, ("groups",), "groups, each a list of decision makers")):
            members = self.listed(group, ("groups", at), "decision makers")
            for name in members:
                if name not in makers:
                    self.wrong(("groups", at), f"unknown decision maker '{name}'", nearest(str(name), makers))
                elif name in seen:
                    self.wrong(("groups", at), f"{name} stands in two groups", "leave it out of one")
            seen += [name for name in members if name in makers]
            groups.append(tuple(makers.index(name) for name in members if name in makers))
        alone = [(number,) for number, name in enumerate(makers) if name not in seen]
        return (*groups, *alone)

    def perceived(
        self, conflict: Conflict, value: Any, makers: list[str], truth: Preferences
    ) -> tuple[tuple[int, Preferences], ...]:
        """By decision maker, what it takes the others to prefer, where that is not what they do."""
        if value is None or not self.is_mapping(value, ("perceived",), "who sees whom prefer what"):
            return ()
        found = []
        for maker, others in value.items():
            path: Path = ("perceived", maker)
            if maker not in makers:
                self.wrong(path, f"unknown decision maker '{maker}'", nearest(maker, makers))
            elif self.is_mapping(others, path, "whom it sees prefer what"):
                seen = list(truth)
                for other, stated in others.items():
                    here = (*path, other)
                    if other not in makers or other == maker:
                        self.wrong(here, f"'{other}' is no other decision maker", nearest(other, makers))
                    elif self.is_mapping(stated, here, "what it takes it to prefer"):
                        self.known(stated, _OF_PREFERENCES, here)
                        seen[makers.index(other)] = self.preference(conflict, stated, here)
                found.append((makers.index(maker), tuple(seen)))
        return tuple(found)
