"""The documents: every paper on the case, to be looked at and taken along, and the case itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from comity.agreements.progress import Progress
from comity.case.model import Case
from comity.papers import PAPERS, registered
from comity.papers.kind import Kind
from comity.papers.lettered import NAMES_AN_AGREEMENT
from comity.problem import Problems
from comity.questions.question import Option
from comity.web import asking
from comity.web.asked_page import asked_page, begun
from comity.web.choices import agreements, choices, parties
from comity.web.day import day_choices, on_day
from comity.web.downloads import download
from comity.web.fit import fit
from comity.web.jobs import Job
from comity.web.rendering import page
from comity.web.visit import Visit, route, see

if TYPE_CHECKING:
    from comity.papers.document import Paper

SOON = 0.25
"""How many seconds a paper is waited for before the page says that it is being written."""
FETCHED = 10.0
"""The same where a file is asked for."""

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""What a paper that is looked at may do: it has its own look in it, and runs and loads nothing."""

CALLED = {"options": "Options paper", "party": "Party page", "non-paper": "Non-paper"}
"""What papers are called, where that is not their name."""

VERSIONS = 20
"""How many earlier versions are offered to compare with."""

AUTHOR = Option("author", "If not as the case says.", label="Who answers for it")
MARKING = Option("marking", "If not as the case says.", label="Who may see it")


def _brief(case: Any, **asked: Any) -> Paper:
    from comity.papers.brief import brief

    return brief(case, **asked)


BRIEF = Kind("brief", "All answers in words, who stands where, and every judgement in annexes.", _brief)
"""The brief, which has no options of its own."""


@dataclass(frozen=True)
class Made:
    """A paper, as it was written for one state of the case."""

    paper: Paper

    @cached_property
    def page(self) -> str:
        """The paper as a page that needs nothing else."""
        from comity.show.html import page as paper_page

        return paper_page(self.paper)

    @cached_property
    def word(self) -> bytes:
        """The paper as a Word file."""
        from comity.show.word.document import word

        return word(self.paper)


def called(kind: Kind) -> str:
    """What a paper is called."""
    return CALLED.get(kind.name, kind.name.replace("-", " ").capitalize())


def kinds() -> list[Kind]:
    """Every kind of paper, the one page first, then the brief."""
    first, *rest = map(registered, PAPERS)
    return [first, BRIEF, *rest]


def show_all(visit: Visit) -> Response:
    """Every paper, and the case itself."""
    told = [(kind, called(kind)) for kind in kinds()]
    return page(visit, "documents.html.j2", kinds=told, wanting=fit(visit.live).wanting)


def show(visit: Visit) -> Response:
    """One paper: how it looks, or how far it is, or why it cannot be written; and what may be said with it."""
    kind, case = _kind(visit), fit(visit.live).case
    if case is None:
        return see(visit.href("documents"))
    options = _options(visit, kind, case)
    typed = asking.typed(options, visit.request.query_params.multi_items())
    job, problems = begun(lambda: _begun(visit, kind, case, options, typed), SOON)
    told: dict[str, Any] = {
        "kind": kind,
        "called": called(kind),
        "others": [(each.name, called(each)) for each in kinds()],
        "fields": asking.fields(options, typed, choices(visit, case, options), problems),
        "problems": asking.unplaced(options, problems),
        "refused": bool(problems),
        "job": job,
        "asked": asking.address(typed),
        "made": job is not None and job.state == "done",
    }
    return asked_page(visit, "document.html.j2", "written", "looks", bool(problems), told)


def look(visit: Visit) -> Response:
    """A paper as a page of its own, shown within the page of the workbench or beside it."""
    made = _made(visit)
    return made if isinstance(made, Response) else HTMLResponse(made.page, headers={"content-security-policy": POLICY})


def as_page(visit: Visit) -> Response:
    """A paper as an HTML file."""
    made = _made(visit)
    return made if isinstance(made, Response) else _handed(visit, made.page.encode(), ".html")


def as_word(visit: Visit) -> Response:
    """A paper as a Word file."""
    made = _made(visit)
    return made if isinstance(made, Response) else _handed(visit, made.word, ".docx")


def _handed(visit: Visit, data: bytes, suffix: str) -> Response:
    return download(data, _title(visit), called(_kind(visit)).lower(), suffix)


def as_workbook(visit: Visit) -> Response:
    """The case as a workbook of Excel."""
    from comity.exchange.excel import case_workbook

    return download(case_workbook(visit.case.path), _title(visit), "case", ".xlsx")


def as_pack(visit: Visit) -> Response:
    """The case with its sources in one file, without its history."""
    from tempfile import TemporaryDirectory

    from comity.case.pack import pack

    with TemporaryDirectory() as folder:
        packed = Path(folder, "case.zip")
        pack(visit.case.path, packed)
        return download(packed.read_bytes(), _title(visit), "case", ".zip")


def as_text(visit: Visit) -> Response:
    """The case file as it is."""
    return download(visit.live.text.encode("utf-8", "surrogatepass"), _title(visit), "case", ".yaml")


def _title(visit: Visit) -> str:
    known = visit.live.checked.case
    return known.title if known else visit.case.path.stem


def _kind(visit: Visit) -> Kind:
    name = visit.named("paper")
    found = next((kind for kind in kinds() if kind.name == name), None)
    if found is None:
        raise HTTPException(404, "There is no such document.")
    return found


def _options(visit: Visit, kind: Kind, case: Case) -> list[Option]:
    """What may be said with a paper on this case: its own options, with what the case has to choose from."""
    told = []
    for option in kind.options:
        if option.metavar == "FILE":
            versions = _versions(visit)
            if versions:
                numbers, said = tuple(versions), tuple(versions.values())
                told.append(replace(option, meaning="Also what has changed since then.", choices=numbers, said=said))
        elif option.metavar == "PARTY":
            told.append(replace(option, default=next((choice.value for choice in parties(case)), None)))
        elif option.metavar in NAMES_AN_AGREEMENT:
            told.append(replace(option, default=next((each.value for each in agreements(visit, case)), None)))
        else:
            told.append(option)
    return [*told, *day_choices(case), AUTHOR, MARKING]


def _versions(visit: Visit) -> dict[str, str]:
    """The last versions of the case before the present one, by number, in words; the first choice is none."""
    if visit.case.history is None:
        return {}
    earlier = list(visit.case.history.versions(limit=VERSIONS + 1))[1:]
    told = {str(each.number): f"version {each.number}, {each.at.astimezone():%d %B, %H:%M}" for each in earlier}
    return {"": "nothing", **told} if told else {}


def _begun(visit: Visit, kind: Kind, case: Case, options: Sequence[Option], typed: asking.Typed) -> Job:
    """The writing of a paper, begun or found; raises Problems for what cannot be asked so."""
    asked = asking.options_of(options, typed)
    if asked.get("since"):
        assert visit.case.history is not None
        asked["since"] = _earlier(visit, int(asked["since"]))
    key = visit.key(f"paper {kind.name} {asking.address(typed)}")
    where = f"{visit.href('documents')}/{kind.name}{asking.address(typed)}"
    work = partial(_write, kind, on_day(case, asked), {option.name: option for option in options}, asked)
    return visit.workbench.jobs.begin(key, f"{called(kind)} is being written", where, work)


def _earlier(visit: Visit, version: int) -> Case:
    from comity.live import Live

    assert visit.case.history is not None
    return Live.of(visit.case.history.text(version), str(visit.case.path)).case


def _write(kind: Kind, case: Case, options: dict[str, Option], asked: dict[str, Any], progress: Progress) -> Made:
    from comity.papers.lettered import by_letter

    running = {name: said for name in ("author", "marking") if (said := asked.pop(name, None))}
    told = case.model_copy(update=running) if running else case
    made = Made(kind.write(told, progress=lambda share: progress(share * 0.8), **by_letter(case, options, asked)))
    _ = made.page
    return made


def _made(visit: Visit) -> Made | Response:
    """The paper that the address asks for, or, where it is not to be had, its page, which says why."""
    kind, case = _kind(visit), fit(visit.live).case
    if case is None:
        return see(visit.href("documents"))
    options = _options(visit, kind, case)
    typed = asking.typed(options, visit.request.query_params.multi_items())
    back = see(f"{visit.href('documents')}/{kind.name}{asking.address(typed)}")
    try:
        job = _begun(visit, kind, case, options, typed)
    except Problems:
        return back
    if not job.wait(FETCHED) or job.state != "done":
        return back
    made: Made = job.result
    return made


ROUTES = [
    route("/case/{case}/documents", show_all),
    route("/case/{case}/documents/case.xlsx", as_workbook),
    route("/case/{case}/documents/case.zip", as_pack),
    route("/case/{case}/documents/case.yaml", as_text),
    route("/case/{case}/documents/{paper}.docx", as_word),
    route("/case/{case}/documents/{paper}.html", as_page),
    route("/case/{case}/documents/{paper}/page", look),
    route("/case/{case}/documents/{paper}", show),
]
