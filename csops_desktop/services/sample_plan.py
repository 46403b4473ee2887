"""What is planned on the operation maps of the sample store, besides what the ready products bring."""

from csops_desktop.domain.maturity import PlannedAction
from csops_desktop.store import operation_map
from csops_desktop.store.connection import Connection

_PLANS = (
    PlannedAction(1, "high", "キックオフ", "meeting", "契約時", 240),
    PlannedAction(1, "high", "導入支援 30/60/90", "playbook", "3か月", 300),
    PlannedAction(1, "low", "導入セミナー", "webinar", "月2回", 240),
    PlannedAction(1, "low", "初期設定の相談会", "meeting", "月1回", 120),
    PlannedAction(1, "tech", "はじめの10日メール", "mail", "契約時", 30),
    PlannedAction(2, "high", "部門展開の伴走", "playbook", "四半期1回", 360),
    PlannedAction(2, "high", "四半期レビュー", "meeting", "四半期1回", 180),
    PlannedAction(2, "low", "操作研修", "webinar", "月1回", 120),
    PlannedAction(2, "tech", "休眠の呼びかけ", "mail", "月1回", 20),
    PlannedAction(2, "community", "同業の集い", "meeting", "年4回", 90),
    PlannedAction(3, "high", "取引先の電子化計画", "playbook", "半年1回", 240),
    PlannedAction(3, "low", "取引先案内の勉強会", "webinar", "隔月", 90),
    PlannedAction(3, "low", "更新90日前の振り返り", "playbook", "年1回", 120),
    PlannedAction(3, "tech", "自己診断シート", "content", "半年1回", 15),
    PlannedAction(4, "high", "事例化の相談", "meeting", "年1回", 60),
    PlannedAction(4, "low", "活用発表会", "webinar", "年2回", 60),
)
"""In the first product; some places of the map are left without an action, as in life."""


def fill(connection: Connection) -> None:
    """Plan them."""
    product = connection.run("SELECT min(product_id) FROM product_level").scalar()
    if product is not None:
        for plan in _PLANS:
            operation_map.insert(connection, int(product), plan)
