"""The pages of the report of the yearly verification."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core.permissions import SEE, requires
from koios.customers.models import Customer
from koios.ui import formats
from koios.ui.lists import Filters, Tab, address
from koios.verification.compliance import LACKING, Verdict
from koios.verification.report import shown
from koios.verification.report.asked import Asked, AskedForm
from koios.verification.report.listed import FindingsListed
from koios.verification.report.made import VerificationReport

FEW = 10  # lines of a breakdown on the page
YEARS = 8  # that are offered
ALSO_NARROW = (Verdict.DOES_NOT,)  # what a table tells where there is little room
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires("contracts", SEE)
@require_safe
def report(request):
    filters = _filters(request)
    made = VerificationReport(filters.form.asked(), request.user)
    url = partial(_list_url, made.asked)
    context = {
        "report": made,
        "filters": filters,
        "years": _years(request, made),
        "subtitle": shown.subtitle(made),
        "export_query": made.asked.query(),
        "list_url": url() if made.standing else reverse("verification:verifications"),
    }
    if made.standing:
        context["key_figures"] = shown.key_figures(made, url, _findings_url(request, made))
    if made.standing.done:
        context |= {
            "more_figures": shown.more_figures(made, url),
            "pictures": made.pictures,
            "items": _items(made, url),
            "breakdowns": _breakdowns(made, url),
            "decisions": _decisions(made, url),
        }
    return render(request, "verification/report/report.html", context)


@requires("actions", SEE)
@require_safe
def findings(request):
    """The findings behind a figure."""
    listed = FindingsListed(request)
    report_url = f"{reverse('verification:report')}?{listed.asked.query()}"
    context = {"list": listed, "subtitle": shown.subtitle(listed.report), "report_url": report_url}
    return render(request, "verification/report/findings.html", context)


@requires("contracts", SEE)
@require_safe
def export(request, form):
    """The report as a file."""
    if form not in FORMS:
        raise Http404
    made = VerificationReport(_filters(request).form.asked(), request.user)
    response = HttpResponse(getattr(made, form)(), content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(
        form == "xlsx", made.file_name(form)
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _filters(request):
    return Filters(AskedForm, request, customers=Customer.objects.visible_to(request.user))


def _list_url(asked: Asked, **which):
    """The verifications behind a figure, as their list takes it."""
    customer = asked.customer.pk if asked.customer else None
    told = {"tab": "all", "year": asked.year, "customer": customer, **which}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{reverse('verification:verifications')}?{query}"


def _findings_url(request, made):
    if not request.user.may("actions", SEE):
        return ""
    return f"{reverse('verification:report_findings')}?{made.asked.query()}"


def _years(request, made):
    """The years that were verified; the one that is shown is marked."""
    years = sorted({*made.standings, made.asked.year}, reverse=True)[:YEARS]
    return [
        Tab(str(year), address(request, year=year), is_current=year == made.asked.year)
        for year in reversed(years)
    ]


def _items(made, url):
    """What each item of the checklists came to."""
    asked = [line for line in made.by_item if not line.choices]
    return _table(_("Por ítem"), _("Ítem"), asked, url, verdicts=Verdict, most=len(asked))


def _breakdowns(made, url):
    told = [
        (_("Por contrato, del que menos cumple"), _("Contrato"), made.by_contract),
        (_("Por cliente, del que menos cumple"), _("Cliente"), made.by_customer),
        (_("Por clase de requisito"), _("Clase"), made.by_requirement_kind),
        (_("Por grupo de usuarios"), _("Grupo"), made.by_group),
        (_("Por año"), _("Año"), made.by_year),
    ]
    return [_table(*one, url) for one in told if one[2]]


def _table(title, one, lines, url, *, verdicts=LACKING, most=FEW):
    """Lines with how many items have each verdict; each figure opens its verifications."""
    return {
        "title": title,
        "one": one,
        "heads": [(verdict.label, verdict in ALSO_NARROW) for verdict in verdicts],
        "rows": [
            _row(line, partial(url, status="done", **line.which), verdicts) for line in lines[:most]
        ],
        "left_out": len(lines) - len(lines[:most]),
    }


def _row(line, url, verdicts):
    return {
        "name": line.label,
        "url": url(),
        "percent": shown.percent(line.percent),
        "counts": [
            {
                "n": formats.number(n),
                "url": url(verdict=verdict.value) if n else "",
                "also_narrow": verdict in ALSO_NARROW,
            }
            for verdict, n in ((one, getattr(line.tally, one.value)) for one in verdicts)
        ],
    }


def _decisions(made, url):
    """What was decided, where an item asks for a decision."""
    return [
        {
            "title": line.label,
            "rows": [
                {
                    "name": choice,
                    "n": formats.number(n),
                    "url": url(status="done", choice=choice, **line.which),
                }
                for choice, n in line.choices.items()
            ],
        }
        for line in made.by_item
        if line.choices
    ]
