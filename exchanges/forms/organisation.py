"""The steps about the organisation: which one it is, its cluster, its field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import slug_unicode_re
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from exchanges.admin_forms import VISITOR_KINDS
from exchanges.application_form.choices import Development, Maturity
from exchanges.domain.questions import (
    NEW_ORGANISATION,
    NEW_ORGANISATION_REQUIRED,
    NO_CLUSTER,
    OTHER_CLUSTER,
    Step,
)
from exchanges.forms.fields import (
    CHOOSE,
    CHOOSE_FROM_LIST,
    OneOfField,
    SomeOf,
    SomeOfField,
    TypedField,
    WebsiteField,
    YesOrNoField,
)
from exchanges.forms.step_form import StepForm
from exchanges.matching_module.register import Entries
from exchanges.representation import choosable
from partnerships.coverage import fold
from partnerships.models import Organisation, OrganisationKind, Sector

MOST_FOUND = 12
MOST_SECTORS = 8
DETAILS = (
    "organisation_name",
    "organisation_kind",
    "organisation_country",
    "organisation_region",
    "organisation_city",
    "organisation_website",
)
WITHOUT_CLUSTER = frozenset({OrganisationKind.CLUSTER_ORGANISATION.value})


class OrganisationForm(StepForm):
    """One of the register, found by its name, or a new one that is described."""

    step = Step.ORGANISATION
    step_template = "exchanges/steps/organisation.html"
    not_answers = frozenset({"find"})
    conditional = frozenset({"find", *NEW_ORGANISATION_REQUIRED})

    find = TypedField(
        label=_("Look for it in the register"),
        required=False,
        help_text=_("By name, short name or city."),
        widget=forms.TextInput({"type": "search", "autocomplete": "organization"}),
    )
    organisation = OneOfField()
    organisation_name = TypedField(
        required=False, widget=forms.TextInput({"autocomplete": "organization"})
    )
    organisation_kind = OneOfField(required=False, choices=VISITOR_KINDS)
    organisation_country = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": CHOOSE_FROM_LIST}
    )
    organisation_region = TypedField(required=False, max_length=120)
    organisation_city = TypedField(
        required=False, max_length=120, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    organisation_website = WebsiteField(required=False)

    def prepare(self) -> None:
        """Offer what was chosen before, the person's own, and what the words find."""
        self.words = str(self.sent.get("find") or "")
        chosen = [self.context.answers.get("organisation"), self.sent.get("organisation")]
        offered = known_organisations(
            # Anything may be sent; PostgreSQL could not even look for some of it.
            slugs=[str(slug) for slug in chosen if slug and slug_unicode_re.match(str(slug))],
            own=self.context.own_organisations,
            words=self.words,
        )
        self.found_number = len(offered) if self.words else 0
        new = (NEW_ORGANISATION, _("Mine is not in the register: describe it"))
        self.choose_from(
            "organisation",
            [*((one.slug, one.name) for one in offered), new],
            {one.slug: one_line_of(one) for one in offered},
        )
        countries = ((entry.code, entry.label) for entry in self.context.lists.countries)
        self.choose_from("organisation_country", [("", _("Choose a country")), *countries])

    def clean(self) -> dict[str, Any]:
        """A new one has name, kind and country; one of the register needs nothing more."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("organisation") == NEW_ORGANISATION:
            messages = {
                "organisation_name": _("Enter the name of the organisation."),
                "organisation_kind": CHOOSE,
                "organisation_country": _("Choose the country."),
            }
            for name, message in messages.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
        elif cleaned.get("organisation"):
            for name in DETAILS:
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned


class ClusterForm(StepForm):
    """Which cluster the organisation belongs to, and whether it was on a visit before."""

    step = Step.CLUSTER
    conditional = frozenset({"cluster_name"})
    step_template = "exchanges/steps/cluster.html"

    cluster = forms.ChoiceField(error_messages={"invalid_choice": CHOOSE_FROM_LIST})
    cluster_name = TypedField(required=False)
    has_visited = YesOrNoField()

    def prepare(self) -> None:
        """A cluster organisation is not asked for a cluster."""
        if self.context.organisation_kind in WITHOUT_CLUSTER:
            del self.fields["cluster"]
            del self.fields["cluster_name"]
            return
        self.fields["cluster"].error_messages["required"] = CHOOSE
        self.choose_from(
            "cluster",
            [
                ("", _("Choose a cluster")),
                (NO_CLUSTER, _("None: we are not a member of a cluster")),
                (OTHER_CLUSTER, _("Another one, which is not in this list")),
                *clusters_by_country(),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Another cluster has a name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("cluster") == OTHER_CLUSTER:
            if not cleaned.get("cluster_name") and "cluster_name" not in self.errors:
                self.add_error("cluster_name", _("Enter the name of the cluster."))
        elif cleaned.get("cluster"):
            self.errors.pop("cluster_name", None)
            cleaned["cluster_name"] = ""
        return cleaned


class SectorsForm(StepForm):
    """What the organisation works on, and where it stands."""

    step = Step.SECTORS

    sectors = SomeOfField(most=MOST_SECTORS, widget=SomeOf(are_many=True, first_leads=True))
    development = OneOfField(required=False, choices=Development.choices)
    maturity = OneOfField(required=False, choices=Maturity.choices)

    def prepare(self) -> None:
        """The sectors under their industrial ecosystems; those of the register are ticked."""
        self.choose_from("sectors", sectors_by_ecosystem(self.context.lists.sectors))
        chosen = str(self.context.answers.get("organisation") or "")
        if "sectors" not in self.context.answers and chosen not in {"", NEW_ORGANISATION}:
            known = Sector.objects.filter(organisations__slug=chosen).values_list("code", flat=True)
            self.first_values["sectors"] = list(known)


def known_organisations(
    *, slugs: Sequence[str], own: QuerySet[Organisation], words: str
) -> list[Organisation]:
    """Those with these slugs and one's own, then those that the words fit.

    All are public, but for one's own. One query, and one more to look for words.
    """
    found = find_slugs(words) if words else []
    organisations = (
        choosable(own=own)
        .exclude(kind=OrganisationKind.PLATFORM)
        .filter(Q(slug__in=[*slugs, *found]) | Q(pk__in=own.order_by().values("pk")))
        .select_related("country")
    )
    order = {slug: place for place, slug in enumerate(found, start=1)}
    return sorted(organisations, key=lambda one: (order.get(one.slug, 0), fold(one.name)))


def find_slugs(words: str) -> list[str]:
    """The public organisations whose name, short name or city has all the words, best first."""
    wanted = fold(words).split()
    if not wanted:
        return []
    rows = (
        Organisation.objects.public()
        .exclude(kind=OrganisationKind.PLATFORM)
        .values_list("slug", "name", "short_name", "city")
    )
    ranked = []
    for slug, *texts in rows:
        text = fold(" ".join(texts))
        if all(word in text for word in wanted):
            ranked.append((not text.startswith(wanted[0]), text, slug))
    return [slug for _is_later, _text, slug in sorted(ranked)[:MOST_FOUND]]


def one_line_of(organisation: Organisation) -> str:
    """Kind and place, by which one tells organisations of one name apart."""
    parts = [str(organisation.get_kind_display()), organisation.place]
    return ", ".join(part for part in parts if part)


def clusters_by_country() -> list[tuple[str, list[tuple[str, str]]]]:
    """The public cluster organisations, in groups by country (one query)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    clusters = (
        Organisation.objects.public()
        .filter(kind=OrganisationKind.CLUSTER_ORGANISATION)
        .select_related("country")
    )
    for one in sorted(clusters, key=lambda one: (fold(str(one.country)), fold(one.name))):
        groups.setdefault(str(one.country), []).append((one.slug, one.name))
    return list(groups.items())


def sectors_by_ecosystem(sectors: Entries) -> list[tuple[str, Any]]:
    """A group for each ecosystem: itself, and the specialisations under it."""
    own: dict[str, list[tuple[str, str]]] = {}
    for sector in sorted(sectors, key=lambda sector: bool(sector.parent)):
        own.setdefault(sector.parent or sector.code, []).append((sector.code, sector.label))
    return [(sector.label, own[sector.code]) for sector in sectors if not sector.parent]
