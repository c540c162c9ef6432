"""Documents: letters, receipts and reports as PDF/A, set by typst from frozen data.

An act freezes what a document says (`Document.freeze`); a job sets it, keeps the bytes with their
hash and announces `document_ready`. `compile` sets one at once, for exports.
"""

from koios.core.documents.letterhead import letterhead
from koios.core.documents.records import Document, render_document
from koios.core.documents.typesetting import compile, qr, version_of

__all__ = ["Document", "compile", "letterhead", "qr", "render_document", "version_of"]
