import type { FormDefinition } from '../../../form-view/definition'

type Template = { name: string; about: string; definition?: FormDefinition }

const tonnes = { type: 'number', minimum: 0 }

/** What a new form can begin with. */
export const templates: readonly Template[] = [
  { name: 'An empty page', about: 'Add fields from the palette.' },
  {
    name: 'Emissions of a supplier',
    about: 'Three pages: who answers, figures with units and a total, assurance.',
    definition: {
      schema: {
        type: 'object',
        required: ['supplier', 'scope1', 'scope2', 'method', 'audited'],
        properties: {
          supplier: { type: 'string', maxLength: 200 },
          contact: { type: 'string', format: 'email', maxLength: 254 },
          scope1: tonnes,
          scope2: tonnes,
          total: { type: 'number' },
          method: { type: 'string', enum: ['Measured', 'Calculated', 'Estimated'] },
          audited: { type: 'boolean' },
          auditor: { type: 'string', maxLength: 200 },
          comment: { type: 'string', maxLength: 5000 },
        },
      },
      ui: {
        pages: [
          { title: 'About you', fields: ['supplier', 'contact'] },
          { title: 'Emissions', fields: ['scope1', 'scope2', 'total', 'method'] },
          { title: 'Assurance', fields: ['audited', 'auditor', 'comment'] },
        ],
        fields: {
          supplier: { label: 'Company' },
          contact: { label: 'E-mail for questions' },
          scope1: {
            label: 'Direct emissions (scope 1)',
            unit: 't CO₂',
            help: 'Fuel burnt in what you own or control.',
          },
          scope2: { label: 'Bought energy (scope 2)', unit: 't CO₂' },
          total: { widget: 'calculated', label: 'Total', unit: 't CO₂', calculate: '$sum([scope1, scope2])' },
          method: { label: 'How were the figures found?' },
          audited: { label: 'Has somebody outside checked the figures?' },
          auditor: { label: 'Who checked them?', visibleIf: 'audited', requiredIf: 'audited' },
          comment: { label: 'Anything we should know', widget: 'longText' },
        },
      },
    },
  },
  {
    name: 'Incident report',
    about: 'What happened, when, where, and what was done about it.',
    definition: {
      schema: {
        type: 'object',
        required: ['what', 'when', 'severity'],
        properties: {
          what: { type: 'string', maxLength: 5000 },
          when: { type: 'string', format: 'date-time' },
          where: { type: 'string', maxLength: 200 },
          severity: { type: 'string', enum: ['Nobody was hurt', 'First aid', 'Medical treatment', 'Lost time'] },
          done: { type: 'string', maxLength: 5000 },
        },
      },
      ui: {
        fields: {
          what: { label: 'What happened?', widget: 'longText' },
          when: { label: 'When?' },
          where: { label: 'Where?' },
          severity: { label: 'How bad was it?' },
          done: { label: 'What has been done about it?', widget: 'longText' },
        },
      },
    },
  },
]
