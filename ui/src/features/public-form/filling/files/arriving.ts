import type { Draft } from '../../../../form-view/answers'
import type { FileAnswer } from '../../../../form-view/controls/surroundings'
import { partsOf } from '../../../../form-view/problems'

/** The question that a file was chosen for, and its answer with that file: in itself, or in a column of one of its rows. */
export function answerWithFile(draft: Draft, path: string, file: FileAnswer): [name: string, answer: unknown] {
  const [name = '', row, column] = partsOf(path)
  const answer = draft[name]
  if (row === undefined || column === undefined) return [name, withFile(answer, file)]
  const rows = Array.isArray(answer) ? (answer as Draft[]) : [{}]
  return [
    name,
    rows.map((one, at) => (at === Number(row) ? { ...one, [column]: withFile(one[column], file) } : one)),
  ]
}

const withFile = (answer: unknown, file: FileAnswer): FileAnswer[] => [
  ...(Array.isArray(answer) ? (answer as FileAnswer[]) : []),
  file,
]
