import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { matchesPattern, transformEvent } from '../app/event-patterns.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import { clientDefaults, type Emulators } from '../emulators.ts'
import { sesEvent } from './mail-outcomes.ts'
import type { FailedMail } from './mailbox.ts'

const eventDelayMilliseconds = 500

export function startMailEvents(
  app: Pick<SynthesisedApp, 'eventRules' | 'queues'>,
  { sqsEndpoint, mailbox }: Pick<Emulators, 'sqsEndpoint' | 'mailbox'>,
  isTriggerEnabled: (name: string) => boolean,
): { stop(): void } {
  const sqs = new SQSClient({ ...clientDefaults, endpoint: sqsEndpoint })
  const shutdown = new AbortController()

  async function publishEvent({ mail, outcome }: FailedMail): Promise<void> {
    await sleep(eventDelayMilliseconds, undefined, { signal: shutdown.signal })
    const event = sesEvent(mail, outcome, new Date())
    for (const rule of app.eventRules) {
      if (!isTriggerEnabled(rule.name) || !matchesPattern(rule.pattern, event)) continue
      const queue = app.queues.find(({ arn }) => arn === rule.queueArn)
      const MessageBody = transformEvent(rule, event)
      await sqs.send(new SendMessageCommand({ QueueUrl: queue?.url, MessageBody }))
    }
  }

  mailbox.onFailure = (failure) => {
    publishEvent(failure).catch((error) => {
      if (!shutdown.signal.aborted) console.error("An e-mail's event was lost:", error)
    })
  }
  return {
    stop() {
      shutdown.abort()
      sqs.destroy()
    },
  }
}
