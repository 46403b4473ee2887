"""The tables of levels, evidence, assessments, phases and touch models, as SQLModel sees them."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from csops_desktop.store import table_columns as c


class ProductLevelRow(SQLModel, table=True):
    """A step on the way of a product's customers, in the customer's own terms."""

    __tablename__ = "product_level"
    __table_args__ = (UniqueConstraint("product_id", "level"), c.LASTING)
    id: int | None = c.id_()
    product_id: int = c.parent("product.id", index=False)
    level: int
    name: str = c.word()
    meaning: str | None = c.text()


class EvidenceItemRow(SQLModel, table=True):
    """Something one can see at a customer that stands on a level; retired, it stays in the assessments it was in."""

    __tablename__ = "evidence_item"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    product_id: int = c.parent("product.id")
    level: int
    position: int
    text: str = c.word()
    needs_proof: int
    retired_on: str | None = c.text()


class LevelActionRow(SQLModel, table=True):
    """What is planned for the customers of a level that are served by a touch model."""

    __tablename__ = "level_action"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    product_id: int = c.parent("product.id")
    level: int
    touch: str = c.word()
    title: str = c.word()
    kind: str | None = c.text()
    rhythm: str | None = c.text()
    minutes: int | None = None
    position: int


class TouchTargetRow(SQLModel, table=True):
    """Which share of a product's customers is to be served by a touch model, in percent."""

    __tablename__ = "touch_target"
    __table_args__ = (UniqueConstraint("product_id", "touch"), c.LASTING)
    id: int | None = c.id_()
    product_id: int = c.parent("product.id", index=False)
    touch: str = c.word()
    share: int


class PhaseRoleRow(SQLModel, table=True):
    """Who leads in a phase: sales, consulting, customer success, support."""

    __tablename__ = "phase_role"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    phase: str = c.word(unique=True)
    role: str = c.word()
    position: int


class TouchModelRow(SQLModel, table=True):
    """How often a customer of a touch model is to be talked to, and how long that takes; four are there always."""

    __tablename__ = "touch_model"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    touch: str = c.word(unique=True)
    cadence_days: int
    minutes: int


class TouchRuleRow(SQLModel, table=True):
    """A rule that suggests a touch model; the first by position that holds is the one."""

    __tablename__ = "touch_rule"
    __table_args__ = (c.LASTING,)
    id: int | None = c.id_()
    position: int
    touch: str = c.word()
    revenue_from: int | None = None
    revenue_below: int | None = None
    level_from: int | None = None
    level_to: int | None = None
    complexity: str | None = c.text()


class TouchStayRow(SQLModel, table=True):
    """A touch model that a customer was served by from a day on, or that a rule suggests."""

    __tablename__ = "touch_stay"
    __table_args__ = (Index("touch_stay_by_customer", "customer_id", "since_on"), c.LASTING)
    id: int | None = c.id_()
    customer_id: int = c.parent("customer.id", index=False)
    touch: str | None = c.text()
    since_on: str = c.word()
    suggested: int
    reason: str | None = c.text()


class AssessmentRow(SQLModel, table=True):
    """Where a customer stood with a product on a day.

    ``reached`` is what the evidence said on that day, ``level`` what was decided; they differ only when ``forced``.
    """

    __tablename__ = "assessment"
    __table_args__ = (Index("assessment_by_adoption", "adoption_id", "assessed_on"), c.LASTING)
    id: int | None = c.id_()
    adoption_id: int = c.parent("adoption.id", index=False)
    assessed_on: str = c.word()
    level: int
    reached: int
    forced: int
    reason: str | None = c.text()
    owner_id: int | None = c.link("member.id")
    note: str | None = c.text()


class AssessmentItemRow(SQLModel, table=True):
    """Whether a piece of evidence held at an assessment."""

    __tablename__ = "assessment_item"
    __table_args__ = (UniqueConstraint("assessment_id", "item_id"), c.LASTING)
    id: int | None = c.id_()
    assessment_id: int = c.parent("assessment.id", index=False)
    item_id: int = c.parent("evidence_item.id")
    holds: int
    note: str | None = c.text()


class PhaseStayRow(SQLModel, table=True):
    """A stretch that a customer spent in a phase of a product; ``noted_on`` tells when that was written down."""

    __tablename__ = "phase_stay"
    __table_args__ = (Index("phase_stay_by_adoption", "adoption_id", "entered_on"), c.LASTING)
    id: int | None = c.id_()
    adoption_id: int = c.parent("adoption.id", index=False)
    phase: str = c.word()
    entered_on: str = c.word()
    left_on: str | None = c.text()
    noted_on: str = c.word()


_FIRST_MODELS = (
    "INSERT INTO touch_model(touch, cadence_days, minutes) VALUES "
    "('high', 14, 240), ('low', 30, 60), ('tech', 60, 10), ('community', 90, 5)"
)
_FIRST_RULES = (
    "INSERT INTO touch_rule(position, touch, revenue_from, revenue_below, level_from, level_to, complexity) VALUES "
    "(1, 'high', 6000000, NULL, NULL, NULL, NULL), (2, 'high', 2400000, NULL, NULL, NULL, 'complex'), "
    "(3, 'low', 1200000, NULL, NULL, NULL, NULL), (4, 'low', 600000, NULL, NULL, 1, NULL), "
    "(5, 'community', NULL, NULL, 3, NULL, NULL), (6, 'tech', NULL, NULL, NULL, NULL, NULL)"
)
FIRST_ROWS = (_FIRST_MODELS, _FIRST_RULES)
"""What stands in a new store: the touch models, and rules to start from, with yearly revenue in the smallest unit."""
