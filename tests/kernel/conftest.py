"""Tests in tests/kernel/guest are collected here, run inside a guest with a real kernel, and reported here."""

import json
import os
from typing import Any

import pytest

from tests.kernel.uml import guests

GUEST = guests.OUT.exists()  # whether this process is inside one
REQUIRED = os.environ.get("VAULT_KERNEL") == "required"
NO_KERNEL = "NO KERNEL TESTED"


class Guests:
    """One guest of each kind, booted when the first of its tests is due."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self.tests: dict[str, list[str]] = {}
        self.reports: dict[str, tuple[dict[str, list[dict[str, Any]]], str]] = {}
        for item in items:
            if variant := guests.variant_of(item.path):
                if variant not in guests.PROGRAMS:
                    raise pytest.UsageError(f"{item.path}: guest tests lie in a folder that names their guest")
                self.tests.setdefault(variant, []).append(item.nodeid)

    def reports_of(self, item: pytest.Item, variant: str) -> list[pytest.TestReport]:
        """What became of a test: what the guest told, one skip without a kernel, one failure without a result."""
        if reason := guests.missing(variant):
            message = f"{NO_KERNEL}: {reason}"
            if REQUIRED:
                return [_report(item, "failed", message)]
            return [_report(item, "skipped", (str(item.path), 0, f"Skipped: {message}"))]
        if variant not in self.reports:
            self.reports[variant] = guests.reports_of(variant, self.tests[variant])
        found, otherwise = self.reports[variant]
        told = [_received(item, data) for data in found.get(item.nodeid, [])]
        if not told or told[-1].when != "teardown":
            told.append(_report(item, "failed", otherwise))
        return told


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

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        variant = guests.variant_of(item.path)
        if variant is None:
            return None
        hook = item.ihook
        hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self.guests.reports_of(item, variant):
            hook.pytest_runtest_logreport(report=report)
        hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        skipped = [r.longrepr[2] for r in terminalreporter.stats.get("skipped", []) if NO_KERNEL in str(r.longrepr)]
        if skipped:
            terminalreporter.section(NO_KERNEL, sep="!", red=True, bold=True)
            terminalreporter.line(f"{len(skipped)} tests need a real kernel and were skipped. {skipped[0]}")


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
