"""The options that an answer can choose from, in a fixed order, in one or two levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from matching.errors import CriteriaError, ProfileError
from matching.mapping import FrozenMapping
from matching.profile import MAX_NAME

MAX_VOCABULARY = 1_000
"""Options of one question. Each costs a byte per profile; a longer list is not a question."""

MAX_REMEMBERED = 20_000
"""Sets of options whose names are kept at hand."""

_NO_PARENTS: FrozenMapping[str, str] = FrozenMapping({})


class Names(dict[int, tuple[str, ...]]):
    """Options of a bit mask, in the order of the list: `names[mask]`. The last ones are kept."""

    def __init__(self, options: tuple[str, ...]) -> None:
        """Start with the names of no options."""
        super().__init__({0: ()})
        self._options = options

    def __missing__(self, mask: int) -> tuple[str, ...]:
        """Find the names, bit by bit."""
        chosen = []
        left = mask
        while left:
            lowest = left & -left
            chosen.append(self._options[lowest.bit_length() - 1])
            left ^= lowest
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        names = self[mask] = tuple(chosen)
        return names


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A controlled list of options; an option may be a specialisation of another.

    Choosing a specialisation chooses what it belongs to as well. A wish for "technical textiles"
    is therefore half met by an organisation that knows another part of textiles, and a wish for
    "textiles" is met in full by one that knows technical textiles.
    """

    name: str
    options: tuple[str, ...]
    parents: Mapping[str, str] = field(default=_NO_PARENTS)
    masks: dict[str, int] = field(init=False, repr=False, compare=False)
    names: Names = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse lists that are too long, have doubles or name a parent that is not there."""
        if not isinstance(self.options, tuple):
            raise CriteriaError(self.name, self.options, "options are not a tuple")
        if len(self.options) > MAX_VOCABULARY:
            problem = f"has more than {MAX_VOCABULARY} options"
            raise CriteriaError(self.name, len(self.options), problem)
        masks: dict[str, int] = {}
        for index, option in enumerate(self.options):
            if not isinstance(option, str) or not option.strip() or len(option) > MAX_NAME:
                raise CriteriaError(self.name, option, f"option {index + 1} is not a name")
            if option in masks:
                raise CriteriaError(self.name, option, "option stands in the list twice")
            masks[option] = 1 << index
        self._check_levels(masks)
        for child, parent in self.parents.items():
            masks[child] |= masks[parent]
        object.__setattr__(self, "parents", FrozenMapping(self.parents))
        object.__setattr__(self, "masks", masks)
        object.__setattr__(self, "names", Names(self.options))

    def _check_levels(self, masks: Mapping[str, int]) -> None:
        for child, parent in self.parents.items():
            if not isinstance(parent, str):
                raise CriteriaError(self.name, parent, f"what {child} belongs to is not a name")
            for option in (child, parent):
                if option not in masks:
                    raise CriteriaError(self.name, option, "unknown option in the levels")
            if parent in self.parents:
                raise CriteriaError(self.name, child, "has more than two levels")

    @property
    def top(self) -> int:
        """Mask of the options that do not belong to another."""
        return sum(1 << i for i, option in enumerate(self.options) if option not in self.parents)

    def mask(self, options: Collection[str]) -> int:
        """Options as a bit mask, closed upwards; an unknown one raises KeyError."""
        masks = self.masks
        mask = 0
        for option in options:
            mask |= masks[option]
        return mask

    def unknown(self, options: Collection[str], field_name: str, subject: str) -> ProfileError:
        """The refusal of options of which one at least is not in the list."""
        first = min(option for option in options if option not in self.masks)
        problem = f"unknown option; {self.name} has {len(self.options)} others"
        return ProfileError(field_name, first, problem, subject=subject)
