"""Model cards: the licence and the summary of one, and a plain one for a model that has none."""

from __future__ import annotations

import re

from shortlist_engine.model.config import ModelConfig
from shortlist_engine.model.shapes import parameter_count

_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


def licence(card: str) -> str:
    """Returns the `license` of the card's front matter (as model hubs write it), "" without one."""
    front = _FRONT_MATTER.match(card)
    for line in front.group(1).splitlines() if front else ():
        key, _, value = line.partition(":")
        if key in ("license", "licence"):
            return value.strip().strip("'\"").strip()
    return ""


def summary(card: str) -> str:
    """Returns the first paragraph that is not a heading, on one line; "" when there is none."""
    front = _FRONT_MATTER.match(card)
    body = card[front.end() :] if front else card
    for paragraph in re.split(r"\n\s*\n", body):
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        if text := " ".join(" ".join(lines).split()):
            return text
    return ""


def plain_card(config: ModelConfig) -> str:
    """Returns a card that says what the configuration knows. It states no licence: nobody has said
    one."""
    shape = "\n".join(f"| {name} | {value} |" for name, value in config.architecture().items())
    return (
        f"# {config.name or 'A model of Shortlist'}\n\n"
        f"A multi-query encoder-decoder of {parameter_count(config):,} parameters that writes "
        f"{' and '.join(config.languages)} for competitive-programming problems.\n\n"
        "Say here what it was trained on, what was measured, and under which licence it may be "
        f"used.\n\n| | |\n|---|---|\n{shape}\n"
    )
