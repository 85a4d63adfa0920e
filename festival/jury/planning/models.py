"""A plan that a worker makes, as a row: who asked for it, how far it is, why it could not be kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.jury.models import Round
from festival.jury.states import ProposalStep
from festival.kernel import message_rows
from festival.kernel.refusals import Refusal


class PlanProposal(db.Base):
    """A plan of many assignments that a worker makes; the row goes when the plan is written.

    `seats_before` is a digest of the assignments there were when it was asked for: a plan that was changed
    since is not overwritten, and `refusal_row` says so. The counts are what is known of the step that is
    being done.
    """

    __tablename__ = "plan_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    seed: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    assignments_before: Mapped[str] = mapped_column("seats_before")
    step: Mapped[ProposalStep] = mapped_column(db.words(ProposalStep), default=ProposalStep.READING)
    films: Mapped[int] = mapped_column(default=0)
    jurors: Mapped[int] = mapped_column(default=0)
    assignments: Mapped[int] = mapped_column("seats", default=0)
    refusal_row: Mapped[dict[str, Any] | None] = mapped_column("refusal", JSON)

    round: Mapped[Round] = relationship()
    asked_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def refusal(self) -> Refusal | None:
        """Why the plan could not be written."""
        return Refusal(message_rows.from_json(self.refusal_row)) if self.refusal_row else None
