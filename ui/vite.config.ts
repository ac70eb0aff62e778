import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const host = process.env['CONCERT_HOST'] ?? 'http://localhost:5080'

/** In development too, a form's link leads to the page of its own: form.html. */
const formPages: Plugin = {
  name: 'form-pages',
  configureServer: (server) =>
    void server.middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/f/')) request.url = '/form.html'
      next()
    }),
}

export default defineConfig({
  plugins: [react(), tailwindcss(), formPages],
  build: {
    outDir: '../src/ConcertMaster.Host/wwwroot',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1600,
    // The content security policy of the host allows no data: scripts and few data: anything.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What several pages use are hundreds of small files: as one, a page is loaded by a dozen requests and not by fifty.
            { name: 'common', test: /node_modules[\\/]lucide-react|[\\/]src[\\/](ui|lib|api)[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': host,
      '/hooks': host,
      '/openapi': host,
      '/live': { target: host, ws: true },
    },
  },
  test: {
    environment: 'node', // a spec that needs the DOM says so in its first line: it costs seconds each
    include: ['src/**/*.spec.{ts,tsx}'],
    // Specs share what they import: loading it anew for each file took four times as long as all the rest together. They
    // run in any order (--sequence.shuffle), so each makes what it needs and leaves nothing behind.
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000, // the widest searches take seconds where builds run beside them
  },
})
