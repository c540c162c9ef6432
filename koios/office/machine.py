"""What Koios does by itself, told to who looks after it: jobs and periodic lines."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koios.core import clock, schedule
from koios.core.jobs import Job
from koios.core.registry import Registry
from koios.ui import formats
from koios.ui.states import State

STILL = timedelta(minutes=5)  # a job that nobody has taken by then: no worker is running

# {"core.outbox.deliver": «Entregar un correo»}: a capability names its tasks and its lines
names = Registry()

for _key, _name in {
    "koios.line": gettext_lazy("Tarea periódica"),
    "koios.mail": gettext_lazy("Entregar un correo"),
    "core.render_document": gettext_lazy("Preparar un documento"),
    "outbox.wake": gettext_lazy("Despertar los correos que esperan"),
    "office.chain_look": gettext_lazy("Revisar la cadena del registro de actos"),
    "codes.sweep": gettext_lazy("Olvidar los códigos de un solo uso que vencieron"),
    "quotes.expire": gettext_lazy("Dar por vencidas las cotizaciones cuyo plazo pasó"),
    "quotes.remind": gettext_lazy("Recordar las cotizaciones sin respuesta"),
    "limits.sweep": gettext_lazy("Olvidar las cuentas de intentos que ya pasaron"),
    "jobs.sweep": gettext_lazy("Olvidar los trabajos terminados"),
    "imports.clear_old": gettext_lazy("Borrar los archivos importados hace tiempo"),
    "notices.forget_old": gettext_lazy("Borrar los avisos leídos hace seis meses"),
    "trail.look": gettext_lazy("Revisar la cadena del registro de actos"),
    "progress.sweep": gettext_lazy("Borrar las exportaciones de hace una semana"),
    "sessions.sweep": gettext_lazy("Olvidar las sesiones vencidas"),
    "koios.export": gettext_lazy("Escribir una exportación"),
    "office.report": gettext_lazy("Preparar un informe"),
    "koios.import.check": gettext_lazy("Probar un archivo"),
    "koios.import.take": gettext_lazy("Importar un archivo"),
    "files.sweep": gettext_lazy("Borrar los archivos que nadie envió"),
    "files.rescan": gettext_lazy("Preguntar otra vez al antivirus"),
    "trail.head": gettext_lazy("Escribir la huella del día fuera de la base"),
}.items():
    names.add(_key, _name)


def name_of(key) -> str:
    return str(names.get(key, key))


@dataclass(frozen=True)
class Failed:
    """A job that failed for good, for the page."""

    job: Job

    @property
    def title(self):
        line = self.job.kwargs.get("line") if self.job.task == schedule.run_line.name else None
        return name_of(line or self.job.task)

    @property
    def about(self):
        told = {key: value for key, value in self.job.kwargs.items() if key != "line"}
        return ", ".join(f"{key} {value}" for key, value in told.items())


@dataclass(frozen=True)
class Work:
    """The jobs as they stand."""

    waiting: int
    later: int
    running: int
    oldest: object  # since when the first of those that could be done waits

    @property
    def is_still(self):
        """Work waits and nobody does it."""
        return self.oldest is not None and clock.now() - self.oldest > STILL

    @property
    def facts(self):
        return [
            (_("En espera"), formats.number(self.waiting)),
            (_("En curso"), formats.number(self.running)),
            (_("Para más tarde"), formats.number(self.later)),
        ]


def work() -> Work:
    now = clock.now()
    waiting = Q(status=Job.Status.WAITING)
    counted = Job.objects.filter(free_at__isnull=False).aggregate(
        waiting=Count("pk", filter=waiting & Q(free_at__lte=now)),
        later=Count("pk", filter=waiting & Q(free_at__gt=now)),
        running=Count("pk", filter=Q(status=Job.Status.RUNNING)),
        oldest=Min("free_at", filter=waiting & Q(free_at__lte=now)),
    )
    return Work(**counted)


@dataclass(frozen=True)
class Beat:
    """A line of the schedule: what it does, how often, when it was last handed out."""

    key: str
    title: str
    every: str
    at: object
    is_late: bool

    @property
    def state(self):
        if self.at is None:
            return State(_("Aún no empieza"), "out")
        return State(_("Atrasada"), "hold") if self.is_late else State(_("Al día"), "done", 4)


def lines() -> list:
    schedule.load()
    now = clock.now()
    handed = dict(schedule.Beat.objects.values_list("line", "at"))
    return [_beat(line, handed.get(line.name), now) for line in schedule.lines]


def _beat(line, at, now):
    began = line.period(now)
    at = None if at is None or at == schedule.EPOCH else at
    late = at is not None and at < began and now - began > STILL
    return Beat(line.name, name_of(line.name), _every(line, now), at, late)


def _every(line, now):
    """How often: from the period before the one that holds this instant."""
    began = line.period(now)
    minutes = round((began - line.period(began - timedelta(seconds=1))).total_seconds() / 60)
    if minutes >= 24 * 60:
        return _("Cada día, %(hour)s") % {"hour": formats.hour(began)}
    if minutes % 60 == 0:
        return ngettext("Cada hora", "Cada %(n)s horas", minutes // 60) % {"n": minutes // 60}
    return ngettext("Cada minuto", "Cada %(n)s minutos", minutes) % {"n": minutes}
