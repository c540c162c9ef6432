"""Work that is done outside the request that asked for it, and that no fault loses.

    @task
    def render_receipt(case): ...

    render_receipt.enqueue(case=case.pk)    # in the transaction of the act, or not at all

A job is a row of this database, whatever brings it to a worker (docs/decisions/0005): on SQLite
our own lanes look for it, on PostgreSQL procrastinate carries it. It is done at least once: a
worker that dies leaves a lease that ends, and somebody else begins anew. So what a task does must
bear to be done twice: it claims the row it works on by a conditional update, as `core/outbox` does.
"""

from koios.core.jobs.job import Job, dead_letters, sweep
from koios.core.jobs.tasks import Task, task
from koios.core.jobs.work import conclude, run_due

__all__ = ["Job", "Task", "conclude", "dead_letters", "run_due", "sweep", "task"]
