"""Guesses what kind of record the rows of a table are."""

from csops_desktop.domain.choice_words import fold
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Table
from csops_desktop.exchange.heading_lookup import heading_forms, words
from csops_desktop.exchange.reading_headings import has_months

_TELLING = {
    Kind.CONTRACTS: "subscriptionid contractid 契約id 契約番号 契約no 契約コード contractnumber contractcode",
    Kind.OPPORTUNITIES: """
        opportunityid dealid dealname dealstage opportunityname stagename 商談id 商談名 案件id 案件名 商談フェーズ
        案件番号 isclosed iswon closedate 受注予定日 見込金額
    """,
    Kind.ACTIVITIES: """
        activityid activitydate activitytype 活動id 活動日 対応日 対応日時 活動種別 対応内容 活動内容 議事録
        happenedon whathappened
    """,
    Kind.CONTACTS: """
        contactid firstname lastname 姓 名 取引先責任者名 contactname jobtitle contactowner hasoptedoutofemail 氏名 役職
        buyingrole 部署名 contactkind
    """,
    Kind.TICKETS: """
        ticketid ticketnumber チケットid チケット番号 問い合わせ番号 問合せ番号 お問い合わせ番号 問い合わせ内容
        お問い合わせ内容 casenumber firstreplytimeinminutes firstresponsetimeminutes escalationflag requesterid
        solvedat tickettype resolutiontimehours 初回応答時間分 対応完了日時
    """,
    Kind.SURVEYS: """
        アンケート アンケート名 回答日 回答日時 回答者 推奨度 自由回答 自由記述 nps npsスコア npsscore csat
        csatscore surveyname responseid responsedate respondentemail respondent answeredon
    """,
    Kind.CHURN_EVENTS: """
        churneventid churnedon leftonchurn refundamount refundamountusd isreactivation 返金額 退会理由
    """,
    Kind.REQUESTS: """
        要望 要望内容 ご要望 要望id 要望番号 要望種別 要望元 requestid requesttext featurerequest 伝えた日 toldon
    """,
    Kind.READINGS: """
        usageid usagedate usagecount usagedurationsecs metric metricname metricvalue readingdate 利用日 利用年月 利用月
        計測日 測定日 計測値 測定値 計測項目 測定項目 指標名 指標 ログイン数 ログイン回数 利用回数 利用者数
        アクティブユーザー数 activeusers logins loginscount onday
    """,
    Kind.PRODUCTS: "productid productcode 製品id 製品コード 商品コード 商品id sku 品番 shortname 略称",
    Kind.MEMBERS: "employeeid memberid memberuserid 社員番号 社員id 従業員番号 membername メンバー名 社員名",
    Kind.CUSTOMERS: """
        customername accountname companyname 顧客名 会社名 取引先名 企業名 法人名 得意先名
        industry 業種 companydomainname customersince signupdate
        signup churnflag 顧客id 顧客コード customercode タッチ
    """,
}
_FOLDED = {kind: frozenset(map(fold, telling.split())) for kind, telling in _TELLING.items()}
_OWN = 2.0  # what a telling heading counts beside one that the kind merely knows
_CUSTOMER_NAMES = frozenset({"name"})
_CONTRACT_NEEDS = frozenset({"mrr", "starts_on"})
_IN_COMPANY = (Kind.SURVEYS, Kind.CHURN_EVENTS, Kind.REQUESTS)
_COMPANY = 2
_ENOUGH = 4
_REPEATS = 0.8  # fewer different names than this share of the rows: several rows speak of one customer


def guess_kind(table: Table) -> Kind | None:
    """Return what the rows of a table probably are; None when nothing or too much speaks for it."""
    forms = [_known_form(heading) for heading in table.headings]
    scores = {
        kind: sum(_OWN for form in forms if form in telling) + sum(0.5 for form in forms if form in words(kind))
        for kind, telling in _FOLDED.items()
    }
    own = {kind: sum(form in telling for form in forms) for kind, telling in _FOLDED.items()}
    if not any(words(Kind.CONTRACTS).get(form, ("", 0))[0] in _CONTRACT_NEEDS for form in forms):
        own[Kind.CONTRACTS] = 0
    if not any(own.values()):
        return _only_one_that_knows_all(forms)
    # Headings that a customer sheet may hold as well count only in company, or where little else speaks of customers.
    most = max(own[kind] for kind in _IN_COMPANY)
    voices = own[Kind.TICKETS] or most >= (_COMPANY if own[Kind.CUSTOMERS] > 1 else 1)
    if own[Kind.CUSTOMERS] and has_months(table):
        return Kind.READINGS
    other = own[Kind.OPPORTUNITIES] or own[Kind.ACTIVITIES] or voices
    if own[Kind.CUSTOMERS] and not other and _names_customers_once(table, forms):
        return Kind.CUSTOMERS
    best, second, *_ = sorted(scores, key=lambda kind: (own[kind] > 0, scores[kind]), reverse=True)
    return best if own[best] and (scores[best] > scores[second] or not own[second]) else None


def _only_one_that_knows_all(forms: list[str]) -> Kind | None:
    knowing = [kind for kind in _FOLDED if all(form in words(kind) for form in forms)]
    return knowing[0] if len(knowing) == 1 and len(forms) >= _ENOUGH else None


def _known_form(heading: str) -> str:
    """Return the form of a heading that means something, the shortest when none does."""
    forms = heading_forms(heading)
    return next((form for form in forms if any(form in words(kind) for kind in _FOLDED)), forms[-1])


def _names_customers_once(table: Table, forms: list[str]) -> bool:
    """Tell whether a column of customer names has hardly any name twice: one row is one customer."""
    customer = words(Kind.CUSTOMERS)
    telling = _FOLDED[Kind.CUSTOMERS]
    for form, column in zip(forms, table.columns, strict=True):
        if customer.get(form, ("", 0))[0] in _CUSTOMER_NAMES and form in telling:
            names = [cell for cell in column if cell != ""]
            return bool(names) and len(set(names)) >= _REPEATS * len(names)
    return False
