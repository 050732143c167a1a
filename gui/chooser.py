"""Lets the user choose files or a folder, for a window that must not wait for a path that hangs.

Run as ``python -P -m vault.gui.chooser`` (``vault.gui.dialog_child``). Asked for are ``title``, ``kind``, ``first``
(the folder to begin in) and ``filters``. Standard output has the chosen paths, with a NUL between them, or nothing.
"""

import os
from typing import Any, NoReturn

from PyQt6.QtWidgets import QFileDialog

from vault.gui.dialog_child import answer, application, is_accepted, read_asked
from vault.gui.widgets.keyfiles import local_file

MODES = {
    "open": QFileDialog.FileMode.ExistingFile,
    "open-many": QFileDialog.FileMode.ExistingFiles,
    "save": QFileDialog.FileMode.AnyFile,
    "folder": QFileDialog.FileMode.Directory,
}


def main() -> NoReturn:
    """Show the dialog, write what was chosen, and end."""
    asked = read_asked()
    qt = application()
    dialog = Dialog(asked)
    is_chosen = is_accepted(qt, dialog, asked["window"])
    chosen = dialog.selectedUrls() if is_chosen else []  # a desktop's own may have names that are not UTF-8
    paths = [path for url in chosen if (path := local_file(url.toEncoded().data())) is not None]
    answer(b"\0".join(map(os.fsencode, paths)))


class Dialog(QFileDialog):
    """Takes what is asked for."""

    def __init__(self, asked: dict[str, Any]) -> None:
        super().__init__(None, asked["title"], asked["first"], asked["filters"])
        self.setFileMode(MODES[asked["kind"]])
        if asked["kind"] == "save":
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)


if __name__ == "__main__":
    main()
