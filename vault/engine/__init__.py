"""The use cases, each one method: what a frontend calls and nothing else."""

from vault.engine.agent import Agent
from vault.engine.containers import Containers
from vault.engine.desktop import Desktop
from vault.engine.headers import Headers
from vault.engine.keys import Keys
from vault.engine.leaks import Leaks
from vault.engine.passphrases import Passphrases
from vault.engine.policy import Policies
from vault.engine.recovery import Recovery
from vault.engine.tokens import Tokens
from vault.engine.volumes import Volumes
from vault.engine.watching import Watching


class Engine(
    Volumes, Containers, Keys, Headers, Tokens, Recovery, Passphrases, Policies, Leaks, Watching, Agent, Desktop
):
    """What can be done with volumes. Every method raises ``VaultError`` and then has left nothing behind.

    ``on_event`` hears of what happens on the way; ``prompt`` is asked for credentials that no option names.
    """
