/**
 * A client of Parley's protocol, version 1. No dependencies: it runs in browsers, and in Node given a WebSocket
 * constructor. What it promises an application:
 *
 * - every event of every conversation once, in the order of its sequence numbers, without gaps, across any number of
 *   lost connections (`event`);
 * - every command takes effect at most once, and is sent again under the same id until its outcome is known;
 * - it reconnects on its own, for as long as it takes.
 *
 * Reading order: client.js (what an application calls), streams.js (where each conversation stands), conversation.js
 * (the order of one), outbox.js (commands without an outcome), requests.js (questions with an answer), connection.js
 * (one socket at a time, for ever), messages.js (what events make of messages), transcript.js (a conversation on a
 * screen).
 */
export { ParleyClient } from './parley-client/client.js';
export { directConversationId } from './parley-client/direct.js';
export { ParleyError } from './parley-client/error.js';
export { isUserId, uuidv7 } from './parley-client/ids.js';
export { DEFAULT_LIMITS } from './parley-client/limits.js';
export { Messages, reactionKey } from './parley-client/messages.js';
export { Transcript } from './parley-client/transcript.js';
