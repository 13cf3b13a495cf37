"""An applicant's CV: added, replaced, removed, read by the right people, and gone at the end."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.audit import entries_for
from exchanges.domain.lifecycle import ActionNotAllowedError
from exchanges.domain.questions import Step
from exchanges.models import Application, CurriculumVitae
from exchanges.models.curriculum_vitae import MOST_BYTES
from exchanges.services import decisions, participation
from exchanges.services.curriculum_vitae import keep_curriculum_vitae
from exchanges.services.submission import submit
from tests.exchanges.services.conftest import NOW, Cast
from tests.factories.pdf import pdf, pdf_file

pytestmark = pytest.mark.django_db


def page_of(application: Application) -> str:
    return reverse("my_cv", args=[application.pk])


def kept(application: Application) -> bytes | None:
    """The file that is kept of an application."""
    found = CurriculumVitae.objects.filter(application=application).first()
    return bytes(found.content) if found else None


def text_of(content: bytes) -> str:
    text = BeautifulSoup(content, "html.parser").get_text(" ", strip=True)
    return text.replace("\xa0", " ")


def test_a_cv_is_added_from_the_step_about_the_person(own: Client, draft: Application) -> None:
    step = reverse("application_step", args=[draft.pk, Step.PERSON])
    answer = own.post(step, {"position": "Bell founder", "do": "cv"})
    assert answer["Location"] == page_of(draft)
    answer = own.post(page_of(draft), {"file": pdf_file()}, follow=True)
    assert answer.redirect_chain == [(step, 302)]
    assert "Your CV is saved." in text_of(answer.content)
    # What was typed before stands there again.
    assert 'value="Bell founder"' in answer.content.decode()
    assert "Replace your CV" in text_of(answer.content)
    assert kept(draft) == pdf()


def test_a_second_file_takes_the_place_of_the_first(own: Client, draft: Application) -> None:
    for words in ("First", "Second"):
        own.post(page_of(draft), {"file": pdf_file(pdf(words))})
    assert kept(draft) == pdf("Second")


def test_it_is_removed_once(own: Client, draft: Application) -> None:
    own.post(page_of(draft), {"file": pdf_file()})
    for _click in range(2):
        answer = own.post(page_of(draft), {"do": "remove"}, follow=True)
        assert "Your CV is removed." in text_of(answer.content)
    assert kept(draft) is None
    told = [entry.action for entry in entries_for(draft)]
    assert [action for action in told if action.endswith("_CV")] == ["KEEP_CV", "REMOVE_CV"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Choose a PDF file first."),
        (b"", "This file is empty. Choose another one."),
        (
            b"<html>%PDF</html>",
            "This is not a PDF file. Save or print your CV as a PDF and choose that.",
        ),
        (
            b"%PDF-1.7 and no end",
            "The end of this PDF file is missing. Save it anew and choose it again.",
        ),
        (pdf(size=MOST_BYTES + 1), "This file has 2.0 MB. Choose one of at most 2 MB."),
    ],
    ids=["none", "empty", "no pdf", "cut off", "too large"],
)
def test_what_is_no_cv_is_refused(
    own: Client, draft: Application, content: bytes | None, words: str
) -> None:
    own.post(page_of(draft), {"file": pdf_file(pdf("Before"))})
    sent = {} if content is None else {"file": pdf_file(content)}
    answer = own.post(page_of(draft), sent)
    assert answer.status_code == 422
    assert f"Your CV: {words}" in text_of(answer.content)
    assert kept(draft) == pdf("Before")


def test_the_largest_one_is_taken(own: Client, draft: Application) -> None:
    assert own.post(page_of(draft), {"file": pdf_file(pdf(size=MOST_BYTES))}).status_code == 302


def test_it_is_downloaded_and_never_opened(own: Client, draft: Application) -> None:
    own.post(page_of(draft), {"file": pdf_file(name="<script>.html")})
    answer = own.get(reverse("my_cv_file", args=[draft.pk]))
    assert answer.content == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="CV-{draft.reference}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_without_one_there_is_nothing_to_download(own: Client, draft: Application) -> None:
    assert own.get(reverse("my_cv_file", args=[draft.pk])).status_code == 404


def test_the_partnership_reads_it_once_the_application_is_sent(
    cast: Cast, own: Client, draft: Application
) -> None:
    own.post(page_of(draft), {"file": pdf_file()})
    browsers = {}
    for who, actor in (("own", cast.manager), ("other", cast.other_manager)):
        browsers[who] = Client()
        browsers[who].force_login(actor.user)
    address = reverse("manage_cv", args=[draft.pk])
    assert browsers["own"].get(address).status_code == 404
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert browsers["own"].get(address).content == pdf()
    assert browsers["other"].get(address).status_code == 404
    dossier = browsers["own"].get(reverse("manage_application", args=[draft.pk]))
    assert f'href="{address}"' in dossier.content.decode()


def test_while_it_is_checked_it_stays_as_it_is(cast: Cast, own: Client, draft: Application) -> None:
    own.post(page_of(draft), {"file": pdf_file()})
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert "It cannot be changed now" in text_of(own.get(page_of(draft)).content)
    for body in ({"file": pdf_file(pdf("Other"))}, {"do": "remove"}):
        answer = own.post(page_of(draft), body)
        assert answer.status_code == 409
        assert "It cannot be changed now" in text_of(answer.content)
    assert kept(draft) == pdf()


def test_after_acceptance_it_can_be_replaced(own: Client, accepted: Application) -> None:
    answer = own.post(page_of(accepted), {"file": pdf_file()}, follow=True)
    assert answer.redirect_chain == [(reverse("my_answers", args=[accepted.pk]), 302)]
    assert f'href="{reverse("my_cv_file", args=[accepted.pk])}"' in answer.content.decode()


def test_nobody_but_the_applicant_keeps_one(cast: Cast, draft: Application) -> None:
    with pytest.raises(ActionNotAllowedError):
        keep_curriculum_vitae(application_id=draft.pk, actor=cast.manager, content=pdf(), at=NOW)


def test_it_is_gone_when_the_application_ends(cast: Cast, draft: Application) -> None:
    keep_curriculum_vitae(application_id=draft.pk, actor=cast.applicant, content=pdf(), at=NOW)
    participation.withdraw(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert kept(draft) is None


def test_it_is_gone_after_a_rejection(cast: Cast, draft: Application) -> None:
    keep_curriculum_vitae(application_id=draft.pk, actor=cast.applicant, content=pdf(), at=NOW)
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    decisions.reject(application_id=draft.pk, actor=cast.manager, reason="Other", at=NOW)
    assert kept(draft) is None


def test_no_page_reads_the_file_to_say_that_it_is_there(own: Client, draft: Application) -> None:
    own.post(page_of(draft), {"file": pdf_file()})
    with CaptureQueriesContext(connection) as captured:
        own.get(page_of(draft))
        own.get(reverse("application_check", args=[draft.pk]))
    assert not [query["sql"] for query in captured if 'curriculumvitae"."content"' in query["sql"]]


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_the_database_bounds_its_size(draft: Application, size: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CurriculumVitae.objects.create(application=draft, content=b"", size=size, added_at=NOW)
