import { exportWorkflow } from '../../api/workflows'
import { saveFile } from '../../lib/saveFile'
import { count } from '../../lib/text'
import { toastDone } from '../../ui/Toast'

/** Drafts as files. What looks like a secret is not in them, and is said. */
export async function exportFiles(workflows: readonly { id: string; name: string }[]) {
  let left = 0
  for (const { id, name } of workflows) {
    const { text, leftOut } = await exportWorkflow(id)
    saveFile(`${name}.json`, text, 'application/json')
    left += leftOut
  }
  if (left > 0) toastDone(`${count(left, 'value')} that looked like a secret ${left === 1 ? 'was' : 'were'} left out.`)
}
