"""Hears of every change to what can be found, and notes what it touches."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import ManyToManyField, Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import post_page_move

from core.models import SitePage
from core.signals import rows_changed
from partnerships.models import Membership, Partnership
from search.projection.changes import about_to_touch, touching
from search.projection.dependents import MATTER_WHEN_NEW, RECORDS, Touched

UID = "search.projection"
# Saved with each draft; none of it is published.
DRAFT_FIELDS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
)


def connect() -> None:
    """Called once by the app."""
    for model in page_models():
        post_save.connect(page_saved, sender=model, dispatch_uid=UID)
        pre_save.connect(page_is_saved, sender=model, dispatch_uid=UID)
    pre_delete.connect(page_is_deleted, sender=Page, dispatch_uid=UID)
    post_page_move.connect(page_moved, dispatch_uid=UID)
    for model in RECORDS:
        post_save.connect(record_saved, sender=model, dispatch_uid=UID)
        pre_delete.connect(record_is_deleted, sender=model, dispatch_uid=UID)
    for model in child_models():
        for signal in (post_save, post_delete):
            signal.connect(child_changed, sender=model, dispatch_uid=UID)
    for model, receiver in ((Membership, membership_changed), (PageViewRestriction, restricted)):
        for signal in (pre_save, post_save, post_delete):
            signal.connect(receiver, sender=model, dispatch_uid=f"{UID}.{receiver.__name__}")
    for through in link_tables():
        m2m_changed.connect(links_changed, sender=through, dispatch_uid=UID)
    for signal in (post_save, post_delete):
        signal.connect(site_changed, sender=Site, dispatch_uid=UID)
    rows_changed.connect(rows_were_changed, dispatch_uid=UID)


def page_models() -> list[type[Page]]:
    """All types of pages, and the base that Wagtail sometimes saves."""
    return [Page, *(model for model in get_page_models() if issubclass(model, SitePage))]


def owners() -> tuple[type[Model], ...]:
    """What has rows or links of its own."""
    return (*page_models(), *RECORDS)


def child_models() -> list[type[Model]]:
    """Tables whose rows belong to a page or record."""
    return [model for model in apps.get_models() if any(keys_of_owners(model))]


def keys_of_owners(model: type[Model]) -> Iterator[ParentalKey]:
    """The fields that say to which page or record a row belongs."""
    for field in model._meta.local_fields:
        if isinstance(field, ParentalKey) and field.related_model in owners():
            yield field


def link_tables() -> Iterator[type[Model] | None]:
    """The tables of links of pages and records."""
    for model in owners():
        for field in model._meta.local_many_to_many:
            if isinstance(field, ManyToManyField):
                yield field.remote_field.through


def note(touched: Touched, model: type[Model], keys: Iterable[Any]) -> None:
    """Note pages or records by their keys; nothing of what cannot be found."""
    if issubclass(model, Page):
        touched.pages.update(keys)
    elif model in RECORDS:
        touched.add_record(model, keys)


def settled(model: type[Model], key: Any) -> Touched:
    """The pages and organisations that tell of a record now."""
    touched = Touched(records={model: {key}})
    touched.settle()
    return touched


def page_saved(instance: Page, update_fields: frozenset[str] | None = None, **_signal: Any) -> None:
    """A page was saved, published, unpublished, copied or translated."""
    if update_fields and update_fields <= DRAFT_FIELDS:
        return
    with touching() as touched:
        touched.pages.add(instance.pk)


def page_is_saved(instance: Page, **_signal: Any) -> None:
    """A page gets another address, and all pages below it with it."""
    if instance.pk and instance.numchild:
        before = Page.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
        if before != instance.slug:
            about_to_touch().subtrees.add(instance.path)


def page_is_deleted(instance: Page, **_signal: Any) -> None:
    """A page goes; its translations may take over its readers."""
    translations = Page.objects.filter(translation_key=instance.translation_key)
    with touching() as touched:
        touched.pages.update(translations.values_list("pk", flat=True))


def page_moved(instance: Page, **_signal: Any) -> None:
    """A page and all below it have another address, and perhaps other readers."""
    with touching() as touched:
        touched.subtrees.add(instance.path)


def record_saved(sender: type[Model], instance: Model, created: bool, **_signal: Any) -> None:
    """A record was saved."""
    if created and sender not in MATTER_WHEN_NEW:
        return
    with touching() as touched:
        touched.add_record(sender, [instance.pk])


def record_is_deleted(sender: type[Model], instance: Model, **_signal: Any) -> None:
    """A record goes: afterwards nobody could say where it stood."""
    with touching() as touched:
        touched.add(settled(sender, instance.pk))


def child_changed(sender: type[Model], instance: Model, **_signal: Any) -> None:
    """A row that belongs to a page or record was saved or deleted."""
    with touching() as touched:
        for field in keys_of_owners(sender):
            note(touched, field.related_model, [getattr(instance, field.attname)])


def membership_changed(signal: Signal, instance: Membership, **_signal: Any) -> None:
    """An organisation joins or leaves; so does the one that stood there before."""
    if signal is pre_save:
        for before in Membership.objects.filter(pk=instance.pk):
            touched = about_to_touch()
            touched.organisations.add(before.organisation_id)
            touched.add_record(Partnership, [before.partnership_id])
        return
    with touching() as touched:
        touched.organisations.add(instance.organisation_id)


def restricted(signal: Signal, instance: PageViewRestriction, **_signal: Any) -> None:
    """A page and all below it become private or public; so do those that were private before."""
    if signal is pre_save:
        before = PageViewRestriction.objects.filter(pk=instance.pk)
        about_to_touch().subtrees.update(before.values_list("page__path", flat=True))
        return
    with touching() as touched:
        touched.subtrees.add(instance.page.path)


def links_changed(
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[Any] | None,
    **_signal: Any,
) -> None:
    """Links of a page or record were added or taken away, from either end."""
    if action.startswith("pre"):
        if reverse and action == "pre_clear" and type(instance) in RECORDS:
            # Afterwards nobody could say whom it was linked to.
            about_to_touch().add(settled(type(instance), instance.pk))
        return
    with touching() as touched:
        note(touched, type(instance), [instance.pk])
        if reverse:
            note(touched, model, pk_set or ())


def site_changed(**_signal: Any) -> None:
    """All addresses may be others."""
    # Wagtail does so too, perhaps after this.
    Site.clear_site_root_paths_cache()
    with touching() as touched:
        touched.is_everything = True


def rows_were_changed(sender: type[Model], keys: Iterable[Any], **_signal: Any) -> None:
    """Somebody changed rows in a way that Django tells nobody of."""
    with touching() as touched:
        note(touched, sender, keys)
