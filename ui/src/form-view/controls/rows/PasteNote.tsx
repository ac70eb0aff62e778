import { useTexts } from '../../texts/texts'
import type { Pasted } from './paste'

/** How rows are pasted; after it was done, what became of them and how to take it back. */
export function PasteNote({ pasted, max, onUndo }: { pasted: Pasted | undefined; max: number; onUndo: () => void }) {
  const texts = useTexts()
  return (
    <div className="mt-2 text-sm text-ink-2">
      <p role="status" className="empty:hidden">
        {pasted && (
          <>
            {texts.pasted(pasted.count)}
            {pasted.unread > 0 && <span className="text-attention"> {texts.pastedUnread(pasted.unread)}</span>}
            {pasted.left > 0 && <span className="text-attention"> {texts.pastedLeft(pasted.left, max)}</span>}
          </>
        )}
      </p>
      {pasted ? (
        <button type="button" onClick={onUndo} className="min-h-10 text-accent underline underline-offset-2">
          {texts.undo}
        </button>
      ) : (
        <p>{texts.pasteHint}</p>
      )}
    </div>
  )
}
