import type { MailFailureReason } from '../../domain/voter/voter.ts'

export const mailFailureTexts: Record<MailFailureReason, string> = {
  'unknown-address': "cette adresse n'existe pas ou n'existe plus",
  'unknown-domain': "le domaine de cette adresse n'existe pas, ou ne reçoit pas d'e-mails",
  refused: 'la messagerie les refuse',
  suppressed: 'Amazon SES les retient, depuis un refus ou une plainte',
  complaint: "l'un d'eux a été signalé comme indésirable",
  full: 'la boîte est pleine',
  slow: 'la messagerie les prend avec du retard',
  unclear: 'la messagerie a répondu sans dire pourquoi, peut-être une absence',
}
