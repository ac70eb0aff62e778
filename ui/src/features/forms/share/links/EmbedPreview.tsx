import { Eye } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMakeTest } from '../../../../api/forms'
import { Button } from '../../../../ui/Button'
import { toastFailed } from '../../../../ui/Toast'

/**
 * The form in a frame, as high as it says it is. A test link stands in for the open one, which would begin an answer each
 * time that somebody looks.
 */
export function EmbedPreview({ formId }: { formId: string }) {
  const test = useMakeTest(formId)
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(480)
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      const told = event.data as { type?: string; height?: number } | null
      if (event.source === frame.current?.contentWindow && told?.type === 'concertmaster:height') setHeight(told.height ?? 480)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])
  if (!test.data)
    return (
      <Button icon={Eye} busy={test.isPending} onClick={() => test.mutate(undefined, { onError: toastFailed })}>
        Show it here
      </Button>
    )
  return (
    <iframe
      ref={frame}
      title="Preview"
      src={new URL(test.data.url).pathname}
      style={{ height }}
      className="w-full rounded-card border border-line"
    />
  )
}
