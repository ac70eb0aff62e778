import { Copy } from 'lucide-react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field, Input } from '../../ui/Field'
import { toastDone } from '../../ui/Toast'

/** Where no letters leave, the owner hands the link over. */
export function LinkDialog({ link, name, onClose }: { link: string; name: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    toastDone('The link is copied.')
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`A link for ${name}`}
      description="This installation has no mail server, so hand the link over yourself, to nobody else. It works once."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" icon={Copy} onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <Field label="Link">
        <Input readOnly value={link} onFocus={(event) => event.target.select()} />
      </Field>
    </Dialog>
  )
}
