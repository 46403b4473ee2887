"""The tables of what customers ask, report, answer and say when they leave, as SQLModel sees them."""

from sqlmodel import SQLModel

from csops_desktop.store import table_columns as c


class RequestRow(SQLModel, table=True):
    """What customers ask for or tell us."""

    __tablename__ = "request"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    text: str = c.word()
    kind: str | None = c.text()
    status: str | None = c.text()
    raised_on: str | None = c.text()
    told_on: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    contact_id: int | None = c.link("contact.id")
    note: str | None = c.text()


class TicketRow(SQLModel, table=True):
    """A question or trouble that support dealt with; closed when it has a closing day."""

    __tablename__ = "ticket"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    subject: str | None = c.text()
    status: str | None = c.text()
    priority: str | None = c.text()
    opened_on: str | None = c.text()
    closed_on: str | None = c.text()
    satisfaction: str | None = c.text()
    escalated: int | None = None
    first_reply_minutes: int | None = None
    note: str | None = c.text()


class SurveyAnswerRow(SQLModel, table=True):
    """One answer to a survey."""

    __tablename__ = "survey_answer"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    contact_id: int | None = c.link("contact.id")
    survey: str | None = c.text()
    kind: str | None = c.text()
    score: int | None = None
    answered_on: str = c.word()
    comment: str | None = c.text()


class ChurnEventRow(SQLModel, table=True):
    """What another system noted about a customer that left; the contracts say whether it did."""

    __tablename__ = "churn_event"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    churned_on: str = c.word()
    reason: str | None = c.text()
    refund: int | None = None
    reactivation: int | None = None
    comment: str | None = c.text()
