"""An entry names its production companies, and the school of a student's work."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_a"
down_revision = "2026_11_23_e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "entries", sa.Column("companies", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    )
    op.add_column("entries", sa.Column("school", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("entries", "school")
    op.drop_column("entries", "companies")
