import { Monitor, RotateCcw, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../api/session'
import { classes } from '../../lib/classes'
import { useFilters } from '../../lib/useFilters'
import { Button, IconButton } from '../../ui/Button'
import { FillPage } from '../public-form/pages/FillPage'
import { FillingStore } from '../public-form/filling/filling'
import { ReviewAnswers } from '../public-form/pages/ReviewAnswers'
import { useFilling } from '../public-form/pages/useFilling'
import { useBuilder } from './model/builder'

/** The form as those will see it who fill it in. What is written here goes nowhere. */
export function PreviewTab() {
  const [{ device }, setFilters] = useFilters('device')
  const { name, draft } = useBuilder()
  const { organisation } = useSession()
  const [turn, setTurn] = useState(0)
  const phone = device === 'phone'
  return (
    <div className="px-6 py-4 max-md:px-4 max-md:pb-24">
      <div className="mb-4 flex flex-wrap items-center justify-center gap-1">
        <IconButton
          icon={Monitor}
          label="Desktop"
          aria-pressed={!phone}
          kind={phone ? 'quiet' : 'plain'}
          onClick={() => setFilters({ device: null })}
        />
        <IconButton
          icon={Smartphone}
          label="Phone"
          aria-pressed={phone}
          kind={phone ? 'plain' : 'quiet'}
          onClick={() => setFilters({ device: 'phone' })}
        />
        <Button kind="quiet" icon={RotateCcw} onClick={() => setTurn(turn + 1)}>
          Start again
        </Button>
      </div>
      <div
        className={classes(
          'mx-auto rounded-card border border-line-strong bg-paper p-6 max-sm:p-4',
          phone ? 'max-w-[390px]' : 'max-w-[720px]',
        )}
      >
        <p className="mb-6 text-sm font-semibold text-ink-2">{organisation.name}</p>
        <PreviewForm
          key={`${turn}${JSON.stringify(draft)}`}
          store={() =>
            new FillingStore(
              'preview',
              { name, organisation: organisation.name, version: 0, definition: draft, status: 'open' },
              { storage: nowhere, deliver: refuse, onPage: () => undefined },
            )
          }
        />
      </div>
    </div>
  )
}

function PreviewForm({ store: start }: { store: () => FillingStore }) {
  const [store] = useState(start)
  const page = useFilling(store, (filling) => filling.page)
  return page < store.shownPages().length ? <FillPage store={store} /> : <ReviewAnswers store={store} />
}

const refuse = async () => ({ kind: 'refused' as const, message: 'This is a preview: the answers would be sent now.' })

const nowhere: Storage = {
  length: 0,
  clear: () => undefined,
  getItem: () => null,
  key: () => null,
  removeItem: () => undefined,
  setItem: () => undefined,
}
