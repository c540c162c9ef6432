"""What pyHanko reads of the signatures in a PDF. Imported by who looks: it is a large library."""

from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


def opened(pdf: bytes):
    """The file as pyHanko sees it; raises whatever it says of one that is no PDF."""
    return PdfFileReader(BytesIO(pdf), strict=True)


def signatures(read) -> list:
    return list(read.embedded_regular_signatures)


def judged(signature, pdf, *, is_last, ours) -> bool:
    """Whether the signature is good and nothing happened after it that it does not allow.

    `ours` are certificates: one of them has no authority above it, so it vouches for itself.
    """
    roots = [x509.Certificate.load(one) for one in ours]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    return bool(
        status.intact
        and status.valid
        and status.docmdp_ok
        and status.coverage in WHOLE
        and (status.coverage == SignatureCoverageLevel.ENTIRE_FILE or not is_last)
        and _is_as_written(signature, pdf)
    )


def _is_as_written(signature, pdf):
    """The container itself lies in no signed range: nothing in it may differ from what whoever
    signed wrote, neither the zeros behind it nor how its digits are spelled."""
    _start, before, after, _length = map(int, signature.byte_range)
    written = pdf[before:after]
    container = cms.ContentInfo.load(signature.pkcs7_content).dump(force=True)
    digits = container.hex().encode()
    padded = digits + b"0" * (len(written) - 2 - len(digits))
    return written in (b"<%b>" % padded, b"<%b>" % padded.upper())


__all__ = ["PdfReadError", "judged", "opened", "signatures"]
