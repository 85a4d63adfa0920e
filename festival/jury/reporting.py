"""What a plan comes to, for a program to read: what is missing and why, and who watches how long."""

from dataclasses import asdict
from typing import Any

from festival.jury import connectedness
from festival.jury.assigning import Load, Plan, Shortfall


def report(plan: Plan, *, views: int, seed: int) -> dict[str, Any]:
    """The plan's shortfalls, loads and connectedness as JSON has them. Times are minutes."""
    errors = [load.error for load in plan.loads if load.films]
    sharing = [(load.seconds, load.of_share) for load in plan.loads if load.of_share is not None]
    return {
        "parameters": {
            "views": views,
            "seed": seed,
            "scale": asdict(connectedness.SCALE),
            "quality_sd": connectedness.QUALITY_SD,
            "severity_sd": connectedness.SEVERITY_SD,
            "noise_sd": connectedness.NOISE_SD,
        },
        "seats": len(plan.pairs),
        "shortfalls": [shortfall(each) for each in plan.shortfalls],
        "load": {
            "mean_minutes": _minutes(sum(seconds for seconds, _ in sharing) / max(len(sharing), 1)),
            "fullest_of_share": round(max(share for _, share in sharing), 4) if sharing else None,
            "uneven": plan.uneven and {"why": plan.uneven.code, "words": str(plan.uneven)},
            "jurors": [_load(each) for each in plan.loads],
        },
        "components": plan.components,
        "algebraic_connectivity": round(plan.connectivity, 4),
        "largest_severity_error": round(max(errors), 4) if errors else None,
        "affinity": plan.affinity
        and {"reached": round(plan.affinity.reached, 2), "bound": round(plan.affinity.bound, 2)},
    }


def shortfall(short: Shortfall) -> dict[str, Any]:
    """A film that lacks views: how many, and how many jurors each obstacle keeps from it."""
    return {"film": short.film, "missing": short.missing, "why": short.obstacles}


def _load(load: Load) -> dict[str, Any]:
    return {
        "juror": load.juror,
        "films": load.films,
        "minutes": _minutes(load.seconds),
        "limit": None if load.limit is None else _minutes(load.limit),
        "of_share": None if load.of_share is None else round(load.of_share, 4),
        "severity_error": round(load.error, 4),
    }


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 2)
