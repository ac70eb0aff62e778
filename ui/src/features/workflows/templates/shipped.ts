import type { EdgeDefinition, NodeDefinition, WorkflowDefinition } from '../../../graph/model/definition'
import type { Template } from './templates'

const node = (id: string, type: string, name: string, x: number, y: number, config: NodeDefinition['config'] = {}, parent?: string) => ({
  id, type, name, config, position: { x: x * 272, y: y * 112 }, ...(parent ? { parent } : {}),
})

/** "a>b" or "a.port>b". */
const ways = (...texts: string[]): EdgeDefinition[] =>
  texts.map((text) => {
    const [from = '', to = ''] = text.split('>')
    const [id = '', port = 'out'] = from.split('.')
    return { id: `${id}-${port}-${to}`, from: id, fromPort: port, to }
  })

const draw = (nodes: NodeDefinition[], edges: EdgeDefinition[], note: string): WorkflowDefinition => ({
  nodes,
  edges,
  settings: {},
  layout: { notes: [{ id: 'note1', text: note, x: 0, y: -232, width: 420, height: 150, colour: 'yellow' }], groups: [] },
})

const collection = draw(
  [
    node('quarterly', 'ScheduleTrigger', 'Each quarter', 0, 0, { cron: '0 9 1 1,4,7,10 *' }),
    node('manual', 'ManualTrigger', 'Start by hand', 0, 1),
    node('ask', 'SendForm', 'Ask the suppliers', 1, 0.5, {
      formId: '', recipients: '{{ $vars.suppliers }}', waitFor: 'all', deadline: 'P14D', reminders: ['P7D', 'P12D'],
      message: 'Please send us your figures for the quarter.',
    }),
    node('each', 'Loop', 'Each answer', 2, 0.5, { items: '{{ $input.responses }}', concurrency: 10 }),
    node('check', 'DataValidator', 'Find outliers', 2, 2, {
      outliers: [{ field: 'total', k: 3, history: '{{ $vars.history }}' }],
    }, 'each'),
    node('unusual', 'Conditional', 'Unusual?', 3, 2, { condition: '{{ $count($input.validation.outliers) > 0 }}' }, 'each'),
    node('review', 'Review', 'Look at it', 4, 2, { queue: 'figures', title: '{{ $item.recipient.name }}', dueIn: 'P3D' }, 'each'),
    node('figure', 'DataMapper', 'Accepted figure', 5, 2.5, {
      mapping: { supplier: '{{ $item.recipient.reference }}', total: '{{ $input.answers.total }}' },
    }, 'each'),
    node('totals', 'Aggregator', 'Totals', 3, 0.5, {
      items: '{{ $input }}', measures: [{ field: 'total', function: 'sum', as: 'total' }],
    }),
    node('export', 'FileExport', 'As a file', 4, 0.5, { rows: '{{ $steps.each }}', format: 'csv', fileName: 'figures.csv' }),
  ],
  ways('quarterly>ask', 'manual>ask', 'ask>each', 'each>totals', 'totals>export', 'check>unusual', 'unusual.true>review',
    'unusual.false>figure', 'review.approved>figure'),
  '## Collect figures from suppliers\n\nChoose **your form** in the step that asks, and write the addresses into the variable `suppliers`.',
)

const approval = draw(
  [
    node('sent', 'FormTrigger', 'A request is sent in', 0, 0, { formId: '' }),
    node('large', 'Conditional', 'Above 1,000?', 1, 0, { condition: '{{ $input.answers.amount > 1000 }}' }),
    node('approve', 'Review', 'Approve', 2, -0.5, {
      queue: 'approvals', title: '{{ $trigger.answers.title }}', requiredApprovals: 2, dueIn: 'P2D',
    }),
    node('yes', 'SendEmail', 'Tell: approved', 3, 0, {
      to: '{{ $trigger.answers.email }}', subject: 'Your request is approved', text: 'You can go ahead.',
    }),
    node('no', 'SendEmail', 'Tell: not approved', 3, -1, {
      to: '{{ $trigger.answers.email }}', subject: 'Your request was not approved', text: '{{ $steps.approve.review.comment }}',
    }),
  ],
  ways('sent>large', 'large.true>approve', 'large.false>yes', 'approve.approved>yes', 'approve.rejected>no', 'approve.changesRequested>no'),
  '## Approve requests\n\nSmall amounts pass by themselves; larger ones need **two people**. Choose the form first.',
)

const nightly = draw(
  [
    node('night', 'ScheduleTrigger', 'Every night', 0, 0, { cron: '0 2 * * *' }),
    node('read', 'DatabaseQuery', 'Read the day', 1, 0, {
      connection: '', sql: 'select * from orders where day = current_date - 1', limit: 10000,
    }),
    node('file', 'FileExport', 'As a file', 2, 0, { rows: '{{ $input.rows }}', format: 'csv', fileName: 'orders.csv' }),
    node('tell', 'SendEmail', 'Tell who needs it', 3, 0, {
      to: 'reports@example.org', subject: 'Orders of yesterday', text: 'The file is ready: {{ $input.url }}',
    }),
  ],
  ways('night>read', 'read>file', 'file>tell'),
  '## Export every night\n\nChoose a **connection** and write your query; then say who is told.',
)

const intake = draw(
  [
    node('hook', 'WebhookTrigger', 'A record arrives', 0, 0, { path: 'records', method: 'POST', respond: 'immediately' }),
    node('check', 'DataValidator', 'Is it complete?', 1, 0, {
      data: '{{ $input.body }}', schema: { type: 'object', required: ['id', 'amount'], properties: { amount: { type: 'number' } } },
    }),
    node('sound', 'Conditional', 'Sound?', 2, 0, { condition: '{{ $input.validation.valid }}' }),
    node('store', 'DatabaseWrite', 'Store it', 3, -0.5, {
      connection: '', table: 'records', operation: 'upsert', key: ['id'], rows: '{{ [$trigger.body] }}',
    }),
    node('tell', 'Notify', 'Somebody looks', 3, 0.5, {
      role: 'operator', subject: 'A record was refused', text: '{{ $string($trigger.body) }}',
    }),
  ],
  ways('hook>check', 'check>sound', 'sound.true>store', 'sound.false>tell'),
  '## Take in records from another system\n\nEach is checked before it is stored; what is not sound is shown to an **operator**.',
)

const onboarding = draw(
  [
    node('sent', 'FormTrigger', 'Somebody is hired', 0, 0.5, { formId: '' }),
    node('account', 'ApiCall', 'Open the account', 1, 0, {
      method: 'POST', url: 'https://directory.example.org/users', body: '{{ $trigger.answers }}',
    }),
    node('desk', 'Review', 'Desk and badge ready', 1, 1, { queue: 'facilities', title: '{{ $trigger.answers.name }}', dueIn: 'P5D' }),
    node('ready', 'Merge', 'Both done', 2, 0.5, { mode: 'combine' }),
    node('welcome', 'SendEmail', 'Welcome', 3, 0.5, {
      to: '{{ $trigger.answers.email }}', subject: 'Welcome', text: 'Everything is ready for your first day.',
    }),
    node('month', 'Wait', 'After a month', 4, 0.5, { duration: 'P30D' }),
    node('ask', 'SendForm', 'How is it going?', 5, 0.5, {
      formId: '', recipients: '{{ [{ "email": $trigger.answers.email }] }}', waitFor: 'all', deadline: 'P14D',
    }),
  ],
  ways('sent>account', 'sent>desk', 'account>ready', 'desk.approved>ready', 'ready>welcome', 'welcome>month', 'month>ask'),
  '## Welcome a new colleague\n\nTwo things happen at once; the welcome is sent when **both** are done.',
)

const quality = draw(
  [
    node('weekly', 'ScheduleTrigger', 'Every Monday', 0, 0, { cron: '0 7 * * 1' }),
    node('fetch', 'ApiCall', 'Fetch the measurements', 1, 0, { method: 'GET', url: 'https://api.example.org/measurements' }),
    node('bad', 'Filter', 'Out of range', 2, 0, { items: '{{ $input.body.items }}', condition: 'value < 0 or value > 100' }),
    node('sum', 'Aggregator', 'By site', 3, 0, {
      items: '{{ $input }}', groupBy: ['site'], measures: [{ field: 'value', function: 'count', as: 'faults' }],
    }),
    node('any', 'Conditional', 'Anything?', 4, 0, { condition: '{{ $count($input) > 0 }}' }),
    node('report', 'SendEmail', 'Send the report', 5, 0, {
      to: 'quality@example.org', subject: 'Measurements out of range', text: '{{ $string($steps.sum, true) }}',
    }),
  ],
  ways('weekly>fetch', 'fetch>bad', 'bad>sum', 'sum>any', 'any.true>report'),
  '## Watch the quality of data\n\nNothing is sent in weeks in which **nothing** is out of range.',
)

const shipped = (id: string, name: string, description: string, definition: WorkflowDefinition): Template => ({
  id, name, description, definition, own: false,
})

/** What everyone can begin from. What is particular to an organisation, such as the form, is left to choose. */
export const shippedTemplates: readonly Template[] = [
  shipped('collection', 'Supplier collection', 'A form goes to many suppliers; unusual ones are reviewed, all are added up.', collection),
  shipped('approval', 'Approval with two pairs of eyes', 'Requests come in by a form; large ones need two approvals.', approval),
  shipped('nightly', 'Nightly export', 'A query every night, as a file for those who need it.', nightly),
  shipped('intake', 'Intake from another system', 'A webhook takes records, checks each, stores the sound ones.', intake),
  shipped('onboarding', 'Welcome a colleague', 'Account and desk at the same time, a welcome, and a question after a month.', onboarding),
  shipped('quality', 'Weekly data check', 'Counts measurements that are out of range, and reports when there are any.', quality),
]
