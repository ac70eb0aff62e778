import type { NodeType } from '../../../api/nodes'
import type { NodeDefinition } from '../../../graph/model/definition'
import { outPorts, portLabel } from '../../../graph/model/catalogue'
import { gives, takes } from '../../../graph/ports/ports'
import { Button } from '../../../ui/Button'
import { Markdown } from '../../../ui/data/markdown/Markdown'
import { configure } from '../acts'
import { useDraft } from '../draft/store'

/** What the type says of itself, with worked examples that can be taken over. */
export function About({ node, type }: { node: NodeDefinition; type: NodeType }) {
  const editable = useDraft((state) => state.editable)
  return (
    <div className="flex flex-col gap-4 p-4">
      <p>{type.description}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-dense">
        {!type.isTrigger && <Flowing name="Takes" words={takes(type)} />}
        {outPorts(node, type).map((port, _, all) => (
          <Flowing key={port} name={all.length > 1 ? `Gives, ${portLabel(port)}` : 'Gives'} words={gives(node, type, port)} />
        ))}
      </dl>
      <Markdown text={type.documentation} />
      {type.examples.map((example) => (
        <div key={example.title} className="rounded-field border border-line p-3">
          <p className="font-medium">{example.title}</p>
          <pre className="mt-1 overflow-auto font-mono text-xs whitespace-pre-wrap text-ink-2">
            {JSON.stringify(example.config, null, 2)}
          </pre>
          <Button
            size="small"
            className="mt-2"
            disabled={!editable}
            onClick={() => configure(node.id, example.config, `all from “${example.title}”`)}
          >
            Use these settings
          </Button>
        </div>
      ))}
    </div>
  )
}

const Flowing = ({ name, words }: { name: string; words: string }) => (
  <>
    <dt className="text-ink-2">{name}</dt>
    <dd className="wrap-anywhere">{words}</dd>
  </>
)
