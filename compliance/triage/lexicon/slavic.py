"""Czech, Polish, Croatian, Russian (with key phrases of Bulgarian and Ukrainian)."""

from compliance.triage.lexicon.lexicon import Lexicon

CZECH = Lexicon(
    code="cs",
    function=(
        "a je se na v ze s do to jsem ktere prosim me mi o by nebo za pro jako ale dobry den dekuji z vas vam "
        "muj moje svych udaju podle jsou tento ve od u si tim"
    ),
    ask=(
        r"prosim|zadam|pozaduji|chci|chtel bych|chtela bych|muzete|mohli byste|timto|podle|dle|preji si|zada\w*|"
        r"smazte|vymazte|opravte|poslete"
    ),
    block=(
        r"(?:povede|vede|vedla) ke?|(?:neznamena|netyka|nezadam|neni) |ne(?:mazte|mazejte|odstranujte|chci "
        r"smazat)|(?:smazal|vymazal|byl|"
        r"byla|bylo|byly) (?:jsem |jste "
        r")?(?:\w+ )?(?:smazan\w*|vymazan\w*|opraven\w*|soubor)|dekuji za (?:smaz|vymaz|oprav)\w+|jak dlouho|"
        r"(?:kdyz|pokud|jestlize) (?:smazu|chcete|si prejete|nechcete)|kliknete|muzete se (?:\w+ )?odhlasit|"
        r"nabizime|vase (?:zadost|udaje|firma)|existenc\w+"
    ),
    threat=r"vyhrazuji|v opacnem pripade|jinak|pokud (?:\w+ ){0,5}?ne\w+|nebudete-li|budu nucen\w*|pravo podat",
    entries={
        "mine": (
            r"(?:(?:me|moje|mych|muj|meho|moji|svych|mou|svuj|svoje) (?:\w+ ){0,3}?(?:udaj\w*|data|dat|ucet|uctu|"
            r"informac\w*|profil\w*|adres\w*|e-?mail\w*|jmen\w*|cislo)|osobnich udaju|osobni udaje|vse(?:ch\w*)? "
            r"(?:\w+ ){0,3}?(?:o mne|o me)|ucet|uctu|udaj\w+ (?:\w+ ){0,4}?(?:mne|me osoby|tykajic\w+))"
        ),
        "erase": r"(?:vymaz\w*|smaz\w*|odstran\w*|zrus\w*|likvidac\w*|zapomen\w*|maz\w+)",
    },
    kinds={
        "removal": (
            r"{erase} ~{mine}",
            r"{mine} ~{erase}",
            r"!pravo (?:na|byt) (?:vymaz|zapomenut\w*|smazani)|zada(?:m|t) o vymaz\w*",
        ),
        "amendment": (
            (
                r"!(?:oprav\w*|zmen\w*|uprav\w*|aktualiz\w*|dopln\w*) ~(?:udaj\w*|m[eyu]\w*|osobni\w*|adres\w*|jmen\w*|"
                r"neprresn\w*)"
            ),
            (
                r"!(?:mam|mate) (?:\w+ ){0,3}?(?:spatne|chybne|nespravne)|(?:spatn\w*|chybn\w*|nespravn\w*) (?:adres\w*|"
                r"jmen\w*|cislo|e-?mail|datum|udaj\w*)"
            ),
            r"!prestehoval\w*|nova adresa|pravo na opravu",
        ),
        "unsubscribe": (
            r"!(?:odhlas\w*|zruste? (?:\w+ )?odber\w*|odhlaseni)",
            (
                r"!(?=.{0,100}(?:zasil|posil|posl|chc|dosta|prej|vic|prest|dost|dals|odbir))(?:ne|uz|prestante|nechci|"
                r"nezasilej\w*|neposilej\w*|neposlat\w*|zadne|dost|neprejete?|nepreji)(?: "
                r"\w+){0,6}? (?:e-?mail\w*|newsletter\w*|reklam\w*|zprav\w*|sms|obchodni sdeleni|nabid\w+|spam\w*)"
            ),
            r"!(?:vyrad|odstran|vymaz|smaz)\w* (?:\w+ ){0,4}?(?:seznam\w*|mailing\w*|odber\w*|rozesil\w*)",
        ),
        "access": (
            r"!(?:kde jste|odkud|jak jste)(?: \w+){0,2}? (?:vzali|ziskali|mate)(?: \w+){0,2}? (?:moje|muj|mou)",
            r"!pristup\w* (?:\w+ )?k (?:\w+ ){0,3}?(?:osobnim )?(?:udaj\w*|datum|informac\w*)|pravo na pristup",
            r"!(?:jake|ktere|co|zda)(?: \w+){0,6}? (?:o mne|o me|mych|me osobe)(?: \w+)?",
            r"!kopi[ie] (?!zmin)(?:\w+ ){0,4}?(?:udaj\w*|dat|vsech|mych)",
        ),
        "portability": (r"!prenositelnost\w*|strojove citeln\w*",),
        "objection": (
            (
                r"!(?:vznasim|podavam|vznest|uplatnuji)(?: \w+){0,3}? namitk\w+|namitk\w+ (?:\w+ )?proti zpracovan\w+|"
                r"nesouhlasim se zpracov\w+"
            ),
        ),
        "restriction": (r"!omezeni (?:\w+ )?zpracovani",),
        "withdraw_consent": (r"!(?:odvolav\w*|beru zpet|odvol\w+)(?: \w+){0,4}? souhlas\w*",),
        "complaint": (
            r"!(?:podavam|podat|podavame)(?: \w+){0,4}? stiznost\w*|stiznost (?:podle|dle|na)",
            (
                r"!(?:ne|zatim|dosud|bohuzel|bez|nikdy|odmit\w+)(?: \w+){0,6}? (?:neobdrzel\w*|neodpoved\w*|odpoved\w*|"
                r"nedostal\w*|nereagoval\w*|reakc\w*|nevyhovel\w*)"
            ),
            r"!lhut\w+(?: \w+){0,14}? (?:uplynul\w*|prekrocen\w*|prosl\w*|vyprsel\w*)",
            r"!(?:upominka|urgence|upominam)",
        ),
    },
)
POLISH = Lexicon(
    code="pl",
    function=(
        "i w na nie sie z do to ze jest o moje moich prosze jak po za przez dla od co mnie mi panstwa oraz lub "
        "dzien dobry dziekuje ktore ale czy moj jestem art pozdrawiam swoich"
    ),
    ask=(
        r"prosze|prosilbym|prosilabym|zadam|chce|chcialbym|chcialabym|wnosze|domagam|zycze|czy mozecie|czy moga|"
        r"niniejszym|na podstawie|zgodnie|wnioskuje|usuncie|uprzejmie"
    ),
    block=(
        r"(?:prowadzi\w*|skutk\w*|spowoduj\w*)(?: \w+){0,4}? (?:usuni\w*|zamkni\w*)|nie (?:\w+ ){0,2}?(?:usuwa\w*|"
        r"usun\w*|kasowa\w*)|(?:usunal\w*|usunel\w*|zostal\w*|zostalo) (?:\w+ "
        r")?(?:usuniet\w*|plik|skasowan\w*)|dziekuje za (?:usun|popraw|skasow)\w+|jak dlugo|(?:gdy|jesli|kiedy|"
        r"jezeli) (?:usuwam|chcesz|chca|nie chcesz|usune)|kliknij|mozesz|oferujemy|pomagamy|(?:twoj|twoje|panstwa|"
        r"pani|pana) (?:dane|wniosek|zgloszenie|firma|konto)|otrzymalismy"
    ),
    threat=r"zastrzegam|w przeciwnym razie|jesli nie|jezeli nie|bede zmuszon\w*|zloze",
    entries={
        "mine": (
            r"(?:(?:moje|moich|moj|mojego|moja|mojej|swoich|swojego|swoje|nasze) (?:\w+ ){0,3}?(?:dan\w*|kont\w*|"
            r"informac\w*|profil\w*|adres\w*|e-?mail\w*|nazwisk\w*|imi\w*|numer\w*|zdjec\w*)|danych osobowych|dane "
            r"osobowe|wszystk\w+ (?:\w+ ){0,4}?(?:o mnie|na moj temat)|konto|konta|dan\w+ (?:\w+ ){0,4}?(?:mnie|mi)|"
            r"mnie)"
        ),
        "mails": (
            r"(?:e-?mail\w*|maili?|maile|newsletter\w*|reklam\w*|wiadomosci|sms\w*|ofert\w*|spam\w*|korespondencj\w+|"
            r"informacji handlowych)"
        ),
    },
    kinds={
        "removal": (
            r"(?:usun\w*|usuwa\w*|skasow\w*|kasow\w*|wymaz\w*|zapomn\w*|zamkn\w*|likwidac\w*|zlikwid\w*) ~{mine}",
            r"{mine} ~(?:usun\w*|skasow\w*|wymaz\w*|zlikwid\w*)",
            r"!prawo do (?:bycia zapomnianym|usuniecia)",
        ),
        "amendment": (
            (
                r"!(?:popraw\w*|sprostow\w*|zmian\w*|zmien\w*|aktualiz\w*|zaktualiz\w*|uzupeln\w*|skoryg\w*) ~(?:moj\w*|"
                r"dan\w*|adres\w*|nazwisk\w*|imien\w*|swoj\w*)"
            ),
            r"!(?:moj\w*|nasz\w*) (?:\w+ ){0,3}?jest (?:\w+ ){0,2}?(?:bledn\w*|niepraw\w*|zl[ye]\w*|nieaktualn\w*)",
            r"!(?:bledn\w*|zly|zle|niepraw\w*|nieaktualn\w*) (?:adres\w*|nazwisk\w*|imi\w*|numer\w*|dat\w+|dane)",
            r"!przeprowadzil\w*|nowy adres|zmienil\w* (?:nazwisko|adres)",
        ),
        "unsubscribe": (
            r"!(?:wypis\w*|wypisz\w*|rezygn\w* z|anulow\w* subskryp\w*|zrezygnowac z|odsubskry\w*|wypisac)",
            (
                r"!(?=.{0,100}(?:wysyl|przysyl|dosta|otrzym|chc|wiecej|stop|przesta|dosc|zycz|koniec|juz))(?:nie|stop|"
                r"przestan\w*|dosc|wiecej|zadnych|koniec)(?: \w+){0,6}? {mails}"
            ),
            r"!(?:usun\w*|wykresl\w*)(?: \w+){0,4}? (?:list\w+|newslettera|bazy mailingowej|subskryp\w*)",
        ),
        "access": (
            r"!(?:skad|kto)(?: \w+){0,2}? (?:macie|mieliscie|udostepnil|dal|wzieliscie)(?: \w+){0,2}? (?:moj|moja|moje)",
            r"!(?:dostep\w* do (?:\w+ ){0,3}?dan\w+|prawo dostepu)",
            r"!(?:jakie|co|czy|ktore)(?: \w+){0,6}? (?:o mnie|na moj temat|moje dane|mnie dotycz\w+)",
            r"!kopi\w+ (?:\w+ ){0,4}?(?:dan\w*|moich|wszystk\w*|informac\w*)",
            r"!skad (?:\w+ ){0,3}?moje dane",
        ),
        "portability": (r"!przenoszeni\w*|przeniesieni\w+ (?:\w+ )?danych|nadajac\w+ sie do odczytu maszynowego",),
        "objection": (r"!(?:sprzeciw\w*|sprzeciwiam)",),
        "restriction": (r"!ogranicz\w+ przetwarzani\w*",),
        "withdraw_consent": (r"!(?:wycof\w*|cofam|cofn\w*|odwolu\w+)(?: \w+){0,4}? zgod\w+",),
        "complaint": (
            r"!(?:skladam|wnosze|zlozyc|zglaszam)(?: \w+){0,4}? skarg\w+|skarga na",
            r"!(?:nie|brak|zadnej|dotychczas)(?: \w+){0,6}? (?:otrzymal\w*|odpowiedz\w*|reakcj\w+|odpowiedzial\w*)",
            r"!termin(?: \w+){0,12}? (?:uplynal|minal|przekroczon\w*)",
        ),
    },
)
CROATIAN = Lexicon(
    code="hr",
    function=(
        "i je u na se da za od su koji ne sa moje mojih molim vas vam mi o te kako sto li ili po postovani hvala "
        "ovim putem sam biti prema mogu clanku osobnih"
    ),
    ask=r"molim|zelim|trazim|zahtijevam|ovim putem|mozete li|zahtjev|sukladno|prema|htio bih|obrisite|hocu",
    block=r"nemojte|obrisao sam|je obrisan\w*|hvala na|koliko dugo|kliknite|ako zelite|nudimo",
    threat=r"zadrzavam|u suprotnom|ako ne",
    entries={
        "mine": (
            r"(?:(?:moj\w*|svoj\w*) (?:\w+ ){0,3}?(?:podat\w*|racun\w*|profil\w*|informac\w*|adres\w*|ime\w*|"
            r"e-?mail\w*)|osobni\w* podat\w*|racun|sve (?:\w+ ){0,3}?o meni|podat\w+ (?:\w+ ){0,4}?(?:mene|meni))"
        )
    },
    kinds={
        "removal": (
            r"(?:brisanj\w*|obris\w*|izbris\w*|uklon\w*|ukida\w*) ~{mine}",
            r"{mine} ~(?:obris\w*|izbris\w*|uklon\w*)",
            r"!pravo na (?:brisanje|zaborav)",
        ),
        "amendment": (
            r"!(?:isprav\w*|promijen\w*|azurira\w*|dopun\w*|promjen\w*) ~(?:\w*podat\w*|moj\w*|adres\w*|osobn\w*)",
            r"!(?:pogresn\w*|netocn\w*|krivo|kriva) (?:adres\w*|ime|podat\w*|broj)",
        ),
        "unsubscribe": (
            r"!(?:odjav\w*|ispis\w* me|otkaz\w* pretplat\w*)",
            (
                r"!(?=.{0,100}(?:sal|zel|prim|vise|presta|stop|hoc))(?:ne|prestanite|nemojte|stop)(?: \w+){0,6}? "
                r"(?:e-?mail\w*|mailov\w*|newsletter\w*|reklam\w*|poruk\w*|"
                r"oglas\w*)"
            ),
            r"!(?:maknite|uklonite|obrisite) (?:\w+ ){0,3}?(?:list\w+|popis\w*)",
        ),
        "access": (
            (
                r"!pristup\w* (?:\w+ ){0,3}?podac\w*|pravo na pristup|kopij\w+ (?:\w+ ){0,4}?podat\w*|koje podatke|"
                r"pristup (?:\w+ ){0,3}?podatcima"
            ),
        ),
        "portability": (r"!prenosivost\w*",),
        "objection": (r"!(?:prigovaram|prigovor\w*|protivim se|ulazem prigovor)",),
        "restriction": (r"!ogranicenj\w+ obrade",),
        "withdraw_consent": (r"!(?:povlacim|opoziv\w*)(?: \w+){0,3}? (?:privol\w+|suglasnost\w*)",),
        "complaint": (
            r"!(?:podnosim|podnijeti)(?: \w+){0,4}? (?:prituzb\w*|zalb\w*|pritužb\w*)",
            r"!(?:nisam|niste|nije|bez)(?: \w+){0,6}? (?:dobi\w*|odgovor\w*|primi\w*)",
            r"!rok(?: \w+){0,12}? (?:istekao|prekoracen|prosao)",
        ),
    },
)
RUSSIAN = Lexicon(
    code="ru",
    function=(
        "и в не на я что с по это мне мои мой меня вы вас для как из прошу или от все за о у же пожалуйста "
        "здравствуйте данные и на да се за моите моля"
    ),
    ask=r"прошу|пожалуиста|требую|хочу|хотел\w* бы|моля|искам|будь ласка|прохання|можете",
    block=(
        r"не (?:\w+ ){0,2}?удаля\w*|удалил\w* фаил|спасибо за удалени\w*|как долго|нажмите|вы можете|ваш запрос|"
        r"предлагаем"
    ),
    threat=r"оставляю за собои|в противном случае|иначе|если вы не",
    entries={
        "mine": (
            r"(?:мо\w+ (?:\w+ ){0,3}?(?:данн\w+|аккаунт\w*|учетн\w+|профил\w*|информац\w+|данни|адрес\w*|номер\w*|"
            r"почт\w*|дані|запис\w*)|персональн\w+ данн\w+|личн\w+ (?:данн\w+|данни)|аккаунт\w*|все (?:\w+ ){0,3}?обо "
            r"мне|моите (?:\w+ )?данни|персональн\w+ дан\w+|профила ми|акаунта ми)"
        )
    },
    kinds={
        "removal": (
            r"(?:удал\w+|сотр\w+|стер\w+|уничтож\w+|изтри\w+|видал\w+|закр\w+|заличав\w+) ~{mine}",
            r"{mine} ~(?:удал\w+|изтри\w+|видал\w+|стер\w+)",
            r"!право на (?:забвени\w+|удалени\w+|изтриване)",
        ),
        "amendment": (
            (
                r"!(?:исправ\w+|измен\w+|обнов\w+|поправ\w+|уточн\w+|корригир\w+|коригир\w+|виправ\w+) ~(?:мо\w+|данн\w+|"
                r"адрес\w*|имя|фамили\w+|данни)"
            ),
            r"!неправильн\w+ (?:адрес\w*|имя|фамили\w+|номер\w*)",
        ),
        "unsubscribe": (
            r"!(?:отпис\w+|отпиш\w+|откаж\w+ от рассылк\w*|отказ\w+ от рассылк\w*|отпис\w*|відпис\w*|спам\w* хватит)",
            (
                r"!(?=.{0,100}(?:присыл|посыл|хочу|хотим|получ|больше|хватит|прекрат|стоп|отправл|пиш|искам|спрете|"
                r"праща))(?:не|больше|хватит|прекрат\w+|стоп|спрете)(?: \w+){0,6}? "
                r"(?:писем|письм\w*|рассылк\w*|реклам\w*|"
                r"спам\w*|сообщени\w*|смс|имеил\w*|бюлетин\w*|писать|присыла\w+)"
            ),
            r"!(?:удал\w+|исключ\w+|убер\w+) (?:\w+ ){0,4}?(?:рассылк\w*|списк\w*|списък\w*)",
        ),
        "access": (
            r"!(?:откуда|как|где)(?: \w+){0,3}? (?:у вас|вы взяли|вы получили|вы узнали)(?: \w+){0,2}? "
            r"(?:мои|моя|мое|моего)",
            r"!(?:копи\w+|доступ\w*|достъп) (?:\w+ ){0,5}?(?:данн\w+|данни|информац\w+)",
            r"!какие (?:\w+ ){0,3}?данн\w+ (?:\w+ ){0,5}?(?:обо мне|храните|мо\w+)",
            r"!что вы (?:\w+ )?знаете обо мне|какви данни",
        ),
        "portability": (r"!переносимост\w*|машиночитаем\w*",),
        "objection": (r"!возража\w+|възразявам|заперечую",),
        "withdraw_consent": (r"!(?:отзыва\w+|отозва\w+|оттеглям)(?: \w+){0,3}? (?:согласи\w*|съгласие\w*)",),
        "complaint": (
            r"!(?:пода\w+|направля\w+)(?: \w+){0,4}? (?:жалоб\w+|жалба)",
            r"!(?:не|нет|без)(?: \w+){0,5}? (?:ответ\w*|получил\w*|получих|отговор\w*)",
            r"!срок(?: \w+){0,8}? (?:истек\w*|прошел|изтече)",
        ),
    },
)
