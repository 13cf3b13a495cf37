"""What the code holds that documents have to name, read without running it where that will do."""

import ast
import importlib
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import cast

import wagtail

from tests.architecture.documents import ROOT, read, tracked

PACKAGES = ("core", "partnerships", "events", "news", "exchanges", "search", "home")
SETTINGS = "site/clusterxchange/settings/"
TRANSLATED = re.compile(
    r"""\b(?:_|gettext|gettext_lazy|gettext_noop)\(\s*((?:["'][^"'\n]*["']\s*)+)"""
)
TRANSLATED_IN_TEMPLATE = re.compile(r"""{%\s*(?:translate|trans)\s+["']([^"']+)["']""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
MESSAGE = re.compile(r'^msgid(?:_plural)? ((?:".*"\n)+)', re.MULTILINE)


def settings_files() -> list[str]:
    """The modules of the settings."""
    return [name for name in tracked() if name.startswith(SETTINGS) and name.endswith(".py")]


def environment_variables() -> dict[str, set[str]]:
    """Each variable that the settings read, with those defaults that stand there literally."""
    found: dict[str, set[str]] = {}
    for name in settings_files():
        for node in ast.walk(ast.parse(read(name))):
            if isinstance(node, ast.Call) and re.fullmatch(r"env(\.\w+)?", ast.unparse(node.func)):
                variable = cast("ast.Constant", node.args[0]).value
                defaults = [word.value for word in node.keywords if word.arg == "default"]
                literal = {str(one.value) for one in defaults if isinstance(one, ast.Constant)}
                if name.endswith("/test.py"):
                    literal = set()
                found.setdefault(str(variable), set()).update(literal - {""})
    return found


def settings_assigned() -> set[str]:
    """Every setting that the modules assign."""
    found = set()
    for name in settings_files():
        for node in ast.parse(read(name)).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name) and one.id.isupper()}
    return found


def fixed_values() -> dict[str, set[str]]:
    """Every enumeration that people choose from or that is a status, with its values."""
    found: dict[str, set[str]] = {}
    for path, node in _classes():
        bases = " ".join(ast.unparse(base) for base in node.bases)
        is_status = "Enum" in bases and node.name.endswith(("Status", "Phase"))
        if "Choices" in bases or is_status:
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            enumeration: type[Enum] = getattr(module, node.name)
            found[node.name] = {str(member.value) for member in enumeration}
    return found


def _classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for name in tracked():
        path = Path(name)
        if path.parts[0] in PACKAGES and path.suffix == ".py" and "migrations" not in path.parts:
            for node in ast.walk(ast.parse(read(name))):
                if isinstance(node, ast.ClassDef):
                    yield path, node


def names_defined(packages: Sequence[str]) -> set[str]:
    """Every module, class, function, attribute and variable of some packages."""
    found: set[str] = set()
    for name in tracked():
        path = Path(name)
        if path.parts[0] not in packages or path.suffix != ".py" or "migrations" in path.parts:
            continue
        found.update(path.with_suffix("").parts)
        for node in ast.walk(ast.parse(read(name))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


@cache
def words_on_screens() -> re.Pattern[str]:
    """Matches every text of ours and of Wagtail's that people may see, placeholders filled in."""
    found: set[str] = set()
    for name in tracked():
        if name.endswith(".py") and name.split("/")[0] in PACKAGES:
            for pieces in TRANSLATED.findall(read(name)):
                found.add("".join(re.findall(r"""["']([^"'\n]*)["']""", pieces)))
        elif name.startswith("templates/") and name.endswith(".html"):
            found.update(TRANSLATED_IN_TEMPLATE.findall(read(name)))
    for path in Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/django*.po"):
        for pieces in MESSAGE.findall(path.read_text(encoding="utf-8")):
            found.add("".join(re.findall(r'"(.*)"', pieces)))
    patterns = []
    for text in found:
        fixed = PLACEHOLDER.split(text.strip())
        # "Add %(model_name)s" says something, "%(first)s, %(last)s" does not.
        if len(fixed) == 1 or any(len(part.strip()) > 2 for part in fixed):
            patterns.append(".+".join(re.escape(part) for part in fixed))
    return re.compile("|".join(patterns), re.IGNORECASE)


def top_level_folders() -> set[str]:
    """The folders at the top of the repository."""
    return {name.split("/")[0] + "/" for name in tracked() if "/" in name}


def make_targets() -> list[str]:
    """The targets that `make help` lists."""
    return re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
