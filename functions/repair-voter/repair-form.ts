import * as z from 'zod/mini'
import { repairBody } from '../../shared/contract/files.ts'
import { identityFields } from '../../shared/contract/identity-fields.ts'
import { newEmailField } from '../../shared/contract/new-email.ts'
import type { SaidRepair } from '../../shared/domain/staff/staff-wish.ts'
import { readBody } from '../../shared/runtime/check-body.ts'

/** @throws Problem `invalid-input`, by the rules of the roll's own file */
export function readRepair(json: unknown, today: Date): SaidRepair {
  const { corrects } = readBody(repairBody, json)
  if (corrects === 'identity') {
    return { corrects, correction: readBody(z.object(identityFields(today)), json) }
  }
  const { email } = readBody(z.object({ email: newEmailField }), json)
  return { corrects, correction: { newEmail: email } }
}
