"""`/my/`: the one next thing, messages, pause and withdrawal, the offer."""

import datetime
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Task, Workflow, WorkflowPage, WorkflowTask

from exchanges.models import Application, ExchangeOfferPage, Message, OfferStatus
from exchanges.my.place import next_step, own_applications
from exchanges.services import decisions
from exchanges.services.submission import submit
from search.models import CataloguePage
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
BUDGET = 20


def title_of_next_step(cast: Cast) -> str:
    user = cast.applicant.user
    return next_step(user, own_applications(user), at=NOW).title


def test_the_next_thing_follows_the_application(cast: Cast) -> None:
    assert title_of_next_step(cast) == "Take part"
    draft = complete_draft(cast, cast.applicant.user)
    assert title_of_next_step(cast) == "Finish your application"
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert title_of_next_step(cast) == f"{cast.partnership} checks your application"
    decisions.ask_for_more(
        application_id=draft.pk, actor=cast.manager, at=NOW, fields=["motivation"], words="Why?"
    )
    assert title_of_next_step(cast) == f"{cast.partnership} asks for more information"
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    assert title_of_next_step(cast) == f"1 new message from {cast.partnership}"
    Message.objects.update(read_at=NOW)
    decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)
    assert title_of_next_step(cast) == "Complete your offer, so that visitors find it"


def test_a_visitor_is_led_to_the_hosts(cast: Cast) -> None:
    draft = complete_draft(cast, cast.applicant.user, sides=["VISITOR"])
    submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
    decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)
    assert title_of_next_step(cast) == "See which hosts fit you"


def test_the_page_shows_what_is_mine_alone(own: Client, accepted: Application, cast: Cast) -> None:
    other = complete_draft(cast, UserFactory.create(), organisation_name="Secret Mill")
    page = own.get(reverse("my")).content.decode()
    assert accepted.reference in page
    assert other.reference not in page
    assert "Secret Mill" not in page


PAGES = ["my_application", "my_answers", "my_offer", "my_hosts", "my_visitors"]


@pytest.mark.parametrize("name", PAGES)
def test_another_persons_application_is_not_there(
    cast: Cast, accepted: Application, name: str
) -> None:
    address = reverse(name, args=[accepted.pk])
    anonymous = Client().get(address)
    assert (anonymous.status_code, anonymous.url) == (302, f"/accounts/login/?next={address}")
    stranger = Client()
    for user in (UserFactory.create(), cast.manager.user, cast.office.user):
        stranger.force_login(user)
        assert stranger.get(address).status_code == 404
    stranger.force_login(cast.applicant.user)
    assert stranger.get(address).status_code == 200
    assert stranger.get(reverse(name, args=[uuid.uuid4()])).status_code == 404


def test_a_message_is_sent_once_and_read(own: Client, accepted: Application) -> None:
    address = reverse("my_write", args=[accepted.pk])
    once = str(uuid.uuid4())
    for _time in range(2):
        answer = own.post(address, {"message-body": "When do we meet?", "message-once": once})
        assert answer.status_code == 302
    assert [message.body for message in accepted.messages.all()] == ["When do we meet?"]
    empty = own.post(address, {"message-body": "  ", "message-once": once})
    assert empty.status_code == 422
    assert "Write your message." in empty.content.decode()


def test_pausing_is_shown_before_it_is_done(own: Client, accepted: Application) -> None:
    address = reverse("my_step", args=[accepted.pk, "pause"])
    assert own.get(address).status_code == 200
    assert Application.objects.get(pk=accepted.pk).is_in_the_matching
    own.post(address)
    paused = Application.objects.get(pk=accepted.pk)
    assert paused.is_in_the_programme
    assert not paused.is_in_the_matching
    stale = own.post(address)
    assert stale.status_code == 409
    assert "has changed meanwhile" in stale.content.decode()
    assert own.get(reverse("my_step", args=[accepted.pk, "delete"])).status_code == 404


@pytest.fixture
def workflow(catalogue: CataloguePage) -> Workflow:
    """What offers pass before they are published."""
    workflow = Workflow.objects.create(name="Approval")
    task = Task.objects.create(name="Approve", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=catalogue)
    return workflow


TEXT = {
    "title": "Weave with us",
    "summary": "Three days at the looms.",
    "programme": "Day one: <b>looms</b>.\n\nDay two: dyes.",
    "activity_kinds": ["networking"],
    "sectors": ["textiles"],
    "topics": ["circular"],
    "mode": "EITHER",
    "minimum_working_days": "3",
    "maximum_working_days": "5",
}


def test_an_offer_is_kept_and_sent(own: Client, accepted: Application, workflow: Workflow) -> None:
    address = reverse("my_offer", args=[accepted.pk])
    assert own.post(address, TEXT | {"summary": ""}).status_code == 302
    incomplete = own.post(address, TEXT | {"summary": "", "send": "1"})
    assert incomplete.status_code == 422
    assert "Needed before the offer can be published." in incomplete.content.decode()
    assert "Weave with us" in incomplete.content.decode()
    assert own.post(address, TEXT | {"send": "1"}).status_code == 302
    page = ExchangeOfferPage.objects.get(offer__profile__application=accepted)
    assert not page.live
    assert page.workflow_in_progress
    draft = page.get_latest_revision_as_object()
    assert draft.programme == "<p>Day one: &lt;b&gt;looms&lt;/b&gt;.</p><p>Day two: dyes.</p>"
    refused = own.post(address, TEXT)
    assert refused.status_code == 422
    own.post(reverse("my_offer_take_back", args=[accepted.pk]))
    page = ExchangeOfferPage.objects.get(pk=page.pk)
    assert not page.workflow_in_progress
    assert own.post(address, TEXT | {"title": "Weave and dye"}).status_code == 302


def test_mistakes_in_an_offer_are_told_at_the_field(own: Client, accepted: Application) -> None:
    address = reverse("my_offer", args=[accepted.pk])
    answer = own.post(
        address,
        TEXT
        | {"maximum_working_days": "90", "period_start": "2027-05-02", "period_end": "2027-05-01"},
    )
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"maximum_working_days", "period_end"}


def test_an_offer_that_ended_is_not_written(own: Client, accepted: Application) -> None:
    own.post(reverse("my_step", args=[accepted.pk, "withdraw"]))
    assert own.get(reverse("my_offer", args=[accepted.pk])).status_code == 404
    offer = ExchangeOfferPage.objects.get(offer__profile__application=accepted).offer
    assert offer.status == OfferStatus.CLOSED


def queries(client: Client, address: str) -> int:
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_more_applications_need_no_more_queries(
    own: Client, accepted: Application, cast: Cast
) -> None:
    address = reverse("my")
    few = queries(own, address)
    assert few <= BUDGET
    for number in range(4):
        draft = complete_draft(cast, cast.applicant.user, organisation_name=f"Mill {number}")
        submit(application_id=draft.pk, actor=cast.applicant, at=NOW)
        decisions.accept(application_id=draft.pk, actor=cast.manager, at=NOW)
    assert queries(own, address) == few
    application = reverse("my_application", args=[accepted.pk])
    before = queries(own, application)
    Message.objects.bulk_create(
        Message(
            application=accepted,
            is_from_partnership=number % 2 == 0,
            body="Hello",
            sent_at=NOW + datetime.timedelta(minutes=number),
        )
        for number in range(30)
    )
    assert queries(own, application) == before
