"""A seat that is dealt late knows what its view is for."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_c"
down_revision = "2026_11_23_b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.add_column(sa.Column("why", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("assignments") as batch:
        batch.drop_column("why")
