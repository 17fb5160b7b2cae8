"""Commands: the `advisor` program, put together from its families."""

import typer

from bot.cli import advise, knowledge, lint, operate, prices

app = typer.Typer(
    name="advisor",
    help="Fine-tune a language model, or write better prompts? Reasons, costs, sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("recommend")(advise.recommend)
app.command("explain")(advise.explain)
app.command("consult")(advise.consult)
app.command("ask")(knowledge.ask)
app.add_typer(knowledge.kb, name="kb")
app.add_typer(prices.prices, name="prices")
app.command("demo")(operate.demo)
app.command("serve")(operate.serve)
app.command("doctor")(operate.doctor)
app.command("manifest")(operate.manifest)
app.command("lint-blocks")(lint.lint_blocks)
app.add_typer(operate.db, name="db")
