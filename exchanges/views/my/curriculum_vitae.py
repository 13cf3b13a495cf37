"""My CV: adding, replacing, removing and reading it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchanges.domain.lifecycle import ActionNotAllowedError
from exchanges.domain.questions import Step
from exchanges.forms.curriculum_vitae import CurriculumVitaeForm
from exchanges.models import Application, CurriculumVitae
from exchanges.services.actor import Actor
from exchanges.services.curriculum_vitae import keep_curriculum_vitae, remove_curriculum_vitae
from exchanges.services.typed_answers import takes_answers
from exchanges.views.my.access import for_applicants
from exchanges.views.ways import way_to

REMOVE = "remove"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def curriculum_vitae(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """The page of the CV; it can be changed as long as answers can."""
    if request.method != "POST":
        return show(request, application, CurriculumVitaeForm())
    try:
        return receive(request, application, actor)
    except ActionNotAllowedError:
        # Sent or ended meanwhile, perhaps in another window: the page says so.
        return show(request, application, CurriculumVitaeForm(), HTTPStatus.CONFLICT)


def receive(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """Keep the file that was sent, or remove the one that is there."""
    at = timezone.now()
    if request.POST.get("do") == REMOVE:
        remove_curriculum_vitae(application_id=application.pk, actor=actor, at=at)
        messages.success(request, _("Your CV is removed."))
        return redirect("my_cv", application_id=application.pk)
    form = CurriculumVitaeForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, application, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    content = form.cleaned_data["file"].read()
    keep_curriculum_vitae(application_id=application.pk, actor=actor, content=content, at=at)
    messages.success(request, _("Your CV is saved."))
    if application.is_open_for_answers:
        return redirect("application_step", application_id=application.pk, step=Step.PERSON)
    return redirect("my_answers", application_id=application.pk)


def show(
    request: HttpRequest,
    application: Application,
    form: CurriculumVitaeForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page, with the form as it was sent."""
    may_change = takes_answers(application) and status is not HTTPStatus.CONFLICT
    context = {
        "application": application,
        "curriculum_vitae": CurriculumVitae.objects.filter(application=application)
        .defer("content")
        .first(),
        "may_change": may_change,
        "form": form if may_change else None,
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/curriculum_vitae.html", context, status=status)


@require_safe
@for_applicants
def file(_request: HttpRequest, application: Application, _actor: Actor) -> HttpResponse:
    """The file, to its applicant."""
    return download(application)


def download(application: Application) -> HttpResponse:
    """The CV of an application as a file that no browser opens by itself; a 404 without one."""
    found = get_object_or_404(CurriculumVitae, application=application)
    return HttpResponse(
        bytes(found.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="CV-{application.reference}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
