// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Dialog } from '../Dialog'
import { TooltipProvider } from './Tooltip'

it('closes at the first Escape, also while a hint shows', async () => {
  const change = vi.fn()
  render(
    <TooltipProvider>
      <Dialog open onOpenChange={change} title="Letters" />
    </TooltipProvider>,
  )
  fireEvent.focus(screen.getByRole('button', { name: 'Close' }))
  await screen.findByRole('tooltip', {}, { timeout: 30_000 }) // the usual second is short where builds run beside the specs
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' })
  expect(change).toHaveBeenCalledExactlyOnceWith(false)
})
