"""The customers of the demo. Neither they nor their people exist; their numbers are well made."""

from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from koios.core import calendar, clock, files
from koios.core.acts import act
from koios.customers import identity
from koios.customers.models import (
    Address,
    ConsentEvent,
    Contact,
    Customer,
    Note,
    Paper,
    PrivacyNotice,
    PrivacyPolicy,
)

ACTIVE, PROSPECT, INACTIVE = "active", "prospect", "inactive"

# key: document, legal name, trade name, segment, municipality, address, CIIU, since, status, more
CUSTOMERS = {
    "arboleda": {
        "document": "890204771-6",
        "legal_name": "Fundación Educativa La Arboleda",
        "trade_name": "Colegio La Arboleda",
        "segment": "Educación",
        "municipality": "63001",
        "address": "Km 4 vía El Caimo",
        "phone": "(606) 741 5500",
        "activity": "8523",
        "since": date(2019, 1, 21),
        "billing_email": "facturas@laarboleda.example.co",
        "payment_days": 30,
        "vat": "not_liable",
        "representative_name": "Beatriz Elena Cano",
        "representative_document": "CC 24.488.310",
    },
    "santa-ines": {
        "document": "900318442",
        "legal_name": "Clínica Santa Inés S.A.S.",
        "segment": "Salud",
        "municipality": "66001",
        "address": "Carrera 12 # 19-40",
        "phone": "(606) 335 4120",
        "activity": "8610",
        "since": date(2020, 7, 1),
        "billing_email": "radicacion@santaines.example.co",
        "payment_days": 60,
        "vat": "liable",
        "is_large_taxpayer": True,
        "representative_name": "Fernando José Uribe",
        "representative_document": "CC 10.118.254",
    },
    "otun": {
        "document": "891407215",
        "legal_name": "Cementos del Otún S.A.",
        "segment": "Industria y construcción",
        "municipality": "66170",
        "address": "Zona industrial La Popa, bodega 9",
        "phone": "(606) 330 7788",
        "activity": "2394",
        "since": date(2021, 3, 8),
        "billing_email": "proveedores@cementosdelotun.example.co",
        "payment_days": 45,
        "vat": "liable",
        "is_large_taxpayer": True,
        "is_self_withholder": True,
        "self_withholder_resolution": "4382",
        "self_withholder_on": date(2011, 5, 12),
        "representative_name": "Álvaro Hincapié Mesa",
        "representative_document": "CC 7.524.118",
    },
    "cafetal": {
        "document": "900742906",
        "legal_name": "Agroindustrias El Cafetal S.A.S.",
        "segment": "Agroindustria",
        "municipality": "17174",
        "address": "Km 2 vía Chinchiná–Palestina",
        "phone": "(606) 850 2214",
        "activity": "1061",
        "since": date(2021, 9, 20),
        "billing_email": "cuentas@elcafetal.example.co",
        "payment_days": 30,
        "vat": "liable",
        "representative_name": "Luz Marina Botero",
        "representative_document": "CC 24.315.907",
    },
    "saman": {
        "document": "901155380",
        "legal_name": "Inversiones Turísticas El Samán S.A.S.",
        "trade_name": "Hotel El Samán",
        "segment": "Turismo",
        "municipality": "63470",
        "address": "Vereda Once Casas, vía al Parque del Café",
        "phone": "(606) 753 6031",
        "activity": "5511",
        "since": date(2022, 12, 1),
        "billing_email": "contabilidad@hotelelsaman.example.co",
        "payment_days": 15,
        "vat": "liable",
        "representative_name": "Ricardo Arias Toro",
        "representative_document": "CC 18.493.226",
    },
    "eje": {
        "document": "800226417",
        "legal_name": "Corporación Universidad del Eje",
        "trade_name": "Universidad del Eje",
        "segment": "Educación",
        "municipality": "17001",
        "address": "Calle 62 # 23-55, barrio Palogrande",
        "phone": "(606) 887 9000",
        "activity": "8544",
        "since": date(2020, 2, 3),
        "billing_email": "compras@unieje.example.edu.co",
        "payment_days": 45,
        "vat": "not_liable",
        "representative_name": "María Eugenia Villegas",
        "representative_document": "CC 30.287.641",
    },
    "consota": {
        "document": "816003958",
        "legal_name": "Textiles del Consota Ltda.",
        "segment": "Empresarial",
        "municipality": "66001",
        "address": "Avenida Las Américas # 47-20",
        "phone": "(606) 321 1890",
        "activity": "1410",
        "since": date(2023, 4, 17),
        "billing_email": "pagos@textilesconsota.example.co",
        "payment_days": 30,
        "vat": "liable",
    },
    "san-jeronimo": {
        "document": "890801562",
        "legal_name": "E.S.E. Hospital San Jerónimo",
        "segment": "Sector público",
        "municipality": "63190",
        "address": "Carrera 14 # 8-15",
        "phone": "(606) 758 4010",
        "activity": "8610",
        "since": date(2024, 2, 1),
        "billing_email": "presupuesto@hsanjeronimo.example.gov.co",
        "payment_days": 60,
        "vat": "not_liable",
    },
    "contacto-andino": {
        "document": "900987114",
        "legal_name": "Contacto Andino BPO S.A.S.",
        "segment": "Empresarial",
        "municipality": "17001",
        "address": "Parque empresarial La Enea, torre 2",
        "phone": "(606) 878 3300",
        "activity": "8220",
        "since": date(2023, 8, 14),
        "billing_email": "facturacion@contactoandino.example.co",
        "payment_days": 30,
        "vat": "liable",
    },
    "cocora": {
        "document": "901402677",
        "legal_name": "Viajes Valle de Cocora S.A.S.",
        "segment": "Turismo",
        "municipality": "63690",
        "address": "Calle Real # 6-12",
        "phone": "311 555 0168",
        "activity": "7911",
        "since": date(2024, 11, 5),
        "billing_email": "hola@vallecocora.example.co",
        "payment_days": 0,
        "vat": "liable",
    },
    "guaduales": {
        "legal_name": "Gimnasio Los Guaduales",
        "segment": "Educación",
        "municipality": "63130",
        "phone": "312 555 0191",
        "status": PROSPECT,
    },
    "hoyos": {
        "document": "CC 41.909.377",
        "kind": "person",
        "legal_name": "Martha Lucía Hoyos Giraldo",
        "segment": "Personas",
        "municipality": "63001",
        "email": "marthahoyos@correo.example.co",
        "phone": "314 555 0126",
        "since": date(2025, 12, 10),
        "payment_days": 0,
    },
    "pinares": {
        "document": "900263851",
        "legal_name": "Constructora Altos de Pinares S.A.",
        "segment": "Industria y construcción",
        "municipality": "66001",
        "address": "Avenida Circunvalar # 9-60, oficina 501",
        "activity": "4111",
        "since": date(2019, 6, 3),
        "status": INACTIVE,
        "why": "Terminó la obra y no renovó el contrato",
    },
}

# customer: name, position, part, mailbox, phone, what they receive
CONTACTS = [
    ("arboleda", "Beatriz Elena Cano", "Rectora", "decides", "rectoria@laarboleda.example.co",
     "310 555 0177", "contract commercial"),
    ("arboleda", "Mauricio Ocampo", "Coordinador de transporte", "supervises",
     "transporte@laarboleda.example.co", "312 555 0109", "survey cases"),
    ("arboleda", "Nelly Quintero", "Tesorera", "pays", "facturas@laarboleda.example.co",
     "(606) 741 5530", "billing"),
    ("santa-ines", "Héctor Fabio Londoño", "Jefe de servicios generales", "supervises",
     "servicios@santaines.example.co", "315 555 0133", "commercial survey cases"),
    ("santa-ines", "Paula Andrea Zuluaga", "Auditora de calidad", "other",
     "calidad@santaines.example.co", "", "cases"),
    ("otun", "Carlos Arturo Peña", "Director de talento humano", "decides",
     "cpena@cementosdelotun.example.co", "316 555 0154", "commercial contract survey"),
    ("otun", "Adriana Serna", "Analista de pagos", "pays",
     "proveedores@cementosdelotun.example.co", "(606) 330 7790", "billing"),
    ("cafetal", "Yaneth Ospina Vélez", "Jefe de gestión humana", "supervises",
     "yospina@elcafetal.example.co", "313 555 0142", "commercial contract survey cases"),
    ("saman", "Óscar Iván Giraldo", "Gerente de operación", "decides",
     "gerencia@hotelelsaman.example.co", "320 555 0118", "commercial contract survey cases"),
    ("eje", "Julián Andrés Mejía", "Jefe de logística", "supervises",
     "logistica@unieje.example.edu.co", "318 555 0187", "commercial survey cases"),
    ("eje", "Claudia Patricia Ríos", "Directora de compras", "decides",
     "compras@unieje.example.edu.co", "(606) 887 9041", "contract billing"),
    ("consota", "Wilson Duque", "Jefe de planta", "supervises",
     "planta@textilesconsota.example.co", "317 555 0122", "survey cases"),
    ("san-jeronimo", "Gloria Stella Marín", "Subdirectora administrativa", "decides",
     "subdireccion@hsanjeronimo.example.gov.co", "(606) 758 4012", "contract commercial survey"),
    ("contacto-andino", "Diana Carolina Salazar", "Coordinadora de bienestar", "supervises",
     "bienestar@contactoandino.example.co", "319 555 0163", "survey cases"),
    ("cocora", "Felipe Arango", "Socio", "decides", "hola@vallecocora.example.co",
     "311 555 0168", "commercial contract survey billing"),
    ("guaduales", "Liliana Gómez", "Rectora", "decides", "rectoria@losguaduales.example.co",
     "312 555 0191", "commercial"),
]  # fmt: skip

# customer, days ago, hour, kind, minutes, with, text
NOTES = [
    ("arboleda", 5, time(11, 20), "call", 8, "Mauricio Ocampo",
     "Pide guía bilingüe para la salida a Salento y que el bus tenga cinturones de tres puntos. "
     "Envié la versión 2 con ese servicio como opcional."),
    ("arboleda", 41, time(9, 0), "visit", None, "Beatriz Elena Cano",
     "Revisamos las 14 rutas del segundo semestre. Piden adelantar diez minutos la 3 y la 7."),
    ("otun", 9, time(15, 30), "meeting", 50, "Carlos Arturo Peña",
     "Reunión de seguimiento: el turno de noche pasa de 38 a 46 personas desde agosto."),
    ("saman", 3, time(10, 5), "call", 12, "Óscar Iván Giraldo",
     "Tiene tres grupos en la temporada de octubre. Quiere la tarifa por día y por kilómetro."),
    ("cafetal", 16, time(8, 40), "mail", None, "Yaneth Ospina Vélez",
     "Envió la lista de veredas para las rutas de cosecha."),
    ("guaduales", 2, time(16, 15), "visit", None, "Liliana Gómez",
     "Mostró interés en cuatro rutas escolares para enero. Compara con otra empresa."),
    ("eje", 12, time(14, 0), "note", None, "",
     "Siempre pide póliza de cumplimiento con la cotización: tenerla lista."),
]  # fmt: skip

# customer, kind, issued days ago, expires in days (None: does not)
PAPERS = [
    ("arboleda", "rut", 160, None),
    ("arboleda", "chamber", 40, 50),
    ("otun", "rut", 200, None),
    ("otun", "chamber", 75, 15),
    ("santa-ines", "chamber", 110, -20),
    ("eje", "rut", 90, None),
]


@act
def load_customers(people: dict) -> dict:
    """Customers, their people and what was talked about; gives {key: customer}.

    `people` are those of the demo, {name at the domain: person}. Everything happens on its day,
    the oldest first.
    """
    history = _History(people["juan.salazar"], people["andrea.ruiz"])
    for instant, tell in sorted(history.acts(), key=lambda act: act[0]):
        with clock.frozen(instant):
            tell()
    return history.made


class _History:
    """What happened with the customers, each act with its instant."""

    def __init__(self, seller, agent):
        self.seller, self.agent = seller, agent
        self.made, self.contacts = {}, {}

    def acts(self):
        yield _on(min(map(_begun, CUSTOMERS.values())), 8), self._publish
        for key, told in CUSTOMERS.items():
            yield _on(_begun(told), 9), partial(self._register, key, dict(told))
            if told.get("status") == INACTIVE:
                yield _ago(118, time(16, 40)), partial(self._deactivate, key, told["why"])
        for order, told in enumerate(CONTACTS):
            yield _on(_begun(CUSTOMERS[told[0]]), 10, order), partial(self._introduce, *told)
        for told in NOTES:
            yield _ago(told[1], told[2]), partial(self._note, *told)
        for told in PAPERS:
            yield _ago(told[2] - 2, time(14, 15)), partial(self._paper, *told)
        yield _ago(64, time(11, 5)), self._branch
        for name in ("Mauricio Ocampo", "Óscar Iván Giraldo"):
            yield _ago(33, time(15, 50)), partial(self._consents, name)

    def _publish(self):
        """What people were told about their data, from the first day on."""
        PrivacyPolicy.in_force()
        for place in PrivacyNotice.Place:
            PrivacyNotice.in_force(place)

    def _register(self, key, told):
        document = told.pop("document", "")
        told.pop("why", "")
        if told.get("status") != PROSPECT:
            told["status"] = ACTIVE
        self.made[key] = Customer.register(
            by=self.seller,
            document=identity.read(document) if document else None,
            owner=self.seller,
            **told,
        )

    def _deactivate(self, key, why):
        self.made[key].deactivate(by=self.seller, reason=why)

    def _introduce(self, key, name, position, part, email, phone, roles):
        self.contacts[name] = Contact.introduce(
            self.made[key],
            name=name,
            position=position,
            part=part,
            email=email,
            phone=phone,
            by=self.seller,
            **dict.fromkeys(roles.split(), True),
        )

    def _note(self, key, _days, _hour, kind, minutes, who, text):
        Note.write(
            self.made[key],
            kind=kind,
            minutes=minutes,
            contact=self.contacts.get(who),
            text=text,
            by=self.seller,
        )

    def _paper(self, key, kind, issued, expires):
        issued_on = calendar.today() - timedelta(days=2)
        paper = Paper(
            customer=self.made[key],
            kind=kind,
            issued_on=issued_on,
            expires_on=None if expires is None else issued_on + timedelta(days=issued + expires),
        ).begin(by=self.seller, verb="kept")
        name = f"{paper.get_kind_display()} {paper.customer}.pdf"
        file = files.keep_bytes(sheet(name), name, about=paper, by=self.seller)
        paper.amend(by=self.seller, verb="file_added", file=file)

    def _branch(self):
        Address.note_down(
            self.made["arboleda"],
            use="branch",
            name="Sede preescolar",
            line="Calle 21 Norte # 14-32",
            municipality="63001",
            by=self.seller,
        )

    def _consents(self, name):
        """What two of them said when they were asked by telephone."""
        contact = self.contacts[name]
        for key, given in (("ask", True), ("news", False)):
            ConsentEvent.record(
                subject=contact.as_subject(by=self.agent),
                purpose=key,
                given=given,
                channel=ConsentEvent.Channel.PHONE,
                notice=PrivacyNotice.in_force(PrivacyNotice.Place.PHONE),
                about=contact,
                by=self.agent,
            )


def _begun(told):
    """The day on which we first knew of a customer."""
    return told.get("since") or calendar.today() - timedelta(days=26)


def _on(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), clock.ZONE)


def _ago(days, hour):
    return datetime.combine(calendar.today() - timedelta(days=days), hour, clock.ZONE)


def sheet(text):
    """A PDF of one line."""
    sheet = Image.new("L", (850, 1100), "white")
    ImageDraw.Draw(sheet).text((80, 100), text, fill="black", font_size=24)
    content = BytesIO()
    sheet.save(content, "PDF")
    return content.getvalue()
