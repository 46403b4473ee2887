"""Dates, money and numbers in the user's language, without loading Babel before the first paint."""

import datetime as dt

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _, current, ngettext
from csops_desktop.wording.fields import choice_name

MINUS = "\N{MINUS SIGN}"
DASH = "—"
_SHORT = 10  # below it one more digit is told
_PLAIN = 10**15  # above it a number has more digits than it means
_WHOLE = 0.0995  # from here on a percentage has no decimal
_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SYMBOLS = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "KRW": "₩", "AUD": "A$", "CAD": "CA$"}
_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "XPF", "PYG", "UGX", "RWF"})
_THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def currency_digits(currency: str) -> int:
    """Return how many digits the smallest unit of a currency has (JPY 0, USD 2)."""
    if currency in _NO_MINOR_UNIT:
        return 0
    return 3 if currency in _THREE_DIGITS else 2


def number(value: int) -> str:
    """Return a whole number with separators and a real minus sign."""
    return f"{value:,}".replace("-", MINUS)


def signed(value: int) -> str:
    """Return a change with its sign: "+3", "−24"."""
    return f"+{value:,}" if value > 0 else number(value)


def real(value: float) -> str:
    """Return a number that may have a part, with separators: 1,234.5, and 12 for 12.0."""
    text = f"{value:,.15g}" if abs(value) < _PLAIN else f"{value:.6g}"
    return text.replace("-", MINUS)


def money(amount: int, currency: str = "JPY") -> str:
    """Return an amount given in the smallest unit: "¥1,234,000", "$2,786.00"."""
    digits = currency_digits(currency)
    whole, part = divmod(abs(amount), 10**digits)
    text = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return f"{MINUS if amount < 0 else ''}{symbol}{text}"


def money_short(amount: int, currency: str = "JPY") -> str:
    """Return an amount for charts, where room is short: ¥25万, ¥1.2億, in English ¥250K, ¥1.2M."""
    whole = amount / 10 ** currency_digits(currency)
    units = ((10**8, "億"), (10**4, "万")) if current() == "ja" else ((10**9, "B"), (10**6, "M"), (10**3, "K"))
    for unit, letter in units:
        if abs(whole) >= unit:
            n = whole / unit
            text = f"{n:.1f}".removesuffix(".0") if abs(n) < _SHORT else f"{n:,.0f}"
            symbol = _SYMBOLS.get(currency, f"{currency} ")
            return f"{MINUS if n < 0 else ''}{symbol}{text.lstrip('-')}{letter}"
    return money(amount, currency)


def money_plain(amount: int, currency: str = "JPY") -> str:
    """Return an amount as one types it, without symbol: "1234000", "2786.00"."""
    digits = currency_digits(currency)
    whole, part = divmod(abs(amount), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}" + (f".{part:0{digits}d}" if digits else "")


def date(day: dt.date) -> str:
    """Return a date as tables show it: 2027/03/02, in English 2027-03-02."""
    mark = "/" if current() == "ja" else "-"
    return f"{day.year:04d}{mark}{day.month:02d}{mark}{day.day:02d}"


def weekday(day: dt.date) -> str:
    """Return the short name of the day of the week."""
    return _WEEKDAYS_JA[day.weekday()] if current() == "ja" else _WEEKDAYS_EN[day.weekday()]


def date_with_weekday(day: dt.date) -> str:
    """Return a date in full: 2026/11/21(土), in English 21 Nov 2026 (Sat)."""
    if current() == "ja":
        return f"{date(day)}({weekday(day)})"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year} ({weekday(day)})"


def date_short(day: dt.date, today: dt.date) -> str:
    """Return a date of this year without its year: 11/21(土); of another year in full."""
    if day.year != today.year:
        return date(day)
    if current() == "ja":
        return f"{day.month}/{day.day}({weekday(day)})"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} ({weekday(day)})"


def time(moment: dt.datetime) -> str:
    """Return the local time of a moment: 9:14."""
    local = moment.astimezone()
    return f"{local.hour}:{local.minute:02d}"


def moment(stamp: str) -> str:
    """Return a stored moment (ISO 8601, UTC) as local date and time."""
    local = dt.datetime.fromisoformat(stamp).astimezone()
    return f"{date(local.date())} {time(local)}"


def days_left(days: int) -> str:
    """Return the distance to a day: 98日, 今日, 2日超過."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{n} day over", "{n} days over", -days).format(n=f"{-days:,}")
    return ngettext("{n} day", "{n} days", days).format(n=f"{days:,}")


def relative_day(day: dt.date, today: dt.date) -> str:
    """Return a day as one speaks of it: today, tomorrow, days over, else the short date."""
    distance = (day - today).days
    if distance == 1:
        return _("tomorrow")
    return days_left(distance) if distance <= 0 else date_short(day, today)


def flag(value: bool) -> str:  # noqa: FBT001 (the value itself)
    """Return yes or no."""
    return _("Yes") if value else _("No")


def value(field: Field | FieldType, given: Value, *, currency: str = "JPY", name: str = "") -> str:  # noqa: PLR0911 (one return per type)
    """Return the plain text of a value: for cells, copying and accessibility; empty for an empty value.

    Args:
        field: what holds the value.
        given: a value as it crosses boundaries.
        currency: the store's currency.
        name: for a reference or links, the name of the records it points to.
    """
    type_ = field.type if isinstance(field, Field) else field
    if given is None or given in ("", ()):
        return ""
    if type_ in (FieldType.REFERENCE, FieldType.LINKS):
        return name or str(given)
    if isinstance(given, tuple):
        return ", ".join(str(part) for part in given)
    if isinstance(given, bool):
        return flag(given)
    if isinstance(given, dt.date):
        return date(given)
    if type_ is FieldType.MONEY and isinstance(given, int):
        return money(given, currency)
    if type_ is FieldType.INTEGER and isinstance(given, int):
        return number(given)
    if type_ is FieldType.NUMBER and isinstance(given, int | float):
        return real(given)
    if type_ is FieldType.CHOICE and isinstance(field, Field):
        return choice_name(field, str(given))
    return str(given)


def edit_text(field: Field | FieldType, given: Value, *, currency: str = "JPY", name: str = "") -> str:
    """Return a value as the user would type it: what an editor starts with."""
    type_ = field.type if isinstance(field, Field) else field
    if type_ is FieldType.MONEY and isinstance(given, int):
        return money_plain(given, currency)
    if type_ is FieldType.INTEGER and isinstance(given, int):
        return str(given)
    if type_ is FieldType.NUMBER and isinstance(given, int | float):
        return f"{given:.15g}"
    return value(field, given, currency=currency, name=name)


def percent(share: float) -> str:
    """Return a share of 0 to 1 as whole percent, below ten percent with one decimal: 83%, 4.2%."""
    digits = 0 if share == 0 or share >= _WHOLE else 1
    return f"{share * 100:.{digits}f}%"
