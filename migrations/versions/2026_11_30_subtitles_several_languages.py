"""Which language of a file with several each subtitle file reads."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_subtitles_several"
down_revision = "2026_11_30_line"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subtitle_files") as batch:
        batch.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("subtitle_files") as batch:
        batch.drop_column("part")
