"""Loads offers (of the samples), each with its published page."""

import datetime
from typing import Any

from exchanges.models import ExchangeOfferPage, Offer, OfferLanguage
from home.loading.files import Entry
from home.loading.pages import PageTree


class OfferLoader:
    """Makes offers and their pages; dates count from the day of loading."""

    def __init__(self, tree: PageTree, today: datetime.date) -> None:
        self.tree = tree
        self.register = tree.register
        self.today = today

    def load(self, entries: list[Entry]) -> None:
        """Load the offers of a file."""
        for entry in entries:
            offer_entry = Entry("offer_record", entry.key, entry.fields, entry.file_name)
            offer = self.tree.keeper.keep(offer_entry, Offer, self._offer_writer(entry))
            if offer is not None:
                self.tree.keep(
                    entry,
                    ExchangeOfferPage,
                    self.tree.pages.get(("index", "offers")),
                    lambda entry, page, offer=offer: self._offer_page(entry, page, offer),  # type: ignore[misc]
                )

    def _offer_writer(self, entry: Entry) -> Any:
        def write(instance: Offer | None) -> Offer:
            offer = instance or Offer(is_sample=self.tree.keeper.is_sample)
            offer.host_organisation = self.register.one(
                entry, entry["organisation"], self.register.organisations
            )
            offer.partnership = self.register.one(
                entry, entry["partnership"], self.register.partnerships
            )
            offer.places_per_exchange = entry["places_per_exchange"]
            offer.places_total = entry["places_total"]
            offer.full_clean()
            offer.save()
            return offer

        return write

    def _day(self, entry: Entry, field: str) -> datetime.date | None:
        days = entry.get(field, None)
        return None if days is None else self.today + datetime.timedelta(days=days)

    def _offer_page(self, entry: Entry, page: ExchangeOfferPage, offer: Offer) -> None:
        page.title = entry["title"]
        page.slug = entry.key
        page.summary = entry.get("summary")
        page.is_sample = self.tree.keeper.is_sample
        page.offer = offer
        page.programme = self.tree.prose.html(entry, entry.get("programme"))
        page.host_provides = entry.get("offers")
        page.looks_for = entry.get("looks_for")
        page.accommodation = entry.get("accommodation")
        page.accessibility = entry.get("accessibility")
        page.activity_kinds = self.register.pick(
            entry, "activity_kinds", self.register.activity_kinds
        )
        page.sectors = self.register.pick(entry, "sectors", self.register.sectors)
        page.topics = self.register.pick(entry, "topics", self.register.topics)
        page.technologies = self.register.pick(entry, "technologies", self.register.technologies)
        page.mode = entry["mode"]
        page.period_start = self._day(entry, "period_start_days")
        page.period_end = self._day(entry, "period_end_days")
        page.minimum_working_days = entry.get("minimum_working_days", None)
        page.maximum_working_days = entry.get("maximum_working_days", None)
        page.visitor_kinds = entry.get("visitor_kinds", [])
        page.languages = [
            OfferLanguage(sort_order=number, language=row["code"], level=row["level"])
            for number, row in enumerate(entry.get("languages", []))
        ]
        page.keywords.set(entry.get("keywords", []))
