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

interface SecurityCode {
  /** What is typed, with the picture that it answers. */
  typed(): { id: string; code: string }
  /** Shows another picture and clears what was typed. */
  renew(): Promise<void>
  /** Keeps the picture if the API did not check the code: a field could not be read, or the service is down. */
  renewIfSpent(problem: Problem): void
  end(): void
}

export function createSecurityCode(input: HTMLInputElement, path: CaptchaPath): SecurityCode {
  let id: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let latestCall = 0
  const sound = codeSound()

  part('captcha-renew').onclick = () => void renew(newCodeText)
  window.addEventListener('online', () => {
    if (failures > 0) void renew(newCodeText)
  })

  /** @param announcement for those who do not see the change */
  async function renew(announcement = ''): Promise<void> {
    clearTimeout(timer)
    sound.stop()
    if (failures === 0) setText('captcha-status', '')
    const thisCall = ++latestCall
    const answer = await call('POST', path)
    // Asked for again meanwhile, by the voter or by the network that came back.
    if (thisCall !== latestCall) return
    sound.stop()
    input.value = ''
    id = answer.ok ? answer.body.id : undefined
    part('captcha-picture').hidden = !answer.ok
    if (!answer.ok) {
      tryLater(answer.problem)
      return
    }
    failures = 0
    const { image, audio, expiresAt } = answer.body
    part('captcha-image').setAttribute('src', image)
    sound.path = audio
    setText('captcha-status', announcement)
    const shownMs = Math.max(LEAST_SHOWN_MS, Date.parse(expiresAt) - answer.at)
    timer = setTimeout(renewOnceSeen, shownMs, expiredCodeText)
  }

  function tryLater(problem: Problem): void {
    const comesBack = isTemporary(problem) || problem.code === 'too-many-attempts'
    setText('captcha-status', comesBack ? codeWillComeText(problem.title) : noCodeText(problem))
    if (!comesBack) return
    // Random waits keep all pages from coming back at one instant.
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures)
    failures++
    timer = setTimeout(renewOnceSeen, waitMs * (0.75 + Math.random() / 2), newCodeText)
  }

  function renewOnceSeen(announcement: string): void {
    const renewNow = () => void renew(announcement)
    if (document.hidden) document.addEventListener('visibilitychange', renewNow, { once: true })
    else renewNow()
  }

  return {
    typed: () => ({ id: id ?? '', code: input.value }),
    renew: () => renew(),
    renewIfSpent(problem) {
      const { code, errors = [] } = problem
      if (id === undefined) void renew()
      else if (isTemporary(problem)) return
      else if (code !== 'invalid-input') void renew(code === 'captcha-failed' ? '' : spentCodeText)
      else if (errors.some(({ field }) => field === input.name)) input.value = ''
    },
    end: () => clearTimeout(timer),
  }
}

/** The code read aloud, loaded only when the voter listens. */
function codeSound() {
  const player = part('captcha-sound') as HTMLAudioElement
  let silence: ReturnType<typeof setTimeout> | undefined

  function announce(text: string): void {
    clearTimeout(silence)
    setText('captcha-status', text)
  }

  /**
   * Plays from the beginning. Nothing is announced once it is heard: a screen reader would talk over the digits.
   * Playing starts within the press and loads afterwards, because iOS plays nothing that a script fetched first.
   */
  function listen(): void {
    announce('')
    if (player.error || !player.src) player.src = code.path
    silence = setTimeout(announce, SILENCE_MS, soundWillComeText)
    player.pause()
    player.currentTime = 0
    player.play().catch((error: Error) => {
      // Pressed again, or a new code came, before the sound began.
      if (error.name !== 'AbortError') announce(noSoundText)
    })
  }

  part('captcha-listen').onclick = listen
  player.onplaying = () => announce('')
  player.onerror = () => announce(noSoundText)
  const code = {
    path: '',
    stop() {
      clearTimeout(silence)
      player.pause()
      player.removeAttribute('src')
      player.load()
    },
  }
  return code
}

/** The code that replaces the wait after too many tries; hidden until then. */
export function createRetryCode(form: HTMLFormElement, path: CaptchaPath) {
  const input = field(form, 'captcha')
  const code = createSecurityCode(input, path)
  return {
    /** Empty when no code is typed: the voter may have waited instead. */
    typed: () => (input.value.trim() ? { captcha: code.typed() } : {}),
    /**
     * Shows why the try was refused, and offers a code in place of the wait. The field stays from then on: whoever has
     * to wait after a code will need another.
     */
    showRefusal(problem: Problem): void {
      const block = part('captcha')
      part('captcha-offer').hidden = !problem.captcha
      if (problem.captcha) {
        block.hidden = false
        showWayOut(form, problem, input, copyCodeText)
      } else showProblem(form, problem, { 'captcha-failed': 'captcha' })
      if (!block.hidden) code.renewIfSpent(problem)
    },
    hide(): void {
      part('captcha').hidden = true
      input.value = ''
      code.end()
    },
    end: code.end,
  }
}
