"""What the invented people of `flask demo` write. `{name}` is theirs; weights say how often a letter comes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One kind of letter. `headers`: what automatic mail carries."""

    subject: str
    body: str
    weight: int = 3
    headers: tuple[tuple[str, str], ...] = ()


NAMES = (
    "Maria Keller", "Jürgen Müller", "Ana Souza", "Piotr Nowak", "Chloé Lambert", "Tom Baker", "Fatima Haddad",
    "Sofia Rossi", "Lars Holm", "Grace Adeyemi", "Mateusz Król", "Ingrid Vik", "Pablo Ortega", "Hanna Virtanen",
    "Oliver Smith", "Zoë de Vries", "Nikos Papas", "Emily Chen", "Jan Novák", "Aoife Byrne",
)

LETTERS = (
    Sample("Delete my account", "Hello,\n\nplease delete my account and all data you hold about me. I have not used it for "
           "years.\n\nThank you\n{name}", 8),
    Sample("GDPR request", "Dear data protection officer,\n\nunder Article 17 GDPR I ask you to erase all personal data "
           "concerning me, and to confirm it within one month.\n\n{name}", 6),
    Sample("Löschung meiner Daten", "Guten Tag,\n\nhiermit verlange ich nach Art. 17 DSGVO die Löschung aller über mich "
           "gespeicherten Daten.\n\nMit freundlichen Grüßen\n{name}", 6),
    Sample("please stop", "take me off your list, i never signed up for this\n\n{name}", 6),
    Sample("Unsubscribe", "Please unsubscribe me from your newsletter and delete my address.\n{name}", 5),
    Sample("Newsletter abbestellen", "Bitte nehmen Sie mich aus dem Verteiler, ich möchte keine Mails mehr.\n\n{name}", 4),
    Sample("wrong address on file", "Hi,\n\nmy postal address is wrong in your records. It should be 12 Mill Lane, Leeds, not "
           "21 Mill Lane. Please correct it.\n\nBest\n{name}", 4),
    Sample("Rectification de mes données", "Bonjour,\n\nmon nom est mal orthographié dans vos fichiers. Merci de rectifier "
           "mes données personnelles.\n\nCordialement\n{name}", 3),
    Sample("Accès à mes données", "Bonjour,\n\nje souhaite obtenir une copie de toutes les données que vous détenez sur "
           "moi (article 15 du RGPD).\n\n{name}", 3),
    Sample("What do you have on me?", "Please send me a copy of all personal data you hold about me, and where you got "
           "it from.\n\n{name}", 4),
    Sample("CCPA request to delete", "I am a California resident. Under the CCPA I request that you delete my personal "
           "information.\n\n{name}", 4),
    Sample("Usuń moje dane", "Dzień dobry,\n\nproszę o usunięcie mojego konta i wszystkich moich danych osobowych.\n\n"
           "{name}", 3),
    Sample("Eliminación de datos", "Hola,\n\nsolicito la supresión de todos mis datos personales y que dejen de enviarme "
           "correos.\n\nUn saludo\n{name}", 3),
    Sample("Objection", "I object to the processing of my data for direct marketing and profiling (Art. 21 GDPR).\n\n"
           "{name}", 2),
    Sample("question about your shop", "Hello, do you ship to Norway, and how long does it take?\n\n{name}", 2),
    Sample("Automatic reply: out of office", "I am out of the office until Monday.\n\n{name}", 2,
           (("Auto-Submitted", "auto-replied"),)),
)
