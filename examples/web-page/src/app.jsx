import { useState } from 'react';
import { useConnection, useConversations, useMessages } from './hooks.js';

export function App({ client, user }) {
  const { phase, reason } = useConnection(client);
  const [chosen, choose] = useState(null);
  return (
    <main>
      <p data-testid="phase" role="status">
        {user}: {phase} {phase === 'online' ? '' : reason}
      </p>
      <List client={client} user={user} chosen={chosen} choose={choose} />
      {chosen && <Thread key={chosen} client={client} conversationId={chosen} />}
    </main>
  );
}

function List({ client, user, chosen, choose }) {
  const conversations = useConversations(client);
  const begin = (event) => {
    event.preventDefault();
    const peer = new FormData(event.target).get('peer').trim();
    if (peer && peer !== user) choose(client.directWith(peer));
    event.target.reset();
  };
  return (
    <nav>
      <form onSubmit={begin}>
        <input name="peer" aria-label="With whom?" placeholder="With whom?" />
      </form>
      {conversations.map(({ conversationId, title, peer, unread, members }) => (
        <button key={conversationId} aria-current={conversationId === chosen} onClick={() => choose(conversationId)}>
          {title ?? peer ?? [...(members?.keys() ?? [])].find((member) => member !== user) ?? '…'}
          {unread > 0 && <b> {unread}</b>}
        </button>
      ))}
    </nav>
  );
}

function Thread({ client, conversationId }) {
  const messages = useMessages(client, conversationId);
  const send = (event) => {
    event.preventDefault();
    const text = new FormData(event.target).get('text').trim();
    if (text) client.send(conversationId, text);
    event.target.reset();
  };
  return (
    <section>
      <ol>
        {messages.map(({ sequence, senderId, content, deleted }) => (
          <li key={sequence} data-testid="message">
            <b>{senderId}</b> <span dir="auto">{deleted ? 'deleted' : content}</span>
          </li>
        ))}
      </ol>
      <form onSubmit={send}>
        <input name="text" aria-label="Message" dir="auto" autoComplete="off" autoFocus />
      </form>
    </section>
  );
}
