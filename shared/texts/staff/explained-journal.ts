import { nearMoment } from '../moments.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'

// What the functions' journal says of a request, for staff: in words, with nothing of it but what these words hold.

export interface JournalLine {
  at: Date
  event: string
  failure?: string | undefined
  why?: string | undefined
  error?: string | undefined
  news?: string | undefined
  obligation?: string | undefined
}

/** The name of an error, of AWS's or of ours; anything else is not repeated. */
const cause = ({ why = '', error = why }: JournalLine) =>
  /^[A-Za-z][A-Za-z-]{0,60}$/.test(error) ? ` (${error})` : ''

const failureOf = ({ failure }: JournalLine) => textsOfFailure(failure as never)[0]

const news: Record<string, string> = {
  asked: "l'e-mail qui permet de l'annuler est parti",
  held: "l'e-mail qui dit que le SMS est remis à un autre jour est parti",
  stopped: "l'e-mail qui dit que le SMS est retenu est parti",
  paused: "l'e-mail qui dit que le SMS est suspendu est parti",
  suspended: "l'e-mail qui dit que le vote est suspendu est parti",
  resumed: "l'e-mail qui dit que le vote a repris est parti",
  sent: "l'e-mail qui dit que le SMS est parti a été envoyé",
  failed: "l'e-mail qui dit que le SMS n'est pas arrivé est parti",
  cancelled: "l'e-mail qui dit qu'elle est annulée est parti",
  withdrawn: "l'e-mail qui dit qu'elle est retirée est parti",
}

const sentences = {
  'reissue.accepted': () => 'enregistrée',
  'reissue.requeued': ({ obligation }) =>
    obligation === 'mail'
      ? "l'e-mail était en retard, il est remis en file"
      : 'le SMS était en retard, il est remis en file',
  'queue.put.failed': (line) => `la file n'a pas pris le message, il sera remis${cause(line)}`,
  'sms.waits-for-mail': () => "le SMS attend l'e-mail qui permet de l'annuler",
  'sms.before-its-mail': () => "le SMS est parti sans attendre l'e-mail",
  'sms.held': () =>
    'le SMS est remis à plus tard : le nombre de SMS du jour est atteint, en tout ou vers ce territoire',
  'sms.stopped': () =>
    'le SMS est retenu : AWS prend des SMS sans les envoyer, ou ce territoire est suspendu',
  'sms.not-taken': (line) => `AWS n'a pas pris le SMS, il sera réessayé${cause(line)}`,
  'identifier.sent': () => 'AWS a pris le SMS',
  'identifier.refused': (line) => `AWS a refusé le SMS. ${failureOf(line)}`,
  'identifier.used': () => "l'identifiant du SMS a ouvert l'espace de vote",
  'use.not-recorded': (line) =>
    `l'identifiant du SMS a ouvert l'espace de vote, sans que ce soit noté${cause(line)}`,
  'receipt.recorded': (line) =>
    line.failure
      ? `l'accusé dit : échec. ${failureOf(line)}`
      : "l'accusé dit : l'opérateur l'a pris",
  'sms.reported-missing': () => "l'électeur a signalé que le SMS n'est pas arrivé",
  'reissue.cancelled': () => 'annulée par le lien de son e-mail',
  'reissue.withdrawn': () => "retirée, par l'électeur ou par l'assistance",
  'reissue-mail.sent': (line) => news[line.news ?? ''] ?? 'un e-mail est parti',
  'message.dropped': () =>
    "un message de file en double a été écarté : il n'y avait plus rien à faire",
} as const satisfies Record<string, (line: JournalLine) => string>

export type ToldEvent = keyof typeof sentences

/** Undefined of an event that is none of these, a newer version's. */
export function journalSentence(
  line: JournalLine,
  place: number,
  { timeZone, now }: { timeZone: string; now: Date },
): string | undefined {
  const say = Object.hasOwn(sentences, line.event) ? sentences[line.event as ToldEvent] : undefined
  if (!say) return undefined
  const at = nearMoment(line.at, timeZone, now)
  return `Pour la demande ${place}, ${at} : ${say(line)}`.replace(/(?<![.!?])$/, '.')
}
