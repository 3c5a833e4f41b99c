import { InvokeCommand } from '@aws-sdk/client-lambda'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { listDeadLetterQueues, redrive } from '../../shared/adapters/sqs-dead-letters.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { StoppedServices } from '../../shared/domain/service-switches.ts'
import { errorName } from '../preflight/finding.ts'
import type { Target } from '../reach-election.ts'
import type { Check } from './finding.ts'
import { findingTexts as texts } from './texts.ts'

export const findStoppedService: Check = async (context) => {
  const stoppedServices = await invokeRestart(context, false)
  if (isServiceRunning(stoppedServices)) return []
  const { plan, cost, end, failure } = texts.restart
  return [
    {
      text: texts.stoppedServices(stoppedServices),
      repair: {
        ...{ plan, cost },
        async perform() {
          const refusal = await invokeRestart(context, true).then(() => undefined, errorName)
          const remainingStops = await invokeRestart(context, false)
          return isServiceRunning(remainingStops)
            ? { message: end }
            : {
                message: failure(texts.stoppedServices(remainingStops), refusal),
                isStillWrong: true,
              }
        },
      },
    },
  ]
}

export const isServiceRunning = ({ mappings, functions, rules, mail }: StoppedServices): boolean =>
  mappings.length + functions.length + rules.length === 0 && !mail

async function invokeRestart({ deployment }: Target, mayStart: boolean): Promise<StoppedServices> {
  const { FunctionError, Payload } = await deployment.lambda.send(
    new InvokeCommand({
      FunctionName: deployment.outputs.RestartFunction,
      Payload: JSON.stringify({ start: mayStart }),
    }),
  )
  if (FunctionError || !Payload) throw Object.assign(new Error(), { name: 'RestartServiceError' })
  return JSON.parse(Payload.transformToString()) as StoppedServices
}

export const findDeadLetters: Check = async ({ deployment: { sqs }, election, isOnAws }) => {
  const stack = isOnAws ? stackNamesOf(election).main : undefined
  const queues = await listDeadLetterQueues(sqs, stack)
  const counts = await Promise.all(
    queues.map(({ deadLettersUrl }) => sqsBacklog(sqs, deadLettersUrl).count()),
  )
  const messageCount = counts.reduce((sum, count) => sum + count, 0)
  if (messageCount === 0) return []
  const { plan, cost, end } = texts.redrive
  return [
    {
      text: texts.deadLetters(messageCount),
      repair: {
        ...{ plan, cost },
        async perform() {
          const results = await Promise.all(queues.map((queue) => redrive(sqs, queue)))
          const movedCount = results.reduce((sum, result) => sum + result.movedCount, 0)
          const unreadableIds = results.flatMap((result) => result.unreadableIds)
          return { message: end(movedCount, unreadableIds), isStillWrong: unreadableIds.length > 0 }
        },
      },
    },
  ]
}
