"""The way of a message, told in words."""

from django.utils.translation import gettext as _

from koios.core import clock
from koios.core.outbox import account


def steps(message) -> list[dict]:
    """Each step with its tone (nothing, ok, bad or retry), its words and its instant."""
    told = [_step("", _("En cola"), message.created_at)]
    for attempt in message.attempts.all():
        told += TELL[attempt.outcome](attempt)
    return told + _now(message)


def _running(attempt):
    return [_step("", _("Saliendo"), attempt.at)]


def _accepted(attempt):
    return [_step("ok", _("Entregado (%s)") % attempt.told, attempt.ended_at)]


def _partly(attempt):
    words = _("Entregado a %(to)s (%(answer)s)")
    told = [
        _step(
            "ok",
            words % {"to": ", ".join(attempt.accepted), "answer": attempt.told},
            attempt.ended_at,
        )
    ]
    return told + _each(attempt)


def _deferred(attempt):
    if attempt.code is None:
        words = _("No se pudo llegar al servidor de correo")
    elif attempt.code >= 500:  # sign-in or sender refused: ours to mend
        words = _("El servidor no nos deja enviar (%s). Revise los ajustes") % attempt.told
    else:
        words = _("El servidor pidió esperar (%s)") % attempt.told
    return [_step("retry", words, attempt.ended_at)]


def _refused(attempt):
    if len(attempt.refused) > 1:
        return _each(attempt)
    return [_step("bad", _("No lo recibieron (%s)") % attempt.told, attempt.ended_at)]


def _unknown(attempt):
    words = _("No se supo si llegó. Va otra vez, con el mismo identificador")
    return [_step("retry", words, attempt.ended_at)]


def _bounced(attempt):
    return [_step("bad", _("Rebotó (%s)") % attempt.told, attempt.ended_at)]


def _each(attempt):
    """Those who were not served, one by one."""
    later = _("%(to)s: pidieron esperar (%(answer)s)")
    never = _("%(to)s: no lo recibieron (%(answer)s)")
    return [
        _step(tone, words % {"to": address, "answer": _said(*said)}, attempt.ended_at)
        for tone, words, those in (("retry", later, attempt.later), ("bad", never, attempt.refused))
        for address, said in those.items()
    ]


TELL = {
    "": _running,
    "accepted": _accepted,
    "partly": _partly,
    "deferred": _deferred,
    "refused": _refused,
    "unknown": _unknown,
    "bounced": _bounced,
}


def _now(message):
    """What it waits for, or how it ended."""
    if message.status in message.IN_THE_OUTBOX:
        if not account.is_configured():
            return [_step("retry", _("Sale apenas se configure el correo"), None)]
        if message.status == message.Status.DEFERRED and message.next_at:
            return [_step("retry", _("Próximo intento"), message.next_at)]
        if message.next_at and message.next_at > clock.now():
            return [_step("", _("Sale"), message.next_at)]
    if message.status == message.Status.FAILED and message.attempts.last().outcome != "refused":
        return [_step("bad", _("No se entregó. Ya no se intenta más"), None)]
    if message.status == message.Status.CANCELLED:
        return [_step("bad", _("Anulado antes de salir"), None)]
    return []


def _step(tone, text, at):
    return {"tone": tone, "text": text, "at": at}


def _said(code, words):
    return f"{code or ''} {words}".strip()
