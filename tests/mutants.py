"""Whether the tests notice it when the questions' words, tables or answers are changed: `make mutants` runs this.

mutmut makes the mutants; pyproject.toml says of which files. mutmut's own runner would change functions only, and much
of what is said stands outside of them; so each mutant is put into a copy of the tree, as a file, and held against the
tests of its own question there. It is noticed when one of them fails, or when they do not end.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
LIMIT = 180  # seconds for the tests of one mutant
ENOUGH = 0.9  # of the mutants
FATES = {0: "survived", 1: "noticed", 2: "noticed", 4: "noticed"}  # by what pytest returns; 2, 4: tests not even read
HARMLESS = re.compile(r",\s*(strict=\w+)?\s*(?=\))")  # whether `zip` would raise where lengths differ


class Mutant(NamedTuple):
    """A file of a question, as it is and with one change."""

    file: Path  # src/comity/questions/<question>/...
    was: str
    code: str

    def __str__(self) -> str:
        was, now, name = self.was.splitlines(), self.code.splitlines(), str(self.file)
        return "\n".join(unified_diff(was, now, name, name, n=0, lineterm=""))


def further_operators() -> list[Any]:
    """What mutmut leaves as it is: texts and number forms of f-strings, conditions of statements, what is returned."""
    import libcst as cst

    def formatted(node: cst.FormattedString) -> Iterator[cst.CSTNode]:
        for part in node.parts:
            if isinstance(part, cst.FormattedStringText):
                yield node.with_deep_changes(part, value=f"XX{part.value}XX")
            elif part.format_spec:
                yield node.with_deep_changes(part, format_spec=None)

    def negated(node: cst.If | cst.While | cst.CompIf) -> Iterator[cst.CSTNode]:
        if not node.test.deep_equals(cst.Name("TYPE_CHECKING")):
            test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
            yield node.with_changes(test=cst.UnaryOperation(cst.Not(), test))

    def returned(node: cst.Return) -> Iterator[cst.CSTNode]:
        if node.value is not None and not node.value.deep_equals(cst.Name("None")):
            yield node.with_changes(value=cst.Name("None"))

    return [(cst.FormattedString, formatted), ((cst.If, cst.While, cst.CompIf), negated), (cst.Return, returned)]


def draw(number: int, seed: int) -> list[Mutant]:
    """That many mutants of the files in the working directory, at random, the questions taking turns."""
    from mutmut.mutation.file_mutation import create_mutations, deep_replace
    from mutmut.mutation.mutators import mutation_operators
    from mutmut.utils.file_utils import walk_mutatable_files

    mutation_operators += further_operators()
    found: dict[str, list[Any]] = {}
    for file in sorted(walk_mutatable_files()):
        module, changes, *_ = create_mutations(str(file), file.read_text("utf-8"))
        found.setdefault(file.parts[3], []).extend((file, module, change) for change in changes)
    for each in found.values():
        random.Random(seed).shuffle(each)

    def mutants() -> Iterator[Mutant]:
        for file, module, change in filter(None, chain(*zip_longest(*found.values()))):
            code = deep_replace(module, change.original_node, change.mutated_node).code
            if HARMLESS.sub("", code) != HARMLESS.sub("", module.code):
                yield Mutant(file, module.code, code)

    return list(islice(mutants(), number))


def tried(mutants: Sequence[Mutant], tree: Path) -> list[tuple[Mutant, str]]:
    """What becomes of each mutant: the tests of its file go first, and they end at the first that fails."""
    fates = []
    for mutant in mutants:
        question, mirror = mutant.file.parts[3], f"test_{mutant.file.name}"
        tests = sorted((tree / "tests" / "questions" / question).rglob("test_*.py"))
        tests = [test for own in (True, False) for test in tests if (test.name == mirror) is own]
        selection = [*tests, "tests/questions/test_numbers.py", "-k", f"{question} or not test_numbers"]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--hypothesis-profile=mutants", *selection]
        settings = {**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        (tree / mutant.file).write_text(mutant.code, "utf-8")
        try:
            code = subprocess.run(command, cwd=tree, env=settings, capture_output=True, timeout=LIMIT).returncode
            fate = FATES.get(code, f"pytest ended with {code}")
        except subprocess.TimeoutExpired:
            fate = "out of time"
        (tree / mutant.file).write_text(mutant.was, "utf-8")
        fates.append((mutant, fate))
        print(f"{mutant.file}: {fate}", flush=True)
    return fates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", type=int, default=0, help="of the random choice")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        trees = [Path(folder, str(number)) for number in range(AT_ONCE)]
        for tree in trees:
            shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".*", "build", "dist"))
        os.chdir(trees[0])  # where mutmut looks for its settings and for the files

        def all_tried(mutants: Sequence[Mutant]) -> list[tuple[Mutant, str]]:
            parts = [mutants[number::AT_ONCE] for number in range(AT_ONCE)]
            return list(chain(*pool.map(tried, parts, trees)))

        sample = draw(asked.number, asked.seed)
        print("Every question as it is:")
        as_it_is = {mutant.file.parts[3]: mutant._replace(code=mutant.was) for mutant in sample}
        if any(fate != "survived" for _, fate in all_tried([*as_it_is.values()])):
            sys.exit("Mutants tell nothing where tests fail without them.")
        print("With one change each:")
        fates = all_tried(sample)
        os.chdir(ROOT)
    for mutant, fate in sorted(fates):
        if fate != "noticed":
            print(f"\n{fate}:\n{mutant}")
    noticed = sum(fate in ("noticed", "out of time") for _, fate in fates)
    print(f"\n{noticed} of {len(sample)} mutants were noticed ({noticed / len(sample):.1%}).")
    sys.exit(0 if noticed >= ENOUGH * len(sample) else 1)


if __name__ == "__main__":
    main()
