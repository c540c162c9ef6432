from django.urls import path

from koios.customers.requirement_pages.urls import urlpatterns as requirements
from koios.customers.views import customers, merging, parts, privacy

app_name = "customers"
urlpatterns = [
    *requirements,
    path("customers/", customers.customers, name="customers"),
    path("customers/export.<str:form>", customers.export, name="export"),
    path("customers/new/", customers.new_customer, name="new_customer"),
    path("customers/similar/", customers.similar, name="similar"),
    path("customers/privacy/", privacy.privacy, name="privacy"),
    path("customers/privacy/policy/new/", privacy.new_policy, name="new_policy"),
    path("customers/privacy/notices/<slug:place>/new/", privacy.new_notice, name="new_notice"),
    path("customers/privacy/purposes/<slug:key>/", privacy.purpose, name="purpose"),
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("customers/<int:pk>/details/", customers.details, name="details"),
    path("customers/<int:pk>/activation/", customers.activation, name="activation"),
    path("customers/<int:pk>/deactivation/", customers.deactivation, name="deactivation"),
    path("customers/<int:pk>/handover/", customers.handover, name="handover"),
    path("customers/<int:pk>/erasure/", customers.erasure_of_customer, name="erasure"),
    path("customers/<int:pk>/merge/", merging.choice, name="merge_choice"),
    path("customers/<int:pk>/merge/<int:other_pk>/", merging.merge, name="merge"),
    path("customers/<int:pk>/consents/", privacy.consents, name="consents"),
    path("customers/<int:pk>/consents/new/", privacy.new_consent, name="new_consent"),
    path("customers/<int:pk>/contacts/new/", parts.new_contact, name="new_contact"),
    path("customers/<int:pk>/contacts/<int:contact_pk>/", parts.contact, name="contact"),
    path(
        "customers/<int:pk>/contacts/<int:contact_pk>/retirement/",
        parts.retirement,
        name="retirement",
    ),
    path(
        "customers/<int:pk>/contacts/<int:contact_pk>/erasure/",
        parts.erasure_of_contact,
        name="contact_erasure",
    ),
    path(
        "customers/<int:pk>/contacts/<int:contact_pk>/consents/",
        privacy.consents,
        name="contact_consents",
    ),
    path(
        "customers/<int:pk>/contacts/<int:contact_pk>/consents/new/",
        privacy.new_consent,
        name="new_contact_consent",
    ),
    path("customers/<int:pk>/notes/new/", parts.new_note, name="new_note"),
    path("customers/<int:pk>/papers/new/", parts.new_paper, name="new_paper"),
    path("customers/<int:pk>/papers/<int:paper_pk>/file/", parts.paper_file, name="paper_file"),
    path(
        "customers/<int:pk>/papers/<int:paper_pk>/replacement/",
        parts.replacement,
        name="replacement",
    ),
    path("customers/<int:pk>/addresses/new/", parts.new_address, name="new_address"),
    path("customers/<int:pk>/addresses/<int:address_pk>/", parts.address, name="address"),
]
