from __future__ import annotations

import pytest

from shortlist_engine.texts import UnknownEncoding, decode

RUSSIAN = "Выведите сумму чисел — «ответ».\nПример 1: да\n"
JAPANESE = "整数 A と B が与えられます。和を出力してください。\nはい\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"), (RUSSIAN, "utf-8-sig"), (RUSSIAN, "utf-16"), (RUSSIAN, "utf-32"),
        (RUSSIAN, "cp1251"), (JAPANESE, "utf-16"), (JAPANESE, "shift-jis"), (JAPANESE, "cp932"),
        ("1 2\n", "utf-16-le"), ("1 2\n", "utf-16-be"), ("3 4\n", "utf-8"), ("", "utf-8"),
        ("да\n", "cp1251"),
    ],
)  # fmt: skip
def test_what_is_certain_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN.replace("—", "-").replace("«", "").replace("»", ""), "koi8-r"),
        (RUSSIAN.replace("—", "-"), "iso8859-5"),
        ("Les éléments où l'été", "latin-1"),
        ("größer", "latin-1"),
        ("两数之和等于目标值", "gbk"),
        ("두 수의 합을 출력한다", "euc-kr"),
        ("żółć", "cp1250"),
    ],
)
def test_what_is_not_is_named(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    with pytest.raises(UnknownEncoding, match=r"f is not UTF-8 \(line 1\)"):
        decode(data, "f")


def test_a_damaged_file_is_named() -> None:
    with pytest.raises(UnknownEncoding, match="begins like UTF-8"):
        decode(b"\xef\xbb\xbf\xff", "f")
