"""The words of contacts: how they stand to us, how much they can do, and what is wrong with how we are connected."""

from collections.abc import Sequence

from csops_desktop.domain.contact_flags import DIVIDED_DAYS, ONE_PERSON_DAYS, Flag
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording.fields import field_name
from csops_desktop.wording.values import MINUS


def attitude(value: int) -> str:
    """Return how a contact stands to us, −2 to +2."""
    words = {
        2: pgettext("attitude", "For us"),
        1: pgettext("attitude", "Well-disposed"),
        0: pgettext("attitude", "Neutral"),
        -1: pgettext("attitude", "Reserved"),
        -2: pgettext("attitude", "Against us"),
    }
    return words.get(value, signed(value))


def signed(value: int) -> str:
    """Return an attitude as a number with its sign: +2, 0, −1."""
    return f"+{value}" if value > 0 else f"{MINUS}{-value}" if value < 0 else "0"


def influence(value: int) -> str:
    """Return how much a contact can do, 1 to 3."""
    words = {
        3: pgettext("influence", "Great influence"),
        2: pgettext("influence", "Some influence"),
        1: pgettext("influence", "Little influence"),
    }
    return words.get(value, str(value))


def flag(found: Flag) -> str:
    """Return a weak point of the relationship in a few words."""
    return field_name(Kind.CUSTOMERS, found.value)


def why(found: Flag) -> str:
    """Return the rule by which a flag was raised."""
    match found:
        case Flag.NO_CHAMPION:
            return _("None of the contacts who are there is a champion.")
        case Flag.ONE_PERSON:
            text = _("In the last {n} days only one person was talked to, as far as it was noted with whom.")
            return text.format(n=ONE_PERSON_DAYS)
        case Flag.DIVIDED:
            text = _(
                "In the last {n} days either those who decide or those who use it were talked to, but not both, "
                "as far as it was noted with whom."
            )
            return text.format(n=DIVIDED_DAYS)


def flags(found: Sequence[Flag]) -> str:
    """Return all flags in one line."""
    return " ・ ".join(flag(one) for one in found)
