import { addFrenchSpaces } from './french-typography.ts'
import { count } from './numbers.ts'

export const demoTexts = {
  smsCount: (number: number) => (number === 0 ? 'Aucun SMS reçu.' : `${number} SMS.`),
  mailCount: (number: number) =>
    number === 0 ? 'Aucun e-mail reçu.' : `${count(number, 'e-mail')}.`,
  invalidPhone: addFrenchSpaces(
    'Ce numéro n’existe pas : écrivez 06 12 34 56 78, ou +33 6 12 34 56 78.',
  ),
  outcomes: {
    unknown: 'n’existe pas',
    domain: 'a un domaine inconnu',
    refused: 'refuse nos e-mails',
    full: 'a une boîte pleine',
    slow: 'reçoit avec du retard',
    complaint: 'nous signale comme indésirables',
  },
  noSender: 'Expéditeur inconnu',
}
