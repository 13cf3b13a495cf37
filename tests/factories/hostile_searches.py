"""Makes what nobody should write into the address of a search."""

import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

NAMES = ["q", "q", "q", "country", "partnership", "sector", "activity", "topic", "technology"]
NAMES += ["organisation_type", "language", "mode", "month", "length", "sort", "view", "page"]
NAMES += ["kind", "unknown", "q[]", "\0", "__proto__", "name", "frequency"]
PIECES = [
    "",
    " ",
    "wool",
    "WOO",
    "řízení",
    "'",
    '"',
    "“",
    "\\",
    "\0",
    "a\0b",
    "\ud800",  # half of a pair
    "x\udfffy",
    "\u202eloow",  # turns the writing direction
    "صوف",
    "\u200b\u2060",
    "e\u0301\u0327" * 9,
    "\U0010ffff",
    "\ufdfa",  # one character that folds to eighteen
    "ß" * 90,
    "%",
    "_",
    "*",
    "?",
    "~2",
    "^9",
    "( OR",
    "AND NOT",
    "+-=&&||><!(){}[]:/",
    "title:wool",
    "_exists_:text",
    "wool~ -mill",
    "';--",
    "1' OR '1'='1",
    "{{7*7}}{% debug %}",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "AT",
    "SI",
    "PHYSICAL",
    "virtual",
    "up-to-5",
    "soonest",
    "relevance",
    "fit",
    "offers",
    "2026-05",
    "2026-13",
    "0000-00",
    "٢٠٢٦-٠٥",
    "-1",
    "0",
    "9" * 400,
    "1e9",
    "None",
    "x" * 201,
    "wool " * 60,
    '"' * 501,
]
LONGEST = 1_000_000
MOST_REPEATED = 300
TAILS = ["", "", "", "", "&q=%", "&q=%ff%fe", "&q=%ed%a0%80", "&&=&?", "&page=%00", "&month[]=1"]


def hostile_queries(number: int, seed: int) -> Iterator[str]:
    """So many queries as they stand in an address, the same ones for the same seed."""
    chance = random.Random(seed)
    for _query in range(number):
        pairs = [(chance.choice(NAMES), piece(chance)) for _pair in range(chance.randint(1, 5))]
        match chance.randint(0, 99):
            case 0:
                pairs.append(("q", ((chance.choice(PIECES) or "y") * LONGEST)[:LONGEST]))
            case 1 | 2 | 3 | 4:
                name = chance.choice(NAMES)
                pairs += [(name, chance.choice(PIECES))] * chance.randint(2, MOST_REPEATED)
        yield urlencode(pairs, quote_via=as_sent) + chance.choice(TAILS)


def piece(chance: random.Random) -> str:
    """One or some of the pieces, side by side."""
    return chance.choice(["", " ", "\t"]).join(
        chance.choice(PIECES) for _piece in range(chance.randint(1, 3))
    )


def as_sent(text: str, *_arguments: str | None) -> str:
    """Percent form; halves of pairs as a careless program sends them."""
    return quote(text.encode("utf-8", "surrogatepass"))
