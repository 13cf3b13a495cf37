"""Everything that can be found: one row for each thing, written by `search.projection` alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from search.words import WORD_LENGTH


class Kind(models.TextChoices):
    """What a hit is; also the order in which kinds are shown."""

    PARTNERSHIP = "partnerships", _("Partnerships")
    OFFER = "offers", _("Offers")
    EVENT = "events", _("Events")
    NEWS = "news", _("News")
    ORGANISATION = "organisations", _("Organisations")
    PAGE = "pages", _("Pages")


class SearchEntry(models.Model):
    """One thing that anyone may find: a page, or an organisation of the register.

    A projection: everything in it comes from the thing itself, in the transaction in which that
    changed. What may not be seen has no row, except that `expires_on` is asked for the day.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=20, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField(help_text="Key of the page or organisation.")
    language = models.CharField(max_length=12, help_text="In which it is written.")
    readers = models.CharField(
        max_length=120,
        help_text="Languages of the readers that get it, each between blanks; translations of a"
        " thing share them out, so that everyone finds it once.",
    )
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    names = models.TextField(blank=True, help_text="Host, place, partnership, subjects.")
    text = models.TextField(blank=True)
    url = models.TextField()
    partnership = models.CharField(max_length=60, blank=True, help_text="Its slug.")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    expires_on = models.DateField(null=True, help_text="The last day on which it is found.")
    published_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(
        help_text="Grows with each change, also over a deletion; microseconds since 1970 at least."
    )

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="search_entry_kind"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on"))
                | Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True),
                name="search_entry_dates_order",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-published_at", "-object_id"], name="search_entry_newest")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"

    def is_for(self, language: str) -> bool:
        """Whether readers of a language get it, and not a translation of it."""
        return f" {language} " in self.readers


class SearchTerm(models.Model):
    """A value by which an entry is filtered and counted."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="terms", db_index=False
    )
    facet = models.CharField(max_length=30)
    value = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        constraints = [
            models.UniqueConstraint(fields=["entry", "facet", "value"], name="search_term_unique")
        ]
        indexes = [models.Index(fields=["facet", "value", "entry"], name="search_term_entries")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class SearchWord(models.Model):
    """A folded word of an entry, with the weight of the best place where it stands."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="words", db_index=False
    )
    word = models.CharField(max_length=WORD_LENGTH)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [
            models.UniqueConstraint(fields=["entry", "word"], name="search_word_unique"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="search_word_weight_positive"),
        ]
        indexes = [models.Index(fields=["word", "entry", "weight"], name="search_word_entries")]

    def __str__(self) -> str:
        return self.word
