"""A seat knows that a person set it, or took it away: a new proposal keeps to that."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_c"
down_revision = "2026_11_29_b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.add_column(sa.Column("is_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.drop_column("is_by_hand")
