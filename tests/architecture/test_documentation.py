"""The documents name what there is, nothing that there is not, and lead somewhere."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.management import get_commands

from home.demo_people import DEMO_PASSWORD, DEMO_PEOPLE
from tests.architecture import source_code
from tests.architecture.documents import (
    ROOT,
    anchors,
    bold_in,
    code_in,
    documents,
    links,
    read,
    rows,
    tracked,
)

CONFIGURATION = "docs/configuration.md"
GLOSSARY = "docs/glossary.md"
GLOSSARY_TERMS = (
    "The programme",
    "Organisations and lists",
    "From offer to certificate",
    "The site",
    "Behind the pages",
)
# Settings of libraries, which their own documentation describes.
OF_LIBRARIES = (
    "ACCOUNT_",
    "ALLAUTH_",
    "CONTENT_SECURITY_POLICY",
    "EMAIL_",
    "MFA_",
    "PERMISSIONS_POLICY",
    "ROOT_URLCONF",
    "TAGGIT_",
    "WAGTAIL",
    "WHITENOISE_",
)
# Folders that begin a path on somebody's machine, and in no installation.
OF_A_MACHINE = re.compile(r"(?<![\w.\-/}:*])/(?:root|work|tmp|mnt|opt|home/\w+|Users/\w+)/?\b")
GUIDES = ("docs/editors-guide.md", "docs/partnership-managers-guide.md")
PROGRAMME = "home/programmes/clusterxchange/"


def first_codes(name: str, heading: str) -> list[str]:
    """What the first column of a table names in code form."""
    return [code for row in rows(name, heading) for code in code_in(row[0])]


def test_configuration_names_every_environment_variable_and_no_other() -> None:
    named = first_codes(CONFIGURATION, "Environment variables")
    assert sorted(named) == sorted(source_code.environment_variables())


@pytest.mark.parametrize(
    ("variable", "defaults"), sorted(source_code.environment_variables().items())
)
def test_configuration_gives_the_default_of_the_code(variable: str, defaults: set[str]) -> None:
    (row,) = [
        row for row in rows(CONFIGURATION, "Environment variables") if row[0] == f"`{variable}`"
    ]
    plain = {default.replace("_", "") for default in defaults}
    given = {code.replace("_", "") for code in code_in(row[2])}
    assert plain - given == set()


def test_configuration_names_every_settings_module() -> None:
    named = first_codes(CONFIGURATION, "Settings modules")
    modules = {Path(name).stem for name in source_code.settings_files()} - {"__init__", "base"}
    assert sorted(named) == sorted(f"clusterxchange.settings.{module}" for module in modules)
    for module in named:
        assert importlib.util.find_spec(module) is not None


def test_configuration_names_every_setting_of_ours() -> None:
    ours = {
        name
        for name in source_code.settings_assigned()
        if not hasattr(global_settings, name) and not name.startswith(OF_LIBRARIES)
    }
    named = {
        *first_codes(CONFIGURATION, "Environment variables"),
        *first_codes(CONFIGURATION, "Settings without a variable"),
    }
    assert sorted(ours - named) == []
    assert set(first_codes(CONFIGURATION, "Settings without a variable")) <= (
        source_code.settings_assigned()
    )


def test_configuration_names_every_command_of_ours_and_only_commands() -> None:
    commands = get_commands()
    ours = {
        name for name, app in commands.items() if str(app).split(".")[0] in source_code.PACKAGES
    }
    tables = rows(CONFIGURATION, "Management commands")
    named = {code.split()[0] for row in tables for code in code_in(row[0])}
    assert sorted(ours - named) == []
    assert sorted(named - set(commands)) == []


def test_configuration_names_every_option_of_our_commands() -> None:
    text = read(CONFIGURATION)
    missing = []
    for name in tracked():
        if "/management/commands/" in name and name.endswith(".py"):
            options = re.findall(r'"(--[a-z-]+)"', read(name))
            missing += [(name, option) for option in options if option not in text]
    assert missing == []


def test_development_names_every_make_target_and_no_other() -> None:
    named = first_codes("docs/development.md", "Commands")
    assert sorted(named) == sorted(f"make {target}" for target in source_code.make_targets())


def test_documents_name_only_make_targets_that_exist() -> None:
    targets = set(source_code.make_targets())
    named = {
        word
        for name in documents()
        for code in code_in(read(name))
        for word in re.findall(r"\bmake ([a-z-]+)", code)
    }
    assert sorted(named - targets) == []


def test_every_decision_is_listed_under_its_own_title() -> None:
    folder = "docs/adr/"
    pages = sorted(name for name in tracked() if re.match(rf"{folder}\d{{4}}-.*\.md$", name))
    titles = [read(name).splitlines()[0].removeprefix("# ") for name in pages]
    listed = [
        (cell[1:5], re.sub(r".*\((.*)\)", r"\1", cell), title)
        for cell, title in rows(f"{folder}README.md", "Decisions")
    ]
    expected = [
        (title[:4], name.removeprefix(folder), title[5:])
        for name, title in zip(pages, titles, strict=True)
    ]
    assert listed == expected
    assert listed != []


def test_glossary_names_every_fixed_value_and_no_other() -> None:
    named = {code_in(row[0])[0]: set(code_in(row[2])) for row in rows(GLOSSARY, "Fixed values")}
    assert named == source_code.fixed_values()


def identifiers(*, to_come: bool) -> list[str]:
    """What the third column of the glossary calls there already, or to come."""
    tables = [row for heading in GLOSSARY_TERMS for row in rows(GLOSSARY, heading)]
    cells = [cell for _term, _meaning, cell in tables if ("*to come*" in cell) == to_come]
    return [name for cell in cells for code in code_in(cell) for name in code.split(".")]


def test_the_identifiers_of_the_glossary_are_in_the_code() -> None:
    known = source_code.names_defined((*source_code.PACKAGES, "matching"))
    assert [name for name in identifiers(to_come=False) if name not in known] == []


def test_what_the_glossary_calls_to_come_has_not_come() -> None:
    known = source_code.names_defined(source_code.PACKAGES)
    assert identifiers(to_come=True) != []
    assert [name for name in identifiers(to_come=True) if name in known] == []


def test_readme_names_every_folder_and_no_other() -> None:
    named = first_codes("README.md", "Where things are")
    assert sorted(named) == sorted(source_code.top_level_folders())


def test_readme_names_every_demo_login() -> None:
    named = first_codes("README.md", "Two commands")
    assert sorted(named) == sorted(person.email for person in DEMO_PEOPLE)
    assert DEMO_PASSWORD in code_in(read("README.md"))


def test_architecture_gives_the_order_of_the_packages() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    order = [name for layer in layers for name in layer.split(" | ")]
    (sentence,) = re.findall(
        r"From high to low: (.*?)\. A", read("docs/architecture.md"), re.DOTALL
    )
    assert code_in(sentence) == order


def test_content_names_every_data_file_of_the_programme() -> None:
    files = {
        name.removeprefix(PROGRAMME)
        for name in tracked()
        if name.startswith(PROGRAMME) and name.endswith(".toml")
    }
    assert files != set()
    assert sorted(files - set(code_in(read("docs/content.md")))) == []


def test_the_index_leads_to_every_document() -> None:
    pages = {name for name in documents() if re.fullmatch(r"docs/[\w-]+\.md", name)}
    reached = {f"docs/{link}" for link in links("docs/index.md")}
    assert sorted(pages - reached - {"docs/index.md", "docs/promises.md"}) == []


@pytest.mark.parametrize("name", documents())
def test_links_lead_somewhere(name: str) -> None:
    own = [link for link in links(name) if not re.match(r"[a-z+]+:", link)]
    assert [link for link in own if not leads_somewhere(name, link)] == []


def leads_somewhere(name: str, link: str) -> bool:
    """Whether the file is there, and the heading in it that an anchor names."""
    path, _hash, anchor = link.partition("#")
    target = (ROOT / name).parent.joinpath(path).resolve() if path else ROOT / name
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("name", documents())
def test_no_document_names_a_path_of_a_machine(name: str) -> None:
    assert [match[0] for match in OF_A_MACHINE.finditer(read(name))] == []


@pytest.mark.parametrize("name", GUIDES)
def test_what_guides_set_in_bold_stands_on_a_screen(name: str) -> None:
    screens = source_code.words_on_screens()
    said = {part.strip() for words in bold_in(name) for part in words.split("›")}
    assert said != set()
    assert sorted(part for part in said if not screens.fullmatch(part)) == []


def test_the_version_is_in_the_change_log() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert version in read("CHANGELOG.md")
