import { EditorView } from '@codemirror/view'
import { pathType } from '../ui/data/paths'

/** A field dragged from the data goes where it is let go: by its path within an expression, in braces beside one. */
export const droppedFields = (bare: boolean) =>
  EditorView.domEventHandlers({
    drop(event, view) {
      const path = event.dataTransfer?.getData(pathType)
      if (!path || view.state.readOnly) return false
      event.preventDefault()
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length
      const before = view.state.sliceDoc(0, at)
      const inside = bare || before.lastIndexOf('{{') > before.lastIndexOf('}}')
      const insert = inside ? path : `{{ ${path} }}`
      view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length } })
      view.focus()
      return true
    },
  })
