import { passwordLinkBody } from '../../shared/contract/account.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { requestPasswordLink } from './request-password-link.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { time } = runtime
const { clock } = time
const dependencies = { linkQueue: openQueue(runtime.queues.link), clock }

export const handler = serve(runtime, {
  async 'POST /api/account/link'({ json }) {
    const { email, wants } = readBody(passwordLinkBody, json)
    await requestPasswordLink({ ...dependencies, keys: await runtime.keys() }, email, wants)
    journal({ event: 'link.requested' })
    return { status: 202, body: {} }
  },
})
