// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Tabs } from '../Tabs'

const labels = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
const tabWidth = 100
const barWidth = 300

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('has the chosen tab in sight, whoever chooses it', () => {
  // No page is drawn here: tabs of one width in a bar that has room for three.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const at = labels.indexOf(this.textContent ?? '')
    return at < 0 ? new DOMRect(0, 0, barWidth, 40) : new DOMRect(at * tabWidth - bar().scrollLeft, 0, tabWidth, 40)
  })
  const bar = () => screen.getByRole('tablist')
  const parts = (value: string) => (
    <Tabs label="Parts" value={value} onChange={() => {}} tabs={labels.map((label) => ({ value: label, label, content: 'Text' }))} />
  )
  const shown = render(parts('Five'))
  expect(bar().scrollLeft).toBe(300)
  shown.rerender(parts('Three'))
  expect(bar().scrollLeft).toBe(100)
})
