"""The catalogue, the table in which everything searchable is, and what people keep of it."""

from search.models.catalogue_page import CataloguePage
from search.models.entry import Kind, SearchEntry, SearchTerm, SearchWord
from search.models.looked_for import LookedFor
from search.models.saved_search import CatalogueArrival, Frequency, SavedSearch, ToldOffer
from search.models.synonyms import SynonymGroup

__all__ = [
    "CatalogueArrival",
    "CataloguePage",
    "Frequency",
    "Kind",
    "LookedFor",
    "SavedSearch",
    "SearchEntry",
    "SearchTerm",
    "SearchWord",
    "SynonymGroup",
    "ToldOffer",
]
