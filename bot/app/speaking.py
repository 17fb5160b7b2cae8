"""Speaking: the language model of a running application, loaded while it starts, closed at its end."""

from contextlib import AsyncExitStack

from bot.app.operating import Operation, keep_running
from bot.app.parts import Parts
from bot.language import Language, StoreLedger, open_language


def start_language(stack: AsyncExitStack, parts: Parts, operation: Operation) -> Language | None:
    """Return the language model of the settings, None where they name none.

    Its libraries take seconds to load: that goes on beside everything else, and nobody waits.
    """
    language = open_language(
        parts.settings,
        StoreLedger(parts.database),
        registry=operation.metrics.registry,
        tracer=operation.tracer,
    )
    if language is not None:
        stack.push_async_callback(language.close)
        keep_running(stack, language.warm)
    return language
