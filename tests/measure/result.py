"""What was measured on a page, and what of it passes a limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .budget import LIMITS
from .page import Page


@dataclass
class Result:
    """What was measured on a page: numbers, or lists of findings."""

    page: Page
    values: dict[str, float | list[str]] = field(default_factory=dict)
    details: dict[str, list[str]] = field(default_factory=dict)
    """For numbers: what they are made of."""

    def number(self, measure: str) -> float:
        """The value of a measure that is a number; 0 when it was not taken."""
        value = self.values.get(measure, 0)
        return value if isinstance(value, int | float) else 0

    def add(self, measure: str, findings: Iterable[str]) -> None:
        """Add to a measure that is a list, each finding once."""
        known = self.values.setdefault(measure, [])
        assert isinstance(known, list)
        known += [finding for finding in dict.fromkeys(findings) if finding not in known]

    def faults(self) -> Iterator[str]:
        """What passes its limit: measure, value, findings, mend."""
        for limit in LIMITS:
            if (value := self.values.get(limit.measure)) is None:
                continue
            most = getattr(self.page.kind, limit.measure, limit.most)
            details = value if isinstance(value, list) else self.details.get(limit.measure, [])
            number = len(value) if isinstance(value, list) else value
            if number < most if limit.score else number > most:
                share = f"{number:g}, {'at least' if limit.score else 'at most'} {most:g}"
                found = "".join(f"\n      {line}" for line in [*details[:8], *(["…"] if len(details) > 8 else [])])
                yield f"{limit.measure} {share}{found}\n      mend: {limit.mend}"


def order(result: Result) -> tuple[float, float, str]:
    """Sorts the worst first: by faults, then by the share of the weight that is used."""
    return -len(list(result.faults())), -result.number("weight") / result.page.kind.weight, result.page.path
