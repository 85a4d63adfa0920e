"""More time is given once a form; an entry knows until when its film is awaited; some files spare a quota."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_time"
down_revision = "2026_11_30_a"
branch_labels = None
depends_on = None

UPLOADS = sa.table("uploads", sa.column("id"), sa.column("claimed_for", sa.String()))
ENTRIES = sa.table("entries", sa.column("film_upload_id"), sa.column("next_upload_id"))
FILES = sa.table("subtitle_files", sa.column("upload_id"))
USES = {
    ":film": sa.select(ENTRIES.c.film_upload_id).union(sa.select(ENTRIES.c.next_upload_id)),
    ":subtitles": sa.select(FILES.c.upload_id),
}


def upgrade() -> None:
    with op.batch_alter_table("extensions") as batch:
        batch.add_column(sa.Column("creation_key", sa.String(), nullable=True))
    op.create_index(
        "uq_extensions_creation_key", "extensions", ["edition_id", "person_id", "creation_key"], unique=True
    )
    with op.batch_alter_table("entries") as batch:
        batch.add_column(sa.Column("film_awaited_until", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("uploads") as batch:
        batch.add_column(sa.Column("arrived", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("is_spared", sa.Boolean(), nullable=False, server_default=sa.false()))
    for use, ids in USES.items():
        op.execute(
            UPLOADS.update()
            .where(UPLOADS.c.claimed_for.not_like("entry:%:%"), UPLOADS.c.id.in_(ids))
            .values(claimed_for=UPLOADS.c.claimed_for + use)
        )


def downgrade() -> None:
    for use in USES:
        op.execute(UPLOADS.update().values(claimed_for=sa.func.replace(UPLOADS.c.claimed_for, use, "")))
    with op.batch_alter_table("uploads") as batch:
        batch.drop_column("is_spared")
        batch.drop_column("arrived")
    with op.batch_alter_table("entries") as batch:
        batch.drop_column("removed_at")
        batch.drop_column("film_awaited_until")
    op.drop_index("uq_extensions_creation_key", table_name="extensions")
    with op.batch_alter_table("extensions") as batch:
        batch.drop_column("creation_key")
