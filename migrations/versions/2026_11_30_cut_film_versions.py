"""Scores, seconds watched and declared viewings know the file of the film that they were given for."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_cut"
down_revision = "2026_11_30_subtitles"
branch_labels = None
depends_on = None

TABLES = ("reviews", "watchings", "declared_viewings")


def upgrade() -> None:
    # Nobody knows which file older rows are about: they stay NULL.
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("film_sha256", sa.String(), nullable=True))
    with op.batch_alter_table("watchings") as batch:
        batch.add_column(sa.Column("earlier", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("watchings") as batch:
        batch.drop_column("earlier")
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("film_sha256")
