"""Record: an advice as JSON, exactly as other programs rely on it."""

from decimal import Decimal
from fractions import Fraction

from advisors.advice import Advice, Flip, Gate, OptionScore, Question, Reason
from advisors.catalogue import Catalogue
from advisors.costs import estimate_as_json
from advisors.explanation import Calculation, CalculationRow, explain
from advisors.facts import FactValue
from advisors.written import json_number

SCHEMA = 1


def advice_as_json(advice: Advice) -> dict[str, object]:
    """Return an advice as JSON values, numbers as numbers; the keys are a contract."""
    return {
        "schema": SCHEMA,
        "as_of": advice.as_of.isoformat(),
        "rules_version": advice.rules_version,
        "catalogue_version": advice.catalogue_version,
        "two_option": advice.two_option,
        "given": {name: _value(value) for name, value in advice.facts.values.items()},
        "skipped": sorted(advice.facts.skipped),
        "presumed": {name: _value(value) for name, value in advice.facts.presumed.items()},
        "approach": advice.approach,
        "technique": advice.technique,
        "technique_because": advice.technique_because,
        "confidence": advice.confidence,
        "robustness": json_number(advice.robustness),
        "acceptability": json_number(advice.acceptability),
        "confidence_because": advice.confidence_because,
        "margin": json_number(advice.margin),
        "runner_up": advice.runner_up,
        "options": [_option(option) for option in advice.options],
        "reasons": [_reason(reason) for reason in advice.reasons],
        "flips": [_flip(flip) for flip in advice.flips],
        "assumed": [assumption.fact for assumption in advice.assumed],
        "next_question": _question(advice.next_question),
        "questions_left": advice.questions_left,
        "plan": [
            {"stage": stage.stage, "what": stage.what, "done_when": stage.done_when}
            for stage in advice.plan
        ],
        "notes": [{"text": note.text, "source": note.source} for note in advice.notes],
        "cost": estimate_as_json(advice.cost),
    }


def calculation_as_json(advice: Advice, catalogue: Catalogue) -> dict[str, object]:
    """Return the whole calculation behind an advice as JSON values; the keys are a contract.

    Scores, values and products are keyed by option; weights and points are unrounded.
    """
    whole = explain(advice, catalogue)
    sums = ("weight_sum", "margin", "for_winner", "against_winner", "radius")
    return {
        "schema": SCHEMA,
        "as_of": advice.as_of.isoformat(),
        "rules_version": advice.rules_version,
        "catalogue_version": advice.catalogue_version,
        "winner": whole.winner,
        "other": whole.other,
        "options": list(whole.options),
        "scores": _by_option(whole, whole.scores),
        **{name: json_number(getattr(whole, name)) for name in sums},
        "rows": [_row(row, whole) for row in whole.rows],
        "cost": estimate_as_json(advice.cost),
    }


def _row(row: CalculationRow, whole: Calculation) -> dict[str, object]:
    return {
        "rule": row.rule,
        "fact": row.fact,
        "level": row.level,
        "assumed": row.assumed,
        "weight": json_number(row.weight),
        "values": _by_option(whole, row.values),
        "products": _by_option(whole, row.products),
        "contribution": json_number(row.contribution),
        "reason": row.reason,
        "source": row.source,
    }


def _by_option(whole: Calculation, numbers: tuple[Fraction, ...]) -> dict[str, int | float]:
    return {name: json_number(one) for name, one in zip(whole.options, numbers, strict=True)}


def _value(value: FactValue | None) -> str | int | float | None:
    return json_number(value) if isinstance(value, Decimal) else value


def _option(option: OptionScore) -> dict[str, object]:
    return {
        "approach": option.approach,
        "score": json_number(option.score),
        "gated": _gated(option.gates),
    }


def _gated(gates: tuple[Gate, ...]) -> dict[str, object] | None:
    if not gates:
        return None
    return {
        "reason": " ".join(gate.reason for gate in gates),
        "lifted_by": " ".join(gate.lifted_by for gate in gates),
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "fact": reason.fact,
        "level": reason.level,
        "contribution": json_number(reason.contribution),
        "because": reason.because,
        "source": reason.source,
        "assumed": reason.assumed,
    }


def _flip(flip: Flip) -> dict[str, object]:
    """Return a flip; one of two facts carries the second in `and`."""
    first, *others = [
        {"fact": change.fact, "from": _value(change.before), "to": _value(change.after)}
        for change in flip.changes
    ]
    record: dict[str, object] = {**first, "approach": flip.approach}
    return {**record, "and": others} if others else record


def _question(question: Question | None) -> dict[str, object] | None:
    if question is None:
        return None
    return {
        "fact": question.fact,
        "text": question.text,
        "why": question.why,
        "choices": [
            {"value": _value(choice.value), "label": choice.label} for choice in question.choices
        ],
        "value": json_number(question.value),
    }
