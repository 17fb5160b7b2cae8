// Emoji: the codes that bots and people use most, by the names Slack gives them.

const LINES = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|tada 🎉|rocket 🚀|fire 🔥|100 💯|wave 👋|pray 🙏
clap 👏|muscle 💪|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|ok_hand 👌|raised_hands 🙌
smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|wink 😉|joy 😂|sweat_smile 😅|thinking_face 🤔
neutral_face 😐|confused 😕|disappointed 😞|cry 😢|sob 😭|sunglasses 😎|nerd_face 🤓|robot_face 🤖
heart ❤️|blue_heart 💙|green_heart 💚|yellow_heart 💛|star ⭐|star2 🌟|sparkles ✨|zap ⚡|bulb 💡
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
warning ⚠️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|rotating_light 🚨|exclamation ❗|question ❓
grey_question ❔|information_source ℹ️|bell 🔔|no_bell 🔕|mute 🔇|speaker 🔈|lock 🔒|unlock 🔓|key 🔑
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|watch ⌚|calendar 📅|date 📅
moneybag 💰|dollar 💵|euro 💶|pound 💷|credit_card 💳|chart 💹|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|bar_chart 📊|scales ⚖️|balance_scale ⚖️|abacus 🧮|receipt 🧾
memo 📝|pencil ✏️|pencil2 ✏️|book 📖|books 📚|bookmark 🔖|page_facing_up 📄|scroll 📜|clipboard 📋
pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️
wastebasket 🗑️|package 📦|inbox_tray 📥|outbox_tray 📤|envelope ✉️|email 📧|speech_balloon 💬
thought_balloon 💭|mag 🔍|mag_right 🔎|gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|toolbox 🧰
test_tube 🧪|microscope 🔬|dna 🧬|brain 🧠|computer 💻|desktop_computer 🖥️|floppy_disk 💾|cd 💿
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁
leftwards_arrow_with_hook ↩️|arrow_forward ▶️|black_square_for_stop ⏹️|pause_button ⏸️
heavy_plus_sign ➕|heavy_minus_sign ➖|white_circle ⚪|black_circle ⚫|red_circle 🔴|large_blue_circle 🔵
large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|small_blue_diamond 🔹
small_orange_diamond 🔸|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣
trophy 🏆|dart 🎯|game_die 🎲|compass 🧭|world_map 🗺️|globe_with_meridians 🌐|house 🏠|office 🏢
construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩|seedling 🌱|snowflake ❄️|sunny ☀️
cloud ☁️|umbrella ☔|coffee ☕|pizza 🍕|cake 🍰|gift 🎁|balloon 🎈|hugging_face 🤗|shrug 🤷
`;

const EMOJI = new Map(
  LINES.trim()
    .split(/[|\n]/)
    .map((pair) => pair.split(" ")),
);

/** Return the character of a code, or null for a code that is unknown or cannot be drawn here. */
export function emoji(name) {
  const sign = EMOJI.get(name.split("::")[0]);
  return sign && drawable(sign) ? sign : null;
}

const drawn = new Map();
const NO_SUCH_SIGN = "\u{10ffff}";

// A machine without a font for emoji draws a box: the code is better to read than that.
function drawable(sign) {
  if (!drawn.has(sign)) drawn.set(sign, pixels(sign) !== pixels(NO_SUCH_SIGN));
  return drawn.get(sign);
}

function pixels(sign) {
  const pen = Object.assign(document.createElement("canvas"), { width: 24, height: 24 }).getContext("2d");
  pen.font = "16px sans-serif";
  pen.fillText([...sign][0], 2, 18);
  return pen.getImageData(0, 0, 24, 24).data.join();
}

/** Put characters in the place of codes like ":tada:". */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (code, name) => emoji(name) ?? code);
}
