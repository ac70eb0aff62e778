import { createContext } from 'react'

/** Asks what follows a step by one of its ports; null where the canvas is only to be looked at. */
export const WhatNext = createContext<((nodeId: string, port: string) => void) | null>(null)
