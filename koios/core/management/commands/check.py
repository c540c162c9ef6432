"""`koios check`: is everything as the program left it?"""

import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.checks import checks
from koios.core.commands import DONE, FINDINGS, Command


class Command(Command):
    help = gettext_lazy("revisa el registro de actos, los números, los archivos y los correos")
    reports = True

    def handle(self, **options):
        """Runs every check and tells what is wrong; the exit status is 1 if anything is."""
        told, lines, found = [], [], 0
        for name, check in checks.items():
            began = time.monotonic()
            problems = [str(problem) for problem in check()]
            took = round(time.monotonic() - began, 2)
            told.append({"check": name, "problems": problems, "seconds": took})
            found += len(problems)
            lines.append(f"{'ok' if not problems else 'MAL':4}{name} ({took} s)")
            lines += [f"    {problem}" for problem in problems]
        lines.append(_("Todo está en orden.") if not found else _("Problemas: %s") % found)
        self.report({"ok": not found, "problems": found, "checks": told}, "\n".join(lines))
        return FINDINGS if found else DONE
