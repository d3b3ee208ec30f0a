"""Spanish."""

from compliance.triage.lexicon.lexicon import Lexicon

ENTRIES = {
    "mine": (
        r"(?:(?:mis?|nuestros?|nuestras?|sus) (?:\w+ ){0,3}?(?:datos|cuenta|informacion|perfil|direccion|correos?|"
        r"e-?mails?|nombre|telefono|numero|registro|ficha|historial|usuario|fotos?|expediente)|(?:datos|"
        r"informacion) (?:de caracter )?personal(?:es)?(?: \w+){0,4}?|todo lo que (?:\w+ ){1,3}?(?:de|sobre) mi|"
        r"(?:datos|informacion)(?: \w+){0,4}? (?:sobre mi|de mi|a mi persona|me conciern\w+))"
    ),
    "erase": (
        r"(?:borr\w+|elimin\w+|supr[ie]\w+|supresion|quit(?:en|ar|e)|cancel\w+|cierr\w+|cerrar|destru\w+|olvid\w+|"
        r"baja)"
    ),
    "mails": (
        r"(?:correos?|e-?mails?|mails?|mensajes?|boletin\w*|newsletters?|publicidad|sms|spam|promocion\w*|"
        r"ofertas?|anuncios?|propaganda|comunicacion\w*|llamadas)"
    ),
}
KINDS = {
    "removal": (
        r"{erase} ~{mine}",
        r"{mine} ~{erase}",
        r"!derecho (?:de|al?) (?:la )?(?:supresion|olvido|cancelacion|ser olvidado)",
        (
            r"!(?:solicito|solicitud|solicitar|exijo|pido|requiero)(?: \w+){0,3}? (?:la )?(?:supresion|eliminacion|"
            r"borrado|cancelacion)(?! de la suscripcion)"
        ),
        r"!borr(?:en|a|e|ad)(?:me|lo|los)? (?:todo|mis|mi)",
        r"!dar(?:me)? de baja (?:mi|la) cuenta",
        r"!(?:no|dejen de) (?:sigan )?(?:guard|conserv|almacen)\w+ (?:\w+ )?mis",
    ),
    "amendment": (
        (
            r"!(?:rectif\w+|corrij\w+|corregir|correccion|modific\w+|modifiqu\w+|cambi\w+|actualiz\w+|actualic\w+|"
            r"complet\w+) ~(?:mis?|el nombre|la direccion|datos (?:\w+ )?(?:inexactos|incorrectos|erroneos|"
            r"personales)|nuestr\w+|fecha de nacimiento|apellido)"
        ),
        r"!derecho (?:de|a la) rectificacion",
        r"!(?:solicito|solicitar|exijo|pido)(?: \w+){0,3}? (?:la )?(?:rectificacion|correccion)",
        (
            r"!(?:mis?|nuestra) (?:\w+ ){0,4}?(?:esta|es|estan|son|ha) (?:\w+ ){0,3}?(?:mal|incorrect\w+|equivocad\w+|"
            r"errone\w+|cambiado|desactualizad\w+|inexact\w+)"
        ),
        r"!(?:mi|nuestra) (?:nuev[oa]|correct[oa]) (?:\w+ )?\w+ es",
        r"!(?:tienen|tienes) mal (?:\w+ )?(?:mi|el|la)",
        r"!me (?:he )?(?:mudado|mude|cambie|cambiado)",
        r"!(?:nombre|direccion|correo|telefono|fecha) (?:\w+ )?(?:incorrect|equivocad|erroneo?)\w*",
        r"!me llamo (?:\w+ ){1,3}?(?:y )?no ",
        r"!(?:debe|deberia) (?:ser|decir|poner)",
    ),
    "unsubscribe": (
        r"!baja\W*$",
        (
            r"!(?:dar(?:me|nos)?|den(?:me)?|denos|dame|deme|quiero|solicito|causar|solicitar)(?: \w+){0,3}? (?:de "
            r")?(?:la )?baja(?! (?:mi|la) cuenta)"
        ),
        (
            r"!(?:desuscri|desubscri|dessuscri|desapunt|anul\w+ (?:\w+ )?suscri|cancel\w+ (?:\w+ )?suscri|cancel\w+ "
            r"(?:\w+ )?newsletter)\w*"
        ),
        (
            r"!(?=.{0,100}(?:quier|quer|dese|envi|mand|recib|mas|molest|lleg|dej|basta|paren|stop))(?:no|dejen|dejar|"
            r"deja|basta|paren|stop|nunca|ni)(?: \w+){0,6}? {mails}(?! para)"
        ),
        (
            r"!no (?:me )?(?:manden|envien|escriban|contacten|molesten|llamen|mandes|envies)(?: \w+)? (?:mas|nada|"
            r"nunca)"
        ),
        r"!(?:quit|saqu|borr|elimin|sac|retir)\w+(?: \w+){0,5}? (?:lista|boletin|newsletter|listas)",
        r"!baja (?:de|del|en) (?:\w+ ){0,3}?(?:lista|boletin|newsletter|correo\w*|suscripcion|publicidad)",
    ),
    "access": (
        r"!(?:de donde|como|quien(?:es)?(?: les| os)?|donde)(?: \w+){0,2}? "
        r"(?:sacaron|sacasteis|obtuvieron|consiguieron|tienen|dio|dieron|encontraron)(?: \w+){0,2}? (?:mi|mis)",
        r"!derecho (?:de|al?) acceso",
        r"!(?:acceso|acceder) (?:\w+ )?a (?:\w+ ){0,4}?(?:datos|informacion)(?! publica)",
        (
            r"!(?:que|cuales|si)(?: \w+){0,4}? (?:datos|informacion)?(?: \w+){0,4}? (?:tienen|tienes|guardan|"
            r"conservan|poseen|almacenan|tratan|saben|tratando)(?: \w+){0,3}? (?:mi|mios|sobre mi|de mi)"
        ),
        (
            r"!(?:copia|listado|extracto) (?:de )?(?:\w+ ){0,3}?(?:mis (?! documentos)|datos (?:\w+ )?(?:personales|"
            r"que)|toda la informacion|los datos|todo lo)"
        ),
        (
            r"!(?:envi|mand|facilit|proporcion|den(?:me)|d[ea]r(?:me))\w* (?:\w+ ){0,4}?(?:mis datos|informacion que "
            r"(?:\w+ )?tienen|datos que (?:\w+ )?(?:tienen|tratan))"
        ),
        r"!que saben (?:de|sobre) mi",
        r"!de donde (?:han )?(?:sacado|sacaron|obtuvieron|obtenido)",
    ),
    "portability": (
        r"!portabilidad(?! (?:de )?(?:numero|linea))",
        r"!lectura mecanica|legible por maquina",
        r"!mis datos (?:\w+ ){0,3}?(?:en|formato) (?:\w+ )?(?:csv|json|xml|excel)",
    ),
    "objection": (
        (
            r"!objet\w+ (?:el|al) (?:procesamiento|tratamiento)|me opongo|derecho de oposicion|oponerme (?:a|al)|mi "
            r"oposicion|nos oponemos"
        ),
        (
            r"!(?:dejen|dejar|cesen|no) (?:de )?(?:usar|utilizar|tratar|procesar|usen|utilicen|traten) (?:\w+ "
            r")?(?:mis|mi)"
        ),
    ),
    "restriction": (r"!limitacion (?:del|de) (?:\w+ )?tratamiento|limitar el tratamiento|bloque\w+ mis datos",),
    "opt_out_of_sale": (r"!(?:no|dejen de) (?:\w+ )?(?:vend\w+)(?: \w+){0,2}? (?:mis|mi|datos)",),
    "withdraw_consent": (r"!(?:retir|revoc|revoqu|cancel)\w+ (?:\w+ ){0,3}?(?:consentimiento|autorizacion|permiso)",),
    "complaint": (
        (
            r"!(?:present\w+|interpon\w+|interpus\w+|formul\w+|pong\w+|quiero|deseo)(?: \w+){0,5}? (?:reclamacion|"
            r"queja|denuncia)"
        ),
        r"!(?:reclamacion|queja|denuncia) (?:en virtud|de conformidad|conforme|segun|contra|formal|ante)",
        (
            r"!(?:no|sin|ninguna|nunca|negado|rechazado)(?: \w+){0,6}? (?:recibido|respuesta|respondido|contestad\w+|"
            r"contestacion|atendid\w+|noticias|cumplir|cumplid\w+)"
        ),
        r"!(?:plazo|mes)(?: \w+){0,14}? (?:vencido|superado|expirado|transcurrido|excedido|sobrepasado|incumplido)",
        r"!(?:requerimiento previo|recordatorio de mi solicitud)",
    ),
}
SPANISH = Lexicon(
    code="es",
    function=(
        "el la los las de del y que en es por para con no mi mis su sus una un lo se al como mas ustedes quiero "
        "gracias hola me yo usted este esta si o pero le sobre"
    ),
    ask=(
        r"por favor|favor de|solicit\w+|quiero|quisiera|deseo|pido|exijo|ruego|requiero|necesito|me gustaria|"
        r"pueden|puede|podrian|podria|por la presente|borren|eliminen|supriman|corrijan|envienme|les (?:pido|"
        r"ruego|solicito)|de conformidad|en virtud|conforme"
    ),
    block=(
        r"(?:cambi|modific)\w*(?: \w+){0,4}? (?:contrasena|reserva|cita|pedido|vuelo|clave)|"
        r"usted tiene derecho|toda persona|los usuarios|puedes? (?:ejercer|solicitar)|"
        r"(?:conllev|implic|provoc|result)\w* ~(?:supresion|eliminacion|cancelacion|borrado|cierre)|no (?:\w+ "
        r"){0,3}?(?:borr\w+|elimin\w+|suprim\w+|corrij\w+|rectifi\w+|cancel\w+)(?! los)|(?:he|ha|han|"
        r"hemos|fue|fueron|sido) (?:\w+ )?(?:borrad|eliminad|suprimid|corregid|rectificad|cancelad)\w+|(?:borre|"
        r"elimine|borraron|eliminaron|eliminamos) (?:el|un|mi|su|la)(?= (?:archivo|fichero))|gracias por|"
        r"(?:cuando|si|despues de|al) (?:\w+ ){0,2}?(?:borro|elimino|borrar|eliminar|desea|deseas|quieres|no "
        r"desea|quiere|usted|prefiere)(?: \w+)?|no me (?:llega|llego|ha llegado|llegan)(?! mas)|cuanto "
        r"tiempo|(?:puedes?|pueden|podras?) (?:\w+ ){0,3}?(?:darte|"
        r"darse|cancelar|ejercer|en cualquier)|para (?:\w+ )?(?:darse|dejar|cancelar|darte)|haga clic|haz clic|"
        r"pulse aqui|(?:tu|tus|su) (?:solicitud|solicitudes|cuenta|suscripcion|empresa|consulta)|nosotros|"
        r"ofrecemos|gestionamos|ayudamos|hemos recibido|mi pedido|del pedido|factura|sus clientes"
    ),
    threat=(
        r"reserv\w+|de lo contrario|en caso (?:contrario|de que)|si no|me vere|presentare|podre|acudire|derecho a "
        r"(?:presentar|reclamar|interponer)"
    ),
    kinds=KINDS,
    entries=ENTRIES,
)
