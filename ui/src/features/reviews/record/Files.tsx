import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { type CommentFile, commentFileUrl, sendCommentFile } from '../../../api/reviews'
import { writeSize } from '../../../form-view/controls/surroundings'
import { Button, IconButton } from '../../../ui/Button'
import { toastFailed } from '../../../ui/Toast'

/** The files of a comment. */
export function FileLinks({ reviewId, files }: { reviewId: string; files: readonly CommentFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-dense">
      {files.map((file) => (
        <li key={file.id} className="flex items-center gap-1.5">
          <Paperclip size={14} aria-hidden className="shrink-0 text-ink-3" />
          {file.status === 'ready' ? (
            <a
              href={commentFileUrl(reviewId, file.id)}
              download={file.name}
              title={`SHA-256 ${file.sha256}`}
              className="min-w-0 text-accent underline underline-offset-2 wrap-anywhere"
            >
              {file.name}
            </a>
          ) : (
            <span title={`SHA-256 ${file.sha256}`} className="min-w-0 wrap-anywhere">
              {file.name ?? 'A file that was forgotten'}
            </span>
          )}
          <span className="shrink-0 text-ink-3">{writeSize(file.size)}</span>
          <WhyNotReady file={file} />
        </li>
      ))}
    </ul>
  )
}

function WhyNotReady({ file }: { file: CommentFile }) {
  if (file.status === 'quarantined') return <span className="text-attention">Being scanned</span>
  if (file.status === 'rejected') return <span className="text-failed">Refused: {file.because}</span>
  return null
}

type AttachProps = {
  reviewId: string
  files: readonly CommentFile[]
  onChange: (files: readonly CommentFile[]) => void
}

const fileCountMax = 10 // as ReviewLimits.CommentFileCountMax

/** Files for a comment that is being written; each is sent when it is chosen. */
export function AttachFiles({ reviewId, files, onChange }: AttachProps) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const send = async (chosen: readonly File[]) => {
    setBusy(true)
    let kept = files
    try {
      for (const file of chosen.slice(0, fileCountMax - files.length)) {
        kept = [...kept, await sendCommentFile(reviewId, file)]
        onChange(kept)
      }
    } catch (error) {
      toastFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        kind="quiet"
        size="small"
        icon={Paperclip}
        busy={busy}
        disabled={files.length >= fileCountMax}
        onClick={() => input.current?.click()}
      >
        Attach files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files for the comment"
        onChange={(event) => {
          void send([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {files.map((file) => (
        <span key={file.id} className="inline-flex items-center gap-1 rounded-full border border-line py-0.5 ps-3 pe-1 text-dense">
          <span className="max-w-48 truncate">{file.name}</span>
          <IconButton
            icon={X}
            size="small"
            label={`Leave out ${file.name}`}
            onClick={() => onChange(files.filter((one) => one !== file))}
          />
        </span>
      ))}
    </>
  )
}
