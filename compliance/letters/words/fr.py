"""The field's own words in French."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "l'effacement de vos données",
        "amendment": "la rectification de vos données",
        "unsubscribe": "ne plus recevoir d'envois",
        "access": "une copie de vos données",
        "portability": "la portabilité de vos données",
        "objection": "votre opposition à l'utilisation de vos données",
        "restriction": "la limitation de l'utilisation de vos données",
        "opt_out_of_sale": "pas de vente ni de partage de vos données",
        "limit_sensitive": "l'utilisation limitée de vos données sensibles",
        "withdraw_consent": "le retrait de votre consentement",
        "complaint": "votre réclamation",
        "appeal": "votre contestation de notre réponse",
    },
    grounds={
        "not_identified": "nous n'avons pas pu établir que ces données sont les vôtres (art. 12, par. 2 et 6, du RGPD)",
        "legal_duty": "une loi nous oblige à conserver les données (art. 17, par. 3, point b), du RGPD)",
        "legal_claims": "les données sont nécessaires à des droits en justice (art. 17, par. 3, point e), du RGPD)",
        "expression": "la liberté d'expression et d'information l'emporte (art. 17, par. 3, point a), du RGPD)",
        "accurate": "les données ont été vérifiées et sont exactes (art. 16 du RGPD)",
        "excessive": "la demande est manifestement infondée ou excessive (art. 12, par. 5, du RGPD)",
        "nothing_held": "nous ne détenons aucune donnée vous concernant",
        "not_covered": "la loi ne donne pas ce droit dans ce cas",
    },
    tasks={
        "done": "fait",
        "kept": "conservé, car",
        "nothing_found": "rien trouvé",
    },
    extensions={
        "complexity": "elle est complexe",
        "number": "nous avons reçu de nombreuses demandes",
    },
    points={
        "customer_number": "numéro de client ou de compte",
        "order_number": "numéro d'une commande ou d'une facture",
        "recent_activity": "ce que vous avez commandé ou fait chez nous en dernier, et quand",
        "joined": "depuis quand, à peu près, vous êtes client ou avez ce compte",
        "user_name": "nom d'utilisateur",
        "name": "nom",
        "postal_address": "adresse postale",
        "birth_date": "date de naissance",
        "phone": "numéro de téléphone",
    },
)
