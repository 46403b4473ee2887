"""Levels and evidence of products, assessments, touch models, usage readings, scorecards and scores.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """CREATE TABLE metric (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    name TEXT NOT NULL,
    unit TEXT,
    adds_up TEXT,
    UNIQUE (external_id),
    UNIQUE (name)
)
 STRICT
    """,
    """CREATE TABLE phase_role (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    phase TEXT NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (phase)
)
 STRICT
    """,
    """CREATE TABLE reading_month (
    metric_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    n INTEGER NOT NULL,
    total REAL NOT NULL,
    last_on TEXT NOT NULL,
    last_value REAL NOT NULL,
    PRIMARY KEY (metric_id, customer_id, product_id, month)
)
 WITHOUT ROWID,
 STRICT
    """,
    """CREATE TABLE score_snapshot (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    version_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    band TEXT NOT NULL,
    coverage INTEGER NOT NULL,
    axis_1 INTEGER,
    axis_2 INTEGER,
    measures TEXT NOT NULL,
    UNIQUE (customer_id, day)
)
 STRICT
    """,
    "CREATE INDEX score_snapshot_by_day ON score_snapshot (day)",
    """CREATE TABLE scorecard (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    archived_on TEXT,
    UNIQUE (name)
)
 STRICT
    """,
    """CREATE TABLE touch_model (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    touch TEXT NOT NULL,
    cadence_days INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    UNIQUE (touch)
)
 STRICT
    """,
    """CREATE TABLE touch_rule (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    touch TEXT NOT NULL,
    revenue_from INTEGER,
    revenue_below INTEGER,
    level_from INTEGER,
    level_to INTEGER,
    complexity TEXT
)
 STRICT
    """,
    """CREATE TABLE evidence_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    needs_proof INTEGER NOT NULL,
    retired_on TEXT,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_evidence_item_product_id ON evidence_item (product_id)",
    """CREATE TABLE level_action (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    touch TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT,
    rhythm TEXT,
    minutes INTEGER,
    position INTEGER NOT NULL,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_level_action_product_id ON level_action (product_id)",
    """CREATE TABLE product_level (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL,
    level INTEGER NOT NULL,
    name TEXT NOT NULL,
    meaning TEXT,
    UNIQUE (product_id, level),
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
)
 STRICT
    """,
    """CREATE TABLE scorecard_version (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    scorecard_id INTEGER NOT NULL,
    number INTEGER,
    definition TEXT NOT NULL,
    published_on TEXT,
    owner_id INTEGER,
    note TEXT,
    UNIQUE (scorecard_id, number),
    FOREIGN KEY(scorecard_id) REFERENCES scorecard (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_scorecard_version_owner_id ON scorecard_version (owner_id)",
    """CREATE TABLE touch_target (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL,
    touch TEXT NOT NULL,
    share INTEGER NOT NULL,
    UNIQUE (product_id, touch),
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
)
 STRICT
    """,
    """CREATE TABLE not_applicable (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    measure TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_on TEXT NOT NULL,
    owner_id INTEGER,
    UNIQUE (customer_id, measure),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_not_applicable_owner_id ON not_applicable (owner_id)",
    """CREATE TABLE rating (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    measure TEXT NOT NULL,
    step INTEGER NOT NULL,
    reasons TEXT,
    note TEXT,
    rated_on TEXT NOT NULL,
    owner_id INTEGER,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_rating_owner_id ON rating (owner_id)",
    "CREATE INDEX rating_by_customer ON rating (customer_id, measure, rated_on)",
    """CREATE TABLE reading (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    product_id INTEGER,
    metric_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    value REAL NOT NULL,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
    FOREIGN KEY(metric_id) REFERENCES metric (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_reading_product_id ON reading (product_id)",
    "CREATE INDEX reading_by_customer ON reading (customer_id)",
    "CREATE INDEX reading_by_metric ON reading (metric_id, customer_id, on_day)",
    """CREATE TABLE score_override (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    value INTEGER NOT NULL,
    reason TEXT NOT NULL,
    owner_id INTEGER,
    set_on TEXT NOT NULL,
    until_on TEXT,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_score_override_customer_id ON score_override (customer_id)",
    "CREATE INDEX ix_score_override_owner_id ON score_override (owner_id)",
    """CREATE TABLE touch_stay (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    touch TEXT,
    since_on TEXT NOT NULL,
    suggested INTEGER NOT NULL,
    reason TEXT,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX touch_stay_by_customer ON touch_stay (customer_id, since_on)",
    """CREATE TABLE assessment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    adoption_id INTEGER NOT NULL,
    assessed_on TEXT NOT NULL,
    level INTEGER NOT NULL,
    reached INTEGER NOT NULL,
    forced INTEGER NOT NULL,
    reason TEXT,
    owner_id INTEGER,
    note TEXT,
    FOREIGN KEY(adoption_id) REFERENCES adoption (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX assessment_by_adoption ON assessment (adoption_id, assessed_on)",
    "CREATE INDEX ix_assessment_owner_id ON assessment (owner_id)",
    """CREATE TABLE phase_stay (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    adoption_id INTEGER NOT NULL,
    phase TEXT NOT NULL,
    entered_on TEXT NOT NULL,
    left_on TEXT,
    noted_on TEXT NOT NULL,
    FOREIGN KEY(adoption_id) REFERENCES adoption (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX phase_stay_by_adoption ON phase_stay (adoption_id, entered_on)",
    """CREATE TABLE assessment_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    note TEXT,
    UNIQUE (assessment_id, item_id),
    FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE,
    FOREIGN KEY(item_id) REFERENCES evidence_item (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_assessment_item_item_id ON assessment_item (item_id)",
    "ALTER TABLE adoption ADD COLUMN first_value_on TEXT",
    "ALTER TABLE snooze ADD COLUMN until_worse INTEGER",
    "ALTER TABLE snooze ADD COLUMN urgency INTEGER",
    "ALTER TABLE member ADD COLUMN minutes INTEGER",
    "ALTER TABLE customer ADD COLUMN complexity TEXT",
    "ALTER TABLE customer_fact ADD COLUMN score INTEGER",
    "ALTER TABLE customer_fact ADD COLUMN score_high INTEGER",
    "ALTER TABLE customer_fact ADD COLUMN band TEXT",
    "ALTER TABLE customer_fact ADD COLUMN coverage INTEGER",
    "ALTER TABLE customer_fact ADD COLUMN score_change INTEGER",
    "ALTER TABLE customer_fact ADD COLUMN stale_ratings INTEGER",
    "ALTER TABLE customer_fact ADD COLUMN maturity TEXT",
    "CREATE INDEX fact_score ON customer_fact (hidden, score)",
    """INSERT INTO touch_model(touch, cadence_days, minutes) VALUES
    ('high', 14, 240),
    ('low', 30, 60),
    ('tech', 60, 10),
    ('community', 90, 5)""",
    """INSERT INTO touch_rule(position, touch, revenue_from, revenue_below, level_from, level_to, complexity) VALUES
    (1, 'high', 6000000, NULL, NULL, NULL, NULL),
    (2, 'high', 2400000, NULL, NULL, NULL, 'complex'),
    (3, 'low', 1200000, NULL, NULL, NULL, NULL),
    (4, 'low', 600000, NULL, NULL, 1, NULL),
    (5, 'community', NULL, NULL, 3, NULL, NULL),
    (6, 'tech', NULL, NULL, NULL, NULL, NULL)""",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
