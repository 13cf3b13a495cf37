"""The pages about who acts for my organisations: only mine, and told in words."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import OutboxMessage, User
from exchanges import representation
from exchanges.domain.lifecycle import Role
from exchanges.models import Representative, RepresentativeState
from exchanges.services import representation as services
from exchanges.services.actor import Actor
from partnerships.models import Organisation
from tests.factories.partnerships import OrganisationFactory
from tests.factories.people import make_user
from tests.factories.representatives import RepresentativeFactory

MINE = "/my/organisations/"


@pytest.fixture
def ana(db: None) -> User:
    """Acts for the organisation."""
    return make_user("ana@example.org", first_name="Ana", last_name="Ábel")


@pytest.fixture
def bea(db: None) -> User:
    """Acts for another organisation."""
    return make_user("bea@example.org", first_name="Bea", last_name="Bauer")


@pytest.fixture
def organisation(ana: User) -> Organisation:
    """Ana's organisation."""
    return RepresentativeFactory.create(
        organisation=OrganisationFactory(name="Looms of the North", slug="looms"), user=ana
    ).organisation


@pytest.fixture
def other(bea: User) -> Organisation:
    """Bea's organisation."""
    return RepresentativeFactory.create(
        organisation=OrganisationFactory(name="Southern Spindles", slug="spindles"), user=bea
    ).organisation


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invitation_to(email: str, organisation: Organisation, by: User) -> Representative:
    return services.invite(
        organisation=organisation,
        email=email,
        actor=Actor(user=by, role=Role.APPLICANT),
        at=timezone.now(),
    )


def text_of(response: Any) -> str:
    """What a page says, without markup."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_my_organisations_and_invitations(
    ana: User, bea: User, organisation: Organisation, other: Organisation
) -> None:
    client = browser_of(ana)
    invitation_to("ana@example.org", other, bea)
    waiting = RepresentativeFactory.create(user=ana, state=RepresentativeState.REQUESTED)

    page = client.get(MINE)
    said = text_of(page)

    assert 'href="/my/organisations/looms/"' in page.content.decode()
    assert "1 person acts for it" in said
    assert "Southern Spindles By Bea Bauer, open until" in said
    assert f"{waiting.organisation} Waiting for approval" in said
    assert "bea@example.org" not in said


def test_somebody_new_is_told_what_to_do(bea: User) -> None:
    assert "You do not act for an organisation yet" in text_of(browser_of(bea).get(MINE))


def test_the_people_of_an_organisation(ana: User, organisation: Organisation) -> None:
    RepresentativeFactory.create(
        organisation=organisation, user=make_user("cleo@example.org", first_name="Cleo")
    )
    gone = RepresentativeFactory.create(organisation=organisation, state=RepresentativeState.LEFT)
    invitation_to("dora@example.org", organisation, ana)

    said = text_of(browser_of(ana).get(f"{MINE}looms/"))

    assert "Ana Ábel You ana@example.org · since 23 September 2020" in said
    assert "Cleo cleo@example.org" in said
    assert "dora@example.org Invited" in said
    assert gone.user.email not in said


def addresses(organisation: Organisation, invitation: Representative) -> list[tuple[str, str]]:
    """Every address about an organisation and an invitation, with the method it takes."""
    own = f"{MINE}{organisation.slug}/"
    return [
        ("get", own),
        ("post", f"{own}invite/"),
        ("post", f"{own}invitations/{invitation.pk}/withdraw/"),
        ("get", f"{own}leave/"),
        ("post", f"{own}leave/"),
        ("get", f"/my/invitations/{invitation.pk}/"),
        ("post", f"/my/invitations/{invitation.pk}/accept/"),
        ("post", f"/my/invitations/{invitation.pk}/decline/"),
    ]


@pytest.mark.parametrize(
    "state",
    [
        None,
        *sorted(
            set(RepresentativeState) - {RepresentativeState.INVITED, RepresentativeState.ACTIVE}
        ),
    ],
)
def test_all_of_others_is_not_there(
    ana: User, bea: User, organisation: Organisation, other: Organisation, state: str | None
) -> None:
    """Nor is it for those who only asked, were refused, or were there before."""
    if state is not None:
        RepresentativeFactory.create(organisation=organisation, user=bea, state=state)
    invitation = invitation_to("cleo@example.org", organisation, ana)
    client = browser_of(bea)
    may_leave = state == RepresentativeState.REQUESTED

    for method, address in addresses(organisation, invitation):
        if may_leave and address.endswith("/leave/"):
            continue
        response = getattr(client, method)(address, {"email": "dora@example.org"})
        assert (address, response.status_code) == (address, 404)
    assert list(Representative.objects.invited()) == [invitation]
    assert list(representation.organisations_of(bea)) == [other]


def test_an_invitation_of_another_organisation_is_not_withdrawn_through_mine(
    ana: User, bea: User, organisation: Organisation, other: Organisation
) -> None:
    foreign = invitation_to("cleo@example.org", other, bea)

    response = browser_of(ana).post(f"{MINE}looms/invitations/{foreign.pk}/withdraw/")

    assert response.status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == RepresentativeState.INVITED


def test_a_right_that_was_withdrawn_is_gone_at_the_next_request(
    ana: User, organisation: Organisation
) -> None:
    client = browser_of(ana)
    assert client.get(f"{MINE}looms/").status_code == 200

    Representative.objects.update(state=RepresentativeState.REMOVED)

    assert client.get(f"{MINE}looms/").status_code == 404


def test_strangers_are_asked_to_sign_in_and_come_back(
    ana: User, organisation: Organisation
) -> None:
    invitation = invitation_to("dora@example.org", organisation, ana)

    for method, address in addresses(organisation, invitation):
        response = getattr(Client(), method)(address)
        assert response["Location"] == f"/accounts/login/?next={address}"
        assert "dora@example.org" not in response.content.decode()


def test_a_colleague_is_invited(ana: User, organisation: Organisation) -> None:
    client = browser_of(ana)

    response = client.post(f"{MINE}looms/invite/", {"email": " Dora@example.org "}, follow=True)

    assert "We have sent an invitation to dora@example.org." in text_of(response).lower().replace(
        "we have", "We have"
    )
    [message] = OutboxMessage.objects.all()
    assert message.payload["to"] == "dora@example.org"


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("", "Enter an e-mail address."),
        ("dora", "Enter an e-mail address like name@example.org."),
        ("ana@example.org", "This person acts for the organisation already."),
        ("x" * 250 + "@example.org", "Ensure this value has at most 254 characters"),
        ("dora@example.org\x00", "Null characters are not allowed."),
    ],
)
def test_mistakes_are_told_at_the_field(
    ana: User, organisation: Organisation, email: str, told: str
) -> None:
    response = browser_of(ana).post(f"{MINE}looms/invite/", {"email": email})

    assert response.status_code == 422
    assert told in " ".join(response.context["form"].errors["email"])
    assert not OutboxMessage.objects.exists()


def test_a_double_click_sends_one_invitation(ana: User, organisation: Organisation) -> None:
    client = browser_of(ana)
    answers = [
        client.post(f"{MINE}looms/invite/", {"email": "dora@example.org"}).status_code
        for _click in range(2)
    ]

    assert answers == [302, 422]
    assert OutboxMessage.objects.count() == 1


def test_invitations_are_limited(ana: User, organisation: Organisation) -> None:
    client = browser_of(ana)
    answers = [
        client.post(f"{MINE}looms/invite/", {"email": f"d{number}@example.org"})
        for number in range(21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "d20@example.org" in answers[-1].content.decode()
    assert OutboxMessage.objects.count() == 20


def test_an_invitation_is_accepted_by_whom_it_is_for(
    ana: User, bea: User, organisation: Organisation
) -> None:
    invitation = invitation_to("bea@example.org", organisation, ana)
    client = browser_of(bea)
    page = text_of(client.get(f"/my/invitations/{invitation.pk}/"))
    assert "Do you want to act for Looms of the North?" in page
    assert "Ana Ábel invites you." in page

    response = client.post(f"/my/invitations/{invitation.pk}/accept/", follow=True)

    assert response.redirect_chain == [("/my/organisations/looms/", 302)]
    assert "You now act for Looms of the North." in text_of(response)
    again = client.post(f"/my/invitations/{invitation.pk}/accept/", follow=True)
    assert "This is no longer open" in text_of(again)
    assert client.get(f"/my/invitations/{invitation.pk}/")["Location"] == "/my/organisations/looms/"


def test_an_invitation_is_declined(ana: User, bea: User, organisation: Organisation) -> None:
    invitation = invitation_to("bea@example.org", organisation, ana)
    client = browser_of(bea)

    client.post(f"/my/invitations/{invitation.pk}/decline/")

    assert client.get(f"{MINE}looms/").status_code == 404
    page = text_of(client.get(f"/my/invitations/{invitation.pk}/"))
    assert "This invitation is no longer open" in page


def test_a_withdrawn_or_old_invitation_leads_nowhere(
    ana: User, bea: User, organisation: Organisation
) -> None:
    invitation = invitation_to("bea@example.org", organisation, ana)
    Representative.objects.invited().update(
        expires_at=timezone.now() - datetime.timedelta(seconds=1)
    )
    client = browser_of(bea)
    assert "no longer open" in text_of(client.get(f"/my/invitations/{invitation.pk}/"))
    client.post(f"/my/invitations/{invitation.pk}/accept/")
    assert not representation.acts_for(bea, organisation)

    Representative.objects.invited().update(expires_at=timezone.now() + datetime.timedelta(days=1))
    browser_of(ana).post(f"{MINE}looms/invitations/{invitation.pk}/withdraw/")
    assert client.get(f"/my/invitations/{invitation.pk}/").status_code == 404
    assert client.post(f"/my/invitations/{invitation.pk}/accept/").status_code == 404


def test_one_of_two_leaves(ana: User, bea: User, organisation: Organisation) -> None:
    RepresentativeFactory.create(organisation=organisation, user=bea)
    client = browser_of(ana)
    page = text_of(client.get(f"{MINE}looms/leave/"))
    assert "Leave Looms of the North?" in page
    assert "last person" not in page

    response = client.post(f"{MINE}looms/leave/", follow=True)

    assert "You no longer act for Looms of the North." in text_of(response)
    assert client.get(f"{MINE}looms/").status_code == 404


def test_the_last_one_has_to_say_so(ana: User, organisation: Organisation) -> None:
    client = browser_of(ana)
    assert "You are the last person who acts for it." in text_of(client.get(f"{MINE}looms/leave/"))

    refused = client.post(f"{MINE}looms/leave/")
    assert refused.status_code == 422
    assert "Tick this to leave as the last person." in text_of(refused)
    assert representation.acts_for(ana, organisation)

    client.post(f"{MINE}looms/leave/", {"is_understood": "on"})
    assert not representation.acts_for(ana, organisation)


def test_who_only_asked_takes_it_back(bea: User, organisation: Organisation) -> None:
    RepresentativeFactory.create(
        organisation=organisation, user=bea, state=RepresentativeState.REQUESTED
    )
    client = browser_of(bea)
    assert "No longer ask to act for Looms of the North?" in text_of(
        client.get(f"{MINE}looms/leave/")
    )

    client.post(f"{MINE}looms/leave/")

    assert not Representative.objects.requested().exists()


@pytest.mark.parametrize("address", [MINE, f"{MINE}looms/"])
def test_the_lists_cost_the_same_with_more_in_them(
    ana: User, organisation: Organisation, address: str
) -> None:
    client = browser_of(ana)
    client.get(address)
    counts = []
    for round_number in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
        for number in range(5):
            RepresentativeFactory.create(organisation=organisation)
            RepresentativeFactory.create(user=ana)
            invitation_to(f"d{round_number}{number}@example.org", organisation, ana)

    assert counts[0] == counts[1]


def test_the_pages_are_not_kept_by_caches(ana: User, organisation: Organisation) -> None:
    client = browser_of(ana)

    for address in (MINE, f"{MINE}looms/", f"{MINE}looms/leave/"):
        assert "no-store" in client.get(address)["Cache-Control"]
