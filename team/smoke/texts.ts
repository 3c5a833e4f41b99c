import { count } from '../../shared/texts/numbers.ts'

// What `npm run smoke` says: whether what is deployed works, step by step, and how to mend what does not.

export const smokeSubjects = {
  site: 'Pages',
  api: 'API',
  voter: "Parcours d'un électeur de test",
  staff: 'Site du personnel',
} as const

export const smokeTexts = {
  summary: (blocking: number, doubtful: number, untried: number) =>
    [
      blocking === 0
        ? 'Ce qui a été essayé marche'
        : `${count(blocking, 'point')} ne ${blocking > 1 ? 'marchent' : 'marche'} pas`,
      ...(doubtful > 0 ? [`${doubtful} à vérifier`] : []),
      ...(untried > 0
        ? [
            `${count(untried, 'point')} ${untried > 1 ? "n'ont" : "n'a"} pas pu être essayé${untried > 1 ? 's' : ''}`,
          ]
        : []),
    ].join(', '),
} as const
