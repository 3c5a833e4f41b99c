/** Below that a wait is nothing to be told of. */
const tellableMinutes = 2

/** Above that it depends on too much that nobody knows. */
const tellableHours = 4

interface LinkWait {
  waitMinutes: number
  noRepeatToday: boolean
}

/** What whoever asked for a link is told when many do; empty when it leaves soon. */
export function linkWaitText({ waitMinutes, noRepeatToday }: LinkWait): string {
  const repeat = noRepeatToday
    ? 'Si un lien vous a déjà été envoyé aujourd’hui, il n’en partira pas d’autre avant demain : ouvrez l’e-mail le plus récent, ou contactez l’assistance.'
    : ''
  const first = waitOf(waitMinutes)
    ? `Beaucoup de personnes demandent un lien en ce moment : l’e-mail peut mettre ${waitOf(waitMinutes)} à partir. Votre demande est enregistrée : inutile d’en faire une autre. Le lien sert pendant 2 heures à partir de l’envoi de l’e-mail.`
    : ''
  return repeat && first ? `${repeat} Sinon : ${first.replace(/^B/, 'b')}` : `${repeat}${first}`
}

/** The same of a code to sign in: one that was mailed before is good all day. */
export function codeWaitText({ waitMinutes }: LinkWait): string {
  const wait = waitOf(waitMinutes)
  return wait
    ? `Beaucoup d’e-mails partent en ce moment : le vôtre peut mettre ${wait} à partir. Inutile de le redemander.`
    : ''
}

/** After « peut mettre »; undefined of a wait that nobody notices. */
function waitOf(minutes: number): string | undefined {
  if (minutes < tellableMinutes) return undefined
  return minutes > tellableHours * 60 ? 'plusieurs heures' : `jusqu’à ${atMost(minutes)}`
}

/** Rounded up to five minutes, to ten from an hour on. */
function atMost(minutes: number): string {
  const step = minutes > 60 ? 10 : 5
  const rounded = Math.ceil(minutes / step) * step
  const hours = Math.floor(rounded / 60)
  const rest = rounded % 60
  if (hours === 0) return `${rest} minutes`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest}`
}
