"""Tests in tests/kernel/guest are collected here, run inside a guest with a real kernel, and reported here."""

import json
import os
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.conftest import NO_KERNEL, WORKER
from tests.kernel.uml import guests

GUEST = guests.OUT.exists()  # whether this process is inside one
REQUIRED = os.environ.get("VAULT_KERNEL") == "required"


class Guests:
    """One guest of each kind, booted while the machine is busy with its own tests: it has a processor to spare."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self.tests: dict[str, list[str]] = {}
        for item in items:
            if variant := guests.variant_of(item.path):
                if variant not in guests.PROGRAMS:
                    raise pytest.UsageError(f"{item.path}: guest tests lie in a folder that names their guest")
                self.tests.setdefault(variant, []).append(item.nodeid)
        self.outcomes: dict[str, Future[Outcome]] = {variant: Future() for variant in self.tests}
        self.started = False

    def start(self) -> None:
        """Boot them once, in threads that nobody waits for when the tests are given up; their guests end with them."""
        if self.started or not self.tests:
            return
        self.started = True
        threading.Thread(target=self._try_and_boot, name="vault-guests", daemon=True).start()

    def _try_and_boot(self) -> None:
        guests.missing("plain")  # one trial boot for all, and then it is known
        for variant in self.outcomes:
            threading.Thread(target=self._boot, args=(variant,), name=f"vault-guest-{variant}", daemon=True).start()

    def _boot(self, variant: str) -> None:
        try:
            self.outcomes[variant].set_result(_outcome(variant, self.tests[variant]))
        except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
            self.outcomes[variant].set_exception(error)

    def reports_of(self, item: pytest.Item, variant: str) -> list[pytest.TestReport]:
        """What became of a test: what the guest told, one skip without a kernel, one failure without a result."""
        outcome = self.outcomes[variant].result()
        if outcome.missing:
            message = f"{NO_KERNEL}: {outcome.missing}"
            if REQUIRED:
                return [_report(item, "failed", message)]
            return [_report(item, "skipped", (str(item.path), 0, f"Skipped: {message}"))]
        told = [_received(item, data) for data in outcome.reports.get(item.nodeid, [])]
        if not told or told[-1].when != "teardown":
            told.append(_report(item, "failed", outcome.otherwise))
        return told


@dataclass(frozen=True)
class Outcome:
    """Why there is no guest, or the serialized reports of its tests and what to tell of one that has none."""

    missing: str
    reports: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    otherwise: str = ""


def _outcome(variant: str, tests: list[str]) -> Outcome:
    missing = guests.missing(variant)
    return Outcome(missing) if missing else Outcome("", *guests.reports_of(variant, tests))


def _received(item: pytest.Item, data: dict[str, Any]) -> pytest.TestReport:
    report: pytest.TestReport = item.config.hook.pytest_report_from_serializable(config=item.config, data=data)
    if isinstance(report.longrepr, list):
        report.longrepr = tuple(report.longrepr)  # the place and reason of a skip, which JSON has made a list
    return report


def _report(item: pytest.Item, outcome: Any, longrepr: Any) -> pytest.TestReport:
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, longrepr, "call")


class Machine:
    """The machine's side: no guest test runs here, its reports come from the guest."""

    guests: Guests

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.guests = Guests(session.items)
        # Of several processes, which all know all tests, one will be given these.
        if not session.config.option.collectonly and not WORKER:
            self.guests.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        variant = guests.variant_of(item.path)
        if variant is None:
            return None
        self.guests.start()
        hook = item.ihook
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self.guests.reports_of(item, variant):
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        item.session._setupstate.teardown_exact(nextitem)
        return True


class Guest:
    """The guest's side: each report goes to the machine as soon as it is there."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        with (guests.OUT / guests.REPORTS).open("a") as file:
            file.write(json.dumps(data) + "\n")
            file.flush()
            os.fsync(file.fileno())


def pytest_configure(config: pytest.Config) -> None:
    """Be the one side or the other."""
    config.pluginmanager.register(Guest(config) if GUEST else Machine(), "vault-kernel")


def pytest_itemcollected(item: pytest.Item) -> None:
    """On the machine no test waits longer for its guest than the guest itself may take."""
    if not GUEST and guests.variant_of(item.path):
        item.add_marker(pytest.mark.timeout(0))


@pytest.fixture(scope="session")
def kernel() -> None:
    """For tests of the machine's side: there is a kernel that boots."""
    if reason := guests.missing("plain"):
        (pytest.fail if REQUIRED else pytest.skip)(f"{NO_KERNEL}: {reason}")
