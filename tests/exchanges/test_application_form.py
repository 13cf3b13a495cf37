"""The form from its first page to the receipt, as a browser without JavaScript sends it."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ApplicationStatus, Role
from exchanges.domain.questions import Step
from exchanges.models import Application, ApplicationPage, Call, ConsentKind
from exchanges.services.actor import Actor
from exchanges.services.decisions import ask_for_more
from exchanges.services.participation import withdraw
from partnerships.models import Organisation, Sector
from tests.factories.application_form import SENT, SNOW, TOOLS, Applicant, text_of
from tests.factories.people import make_user
from tests.factories.representatives import RepresentativeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny_programme")]


@pytest.fixture
def applicant() -> Applicant:
    """Somebody who has started."""
    somebody = Applicant()
    somebody.start()
    return somebody


# --- The whole way -----------------------------------------------------------------------------


def test_an_application_is_filled_in_checked_and_sent(applicant: Applicant) -> None:
    step = Step.ROLE
    for step, values in SENT.items():
        answer = applicant.send(step, values)
        following = list(SENT)[list(SENT).index(step) + 1 :]
        expected = applicant.address(following[0]) if following else applicant.check
        assert (answer.status_code, answer["Location"]) == (302, expected)
    page = text_of(applicant.client.get(applicant.check))
    for words in ("Łódź Bell Wórks", "Polish (First language)", "English (C1)", "Norway"):
        assert words in page
    for words in ("Hammer", "How well do you walk on snow? 3", "Glocken Circle"):
        assert words in page

    answer = applicant.client.post(applicant.check)

    assert answer["Location"] == reverse("application_sent", args=(applicant.id,))
    sent = applicant.application
    assert sent.current_status is ApplicationStatus.SUBMITTED
    assert sent.sides == frozenset(Side)
    assert sent.organisation is not None
    assert (sent.organisation.name, sent.organisation.city) == ("Łódź Bell Wórks", "Ålesund")
    assert sent.organisation.website == "https://bells.example.org"
    assert sent.answers["motivation"] == "To learn.\nAnd to show."
    assert sent.answers["languages"] == {"en": "C1", "pl": "NATIVE"}
    assert (sent.answers[SNOW], sent.answers[TOOLS]) == (3, ["Hammer", "Patience"])
    given = set(sent.consents.values_list("text__kind", flat=True))
    assert given == {kind.value for kind in ConsentKind}
    # Bells and Norway are what RING covers.
    assert sent.partnership is not None
    assert sent.partnership.acronym == "RING"
    receipt = text_of(applicant.client.get(answer["Location"]))
    assert sent.reference in receipt
    assert "RING checks your application" in receipt


def test_somebody_who_only_visits_is_asked_less(applicant: Applicant) -> None:
    answer = applicant.send(Step.ROLE, {"sides": ["VISITOR"]})
    assert answer["Location"] == applicant.address(Step.PERSON)
    for step in (Step.OFFERED, Step.PLACES):
        assert applicant.client.get(applicant.address(step)).status_code == 404
    assert "Step 2 of 11" in applicant.open(Step.PERSON).get_text()


def test_a_cluster_organisation_is_asked_for_no_cluster(applicant: Applicant) -> None:
    applicant.send(Step.ROLE, {"sides": ["HOST"]})
    answer = applicant.send(Step.ORGANISATION, {"organisation": "glocken"})
    assert answer["Location"] == applicant.address(Step.SECTORS)
    assert applicant.client.get(applicant.address(Step.CLUSTER)).status_code == 404


def test_a_step_that_is_left_out_is_still_to_do(applicant: Applicant) -> None:
    applicant.fill_in(until=Step.PARTNERSHIP)
    page = applicant.client.get(applicant.check)
    assert [one.step for one in page.context["unfinished"]] == [Step.PARTNERSHIP, Step.CONSENT]

    answer = applicant.client.post(applicant.check)

    assert answer.status_code == 422
    assert "The application was not sent" in text_of(answer)
    assert applicant.application.is_draft


# --- Starting ----------------------------------------------------------------------------------


def test_starting_twice_makes_one(applicant: Applicant) -> None:
    first = applicant.id
    applicant.send(Step.ROLE)
    answer = applicant.client.post(reverse("application_start", args=(Call.objects.get().slug,)))
    assert answer["Location"] == applicant.address(Step.PERSON)
    assert list(Application.objects.values_list("pk", flat=True)) == [first]


def test_a_stranger_is_led_to_an_account_and_back() -> None:
    page = Client().get("/apply/")
    assert "/accounts/signup/?next=/apply/" in page.content.decode()
    answer = Client().post(reverse("application_start", args=(Call.objects.get().slug,)))
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert not Application.objects.exists()


def test_who_has_an_application_goes_on_with_it(applicant: Applicant) -> None:
    assert "Go on with your application" in text_of(applicant.client.get("/apply/"))
    applicant.fill_in()
    applicant.client.post(applicant.check)
    page = text_of(applicant.client.get("/apply/"))
    assert "Go on with your application" not in page
    assert applicant.application.reference in page


def test_a_closed_call_starts_nothing() -> None:
    Call.objects.update(closes_at=timezone.now() - datetime.timedelta(days=1))
    somebody = Applicant()
    answer = somebody.client.post(reverse("application_start", args=(Call.objects.get().slug,)))
    assert answer.status_code == 409
    assert "Applications were taken until" in text_of(answer)
    assert not Application.objects.exists()
    assert ">Start<" not in somebody.client.get("/apply/").content.decode()


def test_all_questions_can_be_read_beforehand() -> None:
    answer = Client().get(reverse("application_questions"))
    page = text_of(answer)
    for words in (
        "Why do you want to take part?",
        "How well do you walk on snow?",
        "Which tools do you bring?",
        "Hammer; File; Patience",
        "(Hosts only)",
        "Bell founding",
        "Three sentences will do.",
    ):
        assert words in page
    ApplicationPage.objects.all().delete()
    assert Client().get(reverse("application_questions")).status_code == 404


# --- A deadline --------------------------------------------------------------------------------


def test_a_deadline_that_passes_loses_nothing(applicant: Applicant) -> None:
    applicant.fill_in(until=Step.CONSENT)
    Call.objects.update(closes_at=timezone.now() - datetime.timedelta(minutes=1))

    assert applicant.send(Step.CONSENT).status_code == 302
    assert applicant.send(Step.MOTIVATION, {"motivation": "Later", "expected_result": "Still"})[
        "Location"
    ] == applicant.address(Step.LANGUAGES)
    assert "can no longer be sent" in applicant.open(Step.LANGUAGES).get_text()
    page = applicant.client.get(applicant.check)
    assert "can no longer be sent" in text_of(page)
    assert "Send the application" not in text_of(page)

    answer = applicant.client.post(applicant.check)

    assert answer.status_code == 422
    assert applicant.application.is_draft
    assert applicant.answers["motivation"] == "Later"


# --- What the rules say ------------------------------------------------------------------------


def described(**changes: str) -> dict[str, Any]:
    return SENT[Step.ORGANISATION] | changes


def test_the_rules_speak_as_one_goes(applicant: Applicant) -> None:
    applicant.send(Step.ROLE, {"sides": ["VISITOR"]})
    applicant.send(Step.ORGANISATION, described(organisation_country="JP"))
    page = applicant.open(Step.CLUSTER).get_text()
    assert "For this country the support office decides." in page

    applicant.send(Step.CLUSTER, {"cluster": "none"})
    assert "Visitors have to be members of a cluster." in applicant.open(Step.SECTORS).get_text()


def test_an_excluded_application_cannot_be_sent(applicant: Applicant) -> None:
    applicant.fill_in(cluster={"cluster": "none"})
    page = text_of(applicant.client.get(applicant.check))
    assert "Visitors have to be members of a cluster." in page
    assert "the support office has to approve that you host" in page
    assert "the rules do not admit the application" in page
    assert applicant.client.post(applicant.check).status_code == 422
    assert applicant.application.is_draft


def test_a_company_outside_any_cluster_may_ask_to_host(applicant: Applicant) -> None:
    hosts_only = {"sides": ["HOST"]}
    for step, values in SENT.items():
        if step is not Step.SOUGHT:
            changed = {Step.ROLE: hosts_only, Step.CLUSTER: {"cluster": "none"}}
            assert applicant.send(step, changed.get(step, values)).status_code == 302
    assert applicant.client.post(applicant.check)["Location"].endswith("/sent/")
    assert applicant.application.is_waiting


# --- Not asked twice ---------------------------------------------------------------------------


def test_the_next_application_knows_who_one_is(applicant: Applicant) -> None:
    first = applicant.id
    applicant.fill_in(until=Step.PREFERENCES)
    actor = Actor(user=applicant.user, role=Role.APPLICANT)
    withdraw(application_id=first, actor=actor, at=timezone.now())

    applicant.start()

    assert applicant.id != first
    assert sorted(applicant.answers) == [
        "cluster",
        "has_visited",
        "languages",
        "organisation",
        "organisation_city",
        "organisation_country",
        "organisation_kind",
        "organisation_name",
        "organisation_website",
        "phone",
        "position",
        "sectors",
    ]
    assert "Some answers are there already" in applicant.open(Step.ROLE).get_text()


def test_one_more_organisation_in_the_same_call(applicant: Applicant) -> None:
    applicant.fill_in()
    applicant.client.post(applicant.check)
    assert "Apply for another organisation" in text_of(applicant.client.get("/apply/"))

    applicant.start()

    assert applicant.answers == {"position": "Bell founder", "phone": "+41 81 123 45 67"}
    assert Application.objects.filter(applicant=applicant.user).count() == 2


def test_who_acts_for_an_organisation_applies_for_it() -> None:
    somebody = Applicant()
    glocken = Organisation.objects.get(slug="glocken")
    glocken.sectors = [Sector.objects.get(code="bells")]
    glocken.save()
    RepresentativeFactory.create(organisation=glocken, user=somebody.user)

    somebody.start()

    assert somebody.answers == {"organisation": "glocken"}
    somebody.send(Step.ROLE)
    chosen = somebody.open(Step.ORGANISATION).select("[name=organisation][checked]")
    assert [choice["value"] for choice in chosen] == ["glocken"]
    ticked = somebody.open(Step.SECTORS).select("[name=sectors][checked]")
    assert [box["value"] for box in ticked] == ["bells"]


def test_what_the_partnership_asks_about_is_told_on_its_step(applicant: Applicant) -> None:
    applicant.fill_in()
    applicant.client.post(applicant.check)
    office = Actor(user=make_user("office@example.org", is_superuser=True), role=Role.ADMINISTRATOR)
    ask_for_more(
        application_id=applicant.id,
        actor=office,
        at=timezone.now(),
        fields=["motivation", TOOLS],
        words="Why bells?",
    )
    assert "Your partnership asks for more here: Motivation" in " ".join(
        applicant.open(Step.MOTIVATION).get_text().split()
    )
    assert "asks for more here: Which tools do you bring?" in " ".join(
        applicant.open(Step.OFFERED).get_text().split()
    )
    page = text_of(applicant.client.get(applicant.check))
    assert "Motivation your partnership asks for more" in page

    applicant.send(Step.MOTIVATION, {"motivation": "For the sound.", "expected_result": "Bells"})
    assert applicant.client.post(applicant.check)["Location"].endswith("/sent/")
    assert applicant.application.is_waiting
