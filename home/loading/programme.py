"""Loads a whole programme, or its samples, and says what happened."""

import datetime
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path

from home.loading.applications import ApplicationLoader
from home.loading.articles import ArticleLoader
from home.loading.editors import EDITOR_ENTRIES, load_editors
from home.loading.files import Entry, ProgrammeFiles
from home.loading.keeper import Keeper, Outcome
from home.loading.offers import OfferLoader
from home.loading.pages import PageTree
from home.loading.register import Register
from partnerships.models import OrganisationState

Outcomes = Counter[tuple[str, Outcome]]

# Settings, front page, questions and contact page.
SINGLE_ENTRIES = 4


def count_entries(folder: Path, *, samples: bool = False) -> int:
    """How many entries a load will go through, for its progress bar."""
    counter = Keeper()
    return _Load(folder, counter, datetime.date.min).count(samples=samples)


def load_programme(
    folder: Path,
    *,
    today: datetime.date,
    force: Collection[str] = (),
    on_entry: Callable[[Entry, Outcome], None] | None = None,
) -> Outcomes:
    """Load the register, the pages, events and news of a programme; safe to repeat.

    Raises `DataError` for wrong data; what was loaded until then stays, and the next load goes on.
    """
    keeper = Keeper(force=force)
    if on_entry:
        keeper.on_entry = on_entry
    _Load(folder, keeper, today).programme()
    return keeper.outcomes


def load_samples(
    folder: Path,
    *,
    today: datetime.date,
    on_entry: Callable[[Entry, Outcome], None] | None = None,
) -> Outcomes:
    """Load invented hosts, offers and events, marked as samples, dated from `today` on."""
    keeper = Keeper()
    load = _Load(folder, keeper, today)
    load.programme()
    keeper.outcomes.clear()
    keeper.is_sample = True
    if on_entry:
        keeper.on_entry = on_entry
    load.samples()
    return keeper.outcomes


class _Load:
    """One run over the files of a folder."""

    def __init__(self, folder: Path, keeper: Keeper, today: datetime.date) -> None:
        self.keeper = keeper
        self.files = ProgrammeFiles(folder)
        self.register = Register(self.files, keeper)
        self.tree = PageTree(self.files, keeper, self.register)
        self.applications = ApplicationLoader(self.tree)
        self.articles = ArticleLoader(self.tree, today)
        self.offers = OfferLoader(self.tree, today)

    def programme(self) -> None:
        """What is real, and who edits it."""
        self.register.load()
        self.tree.load()
        self.applications.load()
        self.articles.load_events(self.files.entries("events.toml", "event"))
        self.articles.load_news(self.files.entries("news.toml", "news"))
        self.tree.finish()
        load_editors(self.keeper)

    def samples(self) -> None:
        """What is invented."""
        for entry in self.files.entries("samples.toml", "organisation"):
            self.register.keep_organisation(entry, state=OrganisationState.VERIFIED, is_sample=True)
        self.offers.load(self.files.entries("samples.toml", "offer"))
        self.articles.load_events(self.files.entries("samples.toml", "event"))
        self.tree.finish()

    def count(self, *, samples: bool) -> int:
        """The number of entries in the files."""
        entries = self.files.entries
        if samples:
            return (
                len(entries("samples.toml", "organisation"))
                + 2 * len(entries("samples.toml", "offer"))
                + len(entries("samples.toml", "event"))
            )
        sectors = entries("vocabularies.toml", "sector")
        return (
            len(entries("countries.toml", "country"))
            + len(sectors)
            + sum(len(sector.get("specialisation", [])) for sector in sectors)
            + sum(
                len(entries("vocabularies.toml", kind))
                for kind in ("activity_kind", "technology", "topic")
            )
            + len(entries("rules.toml", "rule_set"))
            + len(entries("organisations.toml", "organisation"))
            + 2 * len(entries("partnerships.toml", "partnership"))
            + len(entries("events.toml", "event"))
            + len(entries("news.toml", "news"))
            + len(entries("pages.toml", "page"))
            + len(self.files.table("index.toml"))
            + self.applications.count()
            + len(EDITOR_ENTRIES)
            + SINGLE_ENTRIES
        )
