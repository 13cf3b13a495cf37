"""The forms about who acts for an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.Form):
    """Invite a colleague by e-mail."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        help_text=_("We send an invitation there. It is open for 14 days."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.org."),
        },
    )

    use_required_attribute = False


class LeavingForm(forms.Form):
    """Leave an organisation; the last one says that they know what follows."""

    is_understood = forms.BooleanField(
        label=_("I understand that nobody can act for the organisation then"),
        error_messages={"required": _("Tick this to leave as the last person.")},
    )

    use_required_attribute = False

    def __init__(self, *args: object, is_last: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not is_last:
            del self.fields["is_understood"]
