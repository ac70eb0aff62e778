import { Ellipsis, Maximize2, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { NodeType } from '../../../api/nodes'
import { colourOf, iconOf } from '../../../graph/canvas/icons'
import { sideLook } from '../../../graph/canvas/side'
import { classes } from '../../../lib/classes'
import { besideField } from '../../../graph/check/wording'
import type { NodeDefinition } from '../../../graph/model/definition'
import { Surroundings } from '../../../schema-form/context'
import { SchemaForm } from '../../../schema-form/SchemaForm'
import { IconButton } from '../../../ui/Button'
import { DataView } from '../../../ui/data/DataView'
import { Menu } from '../../../ui/Menu'
import { Tabs } from '../../../ui/Tabs'
import { configure } from '../acts'
import type { EditorCommand } from '../commands/context'
import { act, useDraft } from '../draft/store'
import { focusStep } from '../going'
import { CommandItems, forStep } from '../menus/CommandItems'
import { OutputPane } from '../trial/OutputPane'
import { TryButtons } from '../trial/TryButtons'
import type { Results } from '../trial/useResults'
import { scopeOf } from '../trial/scope'
import { About } from './About'
import { Behaviour } from './Behaviour'
import { fromN8n } from './fromN8n'
import { focusField, useWanted } from './wanted'

interface InspectorProps {
  node: NodeDefinition
  type: NodeType | undefined
  results: Results
  commands: readonly EditorCommand[]
  /** On a small screen something else stands in its place. */
  behind: boolean
  onOpen: () => void
  onClose: () => void
}

/** What a step is set to, drawn from the schema of its type. */
export function Inspector({ node, type, results, commands, behind, onOpen, onClose }: InspectorProps) {
  const [tab, setTab] = useState('settings')
  const side = useRef<HTMLElement>(null)
  const wanted = useWanted(({ field }) => (field?.nodeId === node.id ? field.path : null))
  useEffect(() => {
    if (wanted === null || !side.current) return
    if (tab !== 'settings') return setTab('settings')
    useWanted.setState({ field: null })
    focusField(side.current, wanted)
  }, [wanted, tab])
  const tabs = [
    { value: 'settings', label: 'Settings', content: <Settings node={node} type={type} results={results} /> },
    { value: 'behaviour', label: 'Behaviour', content: <Behaviour node={node} type={type} /> },
    {
      value: 'data',
      label: 'Data',
      content: (
        <div className="flex flex-col gap-3 p-4">
          <TryButtons nodeId={node.id} results={results} />
          <h2 className="font-medium">Input</h2>
          <DataView value={results.results.get(node.id)?.step.input} label="Input" />
          <h2 className="font-medium">Output</h2>
          <OutputPane nodeId={node.id} results={results} />
        </div>
      ),
    },
    ...(type ? [{ value: 'about', label: 'About', content: <About node={node} type={type} /> }] : []),
  ]
  return (
    <aside
      ref={side}
      data-step-settings
      aria-label={`Settings of ${node.name}`}
      className={classes(sideLook, behind && 'max-md:hidden')}
    >
      <div className="flex items-center gap-2 px-3 pt-3 pb-1">
        <NameOf node={node} type={type} />
        <Menu trigger={<IconButton icon={Ellipsis} label="What can be done with the step" size="small" />}>
          <CommandItems commands={commands} ids={forStep} />
        </Menu>
        <IconButton icon={Maximize2} label="Open with input and output" shortcut="Enter" size="small" onClick={onOpen} />
        <IconButton icon={X} label="Close the settings" shortcut="Esc" size="small" onClick={onClose} />
      </div>
      <Tabs key={node.id} fill label="About this step" tabs={tabs} value={tab} onChange={setTab} />
    </aside>
  )
}

const nameLook =
  'h-8 min-w-0 flex-1 rounded-field border border-transparent bg-transparent px-1.5 font-semibold hover:border-line pointer-coarse:h-11'

export function NameOf({ node, type }: { node: NodeDefinition; type: NodeType | undefined }) {
  const editable = useDraft((state) => state.editable)
  const Icon = iconOf(type)
  return (
    <>
      <Icon size={18} aria-hidden className="shrink-0" style={{ color: colourOf(type?.category) }} />
      <input
        id="node-name"
        aria-label="Name of the step"
        value={node.name}
        readOnly={!editable}
        maxLength={200}
        onChange={(event) =>
          act(`Rename ${node.name}`, [{ type: 'renameNode', nodeId: node.id, name: event.target.value }], `name:${node.id}`)
        }
        onKeyDown={(event) => {
          // What was typed stands already; the keys go on where the step is.
          if (event.key === 'Enter' || event.key === 'Escape') focusStep(node.id)
        }}
        className={nameLook}
      />
    </>
  )
}

export function Settings({ node, type, results }: Pick<InspectorProps, 'node' | 'type' | 'results'>) {
  const { graph, problems, editable } = useDraft()
  const scope = useMemo(() => scopeOf(graph, node.id, results), [graph, node.id, results])
  const stepIds = useMemo(() => [...graph.nodes.keys()], [graph.nodes])
  const mine = problems.filter((problem) => problem.nodeId === node.id)
  const faults = new Map(
    mine.flatMap(({ path, message }) => (path ? [[path, besideField(message, node.name)] as const] : [])),
  )
  const general = mine.filter((problem) => !problem.path)
  if (!type)
    return <p className="p-4 text-ink-2">No node of type “{node.type}” is installed here. Its settings are kept as they are.</p>
  const hasFields = Object.keys(type.configSchema.properties ?? {}).length > 0
  return (
    <Surroundings value={{ scope, stepIds, readOnly: !editable, faults, config: node.config, fromN8n: fromN8n(graph) }}>
      <div className="flex flex-col gap-4 p-4">
        {general.map((problem) => (
          <p key={problem.code} className={`text-dense ${problem.severity === 'error' ? 'text-failed' : 'text-attention'}`}>
            {problem.message}
          </p>
        ))}
        {hasFields ? (
          <SchemaForm
            key={node.id}
            schema={type.configSchema}
            value={node.config}
            onChange={(config, field) => configure(node.id, config, field.label)}
          />
        ) : (
          <p className="text-ink-2">{type.description} There is nothing to set.</p>
        )}
      </div>
    </Surroundings>
  )
}
