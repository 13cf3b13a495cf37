"""The second factor: a code from an app, asked for after the password.

django-allauth makes and checks the codes (`allauth.mfa`). Here stands who must have one, and that
nothing of theirs opens without it. An app says in its `AppConfig.ready` whom it trusts with other
people's data: `require_second_factor_of`.
"""

from core.second_factor.requirement import Requirement, is_required_of, require_second_factor_of

__all__ = ["Requirement", "is_required_of", "require_second_factor_of"]
