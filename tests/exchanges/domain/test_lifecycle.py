"""The table of the lifecycle: whole, closed, and answered for every combination."""

from itertools import product

import pytest

from exchanges.domain import lifecycle
from exchanges.domain.lifecycle import (
    TABLE,
    Action,
    ActionNotAllowedError,
    ApplicationStatus,
    Guard,
    GuardError,
    Role,
)
from exchanges.domain.lifecycle_wording import ACTION_WORDING, GUARD_WORDING, STATUS_WORDING

EVERYTHING = list(product(ApplicationStatus, Action, Role))


def test_a_status_and_an_action_have_one_row() -> None:
    assert len({(row.status, row.action) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("status", "action", "role"), EVERYTHING)
def test_every_combination_follows_the_table(
    status: ApplicationStatus, action: Action, role: Role
) -> None:
    rows = [
        row for row in TABLE if row.status is status and row.action is action and role in row.roles
    ]
    if rows:
        assert lifecycle.find(status, action, role) is rows[0]
        assert rows[0] in lifecycle.possible(status, role)
    else:
        with pytest.raises(ActionNotAllowedError) as refused:
            lifecycle.find(status, action, role)
        assert (refused.value.status, refused.value.action) == (status, action)


def test_every_status_is_reached_and_every_action_used() -> None:
    reached = {ApplicationStatus.DRAFT, *(row.next_status for row in TABLE)}
    assert reached == set(ApplicationStatus)
    assert {row.action for row in TABLE} == set(Action)


def test_only_the_applicant_sends_and_only_staff_decides() -> None:
    decisions = {Action.ACCEPT, Action.REJECT, Action.ASK_FOR_MORE, Action.HAND_OVER}
    for row in TABLE:
        if row.action is Action.SUBMIT:
            assert row.roles == {Role.APPLICANT}
        if row.action in decisions:
            assert row.roles == {Role.MANAGER, Role.ADMINISTRATOR}


def test_nobody_but_the_applicant_touches_a_draft() -> None:
    roles = {role for row in TABLE if row.status is ApplicationStatus.DRAFT for role in row.roles}
    assert roles == {Role.APPLICANT}


def test_the_groups_share_the_statuses_out() -> None:
    groups = [
        lifecycle.OPEN_FOR_ANSWERS,
        lifecycle.WAITING_FOR_PARTNERSHIP,
        lifecycle.IN_THE_PROGRAMME,
        lifecycle.ENDED,
    ]
    assert sorted(status for group in groups for status in group) == sorted(ApplicationStatus)
    assert lifecycle.IN_THE_MATCHING < lifecycle.IN_THE_PROGRAMME


def test_guards_name_all_that_is_missing() -> None:
    row = lifecycle.find(ApplicationStatus.DRAFT, Action.SUBMIT, Role.APPLICANT)
    lifecycle.check(row, row.guards)
    with pytest.raises(GuardError) as refused:
        lifecycle.check(row, row.guards - {Guard.COMPLETE, Guard.CALL_OPEN})
    assert refused.value.missing == {Guard.COMPLETE, Guard.CALL_OPEN}


def test_everything_has_its_words() -> None:
    assert set(STATUS_WORDING) == set(ApplicationStatus)
    assert set(ACTION_WORDING) == set(Action)
    assert set(GUARD_WORDING) == set(Guard)
