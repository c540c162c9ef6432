"""The pages of the report of commercial management."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koios.core import calendar
from koios.core.memory import one_at_a_time
from koios.core.permissions import SEE, requires
from koios.customers.models import Customer
from koios.office.reporting import long
from koios.office.reporting.asking import NONE
from koios.office.reporting.period import usual
from koios.quotes.report import shown
from koios.quotes.report.asked import Asked, AskedForm, seller_in_address
from koios.quotes.report.labels import DIMENSIONS
from koios.quotes.report.listed import Listed
from koios.quotes.report.made import QuoteReport
from koios.quotes.report.paper import to_come
from koios.quotes.report.standing import Standing
from koios.quotes.report.words import in_millions, money
from koios.ui.lists import Filters, Tab, address

FEW = 10  # lines of a breakdown on the page
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires("quotes", SEE)
@require_safe
@one_at_a_time()
def report(request):
    filters = Filters(AskedForm, request, customers=Customer.objects.visible_to(request.user))
    asked = filters.form.asked()
    made = QuoteReport(asked, request.user)
    url = partial(_list_url, asked)
    context = {
        "report": made,
        "filters": filters,
        "periods": _periods(request, asked),
        "subtitle": shown.subtitle(made),
        "export_query": asked.query(),
        "to_come": _to_come(made, url),
        "ageing": _ageing(made, url),
    }
    if made.figures.sent:
        context |= {
            "key_figures": shown.key_figures(made, url),
            "more_figures": shown.more_figures(made, url),
            "pictures": made.pictures,
            "months": _months(made, url),
            "breakdowns": [
                _breakdown(made, one, url) for one in DIMENSIONS.values() if one.key != "reason"
            ],
            "reasons": _reasons(made, url),
        }
    return render(request, "quotes/report/report.html", context)


@requires("quotes", SEE)
@require_safe
def quotes(request):
    """The quotes behind a figure."""
    listed = Listed(request)
    context = {"list": listed, "report_url": f"{reverse('quotes:report')}?{listed.asked.query()}"}
    return render(request, "quotes/report/quotes.html", context)


@requires("quotes", SEE)
@require_safe
@one_at_a_time()
def export(request, form):
    """The report as a file: at once, or by a job when its list is long."""
    if form not in FORMS:
        raise Http404
    made = QuoteReport.as_asked(request.GET, request.user)
    if long.is_long(made, form):
        return redirect(long.ask(made, form))
    response = HttpResponse(getattr(made, form)(), content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(
        form == "xlsx", made.file_name(form)
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _list_url(asked: Asked, **which):
    return f"{reverse('quotes:report_quotes')}?{asked.query(**which)}"


def _periods(request, asked):
    """The usual periods; the one that is shown is marked."""
    return [
        Tab(
            name,
            address(request, **{"from": period.start.isoformat(), "to": period.end.isoformat()}),
            is_current=period == asked.period,
        )
        for name, period in usual(calendar.today())
    ]


def _months(made, url):
    """Each month beside the same one a year before."""
    rows = []
    for line in made.named("month"):
        part = made.asked.period.within(line.key)
        before = made.before_by_month.get(f"{int(line.key[:4]) - 1}{line.key[4:]}")
        rows.append(
            {
                "name": line.name,
                "line": line,
                "before": before,
                "quoted": in_millions(line.value_sent),
                "approved": in_millions(line.value_approved),
                "approved_before": in_millions(before.value_approved) if before else "–",
                "percent": shown.percent(line.conversion_percent),
                "percent_before": shown.percent(before.conversion_percent) if before else "–",
                "url": url(**{"from": part.start, "to": part.end}),
                "approved_url": url(
                    **{"from": part.start, "to": part.end, "state": Standing.APPROVED.value}
                ),
            }
        )
    return rows


def _breakdown(made, dimension, url):
    """A table of one dimension: each figure opens its quotes."""
    lines = made.named(dimension.key, FEW)
    return {
        "title": dimension.title,
        "one": dimension.one,
        "rows": [_line(dimension.key, line, url) for line in lines],
        "left_out": made.number(dimension.key) - len(lines),
    }


def _line(dimension, line, url):
    which = _which(dimension, line.key)
    return {
        "name": line.name,
        "sent": line.sent,
        "approved": line.approved,
        "value": in_millions(line.value_approved),
        "percent": shown.percent(line.conversion_percent),
        "url": url(**which),
        "approved_url": url(**which, state=Standing.APPROVED.value),
    }


def _reasons(made, url):
    return [
        {
            "name": line.name,
            "n": line.rejected,
            "value": in_millions(line.value_rejected),
            "url": url(reason=line.key or NONE),
        }
        for line in made.named("reason")
    ]


def _to_come(made, url):
    """What is open of each seller and service, and what may come of it."""
    return [
        {
            "open_title": title,
            "one": DIMENSIONS[name].one,
            "rows": [
                {
                    "name": line["name"],
                    "n": line["n"],
                    "value": in_millions(line["value"]),
                    "rate": shown.rate(line["rate"]),
                    "decided": line["rate"].decided if line["rate"] else 0,
                    "expected": in_millions(line["forecast"].expected) if line["forecast"] else "–",
                    "between": shown.between(line["forecast"]),
                    "url": url(**shown.open_on(made, line["quotes"]), **_which(name, line["key"])),
                }
                for line in to_come(made, name)[:FEW]
            ],
        }
        for name, title in (
            ("seller", _("Lo abierto y lo que puede venir, por vendedor")),
            ("service", _("Lo abierto y lo que puede venir, por servicio")),
        )
        if made.pipeline.quotes
    ]


def _ageing(made, url):
    first = shown.open_on(made)
    return [
        {
            "age": age,
            "value": money(age.value),
            "url": url(**first | {"from": age.sent_from or first["from"], "to": age.sent_to}),
        }
        for age in made.ageing
    ]


def _which(dimension, key):
    """What an address says of one line."""
    if dimension == "customer":
        return {"customer": f"id-{key}"}
    if dimension == "seller":
        return {"seller": seller_in_address(NONE if key is None else key)}
    return {dimension: NONE if key in (None, "") else key}
