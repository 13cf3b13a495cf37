"""What is asked for: words, each with the expressions that mean the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.words import words_of

# Folded words that belong together, such as ("artificial", "intelligence").
Expression = tuple[str, ...]
# Expressions that mean the same.
Synonyms = tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that has to be found: any of its expressions will do, as a whole.

    `expressions` are exact; `beginning` is a word that may be longer in a text, of the last word
    that was typed.
    """

    expressions: Synonyms = ()
    beginning: str = ""


def ask_for(words: tuple[str, ...], synonyms: Iterable[Synonyms] = ()) -> tuple[Ask, ...]:
    """What the words of a query ask for; the longest expression that is known counts first."""
    groups = list(synonyms)
    asked: list[Ask] = []
    place = 0
    while place < len(words):
        expression, others = longest_expression(words[place:], groups)
        place += len(expression)
        is_last = place == len(words)
        if is_last and len(expression) == 1:
            asked.append(Ask(others, beginning=expression[0]))
        else:
            asked.append(Ask((expression, *others)))
    return tuple(asked)


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
    return found, tuple(others)


def parse_synonyms(text: str) -> Synonyms:
    """The expressions of a line, separated by commas; empty ones and repetitions left out."""
    expressions = (tuple(words_of(part)) for part in text.split(","))
    return tuple(dict.fromkeys(expression for expression in expressions if expression))
