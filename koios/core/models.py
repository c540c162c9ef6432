"""The models of the base, each written in the module that speaks of it."""

from koios.core.audit import ChainHead, Entry, EntryValue  # noqa: F401
from koios.core.calendar import NonWorkingDay  # noqa: F401
from koios.core.codes import OneTimeCode  # noqa: F401
from koios.core.documents import Document  # noqa: F401
from koios.core.files import Blob, File, Upload  # noqa: F401
from koios.core.imports import ImportRun, RefusedRow  # noqa: F401
from koios.core.jobs import Job  # noqa: F401
from koios.core.limits import Knock  # noqa: F401
from koios.core.notices import Notice  # noqa: F401
from koios.core.numbering import Counter  # noqa: F401
from koios.core.outbox import Attachment, Attempt, Message  # noqa: F401
from koios.core.progress import Progress  # noqa: F401
from koios.core.schedule import Beat  # noqa: F401
from koios.core.search import SearchEntry  # noqa: F401
from koios.core.settings import Setting  # noqa: F401
from koios.core.stamps import Stamp  # noqa: F401
