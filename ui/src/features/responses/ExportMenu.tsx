import { BookOpen, Download, FileSpreadsheet, FileText } from 'lucide-react'
import { Button } from '../../ui/Button'
import { Menu, MenuItem } from '../../ui/Menu'
import { narrow } from './ViewsMenu'

/** Of all that the filters let through, made by the server: columns reconciled over versions, and safe in a spreadsheet. */
export function ExportMenu({ formId, asked }: { formId: string; asked: Record<string, string> }) {
  const search = new URLSearchParams(asked).toString()
  const fetchFile = (name: string) => {
    const link = document.createElement('a')
    link.href = `/api/forms/${formId}/${name}${search ? `?${search}` : ''}`
    link.download = ''
    link.click()
  }
  return (
    <Menu trigger={<Button icon={Download}>{narrow('Export')}</Button>}>
      <MenuItem icon={FileText} onSelect={() => fetchFile('responses.csv')}>
        CSV
      </MenuItem>
      <MenuItem icon={FileSpreadsheet} onSelect={() => fetchFile('responses.xlsx')}>
        Excel, with codebook
      </MenuItem>
      <MenuItem icon={BookOpen} onSelect={() => fetchFile('codebook.csv')}>
        Codebook: what each column means
      </MenuItem>
    </Menu>
  )
}
