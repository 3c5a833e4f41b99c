import { describe, expect, it } from 'vitest'
import { textOf } from './repository.ts'

describe('the runbook', () => {
  const runbook = textOf('docs/runbook.md')

  it('explains every event that the functions may log', () => {
    const events = eventsOf(textOf('shared/runtime/journal-event.ts'))
    expect(events).toContain('reissue.accepted')
    expect(events.filter((event) => !runbook.includes(`\`${event}\``))).toEqual([])
  })

  it('asks nobody for a command of AWS, or for a variable', () => {
    expect(runbook).not.toMatch(/\baws [a-z]|\$[A-Z_]{3,}/)
  })
})

describe('the page on election.json', () => {
  const page = textOf('docs/election.md')

  it('explains every field of the file', () => {
    const fields = fieldsOf(JSON.parse(textOf('election.json')))
    expect(fields).toContain('ballots[].title')
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([])
  })
})

function eventsOf(journal: string): string[] {
  return [...journal.matchAll(/'([a-z-]+(?:\.[a-z-]+)+)'/g)].map(([, event = '']) => event)
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
