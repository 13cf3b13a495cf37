"""Loads the page tree: front page, lists, plain pages, questions, partnerships' pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from core.models import ProgrammeSettings, SitePage
from events.models import EventIndexPage
from home.loading.files import Entry, ProgrammeFiles
from home.loading.keeper import Keeper
from home.loading.prose import Prose, sources, stored
from home.loading.register import Register
from home.models import ContactPage, FAQPage, HomePage, StandardPage
from news.models import NewsIndexPage
from partnerships.models import PartnershipIndexPage, PartnershipPage
from search.models import CataloguePage

INDEX_PAGES: dict[str, type[SitePage]] = {
    "offers": CataloguePage,
    "partnerships": PartnershipIndexPage,
    "events": EventIndexPage,
    "news": NewsIndexPage,
}


# Where Wagtail's first migration leaves the site.
UNPLACED = ("localhost", 80)


class PageTree:
    """The pages of a programme after loading, by kind and key."""

    def __init__(self, files: ProgrammeFiles, keeper: Keeper, register: Register) -> None:
        self.files = files
        self.keeper = keeper
        self.register = register
        self.pages: dict[tuple[str, str], Page | None] = {}
        self.coming: set[tuple[str, str]] = set()
        self._unfinished: list[tuple[Entry, Callable[[Any], Any]]] = []
        self.prose = Prose(
            find_page=lambda kind, key: self.pages.get((kind, key)),
            find_partnership=register.partnerships.get,
            is_coming=lambda kind, key: (kind, key) in self.coming,
        )

    def load(self) -> None:
        """Load everything but events, news and offers, which have loaders of their own."""
        self._announce()
        home_page = self._load_home()
        if home_page is None:
            return
        self._load_settings()
        for key, model in INDEX_PAGES.items():
            entry = self.files.single("index.toml", "index", key)
            if entry:
                self.keep(entry, model, home_page, self._index_page)
        for entry in self.files.entries("pages.toml", "page"):
            parent_key = entry.get("parent")
            parent = self.pages.get(("page", parent_key)) if parent_key else home_page
            self.keep(entry, StandardPage, parent, self._standard_page)
        faq = self.files.single("faq.toml", "faq")
        if faq:
            self.keep(faq, FAQPage, home_page, self._faq_page)
        contact = self.files.single("pages.toml", "contact", "contact")
        if contact:
            self.keep(contact, ContactPage, home_page, self._contact_page)
        for entry in self.files.entries("partnerships.toml", "partnership"):
            page_entry = Entry("partnership_page", entry.key, entry.fields, entry.file_name)
            page = self.keep(
                page_entry,
                PartnershipPage,
                self.pages.get(("index", "partnerships")),
                self._partnership_page,
            )
            self.pages["partnership", entry.key] = page

    def finish(self) -> None:
        """Write once more what links to pages that came later."""
        for entry, write in self._unfinished:
            self.keeper.rewrite(entry, write)
        self._unfinished.clear()

    def keep(
        self,
        entry: Entry,
        model: type[SitePage],
        parent: Page | None,
        fill: Callable[[Entry, Any], None],
    ) -> Page | None:
        """Load one page: make it under its parent or update it, and publish it.

        Without a parent (an editor deleted it) nothing is made.
        """

        def write(instance: Any) -> Any:
            page = instance or model(slug=entry.get("slug") or entry.key, live=False)
            fill(entry, page)
            if page.pk is None:
                parent.add_child(instance=page)  # type: ignore[union-attr]
            page.full_clean()
            page.save_revision().publish()
            page.refresh_from_db()
            return page

        if parent is None and entry.source_key not in self.keeper.records:
            return None
        self.prose.has_unresolved_links = False
        page = self.keeper.keep(entry, model, write)
        if self.prose.has_unresolved_links:
            self._unfinished.append((entry, write))
        self.pages[entry.kind, entry.key] = page
        return page

    def _announce(self) -> None:
        for file_name, kind in (
            ("pages.toml", "page"),
            ("partnerships.toml", "partnership"),
            ("events.toml", "event"),
            ("news.toml", "news"),
        ):
            self.coming |= {(kind, entry.key) for entry in self.files.entries(file_name, kind)}
        self.coming |= {("page", "questions"), ("page", "contact"), ("application", "page")}

    def _load_home(self) -> HomePage | None:
        entry = self.files.single("pages.toml", "page", "home")
        if entry is None:
            return HomePage.objects.first()
        root = Page.get_first_root_node()
        page = self.keep(entry, HomePage, root, self._home_page)
        site = Site.objects.filter(is_default_site=True).first()
        if page is not None and site is not None and not self._is_front_page(site):
            welcome_page = site.root_page
            site.root_page = page
            self._place_site(site)
            site.save()
            if not welcome_page.get_children().exists():
                welcome_page.delete()
        return page

    def _place_site(self, site: Site) -> None:
        """Give a site that nobody has placed yet the host and port of `BASE_URL`."""
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        if (site.hostname, site.port) == UNPLACED and address.hostname:
            site.hostname = address.hostname
            site.port = address.port or (443 if address.scheme == "https" else 80)

    def _is_front_page(self, site: Site) -> bool:
        return isinstance(site.root_page.specific, HomePage)

    def _load_settings(self) -> None:
        entry = self.files.single("programme.toml", "programme", "programme")
        site = Site.objects.filter(is_default_site=True).first()
        if entry is None or site is None:
            return

        def write(instance: ProgrammeSettings | None) -> ProgrammeSettings:
            programme = instance or ProgrammeSettings(site=site)
            for name in (
                "name",
                "short_name",
                "tagline",
                "description",
                "contact_email",
                "support_name",
                "support_email",
                "funding_line",
                "disclaimer",
            ):
                setattr(programme, name, entry.get(name))
            programme.show_emblem = entry.get("show_emblem", False)
            programme.figures = stored(
                [
                    ("figure", {"source_title": "", "source_url": ""} | figure)
                    for figure in entry.get("figures", [])
                ]
            )
            programme.social_links = stored(
                [("link", link) for link in entry.get("social_links", [])]
            )
            programme.footer_links = stored(
                [("link", link) for link in entry.get("footer_links", [])]
            )
            programme.full_clean()
            programme.save()
            site.site_name = entry["name"]
            site.save()
            return programme

        self.keeper.keep(entry, ProgrammeSettings, write, natural_key={"site": site})

    def _basics(self, entry: Entry, page: SitePage) -> None:
        page.title = entry["title"]
        page.summary = entry.get("summary")
        page.sources = sources(entry)
        page.show_in_menus = entry.get("in_menu", False)

    def _home_page(self, entry: Entry, page: HomePage) -> None:
        page.title = entry["title"]
        page.slug = "front"  # never seen in an address; Wagtail's welcome page is called home
        page.lead = entry.get("lead")
        page.summary = entry.get("summary")
        page.doors = stored(
            [
                (
                    "door",
                    {name: door.get(name, "") for name in ("title", "text", "label")}
                    | self.prose.target(entry, door),
                )
                for door in entry.get("door", [])
            ]
        )
        page.body = self.prose.body(entry, entry.get("body", []))

    def _index_page(self, entry: Entry, page: Any) -> None:
        self._basics(entry, page)
        page.slug = entry.key
        page.lead = entry.get("lead")
        page.show_in_menus = True

    def _standard_page(self, entry: Entry, page: StandardPage) -> None:
        self._basics(entry, page)
        page.body = self.prose.body(entry, entry.get("body", []))

    def _contact_page(self, entry: Entry, page: ContactPage) -> None:
        self._basics(entry, page)
        page.slug = entry.get("slug") or "contact"
        page.intro = self.prose.html(entry, entry.get("intro"))
        page.thank_you = self.prose.html(entry, entry.get("thank_you"))

    def _faq_page(self, entry: Entry, page: FAQPage) -> None:
        self._basics(entry, page)
        page.lead = entry.get("lead")
        page.groups = stored(
            [
                (
                    "group",
                    {
                        "title": group["title"],
                        "questions": [
                            {
                                "question": question["question"],
                                "anchor": question["key"],
                                "answer": self.prose.html(entry, question["answer"]),
                                "sources": [
                                    {"title": source["title"], "url": source.get("url", "")}
                                    for source in question.get("sources", [])
                                ],
                            }
                            for question in group.get("question", [])
                        ],
                    },
                )
                for group in entry.get("group", [])
            ]
        )

    def _partnership_page(self, entry: Entry, page: PartnershipPage) -> None:
        page.title = entry["acronym"]
        page.slug = entry.key
        page.partnership = self.register.one(entry, entry.key, self.register.partnerships)
        page.summary = entry.get("summary")
        page.sources = sources(entry)
        page.objectives = self.prose.html(entry, entry.get("objectives"))
        page.target_groups = self.prose.html(entry, entry.get("target_groups"))
        page.core_activities = stored(
            [("activity", activity) for activity in entry.get("core_activities", [])]
        )
