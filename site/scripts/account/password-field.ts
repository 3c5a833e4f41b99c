import { passwordFieldTexts as texts } from '../../../shared/texts/account/password.ts'
import { liveRegion } from '../page.ts'

/** Enables the « Afficher » / « Masquer » button. Submitting hides the password again. */
export function letShowPassword(input: HTMLInputElement): void {
  const group = input.closest('.govuk-form-group') as HTMLElement
  const status = liveRegion(group)
  const button = group.querySelector('button') as HTMLButtonElement
  const set = (shown: boolean) => {
    input.type = shown ? 'text' : 'password'
    button.textContent = shown ? texts.hide : texts.show
    button.setAttribute('aria-label', shown ? texts.hideLabel : texts.showLabel)
  }
  button.hidden = false
  button.addEventListener('click', () => {
    const shown = input.type === 'password'
    set(shown)
    status.textContent = shown ? texts.shown : texts.hidden
  })
  input.form?.addEventListener('submit', () => set(false))
}
