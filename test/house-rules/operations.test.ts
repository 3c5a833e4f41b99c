import { describe, expect, it } from 'vitest'
import { anchorsOf } from './documents.ts'
import { textOf } from './repository.ts'

describe('the runbook', () => {
  const runbook = textOf('docs/runbook.md')

  it('explains every event that the functions may log', () => {
    const events = eventsOf(textOf('shared/runtime/journal-event.ts'))
    expect(events).toContain('reissue.accepted')
    expect(events.filter((event) => !runbook.includes(`\`${event}\``))).toEqual([])
  })

  it('sends nobody to a section that is not there', () => {
    const sections = sectionsNamedIn(runbook)
    expect(sections.length).toBeGreaterThan(10)
    expect(sections.filter((section) => !isHeading(section, runbook))).toEqual([])
  })

  it('would be refused without an event, or with the name of a section that is gone', () => {
    expect(eventsOf("| { event: 'a.b' | 'c-d.e'; why: 'over' }")).toEqual(['a.b', 'c-d.e'])
    expect(sectionsNamedIn('Many: see "SMS are late". It says "no".')).toEqual(['SMS are late'])
    expect(isHeading('SMS are late', '## SMS are never late')).toBe(false)
  })
})

describe('the page on election.json', () => {
  const page = textOf('docs/election.md')

  it('explains every field of the file', () => {
    const fields = fieldsOf(JSON.parse(textOf('election.json')))
    expect(fields).toContain('ballots[].title')
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([])
  })

  it('would be refused without a field', () => {
    const election = {
      title: '',
      dates: { opensAt: '' },
      ballots: [{ id: '' }, { id: '' }],
      zones: ['FR'],
    }
    expect(fieldsOf(election)).toEqual(['title', 'dates.opensAt', 'ballots[].id', 'zones'])
  })
})

function eventsOf(journal: string): string[] {
  return [...journal.matchAll(/'([a-z-]+(?:\.[a-z-]+)+)'/g)].map(([, event = '']) => event)
}

function sectionsNamedIn(text: string): string[] {
  return [...text.matchAll(/\bsee "([^"]+)"/gi)].map(([, section = '']) => section)
}

function isHeading(section: string, text: string): boolean {
  const [anchor = ''] = anchorsOf(`# ${section}`)
  return anchorsOf(text).includes(anchor)
}

/** `a.b` of an object in an object, `a[].b` of objects in a list. */
function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap(fieldsOf).map((field) => `[]${field && `.${field}`}`))]
  }
  if (typeof value !== 'object' || value === null) return ['']
  return Object.entries(value).flatMap(([name, held]) =>
    fieldsOf(held).map((field) => {
      if (field === '' || field === '[]') return name
      return field.startsWith('[]') ? `${name}${field}` : `${name}.${field}`
    }),
  )
}
