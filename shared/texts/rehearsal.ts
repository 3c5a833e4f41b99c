export interface ModeSetting {
  mode?: 'vote' | 'rehearsal'
}

export const isRehearsal = ({ mode }: ModeSetting): boolean => mode === 'rehearsal'

export const rehearsalTexts = {
  watermark: "RÉPÉTITION : ce n'est pas le vote",
  prefix: 'RÉPÉTITION, pas le vote – ',
  mail: "RÉPÉTITION : ce n'est pas le vote. Le mot de passe et l'identifiant de cette répétition ne serviront pas pour le vote.",
  /** Contains no no-break space, since GSM-7 lacks it. */
  sms: 'RÉPÉTITION, pas le vote.',
} as const

export const titleOf = (election: ModeSetting & { title: string }): string =>
  `${isRehearsal(election) ? rehearsalTexts.prefix : ''}${election.title}`
