"""Spanish."""

from compliance.triage.lexicon.lexicon import Lexicon

ENTRIES = {
    "mine": r"(?:(?:mis?|nuestros?|nuestras?|sus) (?:\w+ ){0,3}?(?:datos|cuenta|informacion|perfil|direccion|correos?|e-?mails?|nombre|telefono|numero|registro|ficha|historial|usuario|fotos?|expediente)|(?:datos|informacion) (?:de caracter )?personal(?:es)?(?: \w+){0,4}?|todo lo que (?:\w+ ){1,3}?(?:de|sobre) mi|(?:datos|informacion)(?: \w+){0,4}? (?:sobre mi|de mi|a mi persona|me conciern\w+))",
    "erase": r"(?:borr\w+|elimin\w+|supr[ie]\w+|supresion|quit(?:en|ar|e)|cancel\w+|cierr\w+|cerrar|destru\w+|olvid\w+|baja)",
    "mails": r"(?:correos?|e-?mails?|mails?|mensajes?|boletin\w*|newsletters?|publicidad|sms|spam|promocion\w*|ofertas?|anuncios?|propaganda|comunicacion\w*|llamadas)",
}
KINDS = {
    "removal": (r"{erase} ~{mine}", r"{mine} ~{erase}", r"!derecho (?:de|al?) (?:la )?(?:supresion|olvido|cancelacion|ser olvidado)", r"!(?:solicito|solicitud|solicitar|exijo|pido|requiero)(?: \w+){0,3}? (?:la )?(?:supresion|eliminacion|borrado|cancelacion)(?! de la suscripcion)", r"!borr(?:en|a|e|ad)(?:me|lo|los)? (?:todo|mis|mi)", r"!dar(?:me)? de baja (?:mi|la) cuenta", r"!(?:no|dejen de) (?:sigan )?(?:guard|conserv|almacen)\w+ (?:\w+ )?mis"),
    "amendment": (
        r"!(?:rectif\w+|corrij\w+|corregir|correccion|modific\w+|modifiqu\w+|cambi\w+|actualiz\w+|actualic\w+|complet\w+) ~(?:mis?|el nombre|la direccion|datos (?:\w+ )?(?:inexactos|incorrectos|erroneos|personales)|nuestr\w+|fecha de nacimiento|apellido)", r"!derecho (?:de|a la) rectificacion", r"!(?:solicito|solicitar|exijo|pido)(?: \w+){0,3}? (?:la )?(?:rectificacion|correccion)", r"!(?:mis?|nuestra) (?:\w+ ){0,4}?(?:esta|es|estan|son|ha) (?:\w+ ){0,3}?(?:mal|incorrect\w+|equivocad\w+|errone\w+|cambiado|desactualizad\w+|inexact\w+)",
        r"!(?:mi|nuestra) (?:nuev[oa]|correct[oa]) (?:\w+ )?\w+ es", r"!(?:tienen|tienes) mal (?:\w+ )?(?:mi|el|la)", r"!me (?:he )?(?:mudado|mude|cambie|cambiado)", r"!(?:nombre|direccion|correo|telefono|fecha) (?:\w+ )?(?:incorrect|equivocad|erroneo?)\w*", r"!me llamo (?:\w+ ){1,3}?(?:y )?no ", r"!(?:debe|deberia) (?:ser|decir|poner)",
    ),
    "unsubscribe": (
        r"!baja\W*$", r"!(?:dar(?:me|nos)?|den(?:me)?|denos|dame|deme|quiero|solicito|causar|solicitar)(?: \w+){0,3}? (?:de )?(?:la )?baja(?! (?:mi|la) cuenta)", r"!(?:desuscri|desubscri|dessuscri|desapunt|anul\w+ (?:\w+ )?suscri|cancel\w+ (?:\w+ )?suscri|cancel\w+ (?:\w+ )?newsletter)\w*", r"!(?:no|dejen|dejar|deja|basta|paren|stop|nunca|ni)(?: \w+){0,6}? {mails}(?! para)", r"!no (?:me )?(?:manden|envien|escriban|contacten|molesten|llamen|mandes|envies)(?: \w+)? (?:mas|nada|nunca)", r"!(?:quit|saqu|borr|elimin|sac|retir)\w+(?: \w+){0,5}? (?:lista|boletin|newsletter|listas)", r"!baja (?:de|del|en) (?:\w+ ){0,3}?(?:lista|boletin|newsletter|correo\w*|suscripcion|publicidad)",
    ),
    "access": (
        r"!derecho (?:de|al?) acceso", r"!(?:acceso|acceder) (?:\w+ )?a (?:\w+ ){0,4}?(?:datos|informacion)(?! publica)", r"!(?:que|cuales|si)(?: \w+){0,4}? (?:datos|informacion)?(?: \w+){0,4}? (?:tienen|tienes|guardan|conservan|poseen|almacenan|tratan|saben|tratando)(?: \w+){0,3}? (?:mi|mios|sobre mi|de mi)", r"!(?:copia|listado|extracto) (?:de )?(?:\w+ ){0,3}?(?:mis (?! documentos)|datos (?:\w+ )?(?:personales|que)|toda la informacion|los datos|todo lo)", r"!(?:envi|mand|facilit|proporcion|den(?:me)|d[ea]r(?:me))\w* (?:\w+ ){0,4}?(?:mis datos|informacion que (?:\w+ )?tienen|datos que (?:\w+ )?(?:tienen|tratan))", r"!que saben (?:de|sobre) mi", r"!de donde (?:han )?(?:sacado|sacaron|obtuvieron|obtenido)",
    ),
    "portability": (r"!portabilidad(?! (?:de )?(?:numero|linea))", r"!lectura mecanica|legible por maquina", r"!mis datos (?:\w+ ){0,3}?(?:en|formato) (?:\w+ )?(?:csv|json|xml|excel)"),
    "objection": (r"!me opongo|derecho de oposicion|oponerme (?:a|al)|mi oposicion|nos oponemos", r"!(?:dejen|dejar|cesen|no) (?:de )?(?:usar|utilizar|tratar|procesar|usen|utilicen|traten) (?:\w+ )?(?:mis|mi)"),
    "restriction": (r"!limitacion (?:del|de) (?:\w+ )?tratamiento|limitar el tratamiento|bloque\w+ mis datos",),
    "opt_out_of_sale": (r"!(?:no|dejen de) (?:\w+ )?(?:vend\w+)(?: \w+){0,2}? (?:mis|mi|datos)",),
    "withdraw_consent": (r"!(?:retir|revoc|revoqu|cancel)\w+ (?:\w+ ){0,3}?(?:consentimiento|autorizacion|permiso)",),
    "complaint": (r"!(?:present\w+|interpon\w+|interpus\w+|formul\w+|pong\w+|quiero|deseo)(?: \w+){0,5}? (?:reclamacion|queja|denuncia)", r"!(?:reclamacion|queja|denuncia) (?:en virtud|de conformidad|conforme|segun|contra|formal|ante)", r"!(?:no|sin|ninguna|nunca|negado|rechazado)(?: \w+){0,6}? (?:recibido|respuesta|respondido|contestad\w+|contestacion|atendid\w+|noticias|cumplir|cumplid\w+)", r"!(?:plazo|mes)(?: \w+){0,14}? (?:vencido|superado|expirado|transcurrido|excedido|sobrepasado|incumplido)", r"!(?:requerimiento previo|recordatorio de mi solicitud)"),
}
SPANISH = Lexicon(
    code="es",
    function="el la los las de del y que en es por para con no mi mis su sus una un lo se al como mas ustedes quiero gracias hola me yo usted este esta si o pero le sobre",
    ask=r"por favor|favor de|solicit\w+|quiero|quisiera|deseo|pido|exijo|ruego|requiero|necesito|me gustaria|pueden|puede|podrian|podria|por la presente|borren|eliminen|supriman|corrijan|envienme|les (?:pido|ruego|solicito)|de conformidad|en virtud|conforme",
    block=r"no (?:\w+ ){0,3}?(?:borr\w+|elimin\w+|suprim\w+|corrij\w+|rectifi\w+|cancel\w+)(?! los)|(?:he|ha|han|hemos|fue|fueron|sido) (?:\w+ )?(?:borrad|eliminad|suprimid|corregid|rectificad|cancelad)\w+|(?:borre|elimine|borraron|eliminaron|eliminamos) (?:el|un|mi|su|la)(?= (?:archivo|fichero))|gracias por|(?:cuando|si|despues de|al) (?:\w+ ){0,2}?(?:borro|elimino|borrar|eliminar|desea|deseas|quieres|no desea|quiere|usted|prefiere)(?: \w+)?|cuanto tiempo|(?:puedes?|pueden|podras?) (?:\w+ ){0,3}?(?:darte|darse|cancelar|ejercer|en cualquier)|para (?:\w+ )?(?:darse|dejar|cancelar|darte)|haga clic|haz clic|pulse aqui|(?:tu|tus|su) (?:solicitud|solicitudes|cuenta|suscripcion|empresa|consulta)|nosotros|ofrecemos|gestionamos|ayudamos|hemos recibido|mi pedido|del pedido|factura|sus clientes",
    threat=r"reserv\w+|de lo contrario|en caso (?:contrario|de que)|si no|me vere|presentare|podre|acudire|derecho a (?:presentar|reclamar|interponer)",
    kinds=KINDS,
    entries=ENTRIES,
)
