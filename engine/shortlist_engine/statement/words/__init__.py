"""The languages in which pages of judges are read."""

from shortlist_engine.statement.words.chinese import CHINESE
from shortlist_engine.statement.words.english import ENGLISH
from shortlist_engine.statement.words.french import FRENCH
from shortlist_engine.statement.words.german import GERMAN
from shortlist_engine.statement.words.indonesian import INDONESIAN
from shortlist_engine.statement.words.japanese import JAPANESE
from shortlist_engine.statement.words.korean import KOREAN
from shortlist_engine.statement.words.polish import POLISH
from shortlist_engine.statement.words.portuguese import PORTUGUESE
from shortlist_engine.statement.words.russian import RUSSIAN
from shortlist_engine.statement.words.spanish import SPANISH
from shortlist_engine.statement.words.turkish import TURKISH
from shortlist_engine.statement.words.ukrainian import UKRAINIAN
from shortlist_engine.statement.words.vietnamese import VIETNAMESE
from shortlist_engine.statement.words.words import Words

LANGUAGES: tuple[Words, ...] = (
    ENGLISH,
    CHINESE,
    FRENCH,
    GERMAN,
    INDONESIAN,
    JAPANESE,
    KOREAN,
    POLISH,
    PORTUGUESE,
    RUSSIAN,
    SPANISH,
    TURKISH,
    UKRAINIAN,
    VIETNAMESE,
)

__all__ = ["LANGUAGES", "Words"]
