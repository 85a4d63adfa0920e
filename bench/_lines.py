"""The lines that benchmarks answer with: one JSON object for each measure, and whether its limit holds."""

import json
import sys


def tell(name: str, ours: float, against: float, limit: float | None = None) -> bool:
    """Print a measure, in the unit that its name ends with; whether the ratio keeps to its limit."""
    ratio = ours / against
    line = {"name": name, "ours": round(ours, 3), "against": round(against, 3), "ratio": round(ratio, 3)}
    sys.stdout.write(json.dumps(line if limit is None else line | {"limit": limit}) + "\n")
    sys.stdout.flush()
    return limit is None or ratio <= limit
