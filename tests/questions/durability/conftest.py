"""A small case, and a result about it that is written by hand: every number in it is another one."""

from pathlib import Path

import pytest

from comity.agreements.space import Agreement
from comity.case.check import read_case
from comity.case.model import Case
from comity.finding import Band
from comity.questions.durability.around import (
    Around,
    AtShare,
    CheatingOnLimits,
    Divisible,
    GuarantorInterest,
    InterestInYear,
    Line,
    Whole,
    Without,
)
from comity.questions.durability.band import Tendency
from comity.questions.durability.lasting import Failure, Fare, Lasting, Survival
from comity.questions.durability.plain import LandOrGuarantee, LeastGuarantee, Plain, Rebuilding, StrongOrSteady
from comity.questions.durability.result import Durability, Judged
from comity.questions.durability.waiting import Waiting, WaitingSide

FORD = Path(__file__).parents[3] / "docs" / "theory" / "ford.yaml"
BEYOND = float("inf")


@pytest.fixture(scope="session")
def ford() -> Case:
    return read_case(FORD)


@pytest.fixture(scope="session")
def land() -> LandOrGuarantee:
    return LandOrGuarantee(
        issue="line",
        less="near",
        more="far",
        tendency=Tendency.told(rises=0.1, falls=0.9),
        guarantee_before=Band(0.45, 0.55, BEYOND),
        guarantee_after=Band(0.25, 0.36, 0.46),
        peace_before=Band(0.5, 0.6, 0.7),
        peace_after=Band(0.51, 0.61, 0.71),
    )


@pytest.fixture(scope="session")
def least() -> LeastGuarantee:
    return LeastGuarantee(
        enough=Band(0.31, 0.41, 0.52),
        never=0.07,
        promised=Band(0.62, 0.65, 0.68),
        self_enforcing=Band(0.44, 0.54, BEYOND),
        stays=Band(0.0, 0.33, 0.93),
        stays_judged=Band(0.87, 0.9, 0.94),
    )


@pytest.fixture(scope="session")
def rebuilding() -> Rebuilding:
    return Rebuilding(
        issue="pledge",
        weakest="none",
        strongest="given",
        tendency=Tendency.told(rises=0.85, falls=0.15),
        peace_weakest=Band(0.21, 0.22, 0.23),
        peace_strongest=Band(0.24, 0.25, 0.26),
        guarantee_weakest=Band(0.76, BEYOND, BEYOND),
        guarantee_strongest=Band(0.27, 0.28, 0.29),
    )


@pytest.fixture(scope="session")
def both() -> StrongOrSteady:
    return StrongOrSteady(
        issue="pledge",
        strong="given",
        steady="none",
        tendency=Tendency.told(rises=0.62, falls=0.38),
        peace_strong=Band(0.43, 0.83, 0.92),
        peace_steady=Band(0.34, 0.8, 0.91),
        promised=Band(0.5, 0.63, 0.77),
        as_good=Band(0.35, 0.47, 0.58),
    )


@pytest.fixture(scope="session")
def fares() -> tuple[Fare, Fare]:
    return (
        Fare(
            terms={"line": "near", "pledge": "given"},
            agreements=(Agreement({"line": "near", "pledge": "given"}),),
            survival=Survival(tuple(Band(1 - t / 50, 1 - t / 100, 1 - t / 200) for t in range(41))),
            self_enforcing=True,
            self_enforcing_in=0.97,
            worth={"hill": Band(0.29, 0.3, 0.32), "valley": Band(0.68, 0.69, 0.72)},
            least_guarantee=Band(0.44, 0.54, BEYOND),
            promised=Band(0.62, 0.65, 0.67),
            failure=None,
            unsettled=0.0,
        ),
        Fare(
            terms={"line": "far", "pledge": "given"},
            agreements=(Agreement({"line": "far", "pledge": "given"}),) * 2,
            survival=Survival(tuple(Band(1 - t / 41, 1 - t / 50, 1 - t / 80) for t in range(41))),
            self_enforcing=False,
            self_enforcing_in=0.13,
            worth={"hill": Band(0.39, 0.4, 0.42), "valley": Band(0.57, 0.58, 0.59)},
            least_guarantee=Band(0.0, 0.0, 0.0),
            promised=Band(0.16, 0.17, 0.18),
            failure=Failure(4, "hill", "decay"),
            unsettled=0.01,
        ),
    )


@pytest.fixture(scope="session")
def made(
    fares: tuple[Fare, Fare],
    land: LandOrGuarantee,
    least: LeastGuarantee,
    rebuilding: Rebuilding,
    both: StrongOrSteady,
) -> Durability:
    hill = WaitingSide(
        fighting_on=tuple(Band(0.1 + t / 100, 0.2 + t / 100, 0.3 + t / 50) for t in range(11)),
        gain=tuple(Band(-t / 50, -t / 100, t / 200) for t in range(11)),
        best=0,
        best_now_in=0.87,
    )
    valley = WaitingSide(
        fighting_on=tuple(Band(0.4 - t / 50, 0.5 - t / 100, 0.6 - t / 100) for t in range(11)),
        gain=tuple(Band(-t / 100, t / 100, t / 40) for t in range(11)),
        best=3,
        best_now_in=0.12,
    )
    around = Around(
        terms=fares[0].terms,
        whole=Whole(Band(0.81, 0.9, 0.95), Band(0.44, 0.54, BEYOND)),
        plain=Plain(land, least, rebuilding, both),
        without=(
            Without("line", "near", Band(0.71, 0.72, 0.73), Band(-0.19, -0.18, -0.17), Band(0.0, 0.0, 0.0)),
            Without("pledge", "given", Band(0.01, 0.02, 0.03), Band(-0.9, 0.05, 0.06), Band(0.47, 0.48, 0.49)),
        ),
        lines=(
            Line("line", "near", Band(28.0, 30.0, 32.0), Band(0.45, 0.55, BEYOND), Band(0.6, 0.61, 0.62)),
            Line("line", "far", Band(40.0, 40.0, 40.0), Band(0.25, 0.36, 0.46), Band(0.63, 0.64, 0.65)),
        ),
        shares=tuple(AtShare(at / 20, Band(0.5 - at / 50, 0.9 - at / 50, 1.2 - at / 50)) for at in range(21)),
        margins={
            "hill": tuple(Band(0.1 * t, 0.2 * t, 0.4 * t) for t in range(1, 21)),
            "valley": tuple(Band(-0.5 * t, -0.3 * t, 0.1 * t) for t in range(1, 21)),
        },
        guarantor=GuarantorInterest(
            None,
            (
                InterestInYear(1, 0.25, Band(0.07, 0.33, 0.7), Band(0.5, 0.64, 0.77), Band(0.27, 0.37, 0.48)),
                InterestInYear(20, 0.24, Band(0.06, 0.32, 0.71), Band(0.31, 0.46, 0.66), Band(0.19, 0.28, 0.4)),
            ),
            Band(0.02, 0.66, 0.92),
        ),
        cheating=CheatingOnLimits(
            Band(0.82, 0.9, 0.94), Band(0.76, 0.87, 0.93), Band(-0.06, -0.03, 0.01), Band(0.19, 0.26, 0.34), 0.05
        ),
        divisions=(Divisible(0.0, True, 0.98, False, 0.45), Divisible(0.25, False, 0.42, True, 0.99)),
        unsettled=2,
    )
    return Durability(
        year=10,
        target=0.5,
        lasting=Lasting("efficient", 3, 3, 2, 1, 2, 3, (1, 3), 1),
        fares=fares,
        fighting_on={"hill": Band(0.55, 0.6, 0.65), "valley": Band(0.19, 0.2, 0.21)},
        waiting=Waiting({"hill": hill, "valley": valley}, Band(-0.2, -0.11, -0.05)),
        around=around,
        estimates=(
            Judged(("held",), Band(35.0, 35.0, 35.0), None),
            Judged(("cost", "challenger"), Band(0.5, 1.0, 1.5), None),
            Judged(("effects", "line", "near", "share"), Band(30.0, 30.0, 30.0), "Near is less."),
        ),
        names={"hill": "Hill", "valley": "Valley"},
    )
