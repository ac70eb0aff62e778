import { expect, it } from 'vitest'
import type { WorkflowRow } from '../../../api/workflows'
import { csvOf } from './csv'

const row: WorkflowRow = {
  id: '1', name: 'Say "hi", Ana', status: 'draft', version: 1, publishedVersion: null, nodeCount: 3, updatedAt: '2026-11-21T10:00:00Z',
  updatedBy: '=cmd()', lastRunId: null, lastRunStatus: null, lastRunAt: null,
}

it('writes quotes, commas and would-be formulas so that they stay text', () => {
  expect(csvOf([row]).split('\r\n')[1]).toBe('"Say ""hi"", Ana",draft,,3,,,2026-11-21T10:00:00Z,\'=cmd(),1')
})
