"""Names of kinds, fields and choices as the user reads them: in lists, forms, filters, import and export."""

from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.level_filter import LEVEL, NOT_ASSESSED
from csops_desktop.domain.maturity import LEVELS
from csops_desktop.foundation.i18n import N_, _, ngettext

_KINDS: dict[Kind, str] = {
    Kind.CUSTOMERS: N_("Customers"),
    Kind.CONTACTS: N_("Contacts"),
    Kind.CONTRACTS: N_("Contracts"),
    Kind.OPPORTUNITIES: N_("Opportunities"),
    Kind.ACTIVITIES: N_("Activities"),
    Kind.NEXT_ACTIONS: N_("Next actions"),
    Kind.PROMISES: N_("Promises"),
    Kind.REQUESTS: N_("Requests"),
    Kind.TICKETS: N_("Tickets"),
    Kind.SURVEYS: N_("Survey answers"),
    Kind.CHURN_EVENTS: N_("Churn records"),
    Kind.FILES: N_("Files"),
    Kind.HANDOFFS: N_("Handoffs from sales"),
    Kind.METRICS: N_("Metrics"),
    Kind.READINGS: N_("Readings"),
    Kind.PRODUCTS: N_("Products"),
    Kind.MEMBERS: N_("Members"),
}

_FIELDS: dict[str, str] = {
    "accepted_on": N_("Accepted by sales"),
    "adds_up": N_("Adds up as"),
    "address": N_("Address"),
    "amount": N_("Amount"),
    "answered_on": N_("Answered on"),
    "archived_on": N_("Archived on"),
    "asking": N_("Asking"),
    "band": N_("Health band"),
    "attitude": N_("Attitude"),
    "auto_renew": N_("Automatic renewal"),
    "body": N_("What happened"),
    "broken_on": N_("Broken on"),
    "cadence_days": N_("Cadence (days)"),
    "churn_flag": N_("Churn flag"),
    "churned_on": N_("Left on (churn)"),
    "closed_on": N_("Closed on"),
    "comment": N_("Comment"),
    "commercial": N_("Commercial promises"),
    "complexity": N_("Complexity"),
    "contact_id": N_("Contact person"),
    "contacts": N_("With whom"),
    "contracts_open": N_("Contracts in force"),
    "country": N_("Country"),
    "coverage": N_("Coverage"),
    "criteria": N_("Success criteria"),
    "customer_id": N_("Customer"),
    "customer_since": N_("Customer since"),
    "customers": N_("Customers"),
    "department": N_("Department"),
    "divided": N_("Signers and users apart"),
    "disagreement": N_("Disagreement about leaving"),
    "done_on": N_("Done on"),
    "due_on": N_("Due"),
    "end": N_("End date"),
    "end_controllable": N_("Avoidable"),
    "end_reason_real": N_("Real reason"),
    "end_reason_said": N_("Reason given"),
    "ended_on": N_("Ended on"),
    "escalated": N_("Escalated"),
    "every_days": N_("Contact every (days)"),
    "external_id": N_("Code"),
    "feature": N_("Part of the metric's name (feature)"),
    "first_name": N_("First name"),
    "first_reply_minutes": N_("First reply (minutes)"),
    "forecast": N_("Forecast"),
    "forecast_note": N_("Forecast note"),
    "from_whom": N_("From whom"),
    "handed_on": N_("Handed over on"),
    "happened_on": N_("Date"),
    "industry": N_("Industry"),
    "influence": N_("Influence"),
    "kept_on": N_("Kept on"),
    "kind": N_("Kind"),
    "last_contact_on": N_("Last contact"),
    "last_name": N_("Last name"),
    "left_on": N_("Left on"),
    "made_by": N_("Promised by"),
    "mail": N_("Mail"),
    "maturity": N_("Maturity"),
    "metric_id": N_("Metric"),
    "minutes": N_("Minutes a month"),
    "mrr": N_("MRR"),
    "name": N_("Name"),
    "next_action": N_("Next action"),
    "next_action_on": N_("Next action due"),
    "note": N_("Note"),
    "no_champion": N_("No champion"),
    "notice_on": N_("Notice deadline"),
    "opened_on": N_("Opened on"),
    "on_day": N_("Day"),
    "one_person": N_("Depends on one person"),
    "opted_out": N_("Opted out of mail"),
    "outcome": N_("Outcome"),
    "owner_id": N_("Owner"),
    "path": N_("File or address"),
    "per_column": N_("Value of the metric that the heading names"),
    "per_month": N_("Value of the month that the heading names"),
    "phase": N_("Phase"),
    "phone": N_("Phone"),
    "plan": N_("Plan"),
    "postal_code": N_("Postal code"),
    "predecessor_id": N_("Contract before"),
    "priority": N_("Priority"),
    "product_id": N_("Product"),
    "raised_on": N_("Raised on"),
    "reactivation": N_("Had left before"),
    "reading": N_("Reading (kana)"),
    "reason": N_("Reason"),
    "refund": N_("Refund"),
    "renewal_on": N_("Renewal"),
    "role": N_("Role"),
    "satisfaction": N_("Satisfaction"),
    "score": N_("Score"),
    "score_change": N_("Change in 30 days"),
    "score_high": N_("Health range"),
    "seats": N_("Seats"),
    "short_name": N_("Short name"),
    "stage": N_("Stage"),
    "stakeholders": N_("Stakeholders"),
    "started_by": N_("Started by"),
    "stale_ratings": N_("Ratings due"),
    "starts_on": N_("Starts on"),
    "status": N_("Status"),
    "subject": N_("Subject"),
    "success_by": N_("Success due"),
    "success_goal": N_("Success goal"),
    "success_measure": N_("Success measure"),
    "success_target": N_("Success target"),
    "survey": N_("Survey"),
    "tags": N_("Tags"),
    "technical": N_("Technical promises"),
    "term_ends_on": N_("Term ends on"),
    "text": N_("Wording"),
    "tickets_open": N_("Open tickets"),
    "title": N_("Title"),
    "told_on": N_("Told on"),
    "touch": N_("Touch"),
    "two_way": N_("Two-way"),
    "unit": N_("Unit"),
    "use_case": N_("Use case"),
    "value": N_("Value"),
    "website": N_("Website"),
}

_OWN: dict[tuple[Kind, str], str] = {
    (Kind.CUSTOMERS, "name"): N_("Customer name"),
    (Kind.CUSTOMERS, "score"): N_("Health"),
    (Kind.CUSTOMERS, "external_id"): N_("Customer code"),
    (Kind.CONTACTS, "name"): N_("Contact name"),
    (Kind.CONTACTS, "title"): N_("Job title"),
    (Kind.CONTRACTS, "external_id"): N_("Contract code"),
    (Kind.OPPORTUNITIES, "name"): N_("Opportunity name"),
    (Kind.PRODUCTS, "name"): N_("Product name"),
    (Kind.MEMBERS, "name"): N_("Member name"),
    (Kind.NEXT_ACTIONS, "title"): N_("Next action"),
    (Kind.NEXT_ACTIONS, "due_on"): N_("Next action due"),
    (Kind.ACTIVITIES, "owner_id"): N_("Person"),
    (Kind.PROMISES, "text"): N_("Promise"),
    (Kind.PROMISES, "broken_on"): N_("Not kept, said on"),
    (Kind.REQUESTS, "text"): N_("Request"),
    (Kind.REQUESTS, "raised_on"): N_("Received on"),
    (Kind.REQUESTS, "mrr"): N_("Their MRR"),
    (Kind.TICKETS, "external_id"): N_("Ticket number"),
    (Kind.TICKETS, "closed_on"): N_("Solved on"),
    (Kind.CHURN_EVENTS, "reason"): N_("Reason of leaving"),
}

_CHOICES: dict[tuple[str, str], str] = {
    (LEVEL, NOT_ASSESSED): N_("Not assessed yet"),
    (LEVEL, "0"): N_("Not at level 1 yet"),
    **{(LEVEL, str(level)): f"Lv{level}" for level in LEVELS},
    ("phase", "onboarding"): N_("Onboarding"),
    ("phase", "adoption"): N_("Adoption"),
    ("phase", "expansion"): N_("Expansion"),
    ("phase", "renewal"): N_("Renewal phase"),
    ("touch", "high"): N_("High touch"),
    ("touch", "low"): N_("Low touch"),
    ("touch", "tech"): N_("Tech touch"),
    ("touch", "community"): N_("Community touch"),
    ("role", "decider"): N_("Decider"),
    ("role", "champion"): N_("Champion"),
    ("role", "user"): N_("User"),
    ("role", "blocker"): N_("Blocker"),
    ("role", "contract_owner"): N_("Contract owner"),
    ("forecast", "certain"): N_("Certain"),
    ("forecast", "likely"): N_("Likely"),
    ("forecast", "at_risk"): N_("At risk"),
    ("forecast", "churn"): N_("Will churn"),
    ("kind", "new"): N_("New contract"),
    ("kind", "renewal"): N_("Renewed contract"),
    ("kind", "upsell"): N_("Upsell"),
    ("kind", "cross_sell"): N_("Cross-sell"),
    ("kind", "reduction"): N_("Reduction"),
    ("kind", "call"): N_("Call"),
    ("kind", "meeting"): N_("Meeting"),
    ("kind", "mail"): N_("Mail"),
    ("kind", "webinar"): N_("Webinar"),
    ("kind", "visit"): N_("Visit"),
    ("kind", "note"): N_("Note"),
    ("kind", "commercial"): N_("Commercial"),
    ("kind", "technical"): N_("Technical"),
    ("kind", "other"): N_("Other"),
    ("kind", "product"): N_("Product request"),
    ("kind", "market"): N_("Market information"),
    ("kind", "complaint"): N_("Complaint"),
    ("kind", "praise"): N_("Praise"),
    ("kind", "nps"): N_("NPS"),
    ("kind", "csat"): N_("CSAT"),
    ("kind", "ces"): N_("CES"),
    ("status", "open"): N_("To be handled"),
    ("status", "passed_on"): N_("Passed on"),
    ("status", "planned"): N_("Planned"),
    ("status", "done"): N_("Fulfilled"),
    ("status", "declined"): N_("Declined"),
    ("complexity", "simple"): N_("Simple"),
    ("complexity", "normal"): N_("Normal"),
    ("complexity", "complex"): N_("Complex"),
    ("adds_up", "sum"): N_("Sum"),
    ("adds_up", "mean"): N_("Mean"),
    ("adds_up", "last"): N_("Last value"),
    ("outcome", "won"): N_("Won"),
    ("outcome", "lost"): N_("Lost"),
    ("side", "us"): N_("Us"),
    ("side", "customer"): N_("The customer"),
}

_SHORT: dict[str, str] = {
    "high": N_("High"),
    "low": N_("Low"),
    "tech": N_("Tech"),
    "community": N_("Community"),
}

_TYPES: dict[FieldType, str] = {
    FieldType.TEXT: N_("Text"),
    FieldType.LONG_TEXT: N_("Long text"),
    FieldType.DATE: N_("Date"),
    FieldType.MONEY: N_("Money"),
    FieldType.INTEGER: N_("Number"),
    FieldType.NUMBER: N_("Number with decimals"),
    FieldType.FLAG: N_("Yes or no"),
    FieldType.CHOICE: N_("Choice"),
    FieldType.REFERENCE: N_("Reference"),
    FieldType.TAGS: N_("Tags"),
    FieldType.LINKS: N_("References"),
}


def kind_name(kind: Kind) -> str:
    """Return the name of a kind of record, in the plural where the language has one."""
    return _(_KINDS[kind])


def counted(kind: Kind, n: int) -> str:  # noqa: C901, PLR0912 (one case per kind reads as the table it is)
    """Return a number of records of a kind: "3 customers", 「3社」."""
    match kind:
        case Kind.CUSTOMERS:
            text = ngettext("{n} customer", "{n} customers", n)
        case Kind.CONTACTS:
            text = ngettext("{n} contact", "{n} contacts", n)
        case Kind.CONTRACTS:
            text = ngettext("{n} contract", "{n} contracts", n)
        case Kind.OPPORTUNITIES:
            text = ngettext("{n} opportunity", "{n} opportunities", n)
        case Kind.ACTIVITIES:
            text = ngettext("{n} activity", "{n} activities", n)
        case Kind.NEXT_ACTIONS:
            text = ngettext("{n} next action", "{n} next actions", n)
        case Kind.PROMISES:
            text = ngettext("{n} promise", "{n} promises", n)
        case Kind.REQUESTS:
            text = ngettext("{n} request", "{n} requests", n)
        case Kind.TICKETS:
            text = ngettext("{n} ticket", "{n} tickets", n)
        case Kind.SURVEYS:
            text = ngettext("{n} survey answer", "{n} survey answers", n)
        case Kind.CHURN_EVENTS:
            text = ngettext("{n} churn record", "{n} churn records", n)
        case Kind.FILES:
            text = ngettext("{n} file", "{n} files", n)
        case Kind.HANDOFFS:
            text = ngettext("{n} handoff", "{n} handoffs", n)
        case Kind.METRICS:
            text = ngettext("{n} metric", "{n} metrics", n)
        case Kind.READINGS:
            text = ngettext("{n} reading", "{n} readings", n)
        case Kind.PRODUCTS:
            text = ngettext("{n} product", "{n} products", n)
        case Kind.MEMBERS:
            text = ngettext("{n} member", "{n} members", n)
    return text.format(n=f"{n:,}")


def field_name(kind: Kind, name: str) -> str:
    """Return the name of a field; an unknown name is returned as it is."""
    text = _OWN.get((kind, name)) or _FIELDS.get(name)
    return _(text) if text else name


def choice_name(field: Field | str, key: str) -> str:
    """Return the word for a choice of a field; an unknown key is returned as it is."""
    name = field if isinstance(field, str) else field.name
    if name == "band":
        return _band(key)
    if name in {"started_by", "made_by"}:
        name = "side"
    if name.startswith(LEVEL):
        name = LEVEL
    text = _CHOICES.get((name, key))
    return _(text) if text else key


def _band(key: str) -> str:
    from csops_desktop.domain.scoring.definition import Band  # noqa: PLC0415 (not before the first paint)
    from csops_desktop.wording import scoring  # noqa: PLC0415 (likewise)

    return scoring.band(Band(key)) if key in set(Band) else key


def short_choice_name(field: Field | str, key: str) -> str:
    """Return the word for a choice in a narrow column: "High" for "High touch"."""
    name = field if isinstance(field, str) else field.name
    if name == "touch" and key in _SHORT:
        return _(_SHORT[key])
    return choice_name(name, key)


def type_name(type_: FieldType) -> str:
    """Return what a field type is called when the user adds a field."""
    return _(_TYPES[type_])
