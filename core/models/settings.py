"""What an administrator sets once for the whole programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import CharBlock, RegexBlock, StructBlock, URLBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from core.blocks.text import FigureBlock


class SocialLinkBlock(StructBlock):
    """The programme's presence elsewhere."""

    title = CharBlock(label=_("Title"), max_length=60)
    url = URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


class FooterLinkBlock(StructBlock):
    """A page that every page leads to: privacy, accessibility, questions."""

    title = CharBlock(label=_("Title"), max_length=60)
    url = RegexBlock(
        label=_("Address"),
        regex=r"^(https?:/)?/[^\s/\\]\S*$",
        max_length=300,
        help_text=_("Of this site, such as /privacy/, or starting with https://."),
        error_messages={"invalid": _("Start the address with / or https://.")},
    )

    class Meta:
        icon = "link"
        label = _("Link")


@register_setting(icon="cog")
class ProgrammeSettings(BaseSiteSetting):
    """Name, contacts, funding line and figures: all that names the programme on every page."""

    name = models.CharField(_("name of the programme"), max_length=120, blank=True)
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True, help_text=_("In the header of small screens.")
    )
    tagline = models.CharField(
        _("tagline"), max_length=200, blank=True, help_text=_("One sentence: what this is.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("For search engines and shared links.")
    )
    contact_email = models.EmailField(_("e-mail address for general questions"), blank=True)
    support_name = models.CharField(_("name of the support office"), max_length=120, blank=True)
    support_email = models.EmailField(_("e-mail address of the support office"), blank=True)
    social_links = StreamField(
        [("link", SocialLinkBlock())], blank=True, verbose_name=_("social links")
    )
    footer_links = StreamField(
        [("link", FooterLinkBlock())],
        blank=True,
        verbose_name=_("links at the foot of every page"),
        help_text=_("For example to privacy, accessibility, questions and contact."),
    )
    figures = StreamField(
        [("figure", FigureBlock())],
        blank=True,
        verbose_name=_("programme figures"),
        help_text=_("Figures of the programme as published, each with its source."),
    )
    show_emblem = models.BooleanField(
        _("show the EU emblem"),
        default=False,
        help_text=_("Only for a programme that the European Union funds."),
    )
    funding_line = models.CharField(
        _("funding line"),
        max_length=200,
        blank=True,
        help_text=_("For example “Co-funded by the European Union”. Shown beside the emblem."),
    )
    disclaimer = models.TextField(_("disclaimer"), blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    FieldPanel("tagline"),
                    FieldPanel("description"),
                ],
                heading=_("Programme"),
            ),
            ObjectList(
                [
                    FieldPanel("contact_email"),
                    MultiFieldPanel(
                        [FieldPanel("support_name"), FieldPanel("support_email")],
                        heading=_("Support office"),
                    ),
                    FieldPanel("social_links"),
                    FieldPanel("footer_links"),
                ],
                heading=_("Contacts"),
            ),
            ObjectList([FieldPanel("figures")], heading=_("Figures")),
            ObjectList(
                [FieldPanel("show_emblem"), FieldPanel("funding_line"), FieldPanel("disclaimer")],
                heading=_("Funding"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("programme settings")

    def __str__(self) -> str:
        return self.name
