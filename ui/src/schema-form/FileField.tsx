import { Upload } from 'lucide-react'
import { use, useRef, useState } from 'react'
import { post, query } from '../api/http'
import { Button } from '../ui/Button'
import { toastFailed } from '../ui/Toast'
import { Surroundings } from './context'
import type { FieldProps } from './SchemaField'
import { TextField } from './TextFields'

const isId = (value: unknown): value is string => typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)

/** A file by its id, or one from the disk that is uploaded and gets one. */
export function FileField(props: FieldProps) {
  const { readOnly } = use(Surroundings)
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      const { id } = await post<{ id: string }>(query('/api/files', { name: file.name }), file)
      setName(file.name)
      props.onChange(id)
    } catch (error) {
      toastFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-1.5">
      <TextField {...props} />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" icon={Upload} busy={busy} disabled={readOnly} onClick={() => input.current?.click()}>
          Choose from the disk
        </Button>
        {name && <span className="text-dense text-ink-2">{name}</span>}
        {isId(props.value) && (
          <a href={`/api/files/${props.value}`} download className="text-dense text-accent pointer-coarse:py-3">
            Download it
          </a>
        )}
      </div>
      <input ref={input} type="file" hidden aria-hidden onChange={(event) => void send(event.target.files?.[0])} />
    </div>
  )
}
