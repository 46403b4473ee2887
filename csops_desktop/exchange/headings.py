"""The headings that vendors and people write over their columns, as data, per kind and field."""

from csops_desktop.domain.fields import Kind

CUSTOMER_ID = """
    顧客id 顧客番号 顧客コード 顧客no 取引先id 取引先コード 取引先番号 会社id 会社コード 企業id 企業コード 企業番号
    アカウントid 得意先コード 得意先id 得意先番号 お客様番号 お客様id お客様コード 契約者番号 customerid customercode
    customerno customernumber accountid accountcode accountno accountnumber companyid companycode organizationid
    organisationid orgid clientid clientcode tenantid テナントid ワークスペースid workspaceid requesterexternalid
    associatedcompanyid primaryassociatedcompanyid associatedcompanyids primaryassociatedcompanyids
"""
CUSTOMER_NAME = """
    顧客名 顧客名称 顧客 会社名 会社名称 会社 企業名 企業 法人名 取引先名 取引先名称 取引先 得意先名 得意先 お客様名
    お客様 客先名 客先 社名 貴社名 御社名 組織名 団体名 学校名 施設名 店舗名 屋号 契約先 契約先名 契約者名 契約者
    アカウント名 アカウント customername customer accountname account companyname company organization
    organizationname organisation organisationname clientname client tenantname 関連会社 associatedcompany
    primaryassociatedcompany
"""
CONTRACT_ID = "subscriptionid contractid 契約id 契約番号 契約no 契約コード contractnumber contractno contractcode"
OWNER = """
    担当 主担当 主担当者 担当csm csm cs担当 cs担当者 担当cs 営業担当 営業担当者 自社担当 自社担当者 弊社担当
    弊社担当者 当社担当 当社担当者 担当営業 担当メンバー 所有者 社内担当 社内担当者 アカウント担当 accountowner
    companyowner owner ownername contactowner customerowner dealowner opportunityowner csmname customersuccessmanager
    accountmanager assignedto assignee ownerid 商談所有者 取引先所有者
"""
NOTE = "備考 備考欄 メモ 特記事項 摘要 コメント 注記 ノート note notes remark remarks comment comments memo"
_READING = """
    フリガナ ふりがな カナ かな 読み よみ 読み仮名 よみがな 読みがな ヨミ kana reading phonetic phoneticname furigana
"""
PRODUCT = """
    製品 製品名 商品 商品名 サービス サービス名 プロダクト 利用サービス 契約製品 product productname service
    servicename
"""
_MAIL = """
    メール メールアドレス eメール email emailaddress mail mailaddress 担当者メールアドレス 担当者メール 担当者email
    contactemail 連絡先メールアドレス 電子メール
"""

SYNONYMS: dict[Kind, dict[str, str]] = {
    Kind.CUSTOMERS: {
        "external_id": f"{CUSTOMER_ID} externalid 外部id 管理番号 管理no 管理id レコード番号 recordid id コード code",
        "name": f"{CUSTOMER_NAME} name 名称 名前",
        "reading": f"""
            {_READING} 会社名カナ 会社名フリガナ 会社名ふりがな 顧客名カナ 顧客名フリガナ 顧客名ふりがな 取引先名カナ
            企業名カナ 法人名カナ 法人名フリガナ 企業名フリガナ 社名カナ 社名フリガナ 取引先名フリガナ
            accountnamephonetic companykana
        """,
        "industry": "業種 業界 業態 業種名 industry industryname vertical sector",
        "country": "国 国名 国地域 country countryregion countrycode billingcountry",
        "postal_code": "郵便番号 〒 郵便 zip zipcode postalcode postcode billingpostalcode billingzippostalcode",
        "address": """
            住所 所在地 本社所在地 住所1 本社住所 会社住所 address streetaddress billingaddress billingstreet street
        """,
        "phone": "電話番号 電話 代表電話 代表電話番号 会社電話番号 tel telephone phone phonenumber mainphone",
        "website": """
            url ホームページ hp ウェブサイト ウェブサイトurl webサイト web website websiteurl homepage
            companydomainname domain companydomain ドメイン requesterdomain
        """,
        "status": """
            状態 ステータス 状況 契約状況 契約状態 利用状況 取引状況 取引状態 顧客ステータス 顧客状態 status
            customerstatus accountstatus lifecyclestage
        """,
        "phase": "フェーズ 顧客フェーズ csフェーズ ステージ phase customerphase customerstage stage",
        "touch": "タッチ タッチモデル タッチ区分 タッチタイプ 支援モデル touch touchmodel touchlevel",
        "owner_id": OWNER,
        "cadence_days": """
            接触頻度 連絡間隔 フォロー間隔 接触間隔 連絡頻度 フォロー頻度 cadence cadencedays contactfrequency
            contactevery 接触間隔日 連絡間隔日 接触の間隔 接触間隔日数
        """,
        "customer_since": """
            取引開始日 顧客開始日 取引開始 登録日 導入日 導入開始日 利用開始日 利用開始 入会日 signupdate signedupat
            signup customersince onboardedat customersincedate
        """,
        "complexity": "複雑さ 複雑度 難易度 complexity",
        "churn_flag": "解約フラグ 解約済 解約済み 解約有無 churnflag churned ischurned churn",
        "success_goal": """
            成功の定義 導入目的 ゴール 目標 目的 導入の目的 successgoal goal 成功の目標 成功目標 成功の定義目標
        """,
        "success_measure": "成功指標 成果指標 測り方 successmeasure successmetric 成功の測り方 成功の指標",
        "success_target": "目標値 successtarget targetvalue 成功の目標値",
        "success_by": "達成期限 目標期限 達成予定日 successby successdue 成功期限 成功の期日 成功の期限",
        "note": f"{NOTE} 説明 description",
        "tags": "タグ ラベル tags tag labels label",
        "archived_on": "アーカイブ日 archivedon archivedat",
    },
    Kind.CONTACTS: {
        "external_id": """
            contactid 関係者id 担当者id コンタクトid 連絡先id 取引先責任者id externalid recordid id レコード番号 code
            コード
        """,
        "customer_id": f"{CUSTOMER_ID} {CUSTOMER_NAME} {CONTRACT_ID}",
        "name": """
            氏名 名前 お名前 担当者名 担当者 担当者氏名 ご担当者 ご担当者名 ご担当者様 先方担当者 先方担当 顧客担当者
            お客様担当者 窓口 窓口担当者 窓口担当 関係者 関係者名 コンタクト名 コンタクト 連絡先名 取引先責任者
            取引先責任者名 contactname contact primarycontact fullname name 責任者名
        """,
        "last_name": "姓 苗字 名字 lastname surname familyname",
        "first_name": "名 firstname givenname forename",
        "reading": f"""
            {_READING} 氏名カナ 氏名フリガナ 氏名ふりがな 担当者カナ 担当者フリガナ 担当者名カナ 担当者名フリガナ
        """,
        "department": "部署 部署名 所属 所属部署 部門 部門名 担当部署 department departmentname division",
        "title": "役職 役職名 肩書 肩書き 職位 jobtitle title position",
        "role": "役割 関係者区分 立場 決裁区分 role buyingrole contactrole",
        "attitude": "態度 温度感 支持度 attitude",
        "influence": "影響度 影響力 influence",
        "mail": _MAIL,
        "phone": """
            電話番号 電話 携帯 携帯電話 携帯番号 直通 直通電話 担当者電話 担当者電話番号 tel phone phonenumber mobile
            mobilephone mobilephonenumber contactphone
        """,
        "opted_out": """
            配信停止 オプトアウト メール配信停止 配信拒否 optout optedout hasoptedoutofemail emailoptout unsubscribed
            optedoutofmail メール配信の停止 配信の停止
        """,
        "left_on": "退職日 離任日 異動日 lefton",
        "note": NOTE,
    },
    Kind.CONTRACTS: {
        "external_id": """
            subscriptionid contractid 契約id 契約番号 契約no 契約コード contractnumber contractno 注文番号 orderid
            externalid 受注番号 id contractcode code コード
        """,
        "customer_id": f"{CUSTOMER_ID} {CUSTOMER_NAME}",
        "product_id": PRODUCT,
        "plan": "プラン プラン名 契約プラン 料金プラン ご利用プラン 利用プラン plan planname plantier tier pricingplan",
        "starts_on": """
            契約開始日 開始日 契約日 契約開始 開始 課金開始日 サービス開始日 利用開始日 契約始期 契約締結日 当初契約日
            startdate start contractstartdate contractstart subscriptionstart subscriptionstartdate startson startedat
            effectivedate activationdate contractdate 契約期間開始 契約期間開始日 契約期間自 契約期間始期
        """,
        "term_ends_on": """
            満了日 契約満了日 契約終了日 契約満了 終了予定日 契約終了予定日 契約期限 有効期限 契約終期 契約期間終了日
            termend termenddate termendson contractenddate expirationdate expirydate expiry expireson expiresat
            contractexpiration currentperiodend 契約期間終了 契約期間至 契約期間満了 契約期間終期 契約期間満了日
        """,
        "renewal_on": """
            更新日 契約更新日 次回更新日 更新予定日 次回更新 次回契約更新日 更新期日 renewaldate nextrenewaldate
            nextrenewal renewal renewalon renewson contractrenewaldate
        """,
        "ended_on": """
            解約日 endedon endedat ended churndate churnedat churnedon 解約日 退会日 停止日 解約年月日 利用停止日
            churndate churnedat churnedon cancellationdate canceldate canceledat cancelledat canceledon cancelledon
            endedon endedat ended terminationdate terminatedon
        """,
        "end": "終了日 利用終了日 終了 契約終了 enddate end subscriptionenddate subscriptionend contractend",
        "mrr": """
            月額 月額料金 月額費用 月額金額 月額利用料 月額利用料金 月額単価 月額売上 月額税抜 月次金額 月次売上
            月次料金 mrr mrramount mrrjpy currentmrr monthlyrecurringrevenue monthlyfee monthlyamount monthlyprice
            monthlyrevenue
        """,
        "seats": """
            席数 シート数 ライセンス数 id数 契約id数 契約数 ユーザー数 ユーザ数 利用者数 利用人数 契約席数
            アカウント数 seats seatcount numberofseats licenses licensecount quantity 数量
        """,
        "notice_on": "解約通知期限 通知期限 解約申出期限 解約予告期限 noticedate noticedeadline noticeon",
        "auto_renew": "自動更新 自動更新有無 autorenew autorenewflag autorenewal isautorenew automaticrenewal",
        "forecast": """
            更新見込 更新見込み 継続見込 継続見込み 見込 見込み ヨミ 更新予測 forecast renewalforecast 更新の見込み
            更新の見込
        """,
        "forecast_note": "見込メモ 見込みメモ forecastnote 見込みのメモ 更新見込みのメモ",
        "kind": "契約区分 契約種別 契約種類 契約タイプ 契約形態 contracttype contractkind kind 種類 種別 区分",
        "predecessor_id": "前の契約 前契約 更新元契約 contractbefore predecessor",
        "end_reason_said": "解約理由 解約事由 churnreason cancellationreason cancelreason reasongiven 伝えられた理由",
        "end_reason_real": "解約真因 真の解約理由 realreason 本当の理由",
        "end_controllable": "防げたか 防止可否 controllable avoidable 防げた解約",
        "note": NOTE,
    },
    Kind.OPPORTUNITIES: {
        "external_id": """
            opportunityid dealid 商談id 案件id 案件番号 商談番号 externalid recordid id レコード番号 code コード
        """,
        "customer_id": f"{CUSTOMER_ID} {CUSTOMER_NAME} {CONTRACT_ID}",
        "name": "商談名 案件名 案件 商談 件名 opportunityname opportunity dealname deal name 名称",
        "kind": "種別 種類 商談種別 案件種別 type opportunitytype dealtype kind 区分",
        "product_id": PRODUCT,
        "amount": """
            金額 見込金額 見込み金額 受注金額 商談金額 案件金額 想定金額 売上見込 amount dealamount opportunityamount
            value 提案金額
        """,
        "stage": """
            フェーズ ステージ 商談フェーズ 商談ステージ 進捗 状態 ステータス stage stagename dealstage status 段階
        """,
        "raised_on": "作成日 発生日 起票日 登録日 作成日時 商談開始日 createdate createddate createdat raisedon 提起日",
        "owner_id": f"{OWNER} 担当者 担当者名",
        "accepted_on": "受諾日 営業受諾日 acceptedon accepteddate acceptedbysales 営業受諾 営業の受諾日",
        "closed_on": """
            完了日 完了予定日 クローズ日 クローズ予定日 受注日 受注予定日 closedate closeddate closedon 決着日
        """,
        "outcome": "結果 勝敗 受注失注 受失注 outcome result",
        "reason": "失注理由 理由 受注失注理由 lossreason lostreason reason closedlostreason",
        "note": f"{NOTE} 説明 詳細 description",
    },
    Kind.ACTIVITIES: {
        "external_id": "activityid 活動id 記録id 対応id externalid recordid id レコード番号 code コード",
        "customer_id": f"{CUSTOMER_ID} {CUSTOMER_NAME} {CONTRACT_ID}",
        "happened_on": """
            日付 活動日 対応日 実施日 日時 対応日時 活動日時 発生日 接触日 訪問日 面談日 date activitydate happenedon
            occurredat
        """,
        "kind": "種別 活動種別 種類 活動種類 区分 対応種別 チャネル 手段 type activitytype channel kind",
        "started_by": "発信 発信者 発信元 startedby direction 起点",
        "two_way": "双方向 twoway",
        "subject": "件名 題名 タイトル 表題 subject title",
        "body": f"内容 本文 詳細 対応内容 活動内容 記録 議事録 body description details {NOTE} whathappened",
        "owner_id": f"{OWNER} 担当者 担当者名 対応者 記録者 作成者 person",
        "contacts": """
            相手 相手先 先方 先方担当者 先方担当 先方出席者 出席者 参加者 面談者 関係者 withwhom attendees contacts
            contact
        """,
    },
    Kind.NEXT_ACTIONS: {
        "title": """
            次回アクション 次アクション 次のアクション 次の行動 ネクストアクション 次回対応 次回対応内容
            次回アクション内容 次回行動 次回予定 nextaction nextstep nextsteps todo
        """,
        "due_on": """
            次回アクション日 次回アクション期日 次回アクション期限 次回アクション予定日 次回予定日 次回対応日
            次回対応予定日 次回連絡日 次回連絡予定日 次回訪問日 次アクション日 次の行動日 次回接触日 次回接触予定日
            アクション期日 アクション期限 nextactiondate nextactiondue nextactionon nextstepdate nextactivitydate
            次の行動の期日 次の行動の期限 次の行動の日
        """,
    },
    Kind.PRODUCTS: {
        "external_id": "製品id 製品コード 商品id 商品コード 品番 productid productcode sku externalid id code コード",
        "name": f"{PRODUCT} name 名称 名前",
        "short_name": "略称 短縮名 略名 shortname abbreviation",
        "note": f"{NOTE} 説明 description",
    },
    Kind.MEMBERS: {
        "external_id": """
            社員番号 社員id 社員コード 従業員番号 メンバーid ユーザーid userid employeeid memberid externalid id code
            コード
        """,
        "name": "氏名 名前 担当者 担当者名 メンバー メンバー名 社員名 ユーザー名 name fullname membername username",
        "reading": f"{_READING} 氏名カナ 氏名フリガナ 氏名ふりがな",
        "mail": _MAIL,
        "role": "役割 役職 職種 role title jobtitle",
        "left_on": "退職日 離任日 lefton",
        "minutes": "月の時間分 月の時間 稼働時間 minutesamonth minutespermonth capacityminutes",
    },
}  # fmt: skip

CONTRACT_COUNT = "有効な契約 有効契約 有効契約数 契約件数 contractsinforce contractsopen opencontracts activecontracts"
"""Beside such a column of a customer sheet, amounts and dates are sums over several contracts."""

SECOND_MEANINGS = {(Kind.CONTRACTS, "契約終了日"): "ended_on", (Kind.CONTRACTS, "contractenddate"): "ended_on"}
"""What a heading means when another column already has its first meaning: 契約終了日 beside 満了日 is the real end."""

LAST_CONTACT = """
    最終接触日 最終コンタクト日 最終活動日 最終連絡日 最終訪問日 最終対応日 最終面談日 最終接触 直近接触日 前回接触日
    前回訪問日 前回連絡日 前回対応日 lastactivitydate lastactivity lastcontacted lastcontact lastcontactdate
    lastcontactedat lastcontacton lasttouch lasttouchdate
"""
"""In a customer sheet: the day of an activity."""

IGNORED = """
    no 番号 連番 行 行番号 項番 # 通番 レコードの開始行 作成者 更新者 更新日時 作成日時 lastmodifieddate
    lastmodifiedbyid createdbyid createddate systemmodstamp isdeleted updatedat updateddate modifieddate
    summationcolumn createdate createdat 作成日 登録日時 最終更新日 最終更新日時 最終更新者 importerror エラー内容
    エラー理由 取り込みエラー opentickets 未解決の問い合わせ disagreementaboutleaving 解約の食い違い
"""
"""Columns that systems add and nobody misses."""
