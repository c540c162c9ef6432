"""What signing tells those below of itself: settings, doors, pages."""

from django.utils.translation import gettext_lazy as _

from koios.core import settings
from koios.ui import shell

settings.define_group("signing", _("Firmas"), order=48)

shell.foot.add("verify", shell.Link(_("Verificar un documento"), "verifying:verify"))
