"""Machines' mail: known by header or by words, never answered; people's mail is answered."""

import pytest

from compliance.intake.reader import Reader
from compliance.intake.reading import read

OWN = frozenset({"privacy@example.com"})


def mail(subject: str, text: str, headers: str = "", sender: str = "Ada <ada@example.org>") -> bytes:
    """A plain mail with some more header lines."""
    return f"From: {sender}\nTo: privacy@example.com\nSubject: {subject}\n{headers}\n{text}\n".encode()


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied\n",
        "Auto-Submitted: auto-generated\n",
        'auto-submitted: Auto-Replied; owner-email="a@b.c"\n',
        "X-Autoreply: yes\n",
        "X-Autorespond: Re\n",
        "X-Auto-Reply-From: a@b.c\n",
        "Precedence: auto_reply\n",
        "X-Mailer: vacation 1.2\n",
        "Precedence: bulk\n",
        "Precedence: junk\n",
        "Precedence: list\nList-Id: <news.example.net>\n",
        "List-Unsubscribe: <mailto:u@example.net>\n",
        "X-Vacation: yes\n",
        "X-Is-Auto-Reply: true\n",
        "X-Shop-Autoresponder: 1\n",
        "Preference: auto_reply\n",
        "X-Mailer: MailChimp Mailer - **CID1**\n",
        "X-Apple-Action: OOF/AUTO\n",
        "Sender: owner-talk@lists.example.net\n",
        "Errors-To: talk-bounces@example.net\n",
        "Return-Path: <talk-return-17-ada=example.org@lists.example.net>\n",
        "Mailing-List: list talk@example.net\n",
        "Feedback-ID: 1:2:3:x\nList-Unsubscribe: <https://example.net/u>\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n",
    ],
)
def test_machines_that_say_so(header: str) -> None:
    """A header that names a machine is believed."""
    said = read(mail("Hello", "some words", header))
    assert (said.outcome, said.acknowledge) == ("auto_reply", False)
    assert said.warnings


AWAY = [
    ("Automatic reply: Your letter", "I am out of the office until 12 May with limited access to my email."),
    ("Out of Office: Your letter", "Thank you for your mail. I am on annual leave and will return on Monday."),
    ("Auto: Re: Your letter", "I'm away until 3 March."),
    ("Automatische Antwort: Ihr Brief", "Ich bin bis zum 12. Mai nicht im Büro."),
    ("Abwesenheitsnotiz: Ihr Brief", "Vielen Dank für Ihre Nachricht. Ich bin derzeit im Urlaub."),
    ("Abwesenheitsassistent: Ihr Brief", "Ich bin ab 3.3. wieder erreichbar."),
    ("Réponse automatique : Votre lettre", "Je suis absent du bureau jusqu'au 12 mai."),
    ("Absence du bureau : Votre lettre", "Bonjour, je suis actuellement en congés, de retour le 12 mai."),
    ("Respuesta automática: Su carta", "Estoy fuera de la oficina hasta el 12 de mayo."),
    ("Risposta automatica: La lettera", "Sono assente dall'ufficio fino al 12 maggio. In mia assenza..."),
    ("Resposta automática: A carta", "Estou ausente do escritório até 12 de maio."),
    ("Automatisch antwoord: Uw brief", "Ik ben afwezig tot 12 mei."),
    ("Afwezigheidsassistent: Uw brief", "Wegens vakantie ben ik afwezig tot 12 mei."),
    ("Automatyczna odpowiedź: List", "Jestem na urlopie do 12 maja."),
    ("Automatická odpověď: Dopis", "Jsem mimo kancelář do 12. května."),
    ("Autosvar: Brev", "Jag är på semester till den 12 maj."),
    ("Automatisk svar: Brev", "Jeg er på ferie til 12. mai."),
    ("Automaattinen vastaus: Kirje", "Olen lomalla 12.5. asti."),
    ("Automatikus válasz: Levél", "Szabadságon vagyok május 12-ig, vagyok távol."),
    ("Răspuns automat: Scrisoare", "Sunt în concediu până la 12 mai."),
    ("Автоматический ответ: Письмо", "Я нахожусь в отпуске до 12 мая."),
    ("Автоответ: Письмо", "В настоящее время отсутствую."),
    ("Otomatik yanıt: Mektup", "12 Mayıs'a kadar yıllık izindeyim."),
    ("Αυτόματη απάντηση: Επιστολή", "Απουσιάζω έως τις 12 Μαΐου."),
    ("自動返信: お手紙", "休暇をいただいております。"),
    ("自动回复: 来信", "我正在休假。"),
    ("부재중: 편지", "휴가 중입니다."),
    ("Réponse automatique : Lettre", "Actuellement en congé maternité, je ne consulte pas mes mails."),
    ("Risposta automatica: Lettera", "Sono in maternità e non leggo la posta."),
    ("Távollét: Levél", "Május 12-ig nem vagyok elérhető."),
    ("Автовідповідь: Лист", "Я у відпустці до 12 травня."),
    ("Automaatvastus: Kiri", "Olen puhkusel kuni 12. maini."),
    ("Automatinis atsakymas: Laiškas", "Atostogauju iki gegužės 12 d."),
    ("Automātiska atbilde: Vēstule", "Esmu atvaļinājumā līdz 12. maijam."),
    ("رد آلي: رسالة", "أنا في إجازة حتى 12 مايو."),
    ("ตอบกลับอัตโนมัติ: จดหมาย", "ขณะนี้ฉันลาพักร้อน"),
    ("Samodejni odgovor: Pismo", "Do 12. maja sem na dopustu."),
]


@pytest.mark.parametrize(("subject", "text"), AWAY)
def test_out_of_office_by_its_words(subject: str, text: str) -> None:
    """Subject and words together are enough, in any language, without any machine header."""
    said = read(mail(subject, text))
    assert (said.outcome, said.acknowledge) == ("auto_reply", False)


@pytest.mark.parametrize(("subject", "text"), AWAY)
def test_out_of_office_by_words_alone_is_a_doubt(subject: str, text: str) -> None:
    """Under our own subject it may be a person: it is put before staff, and not answered automatically."""
    said = read(mail("Re: Your request", text, "In-Reply-To: <1@example.com>\n"))
    assert said.acknowledge is False
    assert said.warnings


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Delete my data",
            "I was out of the country and only now saw your mail. Delete everything you hold on me, please. " * 20,
        ),
        ("Löschung", "Bitte löschen Sie alle meine Daten. Ich bin kein Kunde mehr."),
        ("Automatic payments", "Please stop the automatic payments and delete my account."),
        ("Autos", "Bitte löschen Sie mein Inserat."),
        ("unsubscribe", "unsubscribe me please"),
        ("Résiliation", "Je vous demande la suppression de mes données."),
        ("Absolute nonsense", "why do you keep mailing me"),
        ("Austritt", "Hiermit widerrufe ich meine Einwilligung."),
    ],
)
def test_people_are_answered(subject: str, text: str) -> None:
    """A person's request opens a ticket and gets its acknowledgement."""
    said = read(mail(subject, text))
    assert (said.outcome, said.acknowledge, said.warnings) == ("new", True, ())


@pytest.mark.parametrize(
    ("headers", "sender", "envelope"),
    [
        ("", "no-reply@example.org", None),
        ("", "donotreply@example.org", None),
        ("", "shop-no-reply@example.org", None),
        ("", "invoice.noreply@example.org", None),
        ("X-RT-Loop-Prevention: shop\n", "ada@example.org", None),
        ("Return-Path: <>\n", "ada@example.org", None),
        ("", "ada@example.org", ""),
        ("X-Auto-Response-Suppress: All\n", "ada@example.org", None),
        ("", "", None),
    ],
)
def test_who_takes_no_answer_gets_none(headers: str, sender: str, envelope: str | None) -> None:
    """No automatic answer to the null sender and to addresses that take none, but the request is a request."""
    said = read(mail("Delete my data", "please", headers, sender), envelope_sender=envelope)
    assert (said.outcome, said.acknowledge) == ("new", False)


def test_who_answers_an_automatic_reply_is_a_person() -> None:
    """"Re: Automatic reply" is written by somebody who got one: it is put before staff."""
    said = read(mail("Re: Automatic reply: Your letter", "You say you are out of the office. Please delete my data anyway."))
    assert (said.outcome, said.acknowledge) == ("new", False)


def test_who_asks_under_a_subject_of_absence_is_answered() -> None:
    """A subject that begins like an out-of-office answer keeps no answer from somebody who asks for something."""
    raw = mail("Absence de réponse à ma demande", "Vous n'avez pas répondu. Veuillez effacer toutes mes données personnelles.")
    assert read(raw).acknowledge is False
    with Reader() as reader:
        assert reader.understand(raw).submission.acknowledge is True


def test_loops_are_seen() -> None:
    """Our own mail coming back, our own mark, and mail that went round in circles."""
    assert read(mail("x", "y", sender="Privacy <privacy+t0k3n@example.com>"), own_addresses=OWN).outcome == "loop"
    assert read(mail("x", "y", "X-Loop: privacy@example.com\n"), own_addresses=OWN).outcome == "loop"
    assert read(mail("x", "y", "Received: from a by b; Mon, 3 Mar 2025\n" * 40), own_addresses=OWN).outcome == "loop"


def test_a_list_of_our_own_is_no_list() -> None:
    """A contact address that is itself a mailing list or a group marks everything as list mail: that does not count."""
    headers = "List-Id: <privacy.example.com>\nList-Post: <mailto:privacy@example.com>\nPrecedence: list\n"
    said = read(mail("Delete my data", "please", headers), own_addresses=OWN)
    assert (said.outcome, said.acknowledge) == ("new", True)


def complaint(fields: str, attached: str = "To: them@example.org\nSubject: News\n\nBuy\n", more: str = "") -> bytes:
    """A report in the Abuse Reporting Format."""
    return (
        "From: feedback@provider.example\nTo: privacy@example.com\nSubject: FW: News\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/report; report-type=feedback-report; boundary=b\n{more}\n"
        "--b\nContent-Type: text/plain\n\nThis is an email abuse report.\n"
        f"--b\nContent-Type: message/feedback-report\n\n{fields}\n"
        f"--b\nContent-Type: message/rfc822\n\n{attached}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("fields", "attached", "who"),
    [
        (
            "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <them@example.org>\n",
            "To: other@example.org\n\nx",
            ("them@example.org",),
        ),
        (
            "Feedback-Type: opt-out\nVersion: 1\nRemoval-Recipient: them@example.org\n",
            "Subject: x\n\nx",
            ("them@example.org",),
        ),
        (
            "Feedback-Type: abuse\nOriginal-Rcpt-To: a@example.org\nOriginal-Rcpt-To: b@example.net\n",
            "\nx",
            ("a@example.org", "b@example.net"),
        ),
        ("Feedback-Type: abuse\nVersion: 1\n", "To: them@example.org\nSubject: News\n\nBuy", ("them@example.org",)),
        ("Feedback-Type: abuse\nOriginal-Rcpt-To: redacted@example.org\n", "To: Undisclosed\n\nx", ()),
        ("Feedback-Type: fraud\nOriginal-Rcpt-To: them@example.org\n", "\nx", ("them@example.org",)),
    ],
)
def test_complaints_name_who_complained(fields: str, attached: str, who: tuple[str, ...]) -> None:
    """RFC 5965 reports; where the reporter hides the person, staff are told."""
    said = read(complaint(fields, attached))
    assert (said.outcome, said.complained_recipients, said.acknowledge) == ("complaint", who, False)
    assert bool(said.warnings) == (not who)


@pytest.mark.parametrize("kind", ["auth-failure", "not-spam", "Auth-Failure"])
def test_other_reports_are_no_complaints(kind: str) -> None:
    """Authentication failures and "not spam" are no wish to be left alone."""
    said = read(complaint(f"Feedback-Type: {kind}\nOriginal-Rcpt-To: them@example.org\n"))
    assert (said.outcome, said.acknowledge) == ("auto_reply", False)


def test_complaints_without_format() -> None:
    """Providers that attach the mail under a subject, and mail programs that unsubscribe their user by themselves."""
    attached = "X-HmXmrOriginalRecipient: them@example.org\nTo: them@example.org\nSubject: News\n\nBuy\n"
    raw = (
        "From: staff@hotmail.example\nTo: privacy@example.com\nSubject: complaint about message from 192.0.2.1\n"
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{attached}\n--b--\n"
    )
    assert read(raw.encode()).complained_recipients == ("them@example.org",)
    left = read(
        mail("unsubscribe", "This mail was sent to unsubscribe.", "Auto-Submitted: auto-replied\n", "them@example.org")
    )
    assert (left.outcome, left.complained_recipients) == ("complaint", ("them@example.org",))


def test_a_request_to_prove_oneself_is_not_answered() -> None:
    """A mailbox that lets in only whom it knows asks for a click: no person waits for our answer."""
    text = "This account is protected by Gatekeeper. Please click on the following link to be added to the allowed senders.\n"
    raw = f"From: ada@example.org\nTo: privacy@example.com\nSubject: RE: Your letter\n\n{text}".encode()
    assert read(raw).acknowledge is False


@pytest.mark.parametrize("text", ["I am currently on maternity leave. Please write to Jane.", "I have left the company."])
def test_somebody_who_is_gone_is_not_answered(text: str) -> None:
    """Such words in an answer come from a machine more often than not: no automatic answer, and a person looks."""
    raw = f"From: ada@example.org\nTo: privacy@example.com\nSubject: Away\nIn-Reply-To: <1@example.com>\n\n{text}\n".encode()
    assert read(raw).acknowledge is False
