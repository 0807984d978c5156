"""Where a case stands: the answer, what is missing or weak, what is left, who is near and who is far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from comity.case.model import Case
from comity.case.wording import listed
from comity.live import Live
from comity.problem import Problem, Problems
from comity.web.beginning.begun import only_begun
from comity.web.day import day_choices
from comity.web.entries.kind import Kind
from comity.web.entries.kinds import COURSE, VOICES
from comity.web.jobs import Job
from comity.web.overview import missing, remaining, stance_matrix
from comity.web.overview.standing import Holding, Standing, holding, soon, standing
from comity.web.rendering import anew, page, part
from comity.web.visit import Visit, route, see

if TYPE_CHECKING:
    from comity.papers.candidates import Candidate
    from comity.papers.one_page.hangs_on import Swing
    from comity.questions.deadlock.impasse import Margin

WAIT = 1.0
"""How many seconds are waited for where a case stands, before the page says that it is being worked out."""
RECENT = 4
"""How many edits and developments are shown."""
BEGINNINGS = ("opened",)
"""Kinds of versions that are no edits."""
OPENINGS = 3
"""How many ways to widen are shown."""


@dataclass(frozen=True)
class Sure:
    """One short question under the answer, and what is said to it."""

    ask: str
    says: str
    why: str


@dataclass(frozen=True)
class Deal:
    """One agreement that is put forward: its letter and title, how safe it is (width: in hundredths), how it lasts."""

    letter: str
    title: str
    note: str
    share: str
    width: int | None
    first: str
    lasts: str


@dataclass(frozen=True)
class Wider:
    """One way to more agreements: who must move, how, how many there would be, and where to try it (or none)."""

    who: str
    how: str
    after: int
    href: str | None


@dataclass(frozen=True)
class Rests:
    """What a question rests on: what it asks, its name, and each part of the table with how much is judged there."""

    asks: str
    question: str
    parts: tuple[tuple[Kind, int], ...]


@dataclass(frozen=True)
class Edited:
    """One edit of the case: what, by whom and when."""

    what: str
    number: int
    by: str
    at: str


@dataclass(frozen=True)
class Happened:
    """One development: on what day, and what."""

    day: str
    what: str


def show(visit: Visit) -> Response:
    """The page."""
    if visit.swaps:  # work that the page waited for is done: all of it is made anew
        return anew(visit)
    live = visit.live
    told: dict[str, Any] = {"edits": tuple(edits(visit)), "problems": (), "wanting": (), "found": None, "job": None}
    if live.checked.case is None:
        told["begun"] = only_begun(live)
        return page(visit, "overview.html.j2", **{**told, "problems": live.checked.errors})
    try:
        case = live.case
    except Problems as few:
        return page(visit, "overview.html.j2", **{**told, "wanting": tuple(open_still(live, few.problems))})
    return page(visit, "overview.html.j2", **told | _told(visit, case))


def open_still(live: Live, problems: tuple[Problem, ...]) -> Iterator[str]:
    """What has to be judged before anything can be counted, a line a signer."""
    from comity.case.interview.closing import closing

    drafts = closing(live.document).drafts
    yield from (f"{party}: {listed(lacking)}" for party, lacking in drafts.items())
    if not drafts:
        yield from (each.said for each in problems)


def lasting(visit: Visit) -> Response:
    """What is left and what is put forward, as parts of the page, once it is known how long agreements would last."""
    case = visit.live.case
    found = _standing(visit, case)
    if not visit.swaps or isinstance(found, Job):
        return see(visit.href())
    return part(visit, "overview.html.j2", "lasted", oob=True, **_deals(visit, case, found))


def weak(visit: Visit) -> Response:
    """What is weak, of one kind, one by one."""
    kind = next((each for each in missing.KINDS if each == visit.named("kind")), None)
    if kind is None:
        raise HTTPException(404, "There is no such list.")
    several = missing.weak(visit.live.case, kind)
    parties = {each.party: [other for other in several if other.party == each.party] for each in several}
    return page(visit, "weak.html.j2", heading=missing.KINDS[kind], kind=kind, parties=parties)


def edits(visit: Visit) -> Iterator[Edited]:
    """The last edits of the case."""
    history = visit.case.history
    for version in history.versions(limit=RECENT) if history else ():
        at = version.at.astimezone()
        if version.kind not in BEGINNINGS:
            yield Edited(version.what, version.number, version.by, f"{at.day} {at:%B %Y, %H:%M}")


def happened(case: Case) -> tuple[Happened, ...]:
    """The last developments."""
    latest = sorted(case.developments, key=lambda each: each.date, reverse=True)[:RECENT]
    return tuple(Happened(f"{each.date.day} {each.date:%b %Y}", each.what) for each in latest)


def rests(case: Case) -> Iterator[Rests]:
    """What is judged of whom to send and of the order in which to go, drafts too, as on the table."""
    from comity.questions import registered

    for kinds in (VOICES, COURSE):
        question = registered(kinds[0].question)
        counts = (kind.judged(case) for kind in kinds)
        yield Rests(question.asks, kinds[0].question, tuple(zip(kinds, counts, strict=True)))


def _standing(visit: Visit, case: Case) -> Standing | Job:
    """Where the case stands, or the work on it where that takes long."""
    if soon(case):
        return standing(case)
    key = visit.key("overview")
    job = visit.workbench.jobs.begin(key, "Working out where the case stands", visit.href(), lambda _: standing(case))
    seen = job.seen(WAIT)
    return seen.result if seen.state == "done" else seen


def _holding(visit: Visit, case: Case, found: Standing) -> Holding | Job | None:
    """How long agreements would last, or the work on it; None where nothing is judged about it."""
    if case.contest is None or not found.numbers.verdict.possible:
        return None
    key = visit.key("overview lasting")
    where = visit.href("overview/lasting")
    job = visit.workbench.jobs.begin(key, "Working out how long they would last", where, lambda _: holding(case))
    seen = job.seen()
    return seen.result if seen.state == "done" else seen


def _told(visit: Visit, case: Case) -> dict[str, Any]:
    from comity.papers.one_page import words

    found = _standing(visit, case)
    known = None if isinstance(found, Job) else found
    told = {
        "rests": tuple(rests(visit.live.checked.case or case)),
        "missing": missing.missing(visit.live.checked, case, known),
        "happened": happened(case),
        "earlier": next((option.choices[-1] for option in day_choices(case)), ""),
        "job": found if isinstance(found, Job) else None,
        "found": known,
    }
    if known is None:
        return told
    numbers = known.numbers
    return {
        **told,
        "headline": words.headline(numbers.verdict, case.by_rule).text,
        "lead": words.lead(case, numbers).text,
        "sure": tuple(sure(case, known)),
        **_deals(visit, case, known),
        **_matrix(visit, case, known),
    }


def sure(case: Case, found: Standing) -> Iterator[Sure]:
    """How sure the answer is, how safe an agreement, and who is nearest to refusing or how good the evidence is."""
    from comity.papers.one_page import words

    questions = words.questions(case, found.numbers) if case.signers() else ()
    if not found.nearest:
        yield from (_asked(each.asks, each.answer) for each in questions)
        return
    yield from (_asked(each.asks, each.answer) for each in questions[:2])
    yield nearest(case, found.nearest)


def nearest(case: Case, margins: tuple[Margin, ...]) -> Sure:
    """Who could ask for least more before nothing is left, and how much more that is."""
    from comity.papers.option_words import capital, named

    who = capital(listed(named(case, each.party) for each in margins))
    points = round(margins[0].points)
    asks = "it asks" if len(margins) == 1 else "one of them asks"
    much = f"{points:,} {'point' if points == 1 else 'points'} of its own scale more than judged"
    why = f"Nothing is left if {asks} for about {much}."
    if not all(each.complete for each in margins):
        why = f"Something is left unless {asks} for at least {much}."
    elif not points:
        why = f"Nothing is left if {asks} for hardly more than judged."
    return Sure("Who is nearest to refusing?", who, why)


def _asked(asks: str, answer: Any) -> Sure:
    strong = " ".join(run.words for run in answer.runs if run.style == "strong")
    return Sure(asks, strong, " ".join(run.words for run in answer.runs if run.style != "strong"))


def _deals(visit: Visit, case: Case, found: Standing) -> dict[str, Any]:
    """What is left, and what is put forward."""
    from comity.papers.one_page.table import columns, heading, shown

    holds = _holding(visit, case, found)
    held = holds if isinstance(holds, Holding) else None
    heads = columns(case, found.numbers, case.author or "")
    hrefs = {"zopa": visit.href("agreements/list")}
    return {
        "heading": heading(case, found.numbers),
        "funnel": remaining.remaining(case, found, held, hrefs),
        "deals": tuple(
            _deal(case, head.mark, head.title.text, head.note, each, held)
            for head, each in zip(heads, shown(found.numbers), strict=True)
        ),
        "widening": tuple(widening(visit, case, found)),
        "comparable": found.numbers.openings is None,
        "now": found.numbers.verdict.least,
        "holding": holds if isinstance(holds, Job) else None,
    }


def _deal(case: Case, letter: str, title: str, note: str, chosen: Candidate, holds: Holding | None) -> Deal:
    from comity.papers.one_page.words import all_sign
    from comity.papers.option_words import capital, named
    from comity.questions.durability.words import years
    from comity.questions.sureness import of_100

    share = (
        "" if chosen.share is None else f"{capital(all_sign(case.signers()))} sign in {of_100(chosen.share)} readings"
    )
    if chosen.share is not None and case.by_rule:
        share = f"It has the consent needed in {of_100(chosen.share)} readings"
    first = chosen.first if chosen.share is None or chosen.share < 1 else None
    refuses = f"{capital(named(case, first.party))} refuses first." if first is not None and first.share else ""
    lasts = holds.keeping.of(chosen.agreement) if holds and holds.keeping else None
    peace = f"Peace after {years(holds.year)}: {of_100(lasts.peace.mid)[:-7]} in 100." if holds and lasts else ""
    return Deal(letter, title, note, share, None if chosen.share is None else round(chosen.share * 100), refuses, peace)


def widening(visit: Visit, case: Case, found: Standing) -> Iterator[Wider]:
    """What would leave more agreements, that which gains most first."""
    from comity.papers.one_page.boxes import as_judged, mover
    from comity.papers.option_words import capital, named, shorts

    numbers = found.numbers
    if numbers.widening is None:
        return
    now = numbers.widening.possible
    swings = sorted(
        (each for each in numbers.hangs_on.swings if each.most > now), key=lambda each: (-each.most, each.judgement)
    )
    for swing in swings[: OPENINGS - 1]:
        href = None
        if swing.path[0] == "interests":
            at = "/".join(map(str, swing.path))
            href = visit.href(f"what-if?suppose={quote(f'{at}={_better_end(case, swing):g}', safe='/')}")
        yield Wider(capital(named(case, mover(case, swing))), as_judged(case, swing), swing.most, href)
    line = numbers.widening.line
    if line is not None:
        stated = case.named_red_lines()[line.name]
        how = f"by giving up its refusal of {shorts(case, stated.never)}"
        href = visit.href(f"what-if?without={quote(line.name)}")
        yield Wider(capital(named(case, stated.party)), how, now + line.would_open, href)


def _better_end(case: Case, swing: Swing) -> float:
    """The end of a judged range that leaves more agreements."""
    interest, at = case.interest_of(str(swing.path[1])), swing.path[2:]
    judged: Any = interest.no_deal if at == ("no_deal",) else interest.issues[str(at[0])]
    if len(at) > 1:
        judged = judged.weight if at[1] == "weight" else judged.ratings[at[1]]
    return float(judged.low if swing.low > swing.high else judged.high)


def _matrix(visit: Visit, case: Case, found: Standing) -> dict[str, Any]:
    """Who is near and who is far from one of the agreements that are put forward."""
    from comity.papers.one_page.table import shown

    several = shown(found.numbers)
    letters = (
        [str(number) for number in range(1, len(several) + 1)]
        if found.numbers.openings
        else [each.letter for each in several]
    )
    asked = visit.asked.get("with", "")
    chosen = letters.index(asked) if asked in letters else 0
    opened = visit.asked.get("why", "")
    issues = tuple(issue for issue, _ in found.numbers.candidates.divides)
    agreement = several[chosen].agreement if several else None
    rows = stance_matrix.rows(case, issues, agreement, found.left, opened)
    return {
        "signers": tuple(case.everyone()[party].name for party in case.signers()),
        "rows": rows,
        "open_rows": stance_matrix.OPEN,
        "letters": letters,
        "chosen": letters[chosen] if letters else "",
        "opened": opened,
    }


ROUTES = [
    route("/case/{case}", lambda visit: see(visit.href())),
    route("/case/{case}/overview", show),
    route("/case/{case}/overview/lasting", lasting),
    route("/case/{case}/overview/weak/{kind}", weak),
]
