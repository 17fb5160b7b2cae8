"""Break-even: the volume at which tuning pays back, exactly, or why there is none."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from advisors.costs.bill import Plan
from advisors.costs.scenario import Scenario
from advisors.costs.terms import gpu_hour, one_off_terms, request_cost
from advisors.costs.traffic import gpu_capacity
from advisors.estimate import BreakEven

_NOTHING = Decimal(0)
_PER_CENT = Decimal(100)


class Curve(NamedTuple):
    """Likely twelve-month cost of an offer as a function of requests a month.

    cost(V) = fixed + slope x V + gpu_step x max(1, ceil(V / capacity)).

    Attributes:
        name: "provider/model".
        fixed: USD over twelve months at no volume, servers left out.
        slope: USD over twelve months for one more request a month.
        gpu_step: USD over twelve months of one GPU, or zero.
        capacity: Requests a month one GPU answers, or zero without a GPU.
        times_base: Tuned token price over the base price of the same model, or zero.
    """

    name: str
    fixed: Decimal
    slope: Decimal
    gpu_step: Decimal = _NOTHING
    capacity: Decimal = _NOTHING
    times_base: Decimal = _NOTHING

    def cost(self, volume: Decimal) -> Decimal:
        """Return the likely twelve-month cost at a volume, unrounded."""
        if not self.capacity:
            return self.fixed + self.slope * volume
        gpus = max(Decimal(1), (volume / self.capacity).to_integral_value(ROUND_CEILING))
        return self.fixed + self.slope * volume + self.gpu_step * gpus

    @property
    def per_request(self) -> Decimal:
        """Return the cost of one more request a month at full servers, over twelve months."""
        return self.slope + (self.gpu_step / self.capacity if self.capacity else _NOTHING)


def draw_curve(planned: Plan, scenario: Scenario, times_base: Decimal = _NOTHING) -> Curve:
    """Return the likely cost of an offer as a function of its volume.

    Reads of a vector store above its minimum are left out: they cost the same with every model, so
    that two offers with retrieval meet where their curves do.
    """
    offer = planned.offer
    idle = {**scenario, "requests_per_month": _NOTHING}
    fixed = sum((t.amount for t in one_off_terms(offer, planned.start, idle, "likely")), _NOTHING)
    slope = gpu_step = capacity = _NOTHING
    for stretch in planned.seasons:
        months, tariff = len(stretch.days), stretch.tariff
        terms = stretch.terms(idle, "likely")
        fixed += sum((term.amount for term in terms), _NOTHING) * months
        slope += request_cost(stretch.offer, tariff, scenario) * months
        hour = gpu_hour(stretch.offer, tariff, scenario, "likely")
        if hour is not None:
            server = hour.unit_price * scenario["hours_per_month"] * months
            fixed, gpu_step = fixed - server, gpu_step + server
            capacity = gpu_capacity(stretch.offer, scenario)
    name = f"{offer.provider}/{offer.model}"
    return Curve(name, fixed, slope, gpu_step, capacity, times_base)


def break_even(
    tuned: Sequence[Curve], prompts: Sequence[Curve], *, retrieval: bool = False
) -> BreakEven:
    """Return the smallest volume from which on a tuned route costs no more than prompting.

    The costs are equal there. Tuning is taken to cost more before the first request, since it is
    work on top of a prompt. There is none exactly when no tuned route costs less a request than
    every way of prompting. Ways of prompting on one's own GPUs grow in steps, so that costs need
    never be equal: for those no volume is named. With `retrieval` both sides retrieve, and are
    called so.
    """
    more = " with retrieval" if retrieval else ""
    volume, reason = _find(tuned, prompts, more)
    return BreakEven(volume, reason, f"fine-tuning{more}", f"prompting{more}")


def _find(
    tuned: Sequence[Curve], prompts: Sequence[Curve], more: str
) -> tuple[Decimal | None, str]:
    billed = [curve for curve in prompts if not curve.capacity]
    if not tuned:
        return None, f"There is none: no tuned route{more} can be bought and priced on this day."
    if not billed:
        return None, "There is none to name: both run on your servers, which grow in steps."
    found = [(volume, one) for one in tuned if (volume := _meeting(one, billed)) is not None]
    if not found:
        return None, _why_none(tuned, billed, more)
    volume, curve = min(found, key=lambda pair: (pair[0], pair[1].name))
    name = f"tuning {curve.name}{more}"
    if not volume:
        return volume, f"Fine-{name} costs no more from the first request on."
    rival = min(billed, key=lambda one: (one.cost(volume), one.name))
    told = f"From there on fine-{name} costs less a year than prompting {rival.name}{more}."
    return volume, told


def crossing(tuned: Curve, prompt: Curve) -> Decimal | None:
    """Return the volume from which on the tuned route costs no more, or None when never.

    With servers that grow in steps, a route that has become cheaper may be dearer again where the
    next GPU is added. It stays cheaper from the step of n GPUs on, the first for which one more is
    paid as soon as it is needed: ahead + (n + 1) x step <= saved x n x capacity.
    """
    if tuned.per_request >= prompt.per_request:
        return None
    saved = prompt.slope - tuned.slope
    ahead = tuned.fixed - prompt.fixed
    gpus = _NOTHING
    if tuned.capacity:
        net = saved * tuned.capacity - tuned.gpu_step
        paid = (ahead + tuned.gpu_step) / net
        gpus = max(Decimal(1), paid.to_integral_value(ROUND_CEILING))
    return max(_NOTHING, (ahead + gpus * tuned.gpu_step) / saved)


def _meeting(curve: Curve, prompts: Sequence[Curve]) -> Decimal | None:
    """Return from where on a tuned route costs no more than any of several ways of prompting, or None."""
    volumes = [crossing(curve, one) for one in prompts]
    found = [volume for volume in volumes if volume is not None]
    return max(found) if len(found) == len(volumes) else None


def _why_none(tuned: Sequence[Curve], prompts: Sequence[Curve], more: str) -> str:
    best = min(tuned, key=lambda one: (one.per_request, one.name))
    rival = min(prompts, key=lambda one: (one.per_request, one.name))
    words = (
        f"There is none: a request to tuned {best.name}{more} costs {_share(best, rival)} of one "
        f"to prompted {rival.name}{more}, so more volume never pays tuning back."
    )
    k = best.times_base
    if k > 1:
        part = ((1 - 1 / k) * _PER_CENT).quantize(Decimal(1), ROUND_HALF_UP)
        words += (
            f" Its tokens cost {k.normalize():f} times the base price, so more than {part} % of "
            "them would have to disappear."
        )
    return words


def _share(best: Curve, rival: Curve) -> str:
    if not rival.per_request:
        return "more than the price"
    share = best.per_request / rival.per_request * _PER_CENT
    return f"{share.quantize(Decimal(1), ROUND_HALF_UP)} %"
