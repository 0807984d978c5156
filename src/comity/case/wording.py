"""How the parts of a case are put into words: the same phrases in every finding, table and document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from comity.case.model import Case, Condition, RedLine
from comity.case.paths import judgement_paths
from comity.case.remarks import told


def listed(items: Iterable[str], last: str = "and") -> str:
    """Several things in one phrase: "A, B and C"."""
    names = list(items)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def counted(number: int, one: str, several: str) -> str:
    """A number with its noun: "1 agreement", "326 agreements", "no agreement"."""
    return f"no {one}" if number == 0 else f"1 {one}" if number == 1 else f"{number:,} {several}"


def combination(terms: Mapping[str, tuple[str, ...]]) -> str:
    """A combination: "territory=frozen or donbas with guarantees=none"."""
    return " with ".join(f"{issue}={' or '.join(options)}" for issue, options in terms.items())


def never(line: RedLine) -> str:
    """What a red line rules out: "territory=donbas unless guarantees=article5"."""
    lifted = " and ".join(f"{issue}={' or '.join(options)}" for issue, options in line.unless.items())
    return f"{combination(line.never)} unless {lifted}" if lifted else combination(line.never)


def rule(condition: Condition) -> str:
    """What a condition asks: "forces=ground needs ceasefire=first"."""
    return f"{combination(condition.if_)} needs {combination(condition.then)}"


def role(case: Case, party: str) -> str:
    """What someone is in the negotiation: a signer, a member of a group, or neither."""
    signs = "signs" if case.everyone()[party].signs else "does not sign"
    groups = case.groups_of(party)
    return f"member of {case.everyone()[groups[-1]].name}, {signs}" if groups else signs


def drafts_left(case: Case) -> str | None:
    """That judgements are drafts which nobody has confirmed, left out or (in the contest) not; None where none is."""
    judged = case.conditions, case.interests, case.linkages, case.red_lines, case.contest
    kept = case.kept.of("drafts", judged, lambda: sum(judgement.draft for _, judgement in judgement_paths(case)))
    left_out = case.drafts_left_out
    said = [
        counted(left_out, "judgement is left out, a draft", "judgements are left out, drafts"),
        counted(kept, "judgement is a draft", "judgements are drafts"),
    ]
    told = [
        f"{words} that nobody has confirmed." for words, number in zip(said, (left_out, kept), strict=True) if number
    ]
    return " ".join(told) or None


def standing_caveats(case: Case, *found: str) -> tuple[str, ...]:
    """What every finding on a case must say: what is not as in the file, what is a draft, what is illustrative, and the
    first remarks on the case.

    found: remarks on what the question found, which come before those on the case.
    """
    drafts = drafts_left(case)
    said = [f"Not as in the file: {name} is left out." for name in case.left_out]
    said += [f"Not as in the file: {words} is supposed." for words in case.supposed]
    said += [drafts] if drafts else []
    if case.illustrative:
        said.append("All ratings, weights and no-deal values are illustrative judgements.")
    return (*said, *told(case, *found))
