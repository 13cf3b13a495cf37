"""The addresses beside the pages of the tree that the audits open, by who looks at them.

Words in braces stand for what a test makes (`filled`). What is missing here fails in
`tests/architecture/test_audited_pages.py`.
"""

FOR_EVERYBODY = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/nothing-x/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nothing/",
    "/interest/?aim=host",
    "/partnerships/organisations/",
)
WITH_A_LINK = (
    "/accounts/confirm-email/{confirmation}/",
    "/accounts/password/reset/key/{user}-set-password/",
    "/interest/{interest_id}/thanks/",
    "/my/searches/unsubscribe/{token}/",
)
OF_AN_ACCOUNT = (
    "/accounts/",
    "/accounts/name/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
)
WITHOUT_PASSWORD = ("/accounts/password/set/",)
BEFORE_THE_SECOND_FACTOR = ("/accounts/2fa/authenticate/",)
WITH_SECOND_FACTOR = (
    "/accounts/2fa/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/reauthenticate/",
)
OF_A_REPRESENTATIVE = (
    "/my/organisations/",
    "/my/organisations/{slug}/",
    "/my/organisations/{slug}/leave/",
    "/my/invitations/{invitation_id}/",
)
WITHOUT_SEARCHES = ("/my/searches/",)
OF_WHO_SEARCHES = (
    "/my/searches/",
    "/my/searches/new/?q=weaving&country=IT",
    "/my/searches/{search_id}/",
    "/my/searches/{search_id}/delete/",
)

FIT = "/offers/fit/hosts/"
QUESTIONS = "/apply/questions/"
_APPLICATION = "/my/applications/{application_id}/"
CHECK = f"{_APPLICATION}check/"
OF_WHO_TAKES_PART = (
    "/my/",
    _APPLICATION,
    f"{_APPLICATION}answers/",
    f"{_APPLICATION}hosts/",
    f"{_APPLICATION}visitors/",
    f"{_APPLICATION}offer/",
    f"{_APPLICATION}do/pause/",
    f"{_APPLICATION}do/withdraw/",
    f"{_APPLICATION}cv/",
    f"{_APPLICATION}role/",
    f"{_APPLICATION}person/",
    f"{_APPLICATION}sectors/",
    f"{_APPLICATION}consent/",
)
OF_WHO_PAUSES = ("/my/", _APPLICATION, f"{_APPLICATION}do/resume/", f"{_APPLICATION}do/pause/")
OF_WHO_WAITS = (
    "/my/",
    _APPLICATION,
    f"{_APPLICATION}answers/",
    f"{_APPLICATION}sent/",
    f"{_APPLICATION}cv/",
    f"{_APPLICATION}do/withdraw/",
)
OF_WHO_LEFT = ("/my/", _APPLICATION, f"{_APPLICATION}do/withdraw/")

_MANAGED = "/manage/applications/{application_id}/"
OF_A_MANAGER = (
    "/manage/",
    "/manage/?q=nobody",
    "/manage/interests/",
    "/manage/interests/{interest_id}/",
    "/manage/interests/{answered_id}/",
    "/manage/representatives/",
    "/manage/representatives/{representative_id}/remove/",
    "/manage/contributions/",
    "/manage/news/new/",
    "/manage/news/{news}/",
    "/manage/events/new/",
    "/manage/events/{event}/",
    _MANAGED,
    f"{_MANAGED}messages/",
    f"{_MANAGED}notes/",
    f"{_MANAGED}accept/",
    f"{_MANAGED}ask-for-more/",
    f"{_MANAGED}hand-over/",
    f"{_MANAGED}reject/",
)
OF_A_MANAGER_LATER = (f"{_MANAGED}pause/", f"{_MANAGED}revoke/")

AUDITED = (
    *FOR_EVERYBODY,
    *WITH_A_LINK,
    *OF_AN_ACCOUNT,
    *WITHOUT_PASSWORD,
    *BEFORE_THE_SECOND_FACTOR,
    *WITH_SECOND_FACTOR,
    *OF_A_REPRESENTATIVE,
    *WITHOUT_SEARCHES,
    *OF_WHO_SEARCHES,
    FIT,
    QUESTIONS,
    CHECK,
    *OF_WHO_TAKES_PART,
    *OF_WHO_PAUSES,
    *OF_WHO_WAITS,
    *OF_WHO_LEFT,
    *OF_A_MANAGER,
    *OF_A_MANAGER_LATER,
)


def filled(addresses: tuple[str, ...], **values: object) -> list[str]:
    """The addresses with what a test made in place of the words in braces."""
    return [address.format(**values) for address in addresses]
