"""Invented applications in every status, made by the real services, for a demonstration.

The same seed gives the same applications. Names are put together from lists of words and addresses
end in example.org, so that nobody real is meant; everything is marked as a sample.
"""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from core.emails.sending import without_sending
from core.models import User
from exchanges.application_form.pages import extra_questions_of
from exchanges.domain.eligibility import Side
from exchanges.domain.lifecycle import ApplicationStatus, Role
from exchanges.models import (
    Application,
    Call,
    ConsentKind,
    ExchangeMode,
    ExchangeOfferPage,
    ExtraQuestion,
    LanguageLevel,
    QuestionType,
    RuleSet,
)
from exchanges.services import decisions, drafts, participation, submission
from exchanges.services.actor import Actor
from partnerships.models import (
    ActivityKind,
    Country,
    OrganisationKind,
    Partnership,
    PartnershipManager,
    Sector,
    Technology,
    Topic,
)

FIRST_NAMES = (
    *("Alma", "Bruno", "Carla", "Denis", "Elin", "Filip", "Greta", "Hugo", "Ines", "Jonas"),
    *("Katja", "Luka", "Mila", "Nils", "Olga", "Pavel", "Rosa", "Sven", "Tessa", "Viktor"),
)
LAST_NAMES = (
    *("Arden", "Brook", "Calder", "Dovrin", "Elster", "Fenwick", "Garlan", "Hollis", "Ivarden"),
    *("Jorvik", "Kestrel", "Lindow", "Marwen", "Norvale", "Ostrand", "Pellan", "Quillon"),
)
BEGINNINGS = (
    *("Alder", "Birch", "Cinder", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Iris"),
    *("Juniper", "Kelp", "Lantern", "Meadow", "Northern", "Orchard", "Pine", "Quartz", "River"),
    *("Silver", "Thistle", "Upland", "Valley", "Willow", "Yarrow"),
)
ENDINGS = {
    OrganisationKind.CLUSTER_ORGANISATION: ("Cluster", "Network", "Alliance"),
    OrganisationKind.SCALING_UP_SUPPORT: ("Technology Centre", "Innovation Hub", "Incubator"),
    OrganisationKind.SME: ("Works", "Systems", "Workshop", "Labs"),
}
GOALS = (
    "see how others bring small companies into joint projects",
    "learn how a pilot line is shared between companies",
    "prepare a joint proposal with partners from another region",
    "compare how training for members is organised",
    "find partners for testing what we have built",
)
RESULTS = (
    "A list of three joint activities with names and dates.",
    "A first draft of a project and who does what in it.",
    "A training that we repeat for our own members.",
    "Two companies that test each other's products.",
)
PROGRAMMES = tuple(
    f"<p>{words}</p>"
    for words in (
        (
            "A first day to get to know each other, two days with companies that work on"
            " the subject, and a last morning to write down what comes next."
        ),
        (
            "We begin with a tour and what everybody would like to learn. Then you work beside us,"
            " half a day with each team, and we close with a meeting of our members."
        ),
        (
            "Each day has a visit in the morning and time for talks in the afternoon. On the"
            " last day both sides put down which activities they want to go on with."
        ),
    )
)
HOST_PROVIDES = (
    "A desk, a meeting room and somebody who is there for you all day.",
    "Visits to our members, with introductions beforehand.",
    "Time with those who do the work, and a place at our weekly meeting.",
)
REASONS = (
    "The programme does not cover this subject in the coming year.",
    "The organisation took part with another application.",
)
QUESTIONS = (
    "Which weeks suit you, and how many people would come?",
    "Please say more about what you can show to visitors.",
)

# How many of 24 applications end in each status.
MIX: dict[ApplicationStatus, int] = {
    ApplicationStatus.DRAFT: 2,
    ApplicationStatus.SUBMITTED: 5,
    ApplicationStatus.MORE_INFORMATION_NEEDED: 2,
    ApplicationStatus.ACCEPTED: 10,
    ApplicationStatus.PAUSED: 1,
    ApplicationStatus.REJECTED: 2,
    ApplicationStatus.WITHDRAWN: 2,
}
LENGTHS = (3, 3, 5, 5, 10, 15)
SIDES = ([Side.VISITOR], [Side.HOST], [Side.VISITOR], [Side.HOST, Side.VISITOR])


@dataclass(frozen=True, slots=True)
class Register:
    """The codes that answers are made of."""

    partnerships: list[Partnership]
    sectors: dict[int, list[str]]
    all_sectors: list[str]
    countries: list[str]
    topics: list[str]
    technologies: list[str]
    activities: list[str]

    @classmethod
    def read(cls) -> "Register":
        """What the database has; raises `LookupError` when the programme was not loaded."""
        partnerships = list(
            Partnership.objects.order_by("acronym").prefetch_related("sectors", "managers__user")
        )
        countries = Country.objects.filter(
            eligibility_periods__is_special_case=False,
        ).order_by("code")
        found = cls(
            partnerships,
            {one.pk: sorted(sector.code for sector in one.sectors.all()) for one in partnerships},
            sorted(Sector.objects.values_list("code", flat=True)),
            sorted(set(countries.values_list("code", flat=True))),
            sorted(Topic.objects.values_list("code", flat=True)),
            sorted(Technology.objects.values_list("code", flat=True)),
            sorted(ActivityKind.objects.values_list("code", flat=True)),
        )
        if not (partnerships and found.countries and found.topics and found.activities):
            raise LookupError("Load the programme first (manage.py load_programme).")
        return found


class SampleApplications:
    """Makes applications one after the other."""

    def __init__(self, *, call: Call, seed: int, now: datetime.datetime) -> None:
        self.call = call
        self.now = now
        self.chance = random.Random(seed)  # noqa: S311  nothing secret
        self.register = Register.read()
        self.extra_questions = extra_questions_of(call.pk)
        rules = RuleSet.objects.in_force(on=now.date())
        self.longest_stay = rules.maximum_working_days if rules else max(LENGTHS)
        self.names: set[str] = set()
        self.office = self._person("sample-office", "Sample", "Office")

    def make(self, count: int) -> Iterator[ApplicationStatus]:
        """Make so many, each whole or not at all, and say in which status it ended."""
        statuses = [status for status, number in MIX.items() for _time in range(number)]
        self.chance.shuffle(statuses)
        for number, status in enumerate(islice(cycle(statuses), count), start=1):
            # Nobody would read the mails, and the people of the demonstration have enough to read.
            with transaction.atomic(), without_sending():
                self._one(number, status)
            yield status

    def _one(self, number: int, status: ApplicationStatus) -> None:
        chance = self.chance
        first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
        user = self._person(f"sample-{number:04d}", first, last)
        applicant = Actor(user=user, role=Role.APPLICANT)
        started = self.now - datetime.timedelta(days=chance.randint(12, 200), minutes=number)
        application = drafts.start_application(call=self.call, user=user, at=started)
        Application.objects.filter(pk=application.pk).update(is_sample=True)
        partnership = chance.choice(self.register.partnerships)
        answers = self._answers(number, partnership)
        if status is ApplicationStatus.DRAFT:
            answers = dict(list(answers.items())[: chance.randint(3, len(answers))])
        drafts.save_answers(
            application_id=application.pk,
            actor=applicant,
            answers=answers,
            expected_version=application.answers_version,
            at=started,
        )
        for kind in ConsentKind:
            if kind is not ConsentKind.CATALOGUE or chance.random() < 0.9:
                drafts.give_consent(
                    application_id=application.pk, actor=applicant, kind=kind, at=started
                )
        self._live(application, status, applicant, partnership, started)

    def _live(
        self,
        application: Application,
        status: ApplicationStatus,
        applicant: Actor,
        partnership: Partnership,
        started: datetime.datetime,
    ) -> None:
        """Lead a complete application to the status by the actions that lead there."""
        chance = self.chance
        if status is ApplicationStatus.DRAFT:
            return
        # What still waits came lately, and a part of it waits too long.
        waits = status is ApplicationStatus.SUBMITTED
        sent = self.now - datetime.timedelta(hours=chance.randint(4, 380)) if waits else started
        submission.submit(application_id=application.pk, actor=applicant, at=sent)
        manager = self._manager(partnership)
        then = sent + datetime.timedelta(days=chance.randint(1, 9))
        accept: Callable[..., Any] = decisions.accept
        match status:
            case ApplicationStatus.MORE_INFORMATION_NEEDED:
                decisions.ask_for_more(
                    application_id=application.pk,
                    actor=manager,
                    at=then,
                    fields=["motivation", "expected_result"],
                    words=chance.choice(QUESTIONS),
                )
            case ApplicationStatus.ACCEPTED:
                accept(application_id=application.pk, actor=manager, at=then)
                self._publish(application, at=then)
            case ApplicationStatus.PAUSED:
                accept(application_id=application.pk, actor=manager, at=then)
                participation.pause(application_id=application.pk, actor=applicant, at=then)
            case ApplicationStatus.REJECTED:
                decisions.reject(
                    application_id=application.pk,
                    actor=manager,
                    at=then,
                    reason=chance.choice(REASONS),
                )
            case ApplicationStatus.WITHDRAWN:
                participation.withdraw(application_id=application.pk, actor=applicant, at=then)

    def _publish(self, application: Application, *, at: datetime.datetime) -> None:
        """Let the hosts' offers be found, as if editors had approved them then.

        So the written samples are the newest: nobody should meet invented names first.
        """
        pages = ExchangeOfferPage.objects.filter(offer__profile__application=application)
        pages.update(first_published_at=at)
        for page in pages:
            draft = page.get_latest_revision_as_object()
            organisation = page.host
            topic = draft.topics.first().name
            draft.title = f"{topic} at {organisation}"
            draft.slug = slugify(draft.title)
            draft.summary = f"{organisation} shows how it works on {topic.lower()}."
            draft.programme = self.chance.choice(PROGRAMMES)
            draft.host_provides = self.chance.choice(HOST_PROVIDES)
            draft.is_sample = True
            draft.save_revision().publish()

    def _answers(self, number: int, partnership: Partnership) -> dict[str, Any]:
        chance, register = self.chance, self.register
        sides = SIDES[number % len(SIDES)]
        kind = chance.choice(list(ENDINGS))
        name = self._new_name(chance.choice(ENDINGS[kind]))
        start = self.now.date() + datetime.timedelta(days=chance.randint(20, 120))
        length = chance.choice([days for days in LENGTHS if days <= self.longest_stay])
        places = chance.randint(1, 4)
        answers: dict[str, Any] = {
            "sides": [side.value for side in sides],
            "position": chance.choice(["Director", "Project manager", "Engineer"]),
            "organisation": "new",
            "organisation_name": name,
            "organisation_kind": kind.value,
            "organisation_country": chance.choice(register.countries),
            "organisation_website": "https://example.org/",
            "cluster": "other",
            "cluster_name": f"{chance.choice(BEGINNINGS)} Cluster",
            "sectors": self._some(register.sectors[partnership.pk] or register.all_sectors, most=2),
            "motivation": f"We would like to {chance.choice(GOALS)}.",
            "expected_result": chance.choice(RESULTS),
            "languages": {
                "en": chance.choice([LanguageLevel.B2, LanguageLevel.C1]).value,
                chance.choice(["de", "fr", "it", "es", "pl"]): LanguageLevel.NATIVE.value,
            },
            "mode": chance.choice(list(ExchangeMode)).value,
            "period_start": start.isoformat(),
            "period_end": (start + datetime.timedelta(days=chance.randint(60, 240))).isoformat(),
            "working_days": length,
            "partnership": partnership.slug,
        }
        if Side.VISITOR in sides:
            answers |= {
                "sought_topics": self._some(register.topics),
                "sought_technologies": self._some(register.technologies),
                "sought_activity_kinds": self._some(register.activities, most=2),
                "group_size": chance.randint(1, 2),
            }
        if Side.HOST in sides:
            answers |= {
                "offered_topics": self._some(register.topics),
                "offered_technologies": self._some(register.technologies),
                "offered_activity_kinds": self._some(register.activities, most=2),
                "places_per_exchange": places,
                "places_total": places * chance.randint(1, 4),
            }
        return answers | self._extra_answers(sides)

    def _new_name(self, ending: str) -> str:
        """The name of an organisation that no other has."""
        parts = 1
        while True:
            name = " ".join([*self.chance.sample(BEGINNINGS, parts), ending])
            if name not in self.names:
                self.names.add(name)
                return name
            parts = min(parts + 1, len(BEGINNINGS))

    def _extra_answers(self, sides: list[Side]) -> dict[str, Any]:
        """Answers to what editors ask beside the form."""
        return {
            question.key: self._extra_answer(question)
            for question in self.extra_questions
            if question.sides & set(sides)
        }

    def _extra_answer(self, question: ExtraQuestion) -> Any:
        match question.question_type:
            case QuestionType.SCALE:
                return self.chance.randint(1, question.scale_highest)
            case QuestionType.ONE_CHOICE:
                return self.chance.choice(question.option_list)
            case QuestionType.SEVERAL_CHOICES:
                return self._some(question.option_list)
        return f"To {self.chance.choice(GOALS)}."

    def _some(self, codes: list[str], most: int = 3) -> list[str]:
        return sorted(self.chance.sample(codes, min(len(codes), self.chance.randint(1, most))))

    def _manager(self, partnership: Partnership) -> Actor:
        """Who decides: the partnership's first manager, or the support office where it has none."""
        manager: PartnershipManager | None = min(
            partnership.managers.all(), key=lambda one: one.pk, default=None
        )
        if manager is None:
            return Actor(user=self.office, role=Role.ADMINISTRATOR)
        return Actor(user=manager.user, role=Role.MANAGER)

    def _person(self, name: str, first: str, last: str) -> User:
        """An invented person who cannot sign in."""
        email = f"{name}@{SAMPLE_DOMAIN}"
        found = User.objects.filter(email=email).first()
        return found or User.objects.create_user(email, first_name=first, last_name=last)


SAMPLE_DOMAIN = "applicants.example.org"
"""Where all invented applicants have their addresses; what is removed is told by it."""
