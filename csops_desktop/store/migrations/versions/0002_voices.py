"""What customers ask and answer, files, handoffs, whom one talked to, and what is no duplicate.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """CREATE TABLE churn_event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    churned_on TEXT NOT NULL,
    reason TEXT,
    refund INTEGER,
    reactivation INTEGER,
    comment TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_churn_event_customer_id ON churn_event (customer_id)",
    """CREATE TABLE distinct_pair (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    low_id INTEGER NOT NULL,
    high_id INTEGER NOT NULL,
    UNIQUE (low_id, high_id),
    FOREIGN KEY(low_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(high_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_distinct_pair_high_id ON distinct_pair (high_id)",
    """CREATE TABLE file_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    title TEXT,
    path TEXT NOT NULL,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_file_link_customer_id ON file_link (customer_id)",
    """CREATE TABLE handoff (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    use_case TEXT,
    stakeholders TEXT,
    criteria TEXT,
    commercial TEXT,
    technical TEXT,
    from_whom TEXT,
    handed_on TEXT,
    note TEXT,
    UNIQUE (customer_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    """CREATE TABLE ticket (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    subject TEXT,
    status TEXT,
    priority TEXT,
    opened_on TEXT,
    closed_on TEXT,
    satisfaction TEXT,
    escalated INTEGER,
    first_reply_minutes INTEGER,
    note TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_ticket_customer_id ON ticket (customer_id)",
    """CREATE TABLE activity_contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    UNIQUE (activity_id, contact_id),
    FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_activity_contact_contact_id ON activity_contact (contact_id)",
    """CREATE TABLE request (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    text TEXT NOT NULL,
    kind TEXT,
    status TEXT,
    raised_on TEXT,
    told_on TEXT,
    owner_id INTEGER,
    contact_id INTEGER,
    note TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_request_contact_id ON request (contact_id)",
    "CREATE INDEX ix_request_owner_id ON request (owner_id)",
    """CREATE TABLE survey_answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    external_id TEXT,
    customer_id INTEGER NOT NULL,
    contact_id INTEGER,
    survey TEXT,
    kind TEXT,
    score INTEGER,
    answered_on TEXT NOT NULL,
    comment TEXT,
    UNIQUE (external_id),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_survey_answer_contact_id ON survey_answer (contact_id)",
    "CREATE INDEX ix_survey_answer_customer_id ON survey_answer (customer_id)",
    """CREATE TABLE request_customer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    UNIQUE (request_id, customer_id),
    FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
)
 STRICT
    """,
    "CREATE INDEX ix_request_customer_customer_id ON request_customer (customer_id)",
    "ALTER TABLE promise ADD COLUMN kind TEXT",
    "ALTER TABLE customer_fact ADD COLUMN tickets_open INTEGER DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
