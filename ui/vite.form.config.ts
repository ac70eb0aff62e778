import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

/**
 * The public form: a page of its own beside the application. Its first view is counted in bytes on slow phones, so React
 * is replaced by Preact, which speaks the same language in a tenth of the size.
 */
export default defineConfig({
  plugins: [tailwindcss()],
  resolve: {
    alias: {
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  build: {
    outDir: '../src/ConcertMaster.Host/wwwroot',
    emptyOutDir: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: 'form.html' },
  },
})
