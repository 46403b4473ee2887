"""The headings over usage readings, as data; and which further columns hold numbers of a metric or a month."""

from collections.abc import Sequence

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Table, Target
from csops_desktop.domain.readings import PER_COLUMN, PER_MONTH, month_of
from csops_desktop.exchange.column_checks import fits
from csops_desktop.exchange.headings import CONTRACT_ID, CUSTOMER_ID, CUSTOMER_NAME, PRODUCT

READING_SYNONYMS: dict[Kind, dict[str, str]] = {
    Kind.READINGS: {
        "customer_id": f"{CUSTOMER_ID} {CUSTOMER_NAME} {CONTRACT_ID}",
        "product_id": PRODUCT,
        "metric_id": """
            指標 指標名 計測項目 測定項目 項目 項目名 メトリクス メトリック metric metricname metricid measure
            indicator kpi eventname event
        """,
        "on_day": """
            日 日付 計測日 測定日 利用日 使用日 対象日 集計日 記録日 年月日 年月 月 対象月 利用月 集計月 対象年月
            利用年月 onday day date usagedate readingdate eventdate metricdate recordedon measuredon month yearmonth
            period
        """,
        "value": "値 数値 計測値 測定値 実績値 数量 value reading quantity metricvalue",
    },
}
_MONTHS = 2  # headings that name months, from which on a table is one with a column per month


def has_months(table: Table) -> bool:
    """Tell whether several headings of a table name months."""
    return sum(month_of(heading) is not None for heading in table.headings) >= _MONTHS


def spread(table: Table, targets: Sequence[Target | None], spare: Sequence[bool]) -> list[Target | None]:
    """Return where the columns of usage readings go, with those that hold numbers of a month or a metric of their own.

    Args:
        table: as read.
        targets: what the headings say.
        spare: columns that nobody misses.
    """
    fields = {target.field for target in targets if target is not None}
    found = list(targets)
    for at, heading in enumerate(table.headings):
        target, column = targets[at], table.columns[at]
        number = target is None and not spare[at] and heading and any(cell != "" for cell in column)
        if number and month_of(heading) is not None:
            found[at] = Target(Kind.READINGS, PER_MONTH)
        elif "metric_id" not in fields and not has_months(table):
            wide = Target(Kind.READINGS, PER_COLUMN)
            if (number or (target is not None and target.field == "value")) and fits(wide, column):
                found[at] = wide
    single = [at for at, target in enumerate(found) if target is not None and target.field == PER_COLUMN]
    if len(single) == 1 and targets[single[0]] is not None:
        found[single[0]] = targets[single[0]]
    return found
