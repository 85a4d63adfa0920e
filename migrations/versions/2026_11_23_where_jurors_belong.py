"""A juror names the companies and schools that they belong to."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_d"
down_revision = "2026_11_23_c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("panel_members") as batch:
        batch.add_column(sa.Column("affiliations", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table("panel_members") as batch:
        batch.alter_column("affiliations", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("panel_members") as batch:
        batch.drop_column("affiliations")
