"""Taking the rows of a sheet of tariffs."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core.imports import Importer, Verdict
from koios.core.refusals import Refusal
from koios.core.text import fold
from koios.customers import names
from koios.quotes.models import Service, TariffList
from koios.quotes.tariff_importing.columns import COLUMNS
from koios.quotes.tariff_importing.places import Places

NEW, CHANGED, SAME = "new", "changed", "same"
MOST = 10**12

FIELDS = {  # of the sheet, and of the service
    "service": "name",
    "description": "description",
    "unit": "unit",
    "tax": "tax_category",
    "offered": "active",
}


class TariffImporter(Importer):
    """Takes services by their code, and their prices into a list in preparation."""

    name = "tariffs"
    label = gettext_lazy("Tarifas")
    module = "quotes"
    columns = COLUMNS
    place = "quotes:tariff_lists"

    @classmethod
    def add_arguments(cls, parser):
        parser.add_argument("--list", metavar="NAME", help=_("la lista que recibe los precios"))
        parser.add_argument(
            "--from",
            dest="since",
            metavar="YYYY-MM-DD",
            help=_("desde cuándo rige, si la lista es nueva"),
        )
        parser.add_argument("--customer", metavar="NIT", help=_("el cliente de la lista"))

    @classmethod
    def options_of(cls, query):
        """From the page of a list: that one takes the prices."""
        key = query.get("list", "")
        return {"list_key": int(key)} if key.isdecimal() else {}

    @classmethod
    def told_of(cls, options):
        """Where the prices of a file will go, in a sentence."""
        tariffs = TariffList.objects.filter(pk=options.get("list_key")).first()
        return _("Los precios van a la lista «%(name)s».") % {"name": tariffs} if tariffs else ""

    def begin(self, reading):
        self._places = _places(self.options)
        self._told = {}  # {code: what the file says of the service}
        self._prices = {}  # {what the price is for: (line, price)}
        self._planned = set()  # the services and prices that a dry run would have made
        for _row, values, errors in reading:
            if not errors:
                self._remember(values)

    def _remember(self, values):
        self._told.setdefault(_code(values), Told(values)).hear(values)
        try:
            where = self._places.of(values)
        except Refusal:
            return
        if where and _is_price(values["price"]):
            self._prices.setdefault(_key(where, values), (values.line, values["price"]))

    def take(self, values, *, by, dry_run):
        try:
            where = self._places.of(values)
        except Refusal as refusal:
            return Verdict.rejected(values.error("list", refusal.message))
        told = self._told[_code(values)]
        service = Service.objects.coded(told.code)
        if errors := tuple(self._problems(values, where, told, service)):
            return Verdict.rejected(*errors)
        news = {self._service(values, told, service, by, dry_run)}
        if values["price"] is not None:
            service = service or Service.objects.coded(told.code)
            news.add(self._price(values, where, service, by, dry_run))
        doubts = tuple(told.doubts(values))
        if NEW in news:
            return Verdict.created(*doubts)
        return Verdict.updated(*doubts) if CHANGED in news else Verdict.unchanged(*doubts)

    def _problems(self, values, where, told, service):
        if service is None and not told.fields.get("name"):
            yield values.error("service", _("es un servicio nuevo: falta su nombre"))
        if values["price"] is None:
            return
        if not _is_price(values["price"]):
            yield values.error("price", _("el precio va de 0 a 999.999.999.999"))
        elif where is None:
            yield values.error("list", _("diga a qué lista va el precio"))
        else:
            yield from self._clashes(values, where, service)

    def _clashes(self, values, where, service):
        line, price = self._prices[_key(where, values)]
        if price != values["price"]:
            reason = _("la fila %(line)s ya da otro precio para lo mismo")
            yield values.error("price", reason % {"line": line})
        elif where.standing and not where.standing.is_draft:
            known = service and where.standing.priced(service, **_fit(values))
            if not known or known.price != values["price"]:
                reason = _("la lista «%(name)s» ya no está en preparación: sus precios no cambian")
                yield values.error("list", reason % {"name": where.name})

    def _service(self, values, told, service, by, dry_run):
        """Make the service, or change it as its first row says."""
        if service is None:
            if dry_run:
                return self._plan(told.code)
            Service(code=names.tidy(told.code), **told.fields).begin(by=by)
            return NEW
        if told.line != values.line:
            return SAME
        changes = {
            name: value
            for name, value in told.fields.items()
            if not _same(getattr(service, name), value)
        }
        if changes and not dry_run:
            service.amend(by=by, **changes)
        return CHANGED if changes else SAME

    def _price(self, values, where, service, by, dry_run):
        fit, price = _fit(values), values["price"]
        known = service and where.standing and where.standing.priced(service, **fit)
        if known:
            same = all(names.tidy(getattr(known, name)) == told for name, told in fit.items())
            if same and known.price == price:
                return SAME
        if known and not where.standing.is_draft:
            return SAME  # the same price, written otherwise
        if dry_run:
            return CHANGED if known else self._plan(_key(where, values))
        where.made(by=by).price(service, price, by=by, **fit)
        return CHANGED if known else NEW

    def _plan(self, key):
        """What a dry run makes is there for the rows below."""
        if key in self._planned:
            return SAME
        self._planned.add(key)
        return NEW


class Told:
    """What a file says of a service: the first row that says something decides."""

    def __init__(self, values):
        self.line, self.code, self.fields = values.line, values["code"], {}

    def hear(self, values):
        self.fields = _said(values) | self.fields

    def doubts(self, values):
        """What a row says otherwise than an earlier one."""
        said = _said(values)
        for column, name in FIELDS.items():
            if name in said and not _same(self.fields[name], said[name]):
                reason = _("se dejó lo que otra fila anterior dice del mismo servicio")
                yield values.error(column, reason)


def _places(options):
    chosen = TariffList.objects.select_related("customer").filter(pk=options.get("list_key"))
    since = options.get("since")
    try:
        since = date.fromisoformat(since) if since else None
    except ValueError:
        raise Refusal(_("Escriba la fecha como 2027-01-31: %(told)s") % {"told": since}) from None
    return Places(
        chosen=chosen.first(),
        name=options.get("list") or "",
        customer=options.get("customer") or "",
        valid_from=since,
    )


def _said(values) -> dict:
    """What a row says of its service; nothing of what it leaves empty."""
    told = {name: values[column] for column, name in FIELDS.items() if values[column] is not None}
    if "name" in told:
        told["name"] = names.tidy(told["name"])
    return told


def _fit(values) -> dict:
    return {name: names.tidy(values[name] or "") for name in ("vehicle_class", "route")}


def _key(where, values):
    fit = _fit(values)
    return (where.key, _code(values), fold(fit["vehicle_class"]), fold(fit["route"]))


def _code(values):
    return names.tidy(values["code"]).casefold()


def _is_price(amount):
    return amount is not None and 0 <= amount < MOST


def _same(standing, told):
    """Whether a text says the same, whatever its blanks and line ends."""
    if isinstance(told, str) and isinstance(standing, str):
        return names.tidy(standing) == names.tidy(told)
    return standing == told
