"""The pilot's criteria over the lists of a register."""

from exchanges.matching_module.criteria import QUESTIONS, register_criteria
from exchanges.matching_module.register import RegisterEntry, RegisterLists
from matching import pilot_criteria
from matching.vocabulary import MAX_VOCABULARY


def make_lists(**lists: tuple[RegisterEntry, ...]) -> RegisterLists:
    """A register with one entry in each list."""
    one = {
        "countries": (RegisterEntry("SI", "Slovenia", takes_part=True), RegisterEntry("GB", "UK")),
        "sectors": (RegisterEntry("wool", "Wool", "textile"), RegisterEntry("textile", "Textile")),
        "topics": (RegisterEntry("export", "Export"),),
        "technologies": (RegisterEntry("looms", "Looms"),),
        "activity_kinds": (RegisterEntry("networking", "Networking"),),
    }
    return RegisterLists(**{**one, **lists})


def test_weights_and_rules_are_the_pilots() -> None:
    criteria, pilot = register_criteria(make_lists(), minimum_days=4), pilot_criteria()
    assert criteria.questions == tuple(q for q in pilot.questions if q.name in QUESTIONS)
    assert (criteria.rules, criteria.fusion) == (pilot.rules, pilot.fusion)
    assert {question.name for question in pilot.questions} - QUESTIONS == {
        "objectives",
        "development",
        "maturity",
    }
    assert criteria.minimum_days == 4


def test_options_are_the_registers() -> None:
    vocabularies = register_criteria(make_lists(), minimum_days=3).vocabularies
    assert vocabularies["sectors"].options == ("textile", "wool")
    assert dict(vocabularies["sectors"].parents) == {"wool": "textile"}
    assert vocabularies["activities"].options == ("networking",)
    assert vocabularies["countries"].options == ("GB", "SI")
    assert {"en", "cnr"} <= set(vocabularies["languages"].options)


def test_only_countries_that_take_part() -> None:
    assert register_criteria(make_lists(), minimum_days=3).eligible_countries == {"SI"}
    unknown = make_lists(countries=(RegisterEntry("SI", "Slovenia"),))
    assert register_criteria(unknown, minimum_days=3).eligible_countries == frozenset()


def test_programme_bodies_are_not_admitted() -> None:
    criteria = register_criteria(make_lists(), minimum_days=3)
    kinds = {"CLUSTER_ORGANISATION", "SCALING_UP_SUPPORT", "SME"}
    assert criteria.admitted_hosts == criteria.admitted_visitors == kinds
    assert set(criteria.vocabularies["organisation_types"].options) == kinds | {"PLATFORM"}


def test_an_empty_list_takes_its_question_with_it() -> None:
    nothing: dict[str, tuple[RegisterEntry, ...]] = {
        "sectors": (),
        "topics": (),
        "technologies": (),
        "activity_kinds": (),
    }
    criteria = register_criteria(make_lists(**nothing), minimum_days=3)
    names = {question.name for question in criteria.questions}
    assert names == QUESTIONS - {"sectors", "topics", "technologies", "activities"}


def test_a_third_level_and_a_list_without_end_are_borne() -> None:
    deep = (
        RegisterEntry("a", "A"),
        RegisterEntry("b", "B", "a"),
        RegisterEntry("c", "C", "b"),
    )
    many = tuple(RegisterEntry(f"t{number:05}", "T") for number in range(MAX_VOCABULARY + 5))
    vocabularies = register_criteria(
        make_lists(sectors=deep, topics=many), minimum_days=3
    ).vocabularies
    assert dict(vocabularies["sectors"].parents) == {"b": "a"}
    assert len(vocabularies["topics"].options) == MAX_VOCABULARY
