"""All tables, as SQLModel sees them: here those that tie records together, and what the program keeps for itself.

Dates are ISO text, flags 0 or 1, money integers in the smallest unit; every table is STRICT, so SQLite refuses anything
else. What is logged for undo and what is not stands in ``store.changelog``; derived tables can be rebuilt at any time.
"""

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from csops_desktop.store import health_tables as health_tables  # noqa: PLC0414 (importing them makes them known)
from csops_desktop.store import maturity_tables as maturity_tables  # noqa: PLC0414 (likewise)
from csops_desktop.store import playbook_tables as playbook_tables  # noqa: PLC0414 (likewise)
from csops_desktop.store import record_tables as record_tables  # noqa: PLC0414 (likewise)
from csops_desktop.store import table_columns as c
from csops_desktop.store import voice_tables as voice_tables  # noqa: PLC0414 (likewise)


class AdoptionRow(SQLModel, table=True):
    """One customer and one product it has; made by the first contract with that product."""

    __tablename__ = "adoption"
    __table_args__ = (UniqueConstraint("customer_id", "product_id"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    product_id: int = c.parent("product.id")
    first_value_on: str | None = c.text()


class SnoozeRow(SQLModel, table=True):
    """A customer that is kept off the list of the day until a day, or until it is clearly more urgent than it was."""

    __tablename__ = "snooze"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = Field(foreign_key="customer.id", ondelete="CASCADE", nullable=False, unique=True)
    until_on: str = c.word()
    until_worse: int | None = None
    urgency: int | None = None


class TagRow(SQLModel, table=True):
    """A word to mark customers with."""

    __tablename__ = "tag"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    name: str = c.word(unique=True)


class CustomerTagRow(SQLModel, table=True):
    """A tag on a customer."""

    __tablename__ = "customer_tag"
    __table_args__ = (UniqueConstraint("customer_id", "tag_id"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    tag_id: int = c.parent("tag.id")


class RequestCustomerRow(SQLModel, table=True):
    """A customer that has a request; a request without any stays."""

    __tablename__ = "request_customer"
    __table_args__ = (UniqueConstraint("request_id", "customer_id"), c.LASTING)
    id: int | None = c.id_()
    request_id: int = c.parent("request.id", index=False)
    customer_id: int = c.parent("customer.id")


class ActivityContactRow(SQLModel, table=True):
    """A person whom an activity was with."""

    __tablename__ = "activity_contact"
    __table_args__ = (UniqueConstraint("activity_id", "contact_id"), c.LASTING)
    id: int | None = c.id_()
    activity_id: int = c.parent("activity.id", index=False)
    contact_id: int = c.parent("contact.id")


class DistinctPairRow(SQLModel, table=True):
    """Two customers that look alike and were said to be different; the lower id first."""

    __tablename__ = "distinct_pair"
    __table_args__ = (UniqueConstraint("low_id", "high_id"), c.LASTING)
    id: int | None = c.id_()
    low_id: int = c.parent("customer.id", index=False)
    high_id: int = c.parent("customer.id")


class CustomFieldRow(SQLModel, table=True):
    """A field that the user added to a kind."""

    __tablename__ = "custom_field"
    __table_args__ = (UniqueConstraint("kind", "name"), c.LASTING)
    id: int | None = c.id_()
    kind: str = c.word()
    name: str = c.word()
    type: str = c.word()
    position: int


class CustomValueRow(SQLModel, table=True):
    """The value of a custom field in one record; the record's kind is the field's."""

    __tablename__ = "custom_value"
    __table_args__ = (
        UniqueConstraint("field_id", "record_id"),
        Index("custom_value_by_record", "record_id"),
        c.LASTING,
    )
    id: int | None = c.id_()
    field_id: int = c.parent("custom_field.id", index=False)
    record_id: int
    value: str = c.word()


class SavedViewRow(SQLModel, table=True):
    """A named query with its columns."""

    __tablename__ = "saved_view"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    name: str = c.word()
    query: str = c.word()
    columns: str = c.word()
    pinned: int
    icon: str = c.word()
    position: int


class ViewCountRow(SQLModel, table=True):
    """How many customers a view held at the end of a day; derived, for "+2 since yesterday"."""

    __tablename__ = "view_count"
    __table_args__ = (UniqueConstraint("view_id", "day"), c.LASTING)
    id: int | None = c.id_()
    view_id: int
    day: str = c.word()
    n: int


class SettingRow(SQLModel, table=True):
    """A setting of this store, as JSON; not undone."""

    __tablename__ = "setting"
    __table_args__ = (c.STRICT,)
    name: str = Field(sa_type=Text, primary_key=True)
    value: str = c.word()


class ImportMappingRow(SQLModel, table=True):
    """The mapping last used for a set of headings; not undone."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "headings"), c.LASTING)
    id: int | None = c.id_()
    kind: str = c.word()
    headings: str = c.word()
    mapping: str = c.word()


class MetaRow(SQLModel, table=True):
    """What the store knows of itself: its id, whether it was closed cleanly, the day its derived figures are for."""

    __tablename__ = "meta"
    __table_args__ = (c.STRICT,)
    key: str = Field(sa_type=Text, primary_key=True)
    value: str = c.word()


class ChangeSetRow(SQLModel, table=True):
    """One operation of the user."""

    __tablename__ = "change_set"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    at: str = c.word()
    member: str | None = c.text()
    kind: str = c.word()
    sentence: str = c.word()
    data: str = c.word()
    reverts: int | None = None
    undone_by: int | None = None


class ChangeRow(SQLModel, table=True):
    """One row that an operation inserted (key only), updated (changed columns) or deleted (whole row)."""

    __tablename__ = "change"
    __table_args__ = (Index("change_by_set", "set_id"), Index("change_by_row", "tbl", "pk"), c.LASTING)
    id: int | None = c.id_()
    set_id: int
    tbl: str = c.word()
    pk: int
    op: str = c.word()
    old: str | None = c.text()
    new: str | None = c.text()


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
        Index("fact_score", "hidden", "score"),
        c.STRICT,
    )
    customer_id: int = Field(primary_key=True)
    hidden: int
    sort_key: str = c.word()
    match_key: str = c.word()
    mrr: int
    contracts_open: int
    renewal_on: str | None = c.text()
    notice_on: str | None = c.text()
    last_contact_on: str | None = c.text()
    next_action: str | None = c.text()
    next_action_on: str | None = c.text()
    tickets_open: int = Field(sa_column_kwargs={"server_default": text("0")})
    score: int | None = None
    score_high: int | None = None
    band: str | None = c.text()
    coverage: int | None = None
    score_change: int | None = None
    stale_ratings: int | None = None
    maturity: str | None = c.text()


SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE search_customer USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_activity USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')",
)
