"""A survey: many cases, drawn by Hypothesis from a seed, and what did not hold, each with its smallest case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from .kinds import KINDS, Damage
from .oracle import Failure
from .trial import EXTRAS, Bench, Case


@dataclass
class Survey:
    """How many cases were tried, with which kinds of damage, and each distinct failure with its smallest case."""

    cases: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failures: dict[Failure, Case] = field(default_factory=dict)
    alike: set[object] = field(default_factory=set)


def damage(random: Random, files: Sequence[str], kinds: Sequence[str]) -> Damage:
    """One damage of one file, of a kind that fits it."""
    name = random.choice(kinds)
    kind = KINDS[name]
    fitting = [file for file in files if file.endswith(kind.files)] + [one for one in kind.files if one[-1] == "/"]
    return Damage(name, random.choice(fitting), random.randrange(1000), random.choice(kind.texts))


def cases(files: Sequence[str], kinds: Sequence[str]) -> st.SearchStrategy[Case]:
    """One to three damages; mostly one, since a second may hide what the first has done. Drawn evenly: Hypothesis by
    itself comes back to what it has tried, and a thousand cases would see a quarter of the texts."""

    def case(random: Random) -> Case:
        many = random.choice((1, 1, 1, 1, 1, 2, 3))
        mkdocs = random.choice(("",) * 8 + ("build", "serve"))
        return Case(tuple(damage(random, files, kinds) for _ in range(many)), random.choice(EXTRAS), mkdocs)

    return st.builds(case, st.randoms(use_true_random=True))


def alike(failure: Failure, case: Case) -> object:
    """What makes two failures the same: the place of a crash; else the rule, and the damages that led to it."""
    if failure.rule in ("crash", "serving ends"):
        return failure.rule, failure.found.split(":")[0]
    return failure.rule, frozenset((one.kind, one.text) for one in case.damages)


def smallest(bench: Bench, case: Case, failure: Failure) -> tuple[Case, Failure]:
    """A case with as few damages as show the same failure."""
    for one in case.damages if len(case.damages) > 1 else ():
        fewer = replace(case, damages=tuple(other for other in case.damages if other is not one))
        for found in bench.run(fewer):
            if alike(found, fewer)[0] == failure.rule and (  # type: ignore[index]
                failure.rule not in ("crash", "serving ends") or alike(found, case) == alike(failure, case)
            ):
                return smallest(bench, fewer, found)
    return case, failure


def survey(
    bench: Bench,
    number: int,
    start: int = 0,
    kinds: Sequence[str] | None = None,
    say: Callable[[str], None] | None = None,
) -> Survey:
    """Try a number of cases; the same ones for the same seed."""
    result = Survey()

    @seed(start)
    @settings(
        max_examples=number, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=[*HealthCheck], derandomize=False,
    )  # fmt: skip
    @given(cases(bench.files, kinds or list(KINDS)))
    def tried(case: Case) -> None:
        result.cases += 1
        result.kinds.update(damage.kind for damage in case.damages)
        for failure in bench.run(case):
            if alike(failure, case) in result.alike:
                continue
            result.alike.add(alike(failure, case))
            least, found = smallest(bench, case, failure)
            if least is not case and alike(found, least) in result.alike:
                continue
            result.alike.add(alike(found, least))
            result.failures[found] = least
            if say:
                say(f"{found}\n  {least}")

    tried()
    return result
