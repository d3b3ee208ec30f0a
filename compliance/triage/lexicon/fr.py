"""French."""

from compliance.triage.lexicon.lexicon import Lexicon

ENTRIES = {
    "mine": (
        r"(?:(?:mes|mon|ma|nos|notre|ses) (?:\w+ ){0,3}?(?:donnees|compte|informations?|infos|profil|coordonnees|"
        r"adresse|e?-?mails?|courriel|nom|numero|telephone|fichier|dossier|photos?|fiche|inscription|historique|"
        r"avis|commentaires?)|(?:donnees|informations) (?:a caractere )?(?:\w+ )?(?:personnelles?|me concernant|a "
        r"mon sujet|sur moi)|tout ce que vous avez (?:\w+ )?sur moi|(?:toutes? )?(?:les )?(?:donnees|"
        r"informations)(?: \w+){0,4}? (?:me concernant|sur moi|a mon sujet|que vous (?:avez|detenez|possedez)))"
    ),
    "erase": (
        r"(?:supprim\w+|suppression|effac\w+|efface\w*|enlev\w+|retir\w+|elimin\w+|detrui\w+|desactiv\w+|"
        r"ferm(?:er|ez|e|eture)|clotur\w+|radi\w+|oubli\w*)"
    ),
    "mails": (
        r"(?:e?-?mails?|mails?|courriels?|newsletters?|infolettres?|messages?|sms|publicites?|pubs?|spams?|"
        r"promotions?|offres|lettres?|courriers?|catalogues?|prospections?|sollicitations?|appels|textos?)"
    ),
}
KINDS = {
    "removal": (
        r"{erase} ~{mine}",
        r"{mine} ~{erase}",
        r"!droit (?:a|de) (?:l'|l )?(?:effacement|oubli|suppression)",
        r"!(?:demande|exige|souhaite|sollicite|veux) (?:\w+ ){0,4}?(?:effacement|suppression)(?! de la liste)",
        r"!(?:efface\w*|supprim\w+) (?:\w+ )?(?:moi|tout)",
        r"!ne (?:plus )?(?:conserv|gard|stock)\w+ (?:\w+ ){0,2}?(?:mes|mon)",
    ),
    "amendment": (
        r"!(?:j'habite|nous habitons) (?:maintenant|desormais|a present)",
        (
            r"!(?:rectifi\w+|corrig\w+|correction|modifi\w+|chang\w+|mettre a jour|mise a jour|mettez a jour|"
            r"actualis\w+|complet\w+) ~(?:mes|mon|ma|nos|notre|le nom|l'adresse|de l'adresse|du nom|donnees (?:\w+ "
            r")?(?:inexactes|erronees|incorrectes|me concernant)|date de naissance|l'orthographe)"
        ),
        r"!droit (?:de|a la) rectification",
        r"!(?:demande|exige|souhaite|sollicite) (?:\w+ ){0,4}?rectification",
        (
            r"!(?:mon|ma|mes|notre) (?:\w+ ){0,4}?(?:est|sont|a ete) (?:\w+ ){0,4}?(?:faux|fausses?|errone\w*|"
            r"incorrect\w*|inexact\w*|mal|change\w*|perime\w*|obsolete)"
        ),
        r"!(?:mon|ma|mes|notre) (?:nouvelle?|bonne?|vraie?) (?:\w+ ){1,3}?(?:est|:)",
        r"!(?:mauvaise?|fausse|ancienne|vieille) (?:adresse|orthographe|numero|date de naissance|nom)",
        r"!(?:j'ai|nous avons) (?:demenage|change (?:d'adresse|de nom|de numero))",
        r"!(?:erreur|faute) (?:\w+ ){0,3}?(?:mon|ma|mes)",
        r"!(?:s'ecrit|il s'agit de|au lieu de)",
    ),
    "unsubscribe": (
        r"!(?:desabonn|desinscri|desincri|desabon|desinscript)\w*(?! en cliquant)",
        (
            r"!(?:retir|enlev|supprim|ray|radi|sort|ot)(?:ez|er|e|ir)(?:-| )(?:\w+ ){0,6}?(?:liste|newsletter|mailing|"
            r"infolettre|diffusion|fichier d'envoi)s?"
        ),
        (
            r"!(?:ne (?:veux|souhaite|desire|voudrais|souhaitons|voulons)?|n'|plus|aucune?|pas)(?: \w+){0,5}? "
            r"(?:recevoir|envoyer|envoyez|envoie|recois|contacter|envois?|m'ecrire|ecrivez|contactez)(?: \w+){0,5}? "
            r"{mails}"
        ),
        r"!(?:arret\w+|cess\w+|stop|marre|assez|stopp\w+|halte)(?: \w+){0,5}? {mails}",
        r"!plus (?:de|d'|aucune?|jamais de) ?(?:vos |ces )?{mails}",
        (
            r"!ne (?:m'|me |plus )(?:\w+ )?(?:envoy\w+|contact\w+|ecri\w+|recevoir)(?: \w+)? (?:plus|rien|jamais|"
            r"{mails})"
        ),
        r"!resili\w+ (?:\w+ ){0,2}?(?:abonnement|newsletter|infolettre)",
    ),
    "access": (
        r"!(?:d'ou|comment|qui vous a|ou)(?: \w+){0,2}? (?:tenez|avez|eu|obtenu|trouve|donne|sort)(?: "
        r"\w+){0,3}? (?:mon|ma|mes)",
        r"!droit d'acces",
        (
            r"!(?:demande|exerc\w+|souhaite|voudrais|veux|solliciter?|obtenir)(?: \w+){0,5}? acces (?:a (?!mon "
            r"compte)|aux)"
        ),
        r"!acces aux? (?:\w+ ){0,4}?(?:donnees|informations) ",
        (
            r"!(?:quelles?|toutes?|lesquelles|si|ce que|que)(?: \w+){0,5}? (?:donnees|informations|infos|"
            r"renseignements)(?: \w+){0,5}?(?:-vous| vous)(?: \w+){0,5}? (?:moi|mon sujet|concernant|mon compte|"
            r"propos)"
        ),
        (
            r"!(?:copie|export|extrait|liste) (?:\w+ ){0,4}?(?:de )?(?:\w+ )?(?:mes (?!papiers)|donnees|informations|"
            r"tout ce que vous)"
        ),
        (
            r"!(?:que|qu'est-ce que|ce que) (?:vous )?(?:savez|avez|detenez|possedez|stockez|conservez)(?:-vous| "
            r"vous)? (?:\w+ ){0,2}?sur moi"
        ),
        (
            r"!(?:envoy|communiqu|fourni|transmett|donn)\w+(?:-moi| moi| me)? (?:\w+ ){0,4}?(?:mes donnees|donnees "
            r"(?:\w+ )?me concernant|donnees (?:\w+ )?que vous|informations que vous)"
        ),
        (
            r"!confirm\w+ (?:\w+ ){0,4}?(?:si|que)(?: \w+){0,4}? (?:donnees|informations)(?: \w+){0,6}? (?:traitees?|"
            r"concernant)"
        ),
        r"!(?:ou|comment) avez-vous (?:\w+ )?(?:obtenu|eu|trouve)",
    ),
    "portability": (
        r"!portabilite",
        r"!lisible par (?:une )?machine",
        r"!mes donnees (?:\w+ ){0,3}?(?:au format|en|format) (?:csv|json|xml|excel)",
        r"!transmett\w+ (?:\w+ ){0,3}?mes donnees (?:\w+ ){0,3}?a (?:un autre|mon nouveau)",
    ),
    "objection": (
        r"!(?:je )?m'oppose(?:r)?(?! a (?:votre|la) (?:decision|reponse))",
        r"!(?:droit d'opposition|mon opposition|fais opposition|form\w+ opposition|opposition au traitement)",
        (
            r"!(?:cess\w+|arret\w+|ne plus|stop\w*)(?: \w+){0,4}? (?:utiliser|traiter|exploiter|utilisation|"
            r"traitement|profil\w+)(?: \w+){0,3}? (?:mes|mon|donnees)"
        ),
    ),
    "restriction": (r"!limit(?:ation|er|ez) (?:du |le |de )?traitement", r"!(?:gel\w+|bloqu\w+) (?:\w+ "
    "){0,2}?mes donnees"),
    "opt_out_of_sale": (
        (
            r"!(?:ne|plus|pas|cess\w+)(?: \w+){0,3}? (?:vend\w+|revend\w+|vente)(?: \w+){0,2}? (?:mes|donnees|"
            r"informations)"
        ),
    ),
    "withdraw_consent": (r"!(?:retir|revoqu|annul)\w+ (?:\w+ ){0,3}?(?:consentement|accord|autorisation)",),
    "complaint": (
        (
            r"!(?:depos\w+|port\w+|introdui\w+|present\w+|form\w+|adress\w+|souhaite|viens|soumet\w+)(?: \w+){0,5}? "
            r"(?:plainte|reclamation)"
        ),
        (
            r"!(?:plainte|reclamation) (?:en vertu|conform\w+|au titre|contre|selon|au sens|a l'encontre|formelle|"
            r"aupres)"
        ),
        (
            r"!(?:n'ai|n'avons|n'a|pas|aucune|sans|jamais|refuse)(?: \w+){0,6}? (?:reponse|repondu|donne suite|"
            r"reaction|obtenu|accede|de suite|conforme\w*)(?: \w+){0,9}?(?: (?:demande|requete|courrier|lettre|mail|"
            r"reponse|part))?"
        ),
        r"!(?:delai|mois)(?: \w+){0,14}? (?:expire|depasse|ecoule|echu|passe)",
        r"!(?:mise en demeure|relance|refuse de (?:se conformer|repondre))",
    ),
}
FRENCH = Lexicon(
    code="fr",
    function=(
        "le la les de des du et je vous que est dans pour ne pas mon mes ma votre vos une un sur avec par au aux "
        "en ce cette qui il nous merci bonjour me j ai sont plus si ou"
    ),
    ask=(
        r"merci de|veuillez|s'il vous plait|svp|stp|je (?:\w+ )?(?:demande|souhaite|voudrais|veux|desire|exige|"
        r"aimerais|requiers|sollicite|exerce)|pri\w+|pourriez|pouvez|pourrais|prie de|demande|souhaite|voudrais|"
        r"veux|merci|supprimez|effacez|corrigez|envoyez|retirez|par la presente|conformement|en vertu"
    ),
    block=(
        r"(?:chang|modifi)\w*(?: \w+){0,4}? (?:mot de passe|reservation|rendez-vous|commande|billet|vol)|"
        r"vous avez le droit|toute personne|vous pouvez (?:aussi |egalement |vous "
        r"|demander|exercer)|(?:un|les|l') ?(?:utilisateurs?|internautes?|abonnes?)|le droit d\W?\w+ (?:est|permet)|"
        r"(?:entrain|condui|aboutir)\w* ~(?:suppression|fermeture|resiliation)|(?:ne|n'|pas) (?:\w+ "
        r"){0,3}?(?:supprim\w+|effac\w+|desabonn\w+|corrig\w+|rectifi\w+|desinscri\w+) "
        r"(?:pas|mon|mes|ma|me)|(?:j'ai|avez|a ete|ont ete|avons|etes) (?:\w+ ){0,2}?(?:supprime|efface|corrige|"
        r"rectifie|desabonne|desinscrit)\w*|merci (?:beaucoup )?(?:d'avoir|pour (?:la|votre))|(?:quand|si|lorsque|"
        r"apres) (?:je|on|vous|un utilisateur|les utilisateurs|j')(?: \w+){0,5}? (?:supprim|effac|desabonn|"
        r"souhaitez|voulez|desinscri)\w*|combien de temps|(?:pour vous|vous pouvez|vous pourrez)(?: \w+){0,6}?|"
        r"cliquez|votre (?:entreprise|demande|compte|abonnement|inscription)|vos (?:demandes|donnees|droits|"
        r"clients|informations)|nous (?:avons|gerons|proposons|offrons|traitons|aidons|vous|automatisons)|pour "
        r"(?:ne plus|se|vous) (?:recevoir|desabonn\w+|desinscri\w+)|plantage|bogue|bug|ma commande|de la commande|"
        r"facture"
    ),
    threat=(
        r"reserve|a defaut|sinon|si vous ne|dans le cas contraire|faute de|pourrai|serai contraint|je (?:\w+ "
        r")?(?:saisirai|deposerai|porterai|introduirai)|droit (?:d'|de )(?:introduire|deposer)"
    ),
    kinds=KINDS,
    entries=ENTRIES,
)
