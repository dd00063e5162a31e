"""The product's own source, read once: what every rule about code looks at."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("clients", "commissioning", "contracts", "ledger", "payroll", "recruitment", "reviews")
PACKAGES = (*APPS, "dpss")


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root with forward slashes, its text and its syntax tree."""

    path: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, self.path)

    @property
    def name(self) -> str:
        """The module's dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def within(self, *places: str) -> bool:
        """Whether it is one of these files, or lies in one of these folders (which end with a slash)."""
        return any(
            self.path == place or (place.endswith("/") and place in f"/{self.path}") for place in places
        )

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """Every node of these kinds."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def at(self, node: ast.AST) -> str:
        """Where a node is, to be said in a failure."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@functools.cache
def product() -> tuple[Module, ...]:
    """Every module of the portal that a person wrote: all but the migrations."""
    return tuple(module for module in _read(PACKAGES) if "/migrations/" not in module.path)


@functools.cache
def everything() -> tuple[Module, ...]:
    """The portal, the tools and the tests."""
    return (*product(), *_read(("tools", "tests")), *_read_file(ROOT / "manage.py"))


@functools.cache
def templates() -> dict[str, str]:
    """Every template by its path from the root."""
    return {str(file.relative_to(ROOT)): file.read_text() for file in sorted(ROOT.glob("templates/**/*.*"))}


def called(node: ast.AST) -> str:
    """The dotted name of what is called, or empty: `timezone.now` for `timezone.now()`."""
    return dotted(node.func) if isinstance(node, ast.Call) else ""


def dotted(node: ast.AST) -> str:
    """The dotted name of an expression, or empty if it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (left := dotted(node.value)):
        return f"{left}.{node.attr}"
    return ""


def imported(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Every module or name that is imported, with its full dotted name."""
    for node in module.nodes(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def _read(folders: tuple[str, ...]) -> list[Module]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [module for file in files for module in _read_file(file)]


def _read_file(file: Path) -> tuple[Module, ...]:
    return (Module(file.relative_to(ROOT).as_posix(), file.read_text()),)
