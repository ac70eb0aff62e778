import { useState, useSyncExternalStore } from 'react'
import { useTexts } from '../texts/texts'
import { controlId, describedBy, type ControlProps } from './control'
import { LabelledFrame } from './FieldFrame'
import { type FileAnswer, isAccepted, type Transfer, useSurroundings, writeSize } from './surroundings'

const dropClass =
  'relative mt-2 flex min-h-16 flex-wrap items-center justify-center gap-x-2 rounded-md border border-dashed bg-sheet ' +
  'px-4 py-3 text-base has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent'

/** Files, each with its progress. A transfer goes on by itself after the connection was gone. */
export function FileControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const { transfers, fileBytesMax, takesFiles, forget } = useSurroundings()
  const moving = useSyncExternalStore(transfers.subscribe, () => transfers.of(path))
  const [refused, setRefused] = useState<string>()
  const [over, setOver] = useState(false)
  const files = Array.isArray(value) ? (value as FileAnswer[]) : []
  const max = field.maxBytes ?? fileBytesMax
  const left = takesFiles ? field.maxFiles - files.length - moving.length : 0
  const problem = problemAt(path) ?? refused
  const take = (list: FileList | null) => {
    setRefused(undefined)
    for (const file of [...(list ?? [])].slice(0, Math.max(0, left))) {
      if (file.size > max) setRefused(`${file.name}: ${texts.tooLarge(writeSize(max))}`)
      else if (!isAccepted(file, field.accept)) setRefused(`${file.name}: ${texts.wrongType}`)
      else transfers.start(path, file)
    }
  }
  return (
    <LabelledFrame field={field} path={path} problem={problem} required={required}>
      <p className="mb-2 text-sm text-ink-2" hidden={!takesFiles}>
        {field.accept.length > 0 && `${texts.fileTypes(field.accept.map(shortType).join(', '))} `}
        {texts.fileLimit(writeSize(max))}
      </p>
      <ul className="grid gap-2">
        {files.map((file) => (
          <Row key={file.id} name={file.name ?? file.id} note={file.size === undefined ? '' : writeSize(file.size)}>
            <span className="text-sm text-ink-2">{file.status === 'quarantined' ? texts.beingChecked : ''}</span>
            {takesFiles && (
              <Remove
                name={file.name ?? ''}
                onClick={() => {
                  forget(file)
                  onChange(files.filter((one) => one.id !== file.id))
                }}
              />
            )}
          </Row>
        ))}
        {moving.map((transfer) => (
          <Moving key={transfer.key} transfer={transfer} onCancel={() => transfers.cancel(path, transfer.key)} />
        ))}
      </ul>
      {left > 0 && (
        <div
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            take(event.dataTransfer.files)
          }}
          className={`${dropClass} ${over ? 'border-accent bg-accent/8' : 'border-ink-3'}`}
        >
          <input
            id={controlId(path)}
            type="file"
            multiple={field.maxFiles > 1}
            accept={field.accept.join(',') || undefined}
            aria-invalid={problem ? true : undefined}
            aria-required={required || undefined}
            aria-describedby={describedBy(field, path, problem)}
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <span aria-hidden="true" className="font-semibold text-accent underline underline-offset-2">
            {field.maxFiles > 1 ? texts.chooseFiles : texts.chooseFile}
          </span>
          <span aria-hidden="true" className="text-ink-2">
            {texts.dropFiles}
          </span>
        </div>
      )}
    </LabelledFrame>
  )
}

function Moving({ transfer, onCancel }: { transfer: Transfer; onCancel: () => void }) {
  const texts = useTexts()
  const percent = transfer.size === 0 ? 100 : Math.floor((100 * transfer.sent) / transfer.size)
  return (
    <Row name={transfer.name} note={writeSize(transfer.size)}>
      <span role="status" className={`text-sm ${transfer.state === 'failed' ? 'text-failed' : 'text-ink-2'}`}>
        {transfer.state === 'failed' && (transfer.because ?? texts.uploadFailed)}
        {transfer.state === 'waiting' && texts.uploadWaiting}
        {transfer.state === 'sending' && texts.uploading(percent)}
      </span>
      <Remove name={transfer.name} onClick={onCancel} />
      {transfer.state !== 'failed' && (
        <progress
          aria-label={transfer.name}
          max={100}
          value={percent}
          className={`h-1.5 w-full basis-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent
            [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent`}
        />
      )}
    </Row>
  )
}

function Row({ name, note, children }: { name: string; note: string; children: React.ReactNode }) {
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-sheet px-3 py-2">
      <span className="min-w-0 flex-1 basis-40 text-base wrap-anywhere">
        {name} <span className="text-sm text-ink-2">{note}</span>
      </span>
      {children}
    </li>
  )
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const texts = useTexts()
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-10 px-2 text-sm text-failed underline underline-offset-2 print:hidden"
    >
      {texts.remove}
      <span className="sr-only"> {name}</span>
    </button>
  )
}

/** `application/pdf` → `PDF`: what people call it. */
const shortType = (type: string) =>
  type.endsWith('/*') ? type.slice(0, -2) : (type.split(/[./]/).at(-1) ?? type).replace(/^x-/, '').toUpperCase()
