"""What is printed on the page of a recovery key that the window makes, in the user's language."""

from PyQt6.QtCore import QCoreApplication

from vault.options import PageTexts


def page_texts() -> PageTexts:
    """The texts: how it is done in the window, and in a command only where that is not at hand."""
    return PageTexts(
        title=QCoreApplication.translate("text", "Recovery key"),
        about=QCoreApplication.translate(
            "text",
            "This key opens the volume named here without its passphrase. Whoever has this page and a copy of the "
            "container reads all that is in it, while the keyslot is in the header or in a backup of the header.",
        ),
        about_header=QCoreApplication.translate(
            "text", "The key needs the header too, which is in a file of its own: without it nothing opens."
        ),
        volume=QCoreApplication.translate("text", "Volume"),
        header=QCoreApplication.translate("text", "Header"),
        label=QCoreApplication.translate("text", "Label"),
        uuid=QCoreApplication.translate("text", "UUID"),
        keyslot=QCoreApplication.translate("text", "Keyslot"),
        created=QCoreApplication.translate("text", "Created"),
        key=QCoreApplication.translate("text", "Key"),
        test=QCoreApplication.translate("text", "Now: is it right?"),
        how_to_test=QCoreApplication.translate(
            "text", "Among the keys of the volume, “Test the recovery key” tells whether it was printed well."
        ),
        mount=QCoreApplication.translate("text", "To open the volume"),
        how_to_mount=QCoreApplication.translate(
            "text",
            "Open it with Vault, and type the key where the passphrase is asked for. Capitals, blanks and dashes do "
            "not matter.",
        ),
        without=QCoreApplication.translate("text", "Without Vault"),
        how_to_do_without=QCoreApplication.translate("text", "Type it as it is here: small letters, with dashes."),
        remove=QCoreApplication.translate("text", "To take the key back"),
        how_to_remove=QCoreApplication.translate(
            "text",
            "Among the keys of the volume, remove its keyslot. Note the number elsewhere: it is for when this page is "
            "lost.",
        ),
        stands_for_container=QCoreApplication.translate(
            "text", "{word} is the path of the container, whose name is above."
        ),
        stands_for_header=QCoreApplication.translate("text", "{word} is the path of the header, whose name is above."),
        notes=QCoreApplication.translate("text", "Notes"),
        storing=QCoreApplication.translate("text", "Storing"),
        how_to_store=QCoreApplication.translate(
            "text",
            "Fold the page with the text inside, and keep it in a safe place that is not where the computer is. The "
            "file of this page is as secret as the key: delete it once it is printed. Printers may keep a copy.",
        ),
        has_commands=False,
    )
