"""Bytes that say nothing of their charset, or falsely that they are ASCII, are read as the writing that they are."""

import pytest

from compliance.intake.decoding import decode
from compliance.intake.guessing import guess
from compliance.intake.reading import read

SHORT = [
    ("cp1252", "perché è così"), ("cp1252", "“quoted” – and ‘so’ on"), ("cp1252", "I don’t"), ("cp1252", "100 €"),
    ("cp1252", "¡Hola, señora!"), ("cp1252", "crème brûlée"), ("cp1252", "„Zitat“ von dort"), ("cp1252", "Håvard Ærø"),
    ("cp1251", "Удалите мои данные"), ("koi8_r", "тест"), ("koi8_r", "Здравствуйте, Иван"),
    ("cp1250", "účely zpracování"), ("iso8859-2", "Příliš žluťoučký kůň"), ("cp1250", "Proszę usunąć moje dane"),
    ("iso8859-2", "Köszönöm, Kovács Győző"), ("cp1253", "Παρακαλώ διαγράψτε τα δεδομένα μου"), ("cp1255", "אנא מחקו"),
    ("gb18030", "请删除我的数据"), ("big5", "請刪除我的資料"), ("cp932", "テスト"), ("euc_jp", "私のデータを削除してください"),
    ("cp932", "個人情報の削除"), ("cp949", "제 데이터를 삭제해 주세요"),
    ("cp1254", "Lütfen tüm kişisel verilerimi siliniz, İğne"),
]


@pytest.mark.parametrize(("charset", "words"), SHORT)
def test_a_few_words_suffice(charset: str, words: str) -> None:
    """A subject's length of text tells its charset."""
    assert guess(words.encode(charset)) == words


@pytest.mark.parametrize("label", ["us-ascii", "ASCII", "ansi", "7bit"])
def test_what_is_called_ascii_and_is_not(label: str) -> None:
    """The label is wrong for certain, so the bytes are asked."""
    assert decode("請刪除我的資料，謝謝您".encode("big5"), label) == "請刪除我的資料，謝謝您"
    assert decode("Grüße aus Köln".encode("cp1252"), label) == "Grüße aus Köln"
    assert decode(b"plain", label) == "plain"


def test_an_undeclared_body_and_subject() -> None:
    """The same holds for a whole mail in raw bytes."""
    words = "Прошу удалить мои данные"
    raw = f"From: a@example.org\nTo: b@example.com\nSubject: {words}\n\n{words}\n".encode("koi8_r")
    said = read(raw)
    assert (said.subject, said.text) == (words, words)


def test_japanese_with_characters_of_vendors() -> None:
    """Seven-bit JIS with what no standard has, as Japanese mail programs write it; and the same without a label."""
    coded = b"\x1b$B-!\x1b(B a \x1b$B4A;z\n%F%9%H\x1b(B"
    assert decode(coded, "iso-2022-jp") == "① a 漢字\nテスト"
    assert decode(coded) == "① a 漢字\nテスト"
    assert decode("私のデータ".encode("iso2022_jp"), "us-ascii") == "私のデータ"


def test_the_header_says_what_the_body_does_not() -> None:
    """The charset of the encoded words in the subject is that of a text without any."""
    raw = b"From: a@example.org\nSubject: =?koi8-r?B?9OXz9A==?=\n\n" + "ТЕСТ".encode("koi8_r")
    assert (read(raw).subject, read(raw).text) == ("ТЕСТ", "ТЕСТ")
    assert read(raw.replace(b"\n\n", b"\nContent-Type: text/plain; charset=us-ascii\n\n")).text == "ТЕСТ"
    assert read(raw.replace("ТЕСТ".encode("koi8_r"), "Grüße".encode())).text == "Grüße"


def test_utf7_in_both_manners() -> None:
    """As RFC 2152 has it, and as IMAP modifies it for the names of folders."""
    assert decode(b"+Zi8- ok", "utf-7") == decode(b"&Zi8- ok", "utf-7") == "是 ok"
    assert decode(b"this & that - and &c-", "utf-7") == "this & that - and &c-"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "windows-1258", None])
def test_a_single_accent_at_the_very_end_stays(charset: str | None) -> None:
    """It looks like a character of UTF-8 that was cut off, but nothing before it speaks for UTF-8."""
    assert decode("Effacez mes données svp, voilà".replace("é", "e").encode("cp1252"), charset).endswith("voilà")
    assert decode("Löschen Sie alle Daten, große".encode()[:-3], "utf-8") == "Löschen Sie alle Daten, gro"
