import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { type CatalogueReason, useReasons, type Verdict } from '../../../api/reviews'
import { useMay } from '../../../api/session'
import { Button, IconButton } from '../../../ui/Button'
import { Checkbox, Input, Select } from '../../../ui/Field'
import { Card } from '../../../ui/PageHeader'
import { SkeletonRows } from '../../../ui/Skeleton'
import { toastDone, toastFailed } from '../../../ui/Toast'
import { useSettingsAct } from './settings'

const verdicts = [
  { value: '', label: 'Any decision' },
  { value: 'approved', label: 'Approvals' },
  { value: 'changesRequested', label: 'Requests for changes' },
  { value: 'rejected', label: 'Rejections' },
]

/** Reasons that reviewers pick from, so that they can be counted. */
export function ReasonList() {
  const stored = useReasons().data
  return (
    <Card className="mt-5">
      <p className="border-b border-line px-4 py-3 text-ink-2">
        Reviewers pick these beside their own words, and the overview counts them. The code is what is stored; it stays when
        the words change.
      </p>
      {stored ? <Reasons key={JSON.stringify(stored)} stored={stored.items} needed={stored.requiredFor} /> : <SkeletonRows />}
    </Card>
  )
}

function Reasons({ stored, needed }: { stored: readonly CatalogueReason[]; needed: readonly Verdict[] }) {
  const mayEdit = useMay()('reviews.assign')
  const act = useSettingsAct()
  const [reasons, setReasons] = useState([...stored])
  const [requiredFor, setRequiredFor] = useState([...needed])
  const change = (at: number, changes: Partial<CatalogueReason>) =>
    setReasons(reasons.map((one, index) => (index === at ? { ...one, ...changes } : one)))
  const save = () =>
    act.mutate(
      { act: 'setReasons', reasons: reasons.filter((one) => one.code.trim() !== '' || one.label.trim() !== ''), requiredFor },
      { onSuccess: () => toastDone('Saved the reasons.'), onError: toastFailed },
    )
  return (
    <form
      className="px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {reasons.length === 0 && <p className="text-ink-2">None yet: reviewers write in their own words alone.</p>}
      <ul className="grid gap-2">
        {reasons.map((one, at) => (
          <li key={at} className="flex flex-wrap items-center gap-2">
            <Input
              aria-label={`Code ${at + 1}`}
              placeholder="outlier"
              className="w-40 font-mono"
              value={one.code}
              disabled={!mayEdit}
              onChange={(event) => change(at, { code: event.target.value })}
            />
            <Input
              aria-label={`Words ${at + 1}`}
              placeholder="Far from its own history"
              className="min-w-48 flex-1"
              value={one.label}
              disabled={!mayEdit}
              onChange={(event) => change(at, { label: event.target.value })}
            />
            <Select
              aria-label={`For ${at + 1}`}
              className="w-48"
              value={one.verdict ?? ''}
              options={verdicts}
              disabled={!mayEdit}
              onPick={(verdict) => change(at, { verdict: (verdict || null) as Verdict | null })}
            />
            {mayEdit && (
              <IconButton
                icon={X}
                size="small"
                label={`Take reason ${at + 1} away`}
                onClick={() => setReasons(reasons.filter((_, index) => index !== at))}
              />
            )}
          </li>
        ))}
      </ul>
      {reasons.length > 0 && (
        <fieldset className="mt-4">
          <legend className="text-dense font-medium">Not without a reason from this list</legend>
          <div className="flex flex-wrap gap-x-5">
            {verdicts
              .filter((one) => one.value !== '')
              .map(({ value, label }) => (
                <Checkbox
                  key={value}
                  label={label}
                  disabled={!mayEdit}
                  checked={requiredFor.includes(value as Verdict)}
                  onToggle={(on) =>
                    setRequiredFor(on ? [...requiredFor, value as Verdict] : requiredFor.filter((one) => one !== value))
                  }
                />
              ))}
          </div>
        </fieldset>
      )}
      {mayEdit && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button icon={Plus} onClick={() => setReasons([...reasons, { code: '', label: '', verdict: null }])}>
            Add a reason
          </Button>
          <Button type="submit" kind="primary" busy={act.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}
