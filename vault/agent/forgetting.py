"""What the agent does about credentials: after a lock, or what may have been one, none is remembered any longer."""

import sys
import time

from vault.agent.events import Event
from vault.errors import BackendError, NotAvailable
from vault.remembered import forget_all, renew

RETRY_S = 10.0


def log(text: str) -> None:
    """Write a line of the agent's log; it never holds a secret, nor the name of a volume."""
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    print(time.strftime("%Y-%m-%d %H:%M:%S"), shown, file=sys.stderr, flush=True)


def forget(event: Event) -> None:
    """Say what happened, and drop all credentials that are kept if it asks for that."""
    if not event.forgets:
        log(str(event))
        return
    try:
        count = forget_all()
    except NotAvailable:  # without keyrings nothing is kept
        log(str(event))
    except BackendError as error:
        log(f"{event}; a credential could not be dropped: {error}")
    else:
        log(f"{event}; credentials dropped: {count}")


def look() -> float | None:
    """In how many seconds there is something to do if nothing happens; None when nothing is kept."""
    try:
        return renew()
    except NotAvailable:
        return None
    except BackendError as error:
        log(f"what is kept cannot be looked at: {error}")
        return RETRY_S
