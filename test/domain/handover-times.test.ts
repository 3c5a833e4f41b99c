import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundOf, publishedLate, publishedTimes } from '../../shared/domain/sms/handover-times.ts'

const counted = (territory: string, counts: Record<number, number>, failed = 0) => ({
  territory,
  failed,
  receipts: failed,
  handedOver: Object.entries(counts).map(([bound, count]) => ({
    withinSeconds: Number(bound),
    count,
  })),
})

describe('the bound of a time', () => {
  it('is one of a few, in whole days beyond a day', () => {
    expect([0, 30, 31, 125, 86_400, 86_401].map(boundOf)).toEqual([
      30, 30, 60, 150, 86_400, 172_800,
    ])
  })

  it('never promises less than it took', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        expect(boundOf(seconds)).toBeGreaterThanOrEqual(seconds)
      }),
    )
  })
})

describe('what is published of a day', () => {
  it('says within what time half, three quarters and nine tenths left, from the least of bounds that hold them', () => {
    const { sms } = publishedTimes([counted('FR', { 150: 50, 300: 25, 600: 15, 3600: 10 })])
    expect(sms).toEqual({
      handedOver: 100,
      withinSeconds: { half: 150, threeQuarters: 300, nineTenths: 600 },
    })
    expect(publishedTimes([counted('FR', { 150: 49, 300: 51 })]).sms.withinSeconds?.half).toBe(300)
  })

  it('says neither how many nor when while fewer than 20 left, none among them', () => {
    const few = { sms: { handedOver: 'fewer-than-20', withinSeconds: null }, territories: [] }
    expect(publishedTimes([])).toEqual(few)
    expect(publishedTimes([counted('FR', { 150: 10 }), counted('RE', { 600: 9 })])).toEqual(few)
    expect(publishedTimes([counted('FR', { 150: 20 })]).sms.handedOver).toBe(20)
  })

  it('says of each territory how its SMS fare, the one with most of them first', () => {
    const { territories } = publishedTimes([
      counted('RE', { 600: 20 }, 3),
      counted('FR', { 150: 400 }),
    ])
    expect(territories.map(({ territory, failed }) => [territory, failed])).toEqual([
      ['FR', 0],
      ['RE', 3],
    ])
    expect(territories[1]?.withinSeconds?.half).toBe(600)
  })

  it('shows no territory with fewer than 20, nor lets one be told from the whole', () => {
    const shown = (...all: Parameters<typeof publishedTimes>[0]) =>
      publishedTimes(all).territories.map(({ territory }) => territory)
    const france = counted('FR', { 150: 400 })
    expect(shown(france, counted('WF', { 600: 19 }), counted('RE', { 150: 25 }))).toEqual(['FR'])
    expect(
      shown(
        france,
        counted('WF', { 600: 19 }),
        counted('PM', { 600: 1 }),
        counted('RE', { 150: 25 }),
      ),
    ).toEqual(['FR', 'RE'])
    expect(shown(counted('ZZ', { 150: 100 }), france)).toEqual(['FR'])
  })

  it('whatever was counted, leaves out none of the whole, or 20 of it at least', () => {
    const territory = fc.constantFrom('FR', 'RE', 'GP', 'WF', 'ZZ')
    const counts = fc.dictionary(
      fc.constantFrom('30', '300', '3600'),
      fc.integer({ min: 1, max: 60 }),
    )
    fc.assert(
      fc.property(fc.dictionary(territory, counts), (all) => {
        const { sms, territories } = publishedTimes(
          Object.entries(all).map(([name, ofIt]) => counted(name, ofIt)),
        )
        const shown = territories.reduce((sum, { handedOver }) => sum + handedOver, 0)
        if (territories.length === 0) return
        expect([0, ...Array.from({ length: 400 }, (_, more) => 20 + more)]).toContain(
          (sms.handedOver as number) - shown,
        )
        for (const one of territories) expect(one.handedOver).toBeGreaterThanOrEqual(20)
      }),
    )
  })
})

describe('what is published of the SMS that are late', () => {
  const at = new Date('2026-12-03T10:00:00Z')
  const late = (counts: Record<string, number>, seconds = 60) =>
    publishedLate(
      {
        at,
        territories: Object.entries(counts).map(([territory, count]) => ({ territory, count })),
      },
      new Date(at.getTime() + seconds * 1000),
    )

  it('says that there are none, some, or how many, and where there are 20 at least', () => {
    expect(late({})).toEqual({ sms: 0, territories: [] })
    expect(late({ FR: 1 })).toEqual({ sms: 'fewer-than-20', territories: [] })
    expect(late({ FR: 30, RE: 100 })).toEqual({
      sms: 130,
      territories: [
        { territory: 'RE', sms: 100 },
        { territory: 'FR', sms: 30 },
      ],
    })
  })

  it('lets no smaller territory be told from the whole', () => {
    expect(late({ FR: 100, RE: 25, WF: 2 })?.territories).toEqual([{ territory: 'FR', sms: 100 }])
  })

  it('is not known once the count is older than five minutes, or there is none', () => {
    expect(late({ FR: 30 }, 300)).not.toBeNull()
    expect(late({ FR: 30 }, 301)).toBeNull()
    expect(publishedLate(undefined, at)).toBeNull()
  })
})
