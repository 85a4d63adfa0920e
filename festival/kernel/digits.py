"""How many digits of a computed number are said: those on which all machines agree."""

DIGITS = 6  # after the point


def agreed(number: float) -> float:
    """The number as every machine says it; zero has no sign."""
    return round(float(number), DIGITS) + 0.0
