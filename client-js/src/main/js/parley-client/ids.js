/** Whether the text can be a user id. */
export function isUserId(text) {
  return typeof text === 'string' && /^[A-Za-z0-9_.:@|+=~-]{1,128}$/.test(text);
}

/** A UUID of version 7: sortable by time. @param {number} [now] milliseconds since 1970 */
export function uuidv7(now = Date.now(), bytes = crypto.getRandomValues(new Uint8Array(16))) {
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
