"""What is said of a PDF that somebody brings: whether it is ours, and whether it is as it was."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koios.core import company, signatures
from koios.core.signatures import Reading, State, known
from koios.ui import formats

MOST_MB = 25
MOST = MOST_MB * 1024 * 1024


@dataclass(frozen=True)
class Verdict:
    """The answer: in a few words, why, and what was found. `is_unfit`: there was nothing to look
    at."""

    tone: str
    title: str
    text: str = ""
    name: str = ""
    size: int = 0
    sha256: str = ""
    paper: known.Paper | None = None
    reading: Reading | None = None
    is_unfit: bool = False

    @property
    def facts(self) -> list:
        facts = [(_("Archivo"), f"{self.name}, {formats.size(self.size)}")]
        if self.paper:
            facts.append((_("Documento"), self.paper.name))
            facts.append((_("Emitido"), formats.moment(self.paper.at)))
        return facts

    @property
    def findings(self) -> tuple:
        return self.reading.findings if self.reading else ()


def verdict_on(incoming) -> Verdict:
    """`incoming` is Django's uploaded file, or None when nobody chose one."""
    if incoming is None:
        return _unfit(_("Elija primero el archivo"), _("Es el PDF que recibió de nosotros."))
    if incoming.size > MOST or getattr(incoming, "no_room", False):
        return _unfit(
            _("El archivo es muy grande"),
            _("Aquí se revisan archivos de hasta %(most)s MB.") % {"most": MOST_MB},
        )
    content = incoming.read()
    seen = {
        "name": incoming.name or "",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    paper = known.find(seen["sha256"])
    reading = signatures.read_apart(content)
    told = _known(paper, reading) if paper else _unknown(reading)
    return Verdict(paper=paper, reading=reading, **seen, **told)


def _known(paper, reading):
    who = company.card()["name"]
    told = {
        "tone": "ok",
        "title": _("Es de %(company)s y está íntegro") % {"company": who},
        "text": paper.note or _("Es igual, byte por byte, al documento que emitimos."),
    }
    if not paper.is_last:
        told |= {"tone": "warn", "title": _("Es nuestro, pero hay una versión posterior")}
    return told


def _unknown(reading):
    return (_OURS if reading.is_ours else _OTHERS)[reading.state](reading)


def _not_a_pdf(reading):
    return _says(
        "bad",
        _("El archivo no es un PDF"),
        _("Elija el PDF que recibió. Una foto o una impresión escaneada no se pueden verificar."),
    )


def _unreadable(reading):
    return _says(
        "bad",
        _("El PDF está dañado o incompleto"),
        _("No salió así de aquí. Descárguelo de nuevo del correo o de la página y repita."),
    )


def _encrypted(reading):
    return _says(
        "bad",
        _("El archivo está protegido con contraseña"),
        _("Nosotros no protegemos nuestros documentos: este no salió así de aquí."),
    )


def _not_ours(reading):
    return _says(
        "bad",
        _("No reconocemos este documento"),
        _(
            "No lo emitió %(company)s, o cambió después de emitirlo: basta un byte. Si se lo "
            "dieron como nuestro, pídanos el original."
        )
        % {"company": company.card()["name"]},
    )


def _changed_after(reading):
    return _says(
        "bad",
        _("Fue alterado después de firmarlo"),
        _("Lleva nuestra firma, pero su contenido ya no es el que se firmó. No confíe en él."),
    )


def _ours_but_not_kept(reading):
    return _says(
        "warn",
        _("Lleva nuestra firma y está íntegro, pero no está en nuestros registros"),
        _("Llámenos antes de confiar en él."),
    )


def _intact_of_others(reading):
    count = len(reading.findings)
    text = ngettext(
        "Trae una firma y nada cambió después de ella. No podemos decir si el firmante es quien "
        "dice: eso lo responde quien emitió su certificado.",
        "Trae %(n)s firmas y nada cambió después de ellas. No podemos decir si los firmantes son "
        "quienes dicen: eso lo responde quien emitió sus certificados.",
        count,
    )
    title = _("No lo emitió %(company)s") % {"company": company.card()["name"]}
    return _says("warn", title, text % {"n": count})


def _changed_of_others(reading):
    return _says(
        "bad",
        _("No lo emitió %(company)s, y sus firmas no valen") % {"company": company.card()["name"]},
        _("El archivo cambió después de firmado, o sus firmas no se pueden comprobar."),
    )


def _not_looked_at(reading):
    return _says(
        "bad",
        _("No pudimos revisar este archivo"),
        _("No es uno de los nuestros, y leerlo tomaría demasiado tiempo o memoria."),
    )


_OTHERS = {
    State.NOT_PDF: _not_a_pdf,
    State.UNREADABLE: _unreadable,
    State.ENCRYPTED: _encrypted,
    State.UNSIGNED: _not_ours,
    State.INTACT: _intact_of_others,
    State.CHANGED: _changed_of_others,
    State.UNKNOWN: _not_looked_at,
}
_OURS = {**_OTHERS, State.INTACT: _ours_but_not_kept, State.CHANGED: _changed_after}


def _says(tone, title, text):
    return {"tone": tone, "title": title, "text": text}


def _unfit(title, text):
    return Verdict("bad", title, text, is_unfit=True)
