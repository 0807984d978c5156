"""Who blocks alone where options need somebody: without its demands, but without what only it can give as well."""

from __future__ import annotations

from comity.case.model import Case
from comity.questions.deadlock.answer import deadlock
from comity.questions.deadlock.closed import Deadlock
from talks import TALKS, line, talks


def stuck(**needs: list[str]) -> Case:
    """A refuses y=p and wants x=p; B wants no x=p without y=p: nothing is left, and either would open something."""
    lines = [line("a", y="p"), line("a", x="q"), {**line("b", x="p"), "unless": {"y": "p"}}]
    issues = {**TALKS["issues"], "y": {**TALKS["issues"]["y"], "needs": needs}}
    return talks(red_lines=lines, issues=issues, interests={**TALKS["interests"], **_easy()})


def _easy() -> dict[str, object]:
    interests = TALKS["interests"]
    return {"a": {**interests["a"], "no_deal": "0"}, "b": {**interests["b"], "no_deal": "0"}}


def opens(case: Case) -> dict[str, int]:
    result = deadlock(case).result
    assert isinstance(result, Deadlock)
    return {blocker.party: blocker.number.number for blocker in result.blockers}


def test_without_needs_every_option_stays() -> None:
    assert opens(stuck()) == {"a": 3, "b": 1}


def test_what_only_the_blocker_can_give_goes_with_it() -> None:
    assert opens(stuck(p=["a"])) == {"a": 1, "b": 1}  # y=p is gone: x=q with y=q is left
    assert opens(stuck(p=["a"], q=["b"])) == {"a": 1}  # without B no y=q, and A refuses y=p
    assert opens(stuck(p=["a"], q=["a", "b"])) == {}


def test_what_the_rule_lets_pass_is_no_deadlock() -> None:
    case = stuck()
    ruled = case.model_copy(update={"consent": talks(consent="any").consent})
    finding = deadlock(ruled)
    assert finding.answer.startswith(
        "There is no deadlock: 4 agreements are possible. Nobody could close the space by asking for more: without the "
        "yes of each some agreement is left."
    )
    assert finding.data["spared"] == ["a", "b"]
    assert deadlock(case).answer.startswith("There is no agreement: ")
    assert "spared" not in deadlock(case).data
