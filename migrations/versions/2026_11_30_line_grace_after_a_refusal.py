"""An entry knows when a refused film gave it more time by itself, which happens once."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_line"
down_revision = "2026_11_30_cut"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entries") as batch:
        batch.add_column(sa.Column("refusal_grace_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("entries") as batch:
        batch.drop_column("refusal_grace_at")
