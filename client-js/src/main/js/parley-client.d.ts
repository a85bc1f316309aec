/** A client of Parley's protocol, version 1. */

// ---- ids and numbers

export type UserId = string;
export type ConversationId = string;
/** The place of an event in its conversation: from 1, without gaps. */
export type Sequence = number;

export type Role = 'owner' | 'member';
export type ConversationKind = 'direct' | 'group';
export type PresenceStatus = 'online' | 'away' | 'offline';

export interface Member {
  readonly userId: UserId;
  readonly role: Role;
}

// ---- events: what happened in a conversation

export interface EventBase {
  readonly type?: 'event';
  readonly conversationId: ConversationId;
  readonly sequence: Sequence;
  /** The id of the command that it is the outcome of: unique per sender and conversation. */
  readonly id: string;
  /** The id of another command that this answers: a second `create` of a direct conversation. */
  readonly answers?: string;
  readonly senderId: UserId;
  /** RFC 3339, UTC; never before the event before it. */
  readonly sentAt: string;
}

export interface MessageEvent extends EventBase {
  readonly kind: 'message';
  /** Absent once deleted. Base64 when encrypted. */
  readonly content?: string;
  readonly contentType?: string;
  readonly encrypted?: boolean;
  readonly replyTo?: Sequence | null;
  /** Out of history: the event with which it got this content. */
  readonly editedSequence?: Sequence | null;
  /** Out of history: it is gone. */
  readonly deleted?: boolean;
  /** Out of history: its reactions when the page was read. Of those who gave one the first 20 are named. */
  readonly reactions?: readonly ReactionCount[];
}

export interface ReactionCount {
  readonly reaction: string;
  readonly count: number;
  readonly userIds: readonly UserId[];
}

export interface EditedEvent extends EventBase {
  readonly kind: 'edited';
  readonly target: Sequence;
  /** Absent out of history: the message itself has the newest text. */
  readonly content?: string;
}

export interface DeletedEvent extends EventBase {
  readonly kind: 'deleted';
  readonly target: Sequence;
}

export interface ReactedEvent extends EventBase {
  readonly kind: 'reacted';
  readonly target: Sequence;
  readonly reaction: string;
  readonly removed?: boolean;
}

export interface CreatedEvent extends EventBase {
  readonly kind: 'created';
  readonly conversationKind: ConversationKind;
  /** The first 100. */
  readonly members: readonly Member[];
  /** Of all members, where there are more. */
  readonly memberCount?: number;
  readonly title?: string | null;
}

export interface AddedEvent extends EventBase {
  readonly kind: 'added';
  readonly members: readonly UserId[];
}

export interface RemovedEvent extends EventBase {
  readonly kind: 'removed';
  readonly members: readonly UserId[];
  readonly newOwner?: UserId | null;
}

export interface RoleChangedEvent extends EventBase {
  readonly kind: 'roleChanged';
  /** Those whose role changed. */
  readonly members: readonly UserId[];
  readonly role: Role;
}

export interface RenamedEvent extends EventBase {
  readonly kind: 'renamed';
  readonly title: string;
}

/** The place of an event of somebody whom the user has blocked, in their direct conversation. */
export interface WithheldEvent {
  readonly type?: 'event';
  readonly conversationId: ConversationId;
  readonly sequence: Sequence;
  readonly kind: 'withheld';
  readonly sentAt: string;
  readonly id?: undefined;
  readonly senderId?: undefined;
}

export type ConversationEvent =
  | MessageEvent
  | EditedEvent
  | DeletedEvent
  | ReactedEvent
  | CreatedEvent
  | AddedEvent
  | RemovedEvent
  | RoleChangedEvent
  | RenamedEvent
  | WithheldEvent;

// ---- commands

export type CommandType = 'create' | 'send' | 'edit' | 'delete' | 'react' | 'add' | 'remove' | 'role' | 'rename';

/** Frames of a client that are no commands; the client makes them by its methods. */
export type RequestType =
  | 'open'
  | 'close'
  | 'history'
  | 'list'
  | 'members'
  | 'read'
  | 'typing'
  | 'mute'
  | 'block'
  | 'status'
  | 'device'
  | 'auth'
  | 'ping';

export type ServerFrameType =
  | 'ready'
  | 'inbox'
  | 'accepted'
  | 'event'
  | 'rejected'
  | 'opened'
  | 'history'
  | 'members'
  | 'blocked'
  | 'presence'
  | 'typing'
  | 'read'
  | 'pong'
  | 'goaway';

export interface CommandFrame {
  readonly type: CommandType;
  readonly id: string;
  readonly conversationId?: ConversationId;
  readonly kind?: ConversationKind;
  readonly members?: readonly UserId[];
  readonly role?: Role;
  readonly title?: string;
  readonly content?: string;
  readonly contentType?: string;
  readonly encrypted?: boolean;
  readonly replyTo?: Sequence;
  readonly target?: Sequence;
  readonly reaction?: string;
  readonly remove?: boolean;
}

/**
 * `queued`: to be sent, for the first time or again; `sent`; `accepted`: durable, without an outcome yet; `done`:
 * `event` is its outcome; `failed`: refused, see `error`.
 */
export type CommandState = 'queued' | 'sent' | 'accepted' | 'done' | 'failed';

/**
 * What became of a command, or null where nothing had to change: a reaction that was given already, the title that it
 * had, members who were members.
 */
export type Outcome = ConversationEvent | null;

/** A command with the event that it ends in: `Command<MessageEvent>` is a `send`. It is one object, and its state changes. */
export interface Command<Event extends Outcome = Outcome> {
  readonly id: string;
  readonly type: CommandType;
  /** Null for a direct conversation that isn't accepted yet, unless `directWith` opened it. */
  readonly conversationId: ConversationId | null;
  readonly frame: CommandFrame;
  readonly state: CommandState;
  readonly error: ParleyError | null;
  readonly event: Event | null;
  /** On the client's clock, as are the others. */
  readonly createdAt: number;
  readonly firstSentAt: number | null;
  /**
   * Its event, or rejected with a ParleyError. Doesn't need to be caught. After `retry` there is a new one. It waits for as
   * long as it takes, offline too: `client.outcome(command, {timeout})` doesn't.
   */
  readonly outcome: Promise<Event>;
}

/** How long to wait, and what ends the wait before. What is waited for goes on. */
export interface Bounds {
  /** Rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds, after which it rejects with `timeout`. */
  readonly timeout?: number;
}

/** What an outbox keeps of a command. Plain JSON. */
export interface KeptCommand {
  readonly frame: CommandFrame;
  readonly createdAt: number;
  readonly firstSentAt: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface OutboxStore {
  /** Called once, by the constructor. */
  load(): readonly KeptCommand[];
  /** Called at every change with all that is unfinished; before the command is sent. */
  save(commands: readonly KeptCommand[]): void;
}

export type RefusalCode =
  | 'bad_frame'
  | 'too_large'
  | 'not_a_member'
  | 'forbidden'
  | 'conversation_exists'
  | 'no_such_message'
  | 'no_change'
  | 'too_late'
  | 'too_many_members'
  | 'too_many_reactions'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/**
 * Codes of this client's own. `stopped`: the client was stopped; `failed`: the token function said that it is hopeless;
 * `timeout`: see `Bounds`; `expired`: no outcome within the time for which the server remembers ids, so that sending it
 * again could make it happen twice; `not_ready`: it has to be known first who the user is.
 */
export type ClientCode = 'stopped' | 'failed' | 'timeout' | 'expired' | 'not_ready';

/** Codes with which a server closes a connection. */
export type CloseCode = 1001 | 1002 | 1003 | 1007 | 1009 | 1011 | 4400 | 4401 | 4403 | 4408 | 4409 | 4429;

/** A refusal or a failure. */
export class ParleyError extends Error {
  constructor(code: RefusalCode | ClientCode | (string & {}), message?: string, held?: boolean);
  /** One of the protocol's codes, or of the client's own. */
  readonly code: RefusalCode | ClientCode | (string & {});
  /** Whether the command, though `forbidden`, waits for somebody's judgement and may take effect yet. */
  readonly held: boolean;
}

// ---- what the client knows

/** A message as a list of conversations shows it. */
export interface MessagePreview {
  readonly sequence: Sequence;
  readonly senderId: UserId;
  readonly sentAt: string;
  /** The first 140 characters; null when the message is encrypted or deleted. */
  readonly text: string | null;
}

/** A conversation as it stands: never changed afterwards, and the same object until something changes. */
export interface ConversationView {
  readonly conversationId: ConversationId;
  readonly kind: ConversationKind;
  readonly title: string | null;
  /** The other one in a direct conversation, as far as it is known. */
  readonly peer: UserId | null;
  /** When its newest event was sent, as far as it is known. */
  readonly activeAt: string | null;
  /** Its newest message, as far as it is known. */
  readonly preview: MessagePreview | null;
  /** The newest sequence number known. */
  readonly head: Sequence;
  /** The user's read mark. */
  readonly read: Sequence;
  /** Messages of others after the mark that are not deleted; 100 means "or more". */
  readonly unread: number;
  readonly large: boolean;
  /** No pushes for it: for good, or until a time (RFC 3339), which may be over; null when it isn't muted. */
  readonly muted: true | string | null;
  /** The last sequence that was handed out by `event`; null as long as it isn't known where the stream starts. */
  readonly position: Sequence | null;
  /** Known once opened, or from `created` on; of a large group those that were listed, the rest by `members()`. */
  readonly members: ReadonlyMap<UserId, Role> | null;
  /** How many members there are; null as long as `members` is. */
  readonly memberCount: number | null;
  /** Read marks of the members, kept up while it is open. Not in large groups. */
  readonly reads: ReadonlyMap<UserId, Sequence>;
}

/**
 * `syncing`: connected, the inbox isn't whole yet; `waiting`: down, next try at `retryAt`; `failed`: the token function
 * said that it is hopeless.
 */
export type Phase = 'stopped' | 'connecting' | 'syncing' | 'online' | 'waiting' | 'failed';

export interface ConnectionState {
  readonly phase: Phase;
  /** Tries since the last success. */
  readonly attempt: number;
  /** On the client's clock. */
  readonly retryAt: number | null;
  /** Why it is down. */
  readonly reason: string | null;
  /** The close code, where there was one: a server's, or one of the network's. */
  readonly code: CloseCode | (number & {}) | null;
  readonly sessionId: string | null;
}

export interface Presence {
  readonly status: PresenceStatus;
  readonly lastSeenAt: string | null;
}

export interface InboxEntry {
  readonly conversationId: ConversationId;
  readonly kind: ConversationKind;
  readonly title?: string | null;
  /** The other one in a direct conversation. */
  readonly peer?: UserId;
  readonly head: Sequence;
  readonly read: Sequence;
  readonly unread: number;
  readonly large: boolean;
  /** When its newest event was sent. */
  readonly activeAt: string;
  /** No pushes for it: for good, or until a time. */
  readonly muted?: true | string;
  readonly preview?: {
    readonly sequence: Sequence;
    readonly senderId: UserId;
    readonly sentAt: string;
    readonly text?: string;
  };
}

// ---- frames that are handed on

export interface OpenedFrame {
  readonly type: 'opened';
  readonly conversationId: ConversationId;
  readonly kind: ConversationKind;
  readonly title?: string | null;
  readonly head: Sequence;
  /** Of a large group the first 100. */
  readonly members: readonly Member[];
  /** Of all members; in large groups. */
  readonly memberCount?: number;
  readonly reads?: Readonly<Record<UserId, Sequence>>;
  readonly large: boolean;
}

export interface PresenceFrame {
  readonly type: 'presence';
  readonly userId: UserId;
  readonly status: PresenceStatus;
  readonly lastSeenAt?: string;
}

export interface TypingFrame {
  readonly type: 'typing';
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  /** They have stopped without having sent anything; without it, typing holds for 6 s. */
  readonly stopped?: boolean;
}

export interface ReadFrame {
  readonly type: 'read';
  readonly conversationId: ConversationId;
  readonly reads: Readonly<Record<UserId, Sequence>>;
}

export interface RejectedFrame {
  readonly type?: 'rejected';
  readonly id?: string;
  readonly ref?: string | number;
  readonly conversationId?: ConversationId;
  readonly code: RefusalCode | (string & {});
  readonly message: string;
  readonly retryAfterMs?: number;
  /** With `forbidden`: it waits for somebody's judgement; its event comes if it is let through. */
  readonly held?: boolean;
}

export interface GoAwayFrame {
  readonly type: 'goaway';
  readonly reconnectAfterMs: number;
  readonly reason: string;
}

// ---- the client

export interface Clock {
  now(): number;
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(handle: any): void;
}

/** The part of a WebSocket that the client uses. */
export interface WebSocketLike {
  readonly readyState: number;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** Every wait and bound, in milliseconds where not said otherwise. */
export interface Limits {
  /** The first wait after a lost connection is half of this up to all of it; it doubles with each failure. */
  readonly backoff: number;
  readonly maxBackoff: number;
  /** A session that lasted this long counts as a success, and the backoff starts over. */
  readonly stable: number;
  /** Token, handshake and `ready` together. */
  readonly connect: number;
  /** The longest silence before a `ping`; a smaller heartbeatSeconds of the server wins. */
  readonly heartbeat: number;
  /** The longest silence after a `ping`. */
  readonly pong: number;
  /** A question without an answer is asked again. */
  readonly request: number;
  /** A command without an outcome is sent again under its id, then after twice as long, and so on. */
  readonly command: number;
  /** The same when its outcome may have got lost. */
  readonly hurry: number;
  /** A command that was first sent longer ago than this isn't sent again blindly. */
  readonly idMemory: number;
  /** How long a head may be ahead of its events before they are pulled. */
  readonly gap: number;
  /** The same in large groups, spread at random. */
  readonly largeGap: number;
  /** History requests in flight for gap repair: a number. */
  readonly parallelRepairs: number;
  /** Commands sent and not yet accepted: a number. */
  readonly inFlight: number;
  /** Events held per conversation behind a gap: a number. */
  readonly buffered: number;
  /** A gap of more events than this is not read but reported by `skipped`. */
  readonly catchUp: number;
  /** The longest frame: bytes. */
  readonly frameBytes: number;
}

export const DEFAULT_LIMITS: Limits;

export interface Options {
  /** `wss://…/v1/connect` */
  url: string;
  /**
   * Asked before every connection, and when 80 % of the token's life have passed. `renew` says that the last one may
   * have been refused or is about to expire: give a fresh one. An error with `fatal: true` ends the client (`failed`),
   * any other is tried again.
   */
  token: (hint: { readonly renew: boolean }) => string | Promise<string>;
  /** Who the user is, where that is known before the server says it: lets one write to others offline from the start. */
  userId?: UserId;
  /** By default the global one. */
  WebSocket?: WebSocketConstructor;
  /**
   * Asked for each conversation seen for the first time: the last sequence that the application has. By default its
   * head: what came before is read with `history()`. 0 gives every event there ever was.
   */
  resumeAfter?: (entry: InboxEntry) => Sequence | null | undefined;
  /**
   * When the application was last online with what it has kept, RFC 3339 by the server's clock (`activeAt`): the first
   * connection then brings every conversation in which something happened since, not only the newest.
   */
  lastVisit?: string;
  /** Keeps commands over a restart. By default they live in memory. */
  outbox?: OutboxStore;
  limits?: Partial<Limits>;
  clock?: Clock;
  /** [0, 1), for jitter. */
  random?: () => number;
  /** The ids of commands: UUIDs of version 7 by default. */
  newId?: () => string;
  /** Where `online` and `offline` are told: by default the window. */
  network?: EventTarget | null;
}

/** What is told, by name. */
export interface ClientEvents {
  state: ConnectionState;
  /** The inbox is whole, `conversations()` has the newest ones: after every connection, and when the server announced anew. */
  synced: undefined;
  /** New or changed. */
  conversation: ConversationView;
  /** No longer a member: everything about it is forgotten. */
  left: { readonly conversationId: ConversationId };
  /** Once each, per conversation in sequence order. */
  event: ConversationEvent;
  /** These won't come by `event`: the gap was longer than `limits.catchUp`, or the user was removed meanwhile. */
  skipped: { readonly conversationId: ConversationId; readonly after: Sequence; readonly through: Sequence };
  /** Its state changed. */
  command: Command;
  opened: OpenedFrame;
  /** The user has blocked others than before. */
  blocked: ReadonlySet<UserId>;
  presence: PresenceFrame;
  typing: TypingFrame;
  read: ReadFrame;
  goaway: GoAwayFrame;
  /** A refusal that answers no command and no question of ours. */
  rejected: RejectedFrame;
  /** An error that a listener threw. */
  error: unknown;
}

export interface SendOptions {
  readonly contentType?: string;
  readonly encrypted?: boolean;
  /** The sequence of the message that this answers. */
  readonly replyTo?: Sequence;
  /**
   * The command's id, where it should be the same when this is done again, in another process too: then there is one
   * message. Of 1 to 64 characters of `A–Z a–z 0–9 _ . : @ -`, and only once for all conversations.
   */
  readonly id?: string;
}

export interface HistoryQuery {
  readonly after?: Sequence;
  readonly before?: Sequence;
  /** Half of the page before it, the rest from it on. */
  readonly around?: Sequence;
  /** Waits up to 2 s until the store has it. */
  readonly through?: Sequence;
  /** 1 to 200, 50 by default. */
  readonly limit?: number;
  /** With what users whom this one has blocked wrote in direct conversations; without it only the places come. */
  readonly hidden?: boolean;
  /** Nobody waits for it: queues with the gap repairs. */
  readonly background?: boolean;
}

export interface OlderConversations {
  /** The newest first. */
  readonly conversations: readonly ConversationView[];
  /** Whether there are still older ones. */
  readonly more: boolean;
}

export interface HistoryPage {
  /** Ascending; messages as they stand now. */
  readonly events: readonly ConversationEvent[];
  readonly head: Sequence;
  /** Whether the store reaches `through`. */
  readonly complete: boolean;
  /** Whether the page ended before. */
  readonly more: boolean;
}

/** A page of a roster. */
export interface MembersPage {
  /** By user id. */
  readonly members: readonly Member[];
  /** Whether there are members after these. */
  readonly more: boolean;
}

export interface MembersQuery {
  /** The user id after which the page begins. */
  readonly after?: UserId;
  /** 1 to 1,000; 100 by default. */
  readonly limit?: number;
}

export class ParleyClient {
  constructor(options: Options);

  /** Calls the listener at every such event. @returns a function that ends it */
  on<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void;
  /** Calls the listener at the next such event alone. @returns a function that ends it before */
  once<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): () => void;
  /** Ends what `on` or `once` began with this listener. */
  off<Name extends keyof ClientEvents>(name: Name, listener: (value: ClientEvents[Name]) => void): void;
  emit<Name extends keyof ClientEvents>(name: Name, value?: ClientEvents[Name]): void;

  /** Connects, and stays connected until `stop()`. */
  start(): void;
  /** Disconnects. Commands stay in the outbox; questions are refused with `stopped`. `start()` goes on. */
  stop(): void;
  /** The network may have changed: tries at once if waiting, asks for a sign of life if connected. */
  nudge: () => void;
  readonly state: ConnectionState;
  /** Waits until it is online and `conversations()` has the newest ones; rejects when it is stopped or fails before. */
  ready(bounds?: Bounds): Promise<void>;
  /** Who the server says we are; null before the first connection, unless it is among the options. */
  readonly userId: UserId | null;

  /** The newest, and those that were asked for or in which something happened; in no particular order. The same array until one of them changes. */
  conversations(): readonly ConversationView[];
  conversation(conversationId: ConversationId): ConversationView | null;
  /** Whether there are older conversations, which `conversations()` doesn't have yet: see `listOlder`. */
  readonly more: boolean;
  /** Of members of open conversations; null when it isn't known, as while disconnected. */
  presence(userId: UserId): Presence | null;
  /** Whom the user has blocked, on all devices. The same set until it changes. */
  readonly blocked: ReadonlySet<UserId>;
  /** Commands without an outcome and failed ones, oldest first. The same array until one of them changes. */
  pending(): readonly Command[];

  /** Opens a conversation with these others. Direct: exactly one, and no title. */
  create(kind: ConversationKind, members: readonly UserId[], title?: string): Command<CreatedEvent>;
  /**
   * The direct conversation with somebody, opened if it isn't there yet: it can be written to at once, before the server
   * has answered. Throws `not_ready` while it isn't known who the user is.
   */
  directWith(userId: UserId): ConversationId;
  send(conversationId: ConversationId, content: string, options?: SendOptions): Command<MessageEvent>;
  /** A new text for a message of one's own, within 24 hours. */
  edit(conversationId: ConversationId, target: Sequence, content: string): Command<EditedEvent>;
  /** A message of one's own, or anybody's as an owner. */
  delete(conversationId: ConversationId, target: Sequence): Command<DeletedEvent>;
  react(
    conversationId: ConversationId,
    target: Sequence,
    reaction: string,
    remove?: boolean,
  ): Command<ReactedEvent | null>;
  add(conversationId: ConversationId, members: readonly UserId[]): Command<AddedEvent | null>;
  /** Removing oneself is leaving. */
  remove(conversationId: ConversationId, members: readonly UserId[]): Command<RemovedEvent | null>;
  /** Makes members owners, or owners members; the last owner stays one. */
  role(conversationId: ConversationId, members: readonly UserId[], role: Role): Command<RoleChangedEvent | null>;
  rename(conversationId: ConversationId, title: string): Command<RenamedEvent | null>;
  /** The outcome of a command, waited for within bounds. The command itself goes on; `discard` would forget it. */
  outcome<Event extends Outcome>(command: Command<Event>, bounds?: Bounds): Promise<Event>;
  /** Sends a failed command again, under its old id. */
  retry(id: string): void;
  /** Forgets a command. One that was sent may still take effect. */
  discard(id: string): void;

  /** Asks for `opened`, then presence, typing and read marks; renewed in every session until `close`. */
  open(conversationId: ConversationId): void;
  close(conversationId: ConversationId): void;
  /** The next older conversations, by activity. From then on `conversations()` has them. */
  listOlder(options?: { readonly limit?: number }): Promise<OlderConversations>;
  /** A page of history: the newest events, or those before or after a sequence. Asked until there is an answer. */
  history(conversationId: ConversationId, query?: HistoryQuery): Promise<HistoryPage>;
  /** A page of the roster, also taken into the conversation's `members`. Asked until there is an answer. */
  members(conversationId: ConversationId, query?: MembersQuery): Promise<MembersPage>;
  /** One event, a message as it stands now; null if there is none. */
  message(conversationId: ConversationId, sequence: Sequence): Promise<ConversationEvent | null>;
  /** Moves the read mark forward; sent a moment later, together with what follows. */
  read(conversationId: ConversationId, sequence: Sequence): void;
  /** The user is typing; more often than every 3 s is left out. */
  typing(conversationId: ConversationId): void;
  /** The user has stopped typing without sending anything; left out where nobody was told that they type. */
  stopTyping(conversationId: ConversationId): void;
  /**
   * Blocks somebody: in the direct conversation with them their events are only places (`withheld`), nothing can be sent,
   * and neither sees the other's presence or typing. Resolves when the server says that it is so; until then it is asked
   * again in every session.
   */
  block(userId: UserId): Promise<void>;
  unblock(userId: UserId): Promise<void>;
  /** No pushes for a conversation, until a time (RFC 3339) or for good. Resolves as `block` does. */
  mute(conversationId: ConversationId, options?: { readonly until?: string }): Promise<void>;
  unmute(conversationId: ConversationId): Promise<void>;
  /** Said again in every session. @returns whether it was sent now */
  setStatus(status: 'online' | 'away'): boolean;
  /** Where pushes go while no session is up. Said again in every session. @returns whether it was sent now */
  device(platform: 'apns' | 'fcm', token: string, remove?: boolean): boolean;
}

// ---- messages as they stand now

export interface Reaction {
  readonly reaction: string;
  /** Who gave it, in order; of many perhaps only the first 20. */
  readonly by: readonly UserId[];
  readonly count: number;
}

export interface MessageView extends Omit<MessageEvent, 'content' | 'deleted' | 'editedSequence' | 'reactions'> {
  /** Null once deleted. */
  readonly content: string | null;
  readonly deleted: boolean;
  readonly edited: boolean;
  readonly editedSequence: Sequence | null;
  /** There is a newer text than `content`, but it isn't here: read the message again. */
  readonly stale: boolean;
  /** In the order in which they were first given: those that a page told, and those whose events are here. */
  readonly reactions: readonly Reaction[];
}

/** The messages of one conversation, made of its events, in whatever order and however often they come. */
export class Messages {
  /** The smallest sequence that is here; Infinity when empty. */
  readonly from: Sequence;
  /** The largest; 0 when empty. */
  readonly to: Sequence;
  readonly empty: boolean;
  add(events: readonly ConversationEvent[]): this;
  /**
   * A page of history, with the reactions of its messages. @param through what it was asked for: up to there it shows
   * the effect of every event, if it is complete
   */
  addPage(page: HistoryPage, through?: Sequence): this;
  /** Takes in what an event changes, without having it: it lies beyond what is here. */
  change(event: ConversationEvent): this;
  /** Every event, ascending, as it came. */
  events(): readonly ConversationEvent[];
  /** The sequences of the events that have a place of their own, ascending: all but changes of a message. */
  lines(): readonly Sequence[];
  event(sequence: Sequence): ConversationEvent | null;
  get(sequence: Sequence): MessageView | null;
  /** Ascending. The same array until something changes. */
  list(): readonly MessageView[];
  /** Messages whose newest text isn't here. */
  stale(): Sequence[];
}

/** Reactions with the same key are the same: whatever form of Unicode, with or without variation selectors. */
export function reactionKey(reaction: string): string;

/**
 * A part of one conversation, for a screen: its end, with what comes live, or the surroundings of some message; and as
 * far in either direction as is asked for. Always one run of events without a gap.
 */
export class Transcript {
  constructor(client: ParleyClient, conversationId: ConversationId, changed?: () => void);
  /** Replaced when another part is read, and when events were skipped. */
  readonly messages: Messages;
  /** Whether there is a part here. */
  readonly loaded: boolean;
  /** Whether it goes on to the newest event. */
  readonly atEnd: boolean;
  /** Whether another part is being read; the one that is here stays until then. */
  readonly loading: boolean;
  readonly loadingOlder: boolean;
  /** Whether there is nothing older than what is here. */
  readonly complete: boolean;
  /** Reads the newest page, and back to `from` if that isn't far; else its surroundings. Does nothing if loaded. */
  load(options?: { readonly from?: Sequence }): Promise<void>;
  /** Goes to where this event is: reads its surroundings if they aren't here. */
  goTo(sequence: Sequence): Promise<void>;
  /** Goes back to the end. */
  latest(): Promise<void>;
  /** Reads the page before. */
  older(): Promise<void>;
  /** Reads the page after, if this isn't the end. */
  newer(): Promise<void>;
  /** Ends keeping up. */
  close(): void;
}

// ---- ids

/** Whether the text can be a user id: 1 to 128 characters of A-Z a-z 0-9 _ . : @ - | + = ~ */
export function isUserId(text: unknown): text is string;
/** The id of the direct conversation of two users, the same whoever asks. */
export function directConversationId(one: UserId, other: UserId): ConversationId;
/** A UUID of version 7: sortable by time. @param now milliseconds since 1970 */
export function uuidv7(now?: number, bytes?: Uint8Array): string;
