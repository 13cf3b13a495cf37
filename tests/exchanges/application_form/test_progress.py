"""How far an application has come, and what is missing."""

from typing import Any

import pytest

from exchanges.application_form.findings import missing_answers
from exchanges.application_form.progress import form_steps, progress_of
from exchanges.domain.questions import HOSTS, Step
from exchanges.models import AskedSide, ExtraQuestion, QuestionType
from partnerships.models import OrganisationKind

CLUSTER, SME = OrganisationKind.CLUSTER_ORGANISATION.value, OrganisationKind.SME.value
HOST = {
    "sides": ["HOST"],
    "position": "",
    "organisation": "glocken",
    "sectors": ["bells"],
    "offered_topics": ["sound"],
    "offered_activity_kinds": ["apprenticeship"],
    "motivation": "To learn.",
    "expected_result": "A plan.",
    "languages": {"en": "C1"},
    "mode": "EITHER",
    "places_per_exchange": 1,
    "places_total": 1,
    "partnership": "ring",
}


def extra(**fields: Any) -> ExtraQuestion:
    return ExtraQuestion(
        **{
            "key": "extra_snow",
            "step": Step.PREFERENCES,
            "question_type": QuestionType.SCALE,
            "required": True,
        }
        | fields
    )


def test_a_host_that_is_a_cluster_lacks_nothing() -> None:
    progress = progress_of(HOST, organisation_kind=CLUSTER, has_consents=True)
    assert progress.missing == ()
    assert [one.step for one in progress.steps if not one.is_done] == []
    assert progress.next_open is None
    assert Step.CLUSTER not in [one.step for one in progress.steps]


def test_consents_are_a_step_like_others() -> None:
    progress = progress_of(HOST, organisation_kind=CLUSTER)
    assert progress.next_open is not None
    assert progress.next_open.step is Step.CONSENT


def test_an_optional_step_is_done_when_it_was_sent() -> None:
    never_seen = {name: value for name, value in HOST.items() if name != "position"}
    progress = progress_of(never_seen, organisation_kind=CLUSTER, has_consents=True)
    assert [one.step for one in progress.steps if not one.is_done] == [Step.PERSON]
    assert progress.missing == ()


@pytest.mark.parametrize(
    ("changes", "kind", "missing"),
    [
        ({}, SME, ["cluster"]),
        ({"cluster": "none"}, SME, []),
        ({"cluster": "other"}, SME, ["cluster_name"]),
        ({"cluster": "other", "cluster_name": "Bells"}, SME, []),
        ({"cluster": "other"}, CLUSTER, ["cluster_name"]),
        (
            {"organisation": "new"},
            "",
            ["organisation_name", "organisation_kind", "organisation_country"],
        ),
        (
            {
                "organisation": "new",
                "organisation_name": "B",
                "organisation_kind": SME,
                "organisation_country": "CH",
            },
            "",
            ["cluster"],
        ),
        (
            {"sides": ["HOST", "VISITOR"]},
            CLUSTER,
            ["sought_topics", "sought_activity_kinds"],
        ),
        ({"languages": {}, "motivation": ""}, CLUSTER, ["motivation", "languages"]),
        ({"sides": []}, CLUSTER, ["sides", "sought_topics", "sought_activity_kinds"]),
    ],
)
def test_what_is_missing(changes: dict[str, Any], kind: str, missing: list[str]) -> None:
    assert missing_answers(HOST | changes, organisation_kind=kind) == missing


def test_extra_questions_are_asked_of_their_side_only() -> None:
    for side, missing in (
        (AskedSide.BOTH, ["extra_snow"]),
        (AskedSide.HOST, ["extra_snow"]),
        (AskedSide.VISITOR, []),
    ):
        questions = [extra(asked_side=side)]
        found = missing_answers(HOST, organisation_kind=CLUSTER, extra_questions=questions)
        assert found == missing
    answered = HOST | {"extra_snow": 3}
    assert missing_answers(answered, organisation_kind=CLUSTER, extra_questions=[extra()]) == []
    optional = [extra(required=False)]
    assert missing_answers(HOST, organisation_kind=CLUSTER, extra_questions=optional) == []


def test_an_extra_question_keeps_its_step() -> None:
    assert Step.CLUSTER not in form_steps(HOSTS, CLUSTER)
    assert Step.CLUSTER in form_steps(HOSTS, CLUSTER, [extra(step=Step.CLUSTER)])


def test_the_neighbours_of_a_step() -> None:
    progress = progress_of({"sides": ["VISITOR"]}, current=Step.PERSON)
    assert progress.before(Step.PERSON) is Step.ROLE
    assert progress.after(Step.PERSON) is Step.ORGANISATION
    assert (progress.before(Step.ROLE), progress.after(Step.CONSENT)) == (None, None)
    assert (progress.before(Step.PLACES), progress.after(Step.PLACES)) == (None, None)
    assert progress.current is not None
    assert (progress.current.number, progress.total) == (2, 11)
