"""The tables of playbooks, their runs and the days we are closed, as SQLModel sees them."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from csops_desktop.store import table_columns as c


class ClosingDayRow(SQLModel, table=True):
    """A day without work: one of our own, or a public holiday of a list that was read in."""

    __tablename__ = "closing_day"
    __table_args__ = (UniqueConstraint("day", "kind"), c.LASTING)
    id: int | None = c.id_()
    day: str = c.word()
    kind: str = c.word()
    name: str = c.word()


class PlaybookRow(SQLModel, table=True):
    """A named checklist; its versions say what is in it."""

    __tablename__ = "playbook"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    key: str = c.word(unique=True)
    position: int
    archived_on: str | None = c.text()


class PlaybookVersionRow(SQLModel, table=True):
    """What a playbook was from a day on, as JSON; the draft has no number."""

    __tablename__ = "playbook_version"
    __table_args__ = (UniqueConstraint("playbook_id", "number"), c.LASTING)
    id: int | None = c.id_()
    playbook_id: int = c.parent("playbook.id", index=False)
    number: int | None = None
    definition: str = c.word()
    published_on: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    note: str | None = c.text()


class PlaybookRunRow(SQLModel, table=True):
    """A playbook that was started for a customer, with the days its steps are counted from."""

    __tablename__ = "playbook_run"
    __table_args__ = (Index("run_open", "closed_on", "customer_id"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id")
    version_id: int = c.parent("playbook_version.id")
    product_id: int | None = c.link("product.id")
    contract_id: int | None = c.link("contract.id")
    owner_id: int | None = c.link("member.id")
    reason: str | None = c.text()
    started_on: str = c.word()
    phase_on: str | None = c.text()
    contract_on: str | None = c.text()
    renewal_on: str | None = c.text()
    notice_on: str | None = c.text()
    closed_on: str | None = c.text()
    outcome: str | None = c.text()
    note: str | None = c.text()


class RunStepRow(SQLModel, table=True):
    """A step of a run; its words are in the version, unless it was added to this run alone (``title``)."""

    __tablename__ = "run_step"
    __table_args__ = (UniqueConstraint("run_id", "key"), Index("step_due", "state", "due_on"), c.LASTING)
    id: int | None = c.id_()
    run_id: int = c.parent("playbook_run.id", index=False)
    key: str = c.word()
    position: int
    milestone: int
    title: str | None = c.text()
    required: int
    state: str = c.word()
    due_on: str | None = c.text()
    moved: int | None = None
    owner_id: int | None = c.link("member.id")
    proof: str | None = c.text()
    proof_on: str | None = c.text()
    rating: int | None = None
    reason: str | None = c.text()
    note: str | None = c.text()
    closed_on: str | None = c.text()
    closed_by: int | None = c.link("member.id")


class DismissalRow(SQLModel, table=True):
    """A playbook that was suggested for a reason and not wanted."""

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("customer_id", "playbook_id", "reason"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    playbook_id: int = c.parent("playbook.id")
    reason: str = c.word()
    dismissed_on: str = c.word()
    owner_id: int | None = c.link("member.id")
