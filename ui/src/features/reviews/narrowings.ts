import { sentenceOf } from '../../lib/text'

/** Filters that come with a link, from a number of the overview to the list behind it. */
export const narrowings = [
  'verdict',
  'late',
  'person',
  'likelyLate',
  'onTime',
  'firstPass',
  'disputed',
  'age',
  'reason',
  'days',
  'label',
] as const

export type Narrowing = (typeof narrowings)[number]

const ages: Record<string, string> = {
  today: 'under a day old',
  days: '1 to 3 days old',
  week: '3 to 7 days old',
  older: 'over a week old',
}

export function sayNarrowing(name: Narrowing, value: string): string {
  switch (name) {
    case 'verdict':
      return sentenceOf(value).toLowerCase()
    case 'late':
      return 'late'
    case 'likelyLate':
      return 'likely to be late'
    case 'person':
      return 'one reviewer'
    case 'onTime':
      return value === 'true' ? 'on time' : 'too late'
    case 'firstPass':
      return 'approved at first'
    case 'disputed':
      return 'readers disagreed'
    case 'age':
      return ages[value] ?? value
    case 'reason':
      return `reason: ${value}`
    case 'days':
      return `decided in ${value} days`
    case 'label':
      return `label: ${value}`
  }
}
