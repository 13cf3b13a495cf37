"""Offers invented as plain values, any number of them, the same ones for the same seed.

They are what a test compares an engine with, so they are made before anything is stored and know
nothing of how it is searched. `tests.factories.many_offers` writes them into the database.
"""

import dataclasses
import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass

from exchanges.models import OfferStatus
from partnerships.models import OrganisationKind

DAY = datetime.date(2026, 3, 10)
FIRST_MOMENT = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
# As people write them; the frequent ones first.
VOCABULARY = (  # noqa: SIM905  a list of it would be a page long
    "and of the in for with visit week days clusters company companies regional European"
    " textile Textil wool Wolle linen fabric weaving fibre fibres recycling circular water"
    " energy Energie solar wind hydrogen battery batteries mobility rail ships harbour Hafen"
    " food Lebensmittel dairy cheese wine olive grain baker health Gesundheit hospital pharma"
    " robot robots robotics sensor sensors Straße straße strasse Müller Mueller muller Öl öl"
    " Česko česká Łódź łódzki Øresund Århus Ålesund œuvre cœur façade garçon piñata España"
    " señal Größe größer Übung über naïve coöperatie İzmir ışık şehir çay ğ Þorlákshöfn Eir"
    " Đakovo Šibenik žena Čačak ő űrlap fűtés țară șase Ελλάδα Αθήνα άσος Йога София ﬁnance"
    " mould moulding printing additive laser optics photonics steel Stahl acier acero wood bois"
    " holz forest Wald forêt bosque boat boats sail training mentoring workshop lab labs data"
    " cloud digital twin twins platform open innovation scale scaling market markets research"
    " 3D 4.0 CO2 B2B H2 15 2030 R&D start-up l’eau d'Or o'clock state-of-the-art e-mobility"
).split()
WORD_WEIGHTS = [1 / (place + 6) for place in range(len(VOCABULARY))]
COUNTRIES = "AT BE BG CZ DE DK EE ES FI FR GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK"
LANGUAGES = ("en", "de", "fr", "es", "it", "cs", "pl", "el")


@dataclass(frozen=True, slots=True)
class Label:
    """An entry of the register: its code and its name."""

    code: str
    name: str
    parent: "Label | None" = None


@dataclass(frozen=True, slots=True)
class Host:
    """A host organisation."""

    name: str
    city: str
    country: Label
    kind: OrganisationKind
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer as it is published."""

    number: int
    title: str
    summary: str
    programme: str
    host: Host
    partnership: Label
    sectors: tuple[Label, ...]
    activity_kinds: tuple[Label, ...]
    topics: tuple[Label, ...]
    technologies: tuple[Label, ...]
    languages: tuple[str, ...]
    mode: str
    start: datetime.date | None
    end: datetime.date | None
    minimum_days: int | None
    maximum_days: int | None
    published_at: datetime.datetime
    is_draft: bool = False
    is_private: bool = False
    status: OfferStatus = OfferStatus.OPEN


@dataclass(frozen=True, slots=True)
class Population:
    """Offers, and the register that they refer to."""

    offers: tuple[OfferFacts, ...]
    hosts: tuple[Host, ...]
    countries: tuple[Label, ...]
    partnerships: tuple[Label, ...]
    sectors: tuple[Label, ...]
    activity_kinds: tuple[Label, ...]
    topics: tuple[Label, ...]
    technologies: tuple[Label, ...]


class Inventor:
    """Makes up offers; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def words(self, least: int, most: int) -> str:
        """Some words, frequent ones more often, now and then in capitals."""
        number = self.chance.randint(least, most)
        words = self.chance.choices(VOCABULARY, WORD_WEIGHTS, k=number)
        return " ".join(word.upper() if self.chance.random() < 0.05 else word for word in words)

    def labels(self, prefix: str, number: int) -> tuple[Label, ...]:
        """Entries of a list of the register."""
        return tuple(
            Label(f"{prefix}-{place}", f"{self.words(1, 2)} {prefix} {place}")
            for place in range(number)
        )

    def some(self, labels: Sequence[Label], most: int) -> tuple[Label, ...]:
        """A few of them, none now and then."""
        return tuple(self.chance.sample(labels, self.chance.randint(0, most)))

    def population(self, number: int) -> Population:
        """So many offers of about a quarter as many hosts."""
        countries = tuple(Label(code, f"Land {code}") for code in COUNTRIES.split())
        ecosystems = self.labels("ecosystem", 5)
        sectors = ecosystems + tuple(
            Label(f"{parent.code}-{place}", f"{self.words(1, 2)} {place}", parent)
            for parent in ecosystems
            for place in range(3)
        )
        hosts = tuple(self.host(place, countries) for place in range(max(4, number // 4)))
        population = Population(
            offers=(),
            hosts=hosts,
            countries=countries,
            partnerships=self.labels("partnership", 13),
            sectors=sectors,
            activity_kinds=self.labels("activity", 6),
            topics=self.labels("topic", 10),
            technologies=self.labels("technology", 10),
        )
        offers = tuple(self.offer(place, population) for place in range(number))
        return dataclasses.replace(population, offers=offers)

    def host(self, place: int, countries: Sequence[Label]) -> Host:
        """A host organisation; few are not verified."""
        return Host(
            name=f"{self.words(1, 3)} {place}",
            city=self.words(1, 1),
            # A few countries have most of the hosts.
            country=countries[min(int(self.chance.expovariate(0.2)), len(countries) - 1)],
            kind=self.chance.choice(
                [
                    OrganisationKind.CLUSTER_ORGANISATION,
                    OrganisationKind.SCALING_UP_SUPPORT,
                    OrganisationKind.SME,
                ]
            ),
            is_public=self.chance.random() < 0.97,
        )

    def offer(self, number: int, population: Population) -> OfferFacts:
        """An offer; some are drafts, private, over or paused, and most leave something open."""
        chance = self.chance
        start = self.day(-300, 300) if chance.random() < 0.6 else None
        end = self.day(-30, 500) if chance.random() < 0.7 else None
        if start and end and end < start:
            start, end = end, start
        shortest = chance.randint(3, 12) if chance.random() < 0.8 else None
        longest = (shortest or 3) + chance.randint(0, 9) if chance.random() < 0.7 else None
        return OfferFacts(
            number=number,
            title=self.words(2, 5),
            summary=self.words(6, 14) if chance.random() < 0.9 else "",
            programme=self.words(10, 30) if chance.random() < 0.9 else "",
            host=chance.choice(population.hosts),
            partnership=chance.choice(population.partnerships),
            sectors=self.some(population.sectors, 3),
            activity_kinds=self.some(population.activity_kinds, 2),
            topics=self.some(population.topics, 2),
            technologies=self.some(population.technologies, 2),
            languages=tuple(chance.sample(LANGUAGES, chance.randint(0, 3))),
            mode=chance.choice(["PHYSICAL", "VIRTUAL", "EITHER"]),
            start=start,
            end=end,
            minimum_days=shortest,
            maximum_days=longest,
            # Several in the same minute, so that the tie has to be broken.
            published_at=FIRST_MOMENT + datetime.timedelta(minutes=chance.randint(0, 300)),
            is_draft=chance.random() < 0.06,
            is_private=chance.random() < 0.04,
            status=OfferStatus.PAUSED if chance.random() < 0.05 else OfferStatus.OPEN,
        )

    def day(self, first: int, last: int) -> datetime.date:
        """A day around the one that the tests ask for."""
        return DAY + datetime.timedelta(days=self.chance.randint(first, last))
