"""Costs: what each option costs, month by month, with its ranges, break-even and known events."""

from advisors.costs.estimating import estimate, for_approach, value_break_even
from advisors.costs.inputs import CostInputs, Input, input_definitions, load_inputs
from advisors.costs.scenario import CostCatalogue

__all__ = [
    "CostCatalogue",
    "CostInputs",
    "Input",
    "estimate",
    "for_approach",
    "input_definitions",
    "load_inputs",
    "value_break_even",
]
