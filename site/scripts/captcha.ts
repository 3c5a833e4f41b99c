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

/** Shortest time a picture is shown, whatever its expiry says. */
const LEAST_SHOWN_MS = 30_000

/** Waits between two tries to get a picture: the first, doubled each time, and the longest. */
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 30_000

const SILENCE_MS = 2_000

type CaptchaPath = 'captchas' | 'session/captchas'

export class SecurityCode {
  id: string | undefined
  private readonly input: HTMLInputElement
  private readonly path: CaptchaPath
  private readonly sound = part('captcha-sound') as HTMLAudioElement
  /** Loaded only when the voter listens. */
  private soundPath = ''
  private silence: ReturnType<typeof setTimeout> | undefined
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

  /**
   * Shows another picture and clears what was typed.
   * @param announcement for those who do not see the change
   */
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

  /** Keeps the picture if the code was not looked at: a field could not be read, or the service is down. */
  renewIfSpent(problem: Problem): void {
    const { code, errors = [] } = problem
    if (this.id === undefined) void this.renew()
    else if (isTemporary(problem)) return
    else if (code !== 'invalid-input')
      void this.renew(code === 'captcha-failed' ? '' : spentCodeText)
    else if (errors.some(({ field }) => field === this.input.name)) this.input.value = ''
  }

  end(): void {
    clearTimeout(this.timer)
  }

  private tryLater(problem: Problem): void {
    const comesBack = isTemporary(problem) || problem.code === 'too-many-attempts'
    setText('captcha-status', comesBack ? codeWillComeText(problem.title) : noCodeText(problem))
    if (!comesBack) return
    // Random waits keep all pages from coming back at one instant.
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
   * Plays from the beginning. Nothing is announced once it is heard: a screen reader would talk over the digits.
   * Playing starts within the press and loads afterwards, because iOS plays nothing that a script fetched first.
   */
  private listen(): void {
    const { sound } = this
    this.sayOfSound('')
    if (sound.error || !sound.src) sound.src = this.soundPath
    this.silence = setTimeout(() => this.sayOfSound(soundWillComeText), SILENCE_MS)
    sound.pause()
    sound.currentTime = 0
    sound.play().catch((error: Error) => {
      // Pressed again, or a new code came, before the sound began.
      if (error.name !== 'AbortError') this.sayOfSound(noSoundText)
    })
  }

  private sayOfSound(text: string): void {
    clearTimeout(this.silence)
    setText('captcha-status', text)
  }

  private stopSound(): void {
    clearTimeout(this.silence)
    this.sound.pause()
    this.sound.removeAttribute('src')
    this.sound.load()
  }
}

/** The code that replaces the wait after too many tries; hidden until then. */
export class RetryCode {
  private readonly form: HTMLFormElement
  private readonly input: HTMLInputElement
  private readonly securityCode: SecurityCode

  constructor(form: HTMLFormElement, path: CaptchaPath) {
    this.form = form
    this.input = field(form, 'captcha')
    this.securityCode = new SecurityCode(this.input, path)
  }

  /** Empty when no code is typed: the voter may have waited instead. */
  typed(): { captcha?: { id: string; code: string } } {
    const { value } = this.input
    return value.trim() ? { captcha: { id: this.securityCode.id ?? '', code: value } } : {}
  }

  /**
   * Shows why the try was refused, and offers a code in place of the wait. The field stays from then on: whoever has to
   * wait after a code will need another.
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

  hide(): void {
    part('captcha').hidden = true
    this.input.value = ''
    this.end()
  }

  end(): void {
    this.securityCode.end()
  }
}
