"""Which table holds which kind of record."""

from csops_desktop.domain.fields import Kind

TABLES = {
    Kind.CUSTOMERS: "customer",
    Kind.CONTACTS: "contact",
    Kind.CONTRACTS: "contract",
    Kind.OPPORTUNITIES: "opportunity",
    Kind.ACTIVITIES: "activity",
    Kind.NEXT_ACTIONS: "next_action",
    Kind.PROMISES: "promise",
    Kind.REQUESTS: "request",
    Kind.TICKETS: "ticket",
    Kind.SURVEYS: "survey_answer",
    Kind.CHURN_EVENTS: "churn_event",
    Kind.FILES: "file_link",
    Kind.HANDOFFS: "handoff",
    Kind.METRICS: "metric",
    Kind.READINGS: "reading",
    Kind.PRODUCTS: "product",
    Kind.MEMBERS: "member",
}
