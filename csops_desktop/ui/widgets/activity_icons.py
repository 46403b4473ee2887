"""The icon of each kind of activity."""

ACTIVITY_ICONS = {
    "call": "phone",
    "meeting": "users-three",
    "mail": "envelope-simple",
    "webinar": "presentation-chart",
    "visit": "buildings",
    "note": "note",
}
