"""The first schema.

Revision ID: 0001
"""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    set_id INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    pk INTEGER NOT NULL,
    op TEXT NOT NULL,
    old TEXT,
    new TEXT
)
 STRICT
    """,
    "CREATE INDEX change_by_row ON change (tbl, pk)",
    "CREATE INDEX change_by_set ON change (set_id)",
    """CREATE TABLE change_set (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    member TEXT,
    kind TEXT NOT NULL,
    sentence TEXT NOT NULL,
    data TEXT NOT NULL,
    reverts INTEGER,
    undone_by INTEGER
)
 STRICT
    """,
    """CREATE TABLE custom_field (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (kind, name)
)
 STRICT
    """,
    """CREATE TABLE customer_fact (
    customer_id INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    match_key TEXT NOT NULL,
    mrr INTEGER NOT NULL,
    contracts_open INTEGER NOT NULL,
    renewal_on TEXT,
    notice_on TEXT,
    last_contact_on TEXT,
    next_action TEXT,
    next_action_on TEXT,
    PRIMARY KEY (customer_id)
)
 STRICT
    """,
    "CREATE INDEX fact_action ON customer_fact (hidden, next_action_on)",
    "CREATE INDEX fact_contact ON customer_fact (hidden, last_contact_on)",
    "CREATE INDEX fact_match ON customer_fact (match_key)",
    "CREATE INDEX fact_mrr ON customer_fact (hidden, mrr)",
    "CREATE INDEX fact_name ON customer_fact (hidden, sort_key)",
    "CREATE INDEX fact_renewal ON customer_fact (hidden, renewal_on)",
    """CREATE TABLE import_mapping (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    headings TEXT NOT NULL,
    mapping TEXT NOT NULL,
    UNIQUE (kind, headings)
)
 STRICT
    """,
    """CREATE TABLE member (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    name TEXT NOT NULL,
    reading TEXT,
    mail TEXT,
    role TEXT,
    left_on TEXT,
    UNIQUE (external_id)
)
 STRICT
    """,
    """CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
)
 STRICT
    """,
    """CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    name TEXT NOT NULL,
    short_name TEXT,
    note TEXT,
    UNIQUE (external_id),
    UNIQUE (name)
)
 STRICT
    """,
    """CREATE TABLE saved_view (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    "query" TEXT NOT NULL,
    columns TEXT NOT NULL,
    pinned INTEGER NOT NULL,
    icon TEXT NOT NULL,
    position INTEGER NOT NULL
)
 STRICT
    """,
    """CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)
 STRICT
    """,
    """CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    UNIQUE (name)
)
 STRICT
    """,
    """CREATE TABLE view_count (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    view_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    UNIQUE (view_id, day)
)
 STRICT
    """,
    """CREATE TABLE custom_value (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (field_id, record_id),
    FOREIGN KEY(field_id) REFERENCES custom_field (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX custom_value_by_record ON custom_value (record_id)",
    """CREATE TABLE customer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    name TEXT NOT NULL,
    reading TEXT,
    industry TEXT,
    country TEXT,
    postal_code TEXT,
    address TEXT,
    phone TEXT,
    website TEXT,
    status TEXT,
    phase TEXT,
    touch TEXT,
    owner_id INTEGER,
    cadence_days INTEGER,
    customer_since TEXT,
    churn_flag INTEGER,
    success_goal TEXT,
    success_measure TEXT,
    success_target TEXT,
    success_by TEXT,
    note TEXT,
    archived_on TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_customer_owner_id ON customer (owner_id)",
    """CREATE TABLE activity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    event_id INTEGER,
    happened_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_by TEXT,
    two_way INTEGER,
    subject TEXT,
    body TEXT,
    owner_id INTEGER,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX activity_by_customer ON activity (customer_id, happened_on)",
    "CREATE INDEX activity_customer_of_id ON activity (id, customer_id)",
    "CREATE INDEX ix_activity_owner_id ON activity (owner_id)",
    """CREATE TABLE adoption (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    UNIQUE (customer_id, product_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_adoption_product_id ON adoption (product_id)",
    """CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    reading TEXT,
    department TEXT,
    title TEXT,
    role TEXT,
    attitude INTEGER,
    influence INTEGER,
    mail TEXT,
    phone TEXT,
    opted_out INTEGER,
    left_on TEXT,
    note TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_contact_customer_id ON contact (customer_id)",
    """CREATE TABLE contract (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    product_id INTEGER,
    "plan" TEXT,
    starts_on TEXT NOT NULL,
    term_ends_on TEXT,
    ended_on TEXT,
    mrr INTEGER NOT NULL,
    seats INTEGER,
    notice_on TEXT,
    auto_renew INTEGER,
    forecast TEXT,
    forecast_note TEXT,
    kind TEXT,
    predecessor_id INTEGER,
    end_reason_said TEXT,
    end_reason_real TEXT,
    end_controllable INTEGER,
    note TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
    FOREIGN KEY(predecessor_id) REFERENCES contract (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_contract_customer_id ON contract (customer_id)",
    "CREATE INDEX ix_contract_predecessor_id ON contract (predecessor_id)",
    "CREATE INDEX ix_contract_product_id ON contract (product_id)",
    """CREATE TABLE customer_tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    UNIQUE (customer_id, tag_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_customer_tag_tag_id ON customer_tag (tag_id)",
    """CREATE TABLE next_action (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    due_on TEXT,
    owner_id INTEGER,
    done_on TEXT,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_next_action_customer_id ON next_action (customer_id)",
    "CREATE INDEX ix_next_action_owner_id ON next_action (owner_id)",
    """CREATE TABLE opportunity (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    product_id INTEGER,
    amount INTEGER,
    stage TEXT,
    raised_on TEXT,
    owner_id INTEGER,
    accepted_on TEXT,
    closed_on TEXT,
    outcome TEXT,
    reason TEXT,
    note TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_opportunity_customer_id ON opportunity (customer_id)",
    "CREATE INDEX ix_opportunity_owner_id ON opportunity (owner_id)",
    "CREATE INDEX ix_opportunity_product_id ON opportunity (product_id)",
    """CREATE TABLE promise (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    made_by TEXT,
    owner_id INTEGER,
    due_on TEXT,
    kept_on TEXT,
    broken_on TEXT,
    note TEXT,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_promise_customer_id ON promise (customer_id)",
    "CREATE INDEX ix_promise_owner_id ON promise (owner_id)",
    """CREATE TABLE snooze (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    until_on TEXT NOT NULL,
    UNIQUE (customer_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    """CREATE VIRTUAL TABLE search_customer USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')
    """,
    """CREATE VIRTUAL TABLE search_activity USING fts5(doc, content='', contentless_delete=1, tokenize='ascii')
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
