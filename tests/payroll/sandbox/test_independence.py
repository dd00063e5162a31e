"""The sandbox stands alone: what it judges must not share its code."""

import ast
import sys
from pathlib import Path

import payroll.gateways.sandbox

OWN = "payroll.gateways.sandbox"


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_the_sandbox_imports_only_itself_the_standard_library_and_lxml() -> None:
    files = sorted(Path(payroll.gateways.sandbox.__path__[0]).rglob("*.py"))
    assert len(files) > 20
    for file in files:
        for name in _imported(file):
            top = name.partition(".")[0]
            assert name.startswith(OWN) or top == "lxml" or top in sys.stdlib_module_names, (
                f"{file.name}: {name}"
            )
