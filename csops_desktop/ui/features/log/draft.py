"""What stands in the log bar and is not saved yet, so that nothing typed is lost between two openings."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

_MOST_CUSTOMERS = 5_000  # kept beyond the end of the program
DEFAULT_KIND = "call"


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of the bar.

    Attributes:
        customers: one, or many at once.
        name: of the one customer.
        theirs: the customer started it.
        happened_on: None for today.
        contacts: with whom of the one customer, as far as the user said so.
        chosen_on: the due day chosen by button; a day in the words of the next action is not kept apart.
    """

    kind: str = DEFAULT_KIND
    customers: tuple[int, ...] = ()
    name: str = ""
    text: str = ""
    body: str = ""
    theirs: bool = False
    two_way: bool = True
    happened_on: dt.date | None = None
    next_action: str = ""
    chosen_on: dt.date | None = None
    contacts: tuple[int, ...] = ()

    def is_blank(self) -> bool:
        """Tell whether nothing was typed that could be lost."""
        return not (self.text.strip() or self.body.strip() or self.next_action.strip())


def to_text(draft: Draft) -> str:
    """Return a draft as it is kept, empty for one with nothing in it."""
    if draft.is_blank():
        return ""
    data = asdict(draft)
    data["customers"] = list(draft.customers) if len(draft.customers) <= _MOST_CUSTOMERS else []
    return json.dumps(data, ensure_ascii=False, default=dt.date.isoformat)


def from_text(text: str) -> Draft | None:
    """Return the draft that was kept, None for none or for one that cannot be read."""
    try:
        data = json.loads(text) if text else None
        if not isinstance(data, dict):
            return None
        for name in ("happened_on", "chosen_on"):
            data[name] = dt.date.fromisoformat(data[name]) if data.get(name) else None
        data["customers"] = tuple(int(number) for number in data["customers"])
        data["contacts"] = tuple(int(number) for number in data.get("contacts", ()))
        return Draft(**data)
    except (ValueError, TypeError, KeyError):
        return None
