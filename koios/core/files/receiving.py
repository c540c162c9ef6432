"""Large files on their way in, before anybody has looked at the form that they belong to."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from koios.core.files import policy, store


class SparingUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more of a file than could be taken in, and survives a full disk.

    The form is read to its end either way: what could not be kept is refused by its name when it
    is staged, and the rest goes in.
    """

    def new_file(self, *args, **kwargs):
        self.no_room = False
        self.most = policy.largest()
        try:
            with store.minding_room():
                super().new_file(*args, **kwargs)
        except store.NoRoom:
            self._give_up()

    def receive_data_chunk(self, raw_data, start):
        if self.no_room or start > self.most:
            return
        try:
            with store.minding_room():
                self.file.write(raw_data)
        except store.NoRoom:
            self._give_up()

    def file_complete(self, file_size):
        try:
            with store.minding_room():
                self.file.seek(0)  # writes what was still in memory
        except store.NoRoom:
            self._give_up()
        self.file.size = file_size
        self.file.no_room = self.no_room
        return self.file

    def _give_up(self):
        self.no_room = True
        self.file = InMemoryUploadedFile(
            io.BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset
        )
