"""A viewing keeps the instant until which the clock has paid for what was seen, under its own name."""

from alembic import op

revision = "2026_11_29_b"
down_revision = "2026_11_29_a"


def upgrade() -> None:
    with op.batch_alter_table("watchings") as batch:
        batch.alter_column("reported_at", new_column_name="paid_until")


def downgrade() -> None:
    with op.batch_alter_table("watchings") as batch:
        batch.alter_column("paid_until", new_column_name="reported_at")
