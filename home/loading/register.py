"""Loads the register: countries, lists, organisations, partnerships, and the rules."""

from collections.abc import Callable
from typing import Any

from core.partial_dates import PartialDate
from exchanges.models import RuleSet
from home.loading.files import Entry, ProgrammeFiles
from home.loading.keeper import Keeper
from home.loading.prose import sources
from partnerships.models import (
    HUES,
    ActivityKind,
    Country,
    EligibilityPeriod,
    Membership,
    Organisation,
    Partnership,
    Sector,
    Technology,
    Topic,
)

VOCABULARIES: dict[str, type[ActivityKind | Technology | Topic]] = {
    "activity_kind": ActivityKind,
    "technology": Technology,
    "topic": Topic,
}


class Register:
    """What the register holds after loading, by key; an object an editor deleted is `None`."""

    def __init__(self, files: ProgrammeFiles, keeper: Keeper) -> None:
        self.files = files
        self.keeper = keeper
        self.countries: dict[str, Country | None] = {}
        self.sectors: dict[str, Sector | None] = {}
        self.activity_kinds: dict[str, ActivityKind | None] = {}
        self.technologies: dict[str, Technology | None] = {}
        self.topics: dict[str, Topic | None] = {}
        self.organisations: dict[str, Organisation | None] = {}
        self.partnerships: dict[str, Partnership | None] = {}

    def load(self) -> None:
        """Load everything, in the order in which one thing refers to another."""
        for entry in self.files.entries("countries.toml", "country"):
            self.countries[entry.key] = self.keeper.keep(
                entry, Country, self._writer(entry, self._country), natural_key={"code": entry.key}
            )
        self._load_sectors()
        self._load_vocabularies()
        for entry in self.files.entries("rules.toml", "rule_set"):
            self.keeper.keep(
                entry,
                RuleSet,
                self._writer(entry, self._rule_set),
                natural_key={"valid_from": entry["valid_from"]},
            )
        for entry in self.files.entries("organisations.toml", "organisation"):
            self.keep_organisation(entry)
        for number, entry in enumerate(self.files.entries("partnerships.toml", "partnership")):
            self.partnerships[entry.key] = self.keeper.keep(
                entry,
                Partnership,
                self._writer(entry, self._partnership, hue=number % HUES + 1),
                natural_key={"slug": entry.key},
            )

    def keep_organisation(self, entry: Entry, **fields: Any) -> None:
        """Load one organisation (also used for the samples)."""
        self.organisations[entry.key] = self.keeper.keep(
            entry,
            Organisation,
            self._writer(entry, self._organisation, **fields),
            natural_key={"slug": entry.key},
        )

    def pick(self, entry: Entry, field: str, known: dict[str, Any]) -> list[Any]:
        """The objects that a list of keys names; raises `DataError` for an unknown key."""
        return [found for key in entry.get(field, []) if (found := self.one(entry, key, known))]

    def one(self, entry: Entry, key: str, known: dict[str, Any]) -> Any:
        """The object of a key, `None` when an editor deleted it or there is no key."""
        if not key:
            return None
        if key not in known:
            raise entry.error(f"refers to “{key}”, which is in no file.")
        return known[key]

    def _writer(
        self, entry: Entry, write: Callable[..., Any], **fields: Any
    ) -> Callable[[Any], Any]:
        return lambda instance: write(entry, instance, **fields)

    def _load_sectors(self) -> None:
        for entry in self.files.entries("vocabularies.toml", "sector"):
            self._keep_sector(entry, parent=None)
            for fields in entry.get("specialisation", []):
                self._keep_sector(
                    Entry("sector", fields["key"], fields, entry.file_name),
                    parent=self.sectors[entry.key],
                )

    def _keep_sector(self, entry: Entry, *, parent: Sector | None) -> None:
        if entry.key in self.sectors:
            raise entry.error("the key stands twice. Rename one.")
        self.sectors[entry.key] = self.keeper.keep(
            entry,
            Sector,
            self._writer(entry, self._term, model=Sector, parent=parent),
            natural_key={"code": entry.key},
        )

    def _load_vocabularies(self) -> None:
        for kind, model in VOCABULARIES.items():
            loaded: dict[str, Any] = {}
            for entry in self.files.entries("vocabularies.toml", kind):
                loaded[entry.key] = self.keeper.keep(
                    entry,
                    model,
                    self._writer(
                        entry, self._term, model=model, description=entry.get("description")
                    ),
                    natural_key={"code": entry.key},
                )
            {"activity_kind": self.activity_kinds, "technology": self.technologies}.get(
                kind, self.topics
            ).update(loaded)

    def _term(self, entry: Entry, instance: Any, *, model: type[Any], **fields: Any) -> Any:
        term = instance or model(code=entry.key)
        term.name = entry["name"]
        term.names = entry.get("names", {})
        for name, value in fields.items():
            setattr(term, name, value)
        term.full_clean()
        term.save()
        return term

    def _country(self, entry: Entry, instance: Country | None) -> Country:
        country = instance or Country(code=entry.key)
        country.name = entry["name"]
        country.names = entry.get("names", {})
        country.note = entry.get("note")
        country.eligibility_periods.set(
            EligibilityPeriod(
                start_date=row.get("start"),
                end_date=row.get("end"),
                note=row.get("note", ""),
                is_special_case=row.get("special", False),
            )
            for row in entry.get("eligibility", [])
        )
        country.full_clean()
        country.save()
        return country

    def _rule_set(self, entry: Entry, instance: RuleSet | None) -> RuleSet:
        rule_set = instance or RuleSet()
        rule_set.valid_from = entry["valid_from"]
        rule_set.minimum_working_days = entry["minimum_working_days"]
        rule_set.maximum_working_days = entry["maximum_working_days"]
        rule_set.source = entry.get("source")
        rule_set.full_clean()
        rule_set.save()
        rule_set.save_revision()
        return rule_set

    def _organisation(
        self, entry: Entry, instance: Organisation | None, **fields: Any
    ) -> Organisation:
        organisation = instance or Organisation(slug=entry.key)
        organisation.name = entry["name"]
        organisation.short_name = entry.get("short_name")
        organisation.kind = entry["kind"]
        organisation.state = entry.get("state") or fields.pop("state")
        organisation.follows_consent = False
        organisation.country = self.one(entry, entry.get("country"), self.countries)
        for name in ("region", "city", "website", "summary", "note"):
            setattr(organisation, name, entry.get(name))
        organisation.sectors = self.pick(entry, "sectors", self.sectors)
        organisation.sources = sources(entry)
        for name, value in fields.items():
            setattr(organisation, name, value)
        organisation.full_clean()
        organisation.save()
        return organisation

    def _partnership(self, entry: Entry, instance: Partnership | None, *, hue: int) -> Partnership:
        partnership = instance or Partnership(slug=entry.key, hue=hue)
        partnership.acronym = entry["acronym"]
        for name in ("title", "website", "grant_agreement", "note"):
            setattr(partnership, name, entry.get(name))
        partnership.planned_exchanges = entry.get("planned_exchanges", None)
        partnership.member_count = entry.get("member_count", None)
        partnership.start_date = self._partial_date(entry, "start")
        partnership.end_date = self._partial_date(entry, "end")
        partnership.sectors = self._sectors_of_strings(entry)
        partnership.extra_countries = self.pick(entry, "countries", self.countries)
        partnership.memberships = [
            Membership(
                sort_order=number,
                organisation=organisation,
                role=row["role"],
                note=row.get("note", ""),
            )
            for number, row in enumerate(entry.get("member", []))
            if (organisation := self.one(entry, row["organisation"], self.organisations))
        ]
        partnership.full_clean()
        partnership.save()
        return partnership

    def _partial_date(self, entry: Entry, field: str) -> PartialDate | None:
        return PartialDate.parse(text) if (text := entry.get(field)) else None

    def _sectors_of_strings(self, entry: Entry) -> list[Sector]:
        """The sectors that a partnership's own words stand for; an unmapped word is an error."""
        mapping = self.files.table("vocabularies.toml").get("sector_strings", {})
        found: dict[str, Sector] = {}
        for words in entry.get("sectors", []):
            if words not in mapping:
                raise entry.error(f"“{words}” is not in [sector_strings] of vocabularies.toml.")
            for key in mapping[words]:
                sector = self.one(entry, key, self.sectors)
                if sector is not None:
                    found[key] = sector
        return list(found.values())
