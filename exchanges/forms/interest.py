"""The short form of somebody without an account, and the answer to it."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.form_traps import FormWithTraps
from core.querysets import visible
from exchanges.admin_forms import VISITOR_KINDS
from exchanges.forms.fields import ProseField, TypedField
from exchanges.manage.handover import SuggestedPartnership, suggested_partnerships
from exchanges.matching_module.register import RegisterLists
from exchanges.models import ExchangeOfferPage, InterestAim, Offer
from exchanges.models.correspondence import MESSAGE_LENGTH
from exchanges.services.interests import Wish
from partnerships.models import Country, Organisation, Partnership, Sector

NAME_LENGTH = 120
NOT_GIVEN = ("", "—")


class InterestForm(FormWithTraps):
    """What somebody wants, who it is, and to which partnership it goes."""

    aim = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=InterestAim.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you would like to do."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    name = TypedField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
    )
    organisation_name = TypedField(
        label=_("Your organisation"),
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    organisation_kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        required=False,
        choices=[NOT_GIVEN, *VISITOR_KINDS],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    message = ProseField(
        label=_("Your message"),
        required=False,
        help_text=_("What you look for or offer, or your question."),
    )
    partnership = forms.ChoiceField(
        label=_("To which partnership should it go?"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    offer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    stamp_salt = "exchanges.interest"
    use_required_attribute = False

    def __init__(self, *args: Any, lists: RegisterLists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.country_names = {one.code: one.label for one in lists.countries}
        self.partnerships = {one.slug: one for one in Partnership.objects.order_by("acronym", "pk")}
        fields["country"].choices = [NOT_GIVEN, *self.country_names.items()]
        fields["sector"].choices = sector_choices(lists)
        fields["partnership"].choices = [
            ("", _("Choose one for me, by sector and country")),
            *((slug, one.acronym) for slug, one in self.partnerships.items()),
        ]
        self.chosen_partnership: Partnership | None = None
        self.chosen_offer: Offer | None = None
        self.was_suggested = False

    def clean(self) -> dict[str, Any]:
        """Say what a question needs, and find a partnership where none was chosen."""
        cleaned = super().clean()
        asks = cleaned.get("aim") == InterestAim.QUESTION
        if asks and "message" in cleaned and not cleaned["message"]:
            self.add_error("message", _("Write your question."))
        self._find_offer(cleaned.get("offer"))
        if self.chosen_offer is not None:
            self.chosen_partnership = self.chosen_offer.partnership
        elif cleaned.get("partnership"):
            self.chosen_partnership = self.partnerships[cleaned["partnership"]]
        elif not self.errors.keys() & {"partnership", "country", "sector"}:
            self._suggest(cleaned["country"], cleaned["sector"])
        return cleaned

    def wish(self) -> Wish:
        """What was written, once the form is clean."""
        cleaned = self.cleaned_data
        if self.chosen_partnership is None:
            raise ValueError("The form is not clean.")
        return Wish(
            aim=InterestAim(cleaned["aim"]),
            name=cleaned["name"],
            email=cleaned["email"],
            organisation_name=cleaned["organisation_name"],
            organisation_kind=cleaned["organisation_kind"],
            country=Country.objects.filter(code=cleaned["country"]).first(),
            sector=Sector.objects.filter(code=cleaned["sector"]).first(),
            message=cleaned["message"],
            partnership=self.chosen_partnership,
            was_suggested=self.was_suggested,
            offer=self.chosen_offer,
        )

    def _find_offer(self, offer_id: uuid.UUID | None) -> None:
        is_broken = bool(self.errors.pop("offer", None))
        if offer_id is not None:
            self.chosen_offer = public_offers().filter(pk=offer_id).first()
        if is_broken or (offer_id is not None and self.chosen_offer is None):
            self._show_afresh(offer="")
            self.add_error(
                None, _("This offer is no longer there. You can still send your message.")
            )

    def _suggest(self, country_code: str, sector_code: str) -> None:
        if not country_code and not sector_code:
            self.add_error("partnership", _("Choose one, or tell us your sector or your country."))
            return
        best = best_partnership(
            country_code, sector_code, country=self.country_names.get(country_code, "")
        )
        if best is None:
            self.add_error("partnership", _("None covers your sector or country. Choose one."))
            return
        self.chosen_partnership, self.was_suggested = best.partnership, True


def public_offers() -> QuerySet[Offer]:
    """The offers of which anybody may read a page; the host is public and agreed to be listed."""
    pages = visible(ExchangeOfferPage.objects.all())
    return (
        Offer.objects.filter(
            pk__in=pages.values("offer"), host_organisation__in=Organisation.objects.public()
        )
        .exclude(profile__is_listed=False)
        .select_related("host_organisation", "partnership")
    )


def best_partnership(
    country_code: str, sector_code: str, *, country: str
) -> SuggestedPartnership | None:
    """The partnership that shares most with somebody; none where none shares anything."""
    suggested = suggested_partnerships(
        sector_codes=[sector_code] if sector_code else [],
        country_code=country_code or None,
        country=country,
    )
    return suggested[0] if suggested and suggested[0].points else None


def sector_choices(lists: RegisterLists) -> list[Any]:
    """The industrial ecosystems, each with the specialisations under it."""
    choices: list[Any] = [NOT_GIVEN]
    for ecosystem in lists.sectors:
        if not ecosystem.parent:
            below = [one for one in lists.sectors if one.parent == ecosystem.code]
            choices.append(
                (ecosystem.label, [(one.code, one.label) for one in [ecosystem, *below]])
            )
    return choices


class InterestAnswerForm(forms.Form):
    """What is answered by mail."""

    answer = ProseField(
        label=_("Your answer"),
        max_length=MESSAGE_LENGTH,
        help_text=_("It goes out by e-mail at once. What the person writes back comes to you."),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write your answer.")},
    )

    use_required_attribute = False
