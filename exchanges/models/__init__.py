"""Offers, the rules of participation, and applications."""

from exchanges.models.application import AnswerChange, Application
from exchanges.models.application_page import ApplicationPage
from exchanges.models.call import Call, ReferenceCounter
from exchanges.models.consent import REQUIRED_CONSENTS, Consent, ConsentKind, ConsentText
from exchanges.models.correspondence import Message, PrivateNote
from exchanges.models.curriculum_vitae import CurriculumVitae
from exchanges.models.extra_question import AskedQuestion, AskedSide, ExtraQuestion, QuestionType
from exchanges.models.interest import Interest, InterestAim, InterestStatus
from exchanges.models.offer import Offer, OfferStatus
from exchanges.models.offer_details import (
    ExchangeMode,
    LanguageLevel,
    OfferKeyword,
    OfferLanguage,
)
from exchanges.models.offer_page import ExchangeOfferPage
from exchanges.models.profile import Profile
from exchanges.models.representative import LIVE_STATES, Representative, RepresentativeState
from exchanges.models.rules import RuleSet
from exchanges.models.typed_answers import TypedAnswers

__all__ = [
    "LIVE_STATES",
    "REQUIRED_CONSENTS",
    "AnswerChange",
    "Application",
    "ApplicationPage",
    "AskedQuestion",
    "AskedSide",
    "Call",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "CurriculumVitae",
    "ExchangeMode",
    "ExchangeOfferPage",
    "ExtraQuestion",
    "Interest",
    "InterestAim",
    "InterestStatus",
    "LanguageLevel",
    "Message",
    "Offer",
    "OfferKeyword",
    "OfferLanguage",
    "OfferStatus",
    "PrivateNote",
    "Profile",
    "QuestionType",
    "ReferenceCounter",
    "Representative",
    "RepresentativeState",
    "RuleSet",
    "TypedAnswers",
]
