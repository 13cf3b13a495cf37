"""Whatever changes what is published reaches the search table in the same transaction."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Locale, Page, PageViewRestriction, Site

from core.signals import rows_changed
from events.models import EventSession
from exchanges.models import Offer, OfferLanguage, OfferStatus
from partnerships.models import Membership, Organisation, OrganisationState
from search.models import SearchEntry
from search.projection import changes
from search.projection.checking import find_drift
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory, SectorFactory
from tests.factories.people import PASSWORD, make_user
from tests.search.projection.conftest import SmallSite

pytestmark = pytest.mark.django_db

Change = Callable[[SmallSite], object]


def saved(thing: Any, **fields: Any) -> None:
    """Set fields and save."""
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def published(page: Any, **fields: Any) -> None:
    """Publish a new revision, as the editor does."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def translated(page: Page) -> Page:
    """A published German translation of a page and of all above it."""
    german, _is_new = Locale.objects.get_or_create(language_code="de")
    copy = page.copy_for_translation(german, copy_parents=True)
    published(copy, title="Auf Deutsch")
    return copy


def restricted(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def moved_restriction(site: SmallSite) -> None:
    """A restriction that comes to lie on another page."""
    restriction = restricted(site.parent)
    saved(restriction, page=site.news)


def replaced_tags(site: SmallSite) -> None:
    site.offer_page.keywords.set(["Felt"])
    published(site.offer_page)


def bulk_action(action: str, *pages: Page) -> None:
    """What an administrator does with several ticked pages of a list."""
    client = Client()
    if not client.login(email="root@example.org", password=PASSWORD):
        make_user("root@example.org", is_superuser=True, is_staff=True)
        client.login(email="root@example.org", password=PASSWORD)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    response = client.post(
        address,
        {"id": [page.pk for page in pages]},
        QUERY_STRING="&".join(f"id={page.pk}" for page in pages),
    )
    assert response.status_code == 302


CHANGES: dict[str, Change] = {
    "publish": lambda site: published(site.offer_page, title="Felt"),
    "publish tags": replaced_tags,
    "publish links": lambda site: published(site.offer_page, topics=[]),
    "publish children": lambda site: published(
        site.offer_page, languages=[OfferLanguage(language="de")]
    ),
    "publish an event with sessions": lambda site: published(
        site.event, sessions=[EventSession(title="Closing", date="2020-11-16")]
    ),
    "publish the page of a partnership": lambda site: published(
        site.partnership_page, objectives="<p>Felt</p>"
    ),
    "unpublish": lambda site: site.offer_page.unpublish(),
    "unpublish what lies below": lambda site: [
        page.unpublish() for page in (site.parent, site.child)
    ],
    "delete": lambda site: site.offer_page.delete(),
    "delete what lies below": lambda site: Page.objects.get(pk=site.parent.pk).delete(),
    "move": lambda site: site.child.move(site.home, pos="last-child"),
    "move what lies below": lambda site: site.parent.move(site.catalogue, pos="last-child"),
    "another slug": lambda site: published(site.parent, slug="part"),
    "copy": lambda site: site.parent.copy(
        recursive=True, to=site.home, update_attrs={"slug": "copy"}
    ),
    "restrict": lambda site: restricted(site.parent),
    "restrict all offers": lambda site: restricted(site.catalogue),
    "move a restriction": moved_restriction,
    "translate": lambda site: translated(site.offer_page),
    "translate and unpublish": lambda site: translated(site.offer_page).unpublish(),
    "translate and delete the original": lambda site: [
        translated(site.offer_page),
        site.offer_page.delete(),
    ],
    "another root of the site": lambda site: Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": site.parent}
    ),
    "pause an offer": lambda site: saved(site.offer_page.offer, status=OfferStatus.PAUSED),
    "pause offers by a service": lambda _site: Offer.objects.update(status=OfferStatus.PAUSED),
    "another host": lambda site: saved(site.offer_page.offer, host_organisation=site.member),
    "rename a host": lambda site: saved(site.host, name="Spinnery"),
    "hide a host": lambda site: saved(site.host, state=OrganisationState.UNVERIFIED),
    "hide a member": lambda site: saved(site.member, state=OrganisationState.UNVERIFIED),
    "a new organisation": lambda _site: OrganisationFactory.create(name="Felters"),
    "delete an organisation": lambda site: [
        site.member.memberships.all().delete(),
        Offer.objects.filter(host_organisation=site.member),
        site.other_offer_page.delete(),
        Offer.objects.filter(host_organisation=site.member).delete(),
        site.member.delete(),
    ],
    "rename a partnership": lambda site: saved(site.partnership, acronym="CLAMFELT"),
    "another sector of a partnership": lambda site: saved(site.partnership, sectors=[]),
    "rename a country": lambda site: saved(site.country, name="Felt land"),
    "translate a country": lambda site: saved(site.country, names={"fr": "Tchéquie"}),
    "rename an ecosystem": lambda site: saved(site.ecosystem, name="Felt"),
    "rename a specialisation": lambda site: saved(site.sector, name="Felt"),
    "another code of a sector": lambda site: saved(site.sector, code="felt"),
    "another ecosystem of a sector": lambda site: saved(
        site.sector, parent=SectorFactory.create(name="Felt")
    ),
    "delete a sector": lambda site: site.sector.delete(),
    "rename a kind of activity": lambda site: saved(site.activity_kind, name="Felt"),
    "rename a topic": lambda site: saved(site.topic, name="Felt"),
    "rename a technology": lambda site: saved(site.technology, name="Felt"),
    "delete a topic": lambda site: site.topic.delete(),
    "rename a keyword": lambda _site: saved(Tag.objects.get(name="Zero waste"), name="Felt"),
    "delete a tag of an event": lambda _site: Tag.objects.get(name="Looms").delete(),
    "delete a tag of news": lambda _site: Tag.objects.get(name="Yarn").delete(),
    "add a child row": lambda site: OfferLanguage.objects.create(
        page=site.offer_page, language="de"
    ),
    "delete child rows": lambda site: EventSession.objects.filter(page=site.event).delete(),
    "link from the other end": lambda site: site.ecosystem.organisations.add(site.member),
    "unlink from the other end": lambda site: site.sector.organisations.clear(),
    "a new member": lambda site: Membership.objects.create(
        partnership=site.partnership, organisation=site.host
    ),
    "a member is replaced": lambda site: saved(
        Membership.objects.get(organisation=site.member), organisation=site.host
    ),
    "a member leaves": lambda _site: Membership.objects.all().delete(),
    "a member joins another": lambda site: saved(
        Membership.objects.get(organisation=site.member), partnership=PartnershipFactory.create()
    ),
    "publish several": lambda site: bulk_action("unpublish", site.offer_page, site.news),
    "delete several": lambda site: bulk_action("delete", site.offer_page, site.parent),
    "told by a service": lambda site: [
        Organisation.objects.filter(pk=site.host.pk).update(name="Felters"),
        rows_changed.send(sender=Organisation, keys=[site.host.pk]),
    ],
}


def state() -> set[tuple[Any, ...]]:
    """Which entries there are, in which version."""
    return set(SearchEntry.objects.values_list("kind", "object_id", "version"))


def try_out(change: Change, site: SmallSite) -> tuple[bool, bool]:
    """Make a change and take it back: whether entries changed, and whether any has drifted.

    A bare savepoint, because an atomic block around the change would be the outermost one.
    """
    before = state()
    savepoint = transaction.savepoint()
    change(reread(site))
    found = state() != before, bool(find_drift())
    transaction.savepoint_rollback(savepoint)
    Site.clear_site_root_paths_cache()
    return found


def reread(site: SmallSite) -> SmallSite:
    """The same objects as they are in the database, so that one change knows nothing of another."""
    return SmallSite(
        **{
            name: type(thing)._default_manager.get(pk=thing.pk)
            for name in SmallSite.__slots__
            if (thing := getattr(site, name))
        }
    )


def test_every_change_arrives(small_site: SmallSite) -> None:
    assert not find_drift()
    wrong = {
        name: result
        for name, change in CHANGES.items()
        if (result := try_out(change, small_site)) != (True, False)
    }
    assert wrong == {}


def test_without_the_projection_every_change_would_be_missed(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "project_touched", set)
    wrong = {
        name: result
        for name, change in CHANGES.items()
        if (result := try_out(change, small_site)) != (False, True)
    }
    assert wrong == {}
