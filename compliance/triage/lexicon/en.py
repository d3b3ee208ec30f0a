"""English."""

from compliance.triage.lexicon.lexicon import Lexicon

DATA = (
    r"(?:data|details?|infos?|informations?|account|accounts|acct|acount|profile|records?|membership|registration|file|history|"
    r"number|e-?mails?|addresse?s?|adress|name|phone|picture|photos?|login|username|entry|listing|cv|resume|application|notes|review|comments?|post|posts)"
)
ENTRIES = {
    "address": r"[\w.+-]{1,64}@[\w.-]{3,99}",
    "data": DATA,
    "mine": rf"(?:(?:my|our|his|her|their|mine)(?: \w+){{0,4}}? {DATA}|mine|(?:whatever|everything|anything|all)(?: \w+){{0,3}}? (?:you|u|on me|about me|of mine)|(?:all|any|every|the)(?: \w+)? (?:data|info|information|details|records|accounts?|photos?|pictures?|stuff)"
    r"(?: \w+)? (?:that |which )?(?:you|u|about me|on me|of me|relating to me|concerning me|pertaining to me|belonging to me|associated with (?:me|my|this)|linked to|held)|(?:all |any |the )?personal (?:data|information|details|info)|account|everything)",
    "erase": r"(?:delete|erase|remove|purge|wipe|destroy|expunge|scrub|deleet|delte|dlete|deletion|erasure|removal|removing|deleting|erasing|get rid|close|terminate|cancel|"
    r"deactivate|forget|take down|pull down)",
    "list": r"(?:(?:mailing|maling|mail|email|e-mail|distribution|marketing|newsletter|your|this|the|ur)(?: \w+){0,3}? (?:list|lists|newsletters?|digest|mailings?|group|feed|distribution|database of mails)|"
    r"(?:your|this|the|ur) (?:list|lists|newsletters?)|newsletters?|mailings?|cypherpunks|this group|listserv)",
    "mails": r"(?:e-?mails?|mails?|newsletters?|messages?|texts?|sms|text messages|spam|advert\w*|ads|marketing|promo\w*|offers|catalogues?|catalogs?|brochures?|mailings?|calls?|junk|post|letters|stuff|this|these|it|crap|shit)",
    "unsub": r"(?:un-?s[a-z]?[ubs]{1,4}[cs]?[a-z]{0,2}r[a-z]{0,2}(?:b|v|p)\w*|unsub|unsu[bs]?s?[a-z]{0,2}[cr]{1,2}[a-z]{0,2}b\w*|unsubs|usubscribe|ubsubscribe|unsusbscribe|unscribe|signoff|sign-off|opt-?out|un-?subscription)",
}
KINDS = {
    "removal": (
        r"{erase} ~{mine}",
        r"!right (?:to (?:be )?(?:forgotten|erasure|deletion|delete|removal)|of (?:erasure|deletion))",
        r"!(?:erasure|deletion|data removal|data deletion|account deletion|account removal|account closure) request",
        r"!request ~(?:for )?(?:the )?(?:erasure|deletion|removal) (?!from)",
        r"?(?:deletion|erasure|removal) of (?:my|our|his|her|the|all|any|personal)",
        r"!(?:have|want|get|see|need|wants?|like) ~(?:my|our|his|her|all|the) ~{data} ~(?:deleted|erased|removed|gone|wiped|destroyed|closed|purged|taken down)",
        r"!(?:stop|cease|do not|don't) (?:storing|keeping|holding|store|keep|hold|retain|retaining) (?:any |of |all )*(?:my|our|his|her) {data}",
        r"!forget (?:about )?(?:me|my)", r"!gdpr delete", r"!(?:delete|erase) (?:me|my account|my data|everything|us)(?! from ~{list})",
        r"!(?:copy|send|export|information|data|account|you have|hold|everything|disclose|which)(?: \w+){0,14}? (?:and|then|afterwards|afterward|before) (?:\w+ ){0,2}?(?:delete|erase|remove|deleting|destroy) (?:it|them|everything|all|that|those)",
        r"!account(?: \w+){0,14}? (?:delete|close|remove|erase) (?:it|this|that|them)(?! (?:doesn|fails|does not))", r"!(?:then|afterwards) (?:delete|erase|remove|destroy) (?:it|them|everything)",
        r"!close (?:down )?(?:my|our|his|her) ~(?:account|profile|membership)",
        r"!remove me from (?:your |the |all )*(?:\w+ )?(?:database|databases|systems?|records|files|site|website|service)",
        r"(?:take|pull|get) (?:down )?(?:my|our|his|her) {data} (?:\w+ ){0,3}?(?:down|off|out)",
        r"!i (?:want|wish|would like) to be (?:forgotten|deleted|erased)",
        r"!(?:i )?no longer (?:want|wish|need) (?:you to (?:have|keep|hold)|(?:my|an|this|the) account|to have an account)",
    ),
    "amendment": (
        r"(?:correct|rectify|fix|amend|update|change|modify|alter|edit|replace|complete|adjust|revise) ~(?:my|our|his|her|the (?:\w+ )?(?:name|address|e-?mail|phone|surname|birth|spelling)|inaccurate|incorrect|wrong)",
        r"!right (?:to|of) (?:rectification|correction|correct|rectify)",
        r"!(?:rectification|correction|amendment) request", r"?(?:rectification|correction|amendment) of (?:my|our|the|inaccurate|incorrect|wrong|personal)",
        r"!request ~(?:rectification|correction|amendment)",
        r"!(?:my|our|his|her) (?:\w+ ){0,3}?{data} (?:\w+ ){0,4}?(?:is|are|was|has been|were|was) (?:\w+ ){0,2}?(?:wrong|incorrect|inaccurate|misspelled|misspelt|mispelled|out of date|outdated|spelt|spelled|not right|not correct|false|obsolete|incomplete)",
        r"!you (?:have|got|ve|'ve) (?:\w+ ){0,2}?(?:my|our|his|her) (?:\w+ ){0,3}?(?:wrong|incorrect|misspelled|as)(?!\w)",
        r"!(?:wrong|incorrect|old|outdated|misspelled|inaccurate) (?:e-?mail |date of |last |first |maiden |postal |phone )?(?:name|address|birth|birthday|number|surname|phone|title|spelling|gender|spelled)(?= (?:on|in|for|of|to)? ?(?:my|your|file|records?|the account|account))",
        r"!(?:my|our) (?:new|correct|right|current|actual|real) (?:\w+ )?(?:name|address|e-?mail|phone|surname|number|spelling)(?: \w+)? (?:is|should)",
        r"!(?:i|we) (?:have |'ve |ve )?(?:moved|just moved|changed my name|got married|married|changed (?:my|our) (?:e-?mail|address|phone|number|name)|have a new (?:address|name|e-?mail|phone))",
        r"!(?:my|our|his|her) (?:\w+ )?(?:name|surname|address|birthday|date of birth|e-?mail|birth date) (?:is (?:actually |really |in fact )?\w+ (?:\w+ )?(?:not|instead)|should (?:be|read)|must be|ought)",
        r"!(?:(?:date of birth|birthday|surname|name|address|phone|number|e-?mail) )(?:\w+ ){0,3}?(?:is|are) (?:wrong|incorrect|misspelt|misspelled)", r"!(?:it|name|surname|that|address|number|year|date of birth) (?:should|must|ought to) (?:be|read|say)",
        r"!(?:is|are) spel(?:t|led)", 
    ),
    "unsubscribe": (
        r"!(?:please|pls|plz|kindly|just|want to|like to|wish to|need to|me|help|how (?:do|can|could|does|would) (?:i|one|you|we)|how to|(?:can|could|would|will) (?:you|someone|somebody|anyone|i)) ~{unsub}(?! (?:link|button|page|header|notices?|messages?|requests?|instructions?))",
        r"!{unsub} (?:me|us|my|this address|this email|{address}|please|pls|plz|from (?:this|your|the|all|any)|immediately|now|asap|cypherpunks)",
        r"!(?:remove|take|drop|delete|strike|unlist|cut|get|kick|pull|scratch|erase|cancel) (?:me|us|my|our|this|the (?:address|following)|{address}|him|her)(?: \w+){0,7}? (?:from|off|of|out of|on) (?:of )?~{list}",
        r"!^\W*(?:remove|stop|quit|leave|cancel|signoff|sign off|opt ?out|out|unsubscribed?)\W*$", r"!^\W*(?:please |pls )?(?:remove|delete|take) me\W*(?:off|please|now|asap|immediately|thanks?)?\W*$",
        r"!(?:remove|delete|take) (?:me|my name|us|my address|my email|off) ?(?:off|please|now|asap|immediately)?\W*$",
        r"!(?:stop|quit|cease|halt|no more|enough with|end) (?:\w+ )?(?:to )?(?:sending|send|mailing|e-?mailing|texting|spamming|contacting|calling|bothering|messaging|sms|posting|harassing|bombarding|flooding) ?(?:\w+ ){0,4}?(?:me|us|these|this|{mails})?",
        r"!(?:no|stop|cancel|end|discontinue|enough|quit with|halt) (?:more |any |the |all |of |your |this |these |those |my |further |with |receiving |getting |any more )*(?:(?:marketing|promotional|advertising|commercial|unwanted|junk|text|weekly|daily|bloody|damn|damned|stupid|fucking) )*(?:e-?mails?|mails|newsletters?|text messages|texts|sms|spam|advert\w*|ads|marketing|promo\w*|mailings?|junk mail|catalogu?es?|subscription(?: to)?|flow|feed)",
        r"!(?:do not|don't|dont|never|not) (?:want|wish|like|care|need|to)? ?(?:to )?(?:receive|get|be sent|be mailed|be emailed|send|e-?mail|mail|contact|text|hear|subscribe|have)(?: (?:\w+ ){0,4}?(?:me|us|any|more|from you|your|{mails}|anymore|again))",
        r"!(?:no longer|not) (?:want|wish|like|interested|to be|be)(?: \w+){0,3}? (?:receive|receiving|get|getting|on|subscribed|sent|mailed|e-?mailed|a member|part|member|in)(?: \w+){0,6}? (?:{mails}|{list}|list|you)",
        r"!(?:turn off|shut off|stop|cancel) (?:the |this |my )(?:flow|flood|feed|subscription|mail|mailings?|newsletter|list|e-?mails?)",
        r"!(?:get|getting|removing|take|taking|removed|want|like|be|let|me) (?:\w+ ){0,4}?(?:off|out|removed|taken|dropped|deleted|unlisted) (?:of |from |off )*{list}",
        r"!(?:opt|opting) (?:me )?out (?:of|from) ~{mails}", r"!sign ?(?:me )?-?off", r"!cancel (?:my|the|this|our) (?:subscription|newsletter|membership (?:in|on|of) ~list)",
        r"!i (?:have |'ve )?(?:never|did not|didn't|didnt) (?:signed|sign|subscribed?|asked|ask|requested?|want(?:ed)?) (?:up )?(?:for|to|this|these|your|it) ?~(?:{mails}|list)",
        r"?{unsub}(?: (?:me|us|for now|please|pls|plz|thanks|thank you|request|asap|now|today|list|{address}|from (?:this|your|the|all) \w+(?: \w+)?)){0,3}(?=\W*$|\W*\n)",
        r"?{unsub}(?= \w+\W*$| {address})",
    ),
    "access": (
        r"!(?:subject )?access request", r"!(?:dsar|sar|sars)(?!\w)", r"!right (?:of|to) (?:access|know)", r"!right to (?:obtain|receive) (?:a )?copy",
        r"(?:copy|copies|overview|summary|list|disclosure|extract|print ?out|export|dump) of (?:\w+ ){0,4}?{mine}(?! (?:id|passport|receipt|invoice|order))",
        r"(?:access|accessing) (?:to )?(?:all )?(?:of )?(?:my|our|his|her|the) (?:own )?(?:personal )?(?:data|information|info|records|file|details)",
        r"!(?:what|which|any|whether|all|everything|how much)(?: \w+){0,4}? (?:data|info|informations?|details|stuff|things)?(?: \w+)? ?(?:do |does |did |that |has |have )?(?:you|u|your company|company|your \w+)(?: guys)? (?:currently |actually |still )?(?:have|hold|got|keep|store|process|know|collected|collect|stored|saved|hold|possess)(?: \w+){0,4}? (?:on|about|of|for|regarding|concerning) (?:me|us|my)(?= ?\W|$| in| and| under| or| so| by)",
        r"!what (?:do|does) (?:you|u|your company|your \w+) (?:\w+ )?know about (?:me|us)",
        r"!(?:do|does|whether|if|are) (?:you|u|your company)(?: \w+)? (?:have|hold|process|store|keep|processing|storing)(?: \w+){0,4}? (?:personal )?(?:data|info|information|anything|something|records)(?: \w+)? (?:on|about|of|concerning|relating to|regarding) (?:me|my)",
        r"(?:send|give|provide|show|tell|disclose|email|mail|furnish|supply|release|get(?! rid))(?: me| us)?(?: with)? ~(?:all|everything|any|whatever|what|the|my|full|complete|a copy|copies) ~(?:my (?:personal )?(?:data|information|info|file|records)|(?:data|info|information|personal data|records|everything|file)(?: that| which)?(?: you| u)(?:'ve)? (?:have|hold|keep|stored|store|got|collected|process|know)|you (?:have|know|hold|got|store|keep) (?:on|about) (?:me|us))",
        r"!(?:confirm|confirmation|know|tell)(?: \w+){0,4}? (?:whether|if|that|as to)(?: \w+){0,4}? (?:personal )?(?:data|information)(?: \w+){0,5}? (?:process|collect|held|hold|stored|sold|concerning me|about me)\w*",
        r"!(?:request|require|demand|seeking|seek|want|ask for|like)(?: \w+){0,3}? (?:access|disclosure)(?! (?:code|card|control|point|token))(?: \w+){0,3}? (?:personal|my|data|information)",
        r"!where (?:did|have|do|you) (?:you |u )?(?:get|got|obtain|obtained|have|find|found)(?: \w+)? (?:my|me)",
        r"!(?:categories|specific pieces|sources) of (?:personal information|personal data|sources)(?: \w+){0,6}? (?:collected|about me|disclosed|sold|held|share)",
        r"!(?:who|whom|to whom)(?: \w+){0,5}? (?:shared?|sold|sell|disclosed?|give|gave|passed?)(?: \w+)? my (?:personal )?(?:data|info|information|details)",
    ),
    "portability": (
        r"!(?:right (?:to|of) )?(?:data )?portability", r"!portable (?:format|copy|and)", r"!machine ?readable",
        r"!(?:transfer|transmit|port|move|migrate|hand over)(?: \w+){0,3}? my (?:personal )?(?:data|information|records|account data)(?: \w+){0,4}? to (?!third|a third|any third|countries|other countries)",
        r"!my (?:\w+ ){0,3}?(?:data|information)(?: \w+){0,3}? (?:as|in)(?: an?)? (?:csv|json|xml|excel|spreadsheet)", r"!(?:export|download) (?:of )?(?:all )?(?:of )?my (?:personal )?(?:data|information|account)",
    ),
    "objection": (
        r"!i (?:also |hereby |therefore |strongly |do |herewith |expressly |formally )*object (?:\w+ ){0,2}?(?:to|against)", r"!(?:i )?(?:wish|want|like) to object to", r"!right to object", r"!objection to (?:the |any |your )*(?:processing|use|profiling|direct|marketing)",
        r"!(?:stop|cease|refrain from|do not|don't|dont)(?: to)? (?:using|processing|profiling|use|process|profile|sharing|share|tracking|track|analysing|analyzing)(?: \w+){0,3}? (?:my|our|me|his|her)(?! (?:\w+ )?(?:card|bank))",
        r"!i (?:do not|don't|dont) (?:want|consent|agree|wish|allow)(?: \w+){0,3}? (?:you )?(?:to )?(?:using?|process|processing|profil\w+|track\w*)(?: \w+){0,3}? (?:my|me)",
        r"!(?:opt|opting) (?:me )?out (?:of|from) ~(?:profiling|processing|direct marketing|targeted|tracking)",
    ),
    "restriction": (
        r"!right (?:to|of) restrict\w*", r"!restrict(?:ion of|ing)? (?:the |all |any )*(?:processing|use)", r"!(?:freeze|block|suspend|lock|put on hold)(?: \w+){0,3}? (?:my|processing of) (?:\w+ )?(?:data|information|details)", r"!limit (?:the )?processing",
    ),
    "opt_out_of_sale": (
        r"!(?:do not|don't|dont|not to|stop|never|cease|refrain from|no) (?:sell|selling|sale|sharing|share|shared?|trade|rent)(?: or \w+)?(?: \w+){0,2}? (?:my|our|me|of my|personal|his|her)", r"!do not sell", r"!opt ?(?:me )?out(?: of| from)? (?:\w+ ){0,5}?(?:sale|sell|selling|sharing)", r"!right to opt ?out (?:of|from) (?:the )?(?:sale|sharing|selling)",
        r"!not (?:to )?sell (?:or \w+ )?(?:any |of )*my", r"!(?:selling|sale of) my (?:personal )?(?:data|information|info|details)(?= \w+)? (?:stop|must)",
    ),
    "limit_sensitive": (r"!limit (?:the )?(?:use|disclosure)(?: \w+){0,5}? (?:sensitive|my)", r"!right to limit",),
    "withdraw_consent": (
        r"!(?:withdraw|revoke|retract|rescind|cancel|take back|withdrawing|revoking|withdrawal of) (?:\w+ ){0,4}?(?:consent|permission|authori[sz]ation|agreement to)", r"!no longer (?:consent|agree|give (?:you )?(?:my )?consent)",
    ),
    "complaint": (
        r"!(?:lodge|file|filing|lodging|submit|submitting|make|making|raise|want|wish)(?: \w+){0,3}? complaint", r"!(?:this is|formal|official) (?:a |an )?(?:\w+ )?complaint", r"!complaint (?:under|pursuant|according|in accordance|about|against|regarding|concerning|to the)",
        r"!(?:not|no|never|failed|fail|still)(?: \w+){0,5}? (?:received?|had|got|gotten|get|respond(?:ed)?|reply|replied|answer(?:ed)?|response|compl(?:y|ied)|heard)(?: \w+){0,9}? (?:my|this|that|the|to) (?:\w+ ){0,3}?(?:request|e-?mail|letter|dsar|sar|demand|inquiry)",
        r"!(?:request|letter|e-?mail)(?: \w+){0,16}? (?:without|no|not|never|ignored|unanswered)(?: \w+){0,4}? (?:received|answer|answered|response|reply|replied|responded|complied)", r"!i (?:want to )?complain",
        r"!(?:time|period|deadline|limit)(?: \w+){0,12}? (?:has|have|is|was|been) (?:\w+ )?(?:passed|expired|exceeded|elapsed|lapsed|overdue)",
        r"!(?:refused|failed|declined) (?:to )?(?:comply|complied|respond|fulfil\w*|answer|my request)",
    ),
}
ENGLISH = Lexicon(
    code="en",
    function="the and to of is you that for it with are be this have my on not your was will from please what can i me do has been would which any an as by or if but just",
    ask=r"please|pls|plz|plse|pleas|kindly|i (?:hereby |also |now |would |therefore |herewith |formally |'d |do |just )*(?:request|demand|ask|want|wish|need|like|insist|require|expect|exercise|invoke)|"
    r"i'd like|i am (?:\w+ )?(?:requesting|asking|writing|exercising|demanding)|i'm (?:requesting|asking|writing|exercising)|i (?:am )?(?:write|writing) to|(?:can|could|would|will|wld) (?:you|u|someone|somebody)|you (?:must|should|need to|have to|are required)|let me know|"
    r"how (?:do|can|could|would) i|how to|help|may i|can i|could i|requests? |my right|under (?:the )?gdpr|pursuant to|in accordance with|want|we (?:hereby )?(?:request|demand|ask|want)|at once|immediately|asap|now",
    block=r"(?:invoice|parcel|package|delivery|(?:my|the|from) order|shopping cart|table|colou?r)(?: \w+)? (?!.{0,400}(?:personal|gdpr|ccpa|account|my data))|(?:cancel|remove|delete) (?:my|the) (?:order|booking|reservation|appointment|item)|(?:do not|don't|dont|not|never|no need to|without (?:deleting|removing)|please don't|did not|didn't|rather than|instead of)(?: \w+){0,3}? (?:delete|erase|remove|close|deletion|erasure|correct|change|amend|update|unsubscribe|removed|deleted|unsubscribed|a (?:deletion|removal|gdpr))|"
    r"(?:i|we|he|she|they|you|somebody|someone) (?:have |had |'ve |already |just |accidentally |recently |finally |has )*(?:deleted|erased|removed|closed|corrected|changed|amended|updated|unsubscribed|requested to)(?! from| is| but| and)|"
    r"(?:was|were|got|been|being|is|are|get|gets) (?:\w+ )?(?:deleted|erased|removed|corrected|amended|unsubscribed|unsubbed)(?! (?:please|now))|(?:thank|thanks|thx|thankyou) (?:you )?(?:\w+ )?for (?:\w+ )?(?:deleting|removing|correcting|your|updating|the|erasing|confirming|un)|"
    r"(?:when|whenever|after|before|while|once|if) (?:i|we|you|users?|people|they|someone|a user|customers?|your customers?|somebody) (?:\w+ )?(?:try |tried |want |wish |decide )?(?:to )?(?:delete|deleted|remove|removed|erase|unsubscribe|correct|update|change|close|click|request|prefer|do|would|no longer|object)|"
    r"how (?:long|often|soon)|(?:to|you can|you may|you could|you might|they|people|users|can always|may always|able to|simply|can|may) (?:\w+ )?(?:unsubscribe|remove yourself|be removed|opt ?-?out|opt out|unsub)(?= ~(?:click|send|visit|go|reply|from this (?:e-?mail|newsletter)|at any time|anytime|by|follow|using|please|see|here|http|from the cypherpunks|from list|simply|via|instead|just))|"
    r"click (?:here|below|on|the)|your (?:request|inquiry|account|subscription|rights?|data|personal (?:data|information)|privacy|customers|users|website's|clients|compliance)(?: (?:has|was|is|will|to|under|regarding|rights|with us|request|must|deserves))|"
    r"(?:we|our team|our service|our company|our platform|our software|our tool) (?:\w+ )?(?:help|offer|provide|handle|manage|automate|received|have received|specialize|make|makes|helps)|we (?:have |will |'ll |process|received|can |are |do |are able|may )|your (?:gdpr|dsar) |(?:you|your email) (?:are|have been|were) (?:receiving|subscribed|signed)|"
    r"(?:message|body|subject|line|word|command|mail) (?:of|with|containing|saying|consisting)|majordomo|in the (?:subject|body)|"
    r"do you (?:offer|support|comply|sell|provide|need|accept)|(?:bug|crash|crashes|error message|stack ?trace|exception)(?!\w)|to (?:a |any |other )?third part",
    threat=r"if you (?:\w+ ){0,3}?(?:not|fail|don't|dont|refuse|ignore)|reserve|otherwise|should you|unless|i (?:will|shall|may|might|would|'ll)|we (?:will|shall|may)|right to (?:\w+ )?(?:lodge|file|complain|make)|failure to|in case|within (?:\w+ ){0,3}?(?:days|month)",
    kinds=KINDS,
    entries=ENTRIES,
)
