"""The report as plain data: the keys of `koios report contracts --format json`."""

from koios.office.reporting.sums import number
from koios.verification.report.figures import Standing


def of(report) -> dict:
    standing = report.standing
    return {
        "year": report.asked.year,
        "contracts": standing.contracts,
        "verified": standing.done,
        "pending": standing.pending,
        "in_progress": standing.in_progress,
        "cancelled": standing.cancelled,
        "overdue": standing.overdue,
        **_tally(report.tally),
        "by_contract": [
            {
                "key": line.key,
                "verification": line.verification,
                "customer": line.name,
                **_tally(line.tally),
            }
            for line in report.by_contract
        ],
        "by_item": [
            {
                "key": line.key,
                "statement": line.name,
                "checklist": line.checklist or None,
                **_tally(line.tally),
                "choices": line.choices,
            }
            for line in report.by_item
        ],
        "by_requirement_kind": [
            {"key": line.key, "name": line.name, **_tally(line.tally)}
            for line in report.by_requirement_kind
        ],
        "by_customer": [
            {"key": line.name, "id": line.key, "contracts": line.contracts, **_tally(line.tally)}
            for line in report.by_customer
        ],
        "by_year": [
            {"key": year, **_standing(report.standings.get(year)), **_tally(tally)}
            for year, tally in report.tallies.items()
        ],
        "findings": report.findings,
        "by_group": [
            {
                "key": line.key,
                "name": line.name,
                "contracts": line.contracts,
                **_tally(line.tally),
            }
            for line in report.by_group
        ],
    }


def _tally(tally):
    return {
        "compliance_percent": number(tally.percent),
        "complies": tally.complies,
        "partly": tally.partly,
        "does_not": tally.does_not,
        "not_applicable": tally.not_applicable,
    }


def _standing(standing):
    standing = standing or Standing()
    return {"contracts": standing.contracts, "verified": standing.done}
