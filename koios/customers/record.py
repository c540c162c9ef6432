"""The page of a customer, filled by every capability that has something to tell of it.

    story_sources.add("cases", StorySource(_("PQRS"), events_of_cases))
    thread_steps.add("cases", step_of_cases)
    customer_panels.add("cases", panel_of_cases)
    customer_actions.add("cases", file_a_case)

Each is a function in the capability's own package, called with the customer and the person who
looks. `lineage` (the keys of the customer and of those merged into it) comes along so that nobody
asks for it twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from koios.core.registry import Registry

story_sources = Registry()  # key -> StorySource, in the order of the tabs
thread_steps = Registry()  # key -> callable(customer, user, lineage) -> Step | None
customer_panels = Registry()  # key -> callable(customer, user, lineage) -> Panel | None
customer_actions = Registry()  # key -> callable(customer, user) -> Action | None

PAGE = 30


@dataclass(frozen=True)
class StorySource:
    """A kind of events. `events(customer, user, lineage, before, limit)` gives the newest ones
    (`koios.ui.story.Event`) that are older than `before` (an instant, None for all)."""

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
    found = [step for make in thread_steps if (step := make(customer, user, lineage))]
    return sorted(found, key=lambda step: step.order)


def panels(customer, user, lineage):
    found = [panel for make in customer_panels if (panel := make(customer, user, lineage))]
    return sorted(found, key=lambda panel: panel.order)


def actions(customer, user):
    """The main one last, where the eye ends."""
    found = [action for make in customer_actions if (action := make(customer, user))]
    return sorted(found, key=lambda action: action.is_primary)


class Story:
    """What happened with a customer, newest first, a page at a time."""

    def __init__(self, customer, user, lineage, *, only="", before=None):
        events = []
        for key, source in story_sources.items():
            if not only or only == key:
                events += source.events(customer, user, lineage, before, PAGE + 1)
        events.sort(key=lambda event: event.at, reverse=True)
        self.events = events[:PAGE]
        self.only = only
        self.next = self.events[-1].at.isoformat() if len(events) > PAGE else ""

    @property
    def sources(self):
        """[(key, label)] for the links above the story."""
        return [(key, source.label) for key, source in story_sources.items()]
