"""Reads a Django template as the HTML that it writes, without running it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from django.template.base import Lexer, Token, TokenType

SEPARATORS = {"elif", "else", "empty", "plural"}
# Inside these nothing is HTML of the page.
SILENT = {"comment"}


class Branch(Enum):
    """Which way is taken wherever a template branches."""

    FIRST = 0
    LAST = -1


@dataclass(slots=True)
class Block:
    """A block tag with all that stands in it, branch by branch."""

    name: str
    branches: list[list["str | Block"]] = field(default_factory=lambda: [[]])


def html_of(source: str, branch: Branch) -> str:
    """Return the HTML of a template, taking one branch everywhere and every loop once.

    A variable becomes a letter, and lines stay where they are, so that a message names the right
    one.
    """
    return "".join(text_of(parse(source), branch))


def parse(source: str) -> Block:
    """Return the template as a tree of its block tags."""
    tokens = Lexer(source).tokenize()
    ends = {
        token.contents.split()[0].removeprefix("end")
        for token in tokens
        if token.token_type is TokenType.BLOCK and token.contents.startswith("end")
    }
    template = Block("")
    stack = [template]
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            place_tag(token.contents.split()[0], stack, ends)
            stack[-1].branches[-1].append(newlines(token))
        else:
            stack[-1].branches[-1].append(plain(token))
    return template


def place_tag(name: str, stack: list[Block], ends: set[str]) -> None:
    """Open, divide or close a block."""
    if name in ends:
        block = Block(name)
        stack[-1].branches[-1].append(block)
        stack.append(block)
    elif name in SEPARATORS and len(stack) > 1:
        stack[-1].branches.append([])
    elif name.startswith("end") and stack[-1].name == name.removeprefix("end"):
        stack.pop()


def plain(token: Token) -> str:
    """Return what a piece of a template that is no block tag writes."""
    if token.token_type is TokenType.TEXT:
        return token.contents
    return ("x" if token.token_type is TokenType.VAR else "") + newlines(token)


def newlines(token: Token) -> str:
    """Return as many line ends as a tag has inside it."""
    return "\n" * token.contents.count("\n")


def text_of(block: Block, branch: Branch) -> Iterator[str]:
    """Yield the text of a block along one branch."""
    if block.name in SILENT:
        return
    for part in block.branches[branch.value]:
        if isinstance(part, str):
            yield part
        else:
            yield from text_of(part, branch)
