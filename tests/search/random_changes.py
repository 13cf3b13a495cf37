"""Changes a small site at random: whatever editors, administrators and services can do to it."""

import random
from collections.abc import Callable

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from core.models import SitePage
from exchanges.models import ExchangeOfferPage, Offer, OfferLanguage, OfferStatus
from home.models import StandardPage
from partnerships.models import (
    Country,
    Membership,
    Organisation,
    OrganisationState,
    Partnership,
    Sector,
)
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import OrganisationFactory
from tests.search.projection.conftest import SmallSite


class Changer:
    """Makes one change after the other; the same ones for the same seed."""

    def __init__(self, site: SmallSite, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.number = 0
        self.kinds: list[Callable[[], object]] = [
            self.create_offer,
            self.create_organisation,
            self.create_page,
            self.edit_offer,
            self.edit_offer,
            self.edit_links,
            self.change_row,
            self.publish_or_unpublish,
            self.publish_or_unpublish,
            self.delete_page,
            self.move_page,
            self.rename_page,
            self.restrict,
            self.rename_record,
            self.verify_or_not,
            self.join_or_leave,
            self.pause_or_resume,
            self.pause_or_resume_many,
            self.unpublish_many,
        ]

    def change(self) -> str:
        """Make a change, now and then one that is rolled back; what it was called."""
        self.number += 1
        act = self.chance.choice(self.kinds)
        is_in_vain = self.chance.random() < 0.15
        with transaction.atomic():
            act()
            transaction.set_rollback(is_in_vain)
        return f"{act.__name__}, rolled back" if is_in_vain else act.__name__

    def word(self) -> str:
        """A word that nothing else has."""
        return f"{self.chance.choice(['Felt', 'Šála', 'Öl', 'Œuvre'])}{self.number}"

    def one(self, model: type) -> object:
        """Any row of a model, None where there is none."""
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))  # type: ignore[attr-defined]
        return model.objects.get(pk=self.chance.choice(keys)) if keys else None  # type: ignore[attr-defined]

    def offer_page(self) -> ExchangeOfferPage:
        """Any offer; a new one where there is none."""
        page = self.one(ExchangeOfferPage)
        return page if isinstance(page, ExchangeOfferPage) else self.create_offer()

    def plain_page(self) -> StandardPage:
        """Any plain page; a new one where there is none."""
        page = self.one(StandardPage)
        return page if isinstance(page, StandardPage) else self.create_page()

    def create_offer(self) -> ExchangeOfferPage:
        offer = OfferFactory.create(
            host_organisation=self.one(Organisation), partnership=self.one(Partnership)
        )
        return make_offer_page(
            Page.objects.get(pk=self.site.catalogue.pk).specific,
            title=self.word(),
            slug=f"offer-{self.number}",
            offer=offer,
            sectors=[self.one(Sector)],
            keywords=[self.word()],
        )

    def create_organisation(self) -> Organisation:
        return OrganisationFactory.create(name=self.word(), country=self.one(Country))

    def create_page(self) -> StandardPage:
        page = StandardPage(title=self.word(), slug=f"page-{self.number}")
        parent = self.chance.choice([self.site.home, self.one(StandardPage) or self.site.home])
        Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
        return page

    def edit_offer(self) -> None:
        page = self.offer_page()
        page.summary = self.word()
        page.programme = f"<p>{self.word()}</p>"
        page.save_revision().publish()

    def edit_links(self) -> None:
        page = self.offer_page()
        page.sectors = [self.one(Sector)]
        page.keywords.set([self.word()])
        page.languages = [OfferLanguage(language=self.chance.choice(["de", "cs"]))]
        page.save_revision().publish()

    def change_row(self) -> None:
        OfferLanguage.objects.filter(page=self.offer_page()).delete()

    def publish_or_unpublish(self) -> None:
        page = self.chance.choice([self.offer_page(), self.plain_page(), self.one_page()])
        if page.live:
            page.unpublish()
        else:
            page.save_revision().publish()

    def one_page(self) -> SitePage:
        """The event or the piece of news."""
        page = self.chance.choice([self.site.event, self.site.news])
        return type(page).objects.get(pk=page.pk)

    def delete_page(self) -> None:
        self.chance.choice([self.offer_page(), self.plain_page()]).delete()

    def move_page(self) -> None:
        page, target = self.plain_page(), self.plain_page()
        if not target.path.startswith(page.path):
            page.move(target, pos="last-child")

    def rename_page(self) -> None:
        page = self.plain_page()
        page.slug = f"renamed-{self.number}"
        page.save_revision().publish()

    def restrict(self) -> None:
        existing = PageViewRestriction.objects.first()
        if existing is not None:
            existing.delete()
            return
        PageViewRestriction.objects.create(
            page=self.chance.choice([self.plain_page(), self.offer_page()]),
            restriction_type=PageViewRestriction.LOGIN,
        )

    def rename_record(self) -> None:
        record = self.one(self.chance.choice([Country, Sector, Organisation]))
        record.name = self.word()  # type: ignore[attr-defined]
        record.save()  # type: ignore[attr-defined]

    def verify_or_not(self) -> None:
        organisation = self.one(Organisation)
        assert isinstance(organisation, Organisation)
        is_public = organisation.is_public
        organisation.state = (
            OrganisationState.UNVERIFIED if is_public else OrganisationState.VERIFIED
        )
        organisation.save()

    def join_or_leave(self) -> None:
        membership, _is_new = Membership.objects.get_or_create(
            partnership=self.one(Partnership), organisation=self.one(Organisation)
        )
        if not _is_new:
            membership.delete()

    def pause_or_resume(self) -> None:
        offer = self.offer_page().offer
        is_open = offer.status == OfferStatus.OPEN
        offer.status = OfferStatus.PAUSED if is_open else OfferStatus.OPEN
        offer.save()

    def pause_or_resume_many(self) -> None:
        Offer.objects.update(status=self.chance.choice([OfferStatus.PAUSED, OfferStatus.OPEN]))

    def unpublish_many(self) -> None:
        for page in StandardPage.objects.live()[:2]:
            page.unpublish()
