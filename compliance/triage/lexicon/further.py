"""Key phrases of languages met more seldom: Turkish and Azerbaijani, Greek, Hungarian; Chinese, Japanese, Korean.

The last three are not spaced, so their patterns are plain pieces of text and are not bound to words.
"""

from compliance.triage.lexicon.lexicon import Lexicon

TURKIC = {
    "removal": (
        (
            r"!(?:veri\w*|bilgi\w*|hesab\w*|melumat\w*|sexsi\w*|kisisel\w*)(?: \w+){0,5}? (?:sil\w*|kaldir\w*|"
            r"kapat\w*|imha\w*|yok edil\w*)"
        ),
        r"!unutulma hakki|unudulma",
    ),
    "amendment": (
        (
            r"!(?:veri\w*|bilgi\w*|melumat\w*|adres\w*|unvan\w*|ad\w{0,3}|soyad\w*)(?: \w+){0,4}? (?:duzelt\w*|"
            r"guncelle\w*|yenile\w*|duzelis\w*|degistir\w*|yanlis\w*|sehv\w*)"
        ),
    ),
    "unsubscribe": (
        (
            r"!(?:abonelik\w*|abune\w*|liste\w*|bulten\w*|siyahi\w*)(?: \w+){0,4}? (?:iptal\w*|cik\w*|legv\w*|sil\w*|"
            r"ayril\w*|imtina\w*)"
        ),
        (
            r"!(?:e-?posta|e-?mail|mail|mesaj|sms|reklam)\w*(?: \w+){0,4}? (?:istemiyorum|gondermeyin|almak istemi\w*|"
            r"gondermeyi\w*|istemirem|gondermeyin|atmayin)"
        ),
    ),
    "access": (
        r"!(?:nereden|nasil|kimden)(?: \w+){0,2}? (?:buldunuz|aldiniz)|(?:numaram|adres|bilgi)\w*(?: "
        r"\w+){0,2}? (?:nereden|kimden)",
        (
            r"!(?:veri\w*|bilgi\w*|melumat\w*)(?: \w+){0,8}? (?:kopya\w*|suret\w*|erisim\w*|nushe\w*|elcatan\w*|"
            r"gonder\w*|istiyorum|elde et\w*|giris)"
        ),
        (
            r"!hakkimda (?:\w+ ){0,4}?(?:veri\w*|bilgi\w*)|(?:kopya\w*|suret\w*|nusxe\w*|surett?\w*) (?:\w+ "
            r"){0,5}?(?:veri\w*|melumat\w*)"
        ),
    ),
    "objection": (r"!itiraz (?:ediyor\w*|edirem|ederim|etmek)",),
    "withdraw_consent": (r"!(?:riza\w*|razilig\w*|onay\w*)(?: \w+){0,4}? (?:geri\w*)",),
    "portability": (r"!veri tasinabilirligi",),
    "opt_out_of_sale": (r"!(?:satma(?:yin|maniz|magi)\w*)",),
    "complaint": (
        r"!sikayet\w*(?: \w+){0,4}? (?:bulun\w*|et\w*|ver\w*|teqdim\w*)",
        r"!(?:cevap|yanit|cavab)\w*(?: \w+){0,4}? (?:alma\w*|verme\w*|yok)",
        r"!(?:imtina|redd)\w* (?:et|ed)\w*(?! halda)",
    ),
}
TURKIC_ASK, TURKIC_BLOCK, TURKIC_THREAT = (
    r"lutfen|istiyorum|talep|rica|xahis|isteyirem|teleb",
    (
        r"sildim|silindi|silme(?:yin|yiniz)|tesekkur\w* (?:\w+ )?sil\w*|tiklay\w*|ne kadar sure|mumkun olmadig\w*|"
        r"yerine yetire bilm\w*"
    ),
    r"sakli tut\w*|aksi halda|aksi takdirde|eger|huququmu ozumde",
)
TURKISH = Lexicon(
    "tr",
    (
        "ve bir bu icin ile da de benim ben lutfen kisisel verilerimin istiyorum olarak hakkinda sizin daha cok "
        "var yok mi ne gibi olan merhaba tesekkurler"
    ),
    TURKIC_ASK,
    TURKIC_BLOCK,
    TURKIC_THREAT,
    TURKIC,
)
AZERBAIJANI = Lexicon(
    "az",
    (
        "ve bir bu ucun ile men menim xahis edirem sexsi melumatlarimin haqqinda sizin olan hemcinin salam her "
        "hansi gore ya deyil ki da"
    ),
    TURKIC_ASK,
    TURKIC_BLOCK,
    TURKIC_THREAT,
    TURKIC,
)
GREEK = Lexicon(
    "el",
    "και να το τα η ο μου σας της του με για που απο δεν στο την ειναι θα παρακαλω",
    r"παρακαλ\w+|θελω|ζητω|αιτουμαι|επιθυμω|μπορειτε|θα ηθελα",
    r"μην διαγρα\w+|διεγραψα|διαγραφηκε|ευχαριστω για|ποσο καιρο|κανοντας κλικ|αιτηματα καταθεσης",
    r"επιφυλασσομαι|διαφορετικα|αλλιως",
    {
        "removal": (
            r"(?:διαγρα\w+|σβησ\w+|αφαιρε\w+) ~(?:δεδομεν\w+|λογαριασμ\w+|στοιχει\w+|πληροφορι\w+|προφιλ)(?: \w+)? μου",
            r"!δικαιωμα (?:\w+ )?(?:στη ληθη|διαγραφης|ληθης)",
        ),
        "amendment": (
            (
                r"!(?:διορθω\w+|διορθωσ\w+|ενημερωσ\w+ (?:τα|το)|αλλαξ\w+|τροποποι\w+) ~(?:δεδομεν\w+|στοιχει\w+|ονομα|"
                r"διευθυνση\w*|email)"
            ),
        ),
        "unsubscribe": (
            r"!(?:διαγρα\w+|αφαιρε\w+|βγαλτε)(?: \w+){0,4}? (?:λιστα\w*|newsletter|ενημερωτικ\w+)",
            r"!(?:μην|δεν θελω|σταματη\w+)(?: \w+){0,5}? (?:email\w*|μηνυματα|newsletter|διαφημισ\w+|ενημερωτικ\w+)",
            r"!απεγγραφ\w*",
        ),
        "access": (
            (
                r"!(?:προσβαση (?:\w+ )?στα (?:\w+ ){0,3}?(?:δεδομενα|στοιχεια)|αντιγραφο (?:\w+ ){0,4}?δεδομεν\w+|ποια "
                r"(?:\w+ )?(?:δεδομενα|στοιχεια)|δικαιωμα (?:\w+ )?προσβασης)"
            ),
        ),
        "portability": (r"!φορητοτητα\w*",),
        "objection": (r"!(?:εναντιων\w+|αντιταχ\w+|αντιτασσομαι|εναντιωση\w*)",),
        "withdraw_consent": (r"!(?:ανακαλ\w+|αποσυρ\w+)(?: \w+){0,4}? (?:συγκαταθεση|συναινεση)",),
        "complaint": (r"!(?:υποβαλλω|καταθετω)(?: \w+){0,4}? καταγγελι\w+|δεν (?:\w+ ){0,4}?(?:απαντ\w+|ελαβα)",),
    },
)
HUNGARIAN = Lexicon(
    "hu",
    ("a az es hogy nem is egy kerem van de ha en meg az az adataim ezt mar vagy koszonom szeretnem azt ki rolam tisztelt"),
    r"kerem|szeretnem|kerek|kernem|legyen|legyenek|toroljek",
    r"ne toroljek|toroltem|koszonom a torl\w+|meddig|kattintson",
    r"fenntartom|ellenkezo esetben|kulonben",
    {
        "removal": (
            r"!(?:torol\w*|torl\w*) ~(?:adat\w*|fiok\w*|profil\w*|szemelyes)",
            r"!(?:adata\w*|fioko\w*|profilo\w*|szemelyes adat\w*) (?:\w+ ){0,4}?(?:torl\w*|torol\w*)",
        ),
        "amendment": (r"!(?:helyesbit\w*|javits\w*|modosit\w*|javita\w*)",),
        "unsubscribe": (
            (
                r"!(?:leiratkoz\w*|iratkoztass\w* le|ne kuldjenek|nem kerek (?:\w+ ){0,3}?(?:hirlevel\w*|e-?mail\w*|"
                r"reklam\w*))"
            ),
        ),
        "access": (
            r"!honnan (?:van|szereztek|tudjak|vettek)(?: \w+){0,3}? (?:szam|cim|adat|email)\w*",
            r"!(?:hozzaferes\w*|masolat\w*)(?: \w+){0,4}? (?:adat\w*)|adata\w*(?: \w+){0,4}? masolat\w*|milyen adat\w*",
        ),
        "portability": (r"!adathordozhatosag\w*",),
        "objection": (r"!tiltakoz\w*",),
        "withdraw_consent": (r"!visszavon\w*(?: \w+){0,4}? hozzajarul\w*|hozzajarul\w*(?: \w+){0,4}? visszavon\w*",),
        "complaint": (r"!panasz\w* (?:\w+ ){0,3}?(?:teszek|nyujt\w*|benyujt\w*)|nem (?:\w+ ){0,3}?valasz\w*",),
    },
)
CHINESE = Lexicon(
    "zh",
    "",
    r"请|要求|希望|我要|申请",
    r"不要删除|请勿删除|已删除|已经删除|退订请|点击|如何(?!取消)|如果您无法|请确认您已|您有权",
    r"保留.{0,40}权利|否则",
    {
        "removal": (
            r"!(?:删除|清除|刪除).{0,20}(?:我的|我所有|个人(?:数据|信息|资料)|個人資料|账户|账号|帳號)",
            r"!(?:我的|个人)(?:数据|信息|账户|账号|帳號|资料).{0,8}(?:删除|注销|刪除)",
            r"!注销.{0,6}(?:账户|账号|帐号)|被遗忘权|(?:数据|信息)删除请求",
        ),
        "amendment": (r"!(?:更正|修改|更新|改正|纠正).{0,10}(?:我的|个人信息|信息|地址|姓名|资料|电话)",),
        "unsubscribe": (r"!退订|退訂|取消订阅|取消訂閱|不要再(?:给我)?(?:发|发送|寄)|停止(?:给我)?发送",),
        "access": (
            r"!(?:获取|查阅|访问|查询|提供|复制).{0,20}(?:个人(?:数据|信息|资料)|我的(?:数据|信息))|个人数据的副本|哪些.{0,10}(?:数据|信息)|数据副本",
        ),
        "portability": (r"!可携带|转移.{0,6}我的(?:数据|信息)",),
        "objection": (r"!我反对(?!.{0,20}决定)",),
        "opt_out_of_sale": (r"!不要将我的个人(?:数据|信息)出售",),
        "withdraw_consent": (r"!撤回.{0,4}同意",),
        "complaint": (r"!我.{0,30}投诉|提交.{0,8}投诉|举报|拒绝(?:遵守|回复)|没有(?:收到)?.{0,6}(?:回复|答复)",),
    },
    spaced=False,
)
JAPANESE = Lexicon(
    "ja",
    "",
    r"ください|下さい|お願い|請求|希望|求め|願います|致します",
    r"削除しないで|削除しました|削除されました|削除いただきありがとう|方法を教え|クリック|場合は|どのくらい",
    r"権利を留保|さもなければ|可能性があります|検討",
    {
        "removal": (
            r"!(?:個人情報|データ|アカウント|情報|登録).{0,24}(?:削除|消去|抹消|消して)",
            r"!(?:削除|消去)(?:を|して).{0,10}(?:請求|お願い|ください|希望)|退会|データ削除リクエスト",
        ),
        "amendment": (
            r"!(?:訂正|修正|変更|更新).{0,10}(?:請求|お願い|ください|下さい|求め|希望)|(?:住所|氏名|名前|電話番号|情報).{0,12}(?:間違って|誤って|訂正|修正|違います)",
        ),
        "unsubscribe": (
            r"!配信(?:を)?(?:停止|解除|中止)|(?:メルマガ|メール|ニュースレター).{0,10}(?:解除|停止|不要|いりません|送らないで|やめて)|購読(?:を)?解除|退会.{0,4}メ",
        ),
        "access": (
            r"!(?:個人情報|データ|情報).{0,20}(?:開示|写し|コピー)(?!.{0,8}拒)|開示(?:を)?(?:請求|求め)|どのような.{0,10}(?:情報|データ)",
        ),
        "portability": (r"!ポータビリティ",),
        "objection": (r"!異議を申し立て|利用(?:の)?停止",),
        "opt_out_of_sale": (r"!販売(?:を)?(?:しないよう|停止)",),
        "withdraw_consent": (r"!同意を(?:取り消|撤回)",),
        "complaint": (
            (
                r"!苦情|申し立てを(?!.{0,3}ます根拠)|(?:返答|回答|返事|返信|対応)(?:が|を).{0,10}(?:ありません|ない|いただけ|得られ|得る|拒)|拒否(?:され|して)|"
                r"応じ(?:て(?:い|お|く)|られていません)"
            ),
        ),
    },
    spaced=False,
)
KOREAN = Lexicon(
    "ko",
    "",
    r"요청|바랍니다|주세요|해주|원합니다|부탁",
    r"삭제하지 마|삭제했습니다|클릭",
    r"그렇지 않으면",
    {
        "removal": (r"!(?:개인정보|데이터|계정|정보).{0,12}(?:삭제|파기|탈퇴)",),
        "amendment": (r"!(?:정정|수정|변경).{0,8}(?:요청|주세요|바랍니다)",),
        "unsubscribe": (r"!수신 ?거부|구독 ?(?:취소|해지)|보내지 ?(?:마|말)",),
        "access": (r"!(?:개인정보|데이터|정보).{0,12}(?:열람|사본|공개)",),
        "objection": (r"!(?:처리 ?정지|반대합니다|이의)",),
        "withdraw_consent": (r"!동의.{0,4}철회",),
        "complaint": (r"!민원|불만.{0,6}제기|답변.{0,8}(?:없|못)",),
    },
    spaced=False,
)
