"""What `load_programme` has loaded, so that it never overwrites an editor's work."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedObject(models.Model):
    """The record of one loaded object: where it came from and how it looked then.

    Without it the loader could not tell an object that an editor deleted from one that is new.
    """

    source_key = models.CharField(
        _("source key"), max_length=200, unique=True, help_text=_("Kind and key in the data files.")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64, help_text=_("Hash of the entry in the data files."))
    state_hash = models.CharField(
        max_length=64, help_text=_("Hash of the object as the loader left it.")
    )
    is_sample = models.BooleanField(default=False)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loaded object")
        verbose_name_plural = _("loaded objects")

    def __str__(self) -> str:
        return self.source_key
