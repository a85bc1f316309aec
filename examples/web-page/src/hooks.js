import { Transcript } from '@parley/client';
import { useMemo, useSyncExternalStore } from 'react';

/** The connection, as it is. */
export function useConnection(client) {
  return useSyncExternalStore(
    (changed) => client.on('state', changed),
    () => client.state,
  );
}

/** All conversations: the same array until one of them changes. */
export function useConversations(client) {
  return useSyncExternalStore(
    (changed) => all(client.on('conversation', changed), client.on('left', changed)),
    () => client.conversations(),
  );
}

/** The messages of one conversation as they stand now, from the newest page on. */
export function useMessages(client, conversationId) {
  const store = useMemo(() => messagesOf(client, conversationId), [client, conversationId]);
  return useSyncExternalStore(store.subscribe, store.messages);
}

const NOTHING = [];

function messagesOf(client, conversationId) {
  let transcript = null;
  return {
    messages: () => transcript?.messages.list() ?? NOTHING,
    subscribe(changed) {
      transcript = new Transcript(client, conversationId, () => {
        if (document.visibilityState === 'visible') client.read(conversationId, transcript.messages.to);
        changed();
      });
      // A conversation that was just begun is known a moment later.
      const load = () => transcript.load();
      client.open(conversationId);
      load();
      return all(client.on('conversation', load), () => {
        client.close(conversationId);
        transcript.close();
      });
    },
  };
}

function all(...ends) {
  return () => ends.forEach((end) => end());
}
