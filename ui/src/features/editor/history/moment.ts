/** A state of the past; compared with the draft, or with a published version. */
export type Moment = ({ kind: 'event'; at: number } | { kind: 'version'; number: number }) & { against?: number }
