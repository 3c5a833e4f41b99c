import {
  codeWillComeText,
  copyCodeText,
  expiredCodeText,
  newCodeText,
  noCodeText,
  noSoundText,
  soundWillComeText,
  spentCodeText,
} from '../../shared/texts/account/security-code.ts'
import { call, isTemporary, type Problem } from './api.ts'
import { field, showProblem, showWayOut } from './form.ts'
import { part, setText } from './page.ts'

/** No new picture sooner than this, whatever the expiry says. */
const LEAST_SHOWN_MS = 30_000

/** Between two tries to get a picture that did not come: the first wait, doubled each time, and the longest. */
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 30_000

/** So long may a sound load before the voter is told that it does. */
const SILENCE_MS = 2_000

/** Where the API creates codes. */
type CaptchaPath = 'captchas' | 'session/captchas'

/** The security code: its picture, its sound, and the field where it is typed. */
export class SecurityCode {
  id: string | undefined
  private readonly input: HTMLInputElement
  private readonly path: CaptchaPath
  private readonly sound = part('captcha-sound') as HTMLAudioElement
  /** Where the sound of the picture is, which who does not listen never loads. */
  private soundPath = ''
  /** Of what is said while the sound loads. */
  private silence: ReturnType<typeof setTimeout> | undefined
  /** Of the next picture: when this one expires, or after one that did not come. */
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private latestCall = 0

  constructor(input: HTMLInputElement, path: CaptchaPath) {
    this.input = input
    this.path = path
    part('captcha-renew').onclick = () => void this.renew(newCodeText)
    part('captcha-listen').onclick = () => this.listen()
    this.sound.onplaying = () => this.sayOfSound('')
    this.sound.onerror = () => this.sayOfSound(noSoundText)
    window.addEventListener('online', () => {
      if (this.failures > 0) void this.renew(newCodeText)
    })
  }

  /** Another picture; clears what was typed. `announcement` is read to those who don't see it change. */
  async renew(announcement = ''): Promise<void> {
    clearTimeout(this.timer)
    this.stopSound()
    if (this.failures === 0) setText('captcha-status', '')
    const thisCall = ++this.latestCall
    const answer = await call('POST', this.path)
    // Asked for again meanwhile, by the voter or by the network that came back.
    if (thisCall !== this.latestCall) return
    this.stopSound()
    this.input.value = ''
    this.id = answer.ok ? answer.body.id : undefined
    part('captcha-picture').hidden = !answer.ok
    if (!answer.ok) {
      this.tryLater(answer.problem)
      return
    }
    this.failures = 0
    const { image, audio, expiresAt } = answer.body
    part('captcha-image').setAttribute('src', image)
    this.soundPath = audio
    setText('captcha-status', announcement)
    const shownMs = Math.max(LEAST_SHOWN_MS, Date.parse(expiresAt) - answer.at)
    this.timer = setTimeout(() => this.renewOnceSeen(expiredCodeText), shownMs)
  }

  /** Another picture, unless the code was not looked at: a field could not be read, or the service is down. */
  renewIfSpent(problem: Problem): void {
    const { code, errors = [] } = problem
    if (this.id === undefined) void this.renew()
    else if (isTemporary(problem)) return
    else if (code !== 'invalid-input')
      void this.renew(code === 'captcha-failed' ? '' : spentCodeText)
    else if (errors.some(({ field }) => field === this.input.name)) this.input.value = ''
  }

  /** No picture takes the place of one that expires. */
  end(): void {
    clearTimeout(this.timer)
  }

  private tryLater(problem: Problem): void {
    const comesBack = isTemporary(problem) || problem.code === 'too-many-attempts'
    setText('captcha-status', comesBack ? codeWillComeText(problem.title) : noCodeText(problem))
    if (!comesBack) return
    // Spread out, so that all the pages do not come back at one instant.
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures)
    this.failures++
    const spreadMs = waitMs * (0.75 + Math.random() / 2)
    this.timer = setTimeout(() => this.renewOnceSeen(newCodeText), spreadMs)
  }

  private renewOnceSeen(announcement: string): void {
    const renew = () => void this.renew(announcement)
    if (document.hidden) document.addEventListener('visibilitychange', renew, { once: true })
    else renew()
  }

  /**
   * From the beginning each time. Nothing is announced once it is heard: a screen reader would talk over the digits.
   * It begins within the press of the button, and loads afterwards: iOS plays nothing that a script fetched first.
   */
  private listen(): void {
    const { sound } = this
    this.sayOfSound('')
    if (sound.error || !sound.src) sound.src = this.soundPath
    this.silence = setTimeout(() => this.sayOfSound(soundWillComeText), SILENCE_MS)
    sound.pause()
    sound.currentTime = 0
    sound.play().catch((error: Error) => {
      // Pressed again, or a new code came, before it began.
      if (error.name !== 'AbortError') this.sayOfSound(noSoundText)
    })
  }

  private sayOfSound(text: string): void {
    clearTimeout(this.silence)
    setText('captcha-status', text)
  }

  /** What plays or loads is of another picture. */
  private stopSound(): void {
    clearTimeout(this.silence)
    this.sound.pause()
    this.sound.removeAttribute('src')
    this.sound.load()
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
   * Shows why the try was refused, and a code in place of the wait that it spares. The field stays from then on:
   * whoever has to wait after a code will need another. The last one is spent.
   */
  showRefusal(problem: Problem): void {
    const block = part('captcha')
    part('captcha-offer').hidden = !problem.captcha
    if (problem.captcha) {
      block.hidden = false
      showWayOut(this.form, problem, this.input, copyCodeText)
    } else showProblem(this.form, problem, { 'captcha-failed': 'captcha' })
    if (!block.hidden) this.securityCode.renewIfSpent(problem)
  }

  /** No code opens the way any more. */
  hide(): void {
    part('captcha').hidden = true
    this.input.value = ''
    this.end()
  }

  /** The voter is in: no other picture is needed. */
  end(): void {
    this.securityCode.end()
  }
}
