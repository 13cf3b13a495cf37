"""What I answered, once it was sent: to read, and after acceptance to change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from exchanges.application_form.open_application import open_application
from exchanges.domain.questions import FIXED_AFTER_ACCEPTANCE
from exchanges.models import Application
from exchanges.services.actor import Actor
from exchanges.services.typed_answers import takes_answers
from exchanges.views.check import shown_answers
from exchanges.views.my.access import for_applicants
from exchanges.views.ways import way_to


@require_safe
@for_applicants
def answers(request: HttpRequest, application: Application, actor: Actor) -> HttpResponse:
    """All my answers; those of a draft stand on the page on which they are checked and sent."""
    if application.is_open_for_answers:
        return redirect("application_check", application_id=application.pk)
    opened = open_application(actor.user, application.pk)
    # A step that also asks an editors' question keeps its way in, for that question.
    asked_more = {question.form_step for question in opened.extra_questions}
    is_accepted = application.is_in_the_programme
    context = shown_answers(opened) | {
        "may_change": takes_answers(application),
        "fixed_steps": FIXED_AFTER_ACCEPTANCE - asked_more if is_accepted else frozenset(),
        "breadcrumbs": way_to(application),
    }
    return render(request, "exchanges/my/answers.html", context)
