"""The numbers of a jury without a database: plan who reviews what, rank scored films, verify a shortlist.

`import festival.scoring` is enough. A name is loaded when it is first asked for, so that importing one part,
as the models of the jury do, does not load all of them. README.md beside this file has an example.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from festival.scoring.assignment.propose import Plan as Plan
    from festival.scoring.assignment.propose import propose as plan
    from festival.scoring.extra_reviews.propose import ExtraReviews as ExtraReviews
    from festival.scoring.extra_reviews.propose import propose as next_reviews
    from festival.scoring.ranking.rank import rank as rank
    from festival.scoring.ranking.results import Ranking as Ranking
    from festival.scoring.scales import Scale as Scale
    from festival.scoring.snapshot.schema import read_file as read_shortlist
    from festival.scoring.snapshot.verify import mismatches as mismatches
    from festival.scoring.values import Film as Film
    from festival.scoring.values import Juror as Juror
    from festival.scoring.values import Score as Score

PLACES = {
    "ExtraReviews": "extra_reviews.propose:ExtraReviews",
    "Film": "values:Film",
    "Juror": "values:Juror",
    "Plan": "assignment.propose:Plan",
    "Ranking": "ranking.results:Ranking",
    "Scale": "scales:Scale",
    "Score": "values:Score",
    "mismatches": "snapshot.verify:mismatches",
    "next_reviews": "extra_reviews.propose:propose",
    "plan": "assignment.propose:propose",
    "rank": "ranking.rank:rank",
    "read_shortlist": "snapshot.schema:read_file",
}
__all__ = [
    "ExtraReviews",
    "Film",
    "Juror",
    "Plan",
    "Ranking",
    "Scale",
    "Score",
    "mismatches",
    "next_reviews",
    "plan",
    "rank",
    "read_shortlist",
]


def __getattr__(name: str) -> Any:
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, found = PLACES[name].partition(":")
    return getattr(import_module(f"{__name__}.{module}"), found)
