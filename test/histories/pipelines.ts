import type { Context, SQSEvent } from 'aws-lambda'
import { reissueMessage } from '../../shared/contract/sms-message.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { anSqsRecord, withSecondsLeft } from '../builders/sqs-records.ts'
import { call, originToken } from '../fakes/api-event.ts'
import type { WorldClocks } from './clocks.ts'
import { must } from './invariants.ts'

const tokens = async () => [originToken] as const

export function pipelinesOf({ times, isSuspended }: WorldClocks) {
  let refused = 0

  /** A route that does nothing during a suspension. @returns whether it did something */
  async function route(act: () => Promise<unknown>): Promise<boolean> {
    let acted = false
    const use = failingOutside(act)
    const handler = httpHandler(
      tokens,
      async () => {
        acted = true
        await use.run()
        return { status: 204 }
      },
      times.routes,
    )
    const wasSuspended = isSuspended()
    const { status } = await call(handler)
    use.fail()
    must(acted !== wasSuspended, 'nobody signs in, asks or votes while suspended, and all do else')
    must(acted || status === 403, 'whoever comes while it is suspended is told so')
    if (!acted) refused++
    return acted
  }

  /** A queue whose messages wait during a suspension. @returns whether the message was consumed */
  async function queue(reissueId: string, act: () => Promise<unknown>): Promise<boolean> {
    let [acted, wasPutAgain] = [false, false]
    const use = failingOutside(act)
    const handler = queueHandler({
      schema: reissueMessage,
      changeVisibility: async () => {},
      requeueMessage: async () => {
        wasPutAgain = true
      },
      time: times.senders,
      waitsWhileSuspended: () => true,
      async consume() {
        acted = true
        await use.run()
        return 'done'
      },
    }) as unknown as (event: SQSEvent, context: Context) => Promise<unknown>
    const wasSuspended = isSuspended()
    await handler({ Records: [anSqsRecord(JSON.stringify({ reissueId }))] }, withSecondsLeft(20))
    use.fail()
    must(acted !== wasSuspended, 'nothing leaves while suspended, and all may else')
    must(acted || wasPutAgain, 'what waits is not lost')
    return acted
  }

  return { route, queue, refused: () => refused }
}

function failingOutside(act: () => Promise<unknown>) {
  let failure: unknown
  return {
    run: () =>
      act().catch((error: unknown) => {
        failure = error
      }),
    fail() {
      if (failure) throw failure
    },
  }
}
