"""A first visit to a public page takes less than 150 kB, photographs left out."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

LIMIT = 150_000
STATIC = re.compile(r'"/static/([^"?#]+)"')
NOT_FOR_A_FIRST_VIEW = ("img/social-default.png", "img/apple-touch-icon.png", "img/favicon-32.png")

pytestmark = pytest.mark.django_db


def transferred(path: Path) -> int:
    """The size of a file as it is sent: fonts and pictures are packed already."""
    content = path.read_bytes()
    is_packed = path.suffix in {".woff2", ".png", ".webp", ".ico"}
    return len(content) if is_packed else len(gzip.compress(content))


def weigh(address: str) -> int:
    """HTML, style sheets, scripts, icons and preloaded fonts of an address."""
    html = Client().get(address).content
    names = set(STATIC.findall(html.decode())) - set(NOT_FOR_A_FIRST_VIEW)
    sizes = {}
    for name in names:
        path = finders.find(name)
        assert path, f"{address} asks for {name}, which does not exist"
        sizes[name] = transferred(Path(path))
    assert any(name.endswith(".css") for name in sizes)
    assert any(name.endswith(".woff2") for name in sizes)
    return len(gzip.compress(html)) + sum(sizes.values())


def test_pages_are_light(addresses: dict[str, str]) -> None:
    weights = {name: weigh(address) for name, address in addresses.items()}
    assert {name: weight for name, weight in weights.items() if weight >= LIMIT} == {}
