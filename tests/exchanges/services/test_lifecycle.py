"""The services against the table: the whole product, and random lives with stale tabs."""

import datetime
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.audit import entries_for
from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import (
    TABLE,
    Action,
    ActionNotAllowedError,
    ApplicationStatus,
    Role,
)
from exchanges.models import AnswerChange, Application, Offer, OfferStatus, Profile
from exchanges.services import decisions, participation, submission
from exchanges.services.actor import Actor
from tests.exchanges.services.conftest import NOW, Cast

pytestmark = pytest.mark.django_db
Do = Callable[[Application, Actor], Application]


def services(cast: Cast, counter: list[int]) -> dict[Action, Do]:
    """One call for each action, with everything that its guards need."""

    def call(function: Callable[..., Application], **extra: Any) -> Do:
        return lambda application, actor: function(
            application_id=application.pk, actor=actor, at=NOW, **extra
        )

    def change(application: Application, actor: Actor) -> Application:
        counter[0] += 1
        return participation.change_answers(
            application_id=application.pk,
            actor=actor,
            at=NOW,
            answers={"position": f"Director {counter[0]}"},
            expected_version=Application.objects.get(pk=application.pk).answers_version,
        )

    def hand_over(application: Application, actor: Actor) -> Application:
        present = Application.objects.get(pk=application.pk).partnership
        other = cast.other_partnership if present == cast.partnership else cast.partnership
        return decisions.hand_over(
            application_id=application.pk, actor=actor, at=NOW, partnership=other, reason="Fits."
        )

    return {
        Action.SUBMIT: call(submission.submit),
        Action.APPROVE_EXCEPTION: call(decisions.approve_exception, reason="Known."),
        Action.ASK_FOR_MORE: call(decisions.ask_for_more, fields=["motivation"], words="Why?"),
        Action.HAND_OVER: hand_over,
        Action.ACCEPT: call(decisions.accept),
        Action.REJECT: call(decisions.reject, reason="No places."),
        Action.REOPEN: call(decisions.reopen, reason="A mistake."),
        Action.CHANGE_ANSWERS: change,
        Action.PAUSE: call(participation.pause),
        Action.RESUME: call(participation.resume),
        Action.REVOKE: call(decisions.revoke, reason="A mistake."),
        Action.WITHDRAW: call(participation.withdraw),
    }


def actor_of(cast: Cast, role: Role) -> Actor:
    return {
        Role.APPLICANT: cast.applicant,
        Role.MANAGER: cast.manager,
        Role.ADMINISTRATOR: cast.office,
    }[role]


WAY_TO: dict[ApplicationStatus, list[tuple[Action, Role]]] = {
    ApplicationStatus.DRAFT: [],
    ApplicationStatus.SUBMITTED: [(Action.SUBMIT, Role.APPLICANT)],
    ApplicationStatus.MORE_INFORMATION_NEEDED: [
        (Action.SUBMIT, Role.APPLICANT),
        (Action.ASK_FOR_MORE, Role.MANAGER),
    ],
    ApplicationStatus.ACCEPTED: [
        (Action.SUBMIT, Role.APPLICANT),
        (Action.ACCEPT, Role.MANAGER),
    ],
    ApplicationStatus.PAUSED: [
        (Action.SUBMIT, Role.APPLICANT),
        (Action.ACCEPT, Role.MANAGER),
        (Action.PAUSE, Role.APPLICANT),
    ],
    ApplicationStatus.REJECTED: [
        (Action.SUBMIT, Role.APPLICANT),
        (Action.REJECT, Role.MANAGER),
    ],
    ApplicationStatus.WITHDRAWN: [(Action.WITHDRAW, Role.APPLICANT)],
}


@pytest.mark.parametrize("status", ApplicationStatus)
def test_every_action_of_every_role_follows_the_table(
    cast: Cast, draft: Application, status: ApplicationStatus
) -> None:
    do = services(cast, [0])
    for action, role in WAY_TO[status]:
        do[action](draft, actor_of(cast, role))
    seen = set()
    for action, role in product(Action, Role):
        rows = [row for row in lifecycle.possible(status, role) if row.action is action]
        with transaction.atomic():
            if rows:
                done = do[action](draft, actor_of(cast, role))
                assert done.current_status is rows[0].next_status
                assert list(entries_for(draft))[-1].to_status == rows[0].next_status
                seen.add((action, role))
            else:
                with pytest.raises(ActionNotAllowedError):
                    do[action](draft, actor_of(cast, role))
            transaction.set_rollback(True)
    expected = {(row.action, role) for row in TABLE if row.status is status for role in row.roles}
    assert seen == expected


POSSIBLE = {
    status: [(row.action, role) for row in TABLE if row.status is status for role in row.roles]
    for status in ApplicationStatus
}
# Mostly what the page offers at that moment, sometimes what a stale tab still offers.
steps = st.lists(
    st.one_of(
        st.integers(0, 1_000),
        st.integers(0, 1_000),
        st.tuples(st.sampled_from(Action), st.sampled_from(Role)),
    ),
    min_size=5,
    max_size=12,
)
Step = int | tuple[Action, Role]


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_no_life_leaves_the_table(cast: Cast, draft: Application, steps: list[Step]) -> None:
    """Actions in any order by anybody; the rows of all tables agree at every moment."""
    do = services(cast, [0])
    with transaction.atomic():
        # A short life is a dull one: begin where most can happen.
        do[Action.SUBMIT](draft, cast.applicant)
        do[Action.ACCEPT](draft, cast.manager)
        status = ApplicationStatus.ACCEPTED
        for step in steps:
            offered = sorted(POSSIBLE[status])
            if isinstance(step, int):
                if not offered:
                    break
                action, role = offered[step % len(offered)]
            else:
                action, role = step
            entries = entries_for(draft).count()
            try:
                done = do[action](draft, actor_of(cast, role))
            except ActionNotAllowedError:
                assert (action, role) not in offered
                assert entries_for(draft).count() == entries
            else:
                assert (action, role) in offered
                status = lifecycle.find(status, action, role).next_status
                assert done.current_status is status
                assert entries_for(draft).count() == entries + 1
            assert_rows_agree(draft)
        transaction.set_rollback(True)


def assert_rows_agree(application: Application) -> None:
    application = Application.objects.get(pk=application.pk)
    takes_part = application.current_status in lifecycle.IN_THE_PROGRAMME
    is_matched = Profile.objects.in_the_matching().filter(application=application).exists()
    assert is_matched == application.is_in_the_matching
    offers = Offer.objects.filter(profile__application=application)
    wanted = {
        ApplicationStatus.ACCEPTED: {OfferStatus.OPEN},
        ApplicationStatus.PAUSED: {OfferStatus.PAUSED},
    }.get(application.current_status, {OfferStatus.CLOSED})
    assert set(offers.values_list("status", flat=True)) <= wanted
    assert not takes_part or offers.count() == 1
    assert (application.due_at is not None) == application.is_waiting
    changes = AnswerChange.objects.filter(application=application)
    assert not changes.exists() or application.submitted_at is not None


def test_the_actions_of_the_services_are_those_of_the_table(cast: Cast) -> None:
    assert set(services(cast, [0])) == set(Action)
    assert NOW.tzinfo is datetime.UTC
