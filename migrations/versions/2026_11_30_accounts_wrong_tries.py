"""Wrong passwords and codes are counted for each account."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_accounts"
down_revision = "2026_11_30_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("proof", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wrong_tries_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_tries")),
        sa.UniqueConstraint("person_id", "proof", name=op.f("uq_wrong_tries_person_id_proof")),
    )


def downgrade() -> None:
    op.drop_table("wrong_tries")
