"""Files: kept by what they contain, known by their bytes, and only ever downloaded.

What arrives is staged in a basket (`stage`), adopted by the record that an act makes (`adopt`),
and leaves by `serve`, after the guard of the record's capability has said yes (`file_guards`).
"""

from koios.core.files.checks import FileProblem, check_files
from koios.core.files.kinds import Kind, kinds
from koios.core.files.pictures import LARGE, SMALL
from koios.core.files.records import Blob, File, file_guards, keep_bytes, reference
from koios.core.files.refused import FileRefused
from koios.core.files.serving import serve, serve_preview
from koios.core.files.staging import (
    Upload,
    adopt,
    basket_from,
    basket_new,
    rescan,
    stage,
    stage_all,
    sweep,
    uploads_in,
)

__all__ = [
    "LARGE",
    "SMALL",
    "Blob",
    "File",
    "FileProblem",
    "FileRefused",
    "Kind",
    "Upload",
    "adopt",
    "basket_from",
    "basket_new",
    "check_files",
    "file_guards",
    "keep_bytes",
    "kinds",
    "reference",
    "rescan",
    "serve",
    "serve_preview",
    "stage",
    "stage_all",
    "sweep",
    "uploads_in",
]
