import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const host = process.env['CONCERT_HOST'] ?? 'http://localhost:5080'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../src/ConcertMaster.Host/wwwroot',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1600,
    // The content security policy of the host allows no data: scripts and few data: anything.
    assetsInlineLimit: 0,
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
    environment: 'jsdom',
    include: ['src/**/*.spec.{ts,tsx}'],
  },
})
