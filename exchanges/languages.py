"""The languages in which a host can work with a visitor.

Codes are those of ISO 639-1, and of ISO 639-2 for Montenegrin, which has no shorter one.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Official languages of the European Union (Council Regulation No 1, Article 1).
EUROPEAN_UNION: Final[dict[str, Promise]] = {
    "bg": _("Bulgarian"),
    "cs": _("Czech"),
    "da": _("Danish"),
    "de": _("German"),
    "el": _("Greek"),
    "en": _("English"),
    "es": _("Spanish"),
    "et": _("Estonian"),
    "fi": _("Finnish"),
    "fr": _("French"),
    "ga": _("Irish"),
    "hr": _("Croatian"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "mt": _("Maltese"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "sk": _("Slovak"),
    "sl": _("Slovenian"),
    "sv": _("Swedish"),
}

# Official languages of participating countries that are none of the European Union.
OTHER_PARTICIPANTS: Final[dict[str, Promise]] = {
    "bs": _("Bosnian"),
    "cnr": _("Montenegrin"),
    "hy": _("Armenian"),
    "is": _("Icelandic"),
    "lb": _("Luxembourgish"),
    "mk": _("Macedonian"),
    "sq": _("Albanian"),
    "sr": _("Serbian"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
}

# Official in a part of a participating country, or spoken by people at its organisations.
FURTHER: Final[dict[str, Promise]] = {
    "ar": _("Arabic"),
    "ca": _("Catalan"),
    "cy": _("Welsh"),
    "eu": _("Basque"),
    "gl": _("Galician"),
    "ru": _("Russian"),
}

LANGUAGES: Final[dict[str, Promise]] = EUROPEAN_UNION | OTHER_PARTICIPANTS | FURTHER
CHOICES: Final[tuple[tuple[str, Promise], ...]] = tuple(
    sorted(LANGUAGES.items(), key=lambda item: str(item[1]))
)
