"""What of a finding the search may find."""

from koios.core import search

KIND = "finding"


def index(finding):
    """Put it in the index, or renew it."""
    words = [finding.number, finding.requirement, finding.evidence, finding.source_label]
    search.index(KIND, finding.pk, title=finding.fact[:300], body="\n".join(filter(None, words)))
