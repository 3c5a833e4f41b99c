import { expect, it } from 'vitest'
import { identifierSms } from '../../shared/texts/sms/sms.ts'

it('the SMS that carries a new identifier reads as the election announced it', () => {
  expect(identifierSms('B512 3456 789A', "Le Ministère de l'Éducation Nationale")).toBe(
    'Bonjour,\n' +
      'Votre nouvel identifiant de vote: B512 3456 789A\n' +
      'Votre ancien identifiant a été invalidé.\n' +
      'Cordialement,\n' +
      "Le Ministère de l'Éducation Nationale",
  )
})
