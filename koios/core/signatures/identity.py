"""Whose key the platform signs with: one of its own, or the one that the company has given.

The own one is a P-256 key with a certificate that vouches for itself, made when it is first needed
(the company has a name by then). It stands in HOME/keys/signatures, readable by the owner of the
process alone, and its key is sealed besides. The company's comes as a PKCS#12 file and is kept
sealed in the database. Every certificate that ever signed is remembered, to know our own again.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings as django_settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koios.core import audit, clock, sealed, settings
from koios.core.acts import act
from koios.core.refusals import Refusal

LIFE = timedelta(days=10 * 365)
SOON = timedelta(days=60)  # how long before its end a certificate is worth a word
SETTING = "signatures.company_identity"

settings.define(
    SETTING,
    sealed.SealedField(required=False),
    default="",
    group="signatures.identity",
    label=gettext_lazy("Certificado de la empresa"),
)


class UnfitCertificate(ValueError):
    """A file that holds no certificate one could sign with; the message says why."""


@dataclass(frozen=True)
class Identity:
    """A key with its certificate, and those that vouch for it."""

    key: bytes  # PKCS#8, DER
    certificate: bytes  # DER
    chain: tuple[bytes, ...] = ()
    is_own: bool = True

    @cached_property
    def told(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.certificate)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.certificate)

    @property
    def name(self) -> str:
        return name_of(self.told.subject)

    @property
    def issuer(self) -> str:
        return name_of(self.told.issuer)

    @property
    def begins_at(self) -> datetime:
        return self.told.not_valid_before_utc

    @property
    def ends_at(self) -> datetime:
        return self.told.not_valid_after_utc

    def is_over(self, at: datetime) -> bool:
        return not self.begins_at <= at <= self.ends_at

    def ends_soon(self, at: datetime) -> bool:
        return at >= self.ends_at - SOON


def current() -> Identity:
    """The one that is set to sign with; it may be over."""
    return given() or own()


def holding() -> Identity:
    """The one to sign with now, which holds: the platform's own is renewed once it does not."""
    must_hold()
    return renew(by=audit.SYSTEM) if current().is_over(clock.now()) else current()


def must_hold() -> None:
    """Refuse before anything is signed when the company's certificate does not hold."""
    company = given()
    if company is not None and company.is_over(clock.now()):
        raise Refusal(
            _(
                "El certificado con que %(name)s firma no está vigente, y no se firmó nada. Quien "
                "administra lo cambia en Ajustes, Certificado de firma, o vuelve ahí al propio de "
                "Koios; después se puede firmar."
            )
            % {"name": company.name}
        )


def given() -> Identity | None:
    """The company's; nothing while it has given none, or when its seal does not open any more."""
    opened = sealed.unseal(settings.get(SETTING))
    return _from_json(opened, is_own=False) if opened else None


def own() -> Identity:
    """The platform's, made the first time that somebody asks."""
    if not _place().exists():
        _write(_place(), _sealed(_made()), replace=False)
    return _read()


@act
def adopt(identity: Identity, *, by) -> None:
    """Sign with the company's certificate from now on."""
    if identity.is_over(clock.now()):
        raise UnfitCertificate(_("Ese certificado no está vigente."))
    settings.put(SETTING, _as_json(identity), by=by)
    remember(identity)


@act
def drop(*, by) -> None:
    """Sign with the platform's own again."""
    settings.put(SETTING, "", by=by)


@act
def renew(*, by) -> Identity:
    """Another certificate of the platform's own: the old one ends, or the company has a new
    name. What the old one signed stays known as ours."""
    remember(own())
    _write(_place(), _sealed(_made()), replace=True)
    told = {"fingerprint": own().fingerprint}
    audit.record(settings.Setting(key=SETTING), "renewed", by=by, facts=told)
    return own()


def from_pkcs12(content: bytes, password: str) -> Identity:
    """What a file of a certification authority holds (.p12, .pfx)."""
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(content, password.encode())
    except ValueError:
        raise UnfitCertificate(
            _("El archivo no se abre: revise que sea un .p12 o .pfx y que la contraseña sea esa.")
        ) from None
    if key is None or certificate is None:
        raise UnfitCertificate(_("El archivo no trae a la vez un certificado y su llave."))
    _refuse_weak(key)
    _refuse_use(certificate)
    return Identity(
        key=_key_bytes(key),
        certificate=_bytes(certificate),
        chain=tuple(map(_bytes, chain)),
        is_own=False,
    )


def remember(identity: Identity) -> None:
    """Keep its certificate among those that are known as ours."""
    path = _known() / f"{identity.fingerprint}.der"
    if not path.exists():
        _write(path, identity.certificate, replace=False)


def remembered() -> dict[str, bytes]:
    """The certificates that signed here, by their fingerprint."""
    kept = {path.stem: path.read_bytes() for path in _known().glob("*.der")}
    now = current()
    return kept | {now.fingerprint: now.certificate}


def fingerprint(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def name_of(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(oid)
        if found:
            return str(found[0].value)
    return name.rfc4514_string()


def _made():
    legal = settings.get("company.legal_name") or settings.get("company.name")
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CO"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, legal[:64]),
        x509.NameAttribute(NameOID.COMMON_NAME, legal[:64]),
    ]
    if nit := settings.get("company.nit"):
        parts.insert(2, x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, f"NIT {nit}"))
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name(parts), datetime.now(UTC)  # the real one: others compare it with theirs
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(now, clock.now()) - timedelta(days=1))
        .not_valid_after(max(now, clock.now()) + LIFE)
    )
    for extension, critical in _extensions(key.public_key()):
        built = built.add_extension(extension, critical)
    return Identity(key=_key_bytes(key), certificate=_bytes(built.sign(key, hashes.SHA256())))


def _extensions(public_key):
    uses = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        False,
    )
    yield x509.BasicConstraints(ca=False, path_length=None), True
    yield (
        x509.KeyUsage(
            digital_signature=True,
            content_commitment=True,
            encipher_only=False,
            decipher_only=False,
            **uses,
        ),
        True,
    )
    yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False
    yield x509.SubjectKeyIdentifier.from_public_key(public_key), False


def _refuse_weak(key):
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size >= 256:
        return
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048:
        return
    raise UnfitCertificate(_("La llave debe ser P-256 o mayor, o RSA de 2048 bits o más."))


def _refuse_use(certificate):
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise UnfitCertificate(_("Ese certificado no se emitió para firmar."))


def _folder() -> Path:
    folder = django_settings.HOME / "keys" / "signatures"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _known() -> Path:
    folder = _folder() / "known"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _place() -> Path:
    return _folder() / "own.sealed"


def _read():
    opened = sealed.unseal(_place().read_text())
    if not opened:  # sealed with another key, as after a restore of half the keys
        _write(_place(), _sealed(_made()), replace=True)
        opened = sealed.unseal(_place().read_text())
    return _from_json(opened, is_own=True)


def _write(path, content, *, replace):
    """Whole or not at all; of two processes that make it at once, the first decides."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.chmod(0o600)
    try:
        if replace:
            os.replace(fresh, path)
        else:
            os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink(missing_ok=True)


def _sealed(identity):
    return sealed.seal(_as_json(identity)).encode()


def _as_json(identity):
    told = [identity.key, identity.certificate, *identity.chain]
    return json.dumps([base64.b64encode(one).decode() for one in told])


def _from_json(text, *, is_own):
    key, certificate, *chain = map(base64.b64decode, json.loads(text))
    return Identity(key=key, certificate=certificate, chain=tuple(chain), is_own=is_own)


def _key_bytes(key):
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _bytes(certificate):
    return certificate.public_bytes(serialization.Encoding.DER)
