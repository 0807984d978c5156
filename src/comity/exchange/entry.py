"""A mapping of a YAML or JSON file of another program: what it must hold is asked for by name, with places."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from comity.case import tree
from comity.case.letters import same
from comity.exchange.naming import Known, doubles, shown, some
from comity.exchange.numeral import number
from comity.exchange.scenario import collecting
from comity.problem import Place, Problem, Problems

_ABSENT = {"", "null", "~", "none"}


class Entry:
    """Named entries of a file, found in whatever form of accents; raises Problems where a node is no mapping.

    where: what it is, for messages.
    """

    def __init__(self, file: str, node: tree.Node, where: str) -> None:
        self.file = file
        self.node = node
        if not isinstance(node, tree.Mapping):
            raise self.wrong(f"{where} must hold named entries", "write a name and a value for each")
        self.values = {same(name): value for name, value in node.values.items()}
        self.where = where

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.at(self.node)

    def at(self, node: tree.Node | None) -> Place:
        """Where a part of it stands; where it stands itself if there is none."""
        span = (node or self.node).span
        return Place(self.file, span.line, span.column)

    @property
    def type(self) -> str:
        """The type it states, without its module."""
        return (self.scalar("type") or "").rpartition(".")[2]

    @property
    def names(self) -> list[str]:
        """The names of its entries as they are written, in order."""
        return list(self.node.values) if isinstance(self.node, tree.Mapping) else []

    def wrong(self, what: str, fix: str = "", node: tree.Node | None = None) -> Problems:
        """A problem of this entry, or of a part of it, to be raised."""
        return Problems([Problem(self.at(node), what, fix)])

    def below(self, name: str, where: str) -> Entry:
        """A mapping within this one; raises Problems where it is missing."""
        node = self.values.get(same(name))
        if node is None or is_absent(node):
            raise self.wrong(f"'{name}' of {self.where} is missing", "state it")
        return Entry(self.file, node, where)

    def scalar(self, name: str) -> str | None:
        """The text of a single value; None where it is absent or empty."""
        node = self.values.get(same(name))
        if node is None or is_absent(node):
            return None
        if not isinstance(node, tree.Scalar):
            raise self.wrong(
                f"'{shown(name)}' of {self.where} must be a single value", "write one number or text", node
            )
        return node.text

    def number(self, name: str, absent: Fraction | None = None) -> Fraction:
        """A number; raises Problems where it is none, or absent without a meaning."""
        given = self.scalar(name)
        if given is None and absent is not None:
            return absent
        return number(given, self.at(self.values.get(same(name))), f"'{shown(name)}' of {self.where}")

    def items(self, name: str) -> list[tree.Node]:
        """The items of a list."""
        node = self.values.get(name)
        if not isinstance(node, tree.Sequence):
            what = f"'{name}' of {self.where} " + ("is missing" if node is None else "must be a list")
            raise self.wrong(what, "write it as [one, two]", node)
        return node.items

    def texts(self, name: str) -> list[str]:
        """The items of a list of single values."""
        items = self.items(name)
        for item in items:
            if not isinstance(item, tree.Scalar):
                raise self.wrong(f"'{name}' of {self.where} must be a list of single values", node=item)
        return [item.text for item in items if isinstance(item, tree.Scalar)]

    def distinct_values(self) -> tuple[str, ...]:
        """The texts of its `values`; raises Problems where there are none, or two are the same."""
        values = tuple(self.texts("values"))
        again = doubles(values)
        if not values or not all(values) or again:
            fix = f"'{shown(values[again[0][0]])}' stands there twice" if again else "list at least one"
            what = f"{self.where} needs values, each with a text of its own"
            raise self.wrong(what, fix, self.items("values")[again[0][0]] if again else self.values["values"])
        return values

    def numbers(self, name: str, called: str) -> list[Fraction]:
        """The items of a list of numbers; raises Problems for each that is none."""
        return self.numbers_in(self.items(name), called)

    def numbers_in(self, nodes: Sequence[tree.Node], called: str) -> list[Fraction]:
        """Parts of it that are numbers; raises Problems for each that is none."""
        found = []
        problems: list[Problem] = []
        for node in nodes:
            with collecting(problems):
                if not isinstance(node, tree.Scalar):
                    raise self.wrong(f"{called} must be a number", node=node)
                found.append(number(node.text, self.at(node), called))
        if problems:
            raise Problems(problems)
        return found

    def exactly(self, names: Sequence[str], noun: str, of: str) -> None:
        """Raises Problems where its entries are not these, in whatever order; noun, of: what they are, and of what."""
        known, has = Known(names), Known(self.names)
        unknown = [name for name in self.names if known.at(name) is None]
        missing = [name for name in names if has.at(name) is None]
        said = [f"{some(unknown)}: no {noun} of {of}"] * bool(unknown) + [f"{some(missing)} missing"] * bool(missing)
        if said:
            fix = known.meant(unknown[0]) if unknown else f"state every {noun}"
            raise self.wrong(f"in {self.where} {' and '.join(said)}", fix)


def is_absent(node: tree.Node) -> bool:
    """Whether an entry states nothing: it is empty, or null."""
    return isinstance(node, tree.Scalar) and node.plain and node.text.lower() in _ABSENT
