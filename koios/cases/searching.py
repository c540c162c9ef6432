"""What of a case the search may find. A name in reserve is not among it."""

from koios.core import search


def index(case):
    """Put the case in the index, or renew it; called by the act that changes its words."""
    words = [case.number, case.external_number, case.facts, case.request, case.service]
    if case.petitioner and not case.is_confidential:
        words += [case.petitioner.name, case.petitioner.document_number, case.petitioner.email]
    if case.customer:
        words.append(str(case.customer))
    search.index("case", case.pk, title=case.subject, body="\n".join(filter(None, words)))
