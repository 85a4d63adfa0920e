"""The first house: every table of Laurel as it was first released."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_a"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock_offset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_offset")),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("festival_name", sa.String(), nullable=False),
        sa.Column("receipt_prefix", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("theme_statement", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upload_grace_hours", sa.Integer(), nullable=False),
        sa.Column("completed_from", sa.Date(), nullable=False),
        sa.Column("required_language", sa.String(), nullable=True),
        sa.Column("notified_by", sa.Date(), nullable=True),
        sa.Column("countries_notified_by", sa.Date(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("accent", sa.String(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_editions_closes_after_opening")),
        sa.CheckConstraint("upload_grace_hours >= 0", name=op.f("ck_editions_grace_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("slug", name=op.f("uq_editions_slug")),
    )
    op.create_index(
        "uq_editions_current",
        "editions",
        ["is_current"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "queue", sa.Enum("default", "media", name="queue", native_enum=False, length=40), nullable=False
        ),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "running", "done", "parked", name="jobstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("dedupe_key", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_jobs_dedupe_key")),
    )
    op.create_index(op.f("ix_jobs_name"), "jobs", ["name"], unique=False)
    op.create_index("ix_jobs_state_not_before", "jobs", ["state", "not_before"], unique=False)
    op.create_table(
        "kept_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_kept_forms_key_hash")),
    )
    op.create_index(op.f("ix_kept_forms_expires_at"), "kept_forms", ["expires_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("new_email", sa.String(), nullable=True),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email_key", name=op.f("uq_people_email_key")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_people_fs_uniquifier")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sessions_key_hash")),
    )
    op.create_index(op.f("ix_sessions_expires_at"), "sessions", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sessions_person_key"), "sessions", ["person_key"], unique=False)
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("min_seconds", sa.Integer(), nullable=True),
        sa.Column("max_seconds", sa.Integer(), nullable=True),
        sa.Column("takes_links", sa.Boolean(), nullable=False),
        sa.Column("takes_online_releases", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "max_seconds IS NULL OR min_seconds IS NULL OR max_seconds >= min_seconds",
            name=op.f("ck_categories_lengths_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_categories_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("edition_id", "slug", name=op.f("uq_categories_edition_id_slug")),
    )
    op.create_index(op.f("ix_categories_edition_id"), "categories", ["edition_id"], unique=False)
    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_extensions_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["people.id"], name=op.f("fk_extensions_granted_by_id_people")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_extensions_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index(op.f("ix_extensions_edition_id"), "extensions", ["edition_id"], unique=False)
    op.create_index(op.f("ix_extensions_person_id"), "extensions", ["person_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("filmmaker", "juror", "organizer", name="role", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("pending", "accepted", "withdrawn", name="invitationstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("accepted_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["people.id"], name=op.f("fk_invitations_accepted_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["people.id"], name=op.f("fk_invitations_invited_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(
        "uq_invitations_pending",
        "invitations",
        ["email_key", "role"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "journal_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_journal_lines_actor_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_lines")),
    )
    op.create_index(op.f("ix_journal_lines_actor_id"), "journal_lines", ["actor_id"], unique=False)
    op.create_index(op.f("ix_journal_lines_at"), "journal_lines", ["at"], unique=False)
    op.create_index("ix_journal_lines_subject", "journal_lines", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", name="letterstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_letters_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_letters_dedupe_key")),
    )
    op.create_index(op.f("ix_letters_event"), "letters", ["event"], unique=False)
    op.create_index(op.f("ix_letters_person_id"), "letters", ["person_id"], unique=False)
    op.create_index(op.f("ix_letters_state"), "letters", ["state"], unique=False)
    op.create_table(
        "panels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_panels_edition_id_editions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panels")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_panels_edition_id_name")),
    )
    op.create_table(
        "personal_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_personal_tokens_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_tokens_token_hash")),
    )
    op.create_index(op.f("ix_personal_tokens_person_id"), "personal_tokens", ["person_id"], unique=False)
    op.create_table(
        "receipt_series",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_receipt_series_edition_id_editions")
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_receipt_series")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_recovery_codes_person_id_code_hash")),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_releases_asked_by_id_people")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_releases_edition_id_editions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_index(op.f("ix_releases_edition_id"), "releases", ["edition_id"], unique=False)
    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("filmmaker", "juror", "organizer", name="role", native_enum=False, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_role_grants_person_id_role")),
    )
    op.create_table(
        "rules_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_rules_versions_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_versions")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_rules_versions_edition_id_number")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "receiving", "received", "expired", "gone", name="uploadstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("declared_type", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("metadata_header", sa.Text(), nullable=False),
        sa.Column("concat_header", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accept_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_for", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("storage_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(claimed_at IS NULL) = (claimed_for IS NULL)", name=op.f("ck_uploads_claimed_whole")
        ),
        sa.CheckConstraint("length >= 0", name=op.f("ck_uploads_length_not_negative")),
        sa.CheckConstraint(
            "storage_key IS NULL OR sha256 IS NOT NULL", name=op.f("ck_uploads_stored_with_its_hash")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_uploads_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("key", name=op.f("uq_uploads_key")),
    )
    op.create_index(op.f("ix_uploads_claimed_for"), "uploads", ["claimed_for"], unique=False)
    op.create_index(op.f("ix_uploads_fingerprint"), "uploads", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_uploads_owner_id"), "uploads", ["owner_id"], unique=False)
    op.create_index(op.f("ix_uploads_sha256"), "uploads", ["sha256"], unique=False)
    op.create_index("ix_uploads_state_accept_until", "uploads", ["state", "accept_until"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("rules_version_id", sa.Integer(), nullable=True),
        sa.Column("creation_key", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "eligible",
                "ineligible",
                "withdrawn",
                name="entrystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("unfinished", sa.JSON(), nullable=False),
        sa.Column("custom_answers", sa.JSON(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("search_words", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("original_title", sa.Text(), nullable=False),
        sa.Column("original_language", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "fiction",
                "documentary",
                "animation",
                "experimental",
                "hybrid",
                name="filmkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("genres", sa.Text(), nullable=False),
        sa.Column("runtime", sa.Integer(), nullable=True),
        sa.Column("completed", sa.String(), nullable=True),
        sa.Column(
            "premiere",
            sa.Enum(
                "world",
                "international",
                "continental",
                "national",
                "regional",
                "none",
                name="premiere",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("filming_countries", sa.JSON(), nullable=False),
        sa.Column("is_first_film", sa.Boolean(), nullable=False),
        sa.Column("is_student_film", sa.Boolean(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("eidr", sa.String(), nullable=True),
        sa.Column("isan", sa.String(), nullable=True),
        sa.Column("synopsis", sa.Text(), nullable=False),
        sa.Column("original_synopsis", sa.Text(), nullable=False),
        sa.Column("theme_statement", sa.Text(), nullable=False),
        sa.Column("content_notes", sa.JSON(), nullable=False),
        sa.Column("content_details", sa.Text(), nullable=False),
        sa.Column("directors", sa.JSON(), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("producers", sa.JSON(), nullable=False),
        sa.Column("key_cast", sa.JSON(), nullable=False),
        sa.Column("other_credits", sa.JSON(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("subtitles", sa.JSON(), nullable=False),
        sa.Column("film_link", sa.Text(), nullable=True),
        sa.Column("film_upload_id", sa.Integer(), nullable=True),
        sa.Column("next_upload_id", sa.Integer(), nullable=True),
        sa.Column("holds_rights", sa.Boolean(), nullable=False),
        sa.Column("rights_holder", sa.Text(), nullable=False),
        sa.Column("is_funded_by_organizer", sa.Boolean(), nullable=True),
        sa.Column("is_online_release", sa.Boolean(), nullable=True),
        sa.Column("was_entered_before", sa.Boolean(), nullable=True),
        sa.Column("eligibility_reason", sa.Text(), nullable=False),
        sa.Column("eligibility_decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decision_staged",
            sa.Enum(
                "undecided",
                "selected",
                "reserve",
                "not_selected",
                "confirmed",
                "declined",
                name="decision",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "undecided",
                "selected",
                "reserve",
                "not_selected",
                "confirmed",
                "declined",
                name="decision",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decision_released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(decision = 'undecided') = (decision_released_at IS NULL)",
            name=op.f("ck_entries_decided_when_released"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'eligible', 'ineligible') OR submitted_at IS NOT NULL",
            name=op.f("ck_entries_submitted_at_an_instant"),
        ),
        sa.CheckConstraint("runtime IS NULL OR runtime >= 0", name=op.f("ck_entries_runtime_not_negative")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_entries_category_id_categories")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_entries_edition_id_editions")),
        sa.ForeignKeyConstraint(
            ["film_upload_id"], ["uploads.id"], name=op.f("fk_entries_film_upload_id_uploads")
        ),
        sa.ForeignKeyConstraint(
            ["next_upload_id"], ["uploads.id"], name=op.f("fk_entries_next_upload_id_uploads")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_entries_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["rules_version_id"],
            ["rules_versions.id"],
            name=op.f("fk_entries_rules_version_id_rules_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("owner_id", "creation_key", name=op.f("uq_entries_owner_id_creation_key")),
    )
    op.create_index(op.f("ix_entries_category_id"), "entries", ["category_id"], unique=False)
    op.create_index("ix_entries_edition_id_state", "entries", ["edition_id", "state"], unique=False)
    op.create_index(op.f("ix_entries_eidr"), "entries", ["eidr"], unique=False)
    op.create_index(op.f("ix_entries_film_upload_id"), "entries", ["film_upload_id"], unique=False)
    op.create_index(op.f("ix_entries_isan"), "entries", ["isan"], unique=False)
    op.create_index(op.f("ix_entries_next_upload_id"), "entries", ["next_upload_id"], unique=False)
    op.create_index(op.f("ix_entries_owner_id"), "entries", ["owner_id"], unique=False)
    op.create_index(op.f("ix_entries_title_key"), "entries", ["title_key"], unique=False)
    op.create_table(
        "panel_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("avoids", sa.JSON(), nullable=False),
        sa.Column("genres", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes >= 0", name=op.f("ck_panel_members_minutes_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panels.id"], name=op.f("fk_panel_members_panel_id_panels"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_panel_members_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_members")),
        sa.UniqueConstraint("panel_id", "person_id", name=op.f("uq_panel_members_panel_id_person_id")),
    )
    op.create_index(op.f("ix_panel_members_person_id"), "panel_members", ["person_id"], unique=False)
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("views_wanted", sa.Integer(), nullable=False),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column(
            "others_scores",
            sa.Enum("never", "after_own", "always", name="othersscores", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reminder_days", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "open", "closed", name="roundstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_rounds_closes_after_opening")),
        sa.CheckConstraint("reminder_days >= 0", name=op.f("ck_rounds_reminder_not_negative")),
        sa.CheckConstraint("views_wanted >= 1", name=op.f("ck_rounds_wants_a_view")),
        sa.ForeignKeyConstraint(["panel_id"], ["panels.id"], name=op.f("fk_rounds_panel_id_panels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("panel_id", "name", name=op.f("uq_rounds_panel_id_name")),
    )
    op.create_table(
        "screeners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("checking", "ready", "refused", name="screenerstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "step",
            sa.Enum("received", "measured", "checked", "made", name="step", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("made", sa.JSON(), nullable=True),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'checking') = (settled_at IS NULL)", name=op.f("ck_screeners_settled_when_decided")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_screeners_percent_is_one")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_screeners_upload_id_uploads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screeners")),
        sa.UniqueConstraint("key", name=op.f("uq_screeners_key")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_screeners_upload_id")),
    )
    op.create_index(op.f("ix_screeners_state"), "screeners", ["state"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "assigned",
                "watching",
                "scored",
                "abstained",
                "recused",
                "removed",
                name="assignmentstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_assignments_entry_id_entries")),
        sa.ForeignKeyConstraint(["juror_id"], ["people.id"], name=op.f("fk_assignments_juror_id_people")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_assignments_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint(
            "round_id", "entry_id", "juror_id", name=op.f("uq_assignments_round_id_entry_id_juror_id")
        ),
    )
    op.create_index(op.f("ix_assignments_entry_id"), "assignments", ["entry_id"], unique=False)
    op.create_index("ix_assignments_juror_state", "assignments", ["juror_id", "state"], unique=False)
    op.create_index(op.f("ix_assignments_state"), "assignments", ["state"], unique=False)
    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_by_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["declared_by_id"], ["people.id"], name=op.f("fk_conflicts_declared_by_id_people")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_conflicts_entry_id_entries")),
        sa.ForeignKeyConstraint(["juror_id"], ["people.id"], name=op.f("fk_conflicts_juror_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
        sa.UniqueConstraint("juror_id", "entry_id", name=op.f("uq_conflicts_juror_id_entry_id")),
    )
    op.create_index(op.f("ix_conflicts_entry_id"), "conflicts", ["entry_id"], unique=False)
    op.create_table(
        "criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_criteria_weighs_something")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_criteria_round_id_rounds"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_criteria_round_id_position")),
    )
    op.create_table(
        "entry_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_flags_entry_id_entries"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_flags")),
        sa.UniqueConstraint("entry_id", "kind", name=op.f("uq_entry_flags_entry_id_kind")),
    )
    op.create_index(op.f("ix_entry_flags_entry_id"), "entry_flags", ["entry_id"], unique=False)
    op.create_index(op.f("ix_entry_flags_kind"), "entry_flags", ["kind"], unique=False)
    op.create_table(
        "entry_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_entry_notes_author_id_people")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_notes_entry_id_entries"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_notes")),
    )
    op.create_index(op.f("ix_entry_notes_entry_id"), "entry_notes", ["entry_id"], unique=False)
    op.create_table(
        "entry_tags",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_tags_entry_id_entries"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "tag", name=op.f("pk_entry_tags")),
    )
    op.create_index(op.f("ix_entry_tags_tag"), "entry_tags", ["tag"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "taken_back",
                name="proposalstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_proposals_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_proposals_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_entry_id"), "proposals", ["entry_id"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_receipts_edition_id_editions")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_receipts_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("edition_id", "serial", name=op.f("uq_receipts_edition_id_serial")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_receipts_entry_id")),
    )
    op.create_index(op.f("ix_receipts_number"), "receipts", ["number"], unique=False)
    op.create_table(
        "round_categories",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_round_categories_category_id_categories"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_round_categories_round_id_rounds"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "category_id", name=op.f("pk_round_categories")),
    )
    op.create_table(
        "shortlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_shortlists_places_not_negative")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_shortlists_category_id_categories")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_shortlists_edition_id_editions")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_shortlists_round_id_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlists")),
        sa.UniqueConstraint("round_id", "category_id", name=op.f("uq_shortlists_round_id_category_id")),
    )
    op.create_index(op.f("ix_shortlists_edition_id"), "shortlists", ["edition_id"], unique=False)
    op.create_table(
        "subtitle_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_subtitle_files_entry_id_entries"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_subtitle_files_upload_id_uploads")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subtitle_files")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_subtitle_files_upload_id")),
    )
    op.create_index(op.f("ix_subtitle_files_entry_id"), "subtitle_files", ["entry_id"], unique=False)
    op.create_table(
        "subtitle_tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("screener_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("checking", "ready", "refused", name="screenerstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("webvtt", sa.Text(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'ready') = (webvtt IS NOT NULL)", name=op.f("ck_subtitle_tracks_text_when_ready")
        ),
        sa.CheckConstraint(
            "(upload_id IS NULL) <> (screener_id IS NULL)", name=op.f("ck_subtitle_tracks_from_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["screener_id"],
            ["screeners.id"],
            name=op.f("fk_subtitle_tracks_screener_id_screeners"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["uploads.id"],
            name=op.f("fk_subtitle_tracks_upload_id_uploads"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subtitle_tracks")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_subtitle_tracks_upload_id")),
    )
    op.create_index(op.f("ix_subtitle_tracks_screener_id"), "subtitle_tracks", ["screener_id"], unique=False)
    op.create_table(
        "declared_viewings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("offline", "together", name="viewingkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_declared_viewings_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_viewings")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_declared_viewings_assignment_id")),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("at_second", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("at_second >= 0", name=op.f("ck_notes_second_not_negative")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_notes_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_assignment_id"), "notes", ["assignment_id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comment_for_jury", sa.Text(), nullable=False),
        sa.Column("comment_for_filmmaker", sa.Text(), nullable=False),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "is_final = (submitted_at IS NOT NULL)", name=op.f("ck_reviews_final_when_submitted")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_reviews_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reviews_assignment_id")),
    )
    op.create_table(
        "shortlist_freezes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["people.id"], name=op.f("fk_shortlist_freezes_frozen_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id"], ["shortlists.id"], name=op.f("fk_shortlist_freezes_shortlist_id_shortlists")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_freezes")),
        sa.UniqueConstraint("shortlist_id", "number", name=op.f("uq_shortlist_freezes_shortlist_id_number")),
    )
    op.create_table(
        "shortlist_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("pin", "drop", name="markkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_shortlist_marks_reason_given")),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_shortlist_marks_actor_id_people")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_shortlist_marks_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlists.id"],
            name=op.f("fk_shortlist_marks_shortlist_id_shortlists"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_marks")),
        sa.UniqueConstraint(
            "shortlist_id", "entry_id", name=op.f("uq_shortlist_marks_shortlist_id_entry_id")
        ),
    )
    op.create_table(
        "shortlist_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_shortlist_remarks_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_shortlist_remarks_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlists.id"],
            name=op.f("fk_shortlist_remarks_shortlist_id_shortlists"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_remarks")),
    )
    op.create_index(op.f("ix_shortlist_remarks_entry_id"), "shortlist_remarks", ["entry_id"], unique=False)
    op.create_index(
        op.f("ix_shortlist_remarks_shortlist_id"), "shortlist_remarks", ["shortlist_id"], unique=False
    )
    op.create_table(
        "watchings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("intervals", sa.JSON(), nullable=False),
        sa.Column("seconds_seen", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seconds_seen >= 0", name=op.f("ck_watchings_seen_not_negative")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.id"],
            name=op.f("fk_watchings_assignment_id_assignments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchings")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_watchings_assignment_id")),
    )


def downgrade() -> None:
    op.drop_table("watchings")
    op.drop_index(op.f("ix_shortlist_remarks_shortlist_id"), table_name="shortlist_remarks")
    op.drop_index(op.f("ix_shortlist_remarks_entry_id"), table_name="shortlist_remarks")
    op.drop_table("shortlist_remarks")
    op.drop_table("shortlist_marks")
    op.drop_table("shortlist_freezes")
    op.drop_table("reviews")
    op.drop_index(op.f("ix_notes_assignment_id"), table_name="notes")
    op.drop_table("notes")
    op.drop_table("declared_viewings")
    op.drop_index(op.f("ix_subtitle_tracks_screener_id"), table_name="subtitle_tracks")
    op.drop_table("subtitle_tracks")
    op.drop_index(op.f("ix_subtitle_files_entry_id"), table_name="subtitle_files")
    op.drop_table("subtitle_files")
    op.drop_index(op.f("ix_shortlists_edition_id"), table_name="shortlists")
    op.drop_table("shortlists")
    op.drop_table("round_categories")
    op.drop_index(op.f("ix_receipts_number"), table_name="receipts")
    op.drop_table("receipts")
    op.drop_index(op.f("ix_proposals_entry_id"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_index(op.f("ix_entry_tags_tag"), table_name="entry_tags")
    op.drop_table("entry_tags")
    op.drop_index(op.f("ix_entry_notes_entry_id"), table_name="entry_notes")
    op.drop_table("entry_notes")
    op.drop_index(op.f("ix_entry_flags_kind"), table_name="entry_flags")
    op.drop_index(op.f("ix_entry_flags_entry_id"), table_name="entry_flags")
    op.drop_table("entry_flags")
    op.drop_table("criteria")
    op.drop_index(op.f("ix_conflicts_entry_id"), table_name="conflicts")
    op.drop_table("conflicts")
    op.drop_index(op.f("ix_assignments_state"), table_name="assignments")
    op.drop_index("ix_assignments_juror_state", table_name="assignments")
    op.drop_index(op.f("ix_assignments_entry_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_screeners_state"), table_name="screeners")
    op.drop_table("screeners")
    op.drop_table("rounds")
    op.drop_index(op.f("ix_panel_members_person_id"), table_name="panel_members")
    op.drop_table("panel_members")
    op.drop_index(op.f("ix_entries_title_key"), table_name="entries")
    op.drop_index(op.f("ix_entries_owner_id"), table_name="entries")
    op.drop_index(op.f("ix_entries_next_upload_id"), table_name="entries")
    op.drop_index(op.f("ix_entries_isan"), table_name="entries")
    op.drop_index(op.f("ix_entries_film_upload_id"), table_name="entries")
    op.drop_index(op.f("ix_entries_eidr"), table_name="entries")
    op.drop_index("ix_entries_edition_id_state", table_name="entries")
    op.drop_index(op.f("ix_entries_category_id"), table_name="entries")
    op.drop_table("entries")
    op.drop_index("ix_uploads_state_accept_until", table_name="uploads")
    op.drop_index(op.f("ix_uploads_sha256"), table_name="uploads")
    op.drop_index(op.f("ix_uploads_owner_id"), table_name="uploads")
    op.drop_index(op.f("ix_uploads_fingerprint"), table_name="uploads")
    op.drop_index(op.f("ix_uploads_claimed_for"), table_name="uploads")
    op.drop_table("uploads")
    op.drop_table("rules_versions")
    op.drop_table("role_grants")
    op.drop_index(op.f("ix_releases_edition_id"), table_name="releases")
    op.drop_table("releases")
    op.drop_table("recovery_codes")
    op.drop_table("receipt_series")
    op.drop_index(op.f("ix_personal_tokens_person_id"), table_name="personal_tokens")
    op.drop_table("personal_tokens")
    op.drop_table("panels")
    op.drop_index(op.f("ix_letters_state"), table_name="letters")
    op.drop_index(op.f("ix_letters_person_id"), table_name="letters")
    op.drop_index(op.f("ix_letters_event"), table_name="letters")
    op.drop_table("letters")
    op.drop_index("ix_journal_lines_subject", table_name="journal_lines")
    op.drop_index(op.f("ix_journal_lines_at"), table_name="journal_lines")
    op.drop_index(op.f("ix_journal_lines_actor_id"), table_name="journal_lines")
    op.drop_table("journal_lines")
    op.drop_index(
        "uq_invitations_pending",
        table_name="invitations",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_table("invitations")
    op.drop_index(op.f("ix_extensions_person_id"), table_name="extensions")
    op.drop_index(op.f("ix_extensions_edition_id"), table_name="extensions")
    op.drop_table("extensions")
    op.drop_index(op.f("ix_categories_edition_id"), table_name="categories")
    op.drop_table("categories")
    op.drop_index(op.f("ix_sessions_person_key"), table_name="sessions")
    op.drop_index(op.f("ix_sessions_expires_at"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("people")
    op.drop_index(op.f("ix_kept_forms_expires_at"), table_name="kept_forms")
    op.drop_table("kept_forms")
    op.drop_index("ix_jobs_state_not_before", table_name="jobs")
    op.drop_index(op.f("ix_jobs_name"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_index(
        "uq_editions_current",
        table_name="editions",
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.drop_table("editions")
    op.drop_table("clock_offset")
