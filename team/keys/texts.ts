import { number } from '../../shared/texts/numbers.ts'

const names = {
  identifierKeys: 'clés des identifiants',
  proofKeys: 'clés des preuves',
  originToken: "jeton d'origine",
} as const

type Name = keyof typeof names

const many = (count: number, one: string, several: string) =>
  `${number(count)} ${count > 1 ? several : one}`

export const keysTexts = {
  notReplaced: (name: Name, since: string | undefined) =>
    `Aucune version n'a été ajoutée (${names[name]}) : celle qui sert a été mise en service ${since}, et celle d'avant est encore acceptée. Si vous repreniez un « replace » interrompu, il était fini : il reste « retire ». Si la version qui sert a fuité : « retire », puis « replace », puis « retire ».`,
  changedMeanwhile:
    "Quelqu'un d'autre a changé ces versions entre-temps. Rien n'a été changé : regardez avec « status », puis recommencez.",
  used: (name: Name) =>
    `La nouvelle version sert (${names[name]}) ; celle d'avant est encore acceptée. Terminez avec « retire ».`,
  nothingToRetire: (name: Name) => `Aucune version d'avant n'est acceptée (${names[name]}).`,
  notOutlived(name: Name, from: string, forgetsBrowsers: boolean) {
    const what =
      name === 'originToken'
        ? "Des sessions ouvertes avec la version d'avant peuvent durer"
        : forgetsBrowsers
          ? "Des codes envoyés par e-mail avec la version d'avant peuvent encore servir"
          : "Des navigateurs sont connus par la version d'avant, pour 90 jours au plus"
    const sooner =
      name === 'proofKeys' && !forgetsBrowsers
        ? ' Si la clé a fuité, « --forget-browsers » n’attend que les codes, deux jours.'
        : ''
    return `${what} : recommencez après ${from}.${sooner}`
  },
  unsent: (count: number) =>
    `${many(count, 'SMS n’est pas encore parti', 'SMS ne sont pas encore partis')}, dont la version d'avant fait l'identifiant : recommencez quand ils le seront.`,
  cancellable: (count: number) =>
    `${many(count, 'demande attend', 'demandes attendent')} son SMS, et le lien qui l'annule est fait avec la version d'avant : recommencez quand il sera parti.`,
  retired: (name: Name) => `La version d'avant n'ouvre plus rien (${names[name]}).`,
  stillChecked: (id: string, count: number) =>
    `${many(count, 'électeur a', 'électeurs ont')} encore un identifiant fait avec la version ${id}, retirée : il reste valide. Si elle a fuité, donnez-leur d'autres notices avec « npm run roll -- renew ».`,
  ring: (name: Name, id: string, since: string | undefined) =>
    `${names[name]} : version ${id}${since ? `, dernier changement ${since}` : ", la première de l'élection"}`,
  identifiers: (id: string, count: number) =>
    `  ${id} : ${many(count, 'électeur a ou avait son identifiant', 'électeurs ont ou avaient leur identifiant')} d'elle`,
} as const
