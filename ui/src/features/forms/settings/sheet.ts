/** Settings where there is no room for them beside the form: a sheet from below. */
export const sheetLook =
  'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:rounded-t-card max-lg:border-t max-lg:shadow-float'

/** Its head, which stays while the settings are scrolled. */
export const headLook =
  'sticky top-0 z-10 flex items-center bg-sheet max-lg:-mx-4 max-lg:border-b max-lg:border-line max-lg:px-4 max-lg:py-1.5'
