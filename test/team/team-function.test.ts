import { LambdaClient } from '@aws-sdk/client-lambda'
import { afterEach, expect, test, vi } from 'vitest'
import { approvedIdentifiers } from '../../team/keys/approve-notices.ts'
import { RefusalError } from '../../team/keys/ask-team-function.ts'
import {
  type AskTeamFunction,
  TeamFunctionError,
  teamFunction,
} from '../../team/keys/team-function.ts'

const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' }
const client = new LambdaClient({ region: 'eu-west-3', credentials })
const url = 'https://team.lambda-url.eu-west-3.on.aws/'
const ask = teamFunction(url, client, undefined, 1)
const request = { compute: 'voter-ids' as const, emails: ['alice@academie.example'] }

afterEach(() => vi.unstubAllGlobals())

function answering(...answers: (() => Response)[]) {
  const fetched = vi.fn(async () => (answers.shift() as () => Response)())
  const last = answers.at(-1) as () => Response
  vi.stubGlobal('fetch', async () => (answers.length > 0 ? fetched() : last()))
  return fetched
}

const unavailable = () => new Response('', { status: 503 })
const lost = () => {
  throw new TypeError('fetch failed')
}

test.each([
  ['fails', unavailable],
  ['is throttled', () => Response.json({ Message: 'Rate exceeded' }, { status: 429 })],
  ['gives no answer', lost],
])('a call that %s is retried', async (_, first) => {
  answering(first, first, () => Response.json({ values: ['id'] }))
  expect(await ask(request)).toEqual({ values: ['id'] })
})

test('a persistent failure is reported with its status, and IAM’s refusal at once', async () => {
  answering(unavailable)
  await expect(ask(request)).rejects.toThrow(new TeamFunctionError('503'))
  const fetched = answering(() => Response.json({ Message: 'Forbidden' }, { status: 403 }))
  await expect(ask(request)).rejects.toThrow(new TeamFunctionError('403'))
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('a refusal by the function is an answer', async () => {
  answering(() => Response.json({ refused: 'not-your-role' }, { status: 403 }))
  expect(await ask(request)).toEqual({ refused: 'not-your-role' })
})

function waiting(...statuses: ['asked' | 'asked-already' | 'approved', approvalId: string][]) {
  const shown: string[] = []
  const looks: AskTeamFunction = async () => {
    const [status, approvalId] = statuses.shift() as (typeof statuses)[number]
    return { status, request: { approvalId, by: 'RollTeam/alice', askedAt: '' } }
  }
  const stopping = new AbortController()
  const options = { reason: undefined, onRequested: (id: string) => void shown.push(id) }
  const identifiers = approvedIdentifiers(looks, {
    ...options,
    stopSignal: stopping.signal,
    pollMilliseconds: 1,
  })
  return { identifiers, shown, stopping }
}

test('a wait for a second person shows one number, and ends when its request expires', async () => {
  const agreed = waiting(['asked', '1'], ['asked-already', '1'], ['approved', '1'])
  const agreeing = agreed.identifiers.awaitApproval(['import-1'])
  await agreeing
  expect(agreed.shown).toEqual(['1'])
  const late = waiting(['asked', '1'], ['asked', '2'])
  const waited = late.identifiers.awaitApproval(['import-1']).catch((error: Error) => error)
  expect(await waited).toEqual(new RefusalError('not-approved'))
  expect(late.shown).toEqual(['1'])
})

test.each(['is asked to stop', 'has lost the roll'])(
  'a wait for a second person ends when it %s',
  async (why) => {
    const { identifiers, stopping } = waiting(['asked', '1'])
    const lose = () => {
      throw new Error('lost')
    }
    const stopped = why === 'is asked to stop'
    const waited = identifiers.awaitApproval(['import-1'], stopped ? undefined : lose)
    const settled = waited.catch((error: Error) => error.name)
    if (stopped) stopping.abort()
    expect(await settled).toBe(stopped ? 'AbortError' : 'Error')
  },
)
