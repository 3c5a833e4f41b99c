import * as z from 'zod/mini'
import { identityFields } from '../../shared/contract/fields.ts'
import { repairBody } from '../../shared/contract/files.ts'
import { newEmailField } from '../../shared/contract/new-email.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import type { RepairInput } from './repair-voter.ts'

export function readIdentity(json: unknown, today: Date) {
  return readBody(z.object(identityFields(today)), json)
}

export function readRepair(json: unknown, today: Date): RepairInput {
  const { corrects } = readBody(repairBody, json)
  if (corrects === 'identity') {
    return { corrects, correction: readIdentity(json, today) }
  }
  const { email } = readBody(z.object({ email: newEmailField }), json)
  return { corrects, correction: { newEmail: email } }
}
