import { withoutSecrets } from '../../../graph/check/secrets'
import { exportWorkflow } from '../../../graph/model/exchange'
import { definitionOf, type Graph } from '../../../graph/model/graph'
import { saveFile } from '../../../lib/saveFile'
import { count } from '../../../lib/text'
import { toastDone } from '../../../ui/Toast'

/** The draft as a file. What looks like a secret is not in it, and is said. */
export function exportDraft(graph: Graph) {
  const { graph: safe, count: left } = withoutSecrets(graph)
  saveFile(`${graph.name}.json`, exportWorkflow({ name: graph.name, definition: definitionOf(safe) }), 'application/json')
  if (left > 0)
    toastDone(`${count(left, 'value')} that looked like a secret ${left === 1 ? 'was' : 'were'} left out of the file.`)
}
