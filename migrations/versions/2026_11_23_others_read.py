"""A seat knows when its juror read the others' scores: from then on the own score stands."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_b"
down_revision = "2026_11_23_a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.add_column(sa.Column("others_read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.drop_column("others_read_at")
