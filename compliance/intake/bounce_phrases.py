"""What mail systems say about mail that they could not deliver, in the languages in which they say it.

All are looked for in lower-cased text.
"""

import re

DAEMON = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|mdaemon|postmaster|mail-?delivery|mail-?admin|mailadministrator|bounces?|daemon"
    r"|mailer|mms?d|mta|microsoftexchange[0-9a-f]{10,}|maildelivery-\w+|mail\.daemon|post[-_.]?master|smtp|exchange"
    r"|sysadmin|error[-_]?mail|administrator)(?:[+@.\\-]|\Z)"
)
DAEMON_NAME = re.compile(
    r"mail(?:er)?[- ]?deliver[ys]?(?: (?:sub)?system| service)?|mail(?:er)?[- ]?daemon|mail administrator"
    r"|system ?administrator|the post office|mail system|internet mail delivery|e?mail delivery|post ?master|mail router"
    r"|delivery (?:system|subsystem|agent)|administrateur syst|administrador del sistema|amministratore di sistema"
    r"|administrador do sistema|systeembeheerder|administrator systemu|mail transport|mail service\b|microsoft outlook\Z"
    r"|smtp (?:gateway|server)|mail gateway|spam firewall|mail returned|undelivered mail|mail error"
)
SUBJECT = re.compile(
    r"undeliver(?:able|ed)|un-?deliverable|deliver(?:y|ing) (?:status|fail|problem|report|notification|error|warning|has failed"
    r"|unsuccessful|incomplete|delayed|attempt)|failure notice|failure delivery|failed deliver|return(?:ed"
    r"|ing)(?: to sender)?:? ?(?:e?-?mail|message)|mail (?:delivery|returned|system error|failure|could not)"
    r"|failed (?:e-?)?mail\b"
    r"|message (?:not|you sent|undeliver|could not be|rejected|delivery)|mail not delivered|returned to sender"
    r"|non-?deliver|not delivered|could not be delivered|couldn't be delivered|couldn’t be delivered|cannot be delivered"
    r"|delivery (?:of your|to)\b.{0,60}fail|bounced? (?:mail|message|e-?mail)|user unknown|unknown user|rejected mail"
    r"|unzustellbar|nicht zustellbar|nicht zugestellt|zustell(?:ung|fehler|bericht|problem).{0,30}|unzustellbarkeit"
    r"|fehlgeschlagen.{0,20}zustell|nachricht.{0,30}nicht.{0,20}(?:zugestellt|übermittelt)|non remis|échec (?:de|d'envoi"
    r"|de la)|non distribu|remise (?:a échoué|impossible)|impossible de remettre|courrier retourné|avis de non"
    r"|no (?:se puede|se ha podido|se pudo) entregar|no entregad|entrega fallida|error (?:de|en la) entrega"
    r"|falló la entrega|correo devuelto|mensaje no enviado|no entregable|não (?:entregue|é possível entregar"
    r"|foi possível entregar)|falha na entrega|mensagem devolvida|impossível entregar|não pôde ser entregue"
    r"|non recapitabile|impossibile recapitare|mancat[ao] (?:recapito|consegna)|consegna non riuscita"
    r"|messaggio non consegnato|non consegnat|errore di consegna|avviso di mancata consegna|onbestelbaar|niet bezorgd"
    r"|kan niet (?:worden )?bezorg|niet afgeleverd|bezorging.{0,20}mislukt|onbezorgbaar|niedostarczon"
    r"|nie można dostarczyć|nie dostarczon|zwrot wiadomości|niedoręczon|nie udało się dostarczyć|nedoručen|nedoručitel"
    r"|nelze doručit|nepodařilo se doručit|går inte att leverera|ej levererat|kan ikke leveres|kunne ikke leveres"
    r"|ikke levert|ikke leveret|olevererbart|kan ej leverera|uleverlig|ei voitu toimittaa|toimittamaton|perille toimit"
    r"|недоставлен|не (?:может быть )?доставлен|не удалось доставить|невозможно доставить|ошибка доставки"
    r"|сообщение не доставлено|недоставка|kézbesíthetetlen|kézbesítés|nelivrat|nu a (?:putut|fost) (?:fi )?livrat"
    r"|teslim edilemedi|iletilemedi|teslim hatası|μη παραδόσιμο|δεν παραδόθηκε|配信(?:不能|できません|エラー)"
    r"|送信(?:できません|エラー)|未達|不達|宛先不明|エラーメール|返送|退信|无法(?:送达|投递)|無法(?:傳遞|送達)|投递失败"
    r"|未送达|退件|배달(?:되지|할 수 없|실패)|반송|warning: (?:could not|message).{0,60}|could not send message"
    r"|delayed mail|delivery delayed|message delayed|mail delayed|verzögert|blocked by our|message you sent blocked"
    r"|mail loop|quota exceed|mailbox (?:is )?full"
)
NOTICE = re.compile(
    r"could(?: not|n['’]t) be (?:delivered|sent|completed)|can(?:not|['’]t) be delivered|(?:was|were|has) (?:not"
    r"|n['’]t) (?:been )?delivered|did not reach|undeliver(?:able|ed)|not deliverable|wasn['’]t able to deliver"
    r"|(?:unable|not able|failed|failure) to (?:be )?deliver|error (?:occurred )?(?:while )?(?:attempting to "
    r"|trying to )?deliver|delivery (?:to the following|has failed|failed|failure|problems?|errors?|status notification"
    r"|attempt)|had (?:permanent )?(?:fatal )?(?:delivery )?(?:errors|problems)|failed (?:recipient|address)"
    r"|caused the following errors|unknown user|user unknown|no such (?:user|recipient|mailbox|person)"
    r"|mailbox (?:is )?(?:full|unavailable|not found|unknown|disabled)|over(?: the)? quota|quota exceeded"
    r"|recipient (?:address )?rejected|not an? (?:valid|known|existing) (?:user|recipient|mailbox|e?-?mail address)"
    r"|did not (?:exactly )?match an?|(?:has been|was) (?:postponed|returned) (?:due|because)|permanent (?:fatal )?error"
    r"|returned to (?:you|sender|the sender)"
    r"|address(?:es)? (?:could not be found|failed|rejected)|host (?:unknown|not found)"
    r"|doesn['’]t have an? .{0,30}account|message (?:was |has been )?(?:rejected|blocked|returned|undelivered)"
    r"|unrouteable|failure reasons|reasons? for failure|transcript of (?:the )?session|non-deliverable|not listed in"
    r"|could not send|no puede ser entregad|no pudo ser entregad|no se (?:pudo|ha podido|puede) entregar|nao pode ser"
    r"|não (?:pôde|pode|foi|foram|é possível) .{0,20}entreg|nicht (?:zugestellt|zustellbar|ausgeliefert|übermittelt"
    r"|erreicht)|konnte.{0,80}nicht.{0,40}(?:zugestellt|übermittelt|ausgeliefert)|n['’]a (?:pas "
    r"|pu )?(?:pu )?être (?:remis|distribué|délivré|livré)|pas (?:pu )?(?:être )?(?:remis|distribué|livré)"
    r"|non (?:è stato|è stata|può essere|e' stato) (?:possibile )?(?:consegn|recapit)|impossibile (?:recapitare"
    r"|consegnare)|(?:niet|kon niet|kan niet) (?:worden )?(?:bezorgd|afgeleverd)|nie (?:mo[żz]na|mo[żz]e|uda[łl]o"
    r"|zosta[łl]a).{0,30}dostarcz|nedoruč|kunne ikke leveres|inte (?:kunde )?levereras|ei voitu toimittaa|не (?:может"
    r"|удалось|было|был[ао]?|смогли).{0,60}достав|недостав|送信(?:でき|に失敗)|配信(?:でき|不能)|届けることができ"
    r"|送達でき|エラーのため|あて先|宛先.{0,30}(?:見つかり|不明|ありません)|デリバリ|无法(?:送达|投递|发送)|無法(?:傳遞"
    r"|送達|投遞)|退回|존재하지 않|teslim edil|iletilem|mail loop"
)
DELAYED = re.compile(
    r"\b(?:will|going to) (?:be )?(?:retr|keep trying|continue trying|try again)|still being (?:tried|retried|re-?tried)"
    r"|attempts will continue|continue to try|has been postponed"
    r"|warning (?:message )?only|delivery (?:has been |is )?delayed|not yet been delivered"
    r"|could not (?:yet )?be delivered for|has not yet been|do not need to resend|noch nicht zugestellt"
    r"|weitere zustellversuche|wird weiter versucht|pas encore été (?:remis|livré)|aún no se ha entregado"
    r"|ainda não foi entregue|non è ancora stato"
)
