import { Findings } from '../../../shared/domain/ledger/findings.ts'
import {
  decodeBase64,
  headsInMail,
  removeDuplicates,
  type SignedHead,
} from '../../../shared/domain/ledger/ledger-head.ts'
import { splitLines, verifyLedger } from '../../../shared/domain/ledger/verdict.ts'
import { verdictLines } from '../../../shared/texts/ledger/verdict.ts'
import { verifierTexts as texts } from '../../../shared/texts/ledger/verifier-page.ts'

const maxMailBytes = 50_000_000

const exportedFileNames = ['journal.txt', 'journal.csv', 'tetes.txt', 'cle-publique.pem'] as const
const ignoredFileNames = ['SHA256SUMS', 'verifier.html', 'verifier-a-la-main.txt']

const find = <Kind extends Element>(selector: string) => document.querySelector(selector) as Kind
const status = find<HTMLElement>('#status')
const result = find<HTMLElement>('#result')
const fileList = find<HTMLElement>('#files')
const button = find<HTMLButtonElement>('button')

const files = new Map<string, File>()
const mailedHeads = new Map<string, SignedHead[]>()
let pendingRead = Promise.resolve()

function addFiles(chosenFiles: Iterable<File>): void {
  const newFiles = [...chosenFiles]
  pendingRead = pendingRead.then(() => readFiles(newFiles))
}

async function readFiles(newFiles: File[]): Promise<void> {
  for (const file of newFiles) {
    if (ignoredFileNames.includes(file.name)) continue
    if (exportedFileNames.some((name) => name === file.name)) files.set(file.name, file)
    else mailedHeads.set(file.name, file.size > maxMailBytes ? [] : headsInMail(await file.text()))
  }
  const lines = [
    ...[...files.keys()].map(texts.fileName),
    ...[...mailedHeads].map(([name, heads]) => texts.mailContent(name, heads.length)),
  ]
  fileList.replaceChildren(...lines.map((text) => newElement('li', text)))
}

function newElement(tag: 'h2' | 'li' | 'p', text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

for (const input of document.querySelectorAll('input')) {
  input.addEventListener('change', () => addFiles(input.files ?? []))
}

document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  addFiles(event.dataTransfer?.files ?? [])
})

button.addEventListener('click', () => void verify())

async function verify(): Promise<void> {
  button.disabled = true
  result.replaceChildren()
  status.textContent = texts.progress
  try {
    const [conclusion = '', ...rest] = await verdictOnFiles()
    const heading = newElement('h2', conclusion)
    heading.tabIndex = -1
    result.replaceChildren(heading, ...rest.map((line) => newElement('p', line)))
    heading.focus()
    status.textContent = texts.completion
  } catch (error) {
    status.textContent = texts.failure(String(error))
  } finally {
    button.disabled = false
  }
}

async function verdictOnFiles(): Promise<string[]> {
  await pendingRead
  const [lines, rows, storedHeads, key] = exportedFileNames.map((name) => files.get(name))
  if (!lines || !storedHeads || !key) return [texts.missingFiles]
  const pastedHeads = headsInMail(find<HTMLTextAreaElement>('textarea').value)
  const copy = {
    key: decodeBase64(await key.text()),
    heads: splitLines(readChunks(storedHeads)),
    lines: splitLines(readChunks(lines, find('progress'))),
    rows: rows && splitLines(readChunks(rows)),
    findings: new Findings(),
  }
  const heads = removeDuplicates([...pastedHeads, ...[...mailedHeads.values()].flat()])
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return verdictLines(await verifyLedger(copy, heads), timeZone)
}

async function* readChunks(file: File, bar?: HTMLProgressElement): AsyncGenerator<string> {
  const reader = file.stream().getReader()
  const decoder = new TextDecoder()
  let byteCount = 0
  for (let chunk = await reader.read(); chunk.value; chunk = await reader.read()) {
    byteCount += chunk.value.length
    if (bar) bar.value = byteCount / file.size
    yield decoder.decode(chunk.value, { stream: true })
  }
}
