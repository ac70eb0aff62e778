import type { FormTemplate } from '../../api/forms'
import { SkeletonRows } from '../../ui/Skeleton'

/** In the place of a template: a definition that somebody has. */
export const ofFile = 'file'

interface TemplateCardsProps {
  templates: FormTemplate[]
  isPending: boolean
  /** Null is the empty page. */
  chosen: string | null
  onChoose: (id: string | null) => void
}

export function TemplateCards({ templates, isPending, chosen, onChoose }: TemplateCardsProps) {
  return (
    <fieldset>
      <legend className="text-dense font-medium">Begin with</legend>
      <div className="mt-1 grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        <Card
          name="An empty page"
          about="Add fields from the palette."
          checked={chosen === null}
          onChoose={() => onChoose(null)}
        />
        <Card
          name="A file"
          about="A form that was exported, or a JSON Schema of any draft."
          checked={chosen === ofFile}
          onChoose={() => onChoose(ofFile)}
        />
        {templates.map((one) => (
          <Card
            key={one.id}
            name={one.name}
            about={one.description}
            size={`${one.fields} fields on ${one.pages} pages`}
            checked={chosen === one.id}
            onChoose={() => onChoose(one.id)}
          />
        ))}
      </div>
      {isPending && <SkeletonRows />}
    </fieldset>
  )
}

interface CardProps {
  name: string
  about: string
  size?: string
  checked: boolean
  onChoose: () => void
}

const look =
  'flex cursor-pointer gap-3 rounded-card border border-line p-3 hover:border-accent ' +
  'has-checked:border-accent has-checked:bg-accent-soft'

function Card({ name, about, size, checked, onChoose }: CardProps) {
  return (
    <label className={look}>
      <input
        type="radio"
        name="template"
        checked={checked}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{name}</span>
        <span className="text-dense text-ink-2">{about}</span>
        {size && <span className="mt-auto pt-1 text-dense text-ink-2">{size}</span>}
      </span>
    </label>
  )
}
