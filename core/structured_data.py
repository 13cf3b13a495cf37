"""What a page says to machines, in the vocabulary of schema.org."""

import json
from collections.abc import Mapping
from typing import Any


def structured_data_text(data: Mapping[str, Any]) -> str:
    """The JSON-LD of an object, safe inside a script element; empty when nothing is known."""
    known = {key: value for key, value in data.items() if value}
    if not known:
        return ""
    text = json.dumps({"@context": "https://schema.org", **known}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
