"""The headings over what customers ask, report, answer and say when they leave, as data, per kind and field."""

from csops_desktop.domain.fields import Kind
from csops_desktop.exchange.headings import CONTRACT_ID, CUSTOMER_ID, CUSTOMER_NAME, NOTE, OWNER

_CUSTOMER = f"{CUSTOMER_ID} {CUSTOMER_NAME} {CONTRACT_ID}"
_ANY_ID = "externalid 外部id 管理番号 レコード番号 recordid id code コード"
_WHO = """
    氏名 名前 お名前 担当者 担当者名 ご担当者 ご担当者名 関係者 関係者名 contactperson contactname contact fullname name
    メール メールアドレス email emailaddress mail
"""

VOICE_SYNONYMS: dict[Kind, dict[str, str]] = {
    Kind.TICKETS: {
        "external_id": f"""
            ticketid ticketnumber チケットid チケット番号 問い合わせ番号 問合せ番号 お問い合わせ番号 問い合わせid
            問合せid 受付番号 ケース番号 casenumber caseid caseno {_ANY_ID}
        """,
        "customer_id": f"organizationid organization 組織 {_CUSTOMER}",
        "subject": """
            件名 題名 タイトル 表題 問い合わせ内容 問合せ内容 お問い合わせ内容 問い合わせ件名 内容 概要 subject
            title summary
        """,
        "status": "ステータス 状態 状況 対応状況 対応状態 対応ステータス status state ticketstatus",
        "priority": "優先度 重要度 緊急度 優先順位 priority severity urgency",
        "opened_on": """
            受付日 受付日時 受信日 受信日時 問い合わせ日 問合せ日 お問い合わせ日 問い合わせ日時 起票日 起票日時
            発生日 発生日時 作成日 作成日時 登録日 登録日時 openedon createdat created createddate createdate
            submittedat submitted openedat opendate dateopened 日付 date
        """,
        "closed_on": """
            完了日 完了日時 解決日 解決日時 対応完了日 対応完了日時 クローズ日 クローズ日時 終了日 closedon solvedat
            solvedon resolvedat resolvedon resolveddate closedat closeddate closedate dateclosed
        """,
        "satisfaction": """
            満足度 満足度評価 顧客満足度 評価 satisfaction satisfactionscore satisfactionrating csat csatscore
            rating
        """,
        "escalated": """
            エスカレーション エスカレーション有無 エスカレ 上位対応 escalated escalationflag escalation isescalated
        """,
        "first_reply_minutes": """
            初回応答分 初回応答時間分 初回返信時間分 初回返信分 一次回答時間分 firstreplytimeinminutes
            firstresponsetimeminutes firstresponsetimeinminutes firstresponseminutes firstreplyminutes
        """,
        "note": f"{NOTE} 説明 詳細 description",
    },
    Kind.SURVEYS: {
        "external_id": f"回答id 回答番号 responseid answerid surveyresponseid {_ANY_ID}",
        "customer_id": _CUSTOMER,
        "contact_id": f"回答者 回答者名 回答者メールアドレス respondent respondentname respondentemail {_WHO}",
        "survey": "アンケート アンケート名 調査 調査名 調査票 survey surveyname surveytitle campaign campaignname",
        "kind": "種別 種類 区分 アンケート種別 アンケート種類 指標 surveytype metric type kind",
        "score": """
            点数 スコア 得点 評点 評価 推奨度 npsスコア nps csatスコア csat cesスコア ces 満足度 おすすめ度 score
            rating npsscore csatscore cesscore answer value
        """,
        "answered_on": """
            回答日 回答日時 回答時刻 回答した日 送信日時 送信日 タイムスタンプ answeredon answeredat answerdate
            responsedate respondedat respondedon submittedat submitted completedat timestamp 日付 日時 date
            createdat createddate
        """,
        "comment": f"""
            コメント 自由回答 自由記述 自由記入 ご意見 ご意見ご要望 ご意見ご感想 ご感想 理由 評価の理由
            フィードバック comment comments feedback feedbacktext verbatim freetext reason {NOTE}
        """,
    },
    Kind.CHURN_EVENTS: {
        "external_id": f"churneventid churnid eventid 解約id 解約番号 解約受付番号 {_ANY_ID}",
        "customer_id": _CUSTOMER,
        "churned_on": """
            解約日 解約年月日 退会日 利用停止日 停止日 解約受付日 churndate churnedat churnedon leftonchurn
            cancellationdate canceldate canceledat cancelledat canceledon cancelledon 日付 date
        """,
        "reason": """
            解約理由 解約事由 退会理由 理由 reasoncode reason churnreason cancellationreason cancelreason
            reasonofleaving
        """,
        "refund": "返金額 返金 返金金額 払戻額 払い戻し額 refund refundamount refunds refundamountusd refundamountjpy",
        "reactivation": """
            再契約後の解約 再契約 再開後 復帰後 reactivation isreactivation reactivated hadleftbefore
        """,
        "comment": f"""
            コメント ご意見 自由記述 フィードバック feedbacktext feedback comment comments 詳細 {NOTE}
        """,
    },
    Kind.REQUESTS: {
        "external_id": f"要望id 要望番号 requestid feedbackid ideaid リクエスト番号 {_ANY_ID}",
        "customers": f"顧客一覧 customers 要望元 {_CUSTOMER}",
        "text": """
            要望 要望内容 ご要望 ご要望内容 要望事項 リクエスト リクエスト内容 フィードバック フィードバック内容 声
            内容 本文 request requesttext feedback feedbacktext idea text description 詳細 件名 タイトル title
            subject
        """,
        "kind": "種別 種類 区分 分類 要望種別 要望区分 カテゴリ カテゴリー kind type category requesttype feedbacktype",
        "status": "ステータス 状態 状況 対応状況 対応 検討状況 status state",
        "raised_on": """
            受付日 受付日時 要望日 要望受付日 発生日 起票日 登録日 登録日時 作成日 作成日時 raisedon receivedon
            requestdate createdat createddate createdate 日付 date
        """,
        "told_on": "伝えた日 伝達日 共有日 連携日 開発への連携日 toldon passedonon",
        "owner_id": f"{OWNER} 担当者 担当者名 受付者 記入者",
        "contact_id": f"要望者 要望者名 発言者 先方担当者 先方担当 requester requestedby {_WHO}",
        "note": NOTE,
    },
}  # fmt: skip
