"""What a plan comes to, for a program to read: what is missing and why, and who watches how long."""

from typing import Any

from festival.jury.assigning import Load, Plan, Shortfall


def report(plan: Plan, *, views: int, seed: int) -> dict[str, Any]:
    """The plan's shortfalls, loads and components as JSON has them. Times are minutes."""
    return {
        "parameters": {"views": views, "seed": seed},
        "seats": len(plan.pairs),
        "shortfalls": [_shortfall(each) for each in plan.shortfalls],
        "load": {"jurors": [_load(each) for each in plan.loads]},
        "components": plan.components,
    }


def _shortfall(short: Shortfall) -> dict[str, Any]:
    return {"film": short.film, "missing": short.missing, "why": short.obstacles}


def _load(load: Load) -> dict[str, Any]:
    return {
        "juror": load.juror,
        "films": load.films,
        "minutes": round(load.seconds / 60, 2),
        "limit": None if load.limit is None else round(load.limit / 60, 2),
    }
