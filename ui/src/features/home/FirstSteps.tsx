import { Check } from 'lucide-react'
import { Link } from 'react-router'
import type { Home } from './home'
import { paths } from '../../app/paths'
import { classes } from '../../lib/classes'
import { Card } from '../../ui/PageHeader'

/** The way to the first collection of one's own, in three steps. */
export function FirstSteps({ steps }: { steps: Home['firstSteps'] }) {
  const list = [
    {
      done: steps.hasOwnWorkflow,
      title: 'Draw a workflow',
      text: 'Open the demo, look how it is built, then start your own.',
      to: paths.workflows(),
    },
    {
      done: steps.hasPublished,
      title: 'Publish it',
      text: 'A published version never changes; runs are pinned to it.',
      to: paths.workflows(),
    },
    {
      done: steps.hasRun,
      title: 'Run it',
      text: 'Press Run, watch each step, and read what went in and out.',
      to: paths.runs(),
    },
  ]
  const next = list.findIndex((step) => !step.done)
  return (
    <Card title="Your first collection">
      <ol className="grid md:grid-cols-3 md:divide-x md:divide-line max-md:divide-y max-md:divide-line">
        {list.map((step, index) => (
          <li key={step.title} className="relative flex gap-3 p-4">
            <span
              aria-hidden
              className={classes(
                'grid size-7 shrink-0 place-items-center rounded-full border font-semibold',
                step.done ? 'border-done text-done' : index === next ? 'border-accent bg-accent text-on-accent' : 'border-line text-ink-3',
              )}
            >
              {step.done ? <Check size={16} /> : index + 1}
            </span>
            <div>
              <Link to={step.to} className="font-medium after:absolute after:inset-0 hover:text-accent">
                {step.title}
                {step.done && <span className="sr-only"> (done)</span>}
              </Link>
              <p className="text-dense text-ink-2">{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
