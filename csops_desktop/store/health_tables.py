"""The tables of usage readings, scorecards and scores, as SQLModel sees them.

What is derived points to customers by number only: ids are never used twice, so that the scores of a customer that was
deleted are there again when the deletion is undone.
"""

from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from csops_desktop.store import table_columns as c

_PACKED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


class MetricRow(SQLModel, table=True):
    """Something that is counted or measured of the use of a product."""

    __tablename__ = "metric"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    external_id: str | None = c.text(unique=True)
    name: str = c.word(unique=True)
    unit: str | None = c.text()
    adds_up: str | None = c.text()


class ReadingRow(SQLModel, table=True):
    """The value of a metric at a customer on a day."""

    __tablename__ = "reading"
    __table_args__ = (
        Index("reading_by_metric", "metric_id", "customer_id", "on_day"),
        Index("reading_by_customer", "customer_id"),
        c.LASTING,
    )
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    product_id: int | None = c.link("product.id")
    metric_id: int = c.parent("metric.id", index=False)
    on_day: str = c.word()
    value: float = c.real()


class ReadingMonthRow(SQLModel, table=True):
    """The readings of a month added up; derived. ``product_id`` is 0 where readings name no product."""

    __tablename__ = "reading_month"
    __table_args__ = (_PACKED,)
    metric_id: int = Field(primary_key=True)
    customer_id: int = Field(primary_key=True)
    product_id: int = Field(primary_key=True)
    month: str = c.key_word()
    n: int
    total: float = c.real()
    last_on: str = c.word()
    last_value: float = c.real()


class ScorecardRow(SQLModel, table=True):
    """A way to score customers; its versions say how."""

    __tablename__ = "scorecard"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    name: str = c.word(unique=True)
    position: int
    archived_on: str | None = c.text()


class ScorecardVersionRow(SQLModel, table=True):
    """What a scorecard measured from a day on, as JSON; the draft has no number."""

    __tablename__ = "scorecard_version"
    __table_args__ = (UniqueConstraint("scorecard_id", "number"), c.LASTING)
    id: int | None = c.id_()
    scorecard_id: int = c.parent("scorecard.id", index=False)
    number: int | None = None
    definition: str = c.word()
    published_on: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    note: str | None = c.text()


class RatingRow(SQLModel, table=True):
    """A step that a person chose for a measure of a customer."""

    __tablename__ = "rating"
    __table_args__ = (Index("rating_by_customer", "customer_id", "measure", "rated_on"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    measure: str = c.word()
    step: int
    reasons: str | None = c.text()
    note: str | None = c.text()
    rated_on: str = c.word()
    owner_id: int | None = c.link("member.id")


class NotApplicableRow(SQLModel, table=True):
    """A measure that says nothing about a customer, and why."""

    __tablename__ = "not_applicable"
    __table_args__ = (UniqueConstraint("customer_id", "measure"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    measure: str = c.word()
    reason: str = c.word()
    set_on: str = c.word()
    owner_id: int | None = c.link("member.id")


class ScoreOverrideRow(SQLModel, table=True):
    """A score that a person set beside the computed one, until a day."""

    __tablename__ = "score_override"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id")
    value: int
    reason: str = c.word()
    owner_id: int | None = c.link("member.id")
    set_on: str = c.word()
    until_on: str | None = c.text()


class ScoreSnapshotRow(SQLModel, table=True):
    """The score of a customer at the end of a day; derived, and never computed anew once the day is over."""

    __tablename__ = "score_snapshot"
    __table_args__ = (UniqueConstraint("customer_id", "day"), Index("score_snapshot_by_day", "day"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int
    day: str = c.word()
    version_id: int
    total: int
    low: int
    high: int
    band: str = c.word()
    coverage: int
    axis_1: int | None = None
    axis_2: int | None = None
    measures: str = c.word()
