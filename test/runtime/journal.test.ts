import { afterEach, expect, it, vi } from 'vitest'
import { journal, nameOf } from '../../shared/runtime/journal.ts'

afterEach(() => void vi.restoreAllMocks())

it('the log prints each event as one line of JSON, whatever it holds', () => {
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  journal({ event: 'reissue.withdrawn', reissueId: 'line\nbreak' })
  const [line] = print.mock.calls.map(([line]) => line as string)
  expect(JSON.parse(String(line))).toMatchObject({ reissueId: 'line\nbreak' })
  // The alarms' filters read only lines that are pure JSON.
  expect(line).toMatch(/^\{[^\n]*\}\n$/)
})

it('the log accepts no phone number and no unknown event or field', () => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  // @ts-expect-error the event has no such field
  journal({ event: 'reissue.accepted', reissueId: 'reissue-1', phone: '+33612345678' })
  // @ts-expect-error there is no such event
  journal({ event: 'phone.seen' })
  expect(process.stdout.write).toHaveBeenCalledTimes(2)
})

it('the log names the class of an exception, and never its message', () => {
  class ValidationException extends Error {
    override name = 'ValidationException'
  }
  expect(nameOf(new ValidationException('+33612345678'))).toBe('ValidationException')
  expect(nameOf('+33612345678')).toBe('unknown')
  expect(nameOf({ name: '+33612345678' })).toBe('unknown')
  expect(nameOf(undefined)).toBe('unknown')
})
