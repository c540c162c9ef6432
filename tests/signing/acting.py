"""Who signs in these tests, and what they do, as short as a sentence of a test."""

from koios.core import jobs
from koios.core.codes import OneTimeCode
from koios.signing.models import Kind, Party, Proof, Side, Signer

CARLA = Party("Carla Ocampo", "carla@laarboleda.example", document="CC 52.123.456")
DIEGO = Party("Diego Patiño", "diego@santaines.example", document="CC 79.456.123")
NORA = Party("Nora Villegas", "nora@koios.example", side=Side.OURS, document="CC 41.935.118")
COPY = Party("Archivo", "archivo@koios.example", side=Side.OURS, kind=Kind.COPY)


def work():
    """Do what waits, as the worker does."""
    while jobs.run_due():
        pass


def by_code(signer, purpose="signing.sign"):
    digits = OneTimeCode.issue(purpose, about=signer, address=signer.email)
    return Proof.code(OneTimeCode.use(purpose, about=signer, address=signer.email, digits=digits))


def signer_of(request, email) -> Signer:
    return request.signers.select_related("request").get(email=email)


def sign(request, email, **more):
    signer = signer_of(request, email)
    told = {
        "name": signer.name,
        "document": signer.document,
        "capacity": "Representante legal",
        "consent": "Leí el documento y acepto",
        "base_sha256": signer.request.base_sha256,
        "proof": by_code(signer),
    }
    return signer.sign(**{**told, **more})
