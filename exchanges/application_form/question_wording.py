"""How the steps and questions of the application are put, on every page that shows them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.domain.questions import Step


@dataclass(frozen=True, slots=True)
class StepWording:
    """The heading of a step's page, and one sentence below it."""

    title: str | Promise
    lead: str | Promise = ""
    for_staff: str | Promise = ""
    """What staff call the answers of this step, where the title speaks to the applicant."""


@dataclass(frozen=True, slots=True)
class QuestionWording:
    """The question, its help, and what it is called in lists of answers."""

    label: str | Promise
    short: str | Promise
    help: str | Promise = ""


STEP_WORDING: dict[Step, StepWording] = {
    Step.ROLE: StepWording(
        _("What you want to do"),
        _("You can do both: visit others, and let others visit you."),
        _("Role"),
    ),
    Step.PERSON: StepWording(
        _("You"),
        _(
            "The person who speaks for the organisation. We know your name and your e-mail "
            "address. You may add your CV as a PDF file."
        ),
        _("Person"),
    ),
    Step.ORGANISATION: StepWording(
        _("Your organisation"),
        _("The organisation for which you apply: one legal entity, in one country."),
        _("Organisation"),
    ),
    Step.CLUSTER: StepWording(
        _("Your cluster"),
        _("A cluster is a group of companies and institutes of one trade in one region."),
        _("Cluster"),
    ),
    Step.SECTORS: StepWording(
        _("Your field"),
        _("By this we find a partnership and organisations that suit you."),
        _("Field"),
    ),
    Step.SOUGHT: StepWording(
        _("What you look for"),
        _("As a visitor: what you want to see, learn or do at a host."),
        _("Sought"),
    ),
    Step.OFFERED: StepWording(
        _("What you offer"),
        _("As a host: what a visitor can see, learn or do with you."),
        _("Offered"),
    ),
    Step.MOTIVATION: StepWording(
        _("Why you want to take part"),
        _("In your own words. The other side and your partnership read this."),
        _("Motivation and result"),
    ),
    Step.LANGUAGES: StepWording(
        _("Languages"),
        _("Those in which your people can work with the other side."),
        _("Languages"),
    ),
    Step.PREFERENCES: StepWording(
        _("When, where and how"),
        _("What you leave open makes it easier to find somebody."),
        _("When, where and how"),
    ),
    Step.PLACES: StepWording(
        _("How many visitors"),
        _("There is no limit, and you can change it later."),
        _("Places"),
    ),
    Step.PARTNERSHIP: StepWording(
        _("Your partnership"),
        _("It checks your application and is your guide through the whole exchange."),
        _("Partnership"),
    ),
    Step.CONSENT: StepWording(
        _("What you agree to"),
        _("You can take each of these back at any time, on the page of your application."),
        _("Consent"),
    ),
}

QUESTION_WORDING: dict[str, QuestionWording] = {
    "sides": QuestionWording(_("What would you like to do?"), _("Takes part as")),
    "position": QuestionWording(
        _("Your position in the organisation"),
        _("Position"),
        _("For example cluster manager, managing director, project officer."),
    ),
    "phone": QuestionWording(
        _("Telephone number"),
        _("Telephone"),
        _("With the code of the country, such as +32 2 123 45 67. Only your partnership sees it."),
    ),
    "organisation": QuestionWording(_("Which organisation do you apply for?"), _("Organisation")),
    "organisation_name": QuestionWording(
        _("Name of the organisation"), _("Name"), _("As it is registered.")
    ),
    "organisation_kind": QuestionWording(
        _("What kind of organisation is it?"), _("Kind of organisation")
    ),
    "organisation_country": QuestionWording(
        _("Country where it is registered"),
        _("Country"),
        _("With several registered seats: the one where you work."),
    ),
    "organisation_region": QuestionWording(_("Region"), _("Region")),
    "organisation_city": QuestionWording(_("City"), _("City")),
    "organisation_website": QuestionWording(
        _("Website"), _("Website"), _("For example https://www.example.org.")
    ),
    "cluster": QuestionWording(
        _("Of which cluster is your organisation a member?"),
        _("Member of the cluster"),
        _(
            "Visitors have to be members of a cluster. A small or medium-sized company outside any "
            "cluster may host when the support office approves it."
        ),
    ),
    "cluster_name": QuestionWording(
        _("Name of the other cluster"),
        _("Other cluster"),
        _("And its country, if it is not yours."),
    ),
    "has_visited": QuestionWording(
        _("Has your organisation already been on a visit on site in this programme?"),
        _("Was on a visit before"),
        _("Virtual exchanges do not count."),
    ),
    "sectors": QuestionWording(
        _("In which sectors does your organisation work?"),
        _("Sectors"),
        _("Choose those that matter most. The narrower ones say more than the wide ones."),
    ),
    "development": QuestionWording(
        _("What does EU cohesion policy call your region?"),
        _("Region by EU cohesion policy"),
        _(
            "The programme wants regions of different levels to meet. Leave it open if you do not "
            "know."
        ),
    ),
    "maturity": QuestionWording(
        _("How far has your cluster come?"),
        _("Stage of the cluster"),
        _("Yours, or the one you are a member of."),
    ),
    "sought_topics": QuestionWording(
        _("Which topics do you want to learn about?"), _("Topics sought")
    ),
    "sought_technologies": QuestionWording(
        _("Which technologies do you look for?"), _("Technologies sought")
    ),
    "sought_activity_kinds": QuestionWording(
        _("What would you like to do during the visit?"), _("Kinds of activity sought")
    ),
    "offered_topics": QuestionWording(
        _("On which topics can a visitor learn from you?"), _("Topics offered")
    ),
    "offered_technologies": QuestionWording(
        _("Which technologies can you show?"), _("Technologies offered")
    ),
    "offered_activity_kinds": QuestionWording(
        _("What can a visitor do with you?"), _("Kinds of activity offered")
    ),
    "motivation": QuestionWording(
        _("Why do you want to take part?"),
        _("Motivation"),
        _("What you work on now, and what an exchange would change."),
    ),
    "expected_result": QuestionWording(
        _("What should have come of it a year later?"),
        _("Expected result"),
        _("For example a joint project, a new supplier, a service for your members."),
    ),
    "languages": QuestionWording(
        _("Which languages do your people speak, and how well?"),
        _("Languages"),
        _(
            "A1 and A2: basic. B1 and B2: enough to work together. C1 and C2: fluent. "
            "One line for each language; empty lines are left out."
        ),
    ),
    "preferred_countries": QuestionWording(
        _("Which countries would you like best?"),
        _("Preferred countries"),
        _("None ticked means any. The other side is never from your own country."),
    ),
    "excluded_countries": QuestionWording(
        _("Are there countries that will not do?"),
        _("Countries left out"),
        _("Nobody from these is proposed to you."),
    ),
    "preferred_kinds": QuestionWording(
        _("Which organisations would you like to meet?"),
        _("Preferred organisations"),
        _("None ticked means any."),
    ),
    "ecosystem": QuestionWording(
        _("In which field should the other side work?"), _("Field of the other side")
    ),
    "mode": QuestionWording(
        _("How do you want to meet?"),
        _("How to meet"),
        _("A virtual exchange takes as long as a visit and brings no lump sum."),
    ),
    "period_start": QuestionWording(_("From which day on?"), _("Possible from")),
    "period_end": QuestionWording(_("Until which day?"), _("Possible until")),
    "working_days": QuestionWording(
        _("How many full working days?"), _("Length in working days"), _("Without travel.")
    ),
    "group_size": QuestionWording(
        _("How many people would travel?"),
        _("People on the visit"),
        _("The lump sum is for one."),
    ),
    "places_per_exchange": QuestionWording(
        _("How many visitors at the same time?"), _("Visitors at the same time")
    ),
    "places_total": QuestionWording(
        _("How many visitors in all?"), _("Visitors in all"), _("Over the next twelve months.")
    ),
    "partnership": QuestionWording(_("Which partnership should guide you?"), _("Partnership")),
}
