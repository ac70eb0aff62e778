import { type PointerEvent, useRef, useState, useSyncExternalStore } from 'react'
import { useTexts } from '../texts/texts'
import { boxClass, controlId, type ControlProps } from './control'
import { GroupFrame } from './FieldFrame'
import { type FileAnswer, useSurroundings } from './surroundings'

const width = 600
const height = 180
const linkClass = 'min-h-10 text-base text-accent underline underline-offset-2'

/** A signature: drawn, or the name typed by those who cannot or would rather not draw. Kept as a picture. */
export function SignatureControl({ field, path, value, onChange, problemAt, required }: ControlProps) {
  const texts = useTexts()
  const { transfers, forget } = useSurroundings()
  const moving = useSyncExternalStore(transfers.subscribe, () => transfers.of(path))
  const canvas = useRef<HTMLCanvasElement>(null)
  const [typing, setTyping] = useState(false)
  const [name, setName] = useState('')
  const [drawn, setDrawn] = useState(false)
  const signed = Array.isArray(value) ? (value[0] as FileAnswer | undefined) : undefined
  const problem = problemAt(path) ?? moving.find((one) => one.state === 'failed')?.because
  const keep = (picture: HTMLCanvasElement) =>
    picture.toBlob((blob) => {
      if (!blob) return
      for (const transfer of moving) transfers.cancel(path, transfer.key)
      transfers.start(path, new File([blob], 'signature.png', { type: 'image/png' }))
    }, 'image/png')
  const again = () => {
    if (signed) forget(signed)
    setDrawn(false)
    onChange(undefined)
  }
  return (
    <GroupFrame field={field} path={path} problem={problem} required={required}>
      {signed ? (
        <p className="flex flex-wrap items-center gap-x-4 rounded-md border border-line bg-sheet px-4 py-2">
          <span className="font-semibold text-done">✓ {texts.signed}</span>
          <button type="button" onClick={again} className={linkClass}>
            {texts.signAgain}
          </button>
        </p>
      ) : typing ? (
        <input
          id={controlId(`${path}/name`)}
          aria-label={texts.signatureName}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          className={`${boxClass} border-ink-3 font-serif text-2xl italic`}
        />
      ) : (
        <canvas
          ref={canvas}
          width={width}
          height={height}
          aria-label={texts.signHere}
          role="img"
          className="w-full touch-none rounded-md border border-dashed border-ink-3 bg-white"
          {...strokes(() => setDrawn(true))}
        />
      )}
      {!signed && (
        <div className="mt-2 flex flex-wrap items-center gap-x-5">
          {(typing ? name.trim() !== '' : drawn) && moving.every((one) => one.state === 'failed') && (
            <button
              type="button"
              onClick={() => keep(typing ? written(name.trim()) : canvas.current!)}
              className="min-h-11 rounded-md border border-ink-3 px-4 text-base font-semibold hover:border-accent"
            >
              {texts.useSignature}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              setTyping(!typing)
              setDrawn(false)
            }}
            className={linkClass}
          >
            {typing ? texts.signByHand : texts.signByName}
          </button>
        </div>
      )}
    </GroupFrame>
  )
}

/** Draws where the pointer goes while it is down. */
function strokes(onDrawn: () => void) {
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) * width) / box.width,
      y: ((event.clientY - box.top) * height) / box.height,
    }
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      const pen = event.currentTarget.getContext('2d')!
      const { x, y } = point(event)
      pen.lineWidth = 3
      pen.lineCap = pen.lineJoin = 'round'
      pen.strokeStyle = '#1a1c23'
      pen.beginPath()
      pen.moveTo(x, y)
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
      const pen = event.currentTarget.getContext('2d')!
      const { x, y } = point(event)
      pen.lineTo(x, y)
      pen.stroke()
      onDrawn()
    },
  }
}

function written(name: string): HTMLCanvasElement {
  const picture = document.createElement('canvas')
  picture.width = width
  picture.height = height
  const pen = picture.getContext('2d')!
  pen.fillStyle = '#1a1c23'
  pen.font = 'italic 48px serif'
  pen.textBaseline = 'middle'
  pen.fillText(name, 24, height / 2, width - 48)
  return picture
}
