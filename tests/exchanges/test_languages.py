"""The languages that a host can name."""

from exchanges import languages


def test_every_group_is_offered_and_none_overlap() -> None:
    groups = [languages.EUROPEAN_UNION, languages.OTHER_PARTICIPANTS, languages.FURTHER]
    assert len(languages.EUROPEAN_UNION) == 24
    assert sum(len(group) for group in groups) == len(languages.LANGUAGES)
    assert {code for code, _name in languages.CHOICES} == set(languages.LANGUAGES)


def test_choices_stand_in_the_order_of_their_names() -> None:
    names = [str(name) for _code, name in languages.CHOICES]
    assert names == sorted(names)


def test_codes_fit_their_column() -> None:
    assert {len(code) for code in languages.LANGUAGES} == {2, 3}
