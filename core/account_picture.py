"""The picture that people who edit put on their own account."""

from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from core.uploads import WholePictureField


class AccountPictureForm(AvatarPreferencesForm):
    """Wagtail's form, which fails on a large picture that breaks off, with our field."""

    avatar = WholePictureField(required=False)


def use_account_picture_form() -> None:
    """Put our form in Wagtail's panel; there is no setting for it."""
    AvatarSettingsPanel.form_class = AccountPictureForm
