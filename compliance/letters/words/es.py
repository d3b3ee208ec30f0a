"""The field's own words in Spanish."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "la supresión de sus datos",
        "amendment": "la rectificación de sus datos",
        "unsubscribe": "no recibir más envíos",
        "access": "una copia de sus datos",
        "portability": "la portabilidad de sus datos",
        "objection": "su oposición al uso de sus datos",
        "restriction": "la limitación del uso de sus datos",
        "opt_out_of_sale": "que no se vendan ni compartan sus datos",
        "limit_sensitive": "el uso limitado de sus datos sensibles",
        "withdraw_consent": "la retirada de su consentimiento",
        "complaint": "su reclamación",
        "appeal": "su reclamación contra nuestra respuesta",
    },
    grounds={
        "not_identified": "no hemos podido comprobar que los datos son suyos (art. 12.2 y 12.6 del RGPD)",
        "legal_duty": "una ley nos obliga a conservar los datos (art. 17.3.b del RGPD)",
        "legal_claims": "los datos son necesarios para reclamaciones legales (art. 17.3.e del RGPD)",
        "expression": "prevalece la libertad de expresión e información (art. 17.3.a del RGPD)",
        "accurate": "los datos se han comprobado y son exactos (art. 16 del RGPD)",
        "excessive": "la solicitud es manifiestamente infundada o excesiva (art. 12.5 del RGPD)",
        "nothing_held": "no tenemos datos sobre usted",
        "not_covered": "la ley no da este derecho en este caso",
    },
    tasks={
        "done": "hecho",
        "kept": "conservado, porque",
        "nothing_found": "no se encontró nada",
    },
    extensions={
        "complexity": "es compleja",
        "number": "hemos recibido muchas solicitudes",
    },
    points={
        "customer_number": "número de cliente o de cuenta",
        "order_number": "número de un pedido o una factura",
        "recent_activity": "lo último que pidió o hizo con nosotros, y cuándo",
        "joined": "desde cuándo, más o menos, es cliente o tiene la cuenta",
        "user_name": "nombre de usuario",
        "name": "nombre",
        "postal_address": "dirección postal",
        "birth_date": "fecha de nacimiento",
        "phone": "número de teléfono",
    },
)
