"""Comparing: what changed between two estimates, in figures, and which facts caused it."""

from dataclasses import dataclass
from decimal import Decimal

from advisors.estimate import Estimate
from advisors.facts import Facts, FactValue


@dataclass(frozen=True, slots=True)
class CostChange:
    """The change of one option between two estimates.

    Attributes:
        approach: The option.
        one_off: Change of the likely one-off cost in USD; negative when it fell.
        monthly: Change of the likely first month.
        twelve_months: Change of the likely twelve months.
        before: Likely twelve months before.
        after: Likely twelve months after.
        provider: "provider/model" now.
        provider_before: "provider/model" before; the same when it did not change.
    """

    approach: str
    one_off: Decimal
    monthly: Decimal
    twelve_months: Decimal
    before: Decimal
    after: Decimal
    provider: str
    provider_before: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A fact that differs between two estimates; None while it was or is unknown."""

    fact: str
    before: FactValue | None
    after: FactValue | None


def compare_estimates(before: Estimate, after: Estimate) -> tuple[CostChange, ...]:
    """Return the change of every option that both estimates hold, in their order."""
    return tuple(
        _change(approach, before, after) for approach in after.options if approach in before.options
    )


def find_causes(before: Facts, after: Facts) -> tuple[Cause, ...]:
    """Return the facts that differ, by name: what caused a change of the estimate."""
    names = sorted({*before.values, *after.values})
    causes = (Cause(name, before.get(name), after.get(name)) for name in names)
    return tuple(cause for cause in causes if cause.before != cause.after)


def _change(approach: str, before: Estimate, after: Estimate) -> CostChange:
    old, new = before.options[approach], after.options[approach]
    return CostChange(
        approach=approach,
        one_off=new.one_off.likely - old.one_off.likely,
        monthly=new.monthly.likely - old.monthly.likely,
        twelve_months=new.twelve_months.likely - old.twelve_months.likely,
        before=old.twelve_months.likely,
        after=new.twelve_months.likely,
        provider=f"{new.provider}/{new.model}",
        provider_before=f"{old.provider}/{old.model}",
    )
