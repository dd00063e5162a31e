"""One direction of imports: the contracts of `.importlinter` hold, and would notice if they did not."""

import configparser
from typing import Any

import grimp
import pytest
from importlinter import api
from importlinter.application import app_config, use_cases

from tests.architecture import source

# The names that the contract of layers inside an app knows. Any other module there must be pure.
LAYERS = {
    "admin",
    "documents",
    "due",
    "forms",
    "gateways",
    "invariants",
    "management",
    "models",
    "operations",
    "queries",
    "reach",
    "record",
    "recount",
    "tasks",
    "urls",
    "urls_public",
    "views",
}
PLUMBING = {"apps", "migrations"}
# An import that each contract must notice.
PLANTED = {
    "apps": ("clients.reach", "payroll.rules"),
    "inside": ("payroll.models.payruns", "payroll.operations.payruns"),
    "inside-access": ("dpss.access.models.reach", "dpss.access.scope"),
    "pure": ("payroll.rules", "django"),
    "silent": ("payroll.calc.rounding", "time"),
    "steps": ("payroll.calc.pension", "payroll.calc.income_tax"),
    "calc-and-rti": ("payroll.calc.payslip", "payroll.rti.fps"),
    "neighbours": ("reviews.models", "recruitment.models"),
    "wire": ("payroll.queries.facts", "payroll.gateways.hmrc"),
    "sandbox": ("payroll.gateways.sandbox.store", "dpss.kernel.money"),
    "sandbox-apart": ("payroll.gateways.hmrc", "payroll.gateways.sandbox.store"),
    "tables-of-clients": ("payroll.operations.payruns", "clients.models"),
    "tables-of-payroll": ("reviews.models", "payroll.models"),
    "tables-of-the-ledger": ("payroll.operations.payruns", "ledger.models"),
    "tables-of-contracts": ("commissioning.models", "contracts.models"),
    "tables-of-reviews": ("commissioning.models", "reviews.models"),
    "tables-of-recruitment": ("commissioning.models", "recruitment.models"),
    "tables-of-commissioning": ("dpss.portal.context", "commissioning.models"),
    "demo": ("dpss.portal.context", "dpss.portal.demo"),
    "settings": ("dpss.clock", "dpss.settings.base"),
    "tools": ("dpss.clock", "tools.paths"),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports what."""
    return grimp.build_graph(*source.PACKAGES, "tools", include_external_packages=True, cache_dir=None)


@pytest.fixture
def lint(graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Check the contracts on the graph, without reading all the files again for each."""

    class Ready:
        def build(self, **_options: Any) -> grimp.ImportGraph:
            return graph

    monkeypatch.setattr(app_config.settings, "GRAPH_BUILDER", Ready())
    options = use_cases.read_user_options(str(source.ROOT / ".importlinter"))
    use_cases._register_contract_types(options)
    return lambda *contracts: use_cases.create_report(options, limit_to_contracts=contracts, cache_dir=None)


def test_every_contract_is_kept(lint: Any) -> None:
    report = lint()
    broken = [contract.name for contract, check in report.get_contracts_and_checks() if not check.kept]
    assert not broken, f"{broken}: lint-imports says where"
    assert not report.invalid_contract_options
    assert (report.broken_count, report.kept_count) == (0, len(PLANTED))


def test_contracts_and_planted_imports_go_together() -> None:
    written = configparser.ConfigParser()
    written.read(source.ROOT / ".importlinter")
    ids = {
        name.rpartition(":")[2] for name in written.sections() if name.startswith("importlinter:contract:")
    }
    assert ids == set(PLANTED)
    assert len(api.read_configuration(str(source.ROOT / ".importlinter"))["contracts_options"]) == len(ids)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_contract_notices_an_import_that_breaks_it(
    contract: str, graph: grimp.ImportGraph, lint: Any
) -> None:
    importer, imported = PLANTED[contract]
    assert importer in graph.modules, importer
    assert not graph.direct_import_exists(importer=importer, imported=imported)
    if imported not in graph.modules:
        graph.add_module(imported, is_squashed=True)
    graph.add_import(importer=importer, imported=imported)
    try:
        report = lint(contract)
    finally:
        graph.remove_import(importer=importer, imported=imported)
    assert (report.kept_count, report.broken_count) == (0, 1)


@pytest.mark.parametrize("app", source.APPS)
def test_a_module_of_an_app_is_a_layer_or_is_declared_pure(app: str) -> None:
    written = configparser.ConfigParser()
    written.read(source.ROOT / ".importlinter")
    pure = set(written["importlinter:contract:pure"]["source_modules"].split())
    inside = {module.name.split(".")[1] for module in source.product() if module.name.startswith(f"{app}.")}
    undeclared = {f"{app}.{name}" for name in inside - LAYERS - PLUMBING} - pure
    assert not undeclared, "add it to source_modules of the contract `pure`, or give it a layer's name"


def test_the_sandbox_imports_nothing_of_the_project_but_itself(graph: grimp.ImportGraph) -> None:
    sandbox = "payroll.gateways.sandbox"
    ours = tuple(f"{package}." for package in (*source.PACKAGES, "tools"))
    for module in {sandbox, *graph.find_descendants(sandbox)}:
        for found in graph.find_modules_directly_imported_by(module):
            assert found.startswith(sandbox) or not f"{found}.".startswith(ours), f"{module} imports {found}"
