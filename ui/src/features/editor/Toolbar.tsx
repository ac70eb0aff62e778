import {
  Activity, Check, CloudOff, Ellipsis, FlaskConical, History, ListTree, Play, Redo2, RefreshCw, TriangleAlert, Undo2, UploadCloud,
} from 'lucide-react'
import type { Workflow } from '../../api/workflows'
import { Button, IconButton } from '../../ui/Button'
import { Menu, MenuLine } from '../../ui/Menu'
import { Pill } from '../../ui/Pill'
import type { EditorCommand } from './commands/context'
import { act, useDraft } from './draft/store'
import { shownKeys } from './commands/keys'
import { CommandItem } from './menus/CommandItems'
import { AlsoHere } from './presence/AlsoHere'
import { useTrials } from './trial/trial'

const nameLook =
  'h-8 w-full max-w-md truncate rounded-field border border-transparent bg-transparent px-1.5 font-semibold hover:border-line ' +
  'pointer-coarse:h-11'

const menu = [
  'insert', 'undo', 'redo', 'note', 'group', 'tidy', 'fit', 'find', 'outline', 'history', 'past', 'runs', 'try-all', 'forget', 'settings',
  'paste', 'export', 'template', 'offline', 'unpublish',
]

interface ToolbarProps {
  commands: readonly EditorCommand[]
  publishing: boolean
  workflow: Workflow
}

export function Toolbar({ commands, publishing, workflow }: ToolbarProps) {
  const name = useDraft((state) => state.graph.name)
  const editable = useDraft((state) => state.editable)
  const trying = useTrials(({ busy }) => busy !== null && busy.nodeId === null)
  const { unpublished = null, hasUnpublishedChanges: changed } = workflow
  const published = workflow.published?.version ?? null
  const command = (id: string) => commands.find((one) => one.id === id)!
  const press = (id: string) => {
    const one = command(id)
    const keys = one.keys[0]
    return { disabled: one.disabled !== null, onClick: one.run, ...(keys ? { shortcut: shownKeys(keys) } : {}) }
  }
  return (
    <div
      role="toolbar"
      aria-label="Workflow"
      className="flex min-h-12 flex-wrap items-center gap-1.5 border-b border-line bg-sheet px-3 py-1.5"
    >
      <h1 className="min-w-20 flex-1 md:basis-40">
        <input
          aria-label="Name of the workflow"
          value={name}
          readOnly={!editable}
          maxLength={200}
          onChange={(event) => act('Rename the workflow', [{ type: 'rename', name: event.target.value }], 'name')}
          className={nameLook}
        />
      </h1>
      <AlsoHere />
      <SyncState />
      {published === null ? (
        <Pill tone="neutral" icon={unpublished === null ? History : CloudOff} className="max-md:hidden">
          {unpublished === null ? 'Never published' : `v${unpublished} is unpublished`}
        </Pill>
      ) : (
        <Pill tone={changed ? 'attention' : 'done'} icon={changed ? TriangleAlert : Check} className="max-md:hidden">
          {changed ? `Differs from v${published}` : `v${published} is live`}
        </Pill>
      )}
      <span className="flex items-center max-md:hidden">
        <IconButton icon={Undo2} label={command('undo').name} {...press('undo')} />
        <IconButton icon={Redo2} label={command('redo').name} {...press('redo')} />
        <IconButton icon={ListTree} label="Outline" {...press('outline')} />
        <IconButton icon={History} label="History" {...press('history')} />
        <IconButton icon={Activity} label={command('runs').name} {...press('runs')} />
      </span>
      <Menu trigger={<IconButton icon={Ellipsis} label="More commands" />}>
        {menu.map((id) => (
          <CommandItem key={id} command={command(id)} />
        ))}
        <MenuLine />
        <CommandItem command={command('keys')} />
      </Menu>
      <Button
        icon={FlaskConical}
        busy={trying}
        title={command('try-all').disabled ?? 'Try the whole draft: nothing is sent or written unless you say so'}
        className="max-md:hidden"
        {...press('try-all')}
      >
        Try
      </Button>
      <Button icon={Play} title={command('run').disabled ?? undefined} {...press('run')}>
        Run
      </Button>
      <Button kind="primary" icon={UploadCloud} busy={publishing} title={command('publish').disabled ?? undefined} {...press('publish')}>
        Publish
      </Button>
    </div>
  )
}

const words = {
  saved: { text: 'Saved', icon: Check, look: 'text-ink-3' },
  saving: { text: 'Saving…', icon: RefreshCw, look: 'text-ink-2' },
  offline: { text: 'Not saved yet: no connection', icon: CloudOff, look: 'text-attention' },
  refused: { text: 'The last change was refused', icon: TriangleAlert, look: 'text-failed' },
}

function SyncState() {
  const sync = useDraft((state) => (state.sync === 'saved' && state.pending.length > 0 ? 'saving' : state.sync))
  const { text, icon: Icon, look } = words[sync]
  return (
    <span role="status" className={`flex items-center gap-1.5 text-dense md:px-2 ${look}`}>
      <Icon size={15} aria-hidden className={sync === 'saved' ? 'max-md:hidden' : ''} />
      <span className={sync === 'saved' || sync === 'saving' ? 'max-md:sr-only' : ''}>{text}</span>
    </span>
  )
}
