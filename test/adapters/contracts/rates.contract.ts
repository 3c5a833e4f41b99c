import { expect, test } from 'vitest'
import type { Tables } from '../../fakes/in-memory-tables.ts'

/** All cases share one engine's rates, so each plays on a later day. */
let day = Date.parse('2027-01-01T00:00:00Z')

export function contract(tables: Pick<Tables, 'smsRate' | 'mailRate'>): void {
  /** `freeAt` is in milliseconds since the day began; undefined if it is earlier. */
  function aDay(rate = tables.mailRate) {
    day += 86_400_000
    const start = day
    return async (
      from: 'earliest' | 'behind',
      { at = 0, milliseconds = 100, reach = 300 } = {},
    ): Promise<{ reserved: boolean; freeAt: number | undefined }> => {
      const notBefore = new Date(start + at)
      const notAfter = new Date(start + at + reach)
      const answer = await rate.reserve({ notBefore, notAfter, milliseconds }, from)
      const freeAt = (answer.freeAt ?? 0) - start
      return { reserved: answer.isReserved, freeAt: freeAt < 0 ? undefined : freeAt }
    }
  }

  test('a reservation begins now if there is none, and behind the last otherwise', async () => {
    const reserve = aDay()
    expect(await reserve('behind')).toEqual({ reserved: false, freeAt: undefined })
    expect(await reserve('earliest')).toEqual({ reserved: true, freeAt: undefined })
    expect(await reserve('earliest')).toEqual({ reserved: false, freeAt: 100 })
    expect(await reserve('behind', { milliseconds: 50 })).toEqual({ reserved: true, freeAt: 100 })
    expect(await reserve('behind')).toEqual({ reserved: true, freeAt: 150 })
    expect(await reserve('behind', { at: 250 })).toEqual({ reserved: false, freeAt: 250 })
    expect(await reserve('earliest', { at: 250 })).toEqual({ reserved: true, freeAt: 250 })
  })

  test('a reservation beyond the reach of its sender fails', async () => {
    const reserve = aDay()
    await reserve('earliest', { milliseconds: 400 })
    expect(await reserve('behind', { reach: 399 })).toEqual({ reserved: false, freeAt: 400 })
    expect(await reserve('behind', { reach: 400 })).toEqual({ reserved: true, freeAt: 400 })
  })

  test('a free moment more than a minute ahead comes from a wrong clock, and is ignored', async () => {
    const reserve = aDay()
    await reserve('earliest', { at: 3_600_000 })
    expect(await reserve('behind', { reach: 50_000 })).toMatchObject({ reserved: false })
    expect(await reserve('earliest')).toMatchObject({ reserved: true })
    expect(await reserve('behind')).toEqual({ reserved: true, freeAt: 100 })
  })

  test('no reservation lasts as long as what is no number', async () => {
    const reserve = aDay()
    const endless = reserve('earliest', { milliseconds: Number.NaN })
    await expect(endless).rejects.toThrow('NaN')
    await reserve('earliest')
    const behind = reserve('behind', { milliseconds: Number.NaN })
    await expect(behind).rejects.toThrow('NaN')
    expect(await reserve('behind')).toEqual({ reserved: true, freeAt: 100 })
  })

  test('SMS and mails have separate rates', async () => {
    const mails = aDay(tables.mailRate)
    await mails('earliest')
    const sms = aDay(tables.smsRate)
    expect(await sms('earliest')).toMatchObject({ reserved: true })
    expect(await mails('behind')).toEqual({ reserved: true, freeAt: 100 })
  })
}
