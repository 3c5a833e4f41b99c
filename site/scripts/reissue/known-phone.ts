import type { Voter } from '../../../shared/contract/voter.ts'
import { changedMeanwhileText } from '../../../shared/texts/account/known-phone.ts'
import type { Problem } from '../api.ts'
import { query, setText } from '../page.ts'

export function createKnownPhoneChoice(form: HTMLFormElement, phone: HTMLInputElement) {
  const checkbox = form.elements.namedItem('toKnownPhone') as HTMLInputElement | null
  let lastDigits = ''

  function render(phones: Voter['phones']): void {
    if (!checkbox) return
    const { known, otherPhone } = phones ?? {}
    const update = () => {
      const group = phone.closest('.govuk-form-group') as HTMLElement
      group.hidden = checkbox.checked
      const isDelayed = !checkbox.checked && otherPhone === 'delay'
      query('known-delay').hidden = !isDelayed
      query('recap-delayed').hidden = !isDelayed
      query('recap-soon').hidden = isDelayed
    }
    lastDigits = known?.ending ?? ''
    if (!known?.settled || otherPhone === 'refuse') checkbox.checked = Boolean(known?.settled)
    checkbox.disabled = otherPhone === 'refuse'
    query('known').hidden = !known?.settled
    setText('known-ending', lastDigits)
    checkbox.onchange = update
    update()
  }

  function useOtherPhone(): void {
    if (checkbox?.checked) checkbox.click()
  }

  function deselect({ code }: Problem): Problem {
    useOtherPhone()
    return { code, title: changedMeanwhileText }
  }

  const isChosen = () => checkbox?.checked
  return { render, useOtherPhone, deselect, isChosen, lastDigits: () => lastDigits }
}
