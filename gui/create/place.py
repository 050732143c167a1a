"""The page for where the container is to be, and how large."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QCheckBox, QLabel, QPushButton

from vault.errors import VaultError
from vault.gui.create.draft import Draft
from vault.gui.create.page import Page
from vault.gui.look import icon
from vault.gui.tasks import Job, while_there
from vault.gui.text import size_text
from vault.gui.widgets.error import ErrorLine
from vault.gui.widgets.forms import choice
from vault.gui.widgets.paths import PathEdit
from vault.gui.widgets.sizes import SizeEdit, exact_text
from vault.options import Place

if TYPE_CHECKING:
    from vault.gui.app import App

SETTLED_MS = 200
LATE_MS = 1000
"""After this a place that has not answered is told to be silent."""
LUKS2_HEADER = 16 << 20
"""Bytes of a container that its header takes, unless that is in a file of its own."""
LONGEST_NAME = 255
"""Bytes of a file's name on all usual file systems."""


class PlacePage(Page):
    """Name and size of a new container; the folder is looked at in the meantime."""

    def __init__(self, app: "App") -> None:
        super().__init__(app, "")
        self.title = self.tr("Where, and how large?")
        self.place: Place | None = None
        self._job: Job | None = None
        self._is_silent = False
        self._kind = "luks2"
        self._overhead = LUKS2_HEADER
        self.path = PathEdit(self.tr("File of the new volume"), "save", parent=self)
        self.path.line.setPlaceholderText("~/…")
        self.amount = SizeEdit(self.tr("Size"), self)
        self.room = QLabel(self)
        self.room.setWordWrap(True)
        self.space = choice([(self.tr("Reserve all of it now"), False), (self.tr("Grow as it is used"), True)], self)
        self.overwrite = QCheckBox(self.tr("&Overwrite it; all that is in it is lost"), self)
        form = self.add_form()
        form.addRow(self.tr("&File:"), self.path)
        form.addRow(self.tr("&Size:"), self.amount)
        form.addRow("", self.room)
        form.addRow(self.tr("Disk s&pace:"), self.space)
        self._form = form
        self.taken = self.add_text()
        self.column.addWidget(self.overwrite, 0, Qt.AlignmentFlag.AlignLeft)
        self.problem = ErrorLine(self)
        self.column.addWidget(self.problem)
        self.make_folder = QPushButton(icon("folder"), self.tr("&Make the folder"), self)
        self.make_folder.setAutoDefault(False)
        self.make_folder.clicked.connect(self._make_folder)
        self.column.addWidget(self.make_folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self.look)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._hear_nothing)
        self.path.changed.connect(self._moved)
        self.amount.changed.connect(self._judge)
        self.space.currentIndexChanged.connect(lambda _index: self._judge())
        self.overwrite.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self.path)
        self._judge()

    def arrive(self, draft: Draft) -> None:
        """Look at the place again, which may have changed."""
        self._kind = draft.kind
        self._overhead = 0 if draft.is_veracrypt or draft.advanced.header is not None else LUKS2_HEADER
        self._form.setRowVisible(self.space, not draft.is_veracrypt)
        self._settled.start()

    def is_ready(self) -> bool:
        """Whether the place is known, and has room."""
        place = self.place
        if place is None or self._problem() or (place.exists and not self.overwrite.isChecked()):
            return False
        return place.is_device or self.amount.value() is not None

    def apply(self, draft: Draft) -> Draft:
        """The draft at this place."""
        assert self.place is not None
        is_device = self.place.is_device
        return replace(
            draft,
            container=self.place.container,
            place=self.place,
            overwrite=self.place.exists and self.overwrite.isChecked(),
            size=None if is_device else self.amount.value(),
            sparse=self._is_sparse() and not is_device,
        )

    def forget(self) -> None:
        """Look no more."""
        self._give_up()

    def look(self) -> None:
        """Ask what is at the place."""
        path = self.path.path()
        if self._job is not None or path is None:
            return
        path = Path.home() / path  # where a name without a folder is meant to be
        if len(path.name.encode(errors="surrogateescape")) > LONGEST_NAME:
            self.problem.say(self.tr("This name is too long. Choose a shorter one."), icon_name="info")
            return
        job = self._job = self.app.tasks.run("place", path)
        job.succeeded.connect(while_there(self, partial(self._looked, job)))
        job.failed.connect(while_there(self, partial(self._failed, job)))
        self._late.start(LATE_MS)

    def _give_up(self) -> None:
        """Wait for no answer: another place is asked about, or none."""
        job, self._job, self._is_silent = self._job, None, False
        self._late.stop()
        if job is not None:
            job.cancel()

    def _hear_nothing(self) -> None:
        self._is_silent = True
        self._judge()

    def _make_folder(self) -> None:
        if self.place is not None:
            self.make_folder.setEnabled(False)
            job = self.app.tasks.run("make_folder", self.place.folder, failed=self.error.show_error)
            job.finished.connect(self._made_folder)

    def _made_folder(self) -> None:
        self.make_folder.setEnabled(True)
        self.path.setFocus()
        self.look()

    def _moved(self) -> None:
        self._give_up()
        self.place = None
        self.overwrite.setChecked(False)
        self.error.clear()
        self._judge()
        self._settled.start()

    def _looked(self, job: Job, place: Place) -> None:
        if job is self._job:
            self._give_up()
            self.place = place
            self._judge()

    def _failed(self, job: Job, error: VaultError) -> None:
        if job is self._job:
            self._give_up()
            self._judge()
            self.error.show_error(error)

    def _is_sparse(self) -> bool:
        return bool(self.space.currentData()) and self._kind == "luks2"

    def _judge(self) -> None:
        """Say what is there and what room there is."""
        place = self.place
        is_device = place is not None and place.is_device
        self.amount.setEnabled(not is_device)
        self.space.setEnabled(not is_device)
        is_taken = place is not None and place.exists and (is_device or place.is_file or place.size is None)
        self.overwrite.setVisible(is_taken)
        self.taken.setVisible(is_taken)
        if place is not None and is_device:
            self.taken.setText(self.tr("This is a whole device. The volume takes all of it."))
        else:
            self.taken.setText(self.tr("There is a file with this name already."))
        self.room.setText(self._room_text())
        self.make_folder.setVisible(place is not None and not place.is_device and not place.has_folder)
        if problem := self._problem():
            self.problem.say(problem, icon_name="info")
        else:
            self.problem.clear()
        self.changed.emit()

    def _room_text(self) -> str:
        if self.place is None or self._problem_of_folder():
            return " ".join(filter(None, (self.tr("For example 500 MiB or 10 GiB."), self._header_text())))
        if self.place.is_device:
            return self.tr("{size} on the device.").format(size=size_text(self.place.size or 0))
        free = self.tr("{free} are free there.").format(free=size_text(self.place.free))
        return " ".join(filter(None, (free, self._header_text())))

    def _header_text(self) -> str:
        if not self._overhead:
            return ""
        return self.tr("The header takes {size} of it.").format(size=exact_text(self._overhead))

    def _problem_of_folder(self) -> str:
        if self.place is None or self.place.is_device:
            return ""
        if not self.place.has_folder:
            return self.tr("This folder does not exist. Make it first, or choose another one.")
        if self.place.is_folder:
            return self.tr("This is a folder. Add the name of the new file.")
        if self.place.exists and self.place.size is not None and not self.place.is_file:
            return self.tr("This is neither a file nor a disk. Choose another name.")
        if self.place.writable:
            return ""
        return self.tr("No file can be made in this folder. Choose another one.")

    def _problem(self) -> str:
        """What stands in the way, as a sentence."""
        place, wanted = self.place, self.amount.value()
        if place is None:
            return self.tr("This place does not answer. Wait for it, or choose another one.") if self._is_silent else ""
        if place.is_device:
            return ""
        if problem := self._problem_of_folder():
            return problem
        if self.amount.line.text() and wanted is None:
            return self.tr("This is no size. Write a number above 0, or something like 10G.")
        if wanted is None:
            return ""
        if wanted <= self._overhead:
            least = self.tr("Choose more than {size}, which the header alone takes.")
            return least.format(size=exact_text(self._overhead))
        if place.largest is not None and wanted > place.largest:
            return self.tr("Files on this file system have at most {size}.").format(size=size_text(place.largest))
        if wanted > place.free + (place.size or 0) and not self._is_sparse():
            return self.tr("There is not so much space. Choose a smaller size or another folder.")
        return ""
