"""How each subtitle file is to be read, and what has to be asked of its sender."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_subtitles"
down_revision = "2026_11_30_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subtitle_tracks") as batch:
        batch.add_column(sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("samples", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("read_turn", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE subtitle_tracks SET read_turn = 1 WHERE state <> 'checking'")
    with op.batch_alter_table("subtitle_files") as batch:
        # What is known of files that are here already stays as it is shown.
        batch.add_column(
            sa.Column("is_language_said", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("entries") as batch:
        batch.add_column(sa.Column("subtitles_in_picture", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("entries") as batch:
        batch.drop_column("subtitles_in_picture")
    with op.batch_alter_table("subtitle_files") as batch:
        batch.drop_column("is_language_said")
    with op.batch_alter_table("subtitle_tracks") as batch:
        batch.drop_column("read_turn")
        batch.drop_column("turn")
        batch.drop_column("samples")
        batch.drop_column("options")
