/** What the bot says to an event, or null. This is the part to replace. */
export function answerTo({ kind, content }) {
  if (kind !== 'message' || !content?.startsWith('!')) return null; // a message that was deleted has no content
  const [word, ...rest] = content.slice(1).split(/\s+/);
  if (word === 'echo') return rest.join(' ') || '…';
  if (word === 'roll') return String(1 + Math.floor(Math.random() * 6));
  return 'I know !echo and !roll.';
}
