/** How names, times and what happened are put into words. */

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const DATE = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const LONG_DATE = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const DAY = 86_400_000;

/** One or two letters for a round picture. */
export function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? words[0][0] + words[1][0] : (words[0] ?? '?').slice(0, 2);
  return letters.toUpperCase();
}

/** The same colour for the same name, everywhere: a hue in degrees. */
export function hueOf(name) {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)) % 997;
  return (hash * 47) % 360;
}

export function clockTime(sentAt) {
  return TIME.format(new Date(sentAt));
}

export function fullTime(sentAt) {
  return FULL.format(new Date(sentAt));
}

/** Days between two moments, by the calendar. */
function daysAgo(then, now) {
  const midnight = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(now) - midnight(then)) / DAY);
}

/** For a list: the time today, the weekday this week, the date before. */
export function briefTime(sentAt, now = new Date()) {
  const then = new Date(sentAt);
  const days = daysAgo(then, now);
  if (days <= 0) return TIME.format(then);
  if (days === 1) return 'Yesterday';
  return days < 7 ? WEEKDAY.format(then) : DATE.format(then);
}

export function dayName(sentAt, now = new Date()) {
  const then = new Date(sentAt);
  const days = daysAgo(then, now);
  if (days <= 0) return 'Today';
  return days === 1 ? 'Yesterday' : LONG_DATE.format(then);
}

export function lastSeen(sentAt, now = new Date()) {
  const minutes = Math.floor((now - new Date(sentAt)) / 60_000);
  if (minutes < 1) return 'last seen just now';
  if (minutes < 60) return `last seen ${minutes} min ago`;
  const when = briefTime(sentAt, now);
  return `last seen ${daysAgo(new Date(sentAt), now) <= 0 ? `at ${when}` : when}`;
}

/** "a", "a and b", "a, b and c", "a, b and 3 others". */
export function listing(names, most = 4) {
  if (names.length <= 1) return names[0] ?? '';
  const shown = names.length > most ? names.slice(0, most - 1) : names.slice(0, -1);
  const rest = names.length > most ? `${names.length - shown.length} others` : names.at(-1);
  return `${shown.join(', ')} and ${rest}`;
}

/** A line for what isn't a message, or null for what is shown at its target. */
export function systemLine(event, me) {
  const name = (userId) => (userId === me ? 'you' : userId);
  const sender = event.senderId === me ? 'You' : event.senderId;
  const members = (event.members ?? []).map((member) => member.userId ?? member);
  switch (event.kind) {
    case 'created': {
      if (event.conversationKind === 'direct') return `${sender} started the conversation`;
      const others = members.filter((member) => member !== event.senderId);
      const company = others.length ? ` with ${listing(others.map(name))}` : '';
      return `${sender} created the group${company}`;
    }
    case 'added':
      return `${sender} added ${listing(members.map(name))}`;
    case 'removed': {
      const left = members.length === 1 && members[0] === event.senderId;
      const what = left ? `${sender} left` : `${sender} removed ${listing(members.map(name))}`;
      if (!event.newOwner) return what;
      return event.newOwner === me ? `${what}. You are now owner` : `${what}. ${event.newOwner} is now owner`;
    }
    case 'roleChanged': {
      const named = listing(members.map(name));
      const many = members.length > 1;
      if (event.role === 'owner') return `${sender} made ${named} ${many ? 'owners' : 'owner'}`;
      return `${sender} made ${named} ${many ? 'members' : 'a member'} again`;
    }
    case 'renamed':
      return `${sender} renamed the group to “${event.title}”`;
    default:
      return null;
  }
}

/** The line under a conversation's title in the list, or null if the event shows nowhere. */
export function previewLine(event, me, kind) {
  if (event.kind !== 'message') return systemLine(event, me);
  const text = event.deleted ? 'Message deleted' : event.encrypted ? 'Encrypted message' : (event.content ?? '');
  const brief = text.replace(/\s+/g, ' ').slice(0, 200);
  if (event.senderId === me) return `You: ${brief}`;
  return kind === 'direct' ? brief : `${event.senderId}: ${brief}`;
}

const LINK = /(?:https?:\/\/|www\.)[^\s<>"']+/gi;
const CLOSING = { ')': '(', ']': '[', '}': '{' };

/** The text in parts: those that are links have an `href`. What closes a sentence or a bracket around a link isn't of it. */
export function linksIn(text) {
  const parts = [];
  let after = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    if (index > 0 && /[\p{L}\p{N}_@./-]/u.test(text[index - 1])) continue; // in the middle of a word
    const link = withoutEnd(found);
    if (!/^(https?:\/\/[^/]|www\.[^.]+\.)/i.test(link)) continue;
    if (index > after) parts.push({ text: text.slice(after, index) });
    parts.push({ text: link, href: /^www/i.test(link) ? `https://${link}` : link });
    after = index + link.length;
  }
  if (after < text.length) parts.push({ text: text.slice(after) });
  return parts;
}

function withoutEnd(link) {
  const surplus = new Map(); // closing bracket → how many more of it there are than of its opening one
  for (const [close, open] of Object.entries(CLOSING)) {
    surplus.set(close, link.split(close).length - link.split(open).length);
  }
  let end = link.length;
  for (; end > 0; end--) {
    const last = link[end - 1];
    if (surplus.get(last) > 0) surplus.set(last, surplus.get(last) - 1);
    else if (!/[.,;:!?*_~]/.test(last)) break;
  }
  return link.slice(0, end);
}

const PICTURE = String.raw`(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F)\p{Emoji_Modifier}?`;
const EMOJI = new RegExp(
  String.raw`^(?:(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE}(?:\u200D${PICTURE})*)\s*){1,3}$`,
  'u',
);

/** Whether there is nothing but one, two or three emoji. */
export function onlyEmoji(text) {
  return text.length <= 60 && EMOJI.test(text);
}

/** How long a text is for the protocol, which counts code points. */
export function lengthOf(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Names typed into one field. */
export function splitNames(text) {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}
