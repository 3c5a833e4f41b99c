/** What texts need to know of an election to say that it is a rehearsal. */
export interface Rehearsable {
  /** Absent: the vote. */
  mode?: 'vote' | 'rehearsal'
}

export const isRehearsal = ({ mode }: Rehearsable): boolean => mode === 'rehearsal'

/** Said of a rehearsal wherever something could be taken for the vote. */
export const rehearsalTexts = {
  watermark: "RÉPÉTITION : ce n'est pas le vote",
  /** Before the subject of an e-mail, or the name of a page. */
  prefix: 'RÉPÉTITION, pas le vote – ',
  /** The first line of an e-mail. */
  mail: "RÉPÉTITION : ce n'est pas le vote. Le mot de passe et l'identifiant de cette répétition ne serviront pas pour le vote.",
  /** In GSM-7, and without French spaces, as all of an SMS. */
  sms: "RÉPÉTITION: ce n'est pas le vote.",
} as const

/** The name of an election, where figures or documents stand under it. */
export const titleOf = (election: Rehearsable & { title: string }): string =>
  `${isRehearsal(election) ? rehearsalTexts.prefix : ''}${election.title}`
