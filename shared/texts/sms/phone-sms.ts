import { isRehearsal, type ModeSetting, rehearsalTexts } from '../rehearsal.ts'

/** The last line lets a browser fill in the code on this site only: https://wicg.github.io/sms-one-time-codes/ */
export function phoneCodeSms(code: string, siteUrl: string, election: ModeSetting = {}): string {
  const { host } = new URL(siteUrl)
  const sentence = `Votre code : ${code}. Il ne sert que quelques minutes. Ne le donnez à personne.`
  return addRehearsalNote(election, `${sentence}\n\n@${host} #${code}`)
}

export function phoneChangedSms(link: string, election: ModeSetting): string {
  return addRehearsalNote(election, `Numéro retiré de votre vote. Pas vous ? Annulez : ${link}`)
}

export function otherPhoneRequestedSms(
  isCancellable: boolean,
  election: ModeSetting & { helpdesk: { phone: string } },
): string {
  const { phone } = election.helpdesk
  return addRehearsalNote(
    election,
    isCancellable
      ? `Un identifiant de vote est demandé vers un autre numéro. Pas vous ? Annulez par notre e-mail, ou appelez ${phone}.`
      : `Un identifiant de vote est envoyé vers un autre numéro. Pas vous ? Appelez tout de suite ${phone}.`,
  )
}

const addRehearsalNote = (election: ModeSetting, text: string) =>
  isRehearsal(election) ? `${rehearsalTexts.sms}\n${text}` : text
