"""The words that sheets use for our choices and for yes and no, as data."""

import re
import unicodedata

from csops_desktop.domain import fields

_NOISE = re.compile(r"[\s_\-・/().:,]+")


def fold(word: str) -> str:
    """Return the form in which two spellings of one word are equal: NFKC, case, spaces and punctuation dropped."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", word).casefold())


_WORDS: dict[tuple[str, ...], dict[str, str]] = {
    fields.PHASES: {
        "onboarding": "オンボーディング 導入 導入期 導入中 導入支援 立上げ 立ち上げ 立ち上げ期 "
        "初期 初期導入 implementation onboard setup",
        "adoption": "定着 定着期 活用 活用期 活用中 利用 利用促進 利用中 アダプション adopt adopting",
        "expansion": "拡大 拡大期 拡張 アップセル エクスパンション expand growth upsell",
        "renewal": "更新 更新期 契約更新 継続 リニューアル renew renewing renewalphase",
    },
    fields.TOUCHES: {
        "high": "ハイタッチ ハイ hightouch hitouch 個別",
        "low": "ロータッチ ロー lowtouch midtouch ミッドタッチ",
        "tech": "テックタッチ テック デジタル techtouch digital digitaltouch notouch",
        "community": "コミュニティ コミュニティタッチ communitytouch",
    },
    fields.COMPLEXITIES: {
        "simple": "単純 簡単 低 low easy",
        "normal": "普通 標準 通常 中 medium standard",
        "complex": "複雑 難しい 高 high hard",
    },
    fields.CONTACT_ROLES: {
        "decider": "決裁 決裁者 決済者 意思決定者 決定者 decisionmaker economicbuyer budgetholder executivesponsor",
        "champion": "推進 推進者 推進担当 推進役 チャンピオン advocate influencer",
        "user": "利用 利用者 ユーザー ユーザ 利用部門 現場 現場担当 enduser",
        "blocker": "反対 反対者 抵抗 抵抗勢力 ブロッカー detractor opponent",
        "contract_owner": "契約 契約者 契約担当 契約担当者 契約窓口 契約責任者 contractowner "
        "billingcontact procurement",
    },
    fields.FORECASTS: {
        "certain": "確実 確定 継続 継続確定 更新確実 commit committed",
        "likely": "見込 見込み 有望 継続見込 更新見込 継続見込み 更新見込み bestcase probable",
        "at_risk": "危険 リスク 要注意 懸念 不確実 risk",
        "churn": "解約 解約見込 解約見込み 解約予定 チャーン 離脱 churned lost willchurn",
    },
    fields.CONTRACT_KINDS: {
        "new": "新規 新規契約 新規受注 初回 newbusiness newcustomer newcontract",
        "renewal": "更新 契約更新 更新契約 継続 renew existingcustomerrenewal renewedcontract",
        "upsell": "アップセル 増額 拡大 増席 追加 upgrade existingcustomerupgrade expansion",
        "cross_sell": "クロスセル 別製品 crosssell addon",
        "reduction": "減額 減席 縮小 ダウンセル ダウングレード "
        "downsell downgrade contraction existingcustomerdowngrade",
    },
    fields.OPPORTUNITY_KINDS: {
        "upsell": "アップセル 増額 増席 拡大 追加 upgrade expansion existingcustomerupgrade",
        "cross_sell": "クロスセル 別製品 crosssell addon",
    },
    fields.OPPORTUNITY_OUTCOMES: {
        "won": "受注 成約 成功 獲得 勝ち 契約 closedwon win",
        "lost": "失注 不成立 失敗 負け 見送り closedlost loss",
    },
    fields.ACTIVITY_KINDS: {
        "call": "電話 架電 入電 通話 電話会議 コール 通話メモ phone phonecall tel",
        "meeting": "打ち合わせ 打合せ 打合わせ 会議 面談 商談 ミーティング 定例 定例会 "
        "web会議 オンライン会議 zoom 応対 event",
        "mail": "メール email eメール 電子メール",
        "webinar": "ウェビナー セミナー 勉強会 説明会 seminar event",
        "visit": "訪問 来訪 来社 往訪 onsite",
        "note": "メモ 記録 ノート 覚え書き 覚書 その他 応対メモ memo task",
    },
    fields.PROMISE_KINDS: {
        "commercial": "商務 商務の約束 商業 価格 契約",
        "technical": "技術 技術の約束 機能 開発",
        "other": "その他",
    },
    fields.REQUEST_KINDS: {
        "product": "製品要望 製品 機能要望 機能追加 要望 改善要望 改善 productrequest feature featurerequest feedback",
        "market": "市場情報 市場 競合情報 競合 marketinformation marketinfo competitor",
        "complaint": "不満 苦情 クレーム 不具合 不具合報告 complaint issue bug",
        "praise": "称賛 お褒め 感謝 お礼 賞賛 compliment thanks",
    },
    fields.REQUEST_STATES: {
        "open": "未対応 未着手 未 新規 受付 受付済み 検討前 検討中 tobehandled new todo",
        "passed_on": "伝達済み 伝達済 共有済み 共有済 連携済み 連携済 開発へ連携 確認中 passedon forwarded inreview",
        "planned": "対応予定 予定 計画中 開発中 対応中 採用 inprogress planned accepted",
        "done": "対応済み 対応済 完了 リリース済み リリース済 実現 解決 fulfilled released shipped closed completed",
        "declined": "見送り 却下 対応しない 不採用 保留 rejected wontdo wontfix",
    },
    fields.SURVEY_KINDS: {
        "nps": "nps 推奨度 ネットプロモータースコア netpromoterscore",
        "csat": "csat 満足度 顧客満足度 customersatisfaction",
        "ces": "ces 努力 手間 顧客努力指標 customereffortscore",
        "other": "その他",
    },
    fields.SIDES: {
        "us": "当社 自社 弊社 こちら 我々 our vendor outbound 発信 out",
        "customer": "顧客 お客様 先方 相手 client thecustomer inbound 受信 in",
    },
}  # fmt: skip

_YES = (
    "true yes y t on 1 はい 有 有り あり ある ○ ◯ 〇 ● ◎ ✓ ✔ ☑ レ 済 済み 済み する した 可 該当 対象 有効 同意 希望 "
    "自動 自動更新 真 解約 解約済 解約済み churned"
)
_NO = (
    "false no n f off 0 いいえ 無 無し なし ない × ✕ ✗ ✖ ╳ ☐ 未 未済 しない していない 否 不可 非該当 対象外 無効 "
    "不同意 不要 手動 手動更新 偽 継続 継続中 契約中 利用中 active"
)

_FLAGS = {fold(word): True for word in _YES.split()} | {fold(word): False for word in _NO.split()}
_CHOICES = {
    choices: {fold(word): key for key, words in by_key.items() for word in (key, *words.split())}
    for choices, by_key in _WORDS.items()
}


def flag(word: str) -> bool | None:
    """Return what a word for yes or no means, None when it is neither."""
    return _FLAGS.get(fold(word))


def choice(choices: tuple[str, ...], word: str) -> str | None:
    """Return the key of a choice that a word means, None when it is none of them."""
    folded = fold(word)
    known = _CHOICES.get(choices) or {fold(key): key for key in choices}
    return known.get(folded)


def flag_words() -> frozenset[str]:
    """Return all folded words for yes and no, to recognise a column of flags."""
    return frozenset(_FLAGS)
