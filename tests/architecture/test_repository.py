"""What is tracked, what must not be, and that the commands and the images fit together."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
CODE = {".py", ".css", ".js", ".html", ".sh"}
# Longer than the rule allows, and why that is better than cutting them up.
LONG_FILES: dict[str, str] = {}
TEXT = CODE | {".md", ".toml", ".yaml", ".yml", ".json", ".in", ".lock", ".txt", ".svg", ""}
# Files that steer an installation: they name packages, never where these come from.
WITHOUT_ADDRESSES = re.compile(
    r"(^|/)(Makefile|Dockerfile|compose\.yaml|pyproject\.toml|package(-lock)?\.json|\.npmrc|[^/]+\.lock)$"
    r"|^\.ci/"
)
# A name without a dot is another container of the same installation.
ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1|localhost|example\.org|[a-z]+:\d)[^\s\"'<>)]+")
DOWNLOADS = re.compile(
    r"https?://[^/\s]*(pypi|pythonhosted|npmjs|unpkg|jsdelivr|cdnjs|maven|crates|golang|debian|docker)"
    r"[^\s]*",
    re.IGNORECASE,
)
HOME_OF_SOMEBODY = re.compile(r"(?<![\w.\-/}:])/(?:root|work|home/\w+|Users/\w+|opt/wheels)/")


def tracked() -> list[str]:
    """Return the path of every file that git knows and that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
TEXTS = [name for name in FILES if Path(name).suffix in TEXT]


def read(name: str) -> str:
    """Return what a tracked file says."""
    return (ROOT / name).read_text(encoding="utf-8")


def found(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    """Return where a pattern occurs, as file, line and what was found."""
    return [
        f"{name}:{number}: {match[0]}"
        for name in names
        for number, line in enumerate(read(name).splitlines(), start=1)
        for match in [pattern.search(line)]
        if match
    ]


def make_targets() -> list[str]:
    """Return the targets that `make help` lists."""
    return re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE)


def test_site_is_a_folder_and_not_a_package() -> None:
    # `site` belongs to the standard library: as a package of ours it would hide that one or be
    # hidden.
    assert list((ROOT / "site").glob("*.py")) == []


def test_the_projects_settings_are_tracked() -> None:
    settings = sorted(name for name in FILES if name.startswith("site/clusterxchange/settings/"))
    on_disk = sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "site" / "clusterxchange" / "settings").glob("*.py")
    )
    assert settings == on_disk
    assert settings != []


@pytest.mark.parametrize(
    "name", ["site/clusterxchange/new.py", "templates/home/build.html", "static/css/var.css"]
)
def test_nothing_of_ours_is_ignored(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False).returncode
    assert ignored == 1


@pytest.mark.parametrize("name", ["var/db.sqlite3", "build/x.png", ".venv/bin/python", ".env"])
def test_what_the_commands_leave_behind_is_ignored(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False).returncode
    assert ignored == 0


def test_installation_files_name_no_address() -> None:
    assert found(ADDRESS, [name for name in FILES if WITHOUT_ADDRESSES.search(name)]) == []


def test_no_file_says_where_packages_are_downloaded() -> None:
    assert found(DOWNLOADS, TEXTS) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert found(HOME_OF_SOMEBODY, TEXTS) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (ADDRESS, "index-url = http" + "://packages.example.com/simple"),
        (DOWNLOADS, "see http" + "s://registry.npmjs.example/axe-core"),
        (HOME_OF_SOMEBODY, "python /ro" + "ot/thing.py"),
        (HOME_OF_SOMEBODY, 'open("/ho' + 'me/anna/data.json")'),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line) is not None


def test_code_files_are_short() -> None:
    lengths = {
        name: len(read(name).splitlines())
        for name in FILES
        if Path(name).suffix in CODE and "/migrations/" not in name
    }
    too_long = {name: length for name, length in lengths.items() if length > LONGEST_FILE}
    assert {name for name in too_long if name not in LONG_FILES} == set()
    # An exception that is no longer needed goes.
    assert {name for name in LONG_FILES if name not in too_long} == set()


def test_the_documentation_names_every_command() -> None:
    pages = [name for name in FILES if name.endswith(".md")]
    text = "\n".join(read(name) for name in pages)
    assert [one for one in make_targets() if not re.search(rf"make {one}\b(?!-)", text)] == []


def test_make_says_that_its_targets_are_no_files() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert declared is not None
    assert sorted(declared[1].split()) == sorted(make_targets())


def test_the_scale_out_setup_fits_together() -> None:
    setup = yaml.safe_load(read("compose.yaml"))
    services = setup["services"]
    assert sorted(services) == ["database", "migrate", "outbox", "search", "web"]
    # What a service waits for is there, and says itself when it is ready or done.
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other]
            else:
                assert (how["condition"], services[other]["restart"]) == (
                    "service_completed_successfully",
                    "no",
                )
    mounted = {
        mount.partition(":")[0] for one in services.values() for mount in one.get("volumes", [])
    }
    assert mounted == set(setup["volumes"])
    # Only the web process is reachable, and only through a proxy on the same machine.
    assert {name: one["ports"] for name, one in services.items() if "ports" in one} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_the_scale_out_setup_sets_only_what_the_settings_read() -> None:
    read_by_settings = set(
        re.findall(
            r"""env(?:\.\w+)?\(\s*["']([A-Z_]+)["']""",
            read("site/clusterxchange/settings/base.py")
            + read("site/clusterxchange/settings/production.py"),
        )
    ) | {"DJANGO_SETTINGS_MODULE"}
    for name in ("web", "migrate", "outbox"):
        given = set(yaml.safe_load(read("compose.yaml"))["services"][name]["environment"])
        assert given - read_by_settings == set()


def test_the_image_starts_the_same_as_everything_else() -> None:
    image = read("Dockerfile")
    assert "--require-hashes -r requirements-production.lock" in image
    assert '"gunicorn", "clusterxchange.wsgi", "--pythonpath", "site"' in image
    ignored = set(read(".dockerignore").splitlines())
    needed = {"core", "exchanges", "home", "locale", "site", "static", "templates", "manage.py"}
    assert needed & ignored == set()


def test_production_installs_what_was_tested() -> None:
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", read(name), re.MULTILINE))

    tested, installed = versions("requirements.lock"), versions("requirements-production.lock")
    assert {name: version for name, version in installed.items() if tested[name] != version} == {}
    assert "pytest" not in installed
