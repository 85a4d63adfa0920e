"""An upload may tell its length later, as the protocol allows: until then its length is the most it may be."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_a"
down_revision = "2026_11_29_c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("uploads") as batch:
        batch.add_column(
            sa.Column("is_length_deferred", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("uploads") as batch:
        batch.drop_column("is_length_deferred")
