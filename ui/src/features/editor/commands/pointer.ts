/** Where the mouse is over the canvas, on the screen; null while it is elsewhere. Asked for, and never drawn by. */
export const pointer: { at: { x: number; y: number } | null } = { at: null }

export const followPointer = {
  onPointerMove: ({ pointerType, clientX, clientY, currentTarget, target }: React.PointerEvent) => {
    // What floats above the canvas tells of its moves here too.
    if (pointerType === 'mouse' && currentTarget.contains(target as Element)) pointer.at = { x: clientX, y: clientY }
  },
  onPointerLeave: () => {
    pointer.at = null
  },
}
