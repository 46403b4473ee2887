"""Every kind of record and its fields, declared once: the list, the form, filters, import and export all read this.

The name of a field is the name of its column in the store. Words for kinds, fields and choices are in ``wording``.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of record; the value is its name on the command line."""

    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    CONTRACTS = "contracts"
    OPPORTUNITIES = "opportunities"
    ACTIVITIES = "activities"
    NEXT_ACTIONS = "next-actions"
    PROMISES = "promises"
    REQUESTS = "requests"
    TICKETS = "tickets"
    SURVEYS = "surveys"
    CHURN_EVENTS = "churn-events"
    FILES = "files"
    HANDOFFS = "handoffs"
    METRICS = "metrics"
    READINGS = "readings"
    PRODUCTS = "products"
    MEMBERS = "members"


class FieldType(StrEnum):
    """What a field holds, and its Python type in memory."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long_text"  # str, several lines
    DATE = "date"  # datetime.date
    MONEY = "money"  # int, smallest unit of the store's currency
    INTEGER = "integer"  # int
    NUMBER = "number"  # float
    FLAG = "flag"  # bool
    CHOICE = "choice"  # str, one of the keys in ``Field.choices``
    REFERENCE = "reference"  # int, id of a record of ``Field.refers``
    TAGS = "tags"  # tuple[str, ...], names of tags
    LINKS = "links"  # tuple[int, ...], ids of records of ``Field.refers``


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    Attributes:
        choices: keys a CHOICE field can take.
        refers: the kind a REFERENCE or LINKS points to; shown, imported and exported as the records' names.
        required: a record without it is refused.
        derived: computed by the store; neither edited nor imported.
        low, high: inclusive bounds of a number.
    """

    name: str
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()
    refers: Kind | None = None
    required: bool = False
    derived: bool = False
    low: int | None = None
    high: int | None = None


NEXT_ACTION = {"next_action": "title", "next_action_on": "due_on"}
"""Computed fields of a customer that are edited all the same → the column of the earliest open action."""
PHASES = ("onboarding", "adoption", "expansion", "renewal")
TOUCHES = ("high", "low", "tech", "community")
DEFAULT_CADENCE_DAYS = 30  # of a customer without a touch model; that of the models stands in the store
CONTACT_ROLES = ("decider", "champion", "user", "blocker", "contract_owner")
FORECASTS = ("certain", "likely", "at_risk", "churn")
CONTRACT_KINDS = ("new", "renewal", "upsell", "cross_sell", "reduction")
OPPORTUNITY_KINDS = ("upsell", "cross_sell")
OPPORTUNITY_OUTCOMES = ("won", "lost")
ACTIVITY_KINDS = ("call", "meeting", "mail", "webinar", "visit", "note")
SIDES = ("us", "customer")
PROMISE_KINDS = ("commercial", "technical", "other")
REQUEST_KINDS = ("product", "market", "complaint", "praise")
REQUEST_STATES = ("open", "passed_on", "planned", "done", "declined")  # one that has none is open
BANDS = ("healthy", "watch", "risk", "withheld")
COMPLEXITIES = ("simple", "normal", "complex")
ADDING_UP = ("sum", "mean", "last")
SURVEY_KINDS = ("nps", "csat", "ces", "other")

_T = FieldType
_CUSTOMER = Field("customer_id", _T.REFERENCE, refers=Kind.CUSTOMERS, required=True)
_PRODUCT = Field("product_id", _T.REFERENCE, refers=Kind.PRODUCTS)
_OWNER = Field("owner_id", _T.REFERENCE, refers=Kind.MEMBERS)
_EXTERNAL = Field("external_id")
_NOTE = Field("note", _T.LONG_TEXT)
_CONTACT = Field("contact_id", _T.REFERENCE, refers=Kind.CONTACTS)
_COMMENT = Field("comment", _T.LONG_TEXT)

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.CUSTOMERS: (
        _EXTERNAL,
        Field("name", required=True),
        Field("reading"),
        Field("industry"),
        Field("country"),
        Field("postal_code"),
        Field("address"),
        Field("phone"),
        Field("website"),
        Field("status"),
        Field("phase", _T.CHOICE, choices=PHASES),
        Field("touch", _T.CHOICE, choices=TOUCHES),
        _OWNER,
        Field("cadence_days", _T.INTEGER, low=1, high=3650),
        Field("customer_since", _T.DATE),
        Field("churn_flag", _T.FLAG),
        Field("success_goal", _T.LONG_TEXT),
        Field("success_measure"),
        Field("success_target"),
        Field("success_by", _T.DATE),
        _NOTE,
        Field("tags", _T.TAGS),
        Field("archived_on", _T.DATE),
        Field("complexity", _T.CHOICE, choices=COMPLEXITIES),
        Field("mrr", _T.MONEY, derived=True),
        Field("contracts_open", _T.INTEGER, derived=True),
        Field("renewal_on", _T.DATE, derived=True),
        Field("notice_on", _T.DATE, derived=True),
        Field("last_contact_on", _T.DATE, derived=True),
        Field("next_action", derived=True),
        Field("next_action_on", _T.DATE, derived=True),
        Field("tickets_open", _T.INTEGER, derived=True),
        Field("disagreement", _T.FLAG, derived=True),
        Field("score", _T.INTEGER, derived=True),
        Field("band", _T.CHOICE, choices=BANDS, derived=True),
        Field("score_change", _T.INTEGER, derived=True),
        Field("score_high", _T.INTEGER, derived=True),
        Field("coverage", _T.INTEGER, derived=True),
        Field("stale_ratings", _T.INTEGER, derived=True),
        Field("maturity", derived=True),
        Field("every_days", _T.INTEGER, derived=True),
    ),
    Kind.CONTACTS: (
        _EXTERNAL,
        _CUSTOMER,
        Field("name", required=True),
        Field("reading"),
        Field("department"),
        Field("title"),
        Field("role", _T.CHOICE, choices=CONTACT_ROLES),
        Field("attitude", _T.INTEGER, low=-2, high=2),
        Field("influence", _T.INTEGER, low=1, high=3),
        Field("mail"),
        Field("phone"),
        Field("opted_out", _T.FLAG),
        Field("left_on", _T.DATE),
        _NOTE,
    ),
    Kind.CONTRACTS: (
        _EXTERNAL,
        _CUSTOMER,
        _PRODUCT,
        Field("plan"),
        Field("starts_on", _T.DATE, required=True),
        Field("term_ends_on", _T.DATE),
        Field("ended_on", _T.DATE),
        Field("mrr", _T.MONEY, required=True, low=0),
        Field("seats", _T.INTEGER, low=0),
        Field("notice_on", _T.DATE),
        Field("auto_renew", _T.FLAG),
        Field("forecast", _T.CHOICE, choices=FORECASTS),
        Field("forecast_note"),
        Field("kind", _T.CHOICE, choices=CONTRACT_KINDS),
        Field("predecessor_id", _T.REFERENCE, refers=Kind.CONTRACTS),
        Field("end_reason_said"),
        Field("end_reason_real"),
        Field("end_controllable", _T.FLAG),
        _NOTE,
    ),
    Kind.OPPORTUNITIES: (
        _EXTERNAL,
        _CUSTOMER,
        Field("name", required=True),
        Field("kind", _T.CHOICE, choices=OPPORTUNITY_KINDS),
        _PRODUCT,
        Field("amount", _T.MONEY, low=0),
        Field("stage"),
        Field("raised_on", _T.DATE),
        _OWNER,
        Field("accepted_on", _T.DATE),
        Field("closed_on", _T.DATE),
        Field("outcome", _T.CHOICE, choices=OPPORTUNITY_OUTCOMES),
        Field("reason"),
        _NOTE,
    ),
    Kind.ACTIVITIES: (
        _EXTERNAL,
        _CUSTOMER,
        Field("happened_on", _T.DATE, required=True),
        Field("kind", _T.CHOICE, choices=ACTIVITY_KINDS, required=True),
        Field("started_by", _T.CHOICE, choices=SIDES),
        Field("two_way", _T.FLAG),
        Field("subject"),
        Field("body", _T.LONG_TEXT),
        _OWNER,
        Field("contacts", _T.LINKS, refers=Kind.CONTACTS),
    ),
    Kind.NEXT_ACTIONS: (
        _CUSTOMER,
        Field("title", required=True),
        Field("due_on", _T.DATE),
        _OWNER,
        Field("done_on", _T.DATE),
    ),
    Kind.PROMISES: (
        _CUSTOMER,
        Field("text", required=True),
        Field("kind", _T.CHOICE, choices=PROMISE_KINDS),
        Field("made_by", _T.CHOICE, choices=SIDES),
        _OWNER,
        Field("due_on", _T.DATE),
        Field("kept_on", _T.DATE),
        Field("broken_on", _T.DATE),
        _NOTE,
    ),
    Kind.REQUESTS: (
        _EXTERNAL,
        Field("customers", _T.LINKS, refers=Kind.CUSTOMERS),
        Field("text", _T.LONG_TEXT, required=True),
        Field("kind", _T.CHOICE, choices=REQUEST_KINDS),
        Field("status", _T.CHOICE, choices=REQUEST_STATES),
        Field("raised_on", _T.DATE),
        Field("told_on", _T.DATE),
        _OWNER,
        _CONTACT,
        _NOTE,
    ),
    Kind.TICKETS: (
        _EXTERNAL,
        _CUSTOMER,
        Field("subject"),
        Field("status"),
        Field("priority"),
        Field("opened_on", _T.DATE),
        Field("closed_on", _T.DATE),
        Field("satisfaction"),
        Field("escalated", _T.FLAG),
        Field("first_reply_minutes", _T.INTEGER, low=0),
        _NOTE,
    ),
    Kind.SURVEYS: (
        _EXTERNAL,
        _CUSTOMER,
        _CONTACT,
        Field("survey"),
        Field("kind", _T.CHOICE, choices=SURVEY_KINDS),
        Field("score", _T.INTEGER, low=0, high=100),
        Field("answered_on", _T.DATE, required=True),
        _COMMENT,
    ),
    Kind.CHURN_EVENTS: (
        _EXTERNAL,
        _CUSTOMER,
        Field("churned_on", _T.DATE, required=True),
        Field("reason"),
        Field("refund", _T.MONEY, low=0),
        Field("reactivation", _T.FLAG),
        _COMMENT,
    ),
    Kind.FILES: (_CUSTOMER, Field("title"), Field("path", required=True)),
    Kind.HANDOFFS: (
        _CUSTOMER,
        Field("use_case", _T.LONG_TEXT),
        Field("stakeholders", _T.LONG_TEXT),
        Field("criteria", _T.LONG_TEXT),
        Field("commercial", _T.LONG_TEXT),
        Field("technical", _T.LONG_TEXT),
        Field("from_whom"),
        Field("handed_on", _T.DATE),
        _NOTE,
    ),
    Kind.METRICS: (
        _EXTERNAL,
        Field("name", required=True),
        Field("unit"),
        Field("adds_up", _T.CHOICE, choices=ADDING_UP),
    ),
    Kind.READINGS: (
        _CUSTOMER,
        _PRODUCT,
        Field("metric_id", _T.REFERENCE, refers=Kind.METRICS, required=True),
        Field("on_day", _T.DATE, required=True),
        Field("value", _T.NUMBER, required=True),
    ),
    Kind.PRODUCTS: (_EXTERNAL, Field("name", required=True), Field("short_name"), _NOTE),
    Kind.MEMBERS: (
        _EXTERNAL,
        Field("name", required=True),
        Field("reading"),
        Field("mail"),
        Field("role"),
        Field("left_on", _T.DATE),
        Field("minutes", _T.INTEGER, low=0, high=60_000),
    ),
}

ASKED = tuple(Field(name, _T.FLAG, derived=True) for name in ("no_champion", "one_person", "divided"))
"""What a filter can ask of customers besides their fields, worked out for that alone: ``domain.contact_flags``."""

IMPORTABLE = (
    Kind.CUSTOMERS,
    Kind.CONTACTS,
    Kind.CONTRACTS,
    Kind.OPPORTUNITIES,
    Kind.ACTIVITIES,
    Kind.TICKETS,
    Kind.SURVEYS,
    Kind.CHURN_EVENTS,
    Kind.REQUESTS,
    Kind.READINGS,
    Kind.PRODUCTS,
    Kind.MEMBERS,
)


def field_of(kind: Kind, name: str) -> Field:
    """Return one field.

    Raises:
        KeyError: there is no such field.
    """
    known = (*FIELDS[kind], *ASKED) if kind is Kind.CUSTOMERS else FIELDS[kind]
    return next(iter(f for f in known if f.name == name), None) or _missing(kind, name)


def _missing(kind: Kind, name: str) -> Field:
    raise KeyError(f"{kind}.{name}")


def stored(kind: Kind) -> tuple[Field, ...]:
    """Return the fields a user can give a value: everything but the derived ones."""
    return tuple(f for f in FIELDS[kind] if not f.derived)
