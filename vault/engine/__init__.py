"""The use cases, each one method: what a frontend calls and nothing else."""

from vault.engine.containers import Containers
from vault.engine.headers import Headers
from vault.engine.keys import Keys
from vault.engine.volumes import Volumes


class Engine(Volumes, Containers, Keys, Headers):
    """What can be done with volumes. Every method raises ``VaultError`` and then has left nothing behind.

    ``on_event`` hears of what happens on the way; ``prompt`` is asked for credentials that no option names.
    """
