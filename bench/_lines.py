"""The lines that benchmarks answer with: one JSON object for each measure, and whether its limit holds."""

import json
import sys
from collections.abc import Callable
from time import process_time

ENOUGH = 0.5  # seconds: what is shorter is done again, since its first time pays for what it wakes


def least_cpu(act: Callable[[], object]) -> float:
    """The processor seconds that an act takes, the least of as many times as fit into `ENOUGH`."""
    times: list[float] = []
    while not times or sum(times) < ENOUGH:
        began = process_time()
        act()
        times.append(process_time() - began)
    return min(times)


def tell(
    name: str, ours: float, against: float, limit: float | None = None, least: float | None = None
) -> bool:
    """Print a measure, in the unit that its name ends with; whether the ratio lies within its bounds."""
    ratio = ours / against
    line = {"name": name, "ours": round(ours, 3), "against": round(against, 3), "ratio": round(ratio, 3)}
    bounds = {key: bound for key, bound in (("least", least), ("limit", limit)) if bound is not None}
    sys.stdout.write(json.dumps(line | bounds) + "\n")
    sys.stdout.flush()
    return (limit is None or ratio <= limit) and (least is None or ratio >= least)
