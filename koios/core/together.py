"""Questions to the database that are asked together, as one.

    ask(orders, notes)  # both querysets hold their rows now

A page is told by many capabilities, and what each wants to know should not cost a way to the
database of its own. Who tells something writes a generator that yields its questions and goes on
when all of them are answered (`hear` lets several speak side by side):

    def step_of(customer, user):
        orders, (sums,) = yield ServiceOrder.objects.open()[:4], totals(all_of_them, n=Count("pk"))
        return Step(…)

A question is a queryset of any kind; who forgets to yield it asks it alone, and nothing is wrong.
"""

import json
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from uuid import UUID

from django.db.models import Count, QuerySet, Value
from django.utils.dateparse import parse_duration

WIDTH = 100  # arguments that a function of either database takes
GATHERING = {  # one row, and all of them
    "sqlite": ("JSON_ARRAY(%s)", "JSON_GROUP_ARRAY(%s)"),
    "postgresql": ("JSON_BUILD_ARRAY(%s)", "JSON_AGG(%s)::text"),
}


def _day(text):
    """PostgreSQL cuts days into months as instants, and the function of Django expects that."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


FROM_JSON = {
    # What a driver would give and JSON does not know, by the kind of field. SQLite does not know
    # these types either: there the fields read them from the same texts.
    "DateField": _day,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
    "DurationField": parse_duration,
    "DecimalField": Decimal,
    "FloatField": float,
    "UUIDField": UUID,
}


def ask(*questions) -> None:
    """Have every queryset hold its rows; those that hold them already are not asked again."""
    unknown = {id(one): one for one in questions if one._result_cache is None}
    wanted = [_Question(one) for one in unknown.values()]
    if len(wanted) > 1:
        _ask(wanted)
    for one in wanted:
        one.settle()


def totals(records, **sums):
    """A question with one answer: these aggregates of all the records, by their names."""
    one_group = records.order_by().annotate(_all=Value(1)).values("_all")
    return one_group.annotate(**sums).values(*sums)


def counted(asked) -> dict:
    """How many there are of each: numbers as they are, and records all at once."""
    records = {key: one for key, one in asked.items() if isinstance(one, QuerySet)}
    numbers = {key: totals(one, n=Count("pk")) for key, one in records.items()}
    ask(*numbers.values())
    return asked | {key: total[0]["n"] for key, total in numbers.items()}


def along(record, *relations, **questions):
    """What hangs on a record by these relations, as questions: `record.lines.all()` and the like
    find the answers in their place, as after `prefetch_related`. `lines=question` reads them in a
    way of its own."""
    kept = record.__dict__.setdefault("_prefetched_objects_cache", {})
    asked = {name: getattr(record, name).all() for name in relations} | questions
    return [kept.setdefault(name, question) for name, question in asked.items()]


def along_each(records, relation):
    """The same for one relation of many records, as something to be heard."""
    if not records:
        return
    link = records[0]._meta.get_field(relation)
    rows = link.related_model._default_manager.filter(**{f"{link.field.name}__in": list(records)})
    found = {record.pk: [] for record in records}
    for row in (yield rows):
        found[getattr(row, link.field.attname)].append(row)
    for record in records:
        (kept,) = along(record, relation)
        kept._result_cache = found[record.pk]


def hear(*speakers) -> list:
    """What each of these generators returns; what they yield on the way is asked together."""
    talk = each(*speakers)
    while True:
        try:
            ask(*next(talk))
        except StopIteration as end:
            return end.value


def each(*speakers):
    """The same as one generator, for a speaker who brings others along."""
    told = [None] * len(speakers)
    speaking = dict.fromkeys(range(len(speakers)))
    while True:
        for at, answered in list(speaking.items()):
            try:
                speaking[at] = speakers[at].send(answered)
            except StopIteration as end:
                told[at] = end.value
                del speaking[at]
        if not speaking:
            return told
        yield [one for yielded in speaking.values() for one in _several(yielded)]


def answers(*questions):
    """Somebody who only wants to know these."""
    yield questions
    return questions


def _several(yielded):
    return yielded if isinstance(yielded, tuple | list) else (yielded,)


def _ask(questions):
    told = [one.as_sql() for one in questions]
    connection = questions[0].compiler.connection
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(sql for sql, _params in told),
            list(chain.from_iterable(params for _sql, params in told)),
        )
        answers = cursor.fetchone()
    for question, answer in zip(questions, answers, strict=True):
        question.read(answer)


class _Question:
    """A queryset as one column: its rows as JSON. Django reads them back as if it had asked."""

    def __init__(self, queryset):
        self.queryset = queryset
        # Also where nothing can be found the sums of nothing are an answer.
        self.compiler = queryset.query.get_compiler(using=queryset.db, elide_empty=False)
        self.is_postgres = self.compiler.connection.vendor == "postgresql"

    def as_sql(self):
        inner, params = self.compiler.as_sql(with_col_aliases=True)
        array, gathered = GATHERING[self.compiler.connection.vendor]
        quote = self.compiler.connection.ops.quote_name
        names = [f"t.{quote(alias)}" for _column, _sql, alias in self.compiler.select]
        parts = [names[at : at + WIDTH] for at in range(0, len(names), WIDTH)]
        row = ", ".join(array % ", ".join(part) for part in parts)
        return f"(SELECT {gathered % array % row} FROM ({inner}) t)", params  # noqa: S608

    def read(self, answer):
        exactly = {"parse_float": Decimal} if self.is_postgres else {}
        rows = [list(chain(*parts)) for parts in json.loads(answer or "[]", **exactly)]
        for at, (column, _sql, _alias) in enumerate(self.compiler.select):
            convert = self._reader(column.output_field.get_internal_type())
            if convert is not None:
                for row in rows:
                    row[at] = None if row[at] is None else convert(row[at])
        self.compiler.execute_sql = lambda *_args, **_options: [rows]

    def _reader(self, kind):
        if kind == "JSONField":
            return json.dumps if self.is_postgres else _as_text
        return FROM_JSON.get(kind) if self.is_postgres else None

    def settle(self):
        """Let Django make records, dicts or tuples of the rows, as this queryset wants them."""
        queryset, query = self.queryset, self.queryset.query
        query.get_compiler = lambda *_args, **_options: self.compiler
        try:
            queryset._result_cache = list(queryset._iterable_class(queryset))
        finally:
            del query.get_compiler


def _as_text(value):
    return value if isinstance(value, str) else json.dumps(value)
