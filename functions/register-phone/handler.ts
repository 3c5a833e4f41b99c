import * as z from 'zod/mini'
import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoKnownPhones } from '../../shared/adapters/account/dynamo-known-phones.ts'
import { dynamoCancellations } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoTakenPhones } from '../../shared/adapters/voter/dynamo-voters.ts'
import {
  linkBody,
  phoneCodeBody,
  phoneCodeRequestBody,
  phoneRemovalBody,
} from '../../shared/contract/account.ts'
import { parsedField, textField } from '../../shared/contract/fields.ts'
import { checkPasswordHashing } from '../../shared/domain/account/password.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import {
  type CodeRequestResult,
  confirmCode,
  type Refusal,
  type RegistrationResult,
  removePhone,
  requestCode,
  undoPhoneChange,
} from './register-phone.ts'
import { resources } from './resources.ts'

await checkPasswordHashing()

const runtime = wireWithKeys(resources)
const { database, tables, queues, time } = runtime
const sqs = sqsClient()
const ports = {
  ...voterPorts(runtime),
  attempts: dynamoAttempts(database, tables.attempts),
  knownPhones: dynamoKnownPhones(database, tables),
  reissues: dynamoReissues(database, tables.reissues),
  cancellations: dynamoCancellations(database, tables),
  takenPhones: dynamoTakenPhones(database, tables.voters),
  smsDays: dynamoSmsDays(database, tables.smsDays),
  smsQueue: sqsQueue(sqs, queues.sms),
  notifications: sqsQueue(sqs, queues.news),
  journal,
} as const

const dependencies = async () => ({ ...ports, keys: await runtime.keys() })

const phoneField = parsedField(textField(64, 'malformed'), (text) =>
  readPhone(text, time.election.territories),
)
const codeRequestBody = z.object({ ...phoneCodeRequestBody.shape, phone: z.optional(phoneField) })

export const handler = serve(runtime, {
  'POST /api/phone': async ({ json, spaceClaim }) =>
    codeReply(await requestCode(await dependencies(), spaceClaim, readBody(codeRequestBody, json))),

  'POST /api/phone/confirmation': async ({ json, spaceClaim }) => {
    const { code } = readBody(phoneCodeBody, json)
    return changeReply('confirmed', await confirmCode(await dependencies(), spaceClaim, code))
  },

  'POST /api/phone/removal': async ({ json, spaceClaim }) => {
    const { password } = readBody(phoneRemovalBody, json)
    return changeReply('removed', await removePhone(await dependencies(), spaceClaim, password))
  },

  'POST /api/phone/undo': async ({ json }) => {
    const { token } = readBody(linkBody, json)
    return changeReply('undone', await undoPhoneChange(await dependencies(), token))
  },
})

function codeReply(request: CodeRequestResult) {
  if (request.outcome !== 'requested') throw problemOf(request)
  const { maskedPhone, expiresAt } = request.proof
  journal({ event: 'phone.code-requested' })
  return { status: 202, body: { maskedPhone, expiresAt: time.toWall(expiresAt).toISOString() } }
}

function changeReply(change: 'confirmed' | 'removed' | 'undone', result: RegistrationResult) {
  if (result.outcome === 'changed' || result.outcome === 'too-late')
    journal({ event: 'phone.changed', change })
  if (result.outcome !== 'changed') throw problemOf(result)
  return { status: 204 }
}

function problemOf(refusal: Refusal) {
  journal({ event: 'phone.refused', reason: refusal.outcome })
  if (!('retryAfterSeconds' in refusal)) return new Problem(refusal.outcome)
  const { outcome, retryAfterSeconds } = refusal
  return new Problem(outcome, { retryAfterSeconds })
}
