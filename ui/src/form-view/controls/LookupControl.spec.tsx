// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readForm } from '../form'
import { LookupControl } from './LookupControl'
import { nowhere, SurroundingsProvider } from './surroundings'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const suppliers = ['Acme', 'Acme North', 'Zenit']
const lookUp = async (_field: string, text: string) =>
  suppliers.filter((name) => name.toLowerCase().startsWith(text.toLowerCase())).map((name) => ({ value: name, label: name }))
const field = readForm({
  schema: { type: 'object', properties: { supplier: { type: 'string' } } },
  ui: { fields: { supplier: { widget: 'lookup', label: 'Supplier' } } },
}).pages[0]!.fields[0]!

function begin() {
  const onChange = vi.fn()
  render(
    <SurroundingsProvider value={{ ...nowhere, lookUp }}>
      <LookupControl field={field} path="/supplier" value={undefined} onChange={onChange} problemAt={() => undefined} required={false} />
    </SurroundingsProvider>,
  )
  return onChange
}
const box = () => screen.getByRole<HTMLInputElement>('combobox')
const type = (text: string) => fireEvent.change(box(), { target: { value: text } })
const press = (key: string) => fireEvent.keyDown(box(), { key })
const answered = () => act(() => vi.advanceTimersByTimeAsync(250))

it('picks from what is found for the text as it stands, and waits for it', async () => {
  const onChange = begin()
  type('a')
  await answered()
  expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual(['Acme', 'Acme North'])
  type('zen')
  press('Enter')
  expect(onChange).not.toHaveBeenCalled()
  await answered()
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ value: 'Zenit', label: 'Zenit' })
})

it('shows what it may be, where Enter comes before more than one is found', async () => {
  const onChange = begin()
  type('ac')
  press('Enter')
  await answered()
  expect(onChange).not.toHaveBeenCalled()
  press('ArrowDown')
  press('Enter')
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ value: 'Acme North', label: 'Acme North' })
})

it('takes the one that is called as was typed', async () => {
  const onChange = begin()
  type('acme')
  press('Enter')
  await answered()
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ value: 'Acme', label: 'Acme' })
})
