"""`python -m tests.payroll.mutation FOLDER`: the pay calculation and its tests, laid out for mutmut.

The copy differs from the repository in one thing. mutmut leaves a decorated function alone, so properties and
functions with a memory have their decorator written after them. The folder can be laid out again at any time:
only what has changed is written, and mutmut then tries only what it must.
"""

import argparse
import ast
import sys
from collections.abc import Container
from pathlib import Path

from tests.fixtures_path import REPOSITORY

_HERE = Path(__file__).parent
_COPIED = ("payroll/calc", "payroll/rti", "dpss/kernel", "tests/payroll/calc")
_SINGLE = ("payroll/__init__.py", "dpss/__init__.py", "tests/__init__.py", "tests/fixtures_path.py")
_OURS = ("forget.py", "run.py", "pytest.ini", "setup.cfg")
_NEED_DJANGO = {"test_calculate_pay.py", "test_pay_file.py"}
_MUTATED = REPOSITORY / "payroll" / "calc"
_WRAPPERS = {"property", "cache", "lru_cache"}


def main() -> int:
    """Lay the folder out and say what to do there."""
    parser = argparse.ArgumentParser(description="Lay the pay calculation and its tests out for mutmut.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder.resolve()
    wanted = _wanted()
    for place, content in wanted.items():
        target = folder / place
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for stale in (*_stale(folder, wanted), *_stale(folder / "mutants", wanted)):
        stale.unlink()
    sys.stdout.write(f"cd {folder} && python run.py\n")
    return 0


def _wanted() -> dict[Path, bytes]:
    files = [REPOSITORY / name for name in _SINGLE]
    for name in _COPIED:
        files += [file for file in (REPOSITORY / name).rglob("*") if file.is_file()]
    wanted = {
        file.relative_to(REPOSITORY): _reachable(file)
        for file in files
        if file.suffix != ".pyc" and file.name not in _NEED_DJANGO
    }
    wanted[Path("tests/payroll/__init__.py")] = b""
    return wanted | {Path(name): (_HERE / name).read_bytes() for name in _OURS}


def _stale(folder: Path, wanted: Container[Path]) -> list[Path]:
    """Files of an earlier time, and what mutmut noted of them."""
    found = [file for name in ("payroll", "dpss", "tests") for file in (folder / name).rglob("*")]
    return [file for file in found if file.is_file() and _written_for(file.relative_to(folder)) not in wanted]


def _written_for(place: Path) -> Path:
    return place.with_suffix("") if place.suffix == ".meta" else place


def _reachable(file: Path) -> bytes:
    if file.suffix != ".py" or not file.is_relative_to(_MUTATED):
        return file.read_bytes()
    return undecorated(file.read_text()).encode()


def undecorated(source: str) -> str:
    """The source with its properties and remembering functions wrapped by a statement after them."""
    lines = source.splitlines()
    for function in sorted(_wrapped(ast.parse(source)), key=lambda found: found.lineno, reverse=True):
        (decorator,) = function.decorator_list
        after = f"{' ' * function.col_offset}{function.name} = {ast.unparse(decorator)}({function.name})"
        lines.insert(function.end_lineno or function.lineno, after)
        del lines[decorator.lineno - 1 : decorator.end_lineno]
    return "\n".join(lines) + "\n"


def _wrapped(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and len(node.decorator_list) == 1
        and _wraps(node.decorator_list[0])
    ]


def _wraps(decorator: ast.expr) -> bool:
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(name, ast.Name) and name.id in _WRAPPERS


if __name__ == "__main__":
    sys.exit(main())
