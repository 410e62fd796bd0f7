from __future__ import annotations

import random

import pytest

from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, MASK, PAD, Tokenizer, train_tokenizer
from shortlist_engine.statement.prompt import RATINGS, Metadata, decoder_prompt

AWKWARD = [
    "",
    " ",
    "    indented\n\ttab\n        deep\n",
    "\n\n\n",
    "trailing   \n",
    "def f(x):\n\n\n    return x\n",
    "1234567890 -42 3.14 1e9+7",
    "naïve 漢字 😀 ≤ \u00a0nbsp",
    "\u2581 the space mark \u2581\u2581x",
    "<mask> <pad> </s> <0x41> # RATING: 800\n",
    "nul \0 and \x7f and \r alone",
    "#include <bits/stdc++.h>\nusing namespace std;\n",
]


@pytest.fixture(scope="module")
def tokenizer(tiny_tokenizer_model: bytes) -> Tokenizer:
    return Tokenizer(tiny_tokenizer_model)


@pytest.mark.parametrize("text", AWKWARD)
def test_text_comes_back_exactly(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_any_text_comes_back_exactly(tokenizer: Tokenizer) -> None:
    rng = random.Random(1)
    alphabets = ["ab (){}=<>\n\t 01", "".join(AWKWARD), [chr(c) for c in range(1, 0x2FFF)]]
    for _ in range(600):
        text = "".join(rng.choice(rng.choice(alphabets)) for _ in range(rng.randrange(60)))
        text = text.replace("\r\n", "\n")
        assert tokenizer.decode(tokenizer.encode(text)) == text


def test_windows_line_ends_become_newlines(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("a\r\nb\r\n") == tokenizer.encode("a\nb\n")


def test_lone_surrogates_do_not_raise(tokenizer: Tokenizer) -> None:
    assert tokenizer.decode(tokenizer.encode("a\ud800b")) == "a?b"


def test_every_digit_is_a_token_of_its_own(tokenizer: Tokenizer) -> None:
    for token in range(len(tokenizer)):
        piece = tokenizer.piece(token)
        if sum(c.isdigit() for c in piece) > 1:
            assert piece.startswith(("# RATING", "// RATING", "<0x")) or "python3" in piece


def test_text_never_becomes_a_control_token(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode("<pad></s><unk><mask>" + "".join(AWKWARD))
    assert not {PAD, EOS, MASK} & set(tokens)


@pytest.mark.parametrize("language", ["python", "cpp"])
def test_a_header_is_a_few_tokens(tokenizer: Tokenizer, language: str) -> None:
    for rating in RATINGS:
        header = decoder_prompt(Metadata(language, rating))
        assert len(tokenizer.encode(header)) == 3
    assert len(tokenizer.encode(decoder_prompt(Metadata("python", 800), "inputs"))) == 1


def test_training_is_reproducible() -> None:
    texts = ["for i in range(10):\n    print(i, i * 2)\n", "int main() { return 0; }\n"] * 50
    assert train_tokenizer(texts, 400) == train_tokenizer(texts, 400)


def test_too_large_a_vocabulary_names_the_fix() -> None:
    with pytest.raises(ModelError, match="smaller vocab_size"):
        train_tokenizer(["a b c\n"], 4000)


@pytest.mark.parametrize("data", [b"", b"not a model", b"\0" * 100])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="export the model again"):
        Tokenizer(data, "tokenizer.model")
