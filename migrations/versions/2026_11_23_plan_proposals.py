"""A plan of many seats is made by a worker, and its row says how far that is."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_e"
down_revision = "2026_11_23_d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("seats_before", sa.String(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("films", sa.Integer(), nullable=False),
        sa.Column("jurors", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_plan_proposals_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_plan_proposals_round_id_rounds"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proposals")),
        sa.UniqueConstraint("key", name=op.f("uq_plan_proposals_key")),
        sa.UniqueConstraint("round_id", name=op.f("uq_plan_proposals_round_id")),
    )


def downgrade() -> None:
    op.drop_table("plan_proposals")
