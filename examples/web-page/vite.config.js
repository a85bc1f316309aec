import { defineConfig } from 'vite';

export default defineConfig({
  // Another port than the gateway's: that is what its allowed origins are for.
  server: { port: 5173 },
  // The client is linked, not copied: without this its files would be looked for outside of this folder.
  resolve: { preserveSymlinks: true },
});
