"""The tables, as SQLModel sees them; rows never leave the store.

Dates are ISO text, flags 0 or 1, money integers in the smallest unit; every table is STRICT, so SQLite refuses anything
else. What is logged for undo and what is not stands in ``store.changelog``; derived tables can be rebuilt at any time.
"""

from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

_STRICT: dict[str, Any] = {"sqlite_strict": True}
# An id is never used twice: undoing an old deletion must find its place free.
_LASTING: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}


def _id() -> Any:
    return Field(default=None, primary_key=True)


def _text(*, unique: bool = False) -> Any:
    return Field(default=None, sa_type=Text, nullable=True, unique=unique)


def _word(*, unique: bool = False) -> Any:
    return Field(sa_type=Text, nullable=False, unique=unique)


def _parent(target: str, *, index: bool = True) -> Any:
    return Field(foreign_key=target, ondelete="CASCADE", nullable=False, index=index)


def _link(target: str) -> Any:
    return Field(default=None, foreign_key=target, ondelete="SET NULL", nullable=True, index=True)


class MemberRow(SQLModel, table=True):
    """One of our own people."""

    __tablename__ = "member"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    name: str = _word()
    reading: str | None = _text()
    mail: str | None = _text()
    role: str | None = _text()
    left_on: str | None = _text()


class ProductRow(SQLModel, table=True):
    """What we sell."""

    __tablename__ = "product"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    name: str = _word(unique=True)
    short_name: str | None = _text()
    note: str | None = _text()


class CustomerRow(SQLModel, table=True):
    """A company or school that has, or had, a contract."""

    __tablename__ = "customer"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    name: str = _word()
    reading: str | None = _text()
    industry: str | None = _text()
    country: str | None = _text()
    postal_code: str | None = _text()
    address: str | None = _text()
    phone: str | None = _text()
    website: str | None = _text()
    status: str | None = _text()
    phase: str | None = _text()
    touch: str | None = _text()
    owner_id: int | None = _link("member.id")
    cadence_days: int | None = None
    customer_since: str | None = _text()
    churn_flag: int | None = None
    success_goal: str | None = _text()
    success_measure: str | None = _text()
    success_target: str | None = _text()
    success_by: str | None = _text()
    note: str | None = _text()
    archived_on: str | None = _text()


class ContactRow(SQLModel, table=True):
    """A person at the customer."""

    __tablename__ = "contact"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    customer_id: int = _parent("customer.id")
    name: str = _word()
    reading: str | None = _text()
    department: str | None = _text()
    title: str | None = _text()
    role: str | None = _text()
    attitude: int | None = None
    influence: int | None = None
    mail: str | None = _text()
    phone: str | None = _text()
    opted_out: int | None = None
    left_on: str | None = _text()
    note: str | None = _text()


class ContractRow(SQLModel, table=True):
    """One amount over one stretch of time."""

    __tablename__ = "contract"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    customer_id: int = _parent("customer.id")
    product_id: int | None = _link("product.id")
    plan: str | None = _text()
    starts_on: str = _word()
    term_ends_on: str | None = _text()
    ended_on: str | None = _text()
    mrr: int
    seats: int | None = None
    notice_on: str | None = _text()
    auto_renew: int | None = None
    forecast: str | None = _text()
    forecast_note: str | None = _text()
    kind: str | None = _text()
    predecessor_id: int | None = _link("contract.id")
    end_reason_said: str | None = _text()
    end_reason_real: str | None = _text()
    end_controllable: int | None = None
    note: str | None = _text()


class AdoptionRow(SQLModel, table=True):
    """One customer and one product it has; made by the first contract with that product."""

    __tablename__ = "adoption"
    __table_args__ = (UniqueConstraint("customer_id", "product_id"), _LASTING)
    id: int | None = _id()
    customer_id: int = _parent("customer.id", index=False)
    product_id: int = _parent("product.id")


class OpportunityRow(SQLModel, table=True):
    """An upsell or cross-sell raised by customer success."""

    __tablename__ = "opportunity"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    customer_id: int = _parent("customer.id")
    name: str = _word()
    kind: str | None = _text()
    product_id: int | None = _link("product.id")
    amount: int | None = None
    stage: str | None = _text()
    raised_on: str | None = _text()
    owner_id: int | None = _link("member.id")
    accepted_on: str | None = _text()
    closed_on: str | None = _text()
    outcome: str | None = _text()
    reason: str | None = _text()
    note: str | None = _text()


class ActivityRow(SQLModel, table=True):
    """What happened with a customer: a call, meeting, mail …; the customers of one webinar share an ``event_id``."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("activity_by_customer", "customer_id", "happened_on"),
        Index("activity_customer_of_id", "id", "customer_id"),
        _LASTING,
    )
    id: int | None = _id()
    external_id: str | None = _text(unique=True)
    customer_id: int = _parent("customer.id", index=False)
    event_id: int | None = None
    happened_on: str = _word()
    kind: str = _word()
    started_by: str | None = _text()
    two_way: int | None = None
    subject: str | None = _text()
    body: str | None = _text()
    owner_id: int | None = _link("member.id")


class NextActionRow(SQLModel, table=True):
    """A dated open item with an owner."""

    __tablename__ = "next_action"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    customer_id: int = _parent("customer.id")
    title: str = _word()
    due_on: str | None = _text()
    owner_id: int | None = _link("member.id")
    done_on: str | None = _text()


class PromiseRow(SQLModel, table=True):
    """Who promised what by when, kept or not."""

    __tablename__ = "promise"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    customer_id: int = _parent("customer.id")
    text: str = _word()
    made_by: str | None = _text()
    owner_id: int | None = _link("member.id")
    due_on: str | None = _text()
    kept_on: str | None = _text()
    broken_on: str | None = _text()
    note: str | None = _text()


class SnoozeRow(SQLModel, table=True):
    """A customer that is kept off the list of the day until a day."""

    __tablename__ = "snooze"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", nullable=False, unique=True)
    until_on: str = _word()


class TagRow(SQLModel, table=True):
    """A word to mark customers with."""

    __tablename__ = "tag"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    name: str = _word(unique=True)


class CustomerTagRow(SQLModel, table=True):
    """A tag on a customer."""

    __tablename__ = "customer_tag"
    __table_args__ = (UniqueConstraint("customer_id", "tag_id"), _LASTING)
    id: int | None = _id()
    customer_id: int = _parent("customer.id", index=False)
    tag_id: int = _parent("tag.id")


class CustomFieldRow(SQLModel, table=True):
    """A field that the user added to a kind."""

    __tablename__ = "custom_field"
    __table_args__ = (UniqueConstraint("kind", "name"), _LASTING)
    id: int | None = _id()
    kind: str = _word()
    name: str = _word()
    type: str = _word()
    position: int


class CustomValueRow(SQLModel, table=True):
    """The value of a custom field in one record; the record's kind is the field's."""

    __tablename__ = "custom_value"
    __table_args__ = (UniqueConstraint("field_id", "record_id"), Index("custom_value_by_record", "record_id"), _LASTING)
    id: int | None = _id()
    field_id: int = _parent("custom_field.id", index=False)
    record_id: int
    value: str = _word()


class SavedViewRow(SQLModel, table=True):
    """A named query with its columns."""

    __tablename__ = "saved_view"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    name: str = _word()
    query: str = _word()
    columns: str = _word()
    pinned: int
    icon: str = _word()
    position: int


class ViewCountRow(SQLModel, table=True):
    """How many customers a view held at the end of a day; derived, for "+2 since yesterday"."""

    __tablename__ = "view_count"
    __table_args__ = (UniqueConstraint("view_id", "day"), _LASTING)
    id: int | None = _id()
    view_id: int
    day: str = _word()
    n: int


class SettingRow(SQLModel, table=True):
    """A setting of this store, as JSON; not undone."""

    __tablename__ = "setting"
    __table_args__ = (_STRICT,)
    name: str = Field(sa_type=Text, primary_key=True)
    value: str = _word()


class ImportMappingRow(SQLModel, table=True):
    """The mapping last used for a set of headings; not undone."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "headings"), _LASTING)
    id: int | None = _id()
    kind: str = _word()
    headings: str = _word()
    mapping: str = _word()


class MetaRow(SQLModel, table=True):
    """What the store knows of itself: its id, whether it was closed cleanly, the day its derived figures are for."""

    __tablename__ = "meta"
    __table_args__ = (_STRICT,)
    key: str = Field(sa_type=Text, primary_key=True)
    value: str = _word()


class ChangeSetRow(SQLModel, table=True):
    """One operation of the user."""

    __tablename__ = "change_set"
    __table_args__ = (_LASTING,)
    id: int | None = _id()
    at: str = _word()
    member: str | None = _text()
    kind: str = _word()
    sentence: str = _word()
    data: str = _word()
    reverts: int | None = None
    undone_by: int | None = None


class ChangeRow(SQLModel, table=True):
    """One row that an operation inserted (key only), updated (changed columns) or deleted (whole row)."""

    __tablename__ = "change"
    __table_args__ = (Index("change_by_set", "set_id"), Index("change_by_row", "tbl", "pk"), _LASTING)
    id: int | None = _id()
    set_id: int
    tbl: str = _word()
    pk: int
    op: str = _word()
    old: str | None = _text()
    new: str | None = _text()


class CustomerFactRow(SQLModel, table=True):
    """What the list sorts by, computed from everything a customer has; derived."""

    __tablename__ = "customer_fact"
    __table_args__ = (
        Index("fact_name", "hidden", "sort_key"),
        Index("fact_mrr", "hidden", "mrr"),
        Index("fact_renewal", "hidden", "renewal_on"),
        Index("fact_contact", "hidden", "last_contact_on"),
        Index("fact_action", "hidden", "next_action_on"),
        Index("fact_match", "match_key"),
        _STRICT,
    )
    customer_id: int = Field(primary_key=True)
    hidden: int
    sort_key: str = _word()
    match_key: str = _word()
    mrr: int
    contracts_open: int
    renewal_on: str | None = _text()
    notice_on: str | None = _text()
    last_contact_on: str | None = _text()
    next_action: str | None = _text()
    next_action_on: str | None = _text()


SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE search_customer USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_activity USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')",
)
