"""A survey of many cases: one row each, in parallel where an executor is given."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comity.agreements.elimination import Limits
from comity.case.check import read_case
from comity.case.files import listed
from comity.finding import Finding, Result
from comity.parallel import Progress, in_parallel
from comity.problem import Place, Problem, Problems
from comity.survey import tables, words
from comity.survey.row import LIMITS, Row, row_of


@dataclass(frozen=True, repr=False)
class Survey(Result):
    """What many cases come to: a row each, in the order of their files."""

    rows: tuple[Row, ...]

    def json(self) -> dict[str, Any]:
        """The rows for other programs."""
        return {"rows": [row.json() for row in self.rows]}


def survey(
    folder: Path | str,
    *,
    limits: Limits | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Finding[Survey]:
    """The table of the cases in a folder: size, what is possible, efficient and fair, and opposition by definition.

    folder: with case files (.yaml, .yml) in it or below. limits: how much work to take on for the efficient agreements
    of one case; what takes more is left empty, and said. executor: any of concurrent.futures, to take the cases on in
    parallel; the rows are the same whatever it is. progress: told the share done, 0 to 1. A case that cannot be read
    has a row that says so. Raises Problems where the folder cannot be read or holds no case.
    """
    files = case_files(Path(folder))
    asked = [(str(path), path.relative_to(folder).as_posix(), limits or LIMITS) for path in files]
    result = Survey(tuple(in_parallel(surveyed, asked, executor, progress)))
    return Finding(
        question="survey",
        answer=words.answer(result.rows),
        exact=True,
        method=words.METHOD,
        result=result,
        parameters={"folder": str(folder), **(limits or LIMITS).told()},
        caveats=words.caveats(result.rows),
        tables={"cases": tables.cases(result.rows), "opposition": tables.opposition(result.rows)},
    )


def case_files(folder: Path) -> list[Path]:
    """The case files in a folder and below, by name; raises Problems where there is none."""
    if not folder.is_dir():
        fix = "name a folder with cases, as `comity import FOLDER --all -o OUT` writes them"
        raise Problems([Problem(Place(str(folder)), "this is no folder", fix)])
    found = [path for path in listed(folder)[0] if path.suffix.lower() in (".yaml", ".yml")]
    if not found:
        fix = "comity import FOLDER --all -o OUT makes cases out of the files of other programs"
        raise Problems([Problem(Place(str(folder)), "no case file lies here or below", fix)])
    return sorted(found)


def surveyed(path: str, file: str, limits: Limits) -> Row:
    """The row of one case file, whatever is wrong with it."""
    try:
        return row_of(read_case(Path(path)), file, limits)
    except Problems as refused:
        first = replace(refused.problems[0], place=replace(refused.problems[0].place, file=file))
        more = f" and {len(refused.problems) - 1} more" if len(refused.problems) > 1 else ""
        return Row(file, remarks=(f"not read: {first}{more}",))
    except MemoryError:
        return Row(file, remarks=("not answered: it takes more memory than there is",))
