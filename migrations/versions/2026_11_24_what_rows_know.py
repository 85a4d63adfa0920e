"""Why a version was frozen and when it was taken over, from which hours later views came, what letters leave for.

What the journal knows of these moves into the rows; the journal keeps its lines.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_b"
down_revision = "2026_11_24_a"
branch_labels = None
depends_on = None

lines = sa.table(
    "journal_lines",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("verb", sa.String),
    sa.column("subject_kind", sa.String),
    sa.column("subject_id", sa.String),
    sa.column("details", sa.JSON),
)
freezes = sa.table(
    "shortlist_freezes",
    sa.column("id", sa.Integer),
    sa.column("reason", sa.Text),
    sa.column("taken_over_at", sa.DateTime(timezone=True)),
)
hours = sa.table(
    "asked_hours",
    sa.column("id", sa.Integer),
    sa.column("round_id", sa.Integer),
    sa.column("seconds", sa.Integer),
    sa.column("waves", sa.Integer),
    sa.column("asked_at", sa.DateTime(timezone=True)),
)
rounds = sa.table("rounds", sa.column("id", sa.Integer))
letters = sa.table(
    "letters",
    sa.column("event", sa.String),
    sa.column("occasion", sa.String),
    sa.column("posted_at", sa.DateTime(timezone=True)),
)
releases = sa.table(
    "releases", sa.column("id", sa.Integer), sa.column("released_at", sa.DateTime(timezone=True))
)


def upgrade() -> None:
    op.add_column("shortlist_freezes", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("shortlist_freezes", sa.Column("taken_over_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("letters", sa.Column("occasion", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_letters_occasion"), "letters", ["occasion"])
    op.create_table(
        "asked_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("waves", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_asked_hours_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_hours")),
    )
    op.create_index(op.f("ix_asked_hours_round_id"), "asked_hours", ["round_id"])
    for move in (_freezes(), _take_overs(), _hours(), _letters()):
        op.execute(move)


def downgrade() -> None:
    op.drop_table("asked_hours")
    op.drop_index(op.f("ix_letters_occasion"), "letters")
    op.drop_column("letters", "occasion")
    op.drop_column("shortlist_freezes", "taken_over_at")
    op.drop_column("shortlist_freezes", "reason")


def _freezes() -> sa.Update:
    """Why a version was frozen although films lacked views."""
    said = lines.c.details["reason"].as_string()
    reason = sa.select(sa.func.max(said)).where(*_of_freeze("shortlists.freeze")).scalar_subquery()
    return freezes.update().values(reason=sa.func.coalesce(reason, ""))


def _take_overs() -> sa.Update:
    """When decisions were last prepared from a version."""
    last = sa.select(sa.func.max(lines.c.at)).where(*_of_freeze("shortlists.take_over")).scalar_subquery()
    return freezes.update().values(taken_over_at=last)


def _of_freeze(verb: str) -> tuple[sa.ColumnElement[bool], ...]:
    is_its_own = lines.c.subject_id == sa.cast(freezes.c.id, sa.String)
    return lines.c.verb == verb, lines.c.subject_kind == "shortlist_freezes", is_its_own


def _hours() -> sa.Insert:
    """From which hours later views were planned, oldest first."""
    seconds, waves = (lines.c.details[name].as_integer() for name in ("seconds", "waves"))
    planned = (
        sa.select(rounds.c.id, seconds, waves, lines.c.at)
        .join_from(lines, rounds, lines.c.subject_id == sa.cast(rounds.c.id, sa.String))
        .where(lines.c.verb == "jury.plan_wave", lines.c.subject_kind == "rounds")
        .where(seconds.is_not(None), waves.is_not(None))
        .order_by(lines.c.id)
    )
    return hours.insert().from_select(["round_id", "seconds", "waves", "asked_at"], planned)


def _letters() -> sa.Update:
    """The letters of a release were posted at its very instant."""
    its_id = (
        sa.select(sa.func.max(releases.c.id))
        .where(releases.c.released_at == letters.c.posted_at)
        .scalar_subquery()
    )
    named = sa.literal("releases/").concat(sa.cast(its_id, sa.String))
    told = letters.update().where(letters.c.event.startswith("shortlists/"))
    return told.values(occasion=sa.func.coalesce(named, ""))
