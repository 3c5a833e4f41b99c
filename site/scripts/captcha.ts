import {
  codeSoundLabel,
  copyCodeText,
  expiredCodeText,
  newCodeText,
  noCodeText,
} from '../../shared/texts/security-code.ts'
import { call, type Problem } from './api.ts'
import { field, linkTo, showProblem } from './form.ts'
import { element, part, setText } from './page.ts'

/** No new picture sooner than this, whatever the expiry says. */
const LEAST_SHOWN_MS = 30_000

/** Where the API creates codes. */
type CaptchaPath = 'captchas' | 'session/captchas'

/** The security code: its picture, its sound when there is one, and the field where it is typed. */
export class SecurityCode {
  id: string | undefined
  private readonly input: HTMLInputElement
  private readonly path: CaptchaPath
  private expiry: ReturnType<typeof setTimeout> | undefined

  constructor(input: HTMLInputElement, path: CaptchaPath) {
    this.input = input
    this.path = path
    part('captcha-renew').onclick = () => void this.renew(newCodeText)
  }

  /** Another picture; clears what was typed. `announcement` is read to those who don't see it change. */
  async renew(announcement = ''): Promise<void> {
    clearTimeout(this.expiry)
    setText('captcha-status', '')
    const answer = await call('POST', this.path)
    this.input.value = ''
    this.id = answer.ok ? answer.body.id : undefined
    part('captcha-picture').hidden = !answer.ok
    if (!answer.ok) {
      setText('captcha-status', noCodeText(answer.problem))
      return
    }
    const { image, audio, expiresAt } = answer.body
    part('captcha-image').setAttribute('src', image)
    this.offerSound(audio)
    setText('captcha-status', announcement)
    const shownMs = Math.max(LEAST_SHOWN_MS, Date.parse(expiresAt) - answer.at)
    this.expiry = setTimeout(() => this.expire(), shownMs)
  }

  /** No picture takes the place of one that expires. */
  end(): void {
    clearTimeout(this.expiry)
  }

  private expire(): void {
    const renew = () => void this.renew(expiredCodeText)
    if (document.hidden) document.addEventListener('visibilitychange', renew, { once: true })
    else renew()
  }

  private offerSound(audio: string | undefined): void {
    const sound = part('captcha-sound')
    sound.textContent = ''
    part('captcha-no-sound').hidden = Boolean(audio)
    if (!audio) return
    const player = element('audio', 'app-captcha__sound') as HTMLAudioElement
    player.controls = true
    player.src = audio
    player.setAttribute('aria-label', codeSoundLabel)
    sound.append(player)
  }
}

/** The code that spares the wait after too many tries. It is not in the page before. */
export class RetryCode {
  private readonly form: HTMLFormElement
  private readonly input: HTMLInputElement
  private readonly securityCode: SecurityCode

  constructor(form: HTMLFormElement, path: CaptchaPath) {
    this.form = form
    this.input = field(form, 'captcha')
    this.securityCode = new SecurityCode(this.input, path)
  }

  /** Part of the request. Nothing when no code is typed: the voter may have waited instead. */
  typed(): { captcha?: { id: string; code: string } } {
    const { value } = this.input
    return value.trim() ? { captcha: { id: this.securityCode.id ?? '', code: value } } : {}
  }

  /**
   * Shows why the try was refused, and a code if one spares the wait. The field stays from then on: whoever has
   * to wait after a code will need another. The last one is spent.
   */
  showRefusal(problem: Problem, advice: HTMLElement[] = []): void {
    const block = part('captcha')
    if (problem.captcha) block.hidden = false
    part('captcha-offer').hidden = !problem.captcha
    const link = linkTo(this.input, copyCodeText)
    link.className = 'govuk-link'
    const offer = problem.captcha ? [element('p', '', link)] : []
    showProblem(this.form, problem, { 'captcha-failed': 'captcha' }, [...offer, ...advice])
    if (!block.hidden) void this.securityCode.renew()
  }

  /** The voter is in: no other picture is needed. */
  end(): void {
    this.securityCode.end()
  }
}
