"""What people write in English when they ask for something, by kind; `{name}` stands for an entry of `en`."""

KINDS = {
    "removal": (
        r"{erase} ~{mine}",
        r"!right (?:to (?:be )?(?:forgotten|erasure|deletion|delete|removal)|of (?:erasure|deletion))",
        (
            r"!(?:erasure|deletion|data removal|data deletion|account deletion|account removal|account closure) "
            r"request"
        ),
        r"!request ~(?:for )?(?:the )?(?:erasure|deletion|removal) (?!from)",
        r"?(?:deletion|erasure|removal) of (?:my|our|his|her|the|all|any|personal)",
        (
            r"!(?:have|want|get|see|need|wants?|like) ~(?:my|our|his|her|all|the) ~{data} ~(?:deleted|erased|removed|"
            r"gone|wiped|destroyed|closed|purged|taken down)"
        ),
        (
            r"!(?:stop|cease|do not|don't) (?:storing|keeping|holding|store|keep|hang on to|hold on "
            r"to|hold|retain|retaining) (?:any |of |"
            r"all )*(?:my|our|his|her) {data}"
        ),
        r"!forget (?:about )?(?:me|my)",
        (
            r"!(?:can|could|may|want to|like to) i? ?be (?:forgotten|deleted|erased|removed from your "
            r"(?:system|database|records))"
        ),
        r"^\W*(?:please |so |now |just )?(?:delete|erase|remove|wipe|bin|scrap) (?:it|them|that|those|this)\W",
        r"!(?:all|any|every) traces? of (?:me|us)",
        (
            r"!(?:can|could|must|should|please have) (?:my|our) (?:\w+ )?{data} (?:be|get) (?:\w+ )?(?:deleted|"
            r"removed|erased|closed|wiped)"
        ),
        r"!nuke (?:my|all)",
        r"!gdpr delete",
        r"!(?:delete|erase) (?:me|my account|my data|everything|us)(?! from ~{list})",
        (
            r"!(?:copy|send|export|information|data|account|you have|hold|everything|disclose|which)(?: \w+){0,14}? "
            r"(?:and|then|afterwards|afterward|before) (?:\w+ ){0,2}?(?:delete|erase|remove|deleting|destroy|get rid of|"
            r"wipe|bin|scrap) (?:it|them|everything|all|that|those)"
        ),
        r"!account(?: \w+){0,14}? (?:delete|close|remove|erase) (?:it|this|that|them)(?! (?:doesn|fails|does not))",
        r"!(?:then|afterwards) (?:delete|erase|remove|destroy) (?:it|them|everything)",
        r"!close (?:down )?(?:my|our|his|her) ~(?:account|profile|membership)",
        (
            r"!remove me from (?:your |the |all )*(?:\w+ )?(?:database|databases|systems?|records|files|site|website|"
            r"service)"
        ),
        r"(?:take|pull|get) (?:down )?(?:my|our|his|her) {data} (?:\w+ ){0,3}?(?:down|off|out)",
        r"!i (?:want|wish|would like) to be (?:forgotten|deleted|erased)",
        (
            r"!(?:i )?no longer (?:want|wish|need) (?:you to (?:have|keep|hold)|(?:my|an|this|the) account|to have an "
            r"account)"
        ),
    ),
    "amendment": (
        (
            r"(?:correct|rectify|amend|update) ~(?:my|our|his|her|the (?:\w+ "
            r")?(?:name|address|e-?mail|phone|surname|birth|"
            r"spelling)|inaccurate|incorrect|wrong)"
        ),
        (
            r"(?:fix|change|modify|alter|edit|replace|complete(?! "
            r"(?:removal|deletion|erasure|copy|list|disclosure|record))|adjust|revise) ~(?:(?:my|our|his|her)(?: \w+){0,4}? "
            r"(?:{data}|title|gender|surname|birthday|birth|post ?code|spelling)|the (?:\w+ "
            r")?(?:name|address|e-?mail|phone|"
            r"surname|birth|spelling)|inaccurate|incorrect|wrong)"
        ),
        r"!right (?:to|of) (?:rectification|correction|correct|rectify)",
        r"!(?:change|correction) of (?:name|address|e-?mail|surname|phone)|(?:address|name) (?:change|correction)",
        r"!(?:rectification|correction|amendment) request",
        r"?(?:rectification|correction|amendment) of (?:my|our|the|inaccurate|incorrect|wrong|personal)",
        r"!request ~(?:rectification|correction|amendment)",
        (
            r"!(?:my|our|his|her) (?:\w+ ){0,3}?{data} (?:\w+ ){0,4}?(?:is|are|was|has been|were|was) (?:\w+ "
            r"){0,2}?(?:wrong|incorrect|inaccurate|misspelled|misspelt|mispelled|out of date|outdated|spelt|spelled|"
            r"not right|not correct|false|obsolete|incomplete)"
        ),
        (
            r"!you (?:have|got|ve|'ve) (?:\w+ ){0,2}?(?:my|our|his|her) (?:\w+ ){0,3}?(?:wrong|incorrect|misspelled|"
            r"as)(?!\w)"
        ),
        (
            r"!(?:wrong|incorrect|old|outdated|misspelled|inaccurate) (?:e-?mail |date of |last |first |maiden |"
            r"postal |phone )?(?:name|address|birth|birthday|number|surname|phone|title|spelling|gender|spelled)(?= "
            r"(?:on|in|for|of|to)? ?(?:my|your|file|records?|the account|account))"
        ),
        (
            r"!(?:my|our) (?:new|correct|right|current|actual|real) (?:\w+ )?(?:name|address|e-?mail|phone|surname|"
            r"number|spelling)(?: \w+)? (?:is|should)"
        ),
        (
            r"!(?:i|we) (?:have |'ve |ve )?(?:(?:just )?moved(?! (?:away|on|abroad|provider))|changed my "
            r"name|got married|married|changed (?:my|our) "
            r"(?:e-?mail|address|phone|number|name)|have a new (?:address|name|e-?mail|phone))"
        ),
        (
            r"!(?:my|our|his|her) (?:\w+ )?(?:name|surname|address|birthday|date of birth|e-?mail|birth date) (?:is "
            r"(?:actually |really |in fact )?\w+ (?:\w+ )?(?:not|instead)|should (?:be|read)|must be|ought)"
        ),
        (
            r"!(?:(?:date of birth|birthday|surname|name|address|phone|number|e-?mail) )(?:\w+ ){0,3}?(?:is|are) "
            r"(?:wrong|incorrect|misspelt|misspelled)"
        ),
        r"!(?:name|surname|address|number|year|date of birth) (?:should|must|ought to) (?:be|read|say)",
        r"!(?:it|that) (?:should|must|ought to) (?:be|read|say) ~(?:not|instead|rather|with|spelled|spelt)",
        (
            r"!(?:phone|number|address|e-?mail|name|data|details)(?: \w+){0,2}? you (?:have|hold|got)(?: \w+){0,4}? "
            r"(?:is|are) (?:\w+ ){0,2}?(?:wrong|incorrect|out of date|outdated|old|misspelt)"
        ),
        r"!my (?:\w+ )?(?:name|surname|address|e-?mail|phone|number|title)(?: \w+)? (?:has|have) changed",
        r"!(?:i|we) (?:now live|live now) (?:at|in)|my (?:\w+ )?(?:address|name|e-?mail|number) is now",
        r"!(?:please|kindly|pls) (?:(?:correct|rectify|amend) (?:that|this|it)|update your records)",
        r"!(?:i |we |just )(?:got|get|am|are|was) (?:just )?married|got (?:re)?married|(?:maiden|married) name",
        (
            r"!(?:entry|record|report|data|information|details|file|note|notes|score)(?: \w+){0,3}? (?:about|on|of|for) "
            r"(?:me|us|my \w+) (?:is|are|was) (?:\w+ )?(?:inaccurate|wrong|false|incorrect|outdated|not true|untrue)"
        ),
        r"!(?:is|are) spel(?:t|led)",
    ),
    "unsubscribe": (
        (
            r"!(?:please|pls|plz|kindly|just|want to|like to|wish to|need to|me|help|how (?:do|can|could|does|would) "
            r"(?:i|one|you|we)|how to|(?:can|could|would|will) (?:you|someone|somebody|anyone|i)) ~{unsub}(?! (?:link|"
            r"button|page|header|notices?|messages?|requests?|instructions?))"
        ),
        (
            r"!{unsub} (?:me|us|my|this address|this email|{address}|please|pls|plz|from (?:this|your|the|all|any)|"
            r"immediately|now|asap|cypherpunks)"
        ),
        (
            r"!(?:remove|take|drop|delete|strike|unlist|cut|get|kick|pull|scratch|erase|cancel) (?:me|us|my|our|this|"
            r"the (?:address|following)|{address}|him|her)(?: \w+){0,7}? (?:from|off|of|out of|on) (?:of )?~{list}"
        ),
        r"!^\W*(?:remove|stop|quit|leave|cancel|signoff|sign off|opt ?out|out|unsubscribed?)\W*$",
        r"!^\W*(?:please |pls )?(?:remove|delete|take) me\W*(?:off|please|now|asap|immediately|thanks?)?\W*$",
        (
            r"!(?:remove|delete|take) (?:me|my name|us|my address|my email|off) ?(?:off|please|now|asap|"
            r"immediately)?\W*$"
        ),
        (
            r"!(?:stop|quit|cease|halt|no more|enough with|end) (?:\w+ )?(?:to )?(?:sending|send|mailing|e-?mailing|"
            r"texting|spamming|contacting|calling|bothering|messaging|sms|posting|harassing|bombarding|flooding) "
            r"?(?:\w+ ){0,4}?(?:me|us|these|this|{mails})?"
        ),
        (
            r"!(?:no|stop|cancel|end|discontinue|enough|quit with|halt) (?:more |any |the |all |of |your |this |these "
            r"|those |my |further |with |receiving |getting |any more )*(?:(?:marketing|promotional|advertising|"
            r"commercial|unwanted|junk|text|weekly|daily|bloody|damn|damned|stupid|fucking) )*(?:e-?mails?|mails|"
            r"newsletters?|text messages|texts|sms|spam|advert\w*|ads|marketing|promo\w*|mailings?|junk mail|"
            r"catalogu?es?|subscription(?: to)?|flow|feed)"
        ),
        (
            r"!(?:do not|don't|dont|never|not) (?:want|wish|like|care|need|to)? ?(?:to )?(?:receive|get|be sent|be "
            r"mailed|be emailed|send|e-?mail|mail|contact|text|hear|subscribe|have(?! to))(?: (?:\w+ ){0,4}?(?:me|us|any|"
            r"more|from you|your|{mails}|anymore|again))"
        ),
        (
            r"!(?:no longer|not) (?:want|wish|like|interested|to be|be)(?: \w+){0,3}? (?:receive|receiving|get|"
            r"getting|on|subscribed|sent|mailed|e-?mailed|a member|part|member|in)(?: \w+){0,6}? (?:{mails}|{list}|"
            r"list|you)"
        ),
        (
            r"!(?:turn off|shut off|stop|cancel) (?:the |this |my )(?:flow|flood|feed|subscription|mail|mailings?|"
            r"newsletter|list|e-?mails?)"
        ),
        (
            r"!(?:get|getting|have|name|address|removing|take|taking|removed|want|like|be|let|me) (?:\w+ "
            r"){0,4}?(?:off|out|removed|taken|dropped|deleted|unlisted) (?:of |from |off )*{list}"
        ),
        r"!(?:opt|opting) (?:me )?out (?:of|from) ~{mails}",
        r"!sign ?(?:me )?-?off",
        (
            r"!(?:do not|don't|dont|never|not|stop)(?: ever)? (?:contact|write|e-?mail|text|call|message|mail|"
            r"bother)(?:ing)?(?: to)? (?:me|us|him|her)"
        ),
        r"!(?:get|take) me off(?! guard)",
        r"!leave (?:me|us|him|her) alone",
        (
            r"!(?:could not|couldn't|cannot|can't|cant|no idea|unable|don't know|not find|any way|tried)(?: "
            r"\w+){0,4}? to (?:be )?{unsub}"
        ),
        r"!any way(?: \w+){0,3}? to be (?:removed|taken) (?:from|off)",
        (
            r"!to be (?:taken|struck) off|(?:remove|removed|take) (?:\w+ )?from (?:\w+ "
            r"){0,2}?(?:distribution|lists?|mailing)"
        ),
        (
            r"!(?:command|way|how|procedure|leave|want)(?: \w+){0,4}? (?:leave|quit|exit|off) (?:this|the|your) "
            r"(?:\w+ )?{list}"
        ),
        r"!make it stop|not interested (?:please )?remove|lose my (?:e-?mail|address|number)\w*",
        (
            r"!(?:still|keep|kept|continue to) (?:get|getting|receive|receiving) (?:\w+ ){0,3}?(?:newsletters?|"
            r"e-?mails from you|marketing|spam|mailings?|promo\w*|advert\w*)"
        ),
        r"!cancel (?:my|the|this|our) (?:subscription|newsletter|membership (?:in|on|of) ~list)",
        (
            r"!i (?:have |'ve )?(?:never|did not|didn't|didnt) (?:signed|sign|subscribed?|asked|ask|requested?|"
            r"want(?:ed)?) (?:up )?(?:for|to|this|these|your|it) ?~(?:{mails}|list)"
        ),
        (
            r"?{unsub}(?: (?:me|us|for now|please|pls|plz|thanks|thank you|request|asap|now|today|list|{address}|from "
            r"(?:this|your|the|all) \w+(?: \w+)?)){0,3}(?=\W*$|\W*\n)"
        ),
        r"?{unsub}(?= \w+\W*$| {address})",
    ),
    "access": (
        r"!(?:subject )?access request",
        r"!(?:dsar|sar|sars)(?!\w)",
        r"!right (?:of|to) (?:access|know)",
        r"!right to (?:obtain|receive) (?:a )?copy",
        (
            r"(?:copy|copies|overview|summary|list|disclosure|extract|print ?out|export|dump) of (?:\w+ "
            r"){0,4}?{mine}(?! (?:id|passport|receipt|invoice|order))"
        ),
        (
            r"(?:access|accessing) (?:to )?(?:all )?(?:of )?(?:my|our|his|her|the) (?:own )?(?:personal )?(?:data|"
            r"information|info|records|file|details)"
        ),
        (
            r"!(?:what|which|any|whether|all|everything|how much)(?: \w+){0,4}? (?:data|info|informations?|details|"
            r"stuff|things)?(?: \w+)? ?(?:do |does |did |that |has |have )?(?:you|u|your company|company|your \w+)(?: "
            r"guys)? (?:currently |actually |still )?(?:have|hold|got|keep|store|process|know|collected|collect|"
            r"stored|saved|hold|possess)(?: \w+){0,4}? (?:on|about|of|for|regarding|concerning) (?:me|us|my)(?= ?\W|$|"
            r" in| and| under| or| so| by)"
        ),
        (
            r"!(?:tell|show|know|see|list)(?: \w+){0,2}? (?:what|which|any|all) (?:personal )?(?:data|information|"
            r"details) (?:of|about) (?:mine|me)"
        ),
        r"!(?:like|want|wish|need) to (?:see|view|inspect|review) my (?:\w+ )?(?:file|data|records?|information)",
        r"!what (?:do|does) (?:you|u|your company|your \w+) (?:\w+ )?know about (?:me|us)",
        (
            r"!(?:do|does|whether|if|are) (?:you|u|your company)(?: \w+)? (?:have|hold|process|store|keep|processing|"
            r"storing)(?: \w+){0,4}? (?:personal )?(?:data|info|information|anything|something|records)(?: \w+)? "
            r"(?:on|about|of|concerning|relating to|regarding) (?:me|my)"
        ),
        (
            r"(?:send|give|provide|show|tell|disclose|email|mail|furnish|supply|release|get(?! rid))(?: me| us)?(?: "
            r"with)? ~(?:all|everything|any|whatever|what|the|my|full|complete|a copy|copies) ~(?:my (?:personal "
            r")?(?:data|information|info|file|records)|(?:data|info|information|personal data|records|everything|"
            r"file)(?: that| which)?(?: you| u)(?:'ve)? (?:have|hold|keep|stored|store|got|collected|process|know)|"
            r"you (?:have|know|hold|got|store|keep) (?:on|about) (?:me|us))"
        ),
        (
            r"!(?:confirm|confirmation|know|tell)(?: \w+){0,4}? (?:whether|if|that|as to)(?: \w+){0,4}? (?:personal "
            r")?(?:data|information)(?: \w+){0,5}? (?:process|collect|held|hold|stored|sold|concerning me|about me)\w*"
        ),
        (
            r"!(?:request|require|demand|seeking|seek|want|ask for|like)(?: \w+){0,3}? (?:access|disclosure)(?! "
            r"(?:code|card|control|point|token))(?: \w+){0,3}? (?:personal|my|data|information)"
        ),
        r"!how (?:did|have|do) (?:you|u) (?:\w+ )?(?:get|got|obtain|obtained|find|found) (?:\w+ )?my (?:\w+ )?{data}",
        r"!where (?:did|have|do|you) (?:you |u )?(?:get|got|obtain|obtained|have|find|found)(?: \w+)? (?:my|me)",
        (
            r"!(?:categories|specific pieces|sources) of (?:personal information|personal data|sources)(?: \w+){0,6}? "
            r"(?:collected|about me|disclosed|sold|held|share)"
        ),
        (
            r"!(?:who|whom|to whom)(?: \w+){0,5}? (?:shared?|sold|sell|disclosed?|give|gave|passed?)(?: \w+)? my "
            r"(?:personal )?(?:data|info|information|details)"
        ),
    ),
    "portability": (
        r"!(?:right (?:to|of) )?(?:data )?portability",
        r"!portable (?:format|copy|and)",
        r"!(?:it|them|my \w+|data|everything)(?: \w+){0,3}? (?:in|as) (?:an? )?(?:json|csv|xml)",
        (
            r"!(?:export|download|send|give|provide)(?: \w+){0,6}? my(?: \w+){0,6}? (?:to|as|in) (?:an? "
            r")?(?:csv|json|xml|xlsx?|spreadsheet)"
        ),
        (
            r"!my(?: \w+){0,8}? in a(?:\w+)? (?:file |data )?format (?:that |which "
            r")?(?:my|another|other|the|a|any) (?:\w+ "
            r"){0,3}?(?:can|could|will) (?:read|import|use|load|open)"
        ),
        r"!machine ?readable",
        (
            r"!(?:transfer|transmit|port|move|migrate|hand over)(?: \w+){0,3}? my (?:personal )?(?:data|information|"
            r"records|account data)(?: \w+){0,4}? to (?!third|a third|any third|countries|other countries)"
        ),
        (
            r"!my (?:\w+ ){0,3}?(?:data|information)(?: \w+){0,3}? (?:as|in)(?: an?)? (?:csv|json|xml|excel|"
            r"spreadsheet)"
        ),
        r"!(?:export|download) (?:of )?(?:all )?(?:of )?my (?:personal )?(?:data|information|account)",
    ),
    "objection": (
        (
            r"!i (?:also |hereby |therefore |strongly |do |herewith |expressly |formally )*object (?:\w+ ){0,2}?(?:to|"
            r"against)"
        ),
        r"!(?:i )?(?:wish|want|like) to object to",
        r"!right to object",
        r"!objection to (?:the |any |your )*(?:processing|use|profiling|direct|marketing)",
        (
            r"!(?:stop|cease|refrain from|do not|don't|dont)(?: to)? (?:using|processing|profiling|use|process|"
            r"profile|sharing|share|tracking|track|analysing|analyzing)(?: \w+){0,3}? (?:my|our|me|his|her)(?! (?:\w+ "
            r")?(?:card|bank))"
        ),
        (
            r"!i (?:do not|don't|dont) (?:want|consent|agree|wish|allow)(?: \w+){0,3}? (?:you )?(?:to )?(?:using?|"
            r"process|processing|profil\w+|track\w*)(?: \w+){0,3}? (?:my|me)"
        ),
        (
            r"!(?:do not|don't|dont|never|no longer) (?:want|wish|like|agree to|accept) (?:\w+ )?my (?:personal "
            r")?(?:data|information|details)(?: \w+){0,2}? (?:used|processed|analysed|profiled|shared)"
        ),
        r"!(?:opt|opting) (?:me )?out (?:of|from) ~(?:profiling|processing|direct marketing|targeted|tracking)",
    ),
    "restriction": (
        r"!right (?:to|of) restrict\w*",
        r"!restrict(?:ion of|ing)? (?:the |all |any )*(?:processing|use)",
        (
            r"!(?:freeze|block|suspend|lock|put on hold)(?: \w+){0,3}? (?:my|processing of) (?:\w+ )?(?:data|"
            r"information|details)"
        ),
        r"!limit (?:the )?processing",
    ),
    "opt_out_of_sale": (
        (
            r"!(?:do not|don't|dont|not to|stop|never|cease|refrain from|no) (?:sell|selling|sale|sharing|share|"
            r"shared?|trade|rent)(?: or \w+)?(?: \w+){0,2}? (?:my|our|me|of my|personal|his|her)"
        ),
        r"!do not sell",
        r"!opt ?(?:me )?out(?: of| from)? (?:\w+ ){0,5}?(?:sale|sell|selling|sharing)",
        r"!right to opt ?out (?:of|from) (?:the )?(?:sale|sharing|selling)",
        r"!not (?:to )?sell (?:or \w+ )?(?:any |of )*my",
        r"!(?:selling|sale of) my (?:personal )?(?:data|information|info|details)(?= \w+)? (?:stop|must)",
    ),
    "limit_sensitive": (
        r"!limit (?:the )?(?:use|disclosure)(?: \w+){0,5}? (?:sensitive|my)",
        r"!(?:only|limit|restrict)(?: \w+){0,4}? (?:use|using|share|process)(?: \w+){0,2}? (?:my )?sensitive",
        r"!right to limit",
    ),
    "withdraw_consent": (
        (
            r"!(?:withdraw|revoke|retract|rescind|cancel|take back|withdrawing|revoking|withdrawal of) (?:\w+ "
            r"){0,4}?(?:consent|permission|authori[sz]ation|agreement to)"
        ),
        r"!no longer (?:consent|agree|give (?:you )?(?:my )?consent|have my (?:consent|permission|agreement))",
    ),
    "complaint": (
        r"!(?:lodge|file|filing|lodging|submit|submitting|make|making|raise|want|wish)(?: \w+){0,3}? complaint",
        r"!(?:this is|formal|official) (?:a |an )?(?:\w+ )?complaint",
        r"!complaint (?:under|pursuant|according|in accordance|about|against|regarding|concerning|to the)",
        (
            r"!(?:not|no|never|failed|fail|still)(?: \w+){0,5}? (?:received?|had|got|gotten|get|respond(?:ed)?|reply|"
            r"replied|answer(?:ed)?|response|compl(?:y|ied)|heard)(?: \w+){0,9}? (?:my|this|that|the|to) (?:\w+ "
            r"){0,3}?(?:request|e-?mail|letter|dsar|sar|demand|inquiry)"
        ),
        (
            r"!(?:request|letter|e-?mail)(?: \w+){0,16}? (?:without|no|not|never|ignored|unanswered)(?: \w+){0,4}? "
            r"(?:received|answer|answered|response|reply|replied|responded|complied)"
        ),
        (
            r"!(?:want|wish|like|need|have|going) to complain(?! to (?:your|the) isp)|i complain(?! "
            r"to)|complaining (?:about|that|because)"
        ),
        (
            r"!(?:still|yet) (?:haven't|have not|havent|has not|hasn't|did not|didn't) (?:\w+ )?(?:sent|send|given|give|"
            r"provided|provide|answered|answer|replied|reply|deleted|erased|removed|acted|done anything|processed)"
        ),
        (
            r"!(?:time|period|deadline|limit)(?: \w+){0,12}? (?:has|have|is|was|been) (?:\w+ )?(?:passed|expired|"
            r"exceeded|elapsed|lapsed|overdue)"
        ),
        r"!(?:refused|failed|declined) (?:to )?(?:comply|complied|respond|fulfil\w*|answer|my request)",
    ),
}
