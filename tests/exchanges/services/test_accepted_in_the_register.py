"""Who meets an accepted organisation in the register: its own people, editors, and nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exchanges.application_form.earlier_answers import lasting_answers, represented
from exchanges.application_form.open_application import open_application
from exchanges.domain.lifecycle import Guard, GuardError, Role
from exchanges.forms.organisation import clusters_by_country, known_organisations
from exchanges.models import Application
from exchanges.representation import organisations_of
from exchanges.services import decisions, participation
from exchanges.services.actor import Actor
from exchanges.services.drafts import (
    give_consent,
    save_answers,
    start_application,
    withdraw_consent,
)
from exchanges.services.representation import leave
from exchanges.services.submission import chosen_organisation, submit
from partnerships.models import (
    Organisation,
    OrganisationState,
)
from tests.exchanges.manage.conftest import browser
from tests.exchanges.services.accepted_organisations import (
    ACCEPTED,
    NAME,
    VERIFIED,
    accepted,
    consent,
    countries,
    host,
    organisation_of,
    state_of,
)
from tests.exchanges.services.conftest import NOW, Cast, complete_draft
from tests.factories.people import UserFactory

__all__ = ["countries", "host"]

pytestmark = pytest.mark.django_db


def edited(client: Client, organisation: Organisation, **changed: str) -> Organisation:
    """The organisation after somebody saved it in the admin."""
    address = reverse("wagtailsnippets_partnerships_organisation:edit", args=[organisation.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields if name != "sources"}
    values = {name: value for name, value in values.items() if value is not False}
    sources = {"sources-count": "0"}
    response = client.post(address, {**values, **sources, **changed})
    assert response.status_code == 302, response.context["form"].errors
    organisation.refresh_from_db()
    return organisation


def test_what_an_editor_decides_stands(cast: Cast, host: Application) -> None:
    office = browser(cast.office.user)
    organisation = edited(office, organisation_of(host), city="Lyon")
    assert (organisation.state, organisation.follows_consent) == (ACCEPTED, True)
    organisation = edited(office, organisation, state=OrganisationState.VERIFIED)
    assert (organisation.state, organisation.follows_consent) == (VERIFIED, False)
    consent(host, give_consent)
    consent(host, withdraw_consent)
    assert state_of(host) == VERIFIED
    organisation = edited(office, organisation, state=OrganisationState.UNVERIFIED)
    assert organisation.state == OrganisationState.UNVERIFIED


def test_the_admin_names_the_state(cast: Cast, host: Application) -> None:
    address = reverse("wagtailsnippets_partnerships_organisation:list")
    page = browser(cast.office.user).get(f"{address}?state=ACCEPTED").content.decode()
    assert NAME in page
    assert page.count("Accepted, not public") >= 2  # the row and the filter
    address = reverse(
        "wagtailsnippets_partnerships_organisation:edit", args=[organisation_of(host).pk]
    )
    page = browser(cast.office.user).get(address).content.decode()
    assert "Shown while the applicant agrees" in page


def ended(cast: Cast, application: Application) -> None:
    """Withdraw, so that the organisation may apply again."""
    actor = Actor(user=application.applicant, role=Role.APPLICANT)
    participation.withdraw(application_id=application.pk, actor=actor, at=NOW)


def draft_naming(cast: Cast, application: Application, user: Any) -> Application:
    """Somebody's complete draft that names the organisation of an application."""
    return complete_draft(
        cast, user, sides=["HOST"], organisation=organisation_of(application).slug
    )


def test_its_own_representative_applies_again_with_it(cast: Cast, host: Application) -> None:
    ended(cast, host)
    organisation = organisation_of(host)
    earlier = Application.objects.get(pk=host.pk)
    assert lasting_answers(earlier)["organisation"] == organisation.slug
    client = browser(host.applicant)
    again = draft_naming(cast, host, host.applicant)
    page = client.get(reverse("application_step", args=[again.pk, "organisation"]))
    assert NAME in page.content.decode()
    form = open_application(host.applicant, again.pk)
    assert (form.organisation_kind, form.organisation_country) == (organisation.kind, "FR")
    actor = Actor(user=host.applicant, role=Role.APPLICANT)
    sent = submit(application_id=again.pk, actor=actor, at=NOW)
    assert sent.organisation == organisation
    decisions.accept(application_id=sent.pk, actor=cast.manager, at=NOW)
    assert state_of(sent) == VERIFIED  # this time with the consent
    assert Organisation.objects.filter(name=NAME).count() == 1


def test_who_acts_for_it_and_nothing_else_begins_with_it(host: Application) -> None:
    assert represented(host.applicant) == {"organisation": organisation_of(host).slug}


def test_who_acts_for_it_no_longer_is_a_stranger(cast: Cast, host: Application) -> None:
    ended(cast, host)
    actor = Actor(user=host.applicant, role=Role.APPLICANT)
    leave(organisation=organisation_of(host), actor=actor, at=NOW)
    earlier = Application.objects.get(pk=host.pk)
    assert lasting_answers(earlier)["organisation"] == "new"
    assert chosen_organisation(draft_naming(cast, host, host.applicant)) is None


def test_nobody_else_finds_or_chooses_it(cast: Cast, host: Application) -> None:
    stranger = UserFactory.create()
    slug = organisation_of(host).slug
    draft = start_application(call=cast.call, user=stranger, at=NOW)
    address = reverse("application_step", args=[draft.pk, "organisation"])
    client = browser(stranger)
    for parameters in ({"find": "spool"}, {"find": "mill"}, {"organisation": slug}):
        assert NAME not in client.get(address, parameters).content.decode()
        assert NAME not in client.post(address, parameters).content.decode()
    draft.refresh_from_db()
    assert "organisation" not in draft.answers
    own = organisations_of(stranger)
    assert known_organisations(slugs=[slug], own=own, words="spool") == []
    naming = draft_naming(cast, host, stranger)
    form = open_application(stranger, naming.pk)
    assert (form.organisation_kind, form.organisation_country) == ("", "")
    with pytest.raises(GuardError) as refused:
        submit(
            application_id=naming.pk,
            actor=Actor(user=stranger, role=Role.APPLICANT),
            at=NOW,
        )
    assert Guard.COMPLETE in refused.value.missing


def test_a_cluster_that_is_not_public_is_not_offered_as_a_cluster(
    cast: Cast, host: Application
) -> None:
    Organisation.objects.filter(pk=organisation_of(host).pk).update(kind="CLUSTER_ORGANISATION")
    assert NAME not in str(clusters_by_country())


def test_what_was_sent_with_it_is_sent_again(cast: Cast) -> None:
    host = accepted(cast, agrees=True, sides=["HOST"])
    colleague = UserFactory.create()
    ended_host = Actor(user=host.applicant, role=Role.APPLICANT)
    participation.withdraw(application_id=host.pk, actor=ended_host, at=NOW)
    Organisation.objects.filter(applications=host).update(state=VERIFIED)
    draft = draft_naming(cast, host, colleague)
    actor = Actor(user=colleague, role=Role.APPLICANT)
    submit(application_id=draft.pk, actor=actor, at=NOW)
    Organisation.objects.filter(applications=host).update(state=ACCEPTED)
    decisions.ask_for_more(
        application_id=draft.pk,
        actor=cast.manager,
        at=NOW,
        fields=["motivation"],
        words="What would you like to see?",
    )
    sent = submit(application_id=draft.pk, actor=actor, at=NOW)
    assert sent.organisation == organisation_of(host)


def test_sent_answers_do_not_change_an_accepted_organisation(cast: Cast, host: Application) -> None:
    """An application that describes a new one does not write over what was accepted."""
    draft = complete_draft(cast, UserFactory.create(), organisation_name="Elsewhere")
    Application.objects.filter(pk=draft.pk).update(organisation=organisation_of(host))
    actor = Actor(user=draft.applicant, role=Role.APPLICANT)
    sent = submit(application_id=draft.pk, actor=actor, at=NOW)
    assert sent.organisation != organisation_of(host)
    assert organisation_of(host).name == NAME


def test_answers_of_a_draft_are_kept(cast: Cast, host: Application) -> None:
    """Somebody whose organisation went out of public chooses again, and loses nothing else."""
    consent(host, give_consent)
    stranger = UserFactory.create()
    draft = start_application(call=cast.call, user=stranger, at=NOW)
    actor = Actor(user=stranger, role=Role.APPLICANT)
    answers = {"organisation": organisation_of(host).slug, "position": "Weaver"}
    save_answers(
        application_id=draft.pk,
        actor=actor,
        answers=answers,
        expected_version=draft.answers_version,
        at=NOW,
    )
    consent(host, withdraw_consent)
    address = reverse("application_step", args=[draft.pk, "organisation"])
    response = browser(stranger).get(address)
    assert response.status_code == 200
    assert NAME not in response.content.decode()
