"""The page of a customer, filled by every capability that has something to tell of it.

    story_sources.add("cases", StorySource(_("PQRS"), events_of_cases))
    thread_steps.add("cases", step_of_cases)
    customer_panels.add("cases", panel_of_cases)
    customer_actions.add("cases", file_a_case)

Each is a function in the capability's own package, called with the customer and the person who
looks. `lineage` (the keys of the customer and of those merged into it) comes along so that nobody
asks for it twice. Those that need to know something of the database are generators that yield what
they ask (`koios.core.together`), so that the whole page is a few questions:

    def step_of_cases(customer, user, lineage):
        (told,) = yield totals(Case.objects.filter(customer__in=lineage).open(), n=Count("pk"))
        return Step(_("PQRS"), _("%(n)s abiertas") % told, url)
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from koios.core.registry import Registry
from koios.core.together import each

story_sources = Registry()  # key -> StorySource, in the order of the tabs
thread_steps = Registry()  # key -> generator(customer, user, lineage) -> Step | None
customer_panels = Registry()  # key -> generator(customer, user, lineage) -> Panel | None
customer_actions = Registry()  # key -> callable(customer, user) -> Action | None

PAGE = 30


@dataclass(frozen=True)
class StorySource:
    """A kind of events. The generator `events(customer, user, lineage, before, limit)` returns
    the newest ones (`koios.ui.story.Event`) that are older than `before` (an instant, None for
    all)."""

    label: str
    events: Callable


@dataclass(frozen=True)
class Step:
    """How much of a stage of the thread there is for this customer: «PQRS», «2 abiertas»."""

    stage: str
    text: str
    url: str
    order: int = 100


@dataclass(frozen=True)
class Panel:
    """A figure or a short list beside the story, drawn by a template of its capability."""

    title: str
    template: str
    context: dict = field(default_factory=dict)
    url: str = ""
    link: str = ""
    order: int = 100


@dataclass(frozen=True)
class Action:
    """Something to begin from this customer."""

    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


def steps(customer, user, lineage):
    return (yield from _in_order(thread_steps, customer, user, lineage))


def panels(customer, user, lineage):
    return (yield from _in_order(customer_panels, customer, user, lineage))


def _in_order(makers, *of):
    made = yield from each(*(make(*of) for make in makers))
    return sorted(filter(None, made), key=lambda one: one.order)


def actions(customer, user):
    """The main one last, where the eye ends."""
    found = [action for make in customer_actions if (action := make(customer, user))]
    return sorted(found, key=lambda action: action.is_primary)


def story(customer, user, lineage, *, only="", before=None):
    """All of it, or what comes from one source."""
    asked = [source for key, source in story_sources.items() if only in ("", key)]
    of = (customer, user, lineage, before, PAGE + 1)
    told = yield from each(*(source.events(*of) for source in asked))
    return Story([event for events in told for event in events], only=only)


class Story:
    """What happened with a customer, newest first, a page at a time."""

    def __init__(self, events, *, only):
        events.sort(key=lambda event: event.at, reverse=True)
        self.events = events[:PAGE]
        self.only = only
        self.next = self.events[-1].at.isoformat() if len(events) > PAGE else ""

    @property
    def sources(self):
        """[(key, label)] for the links above the story."""
        return [(key, source.label) for key, source in story_sources.items()]
