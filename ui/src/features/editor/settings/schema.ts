import type { JsonSchema } from '../../../api/nodes'

/** WorkflowSettings of src/ConcertMaster/Workflows/WorkflowContracts.cs; limits as in Definitions/SettingsProblems.cs. */
export const settingsSchema = (schedules: boolean): JsonSchema => ({
  type: 'object',
  properties: {
    concurrencyMax: {
      type: 'integer', minimum: 1, maximum: 10_000, title: 'Runs at once', 'x-literal': true, 'x-order': 1,
      description: 'Further runs stand in line. Empty: as many as come; with a line of its own for each key: one.',
    },
    concurrencyKey: {
      type: 'string', title: 'A line of its own for each', 'x-widget': 'expression', 'x-order': 2,
      description: 'An expression over the input of the run, such as body.supplier. Runs with the same value share a line.',
    },
    priority: {
      type: 'integer', minimum: -100, maximum: 100, title: 'Priority in line', 'x-literal': true, 'x-order': 3,
      description: 'The highest goes first, among equals the one that came first. Empty: 0.',
    },
    timeoutSeconds: {
      type: 'number', minimum: 0, title: 'A run may take', 'x-literal': true, 'x-order': 4,
      description: 'Seconds, not counting those in line; then the run fails. Empty: as long as it takes.',
    },
    ...(schedules
      ? {
          missedRuns: {
            type: 'string', enum: ['once', 'all', 'skip'], default: 'once', title: 'Times the schedule has missed',
            'x-literal': true, 'x-order': 5,
            description: 'While nothing ran: once makes up for the last of them, all for each, skip for none.',
          },
        }
      : {}),
    errorWorkflow: {
      type: 'string', title: 'When a run fails, start', 'x-widget': 'workflow', 'x-order': 6,
      description: 'It is given what went wrong, where, and in which run.',
    },
    vars: {
      type: 'object', title: 'Values for expressions', 'x-widget': 'keyValue', 'x-order': 7,
      description: 'Read as $vars.name in every step.',
    },
  },
})
