import type { Voter } from '../../../shared/contract/voter.ts'
import { changedMeanwhileText } from '../../../shared/texts/account/known-phone.ts'
import type { Problem } from '../api.ts'
import { query, setText } from '../page.ts'

export function createKnownPhoneChoice(form: HTMLFormElement, phone: HTMLInputElement) {
  const box = form.elements.namedItem('toKnownPhone') as HTMLInputElement | null
  let lastDigits = ''

  function draw(phones: Voter['phones']): void {
    if (!box) return
    const { known, otherPhone } = phones ?? {}
    const update = () => {
      const group = phone.closest('.govuk-form-group') as HTMLElement
      group.hidden = box.checked
      const isDelayed = !box.checked && otherPhone === 'delay'
      query('known-delay').hidden = !isDelayed
      query('recap-delayed').hidden = !isDelayed
      query('recap-soon').hidden = isDelayed
    }
    lastDigits = known?.ending ?? ''
    if (!known?.settled || otherPhone === 'refuse') box.checked = Boolean(known?.settled)
    box.disabled = otherPhone === 'refuse'
    query('known').hidden = !known?.settled
    setText('known-ending', lastDigits)
    box.onchange = update
    update()
  }

  function useOtherPhone(): void {
    if (box?.checked) box.click()
  }

  function deselect({ code }: Problem): Problem {
    useOtherPhone()
    return { code, title: changedMeanwhileText }
  }

  const isChosen = () => box?.checked
  return { draw, useOtherPhone, deselect, isChosen, lastDigits: () => lastDigits }
}
