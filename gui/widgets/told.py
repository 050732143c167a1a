"""What of a volume's options is not as for most, in one line."""

from PyQt6.QtCore import QCoreApplication

from vault.gui.text import format_text
from vault.gui.widgets.outside import visible
from vault.options import MountRequest


def told(request: MountRequest) -> str:
    """Those options, or nothing."""
    opening = request.opening
    said: list[str] = []
    if request.read_only:
        said.append(QCoreApplication.translate("text", "read-only"))
    if request.mount_point is not None:
        said.append(QCoreApplication.translate("text", "on {folder}").format(folder=visible(str(request.mount_point))))
    if request.header is not None:
        text = QCoreApplication.translate("text", "header in {name}")
        said.append(text.format(name=visible(request.header.name)))
    if opening.format:
        said.append(QCoreApplication.translate("text", "as {format}").format(format=format_text(opening.format)))
    if opening.keyfiles:
        names = ", ".join(visible(each.name) for each in opening.keyfiles)
        said.append(QCoreApplication.translate("text", "key files {names}").format(names=names))
    if opening.pim is not None:
        said.append(QCoreApplication.translate("text", "a PIM"))
    if opening.hidden:
        said.append(QCoreApplication.translate("text", "only the hidden volume"))
    if opening.backup_header:
        said.append(QCoreApplication.translate("text", "by the backup of the header"))
    if request.key_slot is not None:
        said.append(QCoreApplication.translate("text", "keyslot {number}").format(number=request.key_slot))
    if request.noexec:
        said.append(QCoreApplication.translate("text", "no programs are run from it"))
    if request.attach_way or request.mount_way:
        said.append(QCoreApplication.translate("text", "in a way of its own"))
    if request.remember is not None:
        said.append(QCoreApplication.translate("text", "remembered"))
    return QCoreApplication.translate("text", "Options: {list}.").format(list=", ".join(said)) if said else ""
