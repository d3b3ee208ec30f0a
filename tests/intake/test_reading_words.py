"""The newly written words: quoted mail and signatures go, the writer's own words stay."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.intake.reading import read
from compliance.intake.words import new_words

NEW = "Please delete my account.\nThank you, Ada"
OLD = "Dear Ada,\nwe have received your letter.\nThe Office"
MARKED = "\n".join(f"> {line}" for line in OLD.split("\n"))

INTRODUCTIONS = [
    "On Mon, 3 Mar 2025 at 10:14, Privacy Office <privacy@example.com> wrote:",
    "On 3 Mar 2025, at 10:14, Privacy Office <privacy@example.com> wrote:",
    "On Mar 3, 2025, at 10:14 AM, Privacy Office <\nprivacy@example.com> wrote:",
    "On Monday, March 3rd, 2025 at 10:14 AM, Privacy Office\n<privacy@example.com> wrote:",
    "On 03/03/2025 10:14, Privacy Office wrote:",
    "On Mon, Mar 3, 2025, 10:14 Privacy Office <privacy@example.com<mailto:privacy@example.com>> wrote:",
    "Am 03.03.2025 um 10:14 schrieb Privacy Office:",
    "Am Mo., 3. März 2025 um 10:14 Uhr schrieb Privacy Office <\nprivacy@example.com>:",
    "Am Montag, dem 03.03.2025 um 10:14 +0100 schrieb Privacy Office:",
    "Privacy Office <privacy@example.com> schrieb am Mo., 3. März 2025, 10:14:",
    "Le lun. 3 mars 2025 à 10:14, Privacy Office <privacy@example.com> a écrit :",
    "Le 03/03/2025 à 10:14, Privacy Office a écrit :",
    "Le lundi 3 mars 2025 à 10:14:02 UTC+1, Privacy Office <privacy@example.com> a\nécrit :",
    "El lun, 3 mar 2025 a las 10:14, Privacy Office (<privacy@example.com>) escribió:",
    "El 3/3/25 a las 10:14, Privacy Office escribió:",
    "Il giorno lun 3 mar 2025 alle ore 10:14 Privacy Office <privacy@example.com>\nha scritto:",
    "Il 03/03/2025 10:14, Privacy Office ha scritto:",
    "Em seg., 3 de mar. de 2025 às 10:14, Privacy Office <privacy@example.com>\nescreveu:",
    "Em 03/03/2025 10:14, Privacy Office escreveu:",
    "Op ma 3 mrt 2025 om 10:14 schreef Privacy Office <privacy@example.com>:",
    "Op 03-03-2025 om 10:14 schreef Privacy Office:",
    "pon., 3 mar 2025 o 10:14 Privacy Office <privacy@example.com> napisał(a):",
    "W dniu 03.03.2025 o 10:14, Privacy Office pisze:",
    "Dnia 3 marca 2025 10:14 Privacy Office <privacy@example.com> napisał(a):",
    "po 3. 3. 2025 v 10:14 odesílatel Privacy Office <privacy@example.com> napsal:",
    "Dne 3.3.2025 v 10:14 Privacy Office napsal(a):",
    "Den mån 3 mars 2025 kl 10:14 skrev Privacy Office <privacy@example.com>:",
    "Den man. 3. mar. 2025 kl. 10.14 skrev Privacy Office <privacy@example.com>:",
    "man. 3. mar. 2025 kl. 10:14 skrev Privacy Office <privacy@example.com>:",
    "ma 3. maalisk. 2025 klo 10.14 Privacy Office (privacy@example.com) kirjoitti:",
    "Privacy Office <privacy@example.com> ezt írta (időpont: 2025. márc. 3., H, 10:14):",
    "În lun., 3 mar. 2025 la 10:14, Privacy Office <privacy@example.com> a scris:",
    "пн, 3 мар. 2025 г. в 10:14, Privacy Office <privacy@example.com>:",
    "03.03.2025 10:14, Privacy Office пишет:",
    "Понедельник, 3 марта 2025, 10:14 +03:00 от Privacy Office <privacy@example.com>:",
    "пн, 3 бер. 2025 р. о 10:14 Privacy Office <privacy@example.com> пише:",
    "Στις Δευ 3 Μαρ 2025 στις 10:14 π.μ., ο χρήστης Privacy Office <privacy@example.com> έγραψε:",
    "Privacy Office <privacy@example.com>, 3 Mar 2025 Pzt, 10:14 tarihinde şunu yazdı:",
    "2025年3月3日(月) 10:14 Privacy Office <privacy@example.com>:",
    "Privacy Office <privacy@example.com> 于2025年3月3日周一 10:14写道：",
    "2025년 3월 3일 (월) 오전 10:14, Privacy Office <privacy@example.com>님이 작성:",
    "Vào Th 2, 3 thg 3, 2025 vào lúc 10:14 Privacy Office <\nprivacy@example.com> đã viết:",
    "‫בתאריך יום ב׳, 3 במרץ 2025 ב-10:14 מאת ‪Privacy Office‬‏ <‪privacy@example.com‬‏>:‬",
    "2025-03-03 10:14 GMT+01:00 Privacy Office <privacy@example.com>:",
    "Quoting Privacy Office <privacy@example.com>:",
    "Zitat von Privacy Office <privacy@example.com>:",
    "Privacy Office wrote on 3.3.2025 10:14:",
    "> On 3 Mar 2025, at 10:14, Privacy Office <privacy@example.com> wrote:",
    "3. März 2025, 10:14 von privacy@example.com:",
    "-----Privacy Office wrote: -----",
    "---- On Mon, 03 Mar 2025 10:14:00 +0100 Privacy Office <privacy@example.com> wrote ----",
]

HEADER_BLOCKS = [
    "From: Privacy Office <privacy@example.com>\nSent: Monday, March 3, 2025 10:14 AM\nTo: Ada\nSubject: Your letter",
    "*From:* Privacy Office <privacy@example.com>\n*Sent:* Monday, March 3, 2025 10:14 AM\n*To:* Ada\n*Subject:* Your letter",
    "________________________________\nFrom: Privacy Office\nSent: Monday\nTo: Ada\nSubject: Your letter",
    "-----Original Message-----\nFrom: Privacy Office [mailto:privacy@example.com]\nSent: Monday\nSubject: Your letter",
    "-------- Original Message --------\nSubject: Your letter\nDate: Mon, 3 Mar 2025 10:14\nFrom: Privacy Office\nTo: Ada",
    "Von: Privacy Office <privacy@example.com>\nGesendet: Montag, 3. März 2025 10:14\nAn: Ada\nBetreff: Ihr Brief",
    "-----Antwort Nachricht-----",
    "---- Privacy Office wrote ----",
    "-----Ursprüngliche Nachricht-----\nVon: Privacy Office\nGesendet: Montag\nAn: Ada",
    'Gesendet: Montag, 03. März 2025 um 10:14 Uhr\nVon: "Privacy Office" <p@example.com>\nAn: ada@example.org\nBetreff: Brief',
    "De : Privacy Office <privacy@example.com>\nEnvoyé : lundi 3 mars 2025 10:14\nÀ : Ada\nObjet : Votre lettre",
    "-----Message d'origine-----\nDe : Privacy Office\nEnvoyé : lundi\nÀ : Ada",
    "De: Privacy Office <privacy@example.com>\nEnviado el: lunes, 3 de marzo de 2025 10:14\nPara: Ada\nAsunto: Su carta",
    "Da: Privacy Office <privacy@example.com>\nInviato: lunedì 3 marzo 2025 10:14\nA: Ada\nOggetto: La Sua lettera",
    "De: Privacy Office <privacy@example.com>\nEnviada em: segunda-feira, 3 de março de 2025\nPara: Ada\nAssunto: Carta",
    "Van: Privacy Office <privacy@example.com>\nVerzonden: maandag 3 maart 2025 10:14\nAan: Ada\nOnderwerp: Brief",
    "Od: Privacy Office <privacy@example.com>\nWysłano: poniedziałek, 3 marca 2025 10:14\nDo: Ada\nTemat: List",
    "Od: Privacy Office <privacy@example.com>\nOdesláno: pondělí 3. března 2025 10:14\nKomu: Ada\nPředmět: Dopis",
    "Från: Privacy Office <privacy@example.com>\nSkickat: den 3 mars 2025 10:14\nTill: Ada\nÄmne: Brev",
    "Fra: Privacy Office <privacy@example.com>\nSendt: mandag 3. mars 2025 10:14\nTil: Ada\nEmne: Brev",
    "Lähettäjä: Privacy Office\nLähetetty: maanantai 3. maaliskuuta 2025\nVastaanottaja: Ada\nAihe: Kirje",
    "От: Privacy Office <privacy@example.com>\nОтправлено: понедельник, 3 марта 2025 г. 10:14\nКому: Ada\nТема: Письмо",
    "Gönderen: Privacy Office\nGönderildi: 3 Mart 2025 Pazartesi 10:14\nKime: Ada\nKonu: Mektup",
    "差出人: Privacy Office <privacy@example.com>\n送信日時: 2025年3月3日 10:14\n宛先: Ada\n件名: 手紙",
    "发件人: Privacy Office <privacy@example.com>\n发送时间: 2025年3月3日 10:14\n收件人: Ada\n主题: 信",
    "보낸 사람: Privacy Office\n보낸 날짜: 2025년 3월 3일\n받는 사람: Ada\n제목: 편지",
    "От: Privacy Office\nИзпратено: 3 март 2025\nДо: Ada\nОтносно: Писмо",
    "Šalje: Privacy Office\nPoslano: 3. ožujka 2025.\nPrima: Ada\nPredmet: Pismo",
    "Od: Privacy Office\nPoslano: 3. marec 2025\nZa: Ada\nZadeva: Pismo",
    "Saatja: Privacy Office\nSaadetud: 3. märts 2025\nAdressaat: Ada\nTeema: Kiri",
    "Nuo: Privacy Office\nIšsiųsta: 2025 m. kovo 3 d.\nKam: Ada\nTema: Laiškas",
    "No: Privacy Office\nNosūtīts: 2025. gada 3. marts\nKam: Ada\nTēma: Vēstule",
    "จาก: Privacy Office\nส่ง: 3 มีนาคม 2025\nถึง: Ada\nเรื่อง: จดหมาย",
    "Từ: Privacy Office\nĐã gửi: 3 tháng 3 2025\nĐến: Ada\nChủ đề: Thư",
    "Dari: Privacy Office\nDikirim: 3 Maret 2025\nKepada: Ada\nSubjek: Surat",
    "De: Privacy Office\nEnviat: 3 de març de 2025\nPer a: Ada\nTema: Carta",
    "-----Izvorna poruka-----\nOn Monday, March 3rd, 2025 at 10:14 AM, Privacy Office <privacy@example.com> wrote:",
    "---- 回复的原邮件 ----\n发件人 Privacy Office",
]

# Introduced without a verb or a colon; the marks below say that a quote begins.
UNFINISHED = [
    '"Privacy Office" <privacy@example.com> – 3. März 2025 10:14',
    "Am 03.03.25 um 10:14 schrieb Privacy Office via example",
    "On Mon, 3 Mar 2025 10:14:00 +0100\nPrivacy Office <privacy@example.com> wrote:",
    "Il giorno lun 3 mar 2025 alle ore 10:14 Responsabile della Protezione dei\nDati <privacy@example.com> ha scritto:",
]

SIGNATURES = [
    "-- \nAda Byron\n1 Sample Street",
    "--\nAda",
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Sent from Yahoo Mail on Android",
    "Sent with Proton Mail secure email.",
    "Von meinem iPhone gesendet",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Gesendet mit der GMX Mail App",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Enviado do meu iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Wysłane z iPhone'a",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "Отправлено с iPhone",
    "Odesláno z iPhonu",
    "iPhoneから送信",
    "发自我的iPhone",
    "나의 iPhone에서 보냄",
    "iPhone'umdan gönderildi",
    "Στάλθηκε από το iPhone μου",
    "Poslano z iPhona",
    "Изпратено от моя iPhone",
    "נשלח מה-iPhone שלי",
    "Dikirim dari iPhone saya",
    "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>",
    "Outlook für Android beziehen",
    "Obter o Outlook para Android",
    "Provenance : Courrier pour Windows",
    "Sent from Mail<https://go.example/1> for Windows 10",
    "Envoyé de mon appareil avec Courriel K-9 Mail. Veuillez excuser ma brièveté.",
    "Sent from my phone, please excuse any typos.",
    "(sent from a phone)",
    "From my iPhone 6",
    "Envoyé à partir d’Outlook pour Android",
    "从我的 iPhone 发送",
    "Sent securely with Tuta",
    "Get BlueMail for Android",
    "Diese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.\nwww.avast.com",
    "This email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus",
    "Virus-free.www.avast.com",
]


REPLIES = Path(__file__).parent / "replies"


@pytest.mark.parametrize("reply", sorted(REPLIES.glob("*.eml")), ids=lambda path: path.stem)
def test_replies_of_mail_programs(reply: Path) -> None:
    """Each file is an answer as one mail program writes it; to add a program, add a file."""
    said = read(reply.read_bytes())
    assert said.text == "Please delete my account."
    assert "We have received your letter." in said.body


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_introduced_quotes_are_dropped(introduction: str) -> None:
    """The line that introduces quoted mail goes with the quote, whatever the language."""
    assert new_words(f"{NEW}\n\n{introduction}\n\n{MARKED}\n") == NEW
    assert new_words(f"{NEW}\n\n{introduction}\n{MARKED}\n>\n> more") == NEW


@pytest.mark.parametrize("introduction", UNFINISHED)
def test_what_stands_on_marked_mail_introduces_it(introduction: str) -> None:
    """Who and when right above marked lines goes with them, whole."""
    assert new_words(f"{NEW}\n\n{introduction}\n\n{MARKED}\n") == NEW


@pytest.mark.parametrize("introduction", INTRODUCTIONS[:-4])
def test_introduced_mail_without_marks_is_dropped(introduction: str) -> None:
    """What follows the introduction is quoted even where no line is marked."""
    assert new_words(f"{NEW}\n\n{introduction}\n\n{OLD}\n") == NEW


@pytest.mark.parametrize("block", HEADER_BLOCKS)
def test_header_blocks_end_the_new_words(block: str) -> None:
    """A quoted mail's header ends what was newly written."""
    assert new_words(f"{NEW}\n\n{block}\n\n{OLD}\n") == NEW


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_are_dropped(signature: str) -> None:
    """Signatures and the lines of telephones go, with and without a quote below."""
    assert new_words(f"{NEW}\n\n{signature}\n") == NEW
    assert new_words(f"{NEW}\n\n{signature}\n\nOn 3 Mar 2025 at 10:14, P <p@example.com> wrote:\n{MARKED}") == NEW


@pytest.mark.parametrize(
    "text",
    [
        "I got a letter from: the shop. To: be honest, I want out.\nSubject: my data",
        "On Monday I wrote:\nplease delete everything",
        "Name: Ada Byron\nDate of birth: 10.12.1815\nCustomer: 4711\n\nPlease delete these data.",
        "From: me\nTo: you\n\nplease stop",
        "From: Hamburg\nTo: Berlin\nDate: 3 March 2025\n\nDelete this booking.",
        "I use avast against viruses, and want to be forgotten all the same.",
        "I was sent from my bank to you.\nPlease help.",
        "My addresses are:\nada@example.org\nbyron@example.org\nremove both",
        "1. delete\n2. confirm\n---\n3. that is all",
        "Reply\n\nFrom the shop I want nothing more.",
        "My phone is an iPhone.",
        "see below ----- original message is lost",
        "En date du 3 mars, j'ai écrit à votre service :\naucune réponse.",
        "Ich habe am 3. März 2025 an Sie geschrieben:\nkeine Antwort.",
        "a > b and c < d",
        "Le 3 mars 2025 vous m'avez écrit. Je demande:\n- l'effacement",
    ],
)
def test_ones_own_words_stay(text: str) -> None:
    """Words that only look like a quote or a signature are kept."""
    assert new_words(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Please delete my account. On Mon, 3 Mar 2025 at 10:14, P <p@example.com> wrote:",
        "Please delete my account.--- On 3 Mar 2025 10:14, P <p@example.com> wrote:",
        "Please delete my account. Am 3. März 2025 um 10:14 schrieb P <p@example.com>:",
    ],
)
def test_words_beside_an_introduction_stay(line: str) -> None:
    """Some programs put the introduction on the very line that the writer's words end on."""
    assert new_words(f"{line}\n{MARKED}\n") == "Please delete my account."
    assert new_words(f"Hello,\n{line}\n{MARKED}\n") == "Hello,\nPlease delete my account."


def test_a_quoted_line_that_was_broken_is_quoted() -> None:
    """Some programs break long quoted lines and mark only their beginnings."""
    long = "> We have received your letter, and our office will look into what it says"
    assert new_words(f"{NEW}\n\nOn 3 Mar 2025 at 10:14, P <p@example.com> wrote:\n{long}\nbefore long.\n> The Office") == NEW


def test_notes_puts_labels_on_lines_of_their_own() -> None:
    """The header of a quoted mail as a table that became lines."""
    head = "Privacy Office <privacy@example.com>\n03/03/25 10:14\n\nTo\nAda Byron <ada@example.org>\ncc\n\nSubject\nYour letter"
    assert new_words(f"{NEW}\n\n{head}\n\n{OLD}") == NEW


def test_hardly_a_word_above_a_forward() -> None:
    """What somebody forwards with "FYI" is what they say; with a request above, the request is."""
    forward = "---------- Forwarded message ---------\nFrom: News <n@example.com>\nDate: Mon\nSubject: Sale\nTo: Ada\n\nBuy!"
    assert "Buy!" in new_words(f"FYI, see below:\n\n{forward}")
    assert new_words(f"Please take me off this list.\n\n{forward}") == "Please take me off this list."


def test_one_word_above_a_header_block_is_the_answer() -> None:
    """Even where it is one that a program could have put there as a title."""
    assert new_words(f"Reply\n\n{HEADER_BLOCKS[0]}\n\n{OLD}") == "Reply"


def test_a_picture_above_a_signature_is_no_text() -> None:
    """A smile alone does not make of what follows a signature: it stays."""
    assert "Ada Byron" in new_words("🎉\n\n—\nAda Byron\nAnalyst")


def test_answers_between_quoted_lines_stay() -> None:
    """Interleaved answers are new; the quoted questions are not."""
    text = "On 3 Mar 2025 at 10:14, P <p@example.com> wrote:\n> Name?\nAda\n> Customer number?\n4711\n"
    assert new_words(text) == "Ada\n4711"


def test_a_mail_of_quotes_only_is_given_whole() -> None:
    """Where nothing new is left, all is shown."""
    assert new_words("> Please delete my account.") == "> Please delete my account."


def test_a_forward_without_words_of_its_own_is_given_whole() -> None:
    """What somebody forwards without a word is what they say."""
    text = "---------- Forwarded message ---------\nFrom: News <n@example.com>\nDate: Mon\nSubject: Sale\nTo: Ada\n\nBuy!"
    assert "Buy!" in new_words(text)


@given(
    st.lists(
        st.sampled_from([*INTRODUCTIONS, *HEADER_BLOCKS, *SIGNATURES, "words", "", "> quoted", "-" * 400]), max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_made_up(pieces: list[str]) -> None:
    """Whatever is put together, every line given stood in the text, and something is given where there was something."""
    text = "\n".join(pieces)
    given_lines = new_words(text).split("\n")
    assert set(given_lines) <= {line.rstrip() for line in text.split("\n")} | {""} | {
        line.strip() for line in text.split("\n")
    }
    assert bool(text.strip()) == bool("".join(given_lines).strip())
