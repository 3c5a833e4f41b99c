import type { PasswordLinkWait } from '../../contract/account.ts'

const minMentionedMinutes = 2
const maxPreciseHours = 4

export function linkWaitText({ waitMinutes, noRepeatToday }: PasswordLinkWait): string {
  const wait = maxWaitText(waitMinutes)
  return joinSentences(
    noRepeatToday &&
      "Si un lien vous a déjà été envoyé aujourd'hui, il n'en partira pas d'autre : ouvrez-le, redemandez-en un demain, ou contactez l'assistance.",
    wait &&
      `Beaucoup de personnes demandent un lien en ce moment : l'e-mail peut mettre ${wait} à partir. Inutile d'en demander un autre d'ici là.`,
  )
}

export function codeWaitText({ codeWaitMinutes, noRepeatToday }: PasswordLinkWait): string {
  const wait = maxWaitText(codeWaitMinutes)
  return joinSentences(
    noRepeatToday &&
      "Si un code vous a déjà été envoyé aujourd'hui, il n'en partira pas d'autre : saisissez celui-là.",
    wait &&
      `Beaucoup d'e-mails partent en ce moment : le vôtre peut mettre ${wait} à partir. Inutile de le redemander.`,
  )
}

function joinSentences(...sentences: (string | false | undefined)[]): string {
  const [firstSentence = '', secondSentence] = sentences.filter(Boolean) as string[]
  return secondSentence
    ? `${firstSentence} Sinon : ${secondSentence[0]?.toLowerCase()}${secondSentence.slice(1)}`
    : firstSentence
}

function maxWaitText(minutes: number): string | undefined {
  if (minutes < minMentionedMinutes) return undefined
  return minutes > maxPreciseHours * 60 ? 'plusieurs heures' : `jusqu'à ${roundedWaitText(minutes)}`
}

function roundedWaitText(minutes: number): string {
  const step = minutes > 60 ? 10 : 5
  const roundedMinutes = Math.ceil(minutes / step) * step
  const hours = Math.floor(roundedMinutes / 60)
  const extraMinutes = roundedMinutes % 60
  if (hours === 0) return `${extraMinutes} minutes`
  return extraMinutes === 0 ? `${hours} h` : `${hours} h ${extraMinutes}`
}
