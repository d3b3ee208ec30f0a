"""English."""

from compliance.triage.lexicon.en_kinds import KINDS
from compliance.triage.lexicon.lexicon import Lexicon

DATA = (
    r"(?:data|details?|infos?|informations?|account|accounts|acct|acount|profile|records?|membership|"
    r"registration|file|history|"
    r"number|e-?mails?|addresse?s?|adress|name|phone|picture|photos?|login|username|entry|listing|cv|resume|"
    r"application|notes|review|comments?|post|posts)"
)
ENTRIES = {
    "address": r"[\w.+-]{1,64}@[\w.-]{3,99}",
    "data": DATA,
    "mine": rf"(?:(?:my|our|his|her|their|mine)(?: \w+){{0,4}}? {DATA}|mine|(?:whatever|everything|anything|all)(?: "
    rf"\w+){{0,3}}? (?:you|u|on me|about me|of mine)|(?:all|any|every|the)(?: \w+)? (?:data|info|information|"
    rf"details|records|accounts?|photos?|pictures?|stuff)"
    r"(?: \w+)? (?:that |which )?(?:you|u|about me|on me|of me|relating to me|concerning me|pertaining to me|"
    r"belonging to me|associated with (?:me|my|this)|linked to|held)|(?:all |any |the )?personal (?:data|"
    r"information|details|info)|account|everything)",
    "erase": r"(?:delete|erase|remove|purge|wipe|destroy|expunge|scrub|deleet|delte|dlete|deletion|erasure|removal|"
    r"removing|deleting|erasing|get rid|close|terminate|cancel|"
    r"deactivate|forget|take down|pull down)",
    "list": r"(?:(?:mailing|maling|mail|email|e-mail|distribution|marketing|newsletter|your|this|the|ur)(?: "
    r"\w+){0,3}? (?:list|lists|newsletters?|digest|mailings?|group|feed|distribution|database of mails)|"
    r"(?:your|this|the|ur) (?:list|lists|newsletters?)|newsletters?|mailings?|cypherpunks|this group|listserv)",
    "mails": (
        r"(?:e-?mails?|mails?|newsletters?|messages?|texts?|sms|text messages|spam|advert\w*|ads|marketing|"
        r"promo\w*|offers|catalogues?|catalogs?|brochures?|mailings?|calls?|junk|post|letters|stuff|this|these|it|"
        r"crap|shit)"
    ),
    "unsub": (
        r"(?:un-?s[a-z]?[ubs]{1,4}[cs]?[a-z]{0,2}r[a-z]{0,2}(?:b|v|p)\w*|unsub|"
        r"unsu[bs]?s?[a-z]{0,2}[cr]{1,2}[a-z]{0,2}b\w*|unsubs|usubscribe|ubsubscribe|unsusbscribe|unscribe|"
        r"signoff|sign-off|opt-?out|un-?subscription)"
    ),
}
ENGLISH = Lexicon(
    code="en",
    function=(
        "the and to of is you that for it with are be this have my on not your was will from please what can i "
        "me do has been would which any an as by or if but just"
    ),
    ask=r"please|pls|plz|plse|pleas|kindly|i (?:hereby |also |now |would |therefore |herewith |formally |'d |do |"
    r"just )*(?:request|demand|ask|want|wish|need|like|insist|require|expect|exercise|invoke)|"
    r"i'd like|i am (?:\w+ )?(?:requesting|asking|writing|exercising|demanding)|i'm (?:requesting|asking|"
    r"writing|exercising)|i (?:am )?(?:write|writing) to|(?:can|could|would|will|wld) (?:you|u|someone|"
    r"somebody)|you (?:must|should|need to|have to|are required)|let me know|"
    r"how (?:do|can|could|would) i|how to|help|may i|can i|could i|requests? |my right|under (?:the )?gdpr|"
    r"pursuant to|in accordance with|want|we (?:hereby )?(?:request|demand|ask|want)|at once|immediately|asap|"
    r"now",
    block=r"list of (?:speakers|attendees|participants|authors|guests|volunteers|members to)|on your (?:website|web site|flyer|"
    r"poster|events page|advertisement)|in your (?:advertisement|advert|article|brochure)|"
    r"(?:thanks|thank you)(?: \w+){0,3}? (?:got|received) (?:the|my|your)|we are (?:a|an) |my "
    r"(?:colleague|friend|boss) asked|"
    r"(?:users?|people|someone|somebody|consumers?|individuals|they|subscribers)(?: \w+){0,14}? "
    r"(?:their|themselves|asks?)|"
    r"to (?:get off|leave|unsubscribe|be removed|opt out)(?: \w+){0,6}? (?:you "
    r"(?:have|need|must|should|can|will)|send|visit|use|"
    r"go to)|(?:do|would|if) you (?:want|wish) to "
    r"(?:remove|unsubscribe|delete|leave|stop|opt)|(?:you|consumers?|anyone) (?:may|"
    r"can|could|will be able to) (?:also )?(?:file|lodge|submit|make|request|ask|exercise)|instructions "
    r"(?:on|for|about|how)|proper "
    r"way to|(?:you|consumers?|individuals|residents) (?:have|has) (?:the|a) right|(?:the|this) right "
    r"(?:to|of) \w+ (?:is|means|"
    r"gives|lets|allows)|^\W*(?:add|allow|implement|let (?:users?|people)|support|enable|feature|user "
    r"story|bug|feat|test|docs?)(?= )|"
    r"(?:people|users|customers|clients|members|everyone|anybody|registered user)(?: \w+)? (?:can|could|should|may|to|who|"
    r"will|want)(?: \w+)? (?:delete|remove|erase|close|unsubscribe|correct|export|download)|(?:isn't|not|un)(?:clear|"
    r" clear| obvious) how|(?:delete|remove) own|feature to|i (?:remove|delete|erase)|we (?:\w+ "
    r")?(?:remove|delete|erase|scrub|scan|protect|unsubscribe)(?!.{0,60}please)|"
    r"(?:tap|tapping|press|pressing|click|clicking|hit|choose|select|selecting|pressed|clicked|tapped) (?:on )?(?:the )?"
    r"(?:delete|remove|unsubscribe|close|erase)|(?:handling|processing|managing|answering|automating) (?:\w+ ){0,3}?"
    r"(?:requests?|deletions?|removals?)|(?:i will be|i'll be|i might|i may|thinking (?:of|about)|i'd better|i "
    r"should|i'm considering|tempted to) "
    r"(?:\w+ )?unsub\w*|why (?:was|is|has|did|were) (?:\w+ )?(?:my|our) (?:\w+ )?(?:account|profile|data|post|comment)|"
    r"never (?:asked|requested|told|wanted)(?: \w+){0,3}? (?:to )?(?:delete|remove|erase|close|change)|(?:has|have|"
    r"had|already|was|'ve) (?:already )?(?:removed|deleted|erased|unsubscribed|corrected) (?:me|my|it|everything)|if i "
    r"(?:ever |should |were |was )*(?:to )?(?:wanted|decide|decided|leave|left|quit|cancel|cancelled|close|closed|move|"
    r"moved)|(?:change|reset|update|forgot|forgotten|correct|recover) (?:my|the) (?:\w+ )?(?:password|passwort|pin|order|"
    r"invoice|booking|delivery|flight|reservation)|unsubscribe (?:page|button|link|form|option) (?:\w+ )?(?:says|gives|"
    r"shows|returns|throws|leads)|(?:lead|leads|result|results|resulted) (?:to|in) "
    r"~(?:deletion|closure|termination|removal|cancellation)|"
    r"(?:invoice|parcel|package|delivery|(?:my|the|from) order|shopping cart|table|colou?r)(?: \w+)? "
    r"(?!.{0,400}(?:personal|gdpr|ccpa|account|my data))|(?:cancel|remove|delete) (?:my|the) (?:order|booking|"
    r"reservation|appointment|item)|(?:do not|don't|dont|not|never|no need to|without (?:deleting|removing)|"
    r"please don't|did not|didn't|rather than|instead of)(?:[\x20']\w+){0,3}?\s(?:delete|erase|remove|close|deletion|"
    r"erasure|correct|change|amend|update|unsubscribe|removed|deleted|unsubscribed|a (?:deletion|removal|"
    r"gdpr))|"
    r"(?:i|we|he|she|they|(?<!if\x20)you|somebody|someone) (?:have |had |'ve |already |just |accidentally |recently |"
    r"finally |has )*(?:deleted|erased|removed|closed|corrected|changed(?! my mind)|amended|updated|unsubscribed|"
    r"requested to)(?! from| is| but| and)|"
    r"(?:was|were|got|been|being|is|are|get|gets) (?:\w+ )?(?:deleted|erased|removed|corrected|amended|"
    r"unsubscribed|unsubbed)(?! (?:please|now))|(?:thank|thanks|thx|thankyou) (?:you )?(?:\w+ )?for (?:\w+ "
    r")?(?:deleting|removing|correcting|your|updating|the|erasing|confirming|un\w+)|"
    r"(?:when|whenever|after|before|while|once|(?<!appreciate\x20it\x20)(?<!grateful\x20)(?<!great\x20)if) "
    r"(?:i|we|you|users?|people|they|someone|a user|customers?|"
    r"your customers?|somebody) (?:\w+ )?(?:try |tried |want |wish |decide )?(?:to )?(?:delete|deleted|remove|"
    r"removed|erase|unsubscribe|correct|update|change|close|click|request|prefer|do|would|no longer|object)|"
    r"how (?:long|often|soon)|(?:to|you can|you may|you could|you might|they|people|users|can always|may "
    r"always|able to|simply|can|may) (?:\w+ )?(?:unsubscribe|remove yourself|be removed|opt ?-?out|opt out|"
    r"unsub)(?= ~(?:click|send|visit|go|reply|from this (?:e-?mail|newsletter)|at any time|anytime|by|follow|"
    r"using|please|see|here|http|from the cypherpunks|from list|simply|via|instead|just))|"
    r"click (?:here|below|on|the)|your (?:request|inquiry|account|subscription|rights?|data|personal (?:data|"
    r"information)|privacy|customers|users|website's|clients|compliance)(?: (?:has|was|is|will|to|under|"
    r"regarding|rights|with us|request|must|deserves))|"
    r"(?:we|our team|our service|our company|our platform|our software|our tool) (?:\w+ )?(?:help|offer|"
    r"provide|handle|manage|automate|received|have received|specialize|make|makes|helps)|we (?:have |will |"
    r"'ll |process|received|can |are |do |are able|may )|your (?:gdpr|dsar) |(?:you|your email) (?:are|have "
    r"been|were) (?:receiving|subscribed|signed)|"
    r"(?:message|body|subject|line|word|command|mail) (?:of|with|containing|saying|consisting)|majordomo|in "
    r"the (?:subject|body)|"
    r"do you (?:offer|support|comply|sell|provide|need|accept)|(?:bug|crash|crashes|error message|stack "
    r"?trace|exception)(?!\w)|to (?:a |any |other )?third part",
    threat=(
        r"if you (?:\w+ ){0,3}?(?:not|fail|don't|dont|refuse|ignore)|reserve|otherwise|should you|unless|i "
        r"(?:will|shall|may|might|would|'ll)|we (?:will|shall|may)|right to (?:\w+ )?(?:lodge|file|complain|make)|"
        r"failure to|in case"
    ),
    kinds=KINDS,
    entries=ENTRIES,
)
