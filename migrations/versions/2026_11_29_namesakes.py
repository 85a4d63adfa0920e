"""A name in a film that was taken for a juror's is told apart, with who said so and why."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_a"
down_revision = "2026_11_24_c"
branch_labels = None
depends_on = None

STANDING = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "namesakes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_namesakes_withdrawn_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["juror_id"], ["people.id"], name=op.f("fk_namesakes_juror_id_people")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_namesakes_entry_id_entries")),
        sa.ForeignKeyConstraint(["said_by_id"], ["people.id"], name=op.f("fk_namesakes_said_by_id_people")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["people.id"], name=op.f("fk_namesakes_withdrawn_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_namesakes")),
    )
    op.create_index(op.f("ix_namesakes_entry_id"), "namesakes", ["entry_id"])
    op.create_index(
        "uq_namesakes_standing",
        "namesakes",
        ["juror_id", "entry_id", "key"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    op.drop_table("namesakes")
