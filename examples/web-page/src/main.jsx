import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.jsx';
import { clientOf, takeCode } from './client.js';

takeCode();
const root = createRoot(document.getElementById('root'));
const user = new URLSearchParams(location.search).get('user');
const client = user && clientOf(user);
client?.start();
root.render(<StrictMode>{client ? <App client={client} user={user} /> : <SignIn />}</StrictMode>);

/** A form without a script of its own: the name ends up in the address, where it survives a reload. */
function SignIn() {
  return (
    <form>
      <label>
        Your name <input name="user" required pattern="[A-Za-z0-9_.:@\-\|+=~]{1,128}" autoFocus />
      </label>
      <button>Chat</button>
    </form>
  );
}
