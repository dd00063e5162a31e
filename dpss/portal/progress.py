"""A bar that grows on a terminal, and a line now and then where there is none."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 30


@dataclass
class Bar:
    """How far a long job is: `label`, a bar, and the count."""

    label: str
    total: int
    done: int = 0
    out: TextIO = field(default_factory=lambda: sys.stdout)
    tenth: int = 0

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        if self.out.isatty():
            self.out.write(f"\r{self._line()}")
            if self.done >= self.total:
                self.out.write("\n")
        elif self._tenths() > self.tenth:
            self.tenth = self._tenths()
            self.out.write(f"{self._line()}\n")
        self.out.flush()

    def finish(self) -> None:
        """Nothing was left to do: say so, if no line was drawn."""
        if self.total == 0:
            self.out.write(f"{self.label}: nothing to do\n")
            self.out.flush()

    def _tenths(self) -> int:
        return self.done * 10 // self.total if self.total else 10

    def _line(self) -> str:
        filled = self.done * WIDTH // self.total if self.total else WIDTH
        return f"{self.label:<48} [{'#' * filled}{'.' * (WIDTH - filled)}] {self.done} of {self.total}"
