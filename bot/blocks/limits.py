"""Limits: what Slack takes, one table, each figure with the place it was read.

Sources: [docs] docs.slack.dev/reference/block-kit, read 2026; [sdk] the models of slack_sdk 3.47;
[field] told by others in public.
"""

from typing import Final

BLOCKS_IN_MESSAGE: Final = 50  # [docs] chat.postMessage, blocks
BLOCKS_IN_VIEW: Final = 100  # [sdk] View.blocks_max_length; "between 1 and 100 blocks"
MESSAGE_TEXT: Final = 40_000  # [docs] chat.postMessage, text is truncated beyond
ATTACHMENTS: Final = 100  # [docs] chat.postMessage: too_many_attachments
UPDATE_TEXT: Final = 4_000  # [docs] chat.update, text

BLOCK_ID: Final = 255  # [sdk] Block.block_id_max_length
ACTION_ID: Final = 255  # [sdk] InteractiveElement.action_id_max_length
SECTION_TEXT: Final = 3_000  # [sdk] SectionBlock.text_max_length
FIELDS: Final = 10  # [sdk] SectionBlock.fields_max_length
FIELD_TEXT: Final = 2_000  # [docs] section block, fields
HEADER_TEXT: Final = 150  # [sdk] HeaderBlock.text_max_length
HEADER_LEVELS: Final = 4  # [docs] header block: level 1 to 4 stands for H1 to H4 (since 2026-03)
MARKDOWN_TEXT: Final = 12_000  # [docs] markdown block: cumulative over one payload
CONTEXT_ELEMENTS: Final = 10  # [sdk] ContextBlock.elements_max_length
CONTEXT_ACTIONS: Final = 5  # [sdk] ContextActionsBlock.elements_max_length
ACTIONS_ELEMENTS: Final = 25  # [sdk] ActionsBlock.elements_max_length
INPUT_LABEL: Final = 2_000  # [sdk] InputBlock.label_max_length
INPUT_HINT: Final = 2_000  # [sdk] InputBlock.hint_max_length
TEXT_OBJECT: Final = 3_000  # [docs] text object, 1 to 3,000 characters

BUTTON_TEXT: Final = 75  # [sdk] ButtonElement.text_max_length
BUTTON_VALUE: Final = 2_000  # [sdk] ButtonElement.value_max_length
ACCESSIBILITY_LABEL: Final = 75  # [sdk] ButtonElement
AGENT_PROMPT: Final = 4_000  # [sdk] ButtonElement.agent_prompt_max_length
VISIBLE_USERS: Final = 10  # [sdk] IconButtonElement, visible_to_user_ids
URL: Final = 3_000  # [sdk] ButtonElement.url_max_length, ImageBlock.image_url_max_length
ALT_TEXT: Final = 2_000  # [sdk] ImageBlock.alt_text_max_length
IMAGE_TITLE: Final = 2_000  # [sdk] ImageBlock.title_max_length
PLACEHOLDER: Final = 150  # [sdk] InputInteractiveElement.placeholder_max_length

OPTION_TEXT: Final = 75  # [sdk] Option.label_max_length
OPTION_VALUE: Final = 150  # [sdk] Option.value_max_length
OPTION_DESCRIPTION: Final = 75  # [docs] option object, description
OPTIONS: Final = 100  # [sdk] StaticSelectElement.options_max_length
OPTION_GROUPS: Final = 100  # [sdk] StaticSelectElement.option_groups_max_length
GROUP_LABEL: Final = 75  # [sdk] OptionGroup.label_max_length
OVERFLOW_OPTIONS: Final = 5  # [sdk] OverflowMenuElement.options_max_length
CHOICES: Final = 10  # [docs] radio button group, checkboxes

CONFIRM_TITLE: Final = 100  # [sdk] ConfirmObject
CONFIRM_TEXT: Final = 300  # [sdk] ConfirmObject
CONFIRM_BUTTON: Final = 30  # [sdk] ConfirmObject

TABLE_ROWS: Final = 100  # [sdk] TableBlock
TABLE_COLUMNS: Final = 20  # [sdk] TableBlock
TABLE_CHARACTERS: Final = 10_000  # [docs] table block: all cells of a message together
TABLES: Final = 1  # [docs] table block: only one table in a message
DATA_TABLE_CHARACTERS: Final = 20_000  # [field] all data tables of a message: slackblocks, 2026-08
DATA_TABLE_ROWS: Final = 201  # [docs] data table block: the header and 200 rows
CHARTS: Final = 2  # [docs] data visualization block: two in a message
CHART_TITLE: Final = 50  # [docs] data visualization block: title, x_label, y_label
CHART_LABEL: Final = 20  # [docs] data visualization block: names, labels and categories
CHART_SERIES: Final = (
    12  # [field] series and segments: slackblocks and OpenClaw, 2026-08; 6 in June
)
CHART_POINTS: Final = 20  # [docs] data visualization block: points of a series
DATA_TABLE_PAGE: Final = 100  # [docs] data table block, page_size

VIEW_TITLE: Final = 24  # [sdk] View.title_max_length
VIEW_BUTTON: Final = 24  # [sdk] View.submit_max_length, close_max_length
PRIVATE_METADATA: Final = 3_000  # [sdk] View.private_metadata_max_length
CALLBACK_ID: Final = 255  # [sdk] View.callback_id_max_length
EXTERNAL_ID: Final = 255  # [docs] view object, external_id
VIEW_BYTES: Final = 250_000  # [docs] views.open: view_too_large

RICH_LINES: Final = 100  # [field] rich text input, min_lines and max_lines: slackblocks, 2026-08
TEXT_INPUT: Final = 3_000  # [docs] plain-text input, min_length and max_length
FILES: Final = 10  # [sdk] FileInputElement, max_files
VIDEO_TITLE: Final = 199  # [sdk] VideoBlock: "less than 200"
VIDEO_AUTHOR: Final = 49  # [sdk] VideoBlock: "less than 50"
ALERT_TEXT: Final = 200  # [sdk] AlertBlock of slackapi/java-slack-sdk, pull request 1624
TASKS: Final = 50  # [docs] plan block, tasks
CARD_TITLE: Final = 150  # [sdk] CardBlock.title_max_length
CARD_BODY: Final = 200  # [sdk] CardBlock.body_max_length
CARD_ACTIONS: Final = 3  # [field] card block, actions: slackblocks and others, 2026-08
CARDS: Final = 10  # [sdk] CarouselBlock.elements_max_length
CONTAINER_TITLE: Final = 150  # [sdk] ContainerBlock.title_max_length
CONTAINER_BLOCKS: Final = 10  # [sdk] ContainerBlock.child_blocks_max_length
PROVIDER_NAME: Final = 75  # [sdk] AuthProviderBlock
PROVIDER_TEXT: Final = 150  # [sdk] AuthProviderBlock
EMAIL_DATE_SECONDS: Final = 9_999_999_999  # [sdk] DateTimePickerElement: ten digits
