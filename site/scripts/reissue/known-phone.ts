import type { Voter } from '../../../shared/contract/voter.ts'
import { part, setText } from '../page.ts'

/** The choice between the registered phone, ticked first, and another. Absent unless the election knows phones. */
export function createKnownPhone(form: HTMLFormElement, phone: HTMLInputElement) {
  const box = form.elements.namedItem('toKnownPhone') as HTMLInputElement | null
  let ending = ''

  function draw(phones: Voter['phones']): void {
    if (!box) return
    const { known, others } = phones ?? {}
    const update = () => {
      const group = phone.closest('.govuk-form-group') as HTMLElement
      group.hidden = box.checked
      part('known-delay').hidden = box.checked || others !== 'delay'
    }
    ending = known?.ending ?? ''
    if (!known?.settled) box.checked = false
    box.disabled = others === 'refuse'
    part('known').hidden = !known?.settled
    setText('known-ending', ending)
    box.onchange = update
    update()
  }

  return { draw, isChosen: () => Boolean(box?.checked), ending: () => ending }
}
