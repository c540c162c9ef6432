"""What pyHanko writes into a PDF. Imported by who signs, when they sign: it is a large library."""

import urllib.error
import urllib.request
from io import BytesIO
from math import ceil, floor

from asn1crypto import keys, tsp, x509
from pyhanko.pdf_utils import content, generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError, set_tsp_headers
from pyhanko.stamp.static import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from koios.core.signatures.reading import finished

MM = 72 / 25.4
PATIENCE = 10  # seconds that a time stamp authority has

__all__ = ["TimestampRequestError", "prepared", "signed"]


def prepared(pdf, sheet, places) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    before = int(writer.prev.root["/Pages"]["/Count"])
    read = PdfFileReader(BytesIO(sheet))
    heights = [_append(writer, read, page) for page in range(int(read.root["/Pages"]["/Count"]))]
    for place in places:
        left, top = place.x * MM, heights[place.page] - place.y * MM
        # Whole points that hold the stamp of that size, which is drawn from the lower left corner.
        low, width, height = top - place.height * MM, place.width * MM, place.height * MM
        corner = (floor(left), floor(low))
        append_signature_field(
            writer,
            SigFieldSpec(
                sig_field_name=place.field,
                on_page=before + place.page,
                box=(*corner, corner[0] + ceil(width), corner[1] + ceil(height)),
                empty_field_appearance=True,
            ),
        )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(pdf, *, field, name, reason, at, stamp, identity, time_stamp_url) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    told = signers.PdfSignatureMetadata(
        field_name=field,
        name=name,
        reason=reason or None,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        # The first one certifies: after it nothing but the fields that are there may be filled.
        certify=not writer.prev.embedded_signatures,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    signer = _Signer(
        told,
        signer=_key(identity),
        timestamper=_Authority(time_stamp_url) if time_stamp_url else None,
        stamp_style=_style(stamp) if stamp else None,
        new_field_spec=None if stamp else SigFieldSpec(sig_field_name=field),
    )
    signer.at = at
    out = BytesIO()
    finished(signer.async_sign_pdf(writer, existing_fields_only=bool(stamp), output=out))
    return out.getvalue()


class _Signer(signers.PdfSigner):
    """Signs at the instant of Koios's clock and not at that of the machine."""

    at = None

    def register_extensions(self, pdf_out, *, md_algorithm):
        """PAdES only. pyHanko would say of a P-256 key that the file is PDF 2.0, and PDF/A-2 is
        PDF 1.7; readers of 1.7 have verified this curve for long."""
        pdf_out.register_extension(ESIC_EXTENSION_1)

    def init_signing_session(self, *args, **options):
        session = super().init_signing_session(*args, **options)
        session.system_time = self.at
        return session


class _Page(content.PdfContent):
    """The only page of a PDF that is at hand as bytes, to be drawn elsewhere."""

    def __init__(self, pdf):
        self.pdf = pdf
        super().__init__()

    def render(self):
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self.pdf)))
        self.resources.xobject["/Stamp"] = drawn
        return b"/Stamp Do"


class _Authority(TimeStamper):
    """A time stamp authority, asked by HTTP (RFC 3161)."""

    def __init__(self, url):
        self.url = url
        super().__init__()

    async def async_request_tsa_response(self, req):
        asked = urllib.request.Request(  # noqa: S310  the settings take http and https alone
            self.url, data=req.dump(), headers=set_tsp_headers({})
        )
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
                told = answer.read(1024 * 1024)
        except (OSError, ValueError) as error:
            raise TimestampRequestError(str(error)) from error
        try:
            return tsp.TimeStampResp.load(told, strict=True)
        except ValueError as error:
            raise TimestampRequestError(str(error)) from error


def _append(writer, sheet, number):
    """A page that shows one of the sheet; how tall it is."""
    drawn = writer.import_page_as_xobject(sheet, page_ix=number)
    _left, _low, width, height = map(float, drawn.get_object()["/BBox"])
    shown = generic.DictionaryObject({generic.pdf_name("/Sheet"): drawn})
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"q /Sheet Do Q")),
        media_box=(0, 0, width, height),
        resources=generic.DictionaryObject({generic.pdf_name("/XObject"): shown}),
    )
    writer.insert_page(page)
    return height


def _style(stamp):
    corner = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN,
        y_align=layout.AxisAlignment.ALIGN_MIN,
        margins=layout.Margins.uniform(0),
    )
    return StaticStampStyle(
        background=_Page(stamp), background_layout=corner, background_opacity=1, border_width=0
    )


def _key(identity):
    chain = SimpleCertificateStore()
    chain.register_multiple(map(x509.Certificate.load, identity.chain))
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=keys.PrivateKeyInfo.load(identity.key),
        cert_registry=chain,
    )
