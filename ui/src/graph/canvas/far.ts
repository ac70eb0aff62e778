import { createContext } from 'react'

/** Below this zoom words cannot be read: cards are blocks of colour, and lines are one drawing. */
const farZoom = 0.42
const nearZoom = 0.5

/** With a gap between, so that zooming around the border does not draw everything anew at each step. */
export const isFar = (zoom: number, wasFar: boolean) => zoom < (wasFar ? nearZoom : farZoom)

/** From this many steps on, only those in sight are in the page, and those far away are simplified. */
export const manyCount = 80

/** Whether the canvas is seen from afar. */
export const Far = createContext(false)
