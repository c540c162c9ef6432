"""A record behind every URL that names one, so that tests/test_matrix.py can knock at all doors.

A URL with arguments needs them here, by its name: a function that makes the record by its verbs
and gives the arguments. Several URLs may share one:

    @sample("customers:customer", "customers:details")
    def customer(world):
        return {"pk": world.customer.pk}

`world` makes each record when it is first asked for; add yours as a `cached_property`.
"""

from decimal import Decimal

from django.utils.functional import cached_property

from koios.accounts.links import AccessLink
from koios.accounts.people import Area, User
from koios.actions.models import Finding
from koios.cases.desk import acts
from koios.cases.models import AnswerTemplate, AssignmentRule, Case, Cause, Process, Term
from koios.contracts.desk import acts as contract_acts
from koios.contracts.desk import amendment_acts, policy_acts
from koios.contracts.models import Amendment, ClauseTemplate, Contract, Policy
from koios.core import audit, calendar, clock, documents, files, outbox
from koios.core.calendar import NonWorkingDay
from koios.core.imports import ImportRun, importers
from koios.core.jobs import Job
from koios.customers import identity
from koios.customers.models import (
    Address,
    ConsentPurpose,
    Contact,
    Customer,
    Paper,
    Requirement,
)
from koios.customers.requirement_pages import acts as requirement_acts
from koios.quotes.desk import acts as quote_acts
from koios.quotes.models import (
    Conditions,
    LossReason,
    Need,
    Quote,
    QuoteTemplate,
    Service,
    TariffList,
)
from koios.quotes.need_pages import acts as need_acts
from koios.quotes.tariff_pages import acts as tariff_acts
from koios.scheduling import acts as order_acts
from koios.scheduling.models import CalendarLink, ServiceOrder
from koios.signing.models import Party, SigningRequest
from koios.verification import seeding as verification_seeding
from koios.verification.desk import acts as verification_acts
from koios.verification.desk import campaigns, checklists
from koios.verification.models import Campaign, Checklist, ContractVerification
from tests.core import papers
from tests.signing.subject import register

samples = {}

# A door that looks closer than the matrix: beside its name, why it may still say 404 or 403 to
# somebody whose role reaches.
NARROWER = {
    "accounts:session_revocation": "only one's own sessions",
    "customers:activation": "only who is inactive",
    "privacy:policy": "no policy has been published",
    "office:settings": "only who finds any settings",
    "office:settings_group": "only who sees the settings, or may configure their module",
    "cases:identity": "only of who asked for reserve",
    "cases:answer_preview": "only once there is a draft",
    "office:logo": "the company has none yet",
    "office:notice_reading": "only one's own notices",
    "office:import_new": "only who may edit what the list holds",
    **dict.fromkeys(
        (
            "office:import",
            "office:import_columns",
            "office:import_map",
            "office:import_check",
            "office:import_start",
            "office:import_progress",
            "office:import_discard",
        ),
        "only who brought the file, or configures its module",
    ),
    "public_quotes:paper": "only once it was set",
    "quotes:need_new_customer": "only who may also edit customers",
    "public_signing:paper": "only once it was prepared for the signatures",
    "public_signing:final": "only once everybody has signed",
    "public_signing:evidence": "only once everybody has signed",
    **dict.fromkeys(
        ("signing:invitation", "signing:replacement", "signing:cancellation"),
        "only who may edit the record whose paper is signed",
    ),
    "office:progress": "only what one asked for oneself",
    "office:file": "only who may see the record that it belongs to",
    "office:file_preview": "only of pictures, for who may see their record",
}


def sample(*names):
    def keep(function):
        for name in names:
            assert name not in samples, f"{name} has two samples"
            samples[name] = function
        return function

    return keep


class World:
    """Records of every kind, each made when it is first asked for."""

    by = audit.SYSTEM

    @cached_property
    def person(self):
        return User.objects.create_person("sample@koios.example", "Sandra Muestra", ["sales"])

    @cached_property
    def area(self):
        return Area(name="Área de muestra").begin(by=self.by)

    @cached_property
    def invitation(self):
        return AccessLink.invite(self.person, by=self.by)

    @cached_property
    def new_password(self):
        return AccessLink.ask(self.person)

    @cached_property
    def customer(self):
        return Customer.register(
            by=self.by,
            document=identity.read("890204771"),
            legal_name="Colegio La Arboleda",
            status=Customer.Status.ACTIVE,
        )

    @cached_property
    def other_customer(self):
        return Customer.register(by=self.by, legal_name="Hotel El Samán")

    @cached_property
    def natural_person(self):
        return Customer.register(by=self.by, kind=Customer.Kind.PERSON, legal_name="Luz Dary Henao")

    @cached_property
    def contact(self):
        return Contact.introduce(self.customer, name="Carla Ocampo", by=self.by)

    @cached_property
    def need(self):
        return Need.take(channel="phone", what="Dos rutas", customer=self.customer, by=self.by)

    @cached_property
    def quote(self):
        line = {"description": "Ruta", "quantity": Decimal(1), "price": Decimal(350_000)}
        quote = Quote.draft(customer=self.customer, title="Rutas", lines=[line], by=self.by)
        quote.check_capability(verdict="yes", means="Un bus propio", by=self.person)
        told = {"to": ["carla@laarboleda.example"], "subject": "Cotización", "text": "Va."}
        return quote.send(by=self.by, **told)

    @cached_property
    def signer(self):
        """Somebody who is asked to sign a paper about the customer."""
        register()
        paper = documents.Document.freeze(
            "core/letter.typ", papers.letter(), about=self.customer, name="a.pdf", by=self.by
        )
        asked = SigningRequest.ask(
            paper,
            about=self.customer,
            title="Contrato de muestra",
            parties=[Party("Carla Ocampo", "carla@laarboleda.example")],
            by=self.by,
        )
        return asked.signers.get()

    @cached_property
    def tariff(self):
        service = Service(code="RUT-01", name="Ruta escolar").begin(by=self.by)
        tariffs = TariffList(name="General", valid_from=calendar.today()).begin(by=self.by)
        return tariffs.price(service, Decimal(350_000), by=self.by)

    @cached_property
    def service_order(self):
        return ServiceOrder.open_from(self.quote, by=self.by)

    @cached_property
    def address(self):
        return Address.note_down(self.customer, line="Calle 14 # 14-20", by=self.by)

    @cached_property
    def paper(self):
        paper = Paper.keep(self.customer, "", by=self.by, kind=Paper.Kind.OTHER)
        paper.amend(by=self.by, file=files.keep_bytes(b"RUT", "rut.txt", about=paper, by=self.by))
        return paper

    @cached_property
    def contract(self):
        fields = {"object": "Rutas", "value": 1, "start_on": calendar.today()}
        contract = Contract.draft(customer=self.customer, by=self.by, **fields)
        contract.word([("Objeto", "Rutas")], by=self.by)
        contract.prepare_to_sign(by=self.by)
        paper = files.keep_bytes(b"Firmado", "firmado.txt", about=contract, by=self.by)
        told = {"on": calendar.today(), "how": "paper", "file": paper}
        return contract.mark_signed(by=self.by, **told)

    @cached_property
    def amendment(self):
        return Amendment.draft(self.contract, by=self.by, effective_on=calendar.today())

    @cached_property
    def policy(self):
        return Policy.ask(self.contract, by=self.by)

    @cached_property
    def checklist(self):
        verification_seeding.seed()
        return Checklist.objects.in_use().get()

    @cached_property
    def verification(self):
        self.checklist  # noqa: B018 -- asked in it
        told = {"for_year": calendar.today().year, "due_on": calendar.today(), "by": self.by}
        return ContractVerification.plan(self.contract, owner=self.person, **told).start(by=self.by)

    @cached_property
    def campaign(self):
        return Campaign.open(by=self.by, for_year=calendar.today().year)

    @cached_property
    def requirement(self):
        return Requirement.raise_for(self.customer, statement="Dos monitoras", by=self.by)

    @cached_property
    def message(self):
        return outbox.send(kind="sample", to=["muestra@koios.example"], subject="Hola", text="Hola")

    @cached_property
    def import_run(self):
        listed = b"NIT;Nombre\n900153453;Hotel\n"
        return ImportRun.bring(importers["customers"], listed, "hoteles.csv", by=self.person)

    @cached_property
    def failed_job(self):
        now = clock.now()
        return Job.objects.create(
            task="koios.line", asked_at=now, ended_at=now, status=Job.Status.DEAD, error="It failed"
        )

    @cached_property
    def case(self):
        return Case.file(
            kind="COMPLAINT",
            channel="web",
            facts="No pasó la ruta",
            petitioner={"name": "Sandra Milena Arango"},
            by=audit.PUBLIC,
        )

    @cached_property
    def finding(self):
        return Finding.record(
            source=self.case, label="Muestra", url="/", fact="No pasó la ruta", by=self.by
        )


# ui


@sample("ui:brand", "ui:favicon")
def colour(world):
    return {"colour": "35478c"}


# accounts


@sample(
    "accounts:person",
    "accounts:details",
    "accounts:person_roles",
    "accounts:resending",
    "accounts:revocation",
    "accounts:deactivation",
    "accounts:reactivation",
    "accounts:second_factor_reset",
    "accounts:sessions_end",
)
def person(world):
    return {"pk": world.person.pk}


@sample("accounts:people_export", "customers:export", "customers:requirements_export")
def exported(world):
    return {"form": "csv"}


@sample("cases:report_export", "quotes:report_export", "verification:report_export")
def report_exported(world):
    return {"form": "xlsx"}


@sample("accounts:invitation")
def invitation(world):
    return {"pk": world.invitation.pk, "token": world.invitation.token}


@sample("accounts:new_password")
def new_password(world):
    return {"pk": world.new_password.pk, "token": world.new_password.token}


@sample("accounts:session_revocation")
def session(world):
    return {"pk": 1}


@sample("accounts:role", "accounts:role_removal")
def role(world):
    return {"key": "operations"}


@sample("accounts:area")
def area(world):
    return {"pk": world.area.pk}


# customers


@sample(
    "customers:customer",
    "customers:details",
    "customers:activation",
    "customers:deactivation",
    "customers:handover",
    "customers:merge_choice",
    "customers:new_contact",
    "customers:new_note",
    "customers:new_paper",
    "customers:new_address",
)
def customer(world):
    return {"pk": world.customer.pk}


@sample("customers:consents", "customers:new_consent", "customers:erasure")
def natural_person(world):
    return {"pk": world.natural_person.pk}


@sample("customers:merge")
def merge(world):
    return {"pk": world.customer.pk, "other_pk": world.other_customer.pk}


@sample(
    "customers:contact",
    "customers:retirement",
    "customers:contact_erasure",
    "customers:contact_consents",
    "customers:new_contact_consent",
)
def contact(world):
    return {"pk": world.customer.pk, "contact_pk": world.contact.pk}


@sample("customers:paper_file", "customers:replacement")
def paper(world):
    return {"pk": world.customer.pk, "paper_pk": world.paper.pk}


@sample("customers:address")
def address(world):
    return {"pk": world.customer.pk, "address_pk": world.address.pk}


@sample(
    "customers:requirement",
    "customers:requirement_details",
    *(f"customers:requirement_{act.slug}" for act in requirement_acts.ACTS),
)
def requirement(world):
    return {"pk": world.requirement.pk}


@sample(
    "contracts:contract",
    "contracts:details",
    "contracts:tariff_lines",
    "contracts:clauses",
    "contracts:people",
    "contracts:requirements",
    "contracts:paper",
    "contracts:new_amendment",
    *(f"contracts:{contract_acts.ACTS.name(act)}" for act in contract_acts.ACTS.acts),
)
def contract(world):
    return {"ref": world.contract.ref}


@sample("contracts:comparison")
def contract_version(world):
    return {"ref": world.contract.ref, "number": 1}


@sample("contracts:export")
def contracts_as_sheet(world):
    return {"form": "csv"}


@sample(
    "contracts:amendment",
    "contracts:amendment_details",
    "contracts:amendment_paper",
    *(f"contracts:{amendment_acts.ACTS.name(act)}" for act in amendment_acts.ACTS.acts),
)
def amendment(world):
    return {"pk": world.amendment.pk}


@sample(*(f"contracts:{policy_acts.ACTS.name(act)}" for act in policy_acts.ACTS.acts))
def contract_policy(world):
    return {"pk": world.policy.pk}


@sample("contracts:clause_template")
def clause_template(world):
    return {"pk": ClauseTemplate(title="De muestra", text="Hola").begin(by=world.by).pk}


# verification


@sample(
    "verification:verification",
    "verification:paper",
    *(f"verification:{verification_acts.ACTS.name(act)}" for act in verification_acts.ACTS.acts),
)
def verification(world):
    return {"number": world.verification.number}


@sample("verification:item")
def verification_item(world):
    return {"number": world.verification.number, "code": "01"}


@sample("verification:contract_verification")
def verification_of_contract(world):
    return {"number": world.contract.number}


@sample(
    "verification:campaign",
    *(f"verification:{campaigns.ACTS.name(act)}" for act in campaigns.ACTS.acts),
)
def campaign(world):
    return {"for_year": world.campaign.for_year}


@sample(
    "verification:checklist",
    *(f"verification:{checklists.ACTS.name(act)}" for act in checklists.ACTS.acts),
)
def checklist(world):
    return {"pk": world.checklist.pk}


@sample("verification:export")
def verifications_as_sheet(world):
    return {"form": "xlsx"}


@sample("customers:new_notice")
def notice(world):
    return {"place": "cases"}


@sample("customers:purpose")
def purpose(world):
    ConsentPurpose.propose()
    return {"key": "call"}


@sample("privacy:policy")
def policy(world):
    return {"version": 1}


# office


@sample("office:settings_group")
def settings_group(world):
    return {"name": "company"}


@sample("office:withdrawal")
def non_working_day(world):
    return {"pk": NonWorkingDay.objects.filter(withdrawn=False).first().pk}


@sample("office:notice_reading")
def notice_reading(world):
    return {"pk": 1}


@sample("office:file")
def file(world):
    return {"pk": world.paper.file.pk, "name": "rut.txt"}


@sample("office:file_preview")
def file_preview(world):
    return {"pk": world.paper.file.pk}


@sample("office:message", "office:message_again", "office:message_cancel")
def message(world):
    return {"pk": world.message.pk}


@sample("office:job_retry", "office:job_discard")
def job(world):
    return {"pk": world.failed_job.pk}


# cases


@sample(
    "cases:case",
    "cases:identity",
    "cases:answer",
    "cases:answer_preview",
    "cases:submission",
    "cases:approval",
    "cases:message",
    "cases:note",
    *(f"cases:{act.slug}" for act in acts.ACTS),
)
def case(world):
    return {"number": world.case.number}


@sample("cases:letter")
def letter_of_case(world):
    return {"number": world.case.number, "letter": world.case.letters.first().pk}


@sample("cases:export", "cases:export_imported")
def cases_as_sheet(world):
    return {"form": "csv"}


@sample("cases:cause")
def cause(world):
    return {"pk": Cause(name="Causa de muestra").begin(by=world.by).pk}


@sample("cases:process")
def process(world):
    return {"pk": Process(name="Proceso de muestra").begin(by=world.by).pk}


@sample("cases:template")
def template(world):
    return {"pk": AnswerTemplate(name="De muestra", text="Hola").begin(by=world.by).pk}


@sample("cases:rule")
def rule(world):
    return {"pk": AssignmentRule(area=world.area).begin(by=world.by).pk}


@sample("cases:new_term")
def kind_of_term(world):
    return {"kind": "COMPLAINT"}


@sample("cases:term")
def term(world):
    return {"pk": Term.objects.first().pk}


@sample(
    "public_cases:follow_up",
    "public_cases:receipt",
    "public_cases:message",
    "public_cases:more_time",
    "public_cases:rating",
    "public_cases:reopening",
    "public_cases:withdrawal",
)
def case_from_outside(world):
    return {"number": world.case.number, "token": world.case.token}


@sample("public_cases:letter")
def letter_from_outside(world):
    return {**case_from_outside(world), "letter": world.case.letters.first().pk}


@sample("public_cases:case_file")
def file_from_outside(world):
    file = files.keep_bytes(b"hola", "hola.txt", about=world.case, by=world.by, public=True)
    return {**case_from_outside(world), "file": file.pk}


# actions


@sample(
    "actions:finding",
    "actions:treatment",
    "actions:closing",
    "actions:handover",
    "actions:evidence",
    "actions:dismissal",
)
def finding(world):
    return {"number": world.finding.number}


@sample(
    "office:trail_export",
    "office:outbox_export",
    "actions:export",
    "quotes:export",
    "scheduling:export",
)
def form_of_an_export(world):
    return {"form": "csv"}


@sample("office:progress")
def progress(world):
    return {"pk": 1}


@sample("office:import_new")
def importer(world):
    return {"name": "customers"}


@sample(
    "office:import",
    "office:import_columns",
    "office:import_map",
    "office:import_check",
    "office:import_start",
    "office:import_progress",
    "office:import_discard",
)
def import_run(world):
    return {"pk": world.import_run.pk}


@sample(
    "quotes:need",
    "quotes:need_details",
    *(f"quotes:{need_acts.ACTS.name(act)}" for act in need_acts.ACTS.acts),
)
def a_need(world):
    return {"number": world.need.number}


@sample("quotes:needs_export")
def needs_as_sheet(world):
    return {"form": "csv"}


@sample("quotes:services_export")
def services_as_sheet(world):
    return {"form": "csv"}


@sample("quotes:service", "quotes:service_details")
def a_service(world):
    return {"pk": world.tariff.service.pk}


@sample(
    "quotes:tariff_list",
    "quotes:tariffs_details",
    "quotes:new_tariff",
    "quotes:tariff_successor",
    *(f"quotes:{tariff_acts.ACTS.name(act)}" for act in tariff_acts.ACTS.acts),
)
def a_tariff_list(world):
    return {"pk": world.tariff.tariffs.pk}


@sample("quotes:tariffs_export")
def tariffs_as_sheet(world):
    return {"pk": world.tariff.tariffs.pk, "form": "csv"}


@sample("quotes:tariff", "quotes:tariff_removal")
def a_tariff(world):
    return {"pk": world.tariff.pk}


@sample("public_needs:receipt")
def a_need_of_the_public(world):
    need = Need.take(channel="web", what="Dos rutas", contact_name="Carla", by=audit.PUBLIC)
    return {"number": need.number, "token": need.token}


@sample("quotes:quote_template")
def a_template_of_quotes(world):
    told = {"name": "De muestra", "title": "Rutas"}
    return {"pk": QuoteTemplate(**told).begin(by=world.by).pk}


@sample("quotes:conditions_text")
def conditions_of_quotes(world):
    return {"pk": Conditions(name="De muestra", text="A 30 días").begin(by=world.by).pk}


@sample("quotes:reason")
def a_reason_of_loss(world):
    return {"pk": LossReason(name="De muestra").begin(by=world.by).pk}


@sample(
    *(f"quotes:{name}" for name in ("quote", "draft", "preview", "paper")),
    *(f"quotes:{name}" for name in ("sending", "resending", "reply", "note")),
    *(f"quotes:{quote_acts.ACTS.name(act)}" for act in quote_acts.ACTS.acts),
)
def a_quote(world):
    return {"ref": world.quote.ref}


@sample(
    "public_quotes:quote",
    "public_quotes:paper",
    "public_quotes:look",
    "public_quotes:options",
    "public_quotes:question",
    "public_quotes:approval",
    "public_quotes:rejection",
    "public_quotes:answer",
)
def a_quote_of_the_customer(world):
    return {"token": world.quote.token}


@sample(
    "public_signing:sign",
    "public_signing:paper",
    "public_signing:final",
    "public_signing:evidence",
    "public_signing:refusal",
    "public_signing:delegation",
)
def a_signer(world):
    return {"token": world.signer.token}


@sample("signing:invitation", "signing:replacement")
def a_signer_on_the_desk(world):
    return {"key": world.signer.key}


@sample("signing:cancellation")
def a_signing_request(world):
    return {"key": world.signer.request.key}


@sample("public_quotes:code", "public_quotes:new_code")
def an_approval_begun(world):
    return {**a_quote_of_the_customer(world), "intent": "0" * 20}


@sample("public_quotes:file")
def a_file_of_the_quote(world):
    file = files.keep_bytes(b"hola", "hola.txt", about=world.quote, by=world.by, public=True)
    return {**a_quote_of_the_customer(world), "file": file.pk}


@sample("scheduling:order", *(f"scheduling:{act.slug}" for act in order_acts.ACTS.acts))
def a_service_order(world):
    return {"number": world.service_order.number}


@sample("scheduling:day", "scheduling:day_sheet")
def a_day_of_services(world):
    return {"day": "2026-11-26"}


@sample("calendar_feed:feed")
def a_calendar(world):
    return {"key": CalendarLink.renew(world.person, by=world.by).address[:-4].rpartition("/")[2]}
