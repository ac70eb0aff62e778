import type { DragEvent } from 'react'

/** What a dragged field carries beside its text: the path by which expressions name it. */
export const pathType = 'application/x-concertmaster-path'

const plain = /^[A-Za-z_]\w*$/

/** The path of a field within a value: `$input.lines[0].`unit price``. */
export const pathOf = (from: string, key: string, inList: boolean) =>
  inList ? `${from}[${key}]` : `${from}.${plain.test(key) ? key : `\`${key.replaceAll('`', '')}\``}`

/** A field can be taken by the mouse where it is known how expressions name it. */
export const dragOf = (path: string | undefined) =>
  path === undefined
    ? {}
    : {
        draggable: true,
        title: path,
        onDragStart: (event: DragEvent) => {
          event.stopPropagation()
          event.dataTransfer.setData(pathType, path)
          event.dataTransfer.setData('text/plain', `{{ ${path} }}`)
          event.dataTransfer.effectAllowed = 'copy'
        },
      }
