"""Asking who somebody is, beyond the link: a code to type, a question to answer, the person for whom an agent asks.

A code is six digits, so it holds for minutes and for a few tries, where the link, with 130 bits, holds for a week; it is asked for
by the person, when they sit at the page on which they will type it. Answers to questions are messages of the person, read by
staff, who say what fits; neither page nor letter ever says what we hold or whether an answer was right.
"""

import hmac
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from compliance import jobs
from compliance.db import db, now, unit
from compliance.ledger import record
from compliance.registers.suppression import keyed
from compliance.rules import addresses, identity, lifecycle
from compliance.rules.abilities import REQUESTER, Actor
from compliance.rules.regimes.regime import IDENTITY
from compliance.tickets import showing, waiting
from compliance.tickets.arrivals import Arrival
from compliance.tickets.door import Refused, verb
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.moves import move, require_live
from compliance.tickets.talking import control_shown, receive_message, require_address, send_letter
from compliance.tickets.tokens import code_of, new_link
