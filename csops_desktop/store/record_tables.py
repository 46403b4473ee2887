"""The tables of the records that a user keeps about customers, as SQLModel sees them; rows never leave the store.

Dates are ISO text, flags 0 or 1, money integers in the smallest unit; every table is STRICT, so SQLite refuses anything
else.
"""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from csops_desktop.store import table_columns as c


class MemberRow(SQLModel, table=True):
    """One of our own people."""

    __tablename__ = "member"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    name: str = c.word()
    reading: str | None = c.text()
    mail: str | None = c.text()
    role: str | None = c.text()
    left_on: str | None = c.text()
    minutes: int | None = None


class ProductRow(SQLModel, table=True):
    """What we sell."""

    __tablename__ = "product"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    name: str = c.word(unique=True)
    short_name: str | None = c.text()
    note: str | None = c.text()


class CustomerRow(SQLModel, table=True):
    """A company or school that has, or had, a contract."""

    __tablename__ = "customer"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    name: str = c.word()
    reading: str | None = c.text()
    industry: str | None = c.text()
    country: str | None = c.text()
    postal_code: str | None = c.text()
    address: str | None = c.text()
    phone: str | None = c.text()
    website: str | None = c.text()
    status: str | None = c.text()
    phase: str | None = c.text()
    touch: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    cadence_days: int | None = None
    customer_since: str | None = c.text()
    churn_flag: int | None = None
    success_goal: str | None = c.text()
    success_measure: str | None = c.text()
    success_target: str | None = c.text()
    success_by: str | None = c.text()
    note: str | None = c.text()
    archived_on: str | None = c.text()
    complexity: str | None = c.text()


class ContactRow(SQLModel, table=True):
    """A person at the customer."""

    __tablename__ = "contact"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    name: str = c.word()
    reading: str | None = c.text()
    department: str | None = c.text()
    title: str | None = c.text()
    role: str | None = c.text()
    attitude: int | None = None
    influence: int | None = None
    mail: str | None = c.text()
    phone: str | None = c.text()
    opted_out: int | None = None
    left_on: str | None = c.text()
    note: str | None = c.text()


class ContractRow(SQLModel, table=True):
    """One amount over one stretch of time."""

    __tablename__ = "contract"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    product_id: int | None = c.link("product.id")
    plan: str | None = c.text()
    starts_on: str = c.word()
    term_ends_on: str | None = c.text()
    ended_on: str | None = c.text()
    mrr: int
    seats: int | None = None
    notice_on: str | None = c.text()
    auto_renew: int | None = None
    forecast: str | None = c.text()
    forecast_note: str | None = c.text()
    kind: str | None = c.text()
    predecessor_id: int | None = c.link("contract.id")
    end_reason_said: str | None = c.text()
    end_reason_real: str | None = c.text()
    end_controllable: int | None = None
    note: str | None = c.text()


class OpportunityRow(SQLModel, table=True):
    """An upsell or cross-sell raised by customer success."""

    __tablename__ = "opportunity"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id")
    name: str = c.word()
    kind: str | None = c.text()
    product_id: int | None = c.link("product.id")
    amount: int | None = None
    stage: str | None = c.text()
    raised_on: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    accepted_on: str | None = c.text()
    closed_on: str | None = c.text()
    outcome: str | None = c.text()
    reason: str | None = c.text()
    note: str | None = c.text()


class ActivityRow(SQLModel, table=True):
    """What happened with a customer: a call, meeting, mail …; the customers of one webinar share an ``event_id``."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("activity_by_customer", "customer_id", "happened_on"),
        Index("activity_customer_of_id", "id", "customer_id"),
        c.LASTING,
    )
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    customer_id: int = c.parent("customer.id", index=False)
    event_id: int | None = None
    happened_on: str = c.word()
    kind: str = c.word()
    started_by: str | None = c.text()
    two_way: int | None = None
    subject: str | None = c.text()
    body: str | None = c.text()
    owner_id: int | None = c.link("member.id")


class NextActionRow(SQLModel, table=True):
    """A dated open item with an owner."""

    __tablename__ = "next_action"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id")
    title: str = c.word()
    due_on: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    done_on: str | None = c.text()


class PromiseRow(SQLModel, table=True):
    """Who promised what by when, kept or not."""

    __tablename__ = "promise"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id")
    text: str = c.word()
    made_by: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    due_on: str | None = c.text()
    kept_on: str | None = c.text()
    broken_on: str | None = c.text()
    note: str | None = c.text()
    kind: str | None = c.text()


class FileLinkRow(SQLModel, table=True):
    """Where a file of a customer lies: a path or an address."""

    __tablename__ = "file_link"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id")
    title: str | None = c.text()
    path: str = c.word()


class HandoffRow(SQLModel, table=True):
    """What sales told us when a customer was handed over; what was promised are promises."""

    __tablename__ = "handoff"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", nullable=False, unique=True)
    use_case: str | None = c.text()
    stakeholders: str | None = c.text()
    criteria: str | None = c.text()
    commercial: str | None = c.text()
    technical: str | None = c.text()
    from_whom: str | None = c.text()
    handed_on: str | None = c.text()
    note: str | None = c.text()
