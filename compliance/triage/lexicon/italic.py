"""Italian, Portuguese and Romanian."""

from compliance.triage.lexicon.lexicon import Lexicon

ITALIAN = Lexicon(
    code="it",
    function=(
        "il la i gli le di del della e che in per con non mio mia miei vostro vostra una un lo si al come piu vi "
        "grazie buongiorno mi io sono ho questo da ai ed dei alla"
    ),
    ask=(
        r"per favore|prego|chiedo|richiedo|vorrei|voglio|desidero|potete|potreste|puo|vi prego|con la presente|"
        r"esigo|gradirei|cancellate|eliminate|correggete|ai sensi|inviatemi|favore"
    ),
    block=(
        r"(?:cambi|modific)\w*(?: \w+){0,4}? (?:password|prenotazione|ordine|appuntamento|volo)|"
        r"(?:comport|implic|caus)\w* ~(?:cancellazione|eliminazione|chiusura)|non (?:\w+ ){0,3}?(?:cancell|elimin|"
        r"rimuov|corregg)\w+|(?:ho|ha|hanno|e stato|sono stati|avete) (?:\w+ "
        r")?(?:cancellat|eliminat|rimoss|corrett)\w+|grazie per|(?:quando|se|dopo) (?:\w+ ){0,3}?(?:cancello|"
        r"elimino|desideri|vuoi|desidera|volete)|per quanto tempo|quanto tempo|clicca\w*|(?:puoi|potrai|potete "
        r"sempre)|la (?:tua|vostra|sua) (?:richiesta|azienda)|(?:i tuoi|i vostri) (?:dati|clienti|diritti)|"
        r"i suoi (?:clienti|diritti)|"
        r"offriamo|gestiamo|abbiamo ricevuto|per (?:annullare|cancellarti|disiscriverti)|mio ordine|dall'ordine|"
        r"fattura"
    ),
    threat=(
        r"riserv\w+|in caso contrario|altrimenti|se non|qualora|saro costretto|presentero|diritto di (?:proporre|"
        r"presentare)"
    ),
    entries={
        "mine": (
            r"(?:(?:miei|mio|mia|mie|nostri) (?:\w+ ){0,3}?(?:dati|account|informazioni|profilo|indirizzo|e-?mail|"
            r"nome|telefono|numero|conto|registrazione|utenza|foto)|dati personali|(?:tutto cio|tutto quello|tutto) "
            r"che (?:\w+ ){1,3}?(?:su di me|di me)|dati (?:\w+ ){0,3}?(?:mi riguardano|su di me))"
        ),
        "erase": r"(?:cancell\w+|elimin\w+|rimuov\w+|rimozione|canc|chiud\w+|distrugg\w+|oblio)",
        "mails": r"(?:e-?mails?|mail|messaggi|newsletter|pubblicita|sms|spam|offerte|promozion\w+|comunicazioni)",
    },
    kinds={
        "removal": (
            r"{erase} ~{mine}",
            r"{mine} ~{erase}",
            r"!diritto (?:all'|alla |di )(?:oblio|cancellazione)",
            r"!(?:chiedo|richiedo|richiesta di|voglio|esigo)(?: \w+){0,3}? (?:la )?cancellazione(?! dalla)",
        ),
        "amendment": (
            (
                r"!(?:rettific\w+|corregg\w+|correzione|modific\w+|aggiorn\w+|cambi\w+|integr\w+) ~(?:mi[oae]i?|i dati|"
                r"nome|indirizzo|dati (?:\w+ )?inesatti|data di nascita|cognome)"
            ),
            r"!diritto di rettifica|(?:chiedo|richiedo) (?:\w+ )?rettifica",
            r"!(?:mio|mia|miei) (?:\w+ ){0,4}?(?:e|sono) (?:\w+ ){0,2}?(?:sbagliat\w+|errat\w+|scorrett\w+|cambiat\w+)",
            r"!(?:nome|indirizzo|numero) (?:e )?(?:sbagliat|errat)\w+",
            r"!mi sono trasferit\w+|nuovo indirizzo e",
            r"!mi chiamo (?:\w+ ){1,3}?non",
        ),
        "unsubscribe": (
            r"!(?:disiscri|cancell\w+ (?:l')?iscri|annull\w+ (?:l')?iscri|disdi|disabbon)\w*",
            (
                r"!(?=.{0,100}(?:vogli|ricev|mand|invi|piu|basta|smett|stop|desider))(?:non|basta|smett\w+|mai piu|stop|"
                r"nessun\w*)(?: \w+){0,6}? {mails}"
            ),
            r"!(?:toglie\w*|cancella\w*|rimuov\w+|elimina\w*)(?: \w+){0,5}? (?:lista|newsletter|mailing|elenco)",
            r"!non (?:mi )?(?:scriv|contatt|mand|invi)\w+ (?:\w+ )?piu",
        ),
        "access": (
            r"!(?:da dove|dove|come|chi vi)(?: \w+){0,2}? (?:avete|ha|hanno) "
            r"(?:preso|trovato|avuto|ottenuto|dato|fornito)(?: \w+){0,2}? (?:mio|mia|miei|mie)",
            r"!diritto di accesso",
            r"!(?:accesso|accedere) ai (?:\w+ ){0,3}?dati",
            (
                r"!(?:quali|che|cosa)(?: \w+){0,3}? (?:dati|informazioni)?(?: \w+){0,4}? (?:avete|possedete|conservate|"
                r"trattate|detenete|sapete)(?: \w+){0,3}? (?:me|mio)"
            ),
            r"!(?:copia|elenco) (?:\w+ ){0,4}?(?:miei (?:\w+ )?dati|dati (?:personali|che)|informazioni|di tutto)",
            r"!(?:inviat|mandat|fornit|dat)\w+ (?:\w+ ){0,4}?(?:miei dati|dati che|tutto quello che)",
            r"!che dati (?:avete|conservate)",
            r"!(?:cosa|che cosa) sapete (?:di|su)",
        ),
        "portability": (r"!portabilita|leggibile da (?:dispositivo|macchina)|miei dati (?:\w+ ){0,2}?(?:csv|json|excel)",),
        "objection": (
            r"!mi oppongo|diritto di opposizione|mi opporre|oppormi",
            r"!(?:non|smettete di) (?:usare|utilizzare|trattare|usate|trattate) (?:\w+ )?i miei",
        ),
        "restriction": (r"!limitazione del trattamento|limitare il trattamento",),
        "opt_out_of_sale": (r"!non (?:vend\w+|cedere) (?:\w+ ){0,2}?miei",),
        "withdraw_consent": (r"!(?:revoc|ritir)\w+ (?:\w+ ){0,3}?consenso",),
        "complaint": (
            r"!(?:presento|propongo|proporre|presentare|sporgo|sporgere)(?: \w+){0,4}? (?:reclamo|denuncia)",
            r"!reclamo (?:ai sensi|contro|formale|nei confronti)",
            (
                r"!(?:non|nessuna|senza|mai|rifiutat\w+)(?: \w+){0,6}? (?:ricevut\w+|risposta|risposto|riscontro|"
                r"ottemperat\w+)"
            ),
            r"!(?:termine|mese)(?: \w+){0,12}? (?:scadut\w+|superato|trascorso|decorso)",
            r"!diffida|sollecito",
        ),
    },
)
PORTUGUESE = Lexicon(
    code="pt",
    function=(
        "o a os as de do da e que em por para com nao meu minha meus minhas seu sua uma um lo se ao como mais "
        "voces quero obrigado ola me eu voce este esta na no dos das ou pelo"
    ),
    ask=(
        r"por favor|solicit\w+|quero|queria|gostaria|desejo|peco|pedir|exijo|requeiro|preciso|podem|pode|poderiam|"
        r"poderia|venho|favor|apaguem|eliminem|excluam|corrijam|enviem|nos termos|ao abrigo|de acordo com"
    ),
    block=(
        r"(?:implic|result|lev|conduz)\w* ~(?:eliminacao|exclusao|apagamento|encerramento)|(?:suas informac\w+|"
        r"seus dados)|nao (?:\w+ ){0,2}?(?:apag\w+|elimin\w+|exclu\w+|corrij\w+|remov\w+)|"
        r"(?:foi|foram|tem sido|tenho|apaguei|eliminei) (?:\w+ )?(?:apagad|eliminad|excluid|corrigid|removid|o "
        r"ficheiro|o arquivo)\w*|obrigad[oa] por (?!atend)|(?:quando|depois de|ao) (?:\w+ ){0,2}?(?:apago|elimino|"
        r"apagar|eliminar|excluir|excluo)|(?:se) (?:\w+ ){0,2}?(?:desejar|quiser|deseja|prefere|pretende)|quanto "
        r"tempo|clique|(?:pode|podera) (?:\w+ ){0,3}?(?:cancelar|a qualquer)|para (?:cancelar|deixar|se)|(?:seu|"
        r"sua|o teu|a tua) (?:pedido|empresa|conta|inscricao|subscricao|mensagem)|(?:nos|oferecemos|gerimos|"
        r"ajudamos|recebemos)(?= )(?! termos)|caso voce|se voce|minha encomenda|fatura|lei de acesso aos "
        r"documentos"
    ),
    threat=(
        r"reserv\w+|caso contrario|se nao|caso (?:nao|voces)|terei de|apresentarei|direito de (?:apresentar|"
        r"reclamar)"
    ),
    entries={
        "mine": (
            r"(?:(?:meus?|minhas?|nossos?) (?:\w+ ){0,3}?(?:dados|conta|informac\w+|perfil|endereco|morada|e-?mails?|"
            r"nome|telefone|numero|registros?|registo|cadastro|contato|contacto|fotos?)|(?:dados|informacoes) "
            r"pessoais|tudo o? ?que (?:\w+ ){1,3}?(?:sobre|de) mim|dados (?:\w+ ){0,3}?(?:sobre mim|a meu respeito))"
        ),
        "erase": (
            r"(?:apag\w+|elimin\w+|exclu[is]\w+|exclusao|remov\w+|remocao|delet\w+|cancel\w+|encerr\w+|fech\w+|"
            r"destru\w+|esquec\w+)"
        ),
        "mails": (
            r"(?:e-?mails?|mails?|mensage[nm]s?|newsletters?|boletins?|publicidade|sms|spam|promoc\w+|ofertas|"
            r"propaganda|comunicac\w+|anuncios)"
        ),
    },
    kinds={
        "removal": (
            r"{erase} ~{mine}",
            r"{mine} ~{erase}",
            r"!direito (?:ao|a|de) (?:apagamento|esquecimento|eliminacao|exclusao)",
            (
                r"!(?:solicit\w+|peco|exijo|quero|pedido de)(?: \w+){0,3}? (?:o |a )?(?:apagamento|eliminacao|exclusao|"
                r"remocao)(?! da lista)"
            ),
        ),
        "amendment": (
            (
                r"!(?:retific\w+|rectific\w+|corrig\w+|corrij\w+|correcao|atualiz\w+|alter\w+|mud\w+|modific\w+) "
                r"~(?:meus?|minhas?|nome|endereco|morada|dados (?:\w+ )?(?:inexatos|incorretos|incompletos|pessoais)|data "
                r"de nascimento)"
            ),
            r"!direito (?:de|a) (?:retificacao|correcao)|solicit\w+ (?:\w+ )?(?:retificacao|correcao)",
            (
                r"!(?:meu|minha|meus) (?:\w+ ){0,4}?(?:esta|e|estao|mudou) (?:\w+ ){0,2}?(?:errad\w+|incorret\w+|mal|"
                r"desatualizad\w+)"
            ),
            r"!mudei de (?:casa|morada|endereco|nome)|(?:novo|nova) (?:endereco|morada|e-?mail|telefone) e",
            r"!(?:nome|endereco|morada|data) errad\w+",
        ),
        "unsubscribe": (
            r"!(?:descadastr|desinscr|dessubscr|cancel\w+ (?:\w+ )?(?:subscri|inscri|assinatura))\w*",
            (
                r"!(?=.{0,100}(?:quer|receb|envi|mand|mais|parem|chega|basta|deixem|desej|stop))(?:nao|parem|chega|basta|"
                r"nunca|deixem|stop)(?: \w+){0,6}? {mails}"
            ),
            r"!(?:tir|remov|retir|exclu)\w+(?: \w+){0,5}? (?:lista|newsletter|mailing)s?",
            r"!nao (?:me )?(?:envi|escrev|contact|contat|mand)\w+ (?:\w+ )?mais",
            r"!anul\w+ (?:\w+ )?subscri\w+",
        ),
        "access": (
            r"!(?:de onde|onde|como|quem)(?: \w+){0,2}? "
            r"(?:tiraram|conseguiram|obtiveram|deu|pegaram|arranjaram)(?: \w+){0,2}? (?:meu|minha|meus)",
            r"!direito (?:de|ao?) acesso",
            r"!(?:acesso|aceder|acessar) (?:\w+ )?a(?:os)? (?:\w+ ){0,3}?(?:dados|informac\w+)(?! publica)(?! da)",
            (
                r"!(?:que|quais|se)(?: \w+){0,3}? (?:dados|informac\w+)?(?: \w+){0,4}? (?:tem|guardam|possuem|conservam|"
                r"tratam|armazenam|sabem)(?: \w+){0,3}? (?:mim|meus)"
            ),
            r"!copia (?:\w+ ){0,4}?(?:meus (?:\w+ )?dados|dados pessoais|minhas|informac\w+|tudo)",
            r"!confirmacao da existencia de tratamento",
            r"!(?:enviem|mandem|fornecam)(?: \w+){0,4}? (?:meus dados|dados que)",
            r"!o que (?:voces )?sabem sobre",
        ),
        "portability": (r"!portabilidade(?! (?:de )?numero)|leitura automatica|meus dados (?:\w+ ){0,2}?(?:csv|json|excel)",),
        "objection": (
            r"!(?:me oponho|oponho-me|opor-me|direito de oposicao|minha oposicao)",
            (
                r"!(?=.{0,100}(?:quer|receb|envi|mand|mais|parem|chega|basta|deixem|desej|stop))(?:nao|parem de) (?:usar|"
                r"usem|utilizem|tratem|utilizar|tratar) (?:\w+ )?meus"
            ),
        ),
        "restriction": (r"!limitacao do tratamento|bloque\w+ (?:\w+ )?meus dados",),
        "opt_out_of_sale": (r"!nao (?:vend\w+) (?:\w+ ){0,2}?meus",),
        "withdraw_consent": (r"!(?:revog|retir)\w+ (?:\w+ ){0,3}?consentimento",),
        "complaint": (
            r"!(?:apresent\w+|registrar|fazer|formular)(?: \w+){0,4}? (?:reclamacao|queixa|denuncia)",
            r"!(?:reclamacao|queixa) (?:ao abrigo|nos termos|contra|formal)",
            (
                r"!(?:nao|nenhuma|sem|nunca|recusaram|recusou|recusaram-se|recusou-se|se recusaram)(?: \w+){0,6}? "
                r"(?:recebi\w*|recebeu|resposta|respond\w+|atender a minha|atenderam|atendid\w+|atendimento|cumpriram|"
                r"cumprid\w+|cumpriu)(?! de)"
            ),
            r"!(?:prazo|mes)(?: \w+){0,12}? (?:ultrapassado|expirado|expirou|passou|excedido)",
            r"!reiterar (?:o )?meu pedido",
        ),
    },
)
ROMANIAN = Lexicon(
    code="ro",
    function=(
        "si de la in cu pe nu va rog datele mele sunt este care ca pentru din ati am mi meu mea un o al sa prin "
        "dumneavoastra acest solicit buna ziua multumesc le ale privind"
    ),
    ask=(
        r"va rog|rog|solicit|doresc|vreau|cer|as dori|puteti|prin prezenta|in temeiul|conform|stergeti|te rog|"
        r"exercit"
    ),
    block=(
        r"nu (?:\w+ ){0,2}?(?:sterge\w*)|(?:am|a fost|au fost|ati) sters\w*|multumesc pentru|cat timp|(?:daca|"
        r"cand) (?:doriti|vreti|sterg)|click|dvs\.? puteti|oferim|solicitari de acces|cererea (?:ta|dvs)"
    ),
    threat=r"rezerv|in caz contrar|altfel|daca nu",
    entries={
        "mine": (
            r"(?:(?:datel\w+|contul\w*|informatiil\w+|profilul\w*|adresa|numele|emailul)(?: \w+){0,3}? (?:mele|meu|"
            r"mea)|date(?:lor|le)? (?:cu caracter )?personal\w*|contul|tot ce (?:\w+ )?despre mine)"
        )
    },
    kinds={
        "removal": (
            r"(?:sterg\w+|stergerea|elimin\w+|inchide\w*) ~{mine}",
            r"!dreptul (?:la|de a fi) (?:stergere|uitat\w*|stergerea)|solicit (?:\w+ )?stergerea",
        ),
        "amendment": (
            r"!(?:rectific\w+|corect\w+|modific\w+|actualiz\w+|complet\w+) ~(?:datel\w+|date|mele|meu|adres\w+|num\w+)",
            r"!(?:este|sunt) (?:gresit\w*|incorect\w*)",
        ),
        "unsubscribe": (
            r"!dezabon\w+",
            (
                r"!nu (?:mai )?(?:\w+ ){0,4}?(?:primesc|primi|trimite\w*|doresc|vreau) (?:\w+ ){0,3}?(?:e?-?mail\w*|"
                r"newsletter\w*|mesaje|reclame|spam)"
            ),
            r"!(?:scoate\w*|sterge\w*) (?:\w+ ){0,3}?list\w+",
        ),
        "access": (
            r"!(?:de unde|cum|cine)(?: \w+){0,2}? (?:aveti|ati|dat)(?: \w+){0,3}? (?:meu|mea|mele)",
            r"!(?:acces\w*|copie|copia) (?:\w+ ){0,3}?(?:la )?(?:datel\w+|date (?:cu caracter )?personal\w*)",
            r"!dreptul de acces|ce date (?:\w+ )?(?:aveti|detineti)",
        ),
        "portability": (r"!portabilit\w+|citit\w* automat|format structurat",),
        "objection": (r"!ma opun|dreptul (?:de|la) opozitie",),
        "restriction": (r"!restrictionarea prelucrarii",),
        "withdraw_consent": (r"!(?:retrag|revoc)\w* (?:\w+ ){0,2}?consimtamant\w*",),
        "complaint": (
            r"!(?:depun|inaintez|formulez)(?: \w+){0,4}? plangere|plangere (?:in temeiul|conform|impotriva)",
            r"!(?:nu|niciun|fara)(?: \w+){0,6}? (?:primit|raspuns|raspunsul)",
            r"!termenul(?: \w+){0,12}? (?:depasit|expirat)",
        ),
    },
)
