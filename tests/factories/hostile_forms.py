"""Makes what nobody should send with a form: the fields are read from the form itself."""

import random
from collections.abc import Iterator
from typing import Any

from exchanges.domain.questions import Step
from exchanges.forms.step_form import StepForm
from tests.factories.application_form import SENT

HOSTILE = [
    "",
    " ",
    "\t\r\n",
    "0",
    "-1",
    "−0",
    "1e309",
    "NaN",
    "9" * 400,
    "٣",  # a digit to Python's int()
    "0000-01-01",
    "9999-12-31",
    "2027-02-30",
    "31.12.2027",
    "a\0b",
    "\0",
    "\x07\x1b[31m",
    "\ud7ff\ue000",
    "\U0010ffff",
    "\u202eevil\u202c",
    "\u200b\u2060",
    "e\u0301\u0327" * 5,
    "Łódź",
    "👩\u200d🏭 Ünïcödé ウール مرحبا",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}{% debug %}",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE exchanges_application;--",
    "../../etc/passwd",
    "http://[::1",
    "https://example.org:99999/",
    "//example.org",
    "new",
    "none",
    "other",
    "assign",
    "null",
    "[]",
    "{}",
    "x" * 5_000,
    "é" * 4_001,
    "glocken",
    "hearsay",
    "VISITOR",
    "EITHER",
    "CH",
    "bells",
    "%ff%fe",
    "&=&",
]
STRANGE_NAMES = ["csrfmiddlewaretoken", "seen", "typed_version", "back", "do", "more", "find"]
STRANGE_NAMES += ["status", "applicant", "answers", "languages-99-language", "languages--1-level"]
STRANGE_NAMES += ["__proto__", "partnership_id", "is_sample", "\0", "x" * 300]


def hostile_values(chance: random.Random, step: Step, form: StepForm) -> dict[str, str | list[str]]:
    """What is sent with a step: right, nearly right and hostile values, some names too many."""
    values: dict[str, Any] = {
        name: list(sent) if isinstance(sent, list) else sent for name, sent in SENT[step].items()
    }
    names = [*values, *form.fields] + [f"languages-{number}-level" for number in range(3)]
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(names)
        match chance.randint(0, 4):
            case 0:
                values.pop(name, None)
            case 1:
                values[name] = [chance.choice(HOSTILE) for _ in range(chance.randint(2, 30))]
            case _:
                values[name] = chance.choice(HOSTILE)
    if chance.random() < 0.3:
        values[chance.choice(STRANGE_NAMES)] = chance.choice(HOSTILE)
    return values


def texts_of(values: dict[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    """Every single text that is sent, with its name."""
    for name, sent in values.items():
        for text in sent if isinstance(sent, list) else [sent]:
            yield name, text
