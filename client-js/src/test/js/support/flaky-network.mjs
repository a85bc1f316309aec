/**
 * Links between clients and a ChatServer over which everything takes a random time and anything may break: connections
 * are refused, cut, or die silently; what was under way arrives or not; deliveries are repeated the way a crashed and
 * restarted task repeats them, or come as bare heads. Everything that the protocol allows, and nothing else.
 */
export class FlakyNetwork {
  calm = false; // from now on nothing breaks
  links = new Set();
  counts = { connected: 0, cut: 0, died: 0, repeated: 0, headsOnly: 0 };

  constructor({ random, clock, server }) {
    Object.assign(this, { random, clock, server });
  }

  /** A WebSocket constructor for this user. */
  socketsOf(userId) {
    const network = this;
    return class {
      readyState = 0;
      onmessage = null;
      onclose = null;
      #link = new Link(network, userId, this);

      send(text) {
        this.#link.toServer(text);
      }

      close() {
        this.readyState = 2;
        this.#link.closedByClient();
      }
    };
  }

  /** Breaks a random connection in one of the ways in which they break. */
  breakOne() {
    if (this.links.size) this.random.pick([...this.links]).break();
  }
}

class Link {
  #network;
  #userId;
  #socket;
  #session = null;
  #arrivals = { client: 0, server: 0 }; // of the last frame in each direction: they stay in order
  #mute = false; // nothing reaches the client any more
  #deaf = false; // nothing reaches the server any more
  #delivered = []; // what may be repeated
  #headsOnly = false;

  constructor(network, userId, socket) {
    this.#network = network;
    this.#userId = userId;
    this.#socket = socket;
    if (this.#chance(0.25)) this.#arrive('client', () => this.#closeSocket(1006, ''));
    else this.#arrive('server', () => this.#connect());
  }

  #connect() {
    const { server, links, counts } = this.#network;
    this.#socket.readyState = 1;
    counts.connected += 1;
    links.add(this);
    const hangUp = (code, reason) => this.#arrive('client', () => this.#closeSocket(code, reason));
    this.#session = server.connect(this.#userId, (frame) => this.#fromServer(frame), hangUp);
  }

  toServer(text) {
    this.#arrive('server', () => !this.#deaf && this.#session.receive(text));
  }

  closedByClient() {
    this.#mute = true;
    this.#arrive('server', () => this.#endSession());
  }

  break() {
    const { random, clock, counts } = this.#network;
    if (random.chance(0.3)) {
      // Silence: the client has to find out by itself, the server as well.
      counts.died += 1;
      this.#mute = true;
      this.#deaf = random.chance(0.5);
      clock.setTimeout(() => this.#endSession(), random.between(0, 15_000));
      return;
    }
    counts.cut += 1;
    this.#arrive('client', () => this.#closeSocket(1006, ''));
    if (random.chance(0.5)) this.#endSession();
    else this.#arrive('server', () => this.#endSession());
  }

  #endSession() {
    this.#deaf = true;
    this.#network.links.delete(this);
    this.#session?.end();
  }

  #closeSocket(code, reason) {
    if (this.#mute) return;
    this.#mute = true;
    this.#socket.readyState = 3;
    this.#socket.onclose?.({ code, reason });
  }

  #fromServer(frame) {
    const { random, counts } = this.#network;
    const delivery = frame.type === 'event' || (frame.type === 'inbox' && frame.last === false);
    if (!delivery) {
      if (frame.type === 'inbox') this.#delivered = [];
      this.#push(frame);
      return;
    }
    this.#delivered.push(frame);
    if (this.#delivered.length > 30) this.#delivered.shift();
    if (this.#chance(0.02)) this.#headsOnly = !this.#headsOnly;
    if (this.#headsOnly && frame.kind === 'message' && !this.#network.calm) this.#pushHead(frame);
    else this.#push(frame);
    if (!this.#chance(0.03)) return;
    counts.repeated += 1;
    for (const repeat of this.#delivered.slice(-random.between(1, 30))) this.#push(repeat);
  }

  #pushHead({ conversationId, sequence }) {
    const { server, counts } = this.#network;
    counts.headsOnly += 1;
    const entry = { ...server.entry(server.conversation(conversationId), this.#userId), head: sequence };
    this.#push({ type: 'inbox', conversations: [entry], last: false });
  }

  #push(frame) {
    const text = JSON.stringify(frame);
    this.#arrive('client', () => !this.#mute && this.#socket.onmessage?.({ data: text }));
  }

  #arrive(direction, run) {
    const { random, clock } = this.#network;
    const latency = random.chance(0.05) ? random.between(100, 2_000) : random.between(1, 60);
    this.#arrivals[direction] = Math.max(this.#arrivals[direction], clock.now() + latency);
    clock.setTimeout(run, this.#arrivals[direction] - clock.now());
  }

  #chance(probability) {
    return this.#network.random.chance(probability) && !this.#network.calm;
  }
}
