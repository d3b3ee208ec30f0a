"""The newly written words of a mail: without quoted mail and signature.

Plain text is gone through line by line. Quoted mail is known by its marks ("> "), by the line that introduces it ("On ... wrote:"
in the languages that requesters write, also folded over several lines), by the block of headers that Outlook and others put
on top of it, and by the separators of mail programs. Marked lines are dropped wherever they stand, so that answers between
quoted lines stay; what follows an unmarked introduction is dropped to the end. A signature is what follows "-- ", or the
line that a telephone adds.

When in doubt words stay: cutting somebody's request away is worse than showing a quoted line. Where nothing would be left,
all is given. Each pattern looks at one line, or at a few joined ones, of bounded length; time is linear.
"""

import re

CHARACTERS = 400_000
LINE = 500
FOLDED = 4
TRACKER = "ᐧ"

WROTE = (
    r"wrote|writes|schrieb(?:en)?|schreibt|a écrit|écrit|escribió|escribio|ha escrito|scrisse|ha scritto|escreveu|schreef|heeft geschreven"
    r"|geschreven|napisał(?:a|\(a\))?|pisze|napsal(?:a|\(a\))?|napísal(?:a)?|skrev|skrifaði|kirjoitti|írta|a scris|написал(?:а|\(а\))?|пишет|писал(?:а)?"
    r"|написа(?:в|ла|ha)|έγραψε|yazdı|şunları yazdı|đã viết|כתב(?:ה)?|كتب|のメール|さんは書きました|書きました|写道|寫道|작성|wrote the following"
    r"|je napisao|je napisala|napisao|napisala|rašė|kirjutas|rakstīja|escrigué|va escriure|idatzi du|menulis|scríobh"
)
# How such a line begins, asked where it is folded: a word for "on", a weekday, a date, or a name with its address.
BEGINS = re.compile(
    r"(?i)\s*[*_\"'«(\[-]{0,9}\s?(?:(?:on|am|le|el|il|em|op|w dniu|w|dnia|dne|dňa|den|på|pe data|pe|la|στις|vào|no dia|dia|em|ontem|gestern|hier|ieri|ayer)\s"
    r"|בתאריך|ב-|في|\d{1,4}[./-]\d|\d{4}년|\d{4}年|\d{1,2}\.? \w{3,10}\.? \d|(?:mo|di|mi|do|fr|sa|so|lu|ma|me|je|ve|di|mån|tis|ons|tors|fre|lör|sön|lør|søn|man|tir|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|gio|gi|ven|sab|dom|mié|jue|vie|sáb"
    r"|seg|ter|qua|qui|sex|пн|вт|ср|чт|пт|сб|вс|pon|wt|śr|czw|pt|sob|niedz|ke|to|pe|su|ti|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\w{0,10}[.,]?,? \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\S[^<\n]{0,80}<[^<>\s]{1,120}@)"
)
INTRODUCTION = re.compile(rf"(?i).{{0,900}}(?:\b|[\s\d>])(?:{WROTE})[^\w\n]{{0,3}}(?:[^\n]{{0,60}}[:：]|\s?-{{2,9}})\s*\Z")
ENDING = re.compile(r"[:：]\Z|\w\s?-{3,9}\Z")
# Marks of writing direction, which stand between the letters of Hebrew and Arabic lines.
DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
DATED = re.compile(r"(?i)\d{1,2}[:.h]\d{2}|\d{4}|@|\d{1,2}[./-]\d{1,2}|\b(?:yesterday|gestern|hier|ieri|ayer|gisteren)\b")
QUOTING = re.compile(r"(?i)(?:quoting|zitat von|citando|citation de|citaat van|cytowanie|quotando)\b.{0,200}:\Z")
TIMED = re.compile(r"(?i)\d{1,2}[:.h]\d{2}")
ADDRESSED = re.compile(r"[<\[(]\s?(?:mailto:)?[^<>\s]{1,120}@[^<>\s]{1,120}[>\])]")
WITHOUT_VERB = re.compile(
    r"\s*(?:\d{4}-\d\d-\d\d|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2} \w{2,12}\.? \d{4})[^\n]{0,80}<[^<>\s]{1,120}@[^<>\s]{1,120}>[^\n]{0,20}:?\s*\Z"
)
SEPARATOR = re.compile(
    r"(?i)\s*[-_=*—–]{2,}\s*(?:original (?:message|e-?mail|appointment)|ursprüngliche (?:nachricht|mail|e-?mail)|originalnachricht|urspr\. nachricht"
    r"|original-nachricht|message (?:d['’])?original?e?|message d'origine|message transmis|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|origineel bericht|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|originalmeddelande|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość"
    r"|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj original|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|вихідне повідомлення|özgün ileti|orijinal mesaj"
    r"|αρχικό μήνυμα|原始邮件|原始郵件|원본 메시지|元のメッセージ|reply (?:message|above this line)|ответ|reply)\s*[-_=*—–]*\s*\Z"
)
FORWARD = re.compile(
    r"(?i)\s*(?:[-_=*—–]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht"
    r"|wiadomość przekazana|пересланное сообщение|videresendt|vidarebefordrat meddelande|přeposlaná zpráva)\b.{0,40}|begin forwarded message:|anfang der weitergeleiteten.{0,20}:"
    r"|début du message (?:réexpédié|transféré).{0,3}:|inizio messaggio inoltrato:|inicio del mensaje reenviado:|início da mensagem (?:re)?encaminhada:|begin doorgestuurd bericht:)\s*\Z"
)
# The labels of a quoted mail's header, by what they stand for.
FROM = (r"from|von|de|da|van|od|från|fra|lähettäjä|kimden|от|от кого|від|von:|feladó|de la|expéditeur|remitente|mittente|afzender|nadawca|odesílatel|odosielateľ|gönderen|gönderen kişi"
        r"|από|发件人|寄件者|寄件人|差出人|보낸 사람|מאת|من|avsändare|afsender|avsender")
SENT = (r"sent|date|gesendet|datum|envoyé|envoye|date d'envoi|enviado(?: el| em)?|enviada(?: em)?|fecha|data|inviato|verzonden|wysłano|odesláno|odoslané|skickat|sendt|dato|lähetetty|päivämäärä|päiväys"
        r"|gönderme tarihi|gönderildi|tarih|отправлено|дата|надіслано|elküldve|dátum|küldve|trimis|dată|στάλθηκε|ημερομηνία|发送时间|日期|寄件日期|送信日時|日時|보낸 날짜|날짜|נשלח|תאריך|sent on|sendt|inviata")
TO = (r"to|an|à|a|para|aan|do|till|til|vastaanottaja|kime|кому|címzett|către|catre|destinataire|destinatario|ontvanger|komu|προς|收件人|收件者|宛先|받는 사람|אל|إلى|cc|bcc|kopia|kopie|dw|reply-to|répondre à|antwort an")
SUBJECT = (r"subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|předmět|predmet|ämne|emne|aihe|konu|тема|tárgy|subiect|θέμα|主题|主旨|件名|제목|נושא|sujet|betr")
LABEL = re.compile(rf"(?i)[\s*_]{{0,9}}(?:(?P<from>{FROM})|(?P<sent>{SENT})|(?P<to>{TO})|(?P<subject>{SUBJECT}))[\s*_\u00a0]{{0,6}}[:：]")
REPLY_ABOVE = re.compile(
    r"(?i)\W{0,40}(?:please |bitte |merci de |por favor,? )?(?:reply|respond|write|type|enter|antwort\w*|schreiben|répon\w+|écri\w+|respond\w+|escrib\w+|rispond\w+|scriv\w+|antwoord\w*|odpowie\w+)\b.{0,50}\b(?:above|oberhalb|über|au-dessus|encima|sopra|acima|boven|powyżej)\b.{0,40}\W{0,40}\Z"
)
LIST_FOOTER = re.compile(r"(?i).{1,80}\b(?:mailing list|mailingliste|liste de diffusion|mailinglist)\b")
SIGNED_OFF = re.compile(r"\s{0,3}[-–—~][ ]?[^\W\d_][\w.'’-]{1,20}(?: [\w.'’-]{1,20}){0,2}\s*\Z")
RULE = re.compile(r"\s*[_\-=*—–]{5,}\s*\Z")
QUOTED = re.compile(r"[ \t]{0,3}(?:>|\|(?=[ >|]))")
SIGNATURE = re.compile(r"(?:--|—|–|__)[ \u00a0]{0,3}\Z")
DEVICE = re.compile(
    r"(?i)\s*(?:<)?(?:sent (?:from|via|with|by) (?:my |the |a )?[\w .'’®™\-+/()]{2,60}|get outlook for .{2,40}|sent with .{2,50}|(?:von |diese nachricht wurde von )?meinem .{2,60} gesendet|von mein(?:em|er) .{2,60}"
    r"|gesendet (?:von|mit|aus|über|vom) .{2,60}|envoyé (?:de|depuis|à partir de|avec) .{2,60}|enviado (?:desde|de|do|a partir de|con|via|pelo|por) .{2,60}|inviato (?:da|dal|con|tramite) .{2,60}"
    r"|verzonden (?:vanaf|met|via|vanuit) .{2,60}|verstuurd vanaf .{2,60}|wysłan[eo] (?:z|za pomocą|przez) .{2,60}|skickat från .{2,60}|sendt fra .{2,60}|lähetetty .{2,60}|odesláno z .{2,60}|odoslané z .{2,60}"
    r"|отправлено (?:с|из) .{2,60}|надіслано з .{2,60}|trimis (?:de pe|din) .{2,60}|küldve .{2,60}|iphone[- ]?から送信.{0,20}|.{2,30}から送信|发自我的.{2,30}|從我的.{2,30}傳送|나의 .{2,30}에서 보냄|.{2,40}(?:dan|den|tan|ten) gönderildi"
    r"|enviat des de.{2,60}|outlook for (?:ios|android).{0,60}|download outlook for .{2,40}|obtenez outlook pour .{2,40}|holen sie sich outlook für .{2,40}|scarica outlook per .{2,40})(?:>)?[\s.]*(?:<https?://\S{1,200}>)?\s*\Z"
)


def new_words(text: str) -> str:
    """What was newly written in a plain text; all of it where nothing else would be left."""
    if len(text) > CHARACTERS:
        text = text[:CHARACTERS]
    lines = text.split("\n")
    kept = _without_signature(_without_quotes(lines))
    words = _joined(kept)
    return words or _joined(lines)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    """The lines outside of quoted mail."""
    kept: list[str] = []
    at, count = 0, len(lines)
    # Whether an introduction could end at one of the next lines: most lines are spared the closer look.
    ends = [bool(ENDING.search(line.translate(DIRECTIONS).rstrip()[-12:])) for line in lines]
    ends = [any(ends[here : here + FOLDED]) or WITHOUT_VERB.match(lines[here][:LINE]) is not None for here in range(count)]
    while at < count:
        line = lines[at]
        if QUOTED.match(line):
            at += 1
            continue
        if not line.strip():
            kept.append(line)
            at += 1
            continue
        if FORWARD.match(line[:LINE]) and not any(word.strip() for word in kept):
            return lines  # forwarded without a word: what is forwarded is what is said
        length = _introduction(lines, at) if ends[at] else 0
        if length:
            following = _next_words(lines, at + length)
            if following < count and QUOTED.match(lines[following]):
                at += length
                continue
            if any(word.strip() for word in kept) or following < count:
                return kept
        if _begins_quoted_mail(lines, at):
            return kept
        kept.append(line)
        at += 1
    return kept


def _next_words(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _introduction(lines: list[str], at: int) -> int:
    """How many lines, from `at`, introduce quoted mail ("On ... wrote:", folded over up to four lines); 0 for none."""
    if WITHOUT_VERB.match(lines[at][:LINE]):
        return 1
    window: list[str] = []
    for line in lines[at : at + FOLDED]:
        if not line.strip() or len(line) > LINE or (window and QUOTED.match(line)):
            return 0
        window.append(line.translate(DIRECTIONS).strip())
        if ENDING.search(window[-1]):
            # The latest line that may begin it does: what stands above is the writer's own.
            starts = [start for start in range(len(window)) if BEGINS.match(window[start]) and _introduces(window[start:])]
            begin = starts[-1] if starts else len(window) - 1 if _introduces(window[-1:]) else -1
            return len(window) if begin == 0 else 0
    return 0


def _introduces(window: list[str]) -> bool:
    """Whether these lines, put together, say who wrote what follows, and when."""
    line = " ".join(window)
    if (DATED.search(line) and INTRODUCTION.match(line)) or QUOTING.match(line):
        return True
    return bool(TIMED.search(line) and ADDRESSED.search(line))


def _begins_quoted_mail(lines: list[str], at: int) -> bool:
    """Whether the mail's rest, from `at`, is another mail: a separator, or a block of headers."""
    line = lines[at]
    if len(line) > LINE:
        return False
    if SEPARATOR.match(line):
        return True
    if FORWARD.match(line):
        return True
    if len(line) < 160 and REPLY_ABOVE.match(line) and not line[:1].isalnum():
        return True
    if RULE.match(line):
        following = _next_words(lines, at + 1)
        return following < len(lines) and (_header_block(lines, following) or bool(LIST_FOOTER.match(lines[following][:LINE])))
    return _header_block(lines, at)


def _header_block(lines: list[str], at: int) -> bool:
    """Whether a quoted mail's header stands at `at`: a From, and two others of date, recipient and subject soon after."""
    first = LABEL.match(lines[at][:LINE])
    if not first or not (first["from"] or first["sent"]):
        return False
    seen = {first.lastgroup}
    for line in lines[at + 1 : at + 9]:
        found = LABEL.match(line[:LINE])
        if found:
            seen.add(found.lastgroup)
    return "from" in seen and len(seen) >= 3


def _without_signature(lines: list[str]) -> list[str]:
    """The lines before a signature, without the lines that telephones add."""
    for at, line in enumerate(lines):
        if SIGNATURE.match(line) and any(word.strip() for word in lines[:at]):
            lines = lines[:at]
            break
    lines = [line for line in lines if not (len(line) < 120 and DEVICE.match(line)) and line.strip() != TRACKER]
    written = [at for at, line in enumerate(lines) if line.strip()]
    if len(written) > 1 and SIGNED_OFF.match(lines[written[-1]]) and not SIGNED_OFF.match(lines[written[-2]]):
        return lines[: written[-1]]
    return lines
