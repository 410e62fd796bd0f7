"""The vocabulary: SentencePiece byte-pair encoding that gives any text back exactly.

White space is kept, a newline and its indentation are one piece, and unknown characters fall back
to bytes. Digits and quotation marks stand alone, so that a number or a quoted word has the same
tokens in a statement and in a program, and can be copied. Frequent lines of the metadata header
are single pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase

import sentencepiece

from shortlist_engine.languages import LANGUAGES, written
from shortlist_engine.model.errors import ModelError
from shortlist_engine.statement.prompt import RATINGS

PAD, EOS, UNKNOWN, MASK = 0, 1, 2, 3
SPACE = "\u2581"  # how SentencePiece writes a space
_QUOTE = re.compile(" ?[\"'`$]")
_CUT = "\x1f"  # no piece is learnt across this


def header_pieces() -> list[str]:
    """Returns the lines of `statement.prompt.decoder_prompt` that become one piece each."""
    pieces = ["# TEST INPUT\n", "# EXPLANATION\n", "SIMILAR PROBLEM: "]
    for name in written():
        language = LANGUAGES[name]
        prefix, word = language.comment, language.prompt_word
        pieces += [f"{prefix} TRANSLATION TO {word}\n", f"{prefix} NEXT STEP IN {word}\n"]
        pieces += [f"{prefix} RATING: {rating}\n" for rating in RATINGS]
        pieces.append(f"{prefix} TAGS: ")
        for verdict in ("CORRECT", "INCORRECT"):
            pieces.append(f"\n{prefix} LANGUAGE IS {word}\n{prefix} {verdict} SOLUTION\n")
    return pieces


def indent_pieces() -> list[str]:
    """Returns a newline alone, doubled, and with the usual indentations."""
    widths = (2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32)
    return ["\n", "\n\n"] + ["\n" + " " * width for width in widths]


RESERVED = tuple(f"<|reserved {letter}|>" for letter in ascii_lowercase)
"""Pieces that no text has. A task that comes later renames one of them to its header, and weights
that were trained before go on with the same vocabulary."""


def train_tokenizer(texts: Iterable[str], vocab_size: int) -> bytes:
    """Returns the SentencePiece model trained on `texts`. Raises ModelError when `texts` are too
    few."""
    model = BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=(_QUOTE.sub(f"{_CUT}\\g<0>{_CUT}", text) for text in texts),
            pretokenization_delimiter=_CUT,
            model_writer=model,
            model_type="bpe",
            vocab_size=vocab_size,
            byte_fallback=True,
            character_coverage=0.9995,
            split_digits=True,
            split_by_unicode_script=False,
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            allow_whitespace_only_pieces=True,
            max_sentence_length=65536,
            max_sentencepiece_length=24,
            user_defined_symbols=[
                piece.replace(" ", SPACE)
                for piece in [*header_pieces(), *indent_pieces(), *RESERVED]
            ],
            control_symbols=["<mask>"],
            pad_id=PAD,
            eos_id=EOS,
            unk_id=UNKNOWN,
            bos_id=-1,
            num_threads=2,
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        raise ModelError(
            f"the tokenizer cannot be trained ({error}): give more text or a smaller vocab_size"
        ) from error
    return model.getvalue()


class Tokenizer:
    """Turns text into token ids and back. Raises ModelError on a file that is not a tokenizer of
    ours."""

    def __init__(self, model: bytes, where: str = "tokenizer") -> None:
        try:
            self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)
            mask = self._processor.piece_to_id("<mask>") if model else UNKNOWN
        except RuntimeError as error:
            raise ModelError(f"{where} is damaged: reinstall or export the model again") from error
        if mask != MASK:
            raise ModelError(f"{where} is not a tokenizer of Shortlist: export the model again")
        self._space = [
            self._processor.piece_to_id(f"<0x{byte:02X}>") for byte in SPACE.encode("utf-8")
        ]

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        try:
            return cls(path.read_bytes(), str(path))
        except OSError as error:
            raise ModelError(f"{path} cannot be read ({error}): export the model again") from error

    def __len__(self) -> int:
        return int(self._processor.get_piece_size())

    def encode(self, text: str) -> list[int]:
        """Line ends become `\\n`; lone surrogates, which no file can hold, become `?`."""
        text = text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
        first, *rest = text.split(SPACE)
        tokens = self._processor.encode(first)
        for part in rest:
            # SentencePiece would read this character as a space: spell it in bytes.
            tokens += self._space + self._processor.encode(part)
        return list(tokens)

    def decode(self, tokens: Sequence[int]) -> str:
        return str(self._processor.decode([int(token) for token in tokens]))

    def placed(self, tokens: Sequence[int]) -> tuple[str, list[tuple[int, int]]]:
        """Returns what the tokens stand for, and where in it each does: from and to which code
        point. Bytes that spell a character together all stand for it, and those of one that is cut
        for nothing."""
        pieces = [self._bytes(int(token)) for token in tokens]
        spelt = b"".join(pieces)
        text, spans, end = spelt.decode("utf-8", "ignore"), [], 0
        for piece in pieces:
            start, end = end, end + len(piece)
            first, last = (len(spelt[:each].decode("utf-8", "ignore")) for each in (start, end))
            spans.append((first, min(max(last, first + bool(piece)), len(text))))
        return text, spans

    def _bytes(self, token: int) -> bytes:
        piece = str(self._processor.id_to_piece(token))
        if self._processor.is_byte(token):
            return bytes([int(piece[3:5], 16)])  # as in <0xE2>
        return piece.replace(SPACE, " ").encode()

    def piece(self, token: int) -> str:
        """Returns the text of one token, for people."""
        return str(self._processor.id_to_piece(int(token))).replace(SPACE, " ")
