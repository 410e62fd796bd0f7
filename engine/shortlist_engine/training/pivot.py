"""Pretraining examples: a window of a source file, split at a random place.

Li et al. 2022, section 4.2: the text before a uniformly drawn pivot goes to the encoder, the text
after it to the decoder. A file that is longer than the model gives what is nearest to the pivot on
either side.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Callable, Iterator, Sequence

from shortlist_engine.bank.split import Split
from shortlist_engine.model.errors import ModelError
from shortlist_engine.model.tokenizer import EOS, Tokenizer
from shortlist_engine.training.code_files import CodeFile, held_out, read
from shortlist_engine.training.recipe import Recipe
from shortlist_engine.training.tokens import TokenExample

LONGEST_PIECE = 24  # characters; see `model.tokenizer.train_tokenizer`


def pivot(text: str, rng: random.Random) -> tuple[str, str]:
    """Returns two parts that make up `text`, neither of them empty when it has two characters;
    every place between characters is equally likely."""
    place = rng.randint(min(1, len(text)), max(1, len(text) - 1))
    return text[:place], text[place:]


def pivot_row(text: str, tokenizer: Tokenizer, recipe: Recipe, rng: random.Random) -> TokenExample:
    """Returns the tokens of a split text. The decoder starts from EOS, since it needs a first
    token, and ends with EOS where the text does."""
    model = recipe.model
    before, after = pivot(text, rng)
    # Tokenise no more of a long file than can be of use.
    near = before[-LONGEST_PIECE * (model.encoder_tokens + 1) :]
    source = tokenizer.encode(near)[-model.encoder_tokens :]
    ahead = after[: LONGEST_PIECE * (model.decoder_tokens + 1)]
    target = [EOS, *tokenizer.encode(ahead)]
    if len(ahead) == len(after):
        target.append(EOS)
    # The last token is never an input, so one more than the positions fits.
    return TokenExample(source or [EOS], target[: model.decoder_tokens + 1], 1)


class CodeSource:
    """Gives an endless, seeded stream of texts from files and the bank's programs. Raises
    ModelError when there is neither."""

    def __init__(self, files: Sequence[CodeFile], split: Split, recipe: Recipe) -> None:
        self.split, self.recipe = split, recipe
        self.names = [
            name
            for name in split.families
            if not recipe.data.families or name in recipe.data.families
        ]
        share = recipe.code.held_out
        self.files = {unseen: held_out(files, share, unseen) for unseen in (False, True)}
        self.ends = {
            unseen: list(itertools.accumulate(file.size for file in chosen))
            for unseen, chosen in self.files.items()
        }
        if not self.files[False] and not recipe.code.bank_share:
            raise ModelError(
                "there is nothing to pretrain on: give folders of source code with --code, or set "
                "[code] bank_share above 0"
            )

    def texts(self, rng: random.Random, unseen: bool = False) -> Iterator[str]:
        """Yields texts without end; `unseen` draws from held-out files and held-out instances of
        the bank."""
        open_families = [name for name in self.names if name not in self.split.closed]
        names = open_families if unseen else self.names
        files, ends = self.files[unseen], self.ends[unseen]
        bank = bool(names) and self.recipe.code.bank_share > 0
        while files or bank:
            if bank and (not files or rng.random() < self.recipe.code.bank_share):
                programs = self.split.draw(rng.choice(names), rng, unseen).programs
                yield rng.choice(programs)[1]
            else:
                yield read(files[bisect.bisect(ends, rng.randrange(ends[-1]))])

    def rows(self, tokenizer: Tokenizer) -> Callable[[random.Random, str], Iterator[TokenExample]]:
        """Returns what makes the stream of split texts as tokens, for a part of the data: what is
        called `train` is trained on."""

        def stream(rng: random.Random, part: str) -> Iterator[TokenExample]:
            for text in self.texts(rng, unseen=part != "train"):
                yield pivot_row(text, tokenizer, self.recipe, rng)

        return stream

    def tokenizer_texts(self, count: int, seed: int) -> Iterator[str]:
        """Yields windows of training texts, of the length that the model reads."""
        rng = random.Random(f"{seed}:tokenizer:code")
        width = 4 * (self.recipe.model.encoder_tokens + self.recipe.model.decoder_tokens)
        for text in itertools.islice(self.texts(rng), count):
            start = rng.randrange(max(1, len(text) - width))
            yield text[start : start + width]
