// House rules that the compiler does not know: sizes, named exports, no barrels, and the walls between folders.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = new URL('../src', import.meta.url).pathname
const faults = []

const say = (file, message) => faults.push(`${relative(root, file)}: ${message}`)

function checkFile(file) {
  const text = readFileSync(file, 'utf8')
  const lines = text.split('\n')
  if (lines.length > 301) say(file, `${lines.length} lines (max 300)`)
  const long = lines.findIndex((line) => line.length > 140)
  if (long >= 0) say(file, `line ${long + 1} is longer than 140 characters`)
  if (/^export default/m.test(text)) say(file, 'default export; export by name')
  if (/^export \* from/m.test(text)) say(file, 'barrel; import from the file itself')
  if (/\bconsole\.log\b/.test(text)) say(file, 'console.log left behind')
  if (/dangerouslySetInnerHTML/.test(text)) say(file, 'raw HTML; render text or elements')
  const at = relative(root, file)
  if (at.startsWith('graph/model') && /from '(react|@xyflow)/.test(text)) say(file, 'the model imports no React')
  if (/^(ui|lib|graph\/model)\//.test(at) && /from '.*\/(features|app)\//.test(text)) say(file, 'imports a feature')
}

function walk(folder) {
  const names = readdirSync(folder)
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  if (files.length > 15) say(folder, `${files.length} files (max 15)`)
  for (const name of names) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) walk(path)
    else if (/\.tsx?$/.test(name)) checkFile(path)
  }
}

walk(root)
for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'lint: clean' : `lint: ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
