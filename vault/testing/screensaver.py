"""Screen savers on a private D-Bus, as the desktops have them.

References: Idle Inhibition Service Draft (org.freedesktop.ScreenSaver)
"""

from vault.testing.services import Service
from vault.testing.udisks import Answer

KDE = "org.kde.screensaver"
FREEDESKTOP = "org.freedesktop.ScreenSaver"
NAMES = (
    FREEDESKTOP,
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
    KDE,
)


class FakeScreenSaver(Service):
    """A screen saver under one of the names; that of KDE has the interface of freedesktop's and a path of its own."""

    def __init__(self, address: str, name: str = FREEDESKTOP, *, active: bool = False) -> None:
        self.active = active
        self.interface = FREEDESKTOP if name == KDE else name
        self.path = "/ScreenSaver" if name == KDE else f"/{name.replace('.', '/')}"
        super().__init__(address, name)

    def set(self, active: bool) -> None:
        """The screen is locked, or shown again."""
        self.active = active
        self.tell(self.path, self.interface, "ActiveChanged", "b", active)

    def _GetActive(self, _path: str) -> Answer:  # noqa: N802
        return "b", (self.active,)
