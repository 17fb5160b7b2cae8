"""Costs: what each option costs, month by month, with its ranges, break-even and known events."""

from advisors.costs.bill import charge
from advisors.costs.breaking_even import Curve, break_even, crossing
from advisors.costs.chart import CostCurve, Series, cost_curve
from advisors.costs.comparing import Cause, CostChange, compare_estimates, find_causes
from advisors.costs.estimating import estimate, for_approach, value_break_even
from advisors.costs.exporting import estimate_as_json, export_csv
from advisors.costs.inputs import CostInputs, Input, input_definitions, load_inputs
from advisors.costs.scenario import CostCatalogue

__all__ = [
    "Cause",
    "CostCatalogue",
    "CostChange",
    "CostCurve",
    "CostInputs",
    "Curve",
    "Input",
    "Series",
    "break_even",
    "charge",
    "compare_estimates",
    "cost_curve",
    "crossing",
    "estimate",
    "estimate_as_json",
    "export_csv",
    "find_causes",
    "for_approach",
    "input_definitions",
    "load_inputs",
    "value_break_even",
]
