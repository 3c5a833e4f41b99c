import { describe, expect, it } from 'vitest'
import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import { helpdeskTexts as texts } from '../../team/helpdesk/texts.ts'
import { withReason } from '../../team/helpdesk/with-reason.ts'
import { now } from '../builders/values.ts'

function staff() {
  const kept = new Map<string, Partial<RollOperation>>()
  const operations = {
    begin: async (operation: RollOperation) => void kept.set(operation.operationId, operation),
    end: async (id: string, end: Partial<RollOperation>) =>
      void kept.set(id, { ...kept.get(id), ...end }),
  }
  let acts = 0
  const act = async () => {
    acts++
    return { done: true, told: ['done'] }
  }
  const ask = (reason: string, doing = act) =>
    withReason({ operations, clock: () => now }, { kind: 'grant-sms', reason }, doing)
  return { ask, kept: () => [...kept.values()], acts: () => acts }
}

describe('what staff allow', () => {
  it('is kept with its reason, and not with whom it was for', async () => {
    const { ask, kept } = staff()
    expect(await ask(' Trois SMS perdus le 30/11 à 10 h 15 ')).toEqual({
      done: true,
      told: ['done'],
    })
    expect(kept()).toEqual([
      {
        operationId: expect.any(String),
        kind: 'grant-sms',
        reason: 'Trois SMS perdus le 30/11 à 10 h 15',
        startedAt: now,
        finishedAt: now,
        counts: { done: 1 },
      },
    ])
  })

  it.each([
    '',
    'ok',
    '...',
    'pour amina@academie.example',
    'le 06 12 34 56 78 est perdu',
    'né le 27/03/1975',
    'le ０６１２３４５６７８',
    'NUMEN 01E1000000ABC',
    'x'.repeat(201),
  ])('is nothing for the reason "%s"', async (reason) => {
    const { ask, kept, acts } = staff()
    expect(await ask(reason)).toEqual({ done: false, told: [texts.reasonless] })
    expect(acts()).toBe(0)
    expect(kept()).toEqual([])
  })

  it('is known to have been tried when it is refused, or cut short', async () => {
    const { ask, kept } = staff()
    await ask('une erreur de saisie', async () => ({ done: false, told: [] }))
    expect(kept()).toMatchObject([{ counts: { refused: 1 }, finishedAt: now }])
    const cut = ask('une coupure', () => Promise.reject(new Error('no answer')))
    await expect(cut).rejects.toThrow('no answer')
    expect(kept()[1]).not.toHaveProperty('finishedAt')
  })
})
