"""Bounces, in the forms that mail servers really send, and mail that only looks like one."""

import pytest

from compliance.intake.reading import read
from compliance.intake.submission import STILL_TRIED

LOST = "lost@example.org"
RETURNED = (
    f"Received: from mail.example.com by mx.example.net; Mon, 3 Mar 2025 10:14:00 +0100\n"
    f"From: Privacy Office <privacy@example.com>\nTo: {LOST}\nSubject: Your request\nMessage-ID: <1@example.com>\n\nDear Ada,\n"
)


def bounce(sender: str, subject: str, text: str, more: str = "") -> bytes:
    """A mail of one text part from a mail system."""
    return f"Return-Path: <>\nFrom: {sender}\nTo: privacy@example.com\nSubject: {subject}\n{more}\n{text}".encode()


DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.net>"
NOTICES = {
    "qmail": ("MAILER-DAEMON@mx.example.net", "failure notice",
              f"Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n"
              f"This is a permanent error; I've given up. Sorry it didn't work out.\n\n<{LOST}>:\n192.0.2.1 does not like recipient.\n\n"
              f"--- Below this line is a copy of the message.\n\n{RETURNED}"),
    "exim": (DAEMON, "Mail delivery failed: returning message to sender",
             f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\n"
             f"recipients. This is a permanent error. The following address(es) failed:\n\n  {LOST}\n    SMTP error from remote mail server\n\n"
             f"------ This is a copy of the message, including all the headers. ------\n\n{RETURNED}"),
    "exim in German": (DAEMON, "Mail delivery failed: returning message to sender",
                       f"Diese Nachricht wurde automatisch erstellt.\nIhre Nachricht konnte an folgende Empfänger nicht zugestellt werden:\n\n  {LOST}\n    Unrouteable address\n\n{RETURNED}"),
    "postfix text": (DAEMON, "Undelivered Mail Returned to Sender",
                     f"This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<{LOST}>: host mx said: 550 5.1.1 User unknown\n"),
    "sendmail": ("Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", "Returned mail: see transcript for details",
                 f"The original message was received at Mon, 3 Mar 2025\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n<{LOST}>\n    (reason: 550 5.1.1)\n\n"
                 f"   ----- Transcript of session follows -----\n550 5.1.1 <{LOST}>... User unknown\n\n   ----- Original message follows -----\n{RETURNED}"),
    "old sendmail": ("Mail Delivery Subsystem <MAILER-DAEMON>", "Returned mail: User unknown",
                     f"   ----- Transcript of session follows -----\n550 {LOST}... User unknown\n\n   ----- Unsent message follows -----\n{RETURNED}"),
    "yahoo": ("MAILER-DAEMON@yahoo.example", "Delivery failure", f"Message from yahoo.example.\nUnable to deliver message to the following address(es).\n\n<{LOST}>:\nThis user doesn't have an account\n\n--- Original message follows.\n\n{RETURNED}"),
    "google": ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
               f"Delivery to the following recipient failed permanently:\n\n     {LOST}\n\nTechnical details of permanent failure:\n550 5.1.1\n\n----- Original message -----\n\n{RETURNED}"),
    "google today": ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)",
                     f"** Address not found **\n\nYour message wasn't delivered to {LOST} because the address couldn't be found, or is unable to receive mail.\n\nLearn more here: https://support.google.com/mail/?p=NoSuchUser\n"),
    "exchange 2003": ("postmaster@example.net", "Undeliverable: Your request", f"Your message\n\n  To:      privacy@example.com\n  Subject: Your request\n  Sent:    Mon, 3 Mar 2025 10:14:00\n\ndid not reach the following recipient(s):\n\n{LOST} on Mon, 3 Mar 2025 10:14:51\n    The recipient name is not recognized\n"),
    "exchange online": ("Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>", "Undeliverable: Your request", f"Your message to {LOST} couldn't be delivered.\n\nlost wasn't found at example.org.\n"),
    "exchange in German": ("Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>", "Unzustellbar: Ihre Anfrage", f"Ihre Nachricht an {LOST} konnte nicht zugestellt werden.\n"),
    "exchange in French": ("Microsoft Outlook <postmaster@example.net>", "Non remis : Votre demande", f"Votre message à {LOST} n'a pas pu être remis.\n"),
    "exchange in Spanish": ("Microsoft Outlook <postmaster@example.net>", "No se puede entregar: Su solicitud", f"No se pudo entregar el mensaje a {LOST}.\n"),
    "exchange in Italian": ("Microsoft Outlook <postmaster@example.net>", "Non recapitabile: La richiesta", f"Impossibile recapitare il messaggio a {LOST}.\n"),
    "exchange in Dutch": ("Microsoft Outlook <postmaster@example.net>", "Onbestelbaar: Uw verzoek", f"Uw bericht aan {LOST} kan niet worden bezorgd.\n"),
    "exchange in Portuguese": ("Microsoft Outlook <postmaster@example.net>", "Não é possível entregar: Pedido", f"A mensagem para {LOST} não pôde ser entregue.\n"),
    "exchange in Polish": ("Microsoft Outlook <postmaster@example.net>", "Niedostarczone: Wniosek", f"Nie można dostarczyć wiadomości do {LOST}.\n"),
    "exchange in Swedish": ("Microsoft Outlook <postmaster@example.net>", "Det går inte att leverera: Begäran", f"Meddelandet till {LOST} kunde inte levereras.\n"),
    "exchange in Russian": ("Postmaster <postmaster@example.net>", "Не удается доставить: Запрос", f"Не удалось доставить сообщение следующим получателям:\n\n{LOST}\n"),
    "notes": ("Postmaster@example.net", "DELIVERY FAILURE: User lost (lost@example.org) not listed in Domino Directory", f"Your message\n\n  Subject: Your request\n\nwas not delivered to:\n\n  {LOST}\n\nbecause:\n\n  User lost ({LOST}) not listed in Domino Directory\n"),
    "groupwise": ("Mail Administrator <postmaster@example.net>", "Message status - undeliverable", f"The message that you sent was undeliverable to the following:\n\t{LOST} (User unknown)\n"),
    "mdaemon": ("MDaemon@example.net", "Warning: lost@example.org - User unknown!", f"The following addresses did NOT receive a copy of your message:\n\n> {LOST}\n\n--- Session Transcript ---\n RCPT To:<{LOST}>\n 550 unknown\n--- End Transcript ---\n: Message contains [1] file attachments\n"),
    "mailenable": ("Postmaster <postmaster@example.net>", "Message Delivery Failure", f"MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:{LOST}]\n\tReason: Unknown account\n\nMessage headers follow:\n\n{RETURNED}"),
    "sun": ("Internet Mail Delivery <postmaster@example.net>", "Delivery Notification: Delivery has failed", f"This report relates to a message you sent with the following header fields:\n\n  Message-id: <1@example.com>\n  From: Privacy <privacy@example.com>\n  To: other@example.org\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: {LOST}\n  Reason: mailbox is full\n"),
    "smail": (DAEMON, "mail failed, returning to sender", f"|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <{LOST}> ... unknown host\n|------------------------- Message text follows: ------------------------|\n{RETURNED}"),
    "ims": ("System Administrator <postmaster@example.net>", "Undeliverable: Your request", f"The following recipient(s) could not be reached:\n\n      {LOST} on 03.03.2025 10:14\n            The e-mail account does not exist\n"),
    "intended recipient": (DAEMON, "Mail could not be delivered", f"Intended recipient: {LOST}\n\n--------RETURNED MAIL FOLLOWS--------\n{RETURNED}"),
    "virus wall": ("postmaster@example.net", "Returned mail", f"Message from InterScan E-Mail VirusWall NT\n\n** Unable to deliver. **\nRCPT TO:<{LOST}> 550 unknown user\n\n*****  End of message  *****\n"),
    "carrier": ("Postmaster@carrier.example", "Mail System Error - Returned Mail", f"次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<{LOST}>: 550 Unknown user\n"),
    "carrier without subject": ("MAILER-DAEMON@carrier.example", "Undeliverable Mail", f"The user(s) account is temporarily over quota.\n\n<{LOST}>\n"),
    "chinese": ("Postmaster <postmaster@mail.example>", "系统退信", f"抱歉，您的邮件被退回来了……\n\n无法发送到 {LOST}\n"),
    "dragonfly": ("MAILER-DAEMON <>", "Mail delivery failed", f"This is the DragonFly Mail Agent at mx.\n\nThere was an error delivering your mail to <{LOST}>.\n\n550 no\n\nMessage headers follow.\n\n{RETURNED}"),
    "opensmtpd": ("Mailer Daemon <MAILER-DAEMON@mx.example.net>", "Delivery status notification: error", f"    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n{LOST}: 550 5.1.1\n\n    Below is a copy of the original message:\n\n{RETURNED}"),
    "courier": ("MAILER-DAEMON@mx.example.net", "NOTICE: mail delivery status.", f"This is a delivery status notification from mx, running the Courier mail server.\n\nThe original message was received on Mon from x\n\nUNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<{LOST}>:\n    mx [192.0.2.1]:\n<<< 550 User unknown\n"),
    "mail.ru": ("mailer-daemon@corp.mail.ru", "Ваше сообщение не доставлено. Mail failure.", f"Это письмо создано автоматически сервером Mail.Ru, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n  {LOST}\n    550 user not found\n"),
    "t-online": ("Mail Delivery System <Mailer-Daemon@t.example>", "Mail delivery failed: returning message to sender", f"|------------------------- Failed addresses follow: ---------------------|\n <{LOST}>\n   552 5.2.2 Quota exceeded\n|------------------------- Message header follows: ----------------------|\n{RETURNED}"),
    "web.de": ("Mailer Daemon <mailer-daemon@web.example>", "Mail delivery failed: returning message to sender", f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n{LOST}:\nSMTP error from remote server for RCPT TO command, host: mx reason: 550\n\n--- The header of the original message is following. ---\n\n{RETURNED}"),
    "proofpoint": ("Mail Delivery Subsystem <MAILER-DAEMON@pp.example>", "Returned mail: User unknown", f"The original message was received.\n\n   ----- The following addresses had permanent delivery errors -----\n{LOST}\n"),
    "error for": ("LSMTP <postmaster@example.net>", "Delivery problem", f"--> Error description:\nError-for:  {LOST}\nError-Code: 550\nError-End: one error reported\n"),
    "addressed to": (DAEMON, "Mail failure", f"This message was created automatically by mail delivery\nA message addressed to '{LOST}' could not be delivered\n---- START OF RETURNED MESSAGE ----\n{RETURNED}"),
    "dovecot": ("Mail Delivery Subsystem <postmaster@example.net>", "Rejected: Your request", f"Your message to <{LOST}> was automatically rejected:\nQuota exceeded\n"),
    "reset by rules": ("Postmaster <postmaster@example.net>", "Returned mail: response error", f"Your message could not be delivered to:\n{LOST}\n\n550 rejected\n"),
    "google quota": ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)", f"** Message blocked **\n\nYour message to {LOST} has been blocked. See technical details below.\n"),
    "james": ("Postmaster@mx4.example", "[BOUNCE]", f"Hi. This is the James mail server at mx4.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\nFailed recipient(s):\n{LOST}\n\nError message:\n550 no\n\nMessage details:\n  Subject: Nyaaan\n  MAIL FROM: privacy@example.com\n  RCPT TO: {LOST}\n  From: privacy@example.com\n  To: {LOST}\n"),
    "active hunter": ("MAILER-DAEMON <MAILER-DAEMON@mx.example.net>", "FAILURE NOTICE :", f"  ----- The following addresses had permanent fatal errors -----\n\n>>> {LOST} <{LOST}>\n\n  ----- original message -----\n{RETURNED}"),
    "biglobe": ("postmaster@biglobe.example", "Returned mail: mail delivery failure", f"   ----- The following addresses had delivery problems -----\n<{LOST}>\n\n   ----- Non-delivered information -----\nThe number of messages in recipient's mailbox exceeded the local limit.\n"),
    "imail": ("Postmaster <postmaster@mx.example>", "Undeliverable Mail", f"Unknown user: {LOST}\n\nOriginal message follows.\n\n{RETURNED}"),
    "imail quota": ("Postmaster <postmaster@mx.example>", "Undeliverable Mail", f"User mailbox exceeds allowed size: {LOST}\n\nOriginal message follows.\n\n{RETURNED}"),
    "interscan": ("InterScan MSS <interscan@mx.example>", "Mail could not be delivered", f"Sent >>> RCPT TO:<{LOST}>\nReceived <<< 550 5.1.1 <{LOST}>... user unknown\nCould not deliver mail to this user.\n{LOST}\n*****************     End of message     ***************\n"),
    "kddi": ("no-reply@carrier.example", "Mail report", f"Your mail sent on: Thu, 29 Apr 2010 23:34:45 +0900\n  Could not be delivered to: <{LOST}>\n   As their mailbox is full.\n"),
    "mail foundry": ("MAILER-DAEMON@mx.example", "Message delivery has failed", f"Unable to deliver message to: <{LOST}>\nDelivery failed for the following reason:\nServer mx[192.0.2.222] failed with: 550 No such user here\n\nThis has been a permanent failure.\n"),
    "mail marshal": ("Postmaster <postmaster@mx.example>", 'Undeliverable Mail: "Your request"', f"Your message:\n   From:    privacy@example.com\n   Subject: Your request\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected: \n    {LOST}\n\nAdditional Information\nOriginal Sender:    <privacy@example.com>\nSender-MTA:         <10.11.12.13>\n"),
    "power mta": ("Mail Delivery <postmaster@mx.example>", "Delivery report", f"Hello, this is the mail server on mx.\n\nI am sending you this message to inform you on the delivery status of a\nmessage you previously sent.\n\n  <{LOST}>  delivery failed; will not continue trying\n"),
    "send grid": ("MAILER-DAEMON@sendgrid.example", "Undelivered Mail Returned to Sender", f"This is an automatically generated message from SendGrid.\n\nI'm sorry to have to tell you that your message was not able to be delivered to\none of its intended recipients.\n\n{LOST}:\n550 no\n"),
    "verizon": ("post_master@vtext.example", "Undeliverable Message", f"Error:     Invalid user address.\nMessage could not be delivered to mobile.\nError: No valid recipients for this MM\n\nRCPT TO: {LOST}\n"),
    "google groups": ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)", f"Hello privacy@example.com,\n\nWe're writing to let you know that the group you tried to contact (lost) may not exist, or you may not have permission to post messages to the group.\n\n----- Original message -----\n\n{RETURNED}"),
    "zoho": ("mailer-daemon@mail.zoho.example", "Undelivered Mail Returned to Sender", f"This message was created automatically by mail delivery software.\n A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n{LOST}, ERROR CODE :550 - 5.1.1\n"),
}


@pytest.mark.parametrize("form", NOTICES)
def test_notices_for_people_are_bounces(form: str) -> None:
    """A notice without machine-readable report is known, and the address that failed is found."""
    said = read(bounce(*NOTICES[form]))
    assert said.outcome == "bounce"
    assert said.failed_recipients == (LOST,)
    assert said.acknowledge is False


def report(*groups: str, notice: str = "", top: str = "") -> bytes:
    """A multipart/report with these per-recipient groups."""
    return (
        f"From: {DAEMON}\nTo: privacy@example.com\nSubject: {top or 'Undelivered Mail Returned to Sender'}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{notice}\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
        + "\n\n".join(groups) + f"\n\n--b\nContent-Type: message/rfc822\n\n{RETURNED}\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("group", "failed"),
    [
        (f"Final-Recipient: rfc822; {LOST}\nAction: failed\nStatus: 5.1.1", (LOST,)),
        (f"Original-Recipient: <{LOST}>\nAction: failed", (LOST,)),
        (f"Action: Failed\nFinal-recipient: RFC822;<{LOST}>", (LOST,)),
        (f"Final-Recipient: rfc822; {LOST}\n\nAction: failed\nStatus: 5.0.0", (LOST,)),
        (f"Final-Recipient: rfc822;\n {LOST}\nAction: failed (no such user)", (LOST,)),
        (f"Final-Recipient: {LOST}\nStatus: 5.1.1", (LOST,)),
        (f"Final-Recipient: rfc822; a@example.org\nAction: failed\n\nFinal-Recipient: rfc822; {LOST}\nAction: failed", ("a@example.org", LOST)),
        (f"Final-Recipient: rfc822; a@example.org\nAction: failed\nFinal-Recipient: rfc822; {LOST}\nAction: failed", ("a@example.org", LOST)),
        (f"Final-Recipient: rfc822; a@example.org\nAction: delivered\n\nFinal-Recipient: rfc822; {LOST}\nAction: failed", (LOST,)),
        ("X-Nothing: here", (LOST,)),
    ],
)
def test_reports_name_who_failed(group: str, failed: tuple[str, ...]) -> None:
    """RFC 3464 reports, also with fields out of order or torn apart; without any, the returned mail says who."""
    said = read(report(group))
    assert (said.outcome, said.failed_recipients) == ("bounce", failed)


def test_delayed_delivery_is_still_tried() -> None:
    """A delay names the address and says that it is only a delay."""
    said = read(report(f"Final-Recipient: rfc822; {LOST}\nAction: delayed\nStatus: 4.4.1", top="Delayed mail"))
    assert STILL_TRIED in said.warnings
    assert said.failed_recipients == (LOST,)
    text = f"Your message to {LOST} could not be delivered for 4 hours.\nIt will be retried until it is 5 days old.\n"
    assert STILL_TRIED in read(bounce(DAEMON, "Warning: could not send message for past 4 hours", text)).warnings


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_delivery_confirmations_are_no_bounces(action: str) -> None:
    """A confirmation is a machine's mail, never answered, and nobody failed."""
    said = read(report(f"Final-Recipient: rfc822; {LOST}\nAction: {action}\nStatus: 2.0.0", top="Delivery confirmation"))
    assert (said.outcome, said.acknowledge, said.failed_recipients) == ("auto_reply", False, ())


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("Ada <ada@example.org>", "Undeliverable letter", "Hello, your letter came back as undeliverable. Please correct my address."),
        ("Ada <ada@example.org>", "Delivery failed", "My parcel: delivery failed twice. I want my data removed.\n\nAda"),
        ("Ada <ada@example.org>", "Re: failure notice", "Hi, I got this failure notice from you, what is it? User unknown, it says.\n"),
        ("Postmaster <postmaster@example.org>", "Question about our data", "Hello, we would like to know which data you hold on us.\n"),
        ("Ada <ada@example.org>", "original attached", "please look at the mail that I attach: it was returned to sender"),
    ],
)
def test_people_who_write_about_failures_are_no_bounces(sender: str, subject: str, text: str) -> None:
    """A person's mail stays a person's, whatever words it uses."""
    raw = f"From: {sender}\nTo: privacy@example.com\nSubject: {subject}\n\n{text}".encode()
    assert read(raw).outcome in {"new", "reply"}


def test_an_attached_bounce_is_not_a_bounce() -> None:
    """Somebody who attaches a bounce asks us something."""
    raw = (b"From: ada@example.org\nTo: privacy@example.com\nSubject: see attached\nContent-Type: multipart/mixed; boundary=x\n\n"
           b"--x\nContent-Type: text/plain\n\nThis came back, please correct my address.\n--x\nContent-Type: message/rfc822\n\n"
           + report(f"Final-Recipient: rfc822; {LOST}\nAction: failed") + b"\n--x--\n")
    assert read(raw).outcome == "new"


def test_a_notification_in_json_is_read() -> None:
    """Amazon SES tells in JSON, plain or wrapped by SNS."""
    told = '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"lost@example.org"}]}}'
    head = "From: no-reply@sns.example\nTo: privacy@example.com\nSubject: AWS Notification Message\nx-amz-sns-message-id: 1\n\n"
    assert read((head + told).encode()).failed_recipients == (LOST,)
