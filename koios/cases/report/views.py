"""The pages of the report of PQRS."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from koios.cases.report import shown
from koios.cases.report.asked import Asked, AskedForm
from koios.cases.report.labels import DIMENSIONS
from koios.cases.report.listed import Listed
from koios.cases.report.made import CaseReport
from koios.core import calendar
from koios.core.memory import one_at_a_time
from koios.core.permissions import SEE, requires
from koios.customers.models import Customer
from koios.office.reporting import long
from koios.office.reporting.asking import NONE
from koios.office.reporting.period import usual
from koios.ui.lists import Filters, Tab, address

FEW = 10  # lines of a breakdown on the page
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@requires("cases", SEE)
@require_safe
@one_at_a_time()
def report(request):
    filters = _filters(request)
    asked = filters.form.asked()
    made = CaseReport(asked, request.user)
    url = partial(_list_url, asked)
    context = {
        "report": made,
        "filters": filters,
        "periods": _periods(request, asked),
        "subtitle": shown.subtitle(made),
        "key_figures": shown.key_figures(made, url),
        "more_figures": shown.more_figures(made, url),
        "export_query": asked.query(),
        "list_url": url(),
    }
    if made.figures.received:
        context["pictures"] = made.pictures
        context["attention"] = shown.attention(made, url)
        context["breakdowns"] = [_breakdown(made, one, url) for one in DIMENSIONS.values()]
    return render(request, "cases/report/report.html", context)


@requires("cases", SEE)
@require_safe
def cases(request):
    """The cases behind a figure."""
    listed = Listed(request)
    context = {"list": listed, "report_url": f"{reverse('cases:report')}?{listed.asked.query()}"}
    return render(request, "cases/report/cases.html", context)


@requires("cases", SEE)
@require_safe
@one_at_a_time()
def export(request, form):
    """The report as a file: at once, or by a job when its list is long."""
    if form not in FORMS:
        raise Http404
    asked = _filters(request).form.asked()
    made = CaseReport(asked, request.user)
    if long.is_long(made, form):
        return redirect(long.ask(made, form))
    response = HttpResponse(getattr(made, form)(), content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(
        form == "xlsx", made.file_name(form)
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _filters(request):
    return Filters(AskedForm, request, customers=Customer.objects.visible_to(request.user))


def _list_url(asked: Asked, **which):
    return f"{reverse('cases:report_cases')}?{asked.query(**which)}"


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


def _breakdown(made, dimension, url):
    """A table of one dimension: each figure opens its cases."""
    lines = made.named(dimension.key, FEW)
    return {
        "title": dimension.title,
        "one": dimension.one,
        "rows": [_line(made.asked, dimension, line, url) for line in lines],
        "left_out": made.figures.lines.number(dimension.key) - len(lines),
    }


def _line(asked, dimension, line, url):
    cases = url(**_which(asked, dimension, line))
    return {
        "name": line.name,
        "received": line.received,
        "answered": line.answered,
        "percent": shown.percent(line.on_time_percent),
        "days": shown.days(line.mean_business_days),
        "url": cases,
        "answered_url": f"{cases}&state=answered",
        "ontime_url": f"{cases}&state=ontime",
    }


def _which(asked, dimension, line):
    """What an address says of one line."""
    key = line.line.key
    if dimension.key == "month":
        part = asked.period.within(key)
        return {"from": part.start, "to": part.end}
    if dimension.key == "customer":
        return {"without_customer": "1"} if key is None else {"customer": f"id-{key}"}
    return {dimension.key: NONE if key is None else key}
