"""Mails to measure with, the same ones for the same seed: about 3 KB of plain text and HTML, and with a file attached."""

import random
from email import policy
from email.message import EmailMessage

GIVEN = ("Amélie", "Bartosz", "Carla", "Dörte", "Emil", "Fátima", "Goran", "Hülya", "Ines", "Jan", "Kirsten", "Luís")
FAMILY = ("Andersson", "Böhm", "Castaño", "Dupré", "Evans", "Ferrari", "Günther", "Horák", "Ivić", "Jansen", "Kowalczyk")
TOWNS = ("Århus", "Bayonne", "Córdoba", "Dresden", "Évora", "Füssen", "Gdańsk", "Haarlem", "Imola", "Jönköping")
WISHES = (
    ("Erasure of my account", "I ask you to delete my account and all personal data that you keep about me, as Article 17 of "
     "the GDPR lets me, and to tell me in writing once that is done, backups included."),
    ("I have moved house", "The address that you have on file for me is wrong since the spring. Please correct it as Article "
     "16 of the GDPR provides, and pass the correction on to everybody who had the old one from you."),
    ("No more newsletters please", "Please take me off every mailing list that you run and send me no more advertising. I "
     "object to the use of my data for direct marketing."),
    ("What do you know about me?", "Under Article 15 of the GDPR I ask for a copy of all the data that you hold about me, for "
     "what you use it, who has received it and how long you mean to keep it."),
)
FILLING = (
    "I have bought from your shop since {year}, at first in {town}, and my customer number is {number}. – Kindly confirm that "
    "this letter has reached you, and answer within the month that the law allows. Greetings from {town}! "
)
ATTACHED = 200 * 1024


def mails(count: int, seed: str, attached: int = 0) -> list[bytes]:
    """So many different mails with CRLF line ends; `attached` is the size in bytes of a file on each, if any."""
    chance = random.Random(seed)
    return [_mail(number, seed, chance, attached) for number in range(count)]


def _mail(number: int, seed: str, chance: random.Random, attached: int) -> bytes:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    title, wish = chance.choice(WISHES)
    customer, address = f"K{chance.randrange(10**8):08d}", f"p{number}.{seed}@host{number % 89}.example"
    filling = FILLING.format(year=1998 + chance.randrange(26), town=chance.choice(TOWNS), number=customer)
    words = ["Dear colleagues,", wish, filling, filling, filling, f"Yours\n{given} {family}"]
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{given} {family} <{address}>"
    mail["To"] = "privacy@example.test"
    mail["Subject"] = f"{title} ({customer})"
    mail["Date"] = f"Tue, {1 + number % 28:02d} Sep 2026 {number % 24:02d}:{number % 60:02d}:00 +0200"
    mail["Message-ID"] = f"<{seed}.{number}.{chance.getrandbits(64):016x}@host{number % 89}.example>"
    mail.set_content("\n\n".join(words) + "\n", charset="utf-8", cte="quoted-printable")
    page = "".join(f"<p>{paragraph}</p>\n".replace("\n", "<br>\n") for paragraph in words)
    mail.add_alternative(f"<html><body>{page}</body></html>\n", subtype="html", charset="utf-8", cte="quoted-printable")
    if attached:
        mail.add_attachment(chance.randbytes(attached), maintype="application", subtype="pdf", filename=f"form-{number}.pdf")
    return bytes(mail)
