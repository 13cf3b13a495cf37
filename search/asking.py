"""What is asked for: words, each with the expressions that mean the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from search.words import words_of

# Folded words that belong together, such as ("artificial", "intelligence").
Expression = tuple[str, ...]
# Expressions that mean the same.
Synonyms = tuple[Expression, ...]
# In one line, and of all lines together for one thing that is asked for.
MOST_EXPRESSIONS: Final = 20
MOST_MEANT: Final = 40


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that has to be found: any of its expressions will do, as a whole.

    `expressions` are exact; `beginning` is what was typed last: its last word may be longer in a
    text.
    """

    expressions: Synonyms = ()
    beginning: Expression = ()

    @property
    def words(self) -> Expression:
        """The single words that will do."""
        return tuple(expression[0] for expression in self.expressions if len(expression) == 1)

    @property
    def phrases(self) -> Synonyms:
        """The expressions of several words that will do, if all of them are found."""
        return tuple(expression for expression in self.expressions if len(expression) > 1)


def ask_for(words: tuple[str, ...], synonyms: Iterable[Synonyms] = ()) -> tuple[Ask, ...]:
    """What the words of a query ask for, each thing once.

    The longest expression that is known counts first.
    """
    groups = list(synonyms)
    asked: list[Ask] = []
    place = 0
    while place < len(words):
        expression, others = longest_expression(words[place:], groups)
        place += len(expression)
        is_last = place == len(words)
        asked.append(Ask(others, expression) if is_last else Ask((expression, *others)))
    return tuple(dict.fromkeys(asked))


def longest_expression(
    words: tuple[str, ...], groups: Iterable[Synonyms]
) -> tuple[Expression, Synonyms]:
    """The longest known expression that words begin with, or one word; and what means the same."""
    known = [
        (expression, group)
        for group in groups
        for expression in group
        if words[: len(expression)] == expression
    ]
    length = max((len(expression) for expression, _group in known), default=1)
    found = words[:length]
    others = {
        other: None
        for expression, group in known
        if expression == found
        for other in group
        if other != found
    }
    return found, tuple(others)[:MOST_MEANT]


def parse_synonyms(text: str) -> Synonyms:
    """The expressions of a line, separated by commas; empty ones and repetitions left out."""
    expressions = (tuple(words_of(part)) for part in text.split(","))
    return tuple(dict.fromkeys(expression for expression in expressions if expression))
