import { passwordFieldTexts as texts } from '../../../shared/texts/account/password.ts'
import { liveRegion } from '../page.ts'

export function enablePasswordToggle(input: HTMLInputElement): void {
  const group = input.closest('.govuk-form-group') as HTMLElement
  const status = liveRegion(group)
  const button = group.querySelector('button') as HTMLButtonElement
  const setPasswordShown = (isShown: boolean) => {
    input.type = isShown ? 'text' : 'password'
    button.textContent = isShown ? texts.hideButton : texts.showButton
    button.setAttribute('aria-label', isShown ? texts.hideLabel : texts.showLabel)
  }
  button.hidden = false
  button.addEventListener('click', () => {
    const isShown = input.type === 'password'
    setPasswordShown(isShown)
    status.textContent = isShown ? texts.shownStatus : texts.hiddenStatus
  })
  input.form?.addEventListener('submit', () => setPasswordShown(false))
}
