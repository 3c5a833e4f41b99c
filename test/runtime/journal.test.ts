import { afterEach, describe, expect, it, vi } from 'vitest'
import { journal, nameOf } from '../../shared/runtime/journal.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('the journal', () => {
  it('prints one line of JSON an event, with its instant', () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T09:00:00Z') })
    const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    journal({ event: 'reissue.accepted', reissueId: 'reissue-1', territory: 'FR' })
    journal({ event: 'sms.waits-for-mail', reissueId: 'line\nbreak' })
    const lines = print.mock.calls.map(([line]) => line as string)
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        at: '2026-11-25T09:00:00.000Z',
        event: 'reissue.accepted',
        reissueId: 'reissue-1',
        territory: 'FR',
      },
      {
        at: '2026-11-25T09:00:00.000Z',
        event: 'sms.waits-for-mail',
        reissueId: 'line\nbreak',
      },
    ])
    // The alarms' filters read only lines that are pure JSON.
    expect(lines.every((line) => /^\{[^\n]*\}\n$/.test(line))).toBe(true)
  })

  it('has no field for a phone number, nor for anything it does not know', () => {
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    // @ts-expect-error the event has no such field
    journal({ event: 'reissue.accepted', reissueId: 'reissue-1', phone: '+33612345678' })
    // @ts-expect-error there is no such event
    journal({ event: 'phone.seen' })
    expect(process.stdout.write).toHaveBeenCalledTimes(2)
  })

  it('says of an exception its class and never its message', () => {
    class ValidationException extends Error {
      override name = 'ValidationException'
    }
    expect(nameOf(new ValidationException('+33612345678'))).toBe('ValidationException')
    expect(nameOf('+33612345678')).toBe('unknown')
    expect(nameOf({ name: '+33612345678' })).toBe('unknown')
    expect(nameOf(undefined)).toBe('unknown')
  })
})
