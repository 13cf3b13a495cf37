"""However a site is changed, the search table is what is published."""

import pytest

from search.models import SearchEntry
from search.projection.checking import find_drift
from tests.search.projection.conftest import SmallSite
from tests.search.random_changes import Changer

pytestmark = pytest.mark.django_db

CHANGES = 60
SEED = 20_261_124


def test_sixty_random_changes_leave_no_drift(small_site: SmallSite) -> None:
    changer = Changer(small_site, SEED)
    made = []
    for _time in range(CHANGES):
        made.append(changer.change())
        if len(made) % 10 == 0:
            assert (find_drift().keys, made[-10:]) == (set(), made[-10:])
    assert SearchEntry.objects.count() > 5
    assert any("rolled back" in name for name in made)
