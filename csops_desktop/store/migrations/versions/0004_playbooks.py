"""Playbooks, their versions and runs, closing days.

Revision ID: 0004
"""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """CREATE TABLE closing_day (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (day, kind)
)
 STRICT
    """,
    """CREATE TABLE playbook (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    position INTEGER NOT NULL,
    archived_on TEXT,
    UNIQUE ("key")
)
 STRICT
    """,
    """CREATE TABLE playbook_version (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    playbook_id INTEGER NOT NULL,
    number INTEGER,
    definition TEXT NOT NULL,
    published_on TEXT,
    owner_id INTEGER,
    note TEXT,
    UNIQUE (playbook_id, number),
    FOREIGN KEY(playbook_id) REFERENCES playbook (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_playbook_version_owner_id ON playbook_version (owner_id)",
    """CREATE TABLE dismissal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    playbook_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    dismissed_on TEXT NOT NULL,
    owner_id INTEGER,
    UNIQUE (customer_id, playbook_id, reason),
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(playbook_id) REFERENCES playbook (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_dismissal_owner_id ON dismissal (owner_id)",
    "CREATE INDEX ix_dismissal_playbook_id ON dismissal (playbook_id)",
    """CREATE TABLE playbook_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    product_id INTEGER,
    contract_id INTEGER,
    owner_id INTEGER,
    reason TEXT,
    started_on TEXT NOT NULL,
    phase_on TEXT,
    contract_on TEXT,
    renewal_on TEXT,
    notice_on TEXT,
    closed_on TEXT,
    outcome TEXT,
    note TEXT,
    FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    FOREIGN KEY(version_id) REFERENCES playbook_version (id) ON DELETE CASCADE,
    FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE SET NULL,
    FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE SET NULL,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_playbook_run_contract_id ON playbook_run (contract_id)",
    "CREATE INDEX ix_playbook_run_customer_id ON playbook_run (customer_id)",
    "CREATE INDEX ix_playbook_run_owner_id ON playbook_run (owner_id)",
    "CREATE INDEX ix_playbook_run_product_id ON playbook_run (product_id)",
    "CREATE INDEX ix_playbook_run_version_id ON playbook_run (version_id)",
    "CREATE INDEX run_open ON playbook_run (closed_on, customer_id)",
    """CREATE TABLE run_step (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    position INTEGER NOT NULL,
    milestone INTEGER NOT NULL,
    title TEXT,
    required INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    moved INTEGER,
    owner_id INTEGER,
    proof TEXT,
    proof_on TEXT,
    rating INTEGER,
    reason TEXT,
    note TEXT,
    closed_on TEXT,
    closed_by INTEGER,
    UNIQUE (run_id, "key"),
    FOREIGN KEY(run_id) REFERENCES playbook_run (id) ON DELETE CASCADE,
    FOREIGN KEY(owner_id) REFERENCES member (id) ON DELETE SET NULL,
    FOREIGN KEY(closed_by) REFERENCES member (id) ON DELETE SET NULL
)
 STRICT
    """,
    "CREATE INDEX ix_run_step_closed_by ON run_step (closed_by)",
    "CREATE INDEX ix_run_step_owner_id ON run_step (owner_id)",
    "CREATE INDEX step_due ON run_step (state, due_on)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
