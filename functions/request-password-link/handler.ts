import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { passwordLinkBody } from '../../shared/contract/account.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { requestPasswordLink } from './request-password-link.ts'
import { resources } from './resources.ts'

const wired = wireWithKeys(resources)
const { time } = wired
const { clock } = time
const dependencies = {
  linkQueue: sqsQueue(sqsClient(), wired.queues.link),
  clock,
}

export const handler = serve(wired, {
  async 'POST /api/account/link'({ json }) {
    const { email, wants } = readBody(passwordLinkBody, json)
    await requestPasswordLink({ ...dependencies, keys: await wired.keys() }, email, wants)
    journal({ event: 'link.requested' })
    return { status: 202, body: {} }
  },
})
