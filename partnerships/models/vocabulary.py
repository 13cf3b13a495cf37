"""The controlled lists of the register: what an exchange can be about, and where."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

TRANSLATION_LANGUAGES = [
    (code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
]
TRANSLATION_FIELDS = [f"name_{code}" for code, _name in TRANSLATION_LANGUAGES]


class EntryForm(WagtailAdminModelForm):
    """Edits the names of an entry in the other languages of the site, one field each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, (code, _name) in zip(TRANSLATION_FIELDS, TRANSLATION_LANGUAGES, strict=True):
            self.initial[field] = self.instance.names.get(code, "")

    def save(self, commit: bool = True) -> Any:
        """Store the names that were given."""
        names = {
            code: self.cleaned_data[field]
            for field, (code, _name) in zip(TRANSLATION_FIELDS, TRANSLATION_LANGUAGES, strict=True)
        }
        self.instance.names = {code: name for code, name in names.items() if name}
        return super().save(commit)


TranslatedEntryForm = type(
    "TranslatedEntryForm",
    (EntryForm,),
    {
        field: forms.CharField(label=name, max_length=120, required=False)
        for field, (_code, name) in zip(TRANSLATION_FIELDS, TRANSLATION_LANGUAGES, strict=True)
    },
)


class Entry(index.Indexed, models.Model):
    """Abstract entry of a list: a code that never changes, and a name in each language."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Stands in addresses and exports. Do not change it once it is in use."),
    )
    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)

    base_form_class = TranslatedEntryForm
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldRowPanel(
            [FieldPanel(field) for field in TRANSLATION_FIELDS],
            heading=_("Names in other languages"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("code"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language, else in English."""
        names: dict[str, str] = self.names
        return names.get((get_language() or "")[:2]) or self.name


class Sector(Entry):
    """An industrial ecosystem of the EU, or a specialisation under one (two levels, no more)."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("industrial ecosystem"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="specialisations",
        limit_choices_to={"parent__isnull": True},
        help_text=_("Empty for an industrial ecosystem; otherwise the ecosystem it belongs to."),
    )

    panels = [*Entry.panels, FieldPanel("parent")]

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")), name="partnerships_sector_not_own_parent"
            )
        ]

    @property
    def ecosystem_id(self) -> int:
        """The industrial ecosystem it is or belongs to."""
        return self.parent_id or self.pk

    def clean(self) -> None:
        """Keep the list at two levels."""
        super().clean()
        if self.parent is None:
            return
        if self.parent.parent_id is not None:
            raise ValidationError(
                {"parent": _("Choose an industrial ecosystem, not a specialisation.")}
            )
        if self.pk and self.specialisations.exists():
            raise ValidationError(
                {"parent": _("This ecosystem has specialisations, so it cannot be one itself.")}
            )


class DescribedEntry(Entry):
    """Abstract entry that says what it means."""

    description = models.TextField(_("description"), blank=True)

    panels = [*Entry.panels, FieldPanel("description")]

    class Meta:
        abstract = True


class ActivityKind(DescribedEntry):
    """What people do during an exchange, for example networking or market research."""

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")


class Technology(DescribedEntry):
    """A technology that an organisation uses or looks for."""

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")


class Topic(DescribedEntry):
    """A subject that an exchange can be about."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Country(Entry, ClusterableModel):
    """A country by its ISO 3166-1 code (Kosovo: XK), with the times it may take part."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Write two capital letters, such as BE."))],
        help_text=_("Two letters of ISO 3166-1; Kosovo is XK."),
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For example a footnote on status.")
    )

    panels = [
        *Entry.panels,
        FieldPanel("note"),
        InlinePanel("eligibility_periods", heading=_("Takes part"), label=_("Period")),
    ]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class EligibilityPeriod(models.Model):
    """A time in which organisations of a country may host and visit.

    Rows rather than a flag, because membership changes: the United Kingdom is a special case with
    an end and a note (COSME country list, Commission's COSME report 2018).
    """

    country = ParentalKey(
        Country,
        verbose_name=_("country"),
        on_delete=models.CASCADE,
        related_name="eligibility_periods",
    )
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(_("until"), null=True, blank=True)
    is_special_case = models.BooleanField(
        _("special case"),
        default=False,
        help_text=_("To be decided case by case; say how in the note."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
        FieldPanel("is_special_case"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("eligibility period")
        verbose_name_plural = _("eligibility periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=models.F("start_date"))
                | Q(end_date__isnull=True)
                | Q(start_date__isnull=True),
                name="partnerships_eligibility_period_order",
                violation_error_message=_("The end is before the start."),
            )
        ]

    def clean(self) -> None:
        """Tell a reversed period at its end, not above the row as the constraint would."""
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The end is before the start.")})
