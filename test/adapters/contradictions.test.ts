import { expect, it } from 'vitest'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { later } from '../builders/values.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { requestSteps } from './request-steps.ts'

type Tables = ReturnType<typeof inMemoryTables>
type End = (reissue: Reissue, tables: Tables) => Promise<unknown>

const ends: Record<string, End> = {
  'a cancellation': (reissue, { cancellations }) => cancellations.cancel(reissue, later(130)),
  'a withdrawal': (reissue, { cancellations }) =>
    cancellations.cancel(reissue, later(130), { withdrawn: true }),
  'an SMS that left': (reissue, tables) => requestSteps(tables).complete(reissue),
  'an SMS that is refused': (reissue, tables) => requestSteps(tables).fail(reissue),
  'a receipt of a failure': (reissue, tables) =>
    requestSteps(tables).unreached(reissue, 'blocked', later(200)),
}
const [stopped, left, failed] = [Object.keys(ends).slice(0, 2), ...Object.keys(ends).slice(2)]

const wrongs: [string, (reissue: Reissue, tables: Tables) => unknown, string[]][] = [
  [
    'whose voter is not there',
    ({ voterId }, { items }) => items('voters').delete(voterId),
    Object.keys(ends),
  ],
  [
    'whose voter waits for another one',
    ({ voterId }, { alter }) => alter.voter(voterId, { pendingReissueId: 'another' }),
    [left, failed].map(String),
  ],
  [
    'whose phone serves another voter',
    ({ phoneHash }, { items }) =>
      items('phones').set(phoneHash, { phoneHash, voterId: 'another', reissueCount: 1 }),
    Object.keys(ends).filter((end) => end !== left),
  ],
  [
    'that is not there',
    ({ reissueId }, { items }) => items('reissues').delete(reissueId),
    [left, failed].map(String),
  ],
]

it.each(wrongs.flatMap(([what, make, names]) => names.map((name) => [name, what, make] as const)))(
  '%s of a request %s is a failure to be looked at, and writes nothing',
  async (name, _, make) => {
    const tables = inMemoryTables()
    const steps = requestSteps(tables)
    const voter = await aSignedInVoter(tables)
    const isStopped = stopped?.includes(name)
    const { reissueId } = await (isStopped ? steps.accepted(voter) : steps.started(voter))
    const reissue = () => tables.look.reissue(reissueId)
    if (name === 'a receipt of a failure') await steps.complete(reissue())
    const found = reissue()
    make(found, tables)
    const before = tables.look.everything()
    await expect(ends[name]?.(found, tables)).rejects.toThrow('contradict')
    expect(tables.look.everything()).toEqual(before)
  },
)
