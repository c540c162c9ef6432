from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from koios.core import commands
from koios.core.jobs import job
from koios.core.worker import work_forever


class Command(commands.Command):
    help = _("hace los trabajos en espera: correos, documentos y lo periódico")
    hidden = True  # bin/run starts it

    def add_arguments(self, parser):
        parser.add_argument("--lanes", type=int, default=2, help=_("trabajos a la vez (2)"))
        parser.add_argument(
            "--lease",
            type=float,
            default=job.LEASE.total_seconds(),
            help=_("segundos sin señales tras los que otro toma sus trabajos (30)"),
        )

    def handle(self, *, lanes, lease, **options):
        job.LEASE = timedelta(seconds=lease)
        work_forever(max(1, lanes))
