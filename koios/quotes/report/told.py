"""The report as plain data: the keys of `koios report quotes --format json`."""

from koios.office.reporting.sums import number, percent, rounded


def of(report) -> dict:
    figures = report.figures
    return {
        "period": {
            "from": report.asked.period.start.isoformat(),
            "to": report.asked.period.end.isoformat(),
        },
        "sent": figures.sent,
        "approved": figures.approved,
        "rejected": figures.rejected,
        "expired": figures.expired,
        "open": figures.open,
        "value_sent": figures.value_sent,
        "value_approved": figures.value_approved,
        "conversion_percent": number(figures.conversion_percent),
        "conversion_value_percent": number(figures.conversion_value_percent),
        "days_to_answer": figures.days_to_answer.told(),
        "by_month": [
            {
                "key": line.key,
                **_line(line.line),
                "year_before": _before(report.before_by_month.get(_year_before(line.key))),
            }
            for line in report.named("month")
        ],
        "by_seller": _lines(report, "seller"),
        "by_customer": [
            {**told, "id": line.key}
            for told, line in zip(_lines(report, "customer"), report.named("customer"), strict=True)
        ],
        "by_service": _lines(report, "service"),
        "by_reason": [
            {
                "key": None if line.key is None else line.name,
                "rejected": line.rejected,
                "value_rejected": line.value_rejected,
            }
            for line in report.named("reason")
        ],
        "by_segment": _lines(report, "segment"),
        "as_of": report.asked.as_of.isoformat(),
        "value_rejected": figures.value_rejected,
        "value_expired": figures.value_expired,
        "value_open": figures.value_open,
        "net_sent": figures.net_sent,
        "net_approved": figures.net_approved,
        "conversion_of_decided_percent": number(figures.decided_percent),
        "conversion_of_decided_value_percent": number(figures.decided_value_percent),
        "year_before": _before(report.before if report.before.sent else None),
        "pipeline": _pipeline(report),
        "ageing": [
            {"key": age.key, "open": age.n, "value_open": age.value} for age in report.ageing
        ],
    }


def _lines(report, dimension):
    return [
        {"key": None if line.key in (None, "") else line.name, **_line(line.line)}
        for line in report.named(dimension)
    ]


def _line(line):
    return {
        "sent": line.sent,
        "approved": line.approved,
        "rejected": line.rejected,
        "expired": line.expired,
        "open": line.open,
        "value_sent": line.value_sent,
        "value_approved": line.value_approved,
        "conversion_percent": number(line.conversion_percent),
        "conversion_value_percent": number(line.conversion_value_percent),
        "conversion_of_decided_percent": number(line.decided_percent),
    }


def _before(line):
    return None if line is None else _line(line)


def _pipeline(report):
    pipeline = report.pipeline
    return {
        "open": len(pipeline.quotes),
        "value_open": sum(quote.value for quote in pipeline.quotes),
        "forecast": _forecast(pipeline.forecast()),
        **{
            f"by_{dimension}": [
                {
                    "key": None if key is None else report.names.of(dimension, key),
                    "open": len(quotes),
                    "value_open": sum(quote.value for quote in quotes),
                    "conversion": _rate(pipeline.rates.of(dimension, key)),
                    "forecast": _forecast(pipeline.forecast(quotes)),
                }
                for key, quotes in pipeline.by(dimension).items()
            ]
            for dimension in ("seller", "service")
        },
    }


def _forecast(forecast):
    if forecast is None:
        return None
    return {name: int(getattr(forecast, name)) for name in ("expected", "low", "high")}


def _rate(rate):
    """The share of the last twelve months, with its interval."""
    if rate is None:
        return None
    low, high = rate.interval
    return {
        "approved": rate.approved,
        "decided": rate.decided,
        "percent": number(percent(rate.approved, rate.decided)),
        "low_percent": number(rounded(low * 100)),
        "high_percent": number(rounded(high * 100)),
    }


def _year_before(month):
    return f"{int(month[:4]) - 1}{month[4:]}"
