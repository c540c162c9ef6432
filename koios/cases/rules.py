"""What the company decided beforehand: what is urgent, and whose a new case is."""

from koios.accounts.models import Area
from koios.cases.lists import AssignmentRule
from koios.core import audit
from koios.core import settings as company
from koios.core.text import fold


def assess(case):
    """A first look (ISO 10002): a hint of danger makes it critical, whatever its type.

    Words of the setting `cases.safety_words`; a person corrects it if it was a false alarm.
    """
    text = _words_of(case)
    if any(fold(word) in text for word in company.get("cases.safety_words")):
        case.critical, case.severity, case.urgency = True, 5, 3


def assign(case):
    """Give the case to whom the first fitting rule says, else to the area that attends."""
    rule = next((rule for rule in _in_force() if _fits(rule, case)), None)
    area = (rule and (rule.area or (rule.owner and rule.owner.area))) or default_area()
    if rule and rule.owner and rule.owner.is_active:
        case.assign(rule.owner, by=audit.SYSTEM, area=area)
    elif area:
        case.amend(by=audit.SYSTEM, verb="area_given", area=area)


def _in_force():
    return AssignmentRule.objects.filter(active=True)


def _fits(rule, case):
    if rule.kind and rule.kind != case.kind:
        return False
    if rule.customer_id and rule.customer_id != case.customer_id:
        return False
    words = [fold(word) for word in rule.words.split(",") if word.strip()]
    text = _words_of(case)
    return not words or any(word in text for word in words)


def _words_of(case):
    return fold(" ".join([case.subject, case.facts, case.request, case.service]))


def default_area():
    """The area that attends when nobody decided otherwise."""
    name = company.get("cases.default_area")
    areas = Area.objects.all()
    return areas.filter(name__iexact=name).first() or areas.first()
