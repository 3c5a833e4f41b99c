import { expect, it } from 'vitest'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'

it.each([
  [
    'nothing-left',
    "Vous avez utilisé vos 3 demandes. Il n'y en a pas d'autre. L'assistance ne peut pas en ajouter.",
    "Vous avez utilisé vos 3 demandes. Il n'y en a pas d'autre. Nous ne pouvons pas en ajouter.",
  ],
  [
    'notice-left',
    "Vous avez utilisé vos 3 demandes. Il n'y en a pas d'autre en ligne. L'assistance peut vous imprimer une notice, à retirer sur place.",
    "Vous avez utilisé vos 3 demandes. Il n'y en a pas d'autre en ligne. Nous pouvons vous imprimer une notice, à retirer sur place.",
  ],
  [
    'sms-ceiling',
    "Vous avez demandé autant de SMS que l'élection en permet, ceux qui ont échoué compris. Contactez l'assistance.",
    "Vous avez demandé autant de SMS que l'élection en permet, ceux qui ont échoué compris.",
  ],
] as const)(
  'a voter without a request reads what is left and hears the same of staff: %s',
  (left, read, heard) => {
    expect(noneLeftText(left, 3, 'page')).toBe(read)
    expect(noneLeftText(left, 3, 'staff')).toBe(heard)
  },
)

it('a voter who had one request reads so', () => {
  expect(noneLeftText('nothing-left', 1, 'staff')).toContain('Vous avez utilisé votre demande. Il')
})
