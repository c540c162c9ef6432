"""What pyHanko reads of the signatures in a PDF.

Imported by who looks, for it is a large library; run as a program (`apart` in `validating.py`) it
looks at a file of a stranger in a process of its own, with little memory and little time, so that
a file made to hurt hurts nobody. So it knows nothing of Koios and answers in plain JSON.
"""

import asyncio
import base64
import hashlib
import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

MOST = 60  # signatures that are looked at in one file
MEMORY = 1024 * 1024 * 1024
SECONDS = 15
WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


def look(pdf: bytes, ours: list[bytes]) -> dict:
    """The state of a file and what is known of each signature in it.

    `ours` are certificates: one of them has no authority above it, so it vouches for itself.
    """
    if b"%PDF-" not in pdf[:1024]:
        return {"state": "not_pdf"}
    is_marked = b"/ByteRange" in pdf
    try:
        read = PdfFileReader(BytesIO(pdf), strict=True)
        if read.encrypted:
            return {"state": "encrypted"}
        found = read.embedded_regular_signatures
        if not found:
            return {"state": "changed" if is_marked else "unsigned"}
        if len(found) > MOST:
            raise ValueError(f"{len(found)} signatures")
    except Exception as error:
        return {"state": "changed" if is_marked else "unreadable", "why": repr(error)[:300]}
    told = [_told(one, pdf, ours, is_last=one is found[-1]) for one in found]
    good = all(one["is_good"] for one in told)
    return {"state": "intact" if good else "changed", "findings": told}


def finished(coroutine):
    """What it gives. In a thread of its own, since this one may be running a loop already."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, coroutine).result()


def _told(signature, pdf, ours, *, is_last):
    """Whatever goes wrong while a signature is looked at makes it no good one."""
    told = {"field": str(signature.field_name), "is_ours": False, "is_good": False}
    try:
        certificate = signature.signer_cert
        entries = signature.sig_object
        at = signature.self_reported_timestamp
        told |= {
            "name": str(entries.get("/Name", "")),
            "reason": str(entries.get("/Reason", "")),
            "at": at.isoformat() if at else None,
            "certificate": str(certificate.subject.native.get("common_name", "")),
            "is_ours": certificate.dump() in ours,
        }
        told["is_good"] = _judged(signature, pdf, ours, is_last=is_last)
    except Exception as error:
        told["why"] = repr(error)[:300]
    return told


def _judged(signature, pdf, ours, *, is_last):
    """Whether it is good and nothing happened after it that it does not allow."""
    roots = [x509.Certificate.load(one) for one in ours]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = finished(async_validate_pdf_signature(signature, context))
    return bool(
        status.intact
        and status.valid
        and status.docmdp_ok
        and status.coverage in WHOLE
        and (status.coverage == SignatureCoverageLevel.ENTIRE_FILE or not is_last)
        and _is_as_written(signature, pdf, ours)
    )


def _is_as_written(signature, pdf, ours):
    """The container itself lies in no signed range: nothing in it may differ from what whoever
    signed wrote, neither the zeros behind it nor how its digits are spelled; in one of ours, nor
    what stands outside of the signature proper."""
    _start, before, after, _length = map(int, signature.byte_range)
    written = pdf[before:after]
    container = cms.ContentInfo.load(signature.pkcs7_content).dump(force=True)
    digits = container.hex().encode()
    padded = digits + b"0" * (len(written) - 2 - len(digits))
    spelled = written in (b"<%b>" % padded, b"<%b>" % padded.upper())
    return spelled and (signature.signer_cert.dump() not in ours or _is_plain(signature))


def _is_plain(signature):
    told = signature.signed_data
    digest = cms.DigestAlgorithms([signature.signer_info["digest_algorithm"]])
    return told["version"].native == "v1" and told["digest_algorithms"].dump() == digest.dump()


def main():
    """One line of JSON with our certificates, then the file; the answer as JSON."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    ours = [base64.b64decode(one) for one in json.loads(sys.stdin.buffer.readline())]
    pdf = sys.stdin.buffer.read()
    print(json.dumps({**look(pdf, ours), "sha256": hashlib.sha256(pdf).hexdigest()}))  # noqa: T201


if __name__ == "__main__":
    main()
