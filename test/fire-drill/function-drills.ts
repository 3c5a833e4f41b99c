import { setTimeout as wait } from 'node:timers/promises'
import { PurgeQueueCommand } from '@aws-sdk/client-sqs'
import { envVar } from '../../local/run.ts'
import { mailEventPaths } from '../../shared/contract/mail-events.ts'
import { anAccountEvent } from '../builders/account-events.ts'
import { ApiClient, type LocalRun } from '../journey/local-run.ts'
import {
  crash,
  enqueue,
  inOneMinute,
  stopConsumer,
  stopReconciler,
  tryPasswords,
  unreadLinks,
  untilCounted,
} from './causes.ts'
import { type Drill, publishedDrill, stateOf } from './drill.ts'

const noThrottle = (engine: string) => `${engine} refuses nothing for its rate here`

const deadLetters: Readonly<Record<string, () => object>> = {
  Sms: () => ({ reissueId: crypto.randomUUID() }),
  Mail: () => ({ reissueId: crypto.randomUUID() }),
  Link: () => ({ voterId: 'A'.repeat(22), requestedAt: new Date() }),
  News: () => ({ reissueId: crypto.randomUUID() }),
  Receipt: () => ({ messageId: crypto.randomUUID(), at: new Date(Date.now() - 3_600_000) }),
}
const eventDeadLetters: Readonly<Record<string, () => object>> = {
  MailEvent: () => ({
    ...Object.fromEntries(Object.keys(mailEventPaths).map((name) => [name, ''])),
    ...{ eventType: 'Bounce', addressId: 'A'.repeat(22), mailedAt: new Date(), at: new Date() },
  }),
  AccountEvent: anAccountEvent,
}

export const functionDrills = {
  FailingApi: {
    cause: 'the function behind a route crashes, six times',
    async begin(run) {
      const name = functionOf(run, 'GET /api/voter')
      for (let failed = 0; failed < 6; ) {
        await run.lambdas.terminate(name)
        const answer = fetch(`${run.siteUrl}/api/voter`)
        await wait(30)
        await run.lambdas.terminate(name)
        if ((await answer).status >= 500) failed++
      }
    },
  },
  DeadLetters: inDeadLetters(deadLetters),
  EventDeadLetters: inDeadLetters(eventDeadLetters),
  Sweep: {
    cause: 'the reconciler crashes',
    begin: (run) => crash(run, run.app.schedules[0]?.functionName ?? '', {}),
  },
  FailingConsumers: {
    cause: 'a function that serves a queue crashes',
    begin: (run) => crash(run, run.app.consumers[0]?.functionName ?? '', { Records: [] }),
  },
  StillQueues: {
    ...unreadLinks,
    team: { atOnce: 'election remedy files' },
    seenWithinMinutes: 35,
  },
  AbsentSweep: {
    cause: 'somebody disabled the rule of the reconciler',
    begin: stopReconciler,
    team: { atOnce: 'election remedy files' },
    seenWithinMinutes: 6,
  },
  FailingLedger: {
    cause: 'the function that writes the ledger crashes',
    begin: (run) => crash(run, run.app.streamConsumers[0]?.functionName ?? '', { Records: [] }),
  },
  SilentLedger: {
    cause: 'somebody disabled the mapping of one stream, that of the interventions',
    async begin(run, since) {
      await stopConsumer(run, envVar(run.app, 'INTERVENTIONS_TABLE'))
      await run.schedules.runNow()
      await untilCounted(run, 'StreamsUnread', 0, since)
    },
    team: { atOnce: 'election remedy journal' },
  },
  LedgerDeadLetters: {
    cause: 'a mapping gave up records that were a day old',
    begin: (run) => enqueue(run, 'LedgerWriters-DeadLetters', { DDBStreamBatchInfo: {} }),
    causeEnds: (run) => purge(run, 'LedgerWriters-DeadLetters'),
  },
  LateLedger: {
    cause: 'somebody disabled the mappings of all streams',
    async begin(run) {
      for (const { tableName } of run.app.streamConsumers) await stopConsumer(run, tableName)
    },
    team: { atOnce: 'election remedy journal' },
    seenWithinMinutes: 4,
  },
  CrowdedRoutes: {
    cause: 'a robot calls a route as often as API Gateway lets it',
    begin: (run) => {
      const route = 'POST /api/reissues/{id}/cancel'
      const url = `${run.siteUrl}/api/reissues/${crypto.randomUUID()}/cancel`
      return inOneMinute(Math.ceil(0.85 * mostCallsOf(run, route)), async () => {
        const response = await fetch(url, { method: 'POST', body: 'not JSON' })
        await response.arrayBuffer()
      })
    },
  },
  RefusedSignIns: {
    cause: 'a robot tries the passwords of people who are on no roll',
    async begin(run, since) {
      await tryPasswords(() => new ApiClient(run.siteUrl))
      await untilCounted(run, 'SessionsRefused', 100, since)
    },
    team: { atOnce: 'election remedy attaque' },
  },
  ThrottledReads: publishedDrill('DynamoDB refuses reads', noThrottle('DynamoDB')),
  ThrottledWrites: publishedDrill('DynamoDB refuses writes', noThrottle('DynamoDB')),
  ThrottledFunctions: publishedDrill('Lambda throttles a function', noThrottle('Lambda')),
  LambdaConcurrency: publishedDrill(
    'four fifths of the functions that may run at once do',
    noThrottle('Lambda'),
  ),
} satisfies Record<string, Drill>

const purge = ({ app, sqs }: LocalRun, queue: string) =>
  sqs.send(new PurgeQueueCommand({ QueueUrl: app.queues.find(({ name }) => name === queue)?.url }))

function inDeadLetters(messages: Readonly<Record<string, () => object>>): Drill {
  return {
    cause: `a message of each is in its DLQ: ${Object.keys(messages).join(', ')}`,
    begin: (run) =>
      Promise.all(
        Object.entries(messages).map(([queue, message]) =>
          enqueue(run, `${queue}-DeadLetters`, message()),
        ),
      ),
    team: { afterwards: 'election remedy files' },
    // Unusable messages left over would count as old in later drills.
    inTime: (run) =>
      Promise.all(Object.keys(messages).map((queue) => purge(run, `${queue}-Queue`))),
  }
}

function mostCallsOf(run: LocalRun, route: string): number {
  const { Metrics = [] } = stateOf(run, 'CrowdedRoutes').definition.settings
  const name = functionOf(run, route)
  const id = Metrics.find(({ MetricStat }) =>
    MetricStat?.Metric?.Dimensions?.some(({ Value }) => Value === name),
  )?.Id
  const [, most] =
    new RegExp(`FILL\\(${id}, 0\\) / (\\d+)`).exec(Metrics[0]?.Expression ?? '') ?? []
  return Number(most)
}

function functionOf({ app }: LocalRun, route: string): string {
  const found = app.api.routes.find(({ key }) => key === route)
  if (!found) throw new Error(`No function serves ${route}`)
  return found.functionName
}
