import { Findings } from '../../../shared/domain/ledger/findings.ts'
import {
  decodeBase64,
  mailHeads,
  removeDuplicates,
  type SignedHead,
} from '../../../shared/domain/ledger/ledger-head.ts'
import { splitLines, verifyLedger } from '../../../shared/domain/ledger/verdict.ts'
import { verdictLines } from '../../../shared/texts/ledger/verdict.ts'
import { verifierTexts as texts } from '../../../shared/texts/ledger/verifier-page.ts'

// Verifies an export that is opened from the disk, and reports with the command's texts.

const maxMailBytes = 50_000_000

const exportedNames = ['journal.txt', 'journal.csv', 'tetes.txt', 'cle-publique.pem'] as const
const ignoredNames = ['SHA256SUMS', 'verifier.html', 'verifier-a-la-main.txt']

const element = <Kind extends Element>(selector: string) => document.querySelector(selector) as Kind
const status = element<HTMLElement>('#status')
const result = element<HTMLElement>('#result')
const list = element<HTMLElement>('#files')
const button = element<HTMLButtonElement>('button')

/** Keyed by name: a file that is chosen again replaces the former one. */
const files = new Map<string, File>()
const mailedHeads = new Map<string, SignedHead[]>()
let adding = Promise.resolve()

function add(some: Iterable<File>): void {
  const added = [...some]
  adding = adding.then(() => addAll(added))
}

async function addAll(added: File[]): Promise<void> {
  for (const file of added) {
    if (ignoredNames.includes(file.name)) continue
    if (exportedNames.some((name) => name === file.name)) files.set(file.name, file)
    else mailedHeads.set(file.name, file.size > maxMailBytes ? [] : mailHeads(await file.text()))
  }
  const shown = [
    ...[...files.keys()].map(texts.file),
    ...[...mailedHeads].map(([name, heads]) => texts.mail(name, heads.length)),
  ]
  list.replaceChildren(...shown.map((text) => elementOf('li', text)))
}

function elementOf(tag: 'h2' | 'li' | 'p', text: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

for (const input of document.querySelectorAll('input')) {
  input.addEventListener('change', () => add(input.files ?? []))
}

document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  add(event.dataTransfer?.files ?? [])
})

button.addEventListener('click', () => void verify())

async function verify(): Promise<void> {
  button.disabled = true
  result.replaceChildren()
  status.textContent = texts.started
  try {
    const [conclusion = '', ...rest] = await verdictOnFiles()
    const heading = elementOf('h2', conclusion)
    heading.tabIndex = -1
    result.replaceChildren(heading, ...rest.map((line) => elementOf('p', line)))
    heading.focus()
    status.textContent = texts.done
  } catch (error) {
    status.textContent = texts.failed(String(error))
  } finally {
    button.disabled = false
  }
}

async function verdictOnFiles(): Promise<string[]> {
  await adding
  const [lines, rows, storedHeads, key] = exportedNames.map((name) => files.get(name))
  if (!lines || !storedHeads || !key) return [texts.incomplete]
  const pasted = mailHeads(element<HTMLTextAreaElement>('textarea').value)
  const copy = {
    key: decodeBase64(await key.text()),
    heads: splitLines(piecesOf(storedHeads)),
    lines: splitLines(piecesOf(lines, element('progress'))),
    rows: rows && splitLines(piecesOf(rows)),
    findings: new Findings(),
  }
  const heads = removeDuplicates([...pasted, ...[...mailedHeads.values()].flat()])
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return verdictLines(await verifyLedger(copy, heads), timeZone)
}

async function* piecesOf(file: File, bar?: HTMLProgressElement): AsyncGenerator<string> {
  const reader = file.stream().getReader()
  const decoder = new TextDecoder()
  let read = 0
  for (let piece = await reader.read(); piece.value; piece = await reader.read()) {
    read += piece.value.length
    if (bar) bar.value = read / file.size
    yield decoder.decode(piece.value, { stream: true })
  }
}
