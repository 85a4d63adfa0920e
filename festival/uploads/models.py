"""A file on its way in, and at rest: whose it is, how long, until when we wait for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from festival import db
from festival.uploads.parts import Part
from festival.uploads.states import UploadState


class Upload(db.Base):
    """One file. How much has arrived stands nowhere but in the length of its part on the disk.

    While its length is deferred, `length` is the most it may become.

    `key` names it in addresses and in storage. `accept_until` alone decides whether bytes are still
    accepted; an unclaimed file is also thrown away then. `filename` and `declared_type` are what the
    sender said, and prove nothing. `claimed_for` is a word of the package that uses it: for what, and which
    use of it, such as "entry:12:film". `arrived` is how many bytes there were when its time was over. What
    `is_spared` does not count to its owner's quota.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("length >= 0", name="length_not_negative"),
        CheckConstraint("(claimed_at IS NULL) = (claimed_for IS NULL)", name="claimed_whole"),
        CheckConstraint("storage_key IS NULL OR sha256 IS NOT NULL", name="stored_with_its_hash"),
        Index("ix_uploads_state_accept_until", "state", "accept_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[UploadState] = mapped_column(db.words(UploadState), default=UploadState.RECEIVING)
    length: Mapped[db.Bytes]
    is_length_deferred: Mapped[bool] = mapped_column(default=False, server_default=false())
    filename: Mapped[str] = mapped_column(default="")
    declared_type: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="", index=True)
    metadata_header: Mapped[str] = mapped_column(Text, default="")
    concat_header: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    accept_until: Mapped[datetime]
    received_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    claimed_for: Mapped[str | None] = mapped_column(index=True)
    sha256: Mapped[str | None] = mapped_column(index=True)
    storage_key: Mapped[str | None]
    arrived: Mapped[db.Bytes | None]
    is_spared: Mapped[bool] = mapped_column(default=False)

    @property
    def part(self) -> Part:
        """Its file while it arrives."""
        return Part(self.key, self.length)

    @property
    def is_piece(self) -> bool:
        """Whether it will only become a part of another upload."""
        return self.concat_header == "partial"

    @property
    def is_whole_of_pieces(self) -> bool:
        """Whether it is made of other uploads, so that nobody sends it bytes."""
        return self.concat_header is not None and not self.is_piece

    def is_late(self, now: datetime | None) -> bool:
        """Whether its time was over before its last byte; without an instant, whether it went for that."""
        if self.state is UploadState.RECEIVING and now is not None:
            return now >= self.accept_until
        return self.state is UploadState.EXPIRED

    @property
    def is_stored(self) -> bool:
        """Whether it is hashed and rests in storage, ready to be read."""
        return self.storage_key is not None
