"""The papers and files of a case, for whoever brings its key."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koios.cases.conversation import CaseMessage
from koios.cases.models import Answer
from koios.cases.public import doors
from koios.core import files
from koios.core.permissions import public


@public
@require_safe
def letter(request, number, token, letter):
    """A letter as PDF; while it is being prepared, a page says so and looks again."""
    case = doors.opened(number, token)
    letter = get_object_or_404(case.letters.select_related("document__file__blob"), pk=letter)
    if not letter.document.is_ready:
        return render(request, "cases/public/preparing.html", {"case": case}, status=202)
    return files.serve(request, letter.document.file, allowed=True)


@public
@require_safe
def file(request, number, token, file):
    """A file of the petitioner's, or one that the company sent them; never an internal one."""
    case = doors.opened(number, token)
    found = get_object_or_404(files.File, pk=file, public=True)
    if not _belongs(found, case):
        raise Http404
    return files.serve(request, found, allowed=True)


def _belongs(found, case):
    if found.subject_type == "cases.case":
        return found.subject_id == str(case.pk)
    if found.subject_type == "cases.casemessage":
        said = CaseMessage.objects.exclude(direction=CaseMessage.Direction.INTERNAL)
        return said.filter(pk=found.subject_id, case=case).exists()
    if found.subject_type == "cases.answer":
        sent = Answer.objects.exclude(letter=None)
        return sent.filter(pk=found.subject_id, case=case).exists()
    return False
