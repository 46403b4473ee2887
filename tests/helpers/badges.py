"""A badge with hard names, and the key it is signed with in the tests."""

import datetime as dt
from dataclasses import replace

from csops_desktop.domain.certification.badge import Badge, Evidence, Holder, ResultWords, SkillResult
from csops_desktop.exchange.badges.issuing import issued
from csops_desktop.exchange.badges.signing_key import SigningKey, key_of

KEY = key_of(bytes(range(32)))
SIGNED_AT = dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
NAMES = ("𠮷田 髙子", "👩🏽\u200d🏫 花子", "שלום \u200fمرحبا", "か\u3099/が", '"\\\u0085\u2028')

BADGE = Badge(
    id="urn:uuid:5b3f6b0e-0000-4000-8000-000000000001",
    level=1,
    name="CS検定 レベル1",
    description="個人と合意に至る",
    criteria="2回のロールプレイで必須の技能を示した。",
    framework="CS検定 技能表",
    version="2026.1",
    language="ja",
    issuer="株式会社サンプル 検定委員会",
    holder=Holder("𠮷田 花子 👩🏽‍🏫"),
    issued=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
    valid_until=dt.datetime(2028, 11, 20, tzinfo=dt.UTC),
    skills=(
        SkillResult("L1-03", "成功の定義を言葉で合わせる", shown=True),
        SkillResult("L1-05", "断る理由を先に聞く", shown=False),
    ),
    words=ResultWords("示せた", "示せず"),
    evidence=(Evidence("記録 A-0001", "sha256:0f"),),
)


def signed(badge: Badge = BADGE, key: SigningKey = KEY, **changes: object) -> bytes:
    """Return a signed badge as the bytes of its file."""
    return issued(replace(badge, **changes), key, SIGNED_AT).encode()  # type: ignore[arg-type]
