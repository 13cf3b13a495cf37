"""Matching of visiting and host organisations: profiles and criteria in, ranked reasons out.

Plain Python with numpy: no framework, no database, no clock. The words a person reads are made by
the caller. `docs/matching.md` explains the score.
"""

from matching.answers import (
    DayRange,
    Development,
    EcosystemWish,
    LanguageLevel,
    Maturity,
    Mode,
    Role,
)
from matching.counterfactual import Counterfactual, bring_in
from matching.criteria import POINTS, Criteria
from matching.errors import CriteriaError, FileError, MatchingError, ProfileError, RequestError
from matching.explanation import Direction, Explanation, Part
from matching.kernels import State
from matching.lists import Listing, Ranked
from matching.matcher import Matcher
from matching.pilot import pilot_criteria
from matching.profile import Profile
from matching.questions import Fusion, Kernel, Question, Rule, Scale
from matching.rules import RuleOutcome
from matching.scoring import explain_pair
from matching.vocabulary import Vocabulary

__all__ = [
    "POINTS",
    "Counterfactual",
    "Criteria",
    "CriteriaError",
    "DayRange",
    "Development",
    "Direction",
    "EcosystemWish",
    "Explanation",
    "FileError",
    "Fusion",
    "Kernel",
    "LanguageLevel",
    "Listing",
    "Matcher",
    "MatchingError",
    "Maturity",
    "Mode",
    "Part",
    "Profile",
    "ProfileError",
    "Question",
    "Ranked",
    "RequestError",
    "Role",
    "Rule",
    "RuleOutcome",
    "Scale",
    "State",
    "Vocabulary",
    "bring_in",
    "explain_pair",
    "pilot_criteria",
]
