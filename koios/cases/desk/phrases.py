"""How the story tells each act on a case: «asignó a Andrea Ruiz», «prorrogó hasta el 18 ago»."""

from datetime import date, datetime

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.cases.models import Case, Kind
from koios.core import calendar
from koios.ui import formats

# Acts that have a better place in the story, or tell nothing to the team
SILENT = {
    "filed",
    "said_in",
    "said_out",
    "said_internal",
    "files_added",
    "answer_drafted",
    "recounted",
    "sent_back",
    "answer_delivered",
}


def told(entry) -> str:
    """The sentence of an entry of a case; empty for those that the story tells elsewhere."""
    if entry.verb in SILENT and not (entry.verb == "recounted" and entry.reason):
        return ""
    if entry.subject_type == "cases.answer" and entry.verb == "answer_undelivered":
        return ""  # the case itself tells it
    phrase = PHRASES.get(entry.verb)
    line = phrase(entry.changes, entry) if phrase else _("cambió algunos datos")
    return f"{line}. {entry.reason}" if entry.reason else line


def tell_the_trail(phrases):
    """Give the trail the same words, for the acts that need no data of their own."""
    for model, label, column in (
        ("cases.case", gettext_lazy("PQRS"), "pk"),
        ("cases.answer", gettext_lazy("Respuesta"), "answers__pk"),
        ("cases.petitioner", gettext_lazy("Peticionario"), "petitioner"),
    ):
        subject = phrases.Subject(
            label, "cases", hidden_from=_about(column), outsider=gettext_lazy("Peticionario")
        )
        phrases.subjects.add(model, subject)
    phrases.tell("cases.answer", file_taken_out=gettext_lazy("quitó un archivo"))
    phrases.tell("cases.case", filed=gettext_lazy("la radicó"), **TRAIL)


def _about(column):
    """The keys of what belongs to the cases that are about a person, who must not read of it."""

    def hidden_from(user):
        theirs = Case.objects.filter(about_person=user).exclude(**{column: None}).order_by()
        return theirs.values_list(Cast(column, CharField()), flat=True)

    return hidden_from


def _due(changes):
    after = (changes.get("due_on") or [None, None])[1]
    return formats.day_short(date.fromisoformat(after)) if after else ""


def _assigned(changes, entry):
    return _("asignó a %(person)s") % entry.facts if entry.facts else _("cambió el responsable")


def _kind(changes, entry):
    key = (changes.get("kind") or [None, None])[1]
    label = Kind(key).label.lower() if key else ""
    due = _due(changes)
    line = _("corrigió el tipo a %(kind)s") % {"kind": label}
    return _("%(line)s; ahora vence el %(day)s") % {"line": line, "day": due} if due else line


def _brought(changes, entry):
    told = entry.facts
    line = _("la trajo de una lista del pasado")
    if source := told.get("source"):
        line += f" ({source})"
    said, own = told.get("said_due_on"), told.get("own_due_on")
    if said and own and said != own:
        line += _("; allí vencía el %(said)s y Koios cuenta el %(own)s") % {
            "said": formats.day(date.fromisoformat(said)),
            "own": formats.day(date.fromisoformat(own)),
        }
    return line


def _answer_brought(changes, entry):
    _before, at = changes.get("answered_at") or (None, None)
    day = formats.day(calendar.day_of(datetime.fromisoformat(at))) if at else ""
    return _("trajo con ella su respuesta, del %(day)s") % {"day": day}


def _moved(sentence):
    def phrase(changes, entry):
        due = _due(changes)
        return f"{sentence()} {_('hasta el %(day)s') % {'day': due}}" if due else sentence()

    return phrase


def _plain(sentence):
    return lambda changes, entry: sentence()


PHRASES = {
    "brought": _brought,
    "answer_brought": _answer_brought,
    "assigned": _assigned,
    "area_given": _plain(lambda: _("la dejó en el área que atiende")),
    "triaged": _plain(lambda: _("empezó a revisarla")),
    "started": _plain(lambda: _("empezó a gestionarla")),
    "kind_changed": _kind,
    "prioritised": _plain(lambda: _("cambió la prioridad")),
    "described": _plain(lambda: _("corrigió los datos del caso")),
    "petitioner_corrected": _plain(lambda: _("corrigió los datos de contacto")),
    "asks_worded": _plain(lambda: _("precisó lo que se pidió")),
    "linked": lambda changes, entry: _("enlazó con %(number)s") % {"number": entry.facts["other"]},
    "about_person": _plain(lambda: _("la reservó de la persona de quien trata")),
    "information_required": _plain(lambda: _("pidió un dato; el término quedó detenido")),
    "more_time_given": _plain(lambda: _("dio más tiempo para completar")),
    "resumed": _plain(lambda: _("reanudó el término")),
    "recounted": _moved(lambda: _("movió el vencimiento")),
    "extended": _moved(lambda: _("prorrogó")),
    "lapsed": _plain(lambda: _("archivó por desistimiento tácito")),
    "drafted": lambda changes, entry: _("guardó el borrador de la respuesta"),
    "file_taken_out": _plain(lambda: _("quitó un archivo de la respuesta")),
    "submitted": _plain(lambda: _("pasó la respuesta a aprobación")),
    "approved": _plain(lambda: _("aprobó la respuesta")),
    "answer_sent_back": _plain(lambda: _("devolvió la respuesta")),
    "answered": _plain(lambda: _("registró la respuesta entregada")),
    "answer_sent_again": _plain(lambda: _("volvió a intentar el correo de la respuesta")),
    "receipt_sent_again": _plain(lambda: _("envió de nuevo el recibo")),
    "answer_undelivered": _plain(lambda: _("registró que la respuesta no llegó")),
    "identity_seen": _plain(lambda: _("consultó la identidad reservada")),
    "rated": lambda changes, entry: (
        _("calificó la respuesta con %(score)s de 5") % {"score": entry.facts["score"]}
    ),
    "closed": _plain(lambda: _("la cerró")),
    "reopened": _moved(lambda: _("la reabrió")),
    "to_withdrawn": _plain(lambda: _("registró el desistimiento")),
    "to_transferred": _plain(lambda: _("la trasladó por competencia")),
    "to_rejected": _plain(lambda: _("la rechazó")),
    "to_duplicate": _plain(lambda: _("la unió con otra")),
    "to_not_a_case": _plain(lambda: _("marcó que no es una PQRS")),
}

TRAIL = {
    "brought": gettext_lazy("la trajo del pasado"),
    "answer_brought": gettext_lazy("trajo la respuesta del pasado"),
    "assigned": gettext_lazy("la asignó"),
    "area_given": gettext_lazy("la dejó en el área que atiende"),
    "triaged": gettext_lazy("empezó a revisarla"),
    "started": gettext_lazy("empezó a gestionarla"),
    "kind_changed": gettext_lazy("corrigió el tipo"),
    "prioritised": gettext_lazy("cambió la prioridad"),
    "described": gettext_lazy("corrigió los datos del caso"),
    "petitioner_corrected": gettext_lazy("corrigió los datos de contacto"),
    "asks_worded": gettext_lazy("precisó lo que se pidió"),
    "linked": gettext_lazy("la enlazó con otra"),
    "about_person": gettext_lazy("la reservó de la persona de quien trata"),
    "information_required": gettext_lazy("pidió un dato y detuvo el término"),
    "more_time_given": gettext_lazy("dio más tiempo para completar"),
    "resumed": gettext_lazy("reanudó el término"),
    "recounted": gettext_lazy("volvió a contar el término"),
    "extended": gettext_lazy("prorrogó el término"),
    "lapsed": gettext_lazy("la archivó por desistimiento tácito"),
    "answer_drafted": gettext_lazy("empezó el borrador de la respuesta"),
    "answer_sent_back": gettext_lazy("devolvió la respuesta"),
    "answer_sent_again": gettext_lazy("volvió a intentar el correo de la respuesta"),
    "receipt_sent_again": gettext_lazy("envió de nuevo el recibo"),
    "answered": gettext_lazy("registró la respuesta entregada"),
    "answer_undelivered": gettext_lazy("registró que la respuesta no llegó"),
    "identity_seen": gettext_lazy("consultó la identidad reservada"),
    "rated": gettext_lazy("calificó la respuesta"),
    "closed": gettext_lazy("la cerró"),
    "reopened": gettext_lazy("la reabrió"),
    "said_in": gettext_lazy("escribió a la empresa"),
    "said_out": gettext_lazy("escribió al peticionario"),
    "said_internal": gettext_lazy("dejó una nota interna"),
    "moved": gettext_lazy("la pasó al cliente que queda"),
}
