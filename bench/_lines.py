"""The lines that benchmarks answer with: one JSON object for each measure, and whether its limit holds."""

import json
import sys


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
