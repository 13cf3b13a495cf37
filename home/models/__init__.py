"""The front page, the plain pages and the record of what was loaded."""

from home.models.contact_page import ContactPage
from home.models.faq_page import FAQPage
from home.models.home_page import HomePage
from home.models.loaded_object import LoadedObject
from home.models.standard_page import StandardPage

__all__ = [
    "ContactPage",
    "FAQPage",
    "HomePage",
    "LoadedObject",
    "StandardPage",
]
