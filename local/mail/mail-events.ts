import { setTimeout as sleep } from 'node:timers/promises'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { matches, transformed } from '../app/event-patterns.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import { clientDefaults, type Engines } from '../engines.ts'
import { sesEvent } from './mail-fates.ts'
import type { FatedMail } from './mailbox.ts'

const delayMilliseconds = 500

export function startMailEvents(
  app: Pick<SynthesisedApp, 'eventRules' | 'queues'>,
  { sqsEndpoint, mailbox }: Pick<Engines, 'sqsEndpoint' | 'mailbox'>,
): { stop(): void } {
  const sqs = new SQSClient({ ...clientDefaults, endpoint: sqsEndpoint })
  const ending = new AbortController()

  async function tell({ mail, fate }: FatedMail): Promise<void> {
    await sleep(delayMilliseconds, undefined, { signal: ending.signal })
    const event = sesEvent(mail, fate, new Date())
    for (const rule of app.eventRules.filter(({ pattern }) => matches(pattern, event))) {
      const queue = app.queues.find(({ arn }) => arn === rule.queueArn)
      const MessageBody = transformed(rule, event)
      await sqs.send(new SendMessageCommand({ QueueUrl: queue?.url, MessageBody }))
    }
  }

  mailbox.failed = (fated) => {
    tell(fated).catch((error) => {
      if (!ending.signal.aborted) console.error('No event of a mail:', error)
    })
  }
  return {
    stop() {
      ending.abort()
      sqs.destroy()
    },
  }
}
