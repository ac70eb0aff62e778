import { Copy } from 'lucide-react'
import type { Form } from '../../../../api/forms'
import { useMay } from '../../../../api/session'
import { copyText } from '../../../../lib/copyText'
import { Button } from '../../../../ui/Button'
import { Dialog } from '../../../../ui/Dialog'
import { Field, Textarea } from '../../../../ui/Field'
import { toastDone, toastFailed } from '../../../../ui/Toast'
import { EmbedPreview } from './EmbedPreview'
import { embedding } from './embed'
import type { OpenLink } from '../sharing'

/** What goes into another page so that the form is shown in it. */
export function EmbedDialog({ form, link, onClose }: { form: Form; link: OpenLink; onClose: () => void }) {
  const may = useMay()
  const snippet = embedding(link, form.name)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Show the form in a web page"
      description={`Put this where the form shall be. It is as high as the form needs, and answers count for “${link.name}”.`}
      wide
      footer={
        <Button
          kind="primary"
          icon={Copy}
          onClick={() => void copyText(snippet).then(() => toastDone('Copied'), toastFailed)}
        >
          Copy
        </Button>
      }
    >
      <Field label="HTML" help="Works in any page that may run scripts; without them the frame keeps a height of 480 pixels and scrolls.">
        <Textarea readOnly rows={12} value={snippet} className="font-mono text-dense" onFocus={(event) => event.target.select()} />
      </Field>
      {may('forms.edit') && (
        <div className="mt-4">
          <EmbedPreview formId={form.id} />
        </div>
      )}
    </Dialog>
  )
}
