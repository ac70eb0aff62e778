import { importWords } from '../../../graph/n8n/report'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ImportReport } from '../../workflows/ImportReport'
import { useImported } from '../commands/clipboard'

const close = () => useImported.setState({ imported: null })

/** After a paste from elsewhere: what became of each step. The same stands in the notes of the steps. */
export function ImportedDialog() {
  const imported = useImported((state) => state.imported)
  if (!imported) return null
  return (
    <Dialog
      open
      wide
      onOpenChange={close}
      title="Taken over from n8n"
      description={importWords(imported.report)}
      footer={
        <Button kind="primary" onClick={close}>
          Go on drawing
        </Button>
      }
    >
      <ImportReport {...imported} />
    </Dialog>
  )
}
