"""The building blocks of a page's body."""

from core.blocks.body import BaseBodyBlock
from core.blocks.links import LinkBlock, SourceBlock
from core.blocks.people import PeopleBlock, QuoteBlock
from core.blocks.text import RICH_TEXT_FEATURES, TextBlock

__all__ = [
    "RICH_TEXT_FEATURES",
    "BaseBodyBlock",
    "LinkBlock",
    "PeopleBlock",
    "QuoteBlock",
    "SourceBlock",
    "TextBlock",
]
