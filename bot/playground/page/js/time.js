// Times, read from Slack timestamps.

/** Return the moment of a Slack timestamp. */
export function day(ts) {
  return new Date(Number(ts) * 1000);
}

/** Return the hour and minute of a Slack timestamp. */
export function clock(ts) {
  return day(ts).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** Return the name of the day of a Slack timestamp: "Today" or its date. */
export function dayName(ts) {
  const moment = day(ts);
  const today = new Date();
  if (moment.toDateString() === today.toDateString()) return "Today";
  return moment.toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });
}
