/** A panel beside the canvas, or from below on a phone. */
export const sideLook =
  'flex w-90 shrink-0 flex-col border-l border-line bg-sheet max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 ' +
  'max-md:h-[70dvh] max-md:w-full max-md:border-t max-md:shadow-float'
