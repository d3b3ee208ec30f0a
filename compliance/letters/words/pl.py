"""The field's own words in Polish."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "usunięcie danych",
        "amendment": "sprostowanie danych",
        "unsubscribe": "rezygnacja z przesyłek",
        "access": "kopia danych",
        "portability": "przeniesienie danych",
        "objection": "sprzeciw wobec wykorzystania danych",
        "restriction": "ograniczenie wykorzystania danych",
        "opt_out_of_sale": "zakaz sprzedaży i udostępniania danych",
        "limit_sensitive": "ograniczone wykorzystanie danych wrażliwych",
        "withdraw_consent": "wycofanie zgody",
        "complaint": "skarga",
        "appeal": "sprzeciw wobec naszej odpowiedzi",
    },
    grounds={
        "not_identified": "nie mogliśmy ustalić, że dane należą do Państwa (art. 12 ust. 2 i 6 RODO)",
        "legal_duty": "prawo zobowiązuje nas do przechowywania danych (art. 17 ust. 3 lit. b RODO)",
        "legal_claims": "dane są potrzebne do roszczeń prawnych (art. 17 ust. 3 lit. e RODO)",
        "expression": "przeważa wolność wypowiedzi i informacji (art. 17 ust. 3 lit. a RODO)",
        "accurate": "dane zostały sprawdzone i są prawidłowe (art. 16 RODO)",
        "excessive": "wniosek jest ewidentnie nieuzasadniony lub nadmierny (art. 12 ust. 5 RODO)",
        "nothing_held": "nie mamy danych na Państwa temat",
        "not_covered": "prawo nie daje tego uprawnienia w tym przypadku",
    },
    tasks={
        "done": "wykonano",
        "kept": "zachowano, ponieważ",
        "nothing_found": "nic nie znaleziono",
    },
    extensions={
        "complexity": "jest złożony",
        "number": "otrzymaliśmy wiele wniosków",
    },
    points={
        "customer_number": "numer klienta lub konta",
        "order_number": "numer zamówienia lub faktury",
        "recent_activity": "ostatnie zamówienie lub inna czynność u nas i jej data",
        "joined": "przybliżona data zostania klientem lub założenia konta",
        "user_name": "nazwa użytkownika",
        "name": "imię i nazwisko",
        "postal_address": "adres pocztowy",
        "birth_date": "data urodzenia",
        "phone": "numer telefonu",
    },
)
