"""How mail programs mark quoted mail, and sign, in the languages that requesters write; looked for in lower-cased text."""

import re

BEGINS = re.compile(
    r"""\s*[*_\"'«(\[-]{0,9}\s?(?:(?:on|am|le|el|il|em|op|w dniu|w|dnia|dne|dňa|den|på|pe data|pe|la|στις|vào|no dia|dia"""
    r"|em|ontem|gestern|hier|ieri|ayer)\s|בתאריך|ב-|في|\d{1,4}[./-]\d|\d{4}년|\d{4}年|\d{1,2}\.? \w{3,10}\.? \d|(?:mo|di"
    r"|mi|do|fr|sa|so|lu|ma|me|je|ve|di|mån|tis|ons|tors|fre|lör|sön|lør|søn|man|tir|mon|tue|wed|thu|fri|sat|sun|lun|mar"
    r"|mer|gio|gi|ven|sab|dom|mié|jue|vie|sáb|seg|ter|qua|qui|sex|пн|вт|ср|чт|пт|сб|вс|pon|wt|śr|czw|pt|sob|niedz|ke|to"
    r"|pe|su|ti|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\w{0,10}[.,]?,? \d|(?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day\b|\S[^<\n]{0,80}<[^<>\s]{1,120}@)"
)
INTRODUCTION = re.compile(
    r".{0,900}(?:\b|[\s\d>])(?:wrote|writes|schrieb(?:en)?|schreibt|a écrit|écrit|escribió|escribio|ha escrito|scrisse"
    r"|ha scritto|escreveu|schreef|heeft geschreven|geschreven|napisał(?:a|\(a\))?|pisze|napsal(?:a|\(a\))?"
    r"|napísal(?:a)?|skrev|skrifaði|kirjoitti|írta|a scris|написал(?:а|\(а\))?|пишет|писал(?:а)?|написа(?:в|ла|ha)"
    r"|έγραψε|yazdı|şunları yazdı|đã viết|כתב(?:ה)?|كتب|のメール|さんは書きました|書きました|写道|寫道|작성"
    r"|wrote the following|je napisao|je napisala|napisao|napisala|rašė|kirjutas|rakstīja|escrigué|va escriure|idatzi du"
    r"|menulis|scríobh)[^\w\n]{0,3}(?:[^\n]{0,60}[:：]|\s?-{2,9})\s*\Z"
)
QUOTING = re.compile(r"(?:quoting|zitat von|citando|citation de|citaat van|cytowanie|quotando)\b.{0,200}:\Z")
SEPARATOR = re.compile(
    r"\s*[-_=*—–]{2,}\s*(?:original (?:message|e-?mail|appointment)|ursprüngliche (?:nachricht|mail|e-?mail)"
    r"|originalnachricht|urspr\. nachricht|original-nachricht|message (?:d['’])?original?e?|message d'origine"
    r"|message transmis|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|origineel bericht"
    r"|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|originalmeddelande|opprinnelig melding"
    r"|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa"
    r"|eredeti üzenet|mesaj original|исходное сообщение|оригинальное сообщение|пересылаемое сообщение"
    r"|вихідне повідомлення|özgün i̇?leti|orijinal mesaj|αρχικό μήνυμα|原始邮件|原始郵件|邮件原件|回复的原邮件"
    r"|원본 메시지|元のメッセージ"
    r"|reply (?:message|above this line)|ответ|reply|(?:\w{2,20} ){1,2}(?:nachricht|message|meddelande|meddelelse|melding"
    r"|bericht"
    r"|mensaje|messaggio|mensagem|wiadomość|zpráva|správa|üzenet|сообщение)\s*[-_=*—–]{2,}"
    r")\s*[-_=*—–]*\s*\Z"
)
# "---- Ada Byron wrote ----"
WROTE = re.compile(
    r"\s*[-_=*—–]{2,}.{1,80}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef"
    r"|napisał\(?a?\)?|skrev|написал):?"
    r"\s*[-_=*—–]{3,}\s*\Z"
)
FORWARD = re.compile(
    r"\s*(?:[-_=*—–]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|wiadomość przekazana|пересланное сообщение"
    r"|videresendt|vidarebefordrat meddelande|přeposlaná zpráva)\b.{0,40}|begin forwarded message:"
    r"|anfang der weitergeleiteten.{0,20}:|début du message (?:réexpédié|transféré).{0,3}:|inizio messaggio inoltrato:"
    r"|inicio del mensaje reenviado:|início da mensagem (?:re)?encaminhada:|begin doorgestuurd bericht:)\s*\Z"
)
LABEL = re.compile(
    r"[\s*_]{0,9}(?:(?P<from>from|von|de|da|van|od|från|fra|lähettäjä|kimden|от|от кого|від|von:|feladó|de la|expéditeur"
    r"|remitente|mittente|afzender|nadawca|odesílatel|odosielateľ|gönderen|gönderen kişi|από|发件人|寄件者|寄件人|差出人"
    r"|보낸 사람|מאת|من|avsändare|afsender|avsender|šalje|pošiljatelj|saatja|nuo|no|จาก|từ|dari|pengirim|nork|frá|подател)"
    r"|(?P<sent>sent|date|gesendet|datum|envoyé|envoye|date d'envoi"
    r"|enviado(?: el| em)?|enviada(?: em)?|fecha|data|inviato|verzonden|wysłano|odesláno|odoslané|skickat|sendt|dato"
    r"|lähetetty|päivämäärä|päiväys|gönderme tarihi|gönderildi|tarih|отправлено|дата|надіслано|elküldve|dátum|küldve"
    r"|trimis|dată|στάλθηκε|ημερομηνία|发送时间|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|נשלח|تم الإرسال|أرسلت|التاريخ"
    r"|תאריך|sent on|sendt|inviata|изпратено|poslano|poslato|saadetud|kuupäev|išsiųsta|nosūtīts|datums"
    r"|ส่ง|วันที่|đã gửi|ngày"
    r"|dikirim|tanggal|enviat|bidalia|αποστολή|تاريخ الإرسال|dagsetning)|(?P<to>to|an|à|a|para|aan|do|till|til"
    r"|vastaanottaja|kime|кому|címzett|către|catre"
    r"|destinataire|destinatario|ontvanger|komu|προς|收件人|收件者|宛先|받는 사람|אל|إلى|cc|bcc|kopia|kopie|dw|reply-to"
    r"|до|prima|za"
    r"|adressaat|kam"
    r"|ถึง|đến|tới|kepada|per a|nori"
    r"|répondre à|antwort an)|(?P<subject>subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|předmět|predmet"
    r"|ämne|emne|aihe|konu|тема|tárgy|subiect|θέμα|主题|主旨|件名|제목|נושא|الموضوع|sujet|betr"
    r"|относно|naslov|zadeva|teema|tema|tēma|เรื่อง|chủ đề|subjek|perihal|gaia|efni))[\s*_\u00a0]{0,6}[:：]"
)
REPLY_ABOVE = re.compile(
    r"\W{0,40}(?:please |bitte |merci de |por favor,? )?(?:reply|respond|write|type|enter|antwort\w*|schreiben|répon\w+"
    r"|écri\w+|respond\w+|escrib\w+|rispond\w+|scriv\w+|antwoord\w*|odpowie\w+)\b.{0,50}\b(?:above|oberhalb|über"
    r"|au-dessus|encima|sopra|acima|boven|powyżej)\b.{0,40}\W{0,40}\Z"
)
LIST_FOOTER = re.compile(r".{1,80}\b(?:mailing list|mailingliste|liste de diffusion|mailinglist)\b")
DEVICE = re.compile(
    r"\s*[<(]{0,2}(?:sent (?:from|via|with|by) (?:my |the |a )?[\w .'’®™\-+/()]{2,60}(?:<https?://\S{1,200}>[\w ]{0,30})?"
    r"|get outlook for .{2,40}|sent with .{2,50}|(?:von |diese nachricht wurde von )?mein(?:em"
    r"|em/meiner|er) .{2,80} gesendet"
    r"|von mein(?:em|er) .{2,60}|gesendet (?:von|mit|aus|über|vom) .{2,60}|envoyé (?:de|depuis|à partir de|avec) .{2,100}"
    r"|envoyé à partir d[’']outlook .{2,60}|enviado (?:desde|de|do|a partir de|con|via|pelo|por) .{2,60}|inviato (?:da"
    r"|dal|con|tramite) .{2,60}"
    r"|verzonden (?:vanaf|met|via|vanuit) .{2,60}|verstuurd vanaf .{2,60}|wysłan[eoay] (?:z|za pomocą|przez) .{2,60}"
    r"|skickat från .{2,60}|sendt (?:fra|med) .{2,60}|lähetetty .{2,60}|odesláno z .{2,60}|odoslané z .{2,60}"
    r"|отправлено (?:с|из) .{2,60}|надіслано з .{2,60}|изпратено от .{2,60}|trimis (?:de pe|din) .{2,60}|küldve .{2,60}"
    r"|poslano (?:iz|z|s|sa) .{2,60}|послато са .{2,60}|saadetud minu .{2,60}|išsiųsta iš .{2,60}|nosūtīts no .{2,60}"
    r"|στάλθηκε από .{2,60}|(?:נשלח|הופץ) (?:מה?|באמצעות).{2,60}|(?:أ|اُ|ا)ُ?رسلت? من .{2,60}|تم ال[إا]رسال من .{2,60}"
    r"|dikirim dari .{2,60}|(?:được )?gửi từ .{2,60}|ส่งจาก.{2,60}|iphone[- ]?から送信.{0,20}|.{2,30}から送信"
    r"|发自我的.{2,30}|从我的.{2,30}发送|مرسل من .{2,60}|從我的.{2,30}傳送|나의 .{2,30}에서 보냄|.{2,40}(?:dan|den|tan"
    r"|ten) gönderildi"
    r"|enviat des de.{2,60}"
    r"|(?:\w{1,15} ){0,3}outlook (?:\w{2,10} ){1,3}(?:ios|android)(?:https?://\S{1,60}| \w{2,15})?"
    r"|get bluemail for .{2,20}|sent (?:using|securely with) .{2,30}|secured with .{2,30}:"
    r"|télécharger l['’]application .{2,30}"
    r"|sicher versendet mit .{2,60}:|get the new aol app: \S{1,60}|https?://(?:tuta\.com|mail\.mobile\.aol\.com)\S{0,60}"
    r"|provenance : .{2,40}|yahoo mail: .{2,40}|\w{2,20} from mobile|from my (?:iphone|ipad|phone|mobile|galaxy)\b.{0,30}"
    r"|(?:please )?(?:excuse|pardon|forgive) (?:my|the|any) (?:brevity|typos?|errors|terseness).{0,40}"
    r")(?:[.,;]? ?(?:please |bitte |veuillez )?(?:excuse|pardon|forgive|entschuldigen) .{2,60})?"
    r"[>)]{0,2}[\s.]*(?:<https?://\S{1,200}>)?\s*\Z"
)
# What virus scanners write below a mail; looked for where their name stands.
SCANNER = "avast"
SCANNED = re.compile(
    r"\s*(?:(?:virus-free\.|garanti sans virus\.|virenfrei\.|libre de virus\.|senza virus\.|vrij van virussen\."
    r"|.{0,40}\bvir\w{2,4}\."
    r")? ?(?:https?://)?(?:www\.)?avast\.\w{2,4}\b\S{0,60}|.{0,110}\bavast\b.{0,60}\b\w{0,20}vir(?:us|en)\w{0,20}\b.{0,30}"
    r"|.{0,110}\b\w{0,5}vir(?:us|en)\w{0,20}\b.{0,60}\bavast\b.{0,10})\s*\Z"
)
