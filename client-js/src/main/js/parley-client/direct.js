/** The namespace of direct conversations' ids; docs/protocol.md has it. */
const NAMESPACE = '8d5a9b0e2c675f3b9a4e0d1c7e6f2b58';

/**
 * The id of the direct conversation of two users, the same whoever asks: a name-based UUID (RFC 9562, version 5) of the
 * smaller user id, a space and the larger.
 */
export function directConversationId(one, other) {
  const name = one < other ? `${one} ${other}` : `${other} ${one}`;
  const namespace = Uint8Array.from(NAMESPACE.match(/../g), (hex) => parseInt(hex, 16));
  const hash = sha1([...namespace, ...new TextEncoder().encode(name)]);
  hash[6] = 0x50 | (hash[6] & 0x0f);
  hash[8] = 0x80 | (hash[8] & 0x3f);
  const hex = hash.slice(0, 16).map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const turned = (word, by) => (word << by) | (word >>> (32 - by));

/** SHA-1 (FIPS 180-4) of few bytes, here because the platform's own can't be had at once, nor on a page without TLS. */
function sha1(bytes) {
  const padded = [...bytes, 0x80];
  while (padded.length % 64 !== 56) padded.push(0);
  const length = new DataView(new ArrayBuffer(8));
  length.setUint32(4, bytes.length * 8);
  padded.push(...new Uint8Array(length.buffer));
  const input = new DataView(Uint8Array.from(padded).buffer);
  const sum = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let block = 0; block < padded.length; block += 64) {
    const words = Array.from({ length: 16 }, (_, i) => input.getUint32(block + 4 * i));
    for (let i = 16; i < 80; i++) words.push(turned(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1));
    let [a, b, c, d, e] = sum;
    for (let i = 0; i < 80; i++) {
      const next = (turned(a, 5) + mixed(i, b, c, d) + e + words[i]) | 0;
      [a, b, c, d, e] = [next, a, turned(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => (sum[i] = (sum[i] + word) | 0));
  }
  return sum.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff));
}

/** The function and the constant of a round. */
function mixed(round, b, c, d) {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
