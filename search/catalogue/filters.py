"""The filters of the catalogue as the page shows them: groups of boxes with numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.facets import LEGENDS, FacetName
from search.labels import Labels
from search.queries import CatalogueResult, FacetValue

# The order in which people narrow a list down, which is not the one in which offers are projected.
SHOWN = (
    FacetName.COUNTRY,
    FacetName.SECTOR,
    FacetName.TOPIC,
    FacetName.ACTIVITY,
    FacetName.TECHNOLOGY,
    FacetName.MONTH,
    FacetName.LENGTH,
    FacetName.MODE,
    FacetName.LANGUAGE,
    FacetName.ORGANISATION_TYPE,
    FacetName.PARTNERSHIP,
)
# What most people begin with; the others open when they are in use.
OPEN_AT_FIRST = frozenset({FacetName.COUNTRY, FacetName.SECTOR})
SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A value of a filter, for components/facet_options.html."""

    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Ecosystem:
    """An industrial ecosystem of the sector filter, and its specialisations under it."""

    ecosystem: Box
    specialisations: tuple[Box, ...]

    @property
    def itself(self) -> tuple[Box, ...]:
        """The one box of the ecosystem, as a list."""
        return (self.ecosystem,)

    @property
    def open(self) -> bool:
        """Whether the specialisations are shown: one of them is chosen."""
        return any(box.checked for box in self.specialisations)


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """A filter. Only the sector has a tree, all others have a list."""

    name: FacetName
    legend: str
    chosen: int
    boxes: tuple[Box, ...] = ()
    tree: tuple[Ecosystem, ...] = field(default=())

    @property
    def first(self) -> tuple[Box, ...]:
        """What is shown at once."""
        return self.boxes[:SHOWN_AT_ONCE]

    @property
    def more(self) -> tuple[Box, ...]:
        """What is folded away."""
        return self.boxes[SHOWN_AT_ONCE:]

    @property
    def is_more_open(self) -> bool:
        """Whether it is shown all the same: one of it is chosen."""
        return any(box.checked for box in self.more)

    @property
    def open(self) -> bool:
        """Whether it stands open when the page comes."""
        return bool(self.chosen) or self.name in OPEN_AT_FIRST


def filter_groups(result: CatalogueResult, labels: Labels) -> tuple[FilterGroup, ...]:
    """The filters that have something to choose, in the order in which they are shown."""
    groups = (group_of(name, result.facets.get(name, ()), labels) for name in SHOWN)
    return tuple(group for group in groups if group.boxes or group.tree)


def group_of(name: FacetName, values: tuple[FacetValue, ...], labels: Labels) -> FilterGroup:
    """A filter with its values."""
    chosen = sum(one.is_chosen for one in values)
    if name is FacetName.SECTOR:
        return FilterGroup(name, str(LEGENDS[name]), chosen, tree=sector_tree(values, labels))
    return FilterGroup(name, str(LEGENDS[name]), chosen, boxes=tuple(map(box_of, values)))


def sector_tree(values: Iterable[FacetValue], labels: Labels) -> tuple[Ecosystem, ...]:
    """Ecosystems, each with its specialisations; one that brings nothing heads those that do."""
    found = {one.value: one for one in values}
    wanted = {one.parent or one.value for one in found.values()}
    return tuple(
        Ecosystem(
            box_of(found[code]) if code in found else Box(code, label, 0, checked=False),
            tuple(box_of(one) for one in found.values() if one.parent == code),
        )
        for code, label in labels.names[FacetName.SECTOR].items()
        if code in wanted
    )


def box_of(one: FacetValue) -> Box:
    """A value as a box to tick."""
    return Box(one.value, one.label, one.count, one.is_chosen)
