"""``python -m vault.agent``, as ``vault.system.agent`` starts it."""

import sys

from vault.agent.process import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
