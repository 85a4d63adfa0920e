"""A conflict of interest that was a mistake is withdrawn, and keeps standing in the list."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_c"
down_revision = "2026_11_24_b"
branch_labels = None
depends_on = None

STANDING = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("conflicts") as batch:
        batch.add_column(sa.Column("withdrawn_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default=""))
        batch.create_foreign_key(
            op.f("fk_conflicts_withdrawn_by_id_people"), "people", ["withdrawn_by_id"], ["id"]
        )
        batch.create_check_constraint(
            op.f("ck_conflicts_withdrawn_by_somebody"),
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
        )
        batch.drop_constraint(op.f("uq_conflicts_juror_id_entry_id"), type_="unique")
    op.create_index(
        "uq_conflicts_standing",
        "conflicts",
        ["juror_id", "entry_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM conflicts WHERE withdrawn_at IS NOT NULL"))
    op.drop_index("uq_conflicts_standing", table_name="conflicts")
    with op.batch_alter_table("conflicts") as batch:
        batch.create_unique_constraint(op.f("uq_conflicts_juror_id_entry_id"), ["juror_id", "entry_id"])
        batch.drop_constraint(op.f("ck_conflicts_withdrawn_by_somebody"), type_="check")
        batch.drop_constraint(op.f("fk_conflicts_withdrawn_by_id_people"), type_="foreignkey")
        batch.drop_column("withdrawn_reason")
        batch.drop_column("withdrawn_at")
        batch.drop_column("withdrawn_by_id")
