"""The field's own words in Portuguese."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "o apagamento dos seus dados",
        "amendment": "a retificação dos seus dados",
        "unsubscribe": "não receber mais envios",
        "access": "uma cópia dos seus dados",
        "portability": "a portabilidade dos seus dados",
        "objection": "a sua oposição ao uso dos seus dados",
        "restriction": "a limitação do uso dos seus dados",
        "opt_out_of_sale": "que os seus dados não sejam vendidos nem partilhados",
        "limit_sensitive": "o uso limitado dos seus dados sensíveis",
        "withdraw_consent": "a retirada do seu consentimento",
        "complaint": "a sua reclamação",
        "appeal": "a sua contestação da nossa resposta",
    },
    grounds={
        "not_identified": "não conseguimos confirmar que os dados são seus (art. 12.º, n.os 2 e 6, do RGPD)",
        "legal_duty": "uma lei obriga-nos a conservar os dados (art. 17.º, n.º 3, al. b), do RGPD)",
        "legal_claims": "os dados são necessários para direitos em processo judicial (art. 17.º, n.º 3, al. e), do RGPD)",
        "expression": "prevalece a liberdade de expressão e de informação (art. 17.º, n.º 3, al. a), do RGPD)",
        "accurate": "os dados foram verificados e estão certos (art. 16.º do RGPD)",
        "excessive": "o pedido é manifestamente infundado ou excessivo (art. 12.º, n.º 5, do RGPD)",
        "nothing_held": "não temos dados a seu respeito",
        "not_covered": "a lei não dá este direito neste caso",
    },
    tasks={
        "done": "feito",
        "kept": "conservado, porque",
        "nothing_found": "nada encontrado",
    },
    extensions={
        "complexity": "é complexo",
        "number": "recebemos muitos pedidos",
    },
    points={
        "customer_number": "número de cliente ou de conta",
        "order_number": "número de uma encomenda ou fatura",
        "recent_activity": "o que encomendou ou fez connosco pela última vez, e quando",
        "joined": "desde quando, mais ou menos, é cliente ou tem a conta",
        "user_name": "nome de utilizador",
        "name": "nome",
        "postal_address": "morada",
        "birth_date": "data de nascimento",
        "phone": "número de telefone",
    },
)
