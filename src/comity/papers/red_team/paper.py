"""A red-team page as a paper."""

from __future__ import annotations

from collections.abc import Sequence

from comity.agreements.arguments import refuse_nonsense
from comity.agreements.progress import Progress, part
from comity.agreements.suppose import supposed
from comity.case.model import Case
from comity.papers.document import Paper, Paragraph, Part, Section
from comity.papers.notes import WITHOUT, notes, remarks
from comity.papers.number_words import grounds
from comity.papers.option_words import says
from comity.papers.red_team import words
from comity.papers.red_team.result import Attack, Change, RedTeam, red_team_of
from comity.papers.running import running, subtitle
from comity.papers.warnings import warnings
from comity.questions.agreement.answer import agreement
from comity.questions.doubt.answer import doubt
from comity.questions.doubt.grounds import path_of

SHOWN = 6
"""How many changes of one headline are told, at most."""


def red_team(
    case: Case,
    *,
    without: Sequence[str] = (),
    suppose: Sequence[str] = (),
    progress: Progress | None = None,
) -> Paper:
    """The strongest case against the reading of a case: the smallest changes of judgement that reverse each headline.

    without, suppose, progress: as for every question. Raises Problems for what is not in the case, and for a signer
    whose consent cannot be judged.
    """
    refuse_nonsense(case, without=without, suppose=suppose, progress=progress)
    case = supposed(case, without, suppose)
    possible = agreement(case, show=0, progress=part(progress, 0, 2))
    found = doubt(case, progress=part(progress, 1, 2))
    team = red_team_of(case, possible.result, found.result)
    first = [attack for attack in team.attacks if attack.headline in ("agreement", "put_forward")]
    sections = [Section(words.title(attack), _parts(case, team, attack)) for attack in first]
    picks = tuple(_picked(case, attack) for attack in team.attacks if attack not in first)
    sections += [Section(words.PICKS, picks)] if picks else []
    last: list[Part] = [words.WAY]
    if team.lasting:
        last.append(words.NOT_LASTING)
    sections.append(Section("How these were found", tuple(last)))
    return Paper(
        title=f"{case.title}: the case against our reading",
        subtitle=f"A red-team page. {subtitle(case)}.",
        warnings=warnings(case, possible.caveats),
        verdict=(words.answer(case, team),),
        sections=tuple(Section(each.title, each.parts, each.parts) for each in sections),
        running=running(case),
        data={"red_team": team.json()},
    )


def _parts(case: Case, team: RedTeam, attack: Attack) -> tuple[Part, ...]:
    made: list[Part] = []
    if attack.headline == "put_forward" and team.put_forward is not None:
        terms = team.put_forward.options.items()
        made.append(Paragraph(" ".join(says(case, *term) for term in terms), style="small"))
    shown = attack.changes[:SHOWN]
    made += [_told(case, attack, each) for each in shown]
    if not shown:
        return (*made, words.nothing(attack, team))
    more = words.others(attack, sum(each.kind == "numbers" for each in shown))
    return (*made, more) if more and any(each.kind == "numbers" for each in shown) else tuple(made)


def _told(case: Case, attack: Attack, each: Change) -> Paragraph:
    """A change with what its judgements rest on, or that they rest on no evidence."""
    return _borne_out(case, words.change(case, attack, each), each)


def _picked(case: Case, attack: Attack) -> Paragraph:
    """What changes the pick of one measure."""
    said = words.picks(case, attack)
    return _borne_out(case, said, attack.changes[0]) if attack.changes else Paragraph(said)


def _borne_out(case: Case, said: str, each: Change) -> Paragraph:
    if each.moves:
        rests = [grounds(case, path_of(case, move.judgement)) for move in each.moves]
        evidence = tuple(dict.fromkeys(note for found, _ in rests for note in found))
        reasons = tuple(dict.fromkeys(reason for _, found in rests for reason in found))
    else:
        lines, conditions = case.named_red_lines(), case.named_conditions()
        rule = conditions[each.rule] if each.kind == "condition" else lines[each.rule]
        evidence, reasons = notes(case, rule.evidence), remarks(rule)
    return Paragraph(said if evidence else f"{said} {WITHOUT}", evidence, reasons)
