"""How long a stay may be: three working days to a month in the pilot."""

import pytest

from exchanges.domain.stay import StayFinding, StayRules, check_stay

PILOT = StayRules(minimum_working_days=3, maximum_working_days=23)


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        (3, 23, {}),
        (3, 3, {}),
        (23, 23, {}),
        (None, None, {}),
        (5, None, {}),
        (None, 5, {}),
        (2, 5, {"minimum_working_days": StayFinding.TOO_SHORT}),
        (0, None, {"minimum_working_days": StayFinding.TOO_SHORT}),
        (3, 24, {"maximum_working_days": StayFinding.TOO_LONG}),
        (None, 24, {"maximum_working_days": StayFinding.TOO_LONG}),
        (24, None, {"minimum_working_days": StayFinding.TOO_LONG}),
        (None, 2, {"maximum_working_days": StayFinding.TOO_SHORT}),
        (6, 5, {"maximum_working_days": StayFinding.REVERSED}),
        (
            1,
            30,
            {
                "minimum_working_days": StayFinding.TOO_SHORT,
                "maximum_working_days": StayFinding.TOO_LONG,
            },
        ),
        # What the rules say of a value comes before how the two stand to each other.
        (
            5,
            2,
            {"maximum_working_days": StayFinding.TOO_SHORT},
        ),
        (
            24,
            23,
            {
                "minimum_working_days": StayFinding.TOO_LONG,
                "maximum_working_days": StayFinding.REVERSED,
            },
        ),
    ],
)
def test_check_stay(
    minimum: int | None, maximum: int | None, expected: dict[str, StayFinding]
) -> None:
    found = check_stay(PILOT, minimum_working_days=minimum, maximum_working_days=maximum)
    assert found == expected


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        (1, 60, {}),
        (None, 60, {}),
        (6, 5, {"maximum_working_days": StayFinding.REVERSED}),
    ],
)
def test_without_rules_only_the_order_counts(
    minimum: int | None, maximum: int | None, expected: dict[str, StayFinding]
) -> None:
    assert check_stay(None, minimum_working_days=minimum, maximum_working_days=maximum) == expected
