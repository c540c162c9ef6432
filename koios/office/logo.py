"""The company's logo: received like any other file, shown only as a copy drawn anew."""

from django.utils.translation import gettext as _

from koios.core import files, settings
from koios.core.acts import act

KEY = "company.logo"
KINDS = {"png", "jpg", "webp"}

# A file of the settings is shown to whoever works here; the logo itself, to anybody.
files.file_guards.add(settings.Setting._meta.label_lower, lambda user, file: True)


def current():
    """The file of the logo; nothing while the company has none."""
    key = str(settings.get(KEY))
    found = files.File.objects.filter(pk=int(key)) if key.isdecimal() else files.File.objects.none()
    return found.select_related("blob").first()


def replace(incoming, *, by):
    """Take another picture as the logo; raises `FileRefused` with what is wrong with this one."""
    basket = files.basket_new()
    upload = files.stage(basket, incoming, by=by)
    if upload.kind not in KINDS:
        upload.discard()
        raise files.FileRefused(upload.name, _("el logo debe ser PNG, JPG o WebP"))
    _keep(basket, by)


@act
def _keep(basket, by):
    [file] = files.adopt(basket, settings.Setting(key=KEY), by, public=True)
    settings.put(KEY, str(file.pk), by=by)


def take_away(*, by):
    settings.put(KEY, "", by=by)
