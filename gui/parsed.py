"""JSON of files and messages that anybody may have written."""

import json
from typing import Any


def parsed(data: bytes) -> Any:
    """What the JSON says. Raises ValueError for all that is none."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
