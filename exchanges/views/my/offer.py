"""The host writes its offer and sends it to be approved."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchanges.forms.offer_text import OfferTextForm
from exchanges.models import Application, ExchangeOfferPage
from exchanges.offers.state import reviewers_words, text_state
from exchanges.services.actor import Actor
from exchanges.services.offers import OfferTextError, take_offer_back, write_offer
from exchanges.views.my.access import for_applicants
from exchanges.views.ways import way_to


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def offer(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """Write the text of my offer."""
    page = own_page(application)
    draft = page.get_latest_revision_as_object()
    if request.method != "POST":
        return show(request, application, page, OfferTextForm(page=draft))
    form = OfferTextForm(request.POST, page=draft)
    send = "send" in request.POST
    is_valid = form.is_valid() and (not send or form.require_what_is_sent())
    if is_valid:
        try:
            write_offer(
                application_id=application.pk,
                actor=actor,
                at=timezone.now(),
                values=form.values(),
                send=send,
            )
        except ValidationError as error:
            tell(form, error)
        except OfferTextError:
            form.add_error(
                None, _("Moderators are reading your offer. Take it back before you change it.")
            )
        else:
            messages.success(
                request,
                _("Your offer is sent. It is published as soon as a moderator approves it.")
                if send
                else _("Your offer is kept. Nobody else sees it yet."),
            )
            return redirect("my_offer", application_id=application.pk)
    return show(request, application, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@for_applicants
def take_back(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """Take my offer back from the moderators."""
    own_page(application)
    try:
        take_offer_back(application_id=application.pk, actor=actor, at=timezone.now())
    except OfferTextError:
        messages.info(request, _("Nobody is reading your offer any more."))
    else:
        messages.success(request, _("You have taken your offer back."))
    return redirect("my_offer", application_id=application.pk)


def own_page(application: Application) -> ExchangeOfferPage:
    """The page of the application's offer; a 404 where there is none."""
    page = ExchangeOfferPage.objects.filter(offer__profile__application=application).first()
    if page is None or not application.is_in_the_programme:
        raise Http404
    return page


def tell(form: OfferTextForm, error: ValidationError) -> None:
    """Put what the page says at the fields of the form."""
    for name, problems in error.message_dict.items():
        form.add_error(name if name in form.fields else None, problems)


def show(
    request: HttpRequest,
    application: Application,
    page: ExchangeOfferPage,
    form: OfferTextForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The form with how far the text has come."""
    state = text_state(page)
    context: dict[str, Any] = {
        "application": application,
        "page": page,
        "form": form,
        "state": state,
        "comment": reviewers_words(page),
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/offer.html", context, status=status)
