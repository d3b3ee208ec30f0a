"""How sure we are that the person who asks is the person concerned, and how that was learnt.

Level 0: claimed, by any mail or form. Level 1: control of the mailbox shown now, by pressing the button behind a link that
was sent there, or by an answer that a member of staff has checked. A `From` address is never proof (GDPR Art. 12(6) lets
us ask for more where there is reasonable doubt; Art. 11 and 5(1)(c) forbid asking for more than needed).
"""

CLAIMED = 0
MAILBOX = 1

LEVELS = {CLAIMED: "claimed, not yet shown", MAILBOX: "control of the mailbox shown"}

# How staff may have come to the proof when it was not the link: code -> words on the ticket.
WAYS = {
    "link": "pressed the button behind the link that was sent to the address",
    "answer": "answered from the address on file, checked by staff",
    "call_back": "called back on a number on file",
    "in_person": "came in person",
    "account": "asked while signed in to the account",
}

LINK_DAYS = 7
