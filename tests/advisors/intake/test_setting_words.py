"""Words about knowledge, examples, privacy, people and what was tried."""

import pytest

from tests.advisors.intake.reading import assert_says

ROWS = [
    # what the plain model lacks
    ("the model doesn't know our products", "gap=knowledge"),
    ("the answers are in our handbook", "gap=knowledge"),
    ("it lacks facts about our tariffs", "gap=knowledge"),
    ("it still gives the old answers", "gap=knowledge"),
    ("we answer questions about our policies", "gap=knowledge"),
    ("it hallucinates prices", "gap=knowledge"),
    ("it knows the facts but answers the wrong way", "gap=behaviour"),
    ("the tone is wrong", "gap=behaviour"),
    ("answers are too verbose", "gap=behaviour"),
    ("it doesn't follow our instructions", "gap=behaviour"),
    ("today the answers are dry and factual", "gap=behaviour"),
    ("score pages the way our reviewers would", "gap=behaviour"),
    ("general models struggle with our categories", "gap=behaviour"),
    ("it doesn't know our products and the tone is wrong", "gap=both"),
    ("the plain model already works well", "gap=none"),
    ("it works fine out of the box", "gap=none"),
    # change of the knowledge
    ("our docs change weekly", "knowledge_change=daily"),
    ("prices change hourly", "knowledge_change=daily"),
    ("the catalogue changes every day", "knowledge_change=daily"),
    ("help articles that we update regularly", "knowledge_change=monthly"),
    ("the manuals are revised every few months", "knowledge_change=monthly"),
    ("regulations change quarterly", "knowledge_change=monthly"),
    ("policies are updated about once a year", "knowledge_change=yearly"),
    ("the handbook rarely changes", "knowledge_change=yearly"),
    ("the documents never change", "knowledge_change=static"),
    ("our knowledge base is static", "knowledge_change=static"),
    ("our docs don't change often", "-task_change"),
    # sources
    ("it must show the page", "citations=yes"),
    ("people want to see which page it came from", "citations=yes"),
    ("answers should cite their sources", "citations=yes"),
    ("with a link to the source document", "citations=yes"),
    ("quote the exact paragraph", "citations=yes"),
    ("we don't need citations", "citations=no"),
    ("citations are not required", "citations=no"),
    ("no references needed", "-accuracy"),
    # graders
    ("grade every answer automatically", "grader=automatic"),
    ("unit tests check the output", "grader=automatic"),
    ("a script can verify the result", "grader=automatic"),
    ("we know the correct answers", "grader=automatic"),
    ("we have an error score", "grader=automatic"),
    ("experts judge the answers", "grader=human"),
    ("we have annotators labelling outputs", "grader=human"),
    ("our designers will judge the result", "grader=human"),
    ("nobody can tell whether an answer is good", "grader=none"),
    ("we have no way to measure quality", "grader=none"),
    # quality of the examples
    ("the labels are noisy", "label_quality=noisy"),
    ("taken straight from the logs", "label_quality=noisy"),
    ("someone looked through them once", "label_quality=checked"),
    ("a clean, double-checked dataset", "label_quality=clean"),
    # prompts so far
    ("we haven't tried prompts yet", "prompt_state=untried"),
    ("no prompt has been written, we start from scratch", "prompt_state=untried"),
    ("we already tried prompts and got stuck at 80%", "prompt_state=plateaued -accuracy"),
    ("prompting doesn't help any more", "prompt_state=plateaued"),
    ("few-shot prompting stopped improving", "prompt_state=plateaued"),
    ("we hit a ceiling with prompts", "prompt_state=plateaued"),
    ("our prompts are still improving", "prompt_state=improving"),
    ("each iteration of the prompt helps", "prompt_state=improving"),
    ("first prompts look promising", "prompt_state=improving"),
    # privacy
    ("GDPR applies", "privacy=contract-only"),
    ("we handle personal data", "privacy=contract-only"),
    ("we need a data processing agreement", "privacy=contract-only"),
    ("on our own servers", "privacy=own-premises"),
    ("data may not leave our premises", "privacy=own-premises"),
    ("the data may not leave our machines", "privacy=own-premises"),
    ("patient data must stay on our servers", "privacy=own-premises"),
    ("it has to run on-prem", "privacy=own-premises"),
    ("self-hosted only", "privacy=own-premises"),
    ("no cloud services allowed", "privacy=own-premises"),
    ("data can't be sent to external APIs", "privacy=own-premises"),
    ("GDPR, so everything runs on our own servers", "privacy=own-premises"),
    ("no privacy concerns", "privacy=any-vendor"),
    ("nothing confidential", "privacy=any-vendor"),
    ("the data is public information", "privacy=any-vendor"),
    ("no GDPR issues here", "privacy=any-vendor"),
    # people
    ("no ML engineers", "team=none"),
    ("nobody here has trained a model", "team=none"),
    ("we have no machine learning experience", "team=none"),
    ("two developers, no ML experience", "team=none"),
    ("one of us has fine-tuned a model once", "team=some"),
    ("some ML experience", "team=some"),
    ("an experienced ML team", "team=experienced"),
    ("we run models in production", "team=experienced"),
    # providers
    ("we use OpenAI", "provider=openai"),
    ("we are an Azure shop", "provider=azure"),
    ("everything runs on Azure OpenAI", "provider=azure"),
    ("we only buy from AWS Bedrock", "provider=bedrock"),
    ("we have Vertex AI", "provider=google"),
    ("we already run a fine-tuned GPT-4o", "openai_tuning_customer=yes"),
    ("we never tuned with OpenAI", "openai_tuning_customer=no"),
    ("we run a tuned model on Azure", "azure_tuning_customer=yes provider=azure"),
    ("we never fine-tuned anything on Azure", "azure_tuning_customer=no"),
    ("we have never fine-tuned an OpenAI model", "openai_tuning_customer=no"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_the_setting_is_read_from_plain_words(text: str, expected: str) -> None:
    assert_says(text, expected)
    assert_says(f"Good morning everyone. {text.upper()}", expected)
