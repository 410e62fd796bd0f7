"""How many tokens a prompt has at most and at least, where the server cannot count them."""

from __future__ import annotations

import re

from shortlist_engine.sampling.text.model import Chat, Prompt

# Tokenizers split at these, and merge at most what is within one: letters in runs and signs, each
# with the space before it, digits each by themselves, other white space in runs.
_WORDS = re.compile(r" ?[A-Za-z]+| ?[^\sA-Za-z0-9]|[0-9]|\s+")
_LETTERS_A_TOKEN = 3
TURN_TOKENS = 8
CHAT_TOKENS = 64


def most_tokens(prompt: Prompt) -> int:
    """Returns a number of tokens that a prompt hardly exceeds, with the marks of a chat's turns and
    a system text that a template may add."""
    if isinstance(prompt, Chat):
        turns = sum(_most(message.content) + TURN_TOKENS for message in prompt.messages)
        return turns + CHAT_TOKENS
    return _most(prompt.text)


def fewest_tokens(prompt: Prompt) -> int:
    """Returns a number of tokens that a prompt has at the least, by any tokenizer in use."""
    texts = (
        [message.content for message in prompt.messages]
        if isinstance(prompt, Chat)
        else [prompt.text]
    )
    return sum(len(" ".join(text.split())) // 8 for text in texts)


def _most(text: str) -> int:
    count = 0
    for word in _WORDS.findall(text):
        letters = word.strip()
        if letters.isascii():
            count += max(1, -(-len(letters) // _LETTERS_A_TOKEN))
        else:
            count += min(3, len(letters.encode("utf-8", "surrogatepass")))
    return count
